# SPDX-License-Identifier: GPL-3.0-or-later
"""Datagrams between our program for Windows, under Wine, and the one for Linux."""

import os
import pathlib
import sys
import tempfile

import hosts
import mailslot
import peer
import tap
import wine
from mailslot import Listener, payload, send
from peer import Name

RUN = os.environ["MESON_EXE_WRAPPER"]
WINDOWS = (RUN, sys.argv[2])
WINE = pathlib.Path(RUN).with_name("wine10")

PAYLOADS = {"text": b"Bingo is handsome\0", "nothing": b"", "every": bytes(range(256)),
            "most": b"m" * 424}

segment = hosts.Segment()
windows, linux, raws = (hosts.Host(segment) for _ in range(3))
raw = peer.Peer(raws, "RAWHOST", "SLOTNET")


def _start_wine():
    """Wine's server makes the sockets of all its programs, so that computer has one of its own;
    only the registry is copied for it, the files are those of the other tests."""
    shared = pathlib.Path(os.environ["WINEPREFIX"])
    prefix = pathlib.Path(tempfile.mkdtemp(prefix="wine-"))
    wine.copy_prefix(shared, prefix, shares_drive=True)
    os.environ["WINEPREFIX"] = str(prefix)
    os.environ["WINE_BIND"] += f":{tempfile.tempdir}"
    with open(prefix / "log", "wb") as log:
        for command in ((WINE, "--server", "-p"), (RUN, "cmd.exe", "/c", "exit", "0")):
            windows.start(*command, stdout=log, stderr=log).wait(hosts.PATIENCE)
        # Why: see data/windows/test.
        windows.start(RUN, "explorer.exe", "/desktop", stdout=log, stderr=log)


if not os.access(mailslot.PROGRAM, os.X_OK):
    print("1..0 # SKIP the program for Linux is not built; data/windows/test does", flush=True)
    sys.exit(0)
_start_wine()


def send_from_windows(*arguments, **options):
    return send(windows, "--transport", "datagram", "--from", "WINHOST", *arguments,
                command=WINDOWS, **options)


def listen_on_windows(*arguments):
    return Listener(windows, "--source", "direct", "--computer", "WINHOST", *arguments,
                    command=WINDOWS)


@tap.test("/network/windows/to-linux")
def to_linux():
    with Listener(linux, "--source", "direct", "--answer-names", "--computer", "LINHOST",
                  *PAYLOADS) as listener:
        hosts.wait_until(lambda: peer.is_answered(raws, Name("LINHOST")), "LINHOST has its name")
        for host, more in (("LINHOST", ()), ("SLOTNET", ("--scope", "domain")), ("*", ())):
            for slot, data in PAYLOADS.items():
                send_from_windows("--hex", data.hex(), *more, f"//{host}/mailslot/{slot}")
                shown = "SLOTNET" if host == "*" else host
                row = listener.wait_for(2 if host == "*" else 1,
                                        slot=f"\\\\{shown}\\mailslot\\{slot}")[-1]
                assert payload(row) == data, row
                assert row["sender"]["name"] == "WINHOST", row
                assert row["sender"]["address"] == windows.address, row


@tap.test("/network/windows/from-linux")
def from_linux():
    with listen_on_windows("--answer-names", *PAYLOADS) as listener:
        hosts.wait_until(lambda: peer.is_answered(raws, Name("WINHOST")), "WINHOST has its name")
        for host, more in (("WINHOST", ()), ("SLOTNET", ("--scope", "domain"))):
            for slot, data in PAYLOADS.items():
                send(linux, "--from", "LINHOST", "--hex", data.hex(), *more,
                     f"//{host}/mailslot/{slot}")
                [row] = listener.wait_for(slot=f"\\\\{host}\\mailslot\\{slot}")
                assert payload(row) == data, row
                assert row["sender"]["name"] == "LINHOST", row
                assert row["sender"]["address"] == linux.address, row


@tap.test("/network/windows/on-one-computer")
def on_one_computer():
    """Both in one network namespace share the port."""
    with Listener(windows, "--source", "direct", "one") as listener:
        send_from_windows("--text", "to Linux", "//*/mailslot/one")
        [row] = listener.wait_for(text="to Linux")
        assert row["sender"]["name"] == "WINHOST", row
    with listen_on_windows("one") as listener:
        send(windows, "--from", "LINHOST", "--text", "to Windows", "//*/mailslot/one")
        [row] = listener.wait_for(text="to Windows")
        assert row["sender"]["name"] == "LINHOST", row


@tap.test("/network/windows/all-slots")
def all_slots():
    with listen_on_windows("--all") as listener:
        raw.send("nobody\\listens", b"shown", ("ELSEWHERE", 3))
        [row] = listener.wait_for(slot="\\\\ELSEWHERE<03>\\mailslot\\nobody\\listens")
        assert payload(row) == b"shown" and row["sender"]["name"] == "RAWHOST", row


@tap.test("/network/windows/same-bytes")
def same_bytes():
    """Both programs write the same message."""
    command = ("--from", "SAME", "--text", "same")
    send(windows, "--transport", "datagram", *command, "//*/mailslot/same1", command=WINDOWS)
    send(linux, *command, "//*/mailslot/same2")
    one, other = raw.wait_for("same1"), raw.wait_for("same2")
    assert one.smb.replace(b"same1", b"same2") == other.smb, (one, other)
    assert one.header[:2] == other.header[:2], (one, other)
    assert (one.source, one.destination) == (other.source, other.destination), (one, other)


tap.run()
