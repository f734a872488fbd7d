# SPDX-License-Identifier: GPL-3.0-or-later
"""`mailslot` and other computers, on a network that nobody else is on.

The program starts itself anew in a network namespace of its own, where it may have UDP port 138
and two networks with nobody on them; what is sent to everybody comes back by both.
"""

import contextlib
import os
import re
import shutil
import socket
import subprocess
import sys

import tap

INSIDE = "SLOTWATCH_TEST_NETWORK"
# Root needs no other user, whom a system or a chroot may deny.
UNSHARE = ["unshare", "--net"] + (["--map-root-user"] if os.geteuid() != 0 else [])


def skip_all(reason):
    print(f"1..0 # SKIP {reason}", flush=True)
    sys.exit(0)


def enter_namespace():
    for tool in ("unshare", "ip"):
        if shutil.which(tool) is None:
            skip_all(f"{tool} is not installed")
    probe = subprocess.run([*UNSHARE, "ip", "link", "add", "probe", "type", "bridge"], text=True,
                           stdin=subprocess.DEVNULL, stdout=subprocess.PIPE,
                           stderr=subprocess.STDOUT, check=False)
    if probe.returncode != 0:
        skip_all("no network namespaces here: " + probe.stdout.strip().replace("\n", "; "))
    os.environ[INSIDE] = "yes"
    os.environ["SMB_CONF_PATH"] = "/nonexistent/smb.conf"
    os.environ["SLOTWATCH_RELAY_SOCKET"] = "/nonexistent/relay"
    os.execvp(UNSHARE[0], [*UNSHARE, sys.executable, *sys.argv])


def make_networks():
    commands = ["link set lo up"]
    for number in range(2):
        commands += [f"link add net{number} type bridge",
                     f"addr add 10.99.{number}.1/24 broadcast + dev net{number}",
                     f"link set net{number} up"]
    for command in commands:
        subprocess.run(["ip", *command.split()], stdin=subprocess.DEVNULL, check=True)


if INSIDE not in os.environ:
    enter_namespace()
make_networks()

# pylint: disable=wrong-import-position
from program import Listener, address, as_text, new_slot, run, send, start, wait_until

NMBD = "/run/samba/nmbd/unexpected"
ALL = "\\\\*\\mailslot\\*"


class NetworkListener(Listener):
    """A running `mailslot listen` that hears other computers."""

    def __init__(self, *arguments, slots=(), source="direct", **options):
        self.slots = list(slots)
        self.lines = []
        self.process = start("listen", "--source", source, *arguments, *slots, **options)
        self.expected = [f"listening on {address(slot)}" for slot in slots]
        if "--all" in arguments:
            self.expected.append(f"listening on {ALL}")

    def __enter__(self):
        for expected in self.expected:
            assert self.next_line() == f"{expected}\n"
        return self

    def next_line(self):
        return self.process.stderr.readline().decode()

    def finish(self, code=0):
        stdout = super().finish(code)
        self.lines = as_text(self.stderr).splitlines()
        return stdout


def to_all(slot):
    return f"\\\\*\\mailslot\\{slot}"


@tap.test("/network/to-everybody")
def to_everybody():
    slot = new_slot()
    with NetworkListener("--format", "json", "--count", "2", slots=[slot]) as listener:
        send("--from", "me", "--workgroup", "office", to_all(slot.upper()), "text")
        one, two = listener.messages()
    assert one["slot"] == f"\\\\OFFICE\\mailslot\\{slot.upper()}", one
    assert one["transport"] == "netbios" and one["text"] == "text"
    assert set(one["sender"]) == {"name", "address", "port"} and one["sender"]["name"] == "ME"
    assert {one["sender"]["address"], two["sender"]["address"]} == {"10.99.0.1", "10.99.1.1"}
    # Two adapters: the second one is the same again.
    assert "repeated" not in one and two["repeated"] is True
    assert listener.lines[-1] == "mailslot: 1 message was a repeated one"


@tap.test("/network/text-and-source")
def text_and_source():
    slot = new_slot()
    with NetworkListener("--no-repeats", "--count", "2", "--all", slots=[slot]) as listener:
        line = listener.next_line()
        assert line.startswith("mailslot: ") and "“direct”. " in line and len(line) > 80, line
        send("--scope", "domain", "--from", "ME", f"//office/mailslot/{slot}", "one")
        send("--scope", "domain", "--from", "ME", "//OFFICE<1D>/mailslot/some\\level", "two")
        one, two = listener.finish().decode().splitlines()
    sender = r"ME \(10\.99\.[01]\.1\)"
    assert re.search(rf"  \\\\OFFICE\\mailslot\\{slot}  {sender}  3 bytes  one$", one), one
    assert re.search(rf"  \\\\OFFICE<1D>\\mailslot\\some\\level  {sender}  3 bytes  two$", two), two
    assert "left out" in listener.lines[-1], listener.lines


@tap.test("/network/all-without-a-slot")
def all_without_a_slot():
    with NetworkListener("--all", "--format", "raw", "--count", "1") as listener:
        send(to_all(new_slot()), "whatever")
        assert listener.finish() == b"whatever"


@tap.test("/network/near-and-far-in-one-slot")
def near_and_far():
    slot = new_slot()
    with NetworkListener("--no-repeats", "--format", "json", "--count", "2",
                         slots=[slot]) as listener:
        send(slot, "near")
        send(to_all(slot), "far")
        messages = listener.messages()
    assert {message["transport"]: message["text"] for message in messages} \
        == {"local": "near", "netbios": "far"}
    assert sorted(message["serial"] for message in messages) == [1, 2]


