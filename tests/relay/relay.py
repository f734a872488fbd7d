# SPDX-License-Identifier: GPL-3.0-or-later
"""Runs slotwatch-relay as systemd would: with two open sockets and without any right."""

import contextlib
import os
import shutil
import socket
import struct
import subprocess
import sys
import tempfile
import time

import tap
from tap import PATIENCE

HERE = os.path.dirname(os.path.abspath(__file__))

# netbios-relay-message.h
HEADER = struct.Struct("=IIQQ4s4sHHI")
VERSION = 1
MAX_DATAGRAM = 2048
MAX_CLIENTS = 32
MAX_CLIENTS_PER_USER = 8

# What slotwatch-relay.socket asks for.
IP_PKTINFO, SO_TIMESTAMPNS = 8, 35
UNIT_OPTIONS = [(socket.SOL_SOCKET, SO_TIMESTAMPNS), (socket.IPPROTO_IP, IP_PKTINFO)]

# Users and groups that need not exist: the kernel knows numbers only.
SERVICE = 65534
MEMBER, STRANGER = 64001, 64002
GROUP = 64010


def _is_root():
    """Whether this is root, not a user who plays root in a namespace."""
    with open("/proc/self/uid_map", encoding="ascii") as file:
        return os.getuid() == 0 and int(file.read().split()[2]) > 1


IS_ROOT = _is_root()

folder = tempfile.TemporaryDirectory(prefix="slotwatch-relay-test-")
os.chmod(folder.name, 0o711)


def within_reach(program):
    """A copy of a program, because the checkout may lie where only its owner can look."""
    return shutil.copy(program, folder.name)


PROGRAM = within_reach(sys.argv[1])


def need_root():
    if not IS_ROOT:
        raise tap.Skip("only root can be several users")


def without_rights(user=SERVICE, group=SERVICE):
    """The command that makes a command run with no capability; other users need root."""
    changes = [f"--reuid={user}", f"--regid={group}", "--clear-groups", "--inh-caps=-all",
               "--bounding-set=-all"]
    return ["setpriv", *(changes if IS_ROOT else []), "--no-new-privs"]


def wait_until(condition, what):
    """Waits for something that another process does; returns what the condition gave."""
    end = time.monotonic() + PATIENCE
    while not (result := condition()):
        assert time.monotonic() < end, f"still waiting until {what}"
        time.sleep(0.01)
    return result


class Packet:
    """What a client got."""

    def __init__(self, packet):
        (self.version, self.interface, self.time_us, self.n_lost, source, destination,
         self.source_port, self.size, self.reserved) = HEADER.unpack_from(packet)
        self.source = socket.inet_ntoa(source)
        self.destination = socket.inet_ntoa(destination)
        self.payload = packet[HEADER.size:]
        assert self.version == VERSION and self.reserved == 0
        assert self.size == len(self.payload), (self.size, len(self.payload))


class Client:
    """Somebody who is connected to the relay."""

    def __init__(self, path):
        self.socket = socket.socket(socket.AF_UNIX, socket.SOCK_SEQPACKET)
        # Only a connect without a time-out waits for room among those that wait.
        self.socket.connect(path)
        self.socket.settimeout(PATIENCE)

    def __enter__(self):
        return self

    def __exit__(self, *_exception):
        self.socket.close()

    def receive(self):
        """The next packet, or None when the relay has hung up."""
        try:
            packet = self.socket.recv(65536)
        except ConnectionResetError:  # with something of ours that it had not read
            return None
        return Packet(packet) if packet else None

    def payloads(self, n):
        return [self.receive().payload for _ in range(n)]

    def receive_waiting(self):
        """What waits now."""
        packets = []
        self.socket.setblocking(False)
        with contextlib.suppress(BlockingIOError):
            while True:
                packets.append(self.receive())
        self.socket.settimeout(PATIENCE)
        return packets


def open_listener(path, group=None, mode=0o660):
    listener = socket.socket(socket.AF_UNIX, socket.SOCK_SEQPACKET)
    listener.bind(path)
    if group is not None:
        os.chown(path, 0, group)
    os.chmod(path, mode)
    listener.listen(128)
    return listener


def open_port():
    datagrams = socket.socket(socket.AF_INET, socket.SOCK_DGRAM)
    # The same on every computer, whatever its default is: room for a hundred datagrams and more.
    datagrams.setsockopt(socket.SOL_SOCKET, socket.SO_RCVBUF, 128 * 1024)
    datagrams.bind(("127.0.0.1", 0))
    return datagrams


def start_with(sockets, command, **options):
    """Starts a command that gets these sockets as systemd hands them over."""
    numbers = [one.fileno() for one in sockets]
    return subprocess.Popen(
        [sys.executable, os.path.join(HERE, "activate.py"), ",".join(map(str, numbers)), *command],
        pass_fds=numbers, stdin=subprocess.DEVNULL, **options)


class Relay:
    """A running relay, which is ended with the block it is used in."""

    def __init__(self, datagrams=None, group=None, mode=0o660, command=None):
        self.path = tempfile.mktemp(prefix="socket-", dir=folder.name)
        self.sockets = [datagrams or open_port(), open_listener(self.path, group, mode)]
        for level, option in UNIT_OPTIONS:
            self.sockets[0].setsockopt(level, option, 1)
        self.port = self.sockets[0].getsockname()[1]
        self.sender = socket.socket(socket.AF_INET, socket.SOCK_DGRAM)
        self.start(command or [*without_rights(), PROGRAM])

    def start(self, command):
        """Starts it, or starts it again with the same sockets."""
        self.process = start_with(self.sockets, command, stderr=subprocess.PIPE)

    def __enter__(self):
        return self

    def __exit__(self, *_exception):
        self.process.terminate()
        try:
            self.process.wait(timeout=PATIENCE)
        finally:
            self.process.kill()
            self.process.communicate()
            for one in (*self.sockets, self.sender):
                one.close()

    def send(self, *payloads):
        for payload in payloads:
            self.sender.sendto(payload, ("127.0.0.1", self.port))

    def ends_with(self, code):
        """What it says until its end, which must come with this exit code."""
        _, stderr = self.process.communicate(timeout=PATIENCE)
        assert self.process.returncode == code, (self.process.returncode, stderr)
        return stderr.decode()
