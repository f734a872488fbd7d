# SPDX-License-Identifier: GPL-3.0-or-later
"""Mailslot messages as packets of a capture file, and as tshark reads them."""

import pathlib
import struct
import subprocess
import tempfile
import xml.etree.ElementTree as xml

from tap import PATIENCE

ETHERNET_HEADER = bytes(12) + b"\x08\0"
NETBIOS_NAME = b"\x20" + b"CA" * 16 + b"\0"  # sixteen blanks
DATAGRAM_PORT = 138


def _mailslot_write(slot, payload):
    """[MS-MAIL], section 2.2.1, as Samba fills it in."""
    name = b"\\MAILSLOT\\" + slot.encode() + b"\0"
    offset = 69 + len(name)
    return b"".join((
        b"\xffSMB\x25", bytes(27), b"\x11",
        struct.pack("<HHHHBBHIHHHHHBBHHHH", 0, len(payload), 0, 0, 0, 0, 0, 0, 0, 0, 0,
                    len(payload), offset, 3, 0, 1, 1, 2, len(name) + len(payload)),
        name, payload))


def _frame(slot, payload):
    data = NETBIOS_NAME * 2 + _mailslot_write(slot, payload)
    data = struct.pack(">BBH4sHHH", 0x11, 2, 1, bytes((192, 0, 2, 7)), DATAGRAM_PORT,
                       len(data), 0) + data
    data = struct.pack(">HHHH", DATAGRAM_PORT, DATAGRAM_PORT, 8 + len(data), 0) + data
    ip = struct.pack(">BBHHHBBH4s4s", 0x45, 0, 20 + len(data), 1, 0, 64, 17, 0,
                     bytes((192, 0, 2, 7)), bytes((192, 0, 2, 255)))
    return ETHERNET_HEADER + ip + data


def _dissect_file(path):
    result = subprocess.run(["tshark", "-n", "-r", path, "-Y", "mailslot", "-T", "pdml"],
                            stdin=subprocess.DEVNULL, capture_output=True, timeout=PATIENCE,
                            check=True)
    return [[(field.get("name"), field.get("show"), field.get("showname"))
             for field in packet.iter("field")]
            for packet in xml.fromstring(result.stdout).iter("packet")]


def dissect(messages):
    """For each (slot, payload) the fields that tshark finds: (name, value, shown)."""
    with tempfile.NamedTemporaryFile(suffix=".pcap") as file:
        file.write(struct.pack("=IHHiIII", 0xA1B2C3D4, 2, 4, 0, 0, 65535, 1))
        for slot, payload in messages:
            frame = _frame(slot, payload)
            file.write(struct.pack("=IIII", 0, 0, len(frame), len(frame)) + frame)
        file.flush()
        return _dissect_file(file.name)


def read(path):
    """The (slot, payload) of every mailslot message in a little-endian capture file."""
    data = pathlib.Path(path).read_bytes()
    at = 24
    messages = []
    while at < len(data):
        size, = struct.unpack_from("<I", data, at + 8)
        frame, at = data[at + 16:at + 16 + size], at + 16 + size
        start = frame.find(b"\xffSMB\x25")
        if struct.unpack_from(">H", frame, 36) == (DATAGRAM_PORT,) and start >= 0:
            smb = frame[start:]
            count, offset = struct.unpack_from("<HH", smb, 55)
            name = smb[69:smb.index(0, 69)].decode()
            messages.append((name.removeprefix("\\MAILSLOT\\"), smb[offset:offset + count]))
    return messages
