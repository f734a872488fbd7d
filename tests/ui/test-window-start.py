# SPDX-License-Identifier: GPL-3.0-or-later
"""The window: command line, second start, end, and what is remembered."""

import json
import os
import signal
import subprocess
import tempfile

from slotwatch import (MAILSLOT, PATIENCE, SLOTWATCH, Listener, Program, address,
                       find_window, focus_window, keys, send, wait_for)
from tap import run, test


def start(*arguments, **environment):
    """Runs a slotwatch that must end by itself."""
    return subprocess.run([SLOTWATCH, *arguments], capture_output=True, text=True,
                          timeout=PATIENCE, check=False,
                          env=dict(os.environ, **environment))


def is_taken(slot):
    """Whether a program reads the slot."""
    return subprocess.run([MAILSLOT, "send", slot, "knock"], capture_output=True,
                          timeout=PATIENCE, check=False).returncode == 0


@test("/start/version-and-help")
def version_and_help():
    result = start("--version")
    assert (result.returncode, result.stderr) == (0, ""), result
    assert result.stdout.startswith("slotwatch "), result
    result = start("--help")
    assert (result.returncode, result.stderr) == (0, ""), result
    assert "--save" in result.stdout and "SLOT" in result.stdout, result


@test("/start/wrong-calls-end-with-2-and-say-why")
def wrong_calls():
    for arguments, reason in ((["--nonsense"], "--nonsense"), (["--save"], "--save"),
                              (["a//b"], "a//b"), (["\\\\*\\mailslot\\x"], "only local slots"),
                              ([""], "slotwatch: "), ([b"\xff"], "UTF-8")):
        result = start(*arguments)
        assert result.returncode == 2, (arguments, result)
        assert reason in result.stderr and "Try" in result.stderr, (arguments, result)
        assert result.stdout == "", result


@test("/start/save-that-cannot-be-opened-ends-with-1")
def save_refused():
    result = start("--save", "/nonexistent/file", "refused")
    assert result.returncode == 1, result
    assert "/nonexistent/file" in result.stderr, result


@test("/start/save-appends-every-message")
def save():
    with tempfile.TemporaryDirectory() as folder:
        path = os.path.join(folder, "saved.jsonl")
        for text in ("first", "第二"):
            with Program("--save", path, "saved") as program:
                program.wait_text("Saving to")
                send("saved", text)
                program.wait_row(text)
        with open(path, encoding="utf-8") as file:
            lines = [json.loads(line) for line in file]
    assert [line["text"] for line in lines] == ["first", "第二"], lines
    assert [line["slot"] for line in lines] == [address("saved")] * 2, lines


@test("/start/save-that-fails-later-is-a-card")
def save_fails_later():
    with Program("--save", "/dev/full", "full") as program:
        send("full", "no room")
        program.wait_text("New messages are not saved to")
        program.wait_row("no room")


@test("/start/second-start-watches-in-the-first-window")
def second_start():
    with tempfile.TemporaryDirectory() as folder, Program("one") as program:
        path = os.path.join(folder, "saved.jsonl")
        result = start("--save", path, "two")
        assert (result.returncode, result.stderr) == (0, ""), result
        program.get("list item", f"{address('two')}, Listening, 0 messages")
        send("two", "to the second")
        program.wait_row("to the second")
        wait_for(lambda: os.path.exists(path) and os.path.getsize(path) > 0, "the saved message")
        assert start().returncode == 0


@test("/start/without-a-bus-it-runs-all-the-same")
def without_a_bus():
    process = subprocess.Popen([SLOTWATCH, "busless"], env=dict(
        os.environ, DBUS_SESSION_BUS_ADDRESS="unix:path=/nonexistent", NO_AT_BRIDGE="1",
        G_DEBUG=""))
    wait_for(lambda: is_taken("busless"), "the slot")
    process.terminate()
    assert process.wait(timeout=PATIENCE) == 0


@test("/end/frees-the-slots")
def end():
    for number in (signal.SIGTERM, signal.SIGINT, signal.SIGHUP):
        with Program("ends") as program:
            program.process.send_signal(number)
            assert program.process.wait(timeout=PATIENCE) == 0
            assert not is_taken("ends")
            with Listener("ends"):
                pass


@test("/end/by-keyboard")
def end_by_keyboard():
    for key in ("ctrl+q", "ctrl+w"):
        with Program("quits") as program:
            focus_window(program)
            keys(key)
            assert program.process.wait(timeout=PATIENCE) == 0


@test("/end/while-a-dialog-is-open")
def end_with_dialog():
    with Program("dialog") as program:
        program.press("Watch…")
        program.get("text", "Slot to watch")
        program.process.send_signal(signal.SIGTERM)
        assert program.process.wait(timeout=PATIENCE) == 0


@test("/state/is-remembered")
def state():
    keyfile = {"GSETTINGS_BACKEND": "keyfile"}
    with Program(**keyfile) as program:
        program.press("Hex", "radio button")
        focus_window(program)
        keys("F9")
        wait_for(lambda: not program.find("list box"), "the slots to go")
        frame = program.frame
        subprocess.run(["xdotool", "windowsize", "--sync", find_window(), "900", "650"],
                       check=True, timeout=PATIENCE)
        wait_for(lambda: frame.get_size().x == 900, "the new size")
        keys("ctrl+q")
        program.process.wait(timeout=PATIENCE)
    with Program(**keyfile) as program:
        wait_for(lambda: (size := program.frame.get_size()) and (size.x, size.y) == (900, 650),
                 "the size of before")
        assert not program.find("list box")
        program.type_into("Message to send", "zz")
        program.wait_text("'z'")


run()
