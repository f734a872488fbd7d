# SPDX-License-Identifier: GPL-3.0-or-later
"""Who may connect, and what the relay may do: nothing but take datagrams and hand them on."""

import contextlib
import os
import re
import shutil
import socket
import subprocess
import sys
import tempfile

import tap
from relay import (GROUP, HERE, MEMBER, PATIENCE, PROGRAM, STRANGER, Client, Relay, folder,
                   need_root, open_port, start_with, wait_until, without_rights)

SERVICE_UNIT, SOCKET_UNIT, SYSUSERS, SANITIZER = sys.argv[2:]


def need(tool):
    """The path of a tool of systemd, or skips the test."""
    path = shutil.which(tool)
    if path is None:
        raise tap.Skip(f"{tool} is not installed")
    return path


def check(*command, **options):
    """Runs a command that must end with 0; its output."""
    result = subprocess.run(command, stdin=subprocess.DEVNULL, stdout=subprocess.PIPE,
                            stderr=subprocess.STDOUT, text=True, timeout=PATIENCE, check=False,
                            **options)
    assert result.returncode == 0, result.stdout
    return result.stdout


RECEIVER = """
import socket, sys
client = socket.socket(socket.AF_UNIX, socket.SOCK_SEQPACKET)
try:
    client.connect(sys.argv[1])
except PermissionError:
    sys.exit("refused")
print("connected", flush=True)
print(client.recv(65536)[40:].decode(), flush=True)
"""


def receiver(path, user, group):
    """A process of another user that connects, and prints the first datagram it gets."""
    return subprocess.Popen([*without_rights(user, group), "/usr/bin/python3", "-c", RECEIVER,
                             path],
                            stdin=subprocess.DEVNULL, stdout=subprocess.PIPE,
                            stderr=subprocess.PIPE, text=True)


def status(process):
    """What the kernel says of a process."""
    with open(f"/proc/{process.pid}/status", encoding="ascii") as file:
        return dict(line.rstrip("\n").split(":\t", 1) for line in file)


def assert_has_no_rights(process):
    fields = status(process)
    for name in ("CapInh", "CapPrm", "CapEff", "CapBnd", "CapAmb"):
        assert int(fields[name], 16) == 0, fields
    assert fields["NoNewPrivs"] == "1", fields
    assert set(fields["Uid"].split()) == {"65534"}, fields


@tap.test("/relay-rights/the-group-receives-and-others-are-refused")
def the_group_receives_and_others_are_refused():
    need_root()
    with Relay(group=GROUP) as relay:
        with receiver(relay.path, STRANGER, STRANGER) as stranger:
            assert stranger.communicate(timeout=PATIENCE) == ("", "refused\n")
        with receiver(relay.path, MEMBER, GROUP) as member:
            assert member.stdout.readline() == "connected\n"
            relay.send(b"text")
            assert member.communicate(timeout=PATIENCE)[0] == "text\n"


@tap.test("/relay-rights/it-runs-without-any")
def it_runs_without_any():
    need_root()
    with Relay() as relay, Client(relay.path) as client:
        relay.send(b"text")
        client.receive()
        assert_has_no_rights(relay.process)


@tap.test("/relay-rights/it-needs-no-network-but-its-port")
def it_needs_no_network_but_its_port():
    need_root()
    # As PrivateNetwork does it: the port belongs to the network in which it was opened.
    command = ["unshare", "--net", *without_rights(), PROGRAM]
    with Relay(command=command) as relay, Client(relay.path) as client:
        relay.send(b"text")
        packet = client.receive()
        assert (packet.payload, packet.interface) == (b"text", socket.if_nametoindex("lo"))
        networks = {os.readlink(f"/proc/{name}/ns/net") for name in (relay.process.pid, "self")}
        assert len(networks) == 2


def start_activated(path):
    """Starts the relay by systemd-socket-activate; returns the process and the UDP port."""
    activate = need("systemd-socket-activate")
    with open_port() as one:
        port = one.getsockname()[1]
    # It makes sockets of one kind. The first one starts the second, which keeps its socket,
    # adds the other, and finds that the first datagram still waits.
    command = [activate, "--datagram", "--listen", f"127.0.0.1:{port}",
               activate, "--seqpacket", "--listen", path, *without_rights(), PROGRAM]
    return subprocess.Popen(command, stdin=subprocess.DEVNULL, stderr=subprocess.DEVNULL), port


def connect_when_it_listens(path):
    """A socket has its name a moment before it listens."""
    def connect():
        with contextlib.suppress(ConnectionRefusedError):
            return Client(path)
        return None

    return wait_until(connect, "the socket listens")


@tap.test("/relay-rights/started-by-systemd-socket-activate")
def started_by_systemd_socket_activate():
    need_root()
    path = tempfile.mktemp(prefix="socket-", dir=folder.name)
    process, port = start_activated(path)
    with socket.socket(socket.AF_INET, socket.SOCK_DGRAM) as sender:
        def is_awake():
            nonlocal process, port
            if process.poll() is not None:    # another program was faster to take the port
                process, port = start_activated(path)
            sender.sendto(b"wake up", ("127.0.0.1", port))
            return os.path.exists(path)

        try:
            wait_until(is_awake, "the socket exists")
            os.chown(path, 0, GROUP)
            os.chmod(path, 0o660)
            with receiver(path, STRANGER, STRANGER) as stranger:
                assert stranger.communicate(timeout=PATIENCE) == ("", "refused\n")
            with connect_when_it_listens(path) as client:
                sender.sendto(b"text", ("127.0.0.1", port))
                while client.receive().payload != b"text":
                    pass
            assert_has_no_rights(process)
            with receiver(path, MEMBER, GROUP) as member:
                assert member.stdout.readline() == "connected\n"
                sender.sendto(b"more", ("127.0.0.1", port))
                assert member.communicate(timeout=PATIENCE)[0] in ("more\n", "text\n")
        finally:
            process.terminate()
        assert process.wait(timeout=PATIENCE) == 0


