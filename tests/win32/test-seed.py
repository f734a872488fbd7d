# SPDX-License-Identifier: GPL-3.0-or-later
"""Programs that know only Win32 and ours understand each other, both ways."""

import contextlib
import os
import shlex
import subprocess
import sys

import tap
from program import PATIENCE, Listener, address, new_slot, run, send

WRAPPER = shlex.split(os.environ.get("MESON_EXE_WRAPPER", ""))
SERVER, CLIENT = (WRAPPER + [path] for path in sys.argv[2:4])

TEXT = "Bingo is handsome"
MESSAGE = TEXT.encode() + b"\0"


def read_line(process):
    return process.stdout.readline().decode().rstrip("\r\n")


@contextlib.contextmanager
def seed_server(*arguments):
    """A running server that has created its slot."""
    process = subprocess.Popen([*SERVER, *arguments], stdin=subprocess.DEVNULL,
                               stdout=subprocess.PIPE)
    try:
        slot = arguments[0] if arguments else address("Mymailslot")
        line = read_line(process)
        assert line == f"waiting at {slot}", line
        yield process
    finally:
        process.kill()
        process.communicate(timeout=PATIENCE)


def received_by(server):
    """What the server printed of its one message."""
    line = read_line(server)
    code = server.wait(timeout=PATIENCE)
    assert code == 0, (code, line)
    return line


def seed_client(*arguments):
    result = subprocess.run([*CLIENT, *arguments], stdin=subprocess.DEVNULL,
                            stdout=subprocess.PIPE, timeout=PATIENCE, check=False)
    return result.returncode, result.stdout.decode().rstrip("\r\n")


@tap.test("/seed/client-to-our-listen")
def client_to_our_listen():
    with Listener("--count", "1", "--format", "json") as listener:
        assert seed_client(address(listener.slot)) == (0, "sent 18 bytes")
        [message] = listener.messages()
    assert message["slot"] == address(listener.slot), message
    assert message["size"] == len(MESSAGE), message
    assert bytes.fromhex(message["hex"]) == MESSAGE, message
    assert message["transport"] == "local", message
    # Windows does not tell who sent to a local slot.
    assert message["sender"] == {}, message


@tap.test("/seed/our-send-to-server")
def our_send_to_server():
    slot = new_slot()
    with seed_server(address(slot)) as server:
        send("--nul", "--text", TEXT, address(slot))
        assert received_by(server) == f"18 bytes: {TEXT}"


@tap.test("/seed/our-send-of-nothing-to-server")
def our_send_of_nothing_to_server():
    slot = new_slot()
    with seed_server(address(slot)) as server:
        send("--hex", "", address(slot))
        assert received_by(server) == "0 bytes: "


@tap.test("/seed/names-of-the-example")
def names_of_the_example():
    """Without arguments both use the slot that the first steps of the manual use."""
    with seed_server() as server:
        assert seed_client() == (0, "sent 18 bytes")
        assert received_by(server) == f"18 bytes: {TEXT}"
    with Listener("--count", "1", slots=["Mymailslot"], ) as listener:
        assert seed_client()[0] == 0
        assert TEXT.encode() in listener.finish()


@tap.test("/seed/server-keeps-the-name")
def server_keeps_the_name():
    slot = new_slot()
    with seed_server(address(slot)):
        result = run("listen", slot.upper())
        assert result.returncode == 1, result
        assert address(slot.upper()) in result.stderr, result
        assert "183" in result.stderr, result


@tap.test("/seed/client-finds-no-slot")
def client_finds_no_slot():
    assert seed_client(address(new_slot())) == (1, "CreateFile: error 2")


tap.run()
