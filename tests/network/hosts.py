# SPDX-License-Identifier: GPL-3.0-or-later
"""Computers of a small private network; each is a network namespace of this program.

Importing this starts the test program anew in namespaces of its own (network, processes,
mounts), which root may make, and on most systems any user. However it ends, the kernel then
ends every process it started and takes away every interface and temporary file. Nothing of it is
seen outside, so any number of test programs may run at once.

Where that cannot be, the program ends there as skipped, with the reason.
"""

import contextlib
import ctypes
import itertools
import json
import os
import signal
import socket
import subprocess
import sys
import tempfile
import time

from tap import PATIENCE

CLONE_NEWNET = 0x40000000
INSIDE = "SLOTWATCH_TEST_NAMESPACE"
UNSHARE = ["unshare", "--net", "--pid", "--fork", "--kill-child", "--mount-proc"]

_libc = ctypes.CDLL(None, use_errno=True)


def _skip_all(reason):
    print(f"1..0 # SKIP {reason}", flush=True)
    sys.exit(0)


def _enter_namespaces():
    for tool in ("unshare", "ip"):
        if subprocess.run(["sh", "-c", f"command -v {tool}"], stdout=subprocess.DEVNULL,
                          check=False).returncode != 0:
            _skip_all(f"{tool} is not installed")
    command = UNSHARE if os.geteuid() == 0 else [*UNSHARE, "--map-root-user"]
    probe = subprocess.run([*command, "ip", "link", "add", "probe", "type", "bridge"],
                           stdin=subprocess.DEVNULL, stdout=subprocess.PIPE,
                           stderr=subprocess.STDOUT, text=True, check=False)
    if probe.returncode != 0:
        _skip_all("no network namespaces here: " + probe.stdout.strip().replace("\n", "; "))
    os.environ[INSIDE] = "yes"
    os.execvp(command[0], [*command, sys.executable, *sys.argv])


if INSIDE not in os.environ:
    _enter_namespaces()
# The first process of a namespace ignores signals that it does not handle.
signal.signal(signal.SIGTERM, lambda *_: sys.exit(143))
# Of no use to these tests, and nobody keeps a checkout in it.
tempfile.tempdir = "/var/local"
subprocess.run(["mount", "-t", "tmpfs", "-o", "mode=1777", "tmpfs", tempfile.tempdir], check=True)


def may_change_user():
    """Whether this is root, not a user who plays root in a namespace."""
    with open("/proc/self/uid_map", encoding="ascii") as file:
        return int(file.read().split()[2]) > 1


def wait_until(condition, what, interval=0.01):
    """Waits for something that another process does; returns what the condition gave."""
    end = time.monotonic() + PATIENCE
    while not (result := condition()):
        assert time.monotonic() < end, f"still waiting until {what}"
        time.sleep(interval)
    return result


def _call(function, *arguments):
    if function(*arguments) != 0:
        raise OSError(ctypes.get_errno(), "cannot change the network namespace")


def _enter(namespace):
    _call(_libc.setns, namespace, CLONE_NEWNET)


def _ip(*arguments):
    subprocess.run(["ip", *arguments], stdin=subprocess.DEVNULL, check=True)


_HOME = os.open("/proc/self/ns/net", os.O_RDONLY)
_interfaces = itertools.count(1)


class Segment:
    """A network cable, with the addresses 10.99.NUMBER.1 and on."""

    _numbers = itertools.count(1)

    def __init__(self):
        self.number = next(Segment._numbers)
        self.bridge = f"bridge{self.number}"
        self.broadcast = f"10.99.{self.number}.255"
        self._last = 0
        _ip("link", "add", self.bridge, "type", "bridge")
        _ip("link", "set", self.bridge, "up")

    def next_address(self):
        self._last += 1
        return f"10.99.{self.number}.{self._last}"

    def add(self, namespace, inside):
        """Puts a computer on it; returns its address."""
        outside = f"port{next(_interfaces)}"
        address = self.next_address()
        _ip("link", "add", outside, "type", "veth", "peer", "name", inside)
        _ip("link", "set", inside, "netns", f"/proc/{os.getpid()}/fd/{namespace}")
        _ip("link", "set", outside, "master", self.bridge, "up")
        with entered(namespace):
            _ip("address", "add", f"{address}/24", "broadcast", self.broadcast, "dev", inside)
            _ip("link", "set", inside, "up")
        # Until then it loses what is sent.
        wait_until(lambda: self._forwards(outside), f"{outside} forwards")
        return address

    @staticmethod
    def _forwards(port):
        answer = subprocess.run(["ip", "-json", "-details", "link", "show", port],
                                stdout=subprocess.PIPE, check=True)
        state = json.loads(answer.stdout)[0]["linkinfo"]["info_slave_data"]["state"]
        return state == "forwarding"


@contextlib.contextmanager
def entered(namespace):
    """Sockets and namespaces that are made in the block belong to this network namespace."""
    _enter(namespace)
    try:
        yield
    finally:
        _enter(_HOME)


class Host:
    """A computer with one adapter on each of these segments."""

    def __init__(self, *segments):
        _call(_libc.unshare, CLONE_NEWNET)
        self.namespace = os.open("/proc/thread-self/ns/net", os.O_RDONLY)
        _enter(_HOME)
        with entered(self.namespace):
            _ip("link", "set", "lo", "up")
        self.segments = segments
        self.addresses = [segment.add(self.namespace, f"eth{number}")
                          for number, segment in enumerate(segments)]

    @property
    def address(self):
        return self.addresses[0]

    @property
    def broadcast(self):
        return self.segments[0].broadcast

    def route(self, segment, gateway):
        """Sends what is for another segment to this address."""
        with entered(self.namespace):
            _ip("route", "add", f"10.99.{segment.number}.0/24", "via", gateway)

    def be_router(self):
        """Hands on what is for another of its segments."""
        self.run("sh", "-c", "echo 1 >/proc/sys/net/ipv4/ip_forward").check_returncode()

    def udp(self, port=0, address="0.0.0.0"):
        """A socket of this computer, which may broadcast and share its port."""
        with entered(self.namespace):
            udp = socket.socket(socket.AF_INET, socket.SOCK_DGRAM)
        udp.setsockopt(socket.SOL_SOCKET, socket.SO_BROADCAST, 1)
        udp.setsockopt(socket.SOL_SOCKET, socket.SO_REUSEADDR, 1)
        udp.setsockopt(socket.SOL_SOCKET, socket.SO_RCVBUF, 4 * 1024 * 1024)
        udp.bind((address, port))
        return udp

    def start(self, *command, **options):
        """Starts a program on this computer."""
        return subprocess.Popen(list(map(str, command)), **{"stdin": subprocess.DEVNULL, **options},
                                preexec_fn=lambda: _enter(self.namespace))

    def run(self, *command, **options):
        """Runs a program on this computer to its end; its output is bytes."""
        return subprocess.run(list(map(str, command)), check=False,
                              **{"stdin": subprocess.DEVNULL, "capture_output": True,
                                 "timeout": PATIENCE, **options},
                              preexec_fn=lambda: _enter(self.namespace))
