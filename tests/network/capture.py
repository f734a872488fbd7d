# SPDX-License-Identifier: GPL-3.0-or-later
"""What leaves and reaches a computer of the test network, as Wireshark's tshark reads it."""

import collections
import shutil
import socket
import struct
import subprocess
import tempfile
import threading
import time
import xml.etree.ElementTree as xml

from hosts import PATIENCE, entered, wait_until
from tap import Skip

ETH_P_ALL = 3
IP_SOURCE = 26    # where they stand in a frame without IP options
UDP_PORTS = 34
UDP_DATA = 42


def need():
    """Skips a test if there is no tshark."""
    if shutil.which("tshark") is None:
        raise Skip("tshark is not installed")


def dissect(path, filter_=""):
    """For each packet of a file, what tshark shows of each field; a field may stand twice."""
    result = subprocess.run(["tshark", "-n", "-r", path, "-Y", filter_, "-T", "pdml"],
                            stdin=subprocess.DEVNULL, capture_output=True, timeout=PATIENCE,
                            check=True)
    packets = []
    for packet in xml.fromstring(result.stdout).iter("packet"):
        fields = collections.defaultdict(list)
        for field in packet.iter("field"):
            fields[field.get("name")].append(field.get("show"))
        fields["protocols"] = [layer.get("name") for layer in packet.iter("proto")]
        packets.append(fields)
    return packets


class Capture:
    """Keeps every frame that passes a computer's first adapter, from now on."""

    def __init__(self, host):
        self.frames = []
        with entered(host.namespace):
            self._socket = socket.socket(socket.AF_PACKET, socket.SOCK_RAW, socket.ntohs(ETH_P_ALL))
        self._socket.bind(("eth0", ETH_P_ALL))
        threading.Thread(target=self._keep, daemon=True).start()

    def _keep(self):
        while True:
            self.frames.append((time.time(), self._socket.recv(65536)))

    def _udp(self):
        return [frame for _, frame in self.frames
                if frame[12:14] == b"\x08\0" and frame[23] == socket.IPPROTO_UDP]

    def datagrams(self, port=138):
        """The data of each UDP datagram to this port."""
        return [frame[UDP_DATA:] for frame in self._udp()
                if frame[UDP_PORTS + 2:UDP_PORTS + 4] == struct.pack(">H", port)]

    def sent_by(self, address):
        """The data of each UDP datagram from this address, whatever its port."""
        return [frame[UDP_DATA:] for frame in self._udp()
                if frame[IP_SOURCE:IP_SOURCE + 4] == socket.inet_aton(address)]

    def wait_for(self, n):
        wait_until(lambda: len(self.datagrams()) >= n, f"{n} datagrams pass")

    def dissect(self):
        """The datagrams to port 138 as tshark reads them."""
        with tempfile.NamedTemporaryFile(suffix=".pcap") as file:
            file.write(struct.pack("=IHHiIII", 0xA1B2C3D4, 2, 4, 0, 0, 65535, 1))
            for moment, frame in list(self.frames):
                file.write(struct.pack("=IIII", int(moment), int(moment % 1 * 1e6), len(frame),
                                       len(frame)) + frame)
            file.flush()
            return dissect(file.name, "udp.dstport == 138")
