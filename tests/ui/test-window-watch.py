# SPDX-License-Identifier: GPL-3.0-or-later
"""The window: watching slots and reading what comes."""

import json
import os
import subprocess
import tempfile

from gi.repository import Atspi

from slotwatch import (MAILSLOT, Listener, Program, address, focus_window, is_showing, keys,
                       read_text, send, wait_for)
from tap import PATIENCE, run, test


@test("/window/first-start/first-message-is-two-clicks-away")
def first_start():
    with Program() as program:
        assert program.title == "Slotwatch", program.title
        program.press(f"Watch {address('Mymailslot')}")
        program.wait_text(f"Listening on {address('Mymailslot')}")
        program.press("Send")
        row = program.wait_row("Hello from Slotwatch")
        assert address("Mymailslot") in row, row
        wait_for(lambda: program.title == f"(1) {address('Mymailslot')} — Slotwatch",
                 "the title")


@test("/window/watch/from-the-command-line")
def watch_from_the_command_line():
    with Program("one", "//./mailslot/a/b") as program:
        send("one", "你好")
        send("//./mailslot/a/b", "second")
        assert address("one") in program.wait_row("你好")
        assert address("a\\b") in program.wait_row("second")
        wait_for(lambda: program.title == f"(2) {address('one')} and 1 more — Slotwatch",
                 "the title")
        program.wait_text("2 messages")
        program.get("list item", f"{address('one')}, Listening, 1 message")


@test("/window/watch/from-the-dialog")
def watch_from_the_dialog():
    with Program() as program:
        program.press("Watch…")
        program.type_into("Slot to watch", "\\\\server\\mailslot\\x")
        program.wait_text("Only slots on this computer can be watched")
        program.type_into("Slot to watch", "a//b")
        program.wait_text("“a//b”")
        program.type_into("Slot to watch", "from-dialog")
        program.wait_text(address("from-dialog"))
        program.press("Watch")
        program.get("list item", f"{address('from-dialog')}, Listening, 0 messages")
        send("from-dialog", "it listens")
        program.wait_row("it listens")


@test("/window/watch/for-everyone")
def watch_for_everyone():
    with Program() as program:
        program.press("Watch…")
        program.type_into("Slot to watch", "closed")
        program.wait_text("Other users cannot send.")
        program.choose("Who may send", 1)
        program.wait_text("Other users can send, if MAILSLOT_DIR names a folder")
        program.press("Watch")
        # The folder of the tests is closed to others: the card says so, and what to do.
        program.wait_text("cannot enter the folder")
        program.wait_text("if MAILSLOT_DIR names the same folder")
        program.get("list item", f"{address('closed')}, Failed, 0 messages")


@test("/window/watch/detail-shows-the-selected-message")
def detail():
    with Program("detail") as program:
        send("detail", "first\\line")
        program.wait_row("first\\line")
        focus_window(program)
        keys("ctrl+2", "Home")
        wait_for(lambda: any("first\\line" in read_text(node) for node in program.find_all("text")),
                 "the text in the detail")


@test("/window/watch/detail-decodes-what-windows-sends")
def decoded():
    announcement = ("01 00 80fc0a00" + b"MINT-PC".ljust(16, b"\0").hex() + "0a00 03100000"
                    "0f01 55aa 41 00")
    with Program("BROWSE", "other") as program:
        subprocess.run([MAILSLOT, "send", "--hex", announcement, "BROWSE"], check=True,
                       timeout=PATIENCE)
        wait_for(lambda: len(program.rows()) == 1, "the announcement")
        focus_window(program)
        keys("ctrl+2", "Home")
        program.wait_text("Host announcement from MINT-PC, Windows 10.0 workstation")
        field = program.get("list item", "Server name: MINT-PC")
        assert field.get_description() == "Bytes 6 to 21", field.get_description()
        send("other", "no announcement")
        program.wait_row("no announcement")
        keys("ctrl+2", "End")
        wait_for(lambda: any("no announcement" in read_text(node)
                             for node in program.find_all("text") if is_showing(node)),
                 "the text in the detail")


@test("/window/pause/freezes-the-view-and-not-the-slot")
def pause():
    with Program("pause") as program:
        send("pause", "before")
        program.wait_row("before")
        program.press("Pause", "toggle button")
        program.wait_text("Paused, 0 messages waiting")
        send("pause", "meanwhile")
        program.wait_text("Paused, 1 message waiting")
        assert len(program.rows()) == 1, program.rows()
        program.press("Pause", "toggle button")
        program.wait_row("meanwhile")


