# SPDX-License-Identifier: GPL-3.0-or-later
"""The window: recording messages to a journal."""

import os
import subprocess
import tempfile

from slotwatch import MAILSLOT, PATIENCE, Program, focus_window, keys, send, wait_for
from tap import run, test


def recorded(path):
    """What a journal holds."""
    return subprocess.run([MAILSLOT, "read", "--format", "raw", path], check=True,
                          capture_output=True, timeout=PATIENCE).stdout


def is_said(program, text):
    return any(text in shown for shown in program.texts())


@test("/window/journal/from-the-command-line")
def from_the_command_line():
    with tempfile.TemporaryDirectory() as folder:
        path = os.path.join(folder, "today.journal")
        with Program("--journal", path, "recorded") as program:
            program.wait_text("Recording to today.journal")
            send("recorded", "kept")
            program.wait_row("kept")
        assert recorded(path) == b"kept"
        assert os.listdir(folder) == ["today.journal"]


@test("/window/journal/from-the-menu")
def from_the_menu():
    with tempfile.TemporaryDirectory() as folder, Program("menu") as program:
        path = os.path.join(folder, "menu.journal")
        send("menu", "before")
        program.wait_row("before")
        focus_window(program)
        keys("ctrl+j")
        program.type_into("", path)
        program.press("Record")
        program.wait_text("Recording to menu.journal")
        send("menu", "while")
        program.wait_row("while")
        focus_window(program)
        keys("ctrl+j")
        wait_for(lambda: not is_said(program, "menu.journal"), "the end of the recording")
        send("menu", "after")
        program.wait_row("after")
        assert recorded(path) == b"while"


@test("/window/journal/failure-is-a-card")
def failure_is_a_card():
    with tempfile.TemporaryDirectory() as folder:
        path = os.path.join(folder, "text.journal")
        with open(path, "w", encoding="ascii") as file:
            file.write("no journal\n" * 1000)
        with Program("--journal", path, "lives-on") as program:
            program.wait_text(f"New messages are not recorded to {path}")
            program.wait_text("is not a journal of Slotwatch")
            send("lives-on", "still here")
            program.wait_row("still here")
            assert not is_said(program, "Recording to")
            os.remove(path)
            program.press("Try Again")
            program.wait_text("Recording to text.journal")
            wait_for(lambda: not is_said(program, "New messages are not recorded"), "no card")


run()
