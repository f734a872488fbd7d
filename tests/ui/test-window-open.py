# SPDX-License-Identifier: GPL-3.0-or-later
"""The window: messages that were saved before."""

import contextlib
import os
import subprocess
import tempfile

from slotwatch import PATIENCE, SLOTWATCH, Atspi, Listener, Program, address, focus_window, \
    has_state, keys, send, wait_for
from tap import run, test


@contextlib.contextmanager
def recorded(*texts):
    """The path of a journal with these messages to the slot "past"."""
    with tempfile.TemporaryDirectory() as folder:
        path = os.path.join(folder, "past.journal")
        with Listener("--format", "json", "--journal", path, "--count", str(len(texts)),
                      "past") as listener:
            for text in texts:
                send("past", text)
            lines, _ = listener.process.communicate(timeout=PATIENCE)
        with open(f"{path}.jsonl", "w", encoding="utf-8") as file:
            file.write(lines)
        yield path


@test("/window/open/from-the-command-line")
def from_the_command_line():
    with recorded("first of all", "second") as path:
        for name in (path, f"{path}.jsonl"):
            with Program("--open", name) as program:
                program.wait_text(f"Saved messages from {name}")
                assert address("past") in program.wait_row("first of all")
                program.wait_row("second")
                program.wait_text("2 messages")
                wait_for(lambda: program.title
                         == f"{os.path.basename(name)} (saved messages) — Slotwatch",  # pylint: disable=cell-var-from-loop
                         "the title")
                focus_window(program)
                keys("ctrl+shift+f")
                program.type_into("Filter", "second")
                wait_for(lambda: [row for row in program.rows() if "second" in row]
                         == program.rows() != [], "only what matches")
                program.press("Close")
                program.process.wait(timeout=PATIENCE)


@test("/window/open/beside-the-slots")
def beside_the_slots():
    with recorded("an old message") as path, Program("live") as program:
        focus_window(program)
        keys("ctrl+o")
        program.get("push button", "Open")
        program.press("Cancel")
        # A second start hands its file to the first one.
        subprocess.run([SLOTWATCH, "--open", path], check=True, timeout=PATIENCE)
        program.wait_row("an old message")
        assert len(list(program.find_all("frame"))) == 2
        program.press("Close")
        wait_for(lambda: len(list(program.find_all("frame"))) == 1, "one window")
        send("live", "a new message")
        program.wait_row("a new message")


@test("/window/open/outlives-the-slots")
def outlives_the_slots():
    with recorded("an old message") as path, Program("gone") as program:
        program.wait_text(f"Listening on {address('gone')}")
        subprocess.run([SLOTWATCH, "--open", path], check=True, timeout=PATIENCE)
        program.wait_row("an old message")
        live = next(frame for frame in program.find_all("frame") if "gone" in frame.get_name())
        number = subprocess.run(["xdotool", "search", "--onlyvisible", "--name", "gone"],
                                capture_output=True, text=True, check=True).stdout.split()[-1]
        subprocess.run(["xdotool", "windowfocus", "--sync", number], check=True,
                       timeout=PATIENCE)
        wait_for(lambda: has_state(live, Atspi.StateType.ACTIVE), "the active window")
        keys("ctrl+w")
        wait_for(lambda: len(list(program.find_all("frame"))) == 1, "one window")
        # The slot is free again.
        with Listener("gone"):
            program.wait_row("an old message")


@test("/window/open/tells-what-is-broken")
def tells_what_is_broken():
    with recorded("good", "good, too") as path:
        with open(f"{path}.jsonl", "a", encoding="utf-8") as file:
            file.write("{}\n{\n")
        with Program("--open", f"{path}.jsonl") as program:
            program.wait_text("2 lines of the file are no messages, and were left out")
            program.wait_text("Line 3: ")
            program.wait_row("good, too")
        with Program("--open", os.path.dirname(path)) as program:
            program.wait_text("The file cannot be shown")
            program.wait_text("There are no messages in it")


run()