@test("/window/clear/empties-the-list")
def clear():
    with Program("clear") as program:
        send("clear", "old")
        program.wait_row("old")
        program.press("Clear")
        program.wait_text("The list was cleared")
        wait_for(lambda: program.title == f"{address('clear')} — Slotwatch", "the title")
        send("clear", "new")
        program.wait_row("new")
        assert len(program.rows()) == 1, program.rows()


@test("/window/error/taken-name")
def taken_name():
    with Listener("taken"), Program("taken") as program:
        program.wait_text(f"{address('taken')} is not watched")
        program.wait_text("Windows error 183")
        program.get("list item", f"{address('taken')}, Failed, 0 messages")
        program.press("Try Again")
        program.wait_text("Windows error 183")
        program.press("Dismiss")
        wait_for(lambda: not program.find("alert"), "the card to go")
        reason = f"Cannot create {address('taken')}: another program reads from it"
        row = program.get("list item", f"{address('taken')}, Failed, 0 messages")
        assert row.get_description() == reason, row.get_description()
        # In the row, and in the place of the list.
        wait_for(lambda: program.texts().count(reason) == 2, "the reason")


@test("/window/error/try-again-mends-it")
def try_again():
    with Listener("busy") as listener, Program("busy") as program:
        program.wait_text("Windows error 183")
        listener.process.terminate()
        listener.process.wait()
        program.press("Try Again")
        program.get("list item", f"{address('busy')}, Listening, 0 messages")
        wait_for(lambda: not program.find("alert"), "the card to go")


@test("/window/stop-and-start/frees-and-takes-the-name")
def stop_and_start():
    with Program("turns") as program:
        program.press("Stop watching")
        program.get("list item", f"{address('turns')}, Stopped, 0 messages")
        with Listener("turns"):
            pass
        program.press("Start watching")
        program.get("list item", f"{address('turns')}, Listening, 0 messages")
        send("turns", "again")
        program.wait_row("again")


@test("/window/remove/keeps-the-messages")
def remove():
    with Program("one", "two") as program:
        send("two", "stays")
        program.wait_row("stays")
        program.press("Remove the slot from the list")
        wait_for(lambda: len(program.slots()) == 1, "one slot to go")
        program.wait_row("stays")


@test("/window/save/writes-json-lines")
def save():
    with tempfile.TemporaryDirectory() as folder, Program("save") as program:
        send("save", "to be saved")
        program.wait_row("to be saved")
        path = os.path.join(folder, "saved.jsonl")
        program.press("Save…")
        program.type_into("", path)
        program.press("Save")
        program.wait_text(f"Saved 1 message to {path}")
        with open(path, encoding="utf-8") as file:
            lines = [json.loads(line) for line in file]
        assert [line["text"] for line in lines] == ["to be saved"], lines


def find_titles(program):
    """What the titles of the list say, from left to right, each with its place."""
    table = program.table
    headers = [table.get_column_header(column) for column in range(table.get_n_columns())]
    return {header.get_name(): header.get_extents(Atspi.CoordType.SCREEN) for header in headers}


def drag_title(program, name, after):
    """Whether the one title is after the other now; else drags it there."""
    titles = find_titles(program)
    if list(titles).index(name) > list(titles).index(after):
        return True
    x, y = titles[name].x + titles[name].width // 2, titles[name].y + titles[name].height // 2
    end = titles[after].x + titles[after].width
    subprocess.run(["xdotool", "mousemove", str(x), str(y), "mousedown", "1"], check=True,
                   timeout=PATIENCE)
    for step in range(100):
        # GTK looks at one place of the mouse a frame, so it goes on moving when it is there.
        subprocess.run(["xdotool", "mousemove", str(min(x + 10 * step, end + step % 2)), str(y)],
                       check=True, timeout=PATIENCE)
    subprocess.run(["xdotool", "mouseup", "1"], check=True, timeout=PATIENCE)
    return False


@test("/window/columns/are-dragged-without-a-warning")
def columns():
    with Program("columns") as program:
        send("columns", "message")
        program.wait_row("message")
        # The program may not have seen all of it before the button was released.
        wait_for(lambda: drag_title(program, "Slot", "Sender"), "the column of slots")


run()