@tap.test("/network/this-computer-by-its-address")
def this_computer_by_its_address():
    with Listener("--format", "json", "--count", "1") as listener:
        send(f"\\\\10.99.0.1\\mailslot\\{listener.slot}", "text")
        (message,) = listener.messages()
    assert message["transport"] == "local"


@tap.test("/network/answers-for-its-name")
def answers_for_its_name():
    slot = new_slot()
    target = f"\\\\FOUND\\mailslot\\{slot}"
    with NetworkListener("--answer-names", "--computer", "found", "--workgroup", "office",
                         "--format", "json", "--count", "1", slots=[slot]) as listener:
        assert "direct" in listener.next_line()
        line = listener.next_line()
        assert " FOUND, " in line and " OFFICE." in line, line
        # Who waits for that line needs to wait for nothing else, but for the answer of a
        # computer that is busy: a name is looked for during less than a second.
        wait_until(lambda: run("send", target, "text").returncode == 0, "the name is found")
        (message,) = listener.messages()
    assert message["slot"] == target
    # With the program goes the name.
    assert run("send", target, "text").returncode == 1


@contextlib.contextmanager
def taken(port):
    """Another program that shares this port with nobody."""
    with socket.socket(socket.AF_INET, socket.SOCK_DGRAM) as owner:
        owner.bind(("0.0.0.0", port))
        yield


@tap.test("/network/name-service-is-taken")
def name_service_is_taken():
    with taken(137):
        result = run("listen", "--source", "direct", "--answer-names", new_slot())
    line, advice = result.stderr.splitlines()
    assert result.returncode == 1 and "137" in line, result
    assert advice == "Leave --answer-names out.", result


@tap.test("/network/nobody-has-that-name")
def nobody_has_that_name():
    result = run("send", "\\\\nobody\\mailslot\\x", "text")
    first, advice = result.stderr.splitlines()
    assert result.returncode == 1 and "“nobody”" in first, result
    assert advice.endswith("(Windows error 53)"), advice


@tap.test("/network/sizes")
def sizes():
    def said(size):
        return run("send", to_all("Mymailslot"), "x" * size)

    with NetworkListener("--all", "--no-repeats", "--format", "raw") as listener:
        for size in (1, 402):
            assert (said(size).returncode, said(size).stderr) == (0, "")
        for size, named in ((403, "403"), (420, "402"), (0, "empty")):
            result = said(size)
            assert result.returncode == 0, result
            assert "nmbd" in result.stderr and named in result.stderr, result
            assert result.stderr.count("\n") == 1, result
        result = said(421)
        assert result.returncode == 1 and "limit is 420" in result.stderr, result
        assert "(Windows error 87)" in result.stderr, result
        listener.process.terminate()
        assert set(listener.finish()) == set(b"x")


@tap.test("/network/too-long-for-this-slot-sends-nothing")
def too_long_sends_nothing():
    with NetworkListener("--all", "--format", "raw", "--count", "1") as listener:
        for arguments in [("--repeat", "5"), ("--scope", "domain")]:
            target = "\\\\office\\mailslot\\Mymailslot" if "domain" in arguments \
                else to_all("Mymailslot")
            result = run("send", *arguments, target, input=b"x" * 421)
            assert result.returncode == 1, result
        send(to_all("Mymailslot"), "after")
        assert listener.finish() == b"after"


@tap.test("/network/damaged-datagrams-are-counted")
def damaged_datagrams_are_counted():
    with NetworkListener("--all", "--no-repeats", "--format", "raw", "--count", "1") as listener:
        with socket.socket(socket.AF_INET, socket.SOCK_DGRAM) as sender:
            for _ in range(3):
                sender.sendto(b"\x11\x02 not a datagram", ("10.99.0.1", 138))
        send(to_all("x"), "text")
        assert listener.finish() == b"text"
    assert "mailslot: 3 damaged datagrams of other computers were refused" in listener.lines


@tap.test("/network/a-source-that-is-not-there")
def a_source_that_is_not_there():
    for arguments in [("--source", "relay", new_slot()), ("--source", "relay", "--all")]:
        result = run("listen", *arguments)
        assert result.returncode == 1 and "relay" in result.stderr.splitlines()[0], result
        assert "systemctl enable --now slotwatch-relay.socket" in result.stderr, result
        assert "listening" not in result.stderr, result
    assert run("list").stdout == b""


@tap.test("/network/no-source-at-all")
def no_source_at_all():
    if os.path.exists(NMBD):
        raise tap.Skip("nmbd runs on this computer")
    slot = new_slot()
    with taken(138):
        result = run("listen", "--timeout", "0", slot)
        assert result.returncode == 3, result
        first, second, _ = result.stderr.splitlines()
        assert first == f"listening on {address(slot)}"
        assert "Only messages of this computer" in second and "--source auto" in second, second

        # Whoever asks is told more.
        result = run("listen", "--source", "auto", "--timeout", "0", slot)
        assert result.returncode == 3 and "Only messages of this computer" in result.stderr, result
        assert "systemctl enable --now slotwatch-relay.socket" in result.stderr, result

        result = run("listen", "--all")
        assert result.returncode == 1 and "listening" not in result.stderr, result
        assert "systemctl enable --now slotwatch-relay.socket" in result.stderr, result


@tap.test("/network/source-none-hears-nobody")
def source_none_hears_nobody():
    with Listener("--format", "raw", "--count", "1") as listener:
        send(to_all(listener.slot), "far")
        send(listener.slot, "near")
        assert listener.finish() == b"near"
        assert as_text(listener.stderr) == ""


@tap.test("/network/signals-give-the-port-and-the-names-back")
def signals_give_everything_back():
    for _ in range(3):
        with NetworkListener("--all", "--answer-names", "--computer", "found") as listener:
            listener.process.terminate()
            listener.finish(0)
        with taken(137), taken(138):
            pass


tap.run()
