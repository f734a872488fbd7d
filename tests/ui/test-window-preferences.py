# SPDX-License-Identifier: GPL-3.0-or-later
"""The window: what is set once for all."""

import subprocess

from slotwatch import (MAILSLOT, PATIENCE, Program, focus_window, has_state, is_showing, keys, send,
                       wait_for, write)
from tap import run, test

from gi.repository import Atspi

MESSAGES = "Most messages in the list"
MEMORY = "Most memory for messages in MiB"


def send_many(slot, number):
    subprocess.run([MAILSLOT, "send", "--repeat", str(number), "--text", "x", slot], check=True,
                   timeout=PATIENCE)


def open_preferences(program):
    focus_window(program)
    keys("ctrl+comma")
    program.get("dialog", "Preferences")
    # Without a window manager nobody else gives it the keyboard.
    subprocess.run(["xdotool", "search", "--sync", "--onlyvisible", "--name", "^Preferences$",
                    "windowfocus", "--sync"], check=True, timeout=PATIENCE)
    wait_for(lambda: has_state(program.find("dialog", "Preferences"), Atspi.StateType.ACTIVE),
             "the active dialog")
    return program.get("spin button", MESSAGES)


@test("/preferences/a-lower-limit-drops-messages-at-once-and-says-so")
def lower_limit():
    with Program("limit") as program:
        send_many("limit", 1200)
        program.wait_text("1200 messages")
        assert not any("dropped" in text for text in program.texts()), program.texts()
        field = open_preferences(program)
        program.wait_text("1000000 messages of 100 bytes take")
        field.set_current_value(1000)
        program.wait_text("1000 messages of 100 bytes take")
        program.wait_text("200 old messages dropped (limit of messages)")
        program.wait_text("1000 messages")
        send("limit", "one more")
        program.wait_text("201 old messages dropped (limit of messages)")


@test("/preferences/five-million-messages-can-be-kept")
def many():
    with Program() as program:
        open_preferences(program)
        # The first field has the focus, and what is in it is selected.
        write("5000000")
        keys("Tab")
        program.wait_text("5000000 messages of 100 bytes take")
        program.wait_text("The memory is used up first if messages are longer than 83 bytes")
        keys("alt+m")
        write("2048")
        keys("Tab")
        program.wait_text("The memory is used up first if messages are longer than 405 bytes")
        assert program.get("spin button", MEMORY).get_current_value() == 2048


@test("/preferences/out-of-range-is-brought-into-it")
def out_of_range():
    with Program() as program:
        open_preferences(program)
        write("7")
        keys("Tab")
        program.wait_text("1000 messages of 100 bytes take")


@test("/preferences/lead-to-the-network-settings-and-close")
def network_settings():
    with Program() as program:
        open_preferences(program)
        wait_for(lambda: not any(has_state(node, Atspi.StateType.FOCUSABLE) and is_showing(node)
                                 and not node.get_name() for node in program.find_all()),
                 "names for all that takes the keyboard")
        program.press("Network Settings…")
        program.get("text", "Computer name")
        program.press("Cancel")
        wait_for(lambda: not program.find("text", "Computer name"), "the dialog to go")
        program.press("Close")
        wait_for(lambda: not program.find("spin button", MESSAGES), "the preferences to go")
        open_preferences(program)
        keys("Escape")
        wait_for(lambda: not program.find("spin button", MESSAGES), "the preferences to go")


run()