def unit_with_the_built_relay(place):
    """A copy of the units in which the program is where it was built."""
    with open(SERVICE_UNIT, encoding="utf-8") as file:
        text, n = re.subn(r"^ExecStart=.*$", f"ExecStart={PROGRAM}", file.read(),
                          flags=re.MULTILINE)
    assert n == 1
    unit = os.path.join(place, "slotwatch-relay.service")
    with open(unit, "w", encoding="utf-8") as file:
        file.write(text)
    shutil.copy(SOCKET_UNIT, place)
    return unit, os.path.join(place, "slotwatch-relay.socket")


@tap.test("/relay-rights/the-units-are-right")
def the_units_are_right():
    analyze = need("systemd-analyze")
    with tempfile.TemporaryDirectory() as place:
        assert check(analyze, "verify", "--man=no", *unit_with_the_built_relay(place)) == ""


@tap.test("/relay-rights/systemd-calls-the-service-safe")
def systemd_calls_the_service_safe():
    analyze = need("systemd-analyze")
    with tempfile.TemporaryDirectory() as place:
        unit, _ = unit_with_the_built_relay(place)
        report = check(analyze, "security", "--offline=true", "--threshold=15", "--no-pager", unit)
    assert re.search(r"exposure level .*: [01]\.\d", report), report


@tap.test("/relay-rights/the-units-make-the-group-they-need")
def the_units_make_the_group_they_need():
    assert "\ng slotwatch-relay " in read(SYSUSERS)
    assert "\nSocketGroup=slotwatch-relay\n" in read(SOCKET_UNIT)
    with tempfile.TemporaryDirectory() as root:
        place = os.path.join(root, "usr", "lib", "sysusers.d")
        os.makedirs(place)
        os.mkdir(os.path.join(root, "etc"))
        shutil.copy(SYSUSERS, os.path.join(place, "slotwatch-relay.conf"))
        check(need("systemd-sysusers"), f"--root={root}")
        assert read(os.path.join(root, "etc", "group")).startswith("slotwatch-relay:x:")


def read(path):
    with open(path, encoding="utf-8") as file:
        return file.read()


def allowed_calls():
    """The system calls that the unit allows, without those that this processor lacks."""
    analyze = need("systemd-analyze")
    lines = re.findall(r"^SystemCallFilter=(.*)$", read(SERVICE_UNIT), re.MULTILINE)
    for word in " ".join(lines).split():
        if word.startswith("@"):
            listing = check(analyze, "syscall-filter", word)
            yield from re.findall(r"^ +([a-z_][a-z0-9_]*)$", listing, re.MULTILINE)
        else:
            yield word


def under_the_filter():
    """The command that makes a command run under the unit's system call filter."""
    with contextlib.suppress(ImportError):
        import seccomp  # pylint: disable=import-outside-toplevel,unused-import
        script = shutil.copy(os.path.join(HERE, "filter.py"), folder.name)
        return ["/usr/bin/python3", script, ",".join(allowed_calls())]
    raise tap.Skip("python3-seccomp is not installed")


@tap.test("/relay-rights/it-works-under-its-system-call-filter")
def it_works_under_its_filter():
    if SANITIZER != "none":
        raise tap.Skip(f"the {SANITIZER} sanitizer makes system calls of its own")
    command = [*without_rights(), *under_the_filter(), PROGRAM]
    with Relay(command=command) as relay, Client(relay.path) as client:
        relay.send(b"text")
        assert client.receive().payload == b"text"
        assert status(relay.process)["Seccomp"] == "2"
        with Client(relay.path) as talker:
            talker.socket.send(b"x")
            assert talker.receive() is None
        relay.process.terminate()
        assert relay.ends_with(0) == ""


# Tries to send by a port as somebody would who had taken the relay over.
ATTEMPTS = """
import errno, os, socket, sys
target = ("127.0.0.1", int(sys.argv[1]))
port = socket.socket(socket.AF_INET, socket.SOCK_DGRAM, socket.IPPROTO_UDP, fileno=3)
attempts = {
    "sendto": lambda: port.sendto(b"x", target),
    "sendmsg": lambda: port.sendmsg([b"x"], [], 0, target),
    "connect": lambda: port.connect(target),
    "socket": lambda: socket.socket(socket.AF_INET, socket.SOCK_DGRAM),
    "write": lambda: os.write(3, b"x"),
}
for name, attempt in attempts.items():
    try:
        attempt()
        print(name, "worked")
    except OSError as error:
        print(name, errno.errorcode[error.errno])
"""


@tap.test("/relay-rights/its-system-call-filter-lets-nobody-send")
def its_filter_lets_nobody_send():
    wrapper = under_the_filter()
    with open_port() as target:
        command = ["/usr/bin/python3", "-c", ATTEMPTS, str(target.getsockname()[1])]

        def attempts(*before):
            with open_port() as port, start_with([port], [*before, *command],
                                                 stdout=subprocess.PIPE, text=True) as process:
                output, _ = process.communicate(timeout=PATIENCE)
                return dict(line.split() for line in output.splitlines())

        # Without it they work: it is the filter that this test sees.
        assert set(attempts().values()) == {"worked"}
        assert attempts(*without_rights(), *wrapper) == {
            "sendto": "EPERM", "sendmsg": "EPERM", "connect": "EPERM", "socket": "EPERM",
            "write": "EDESTADDRREQ"}


tap.run()
