# SPDX-License-Identifier: GPL-3.0-or-later
"""The window: sending from the form."""

import json
import os
import tempfile

from slotwatch import Listener, Program, address, focus_window, has_state, keys, wait_for, write
from tap import run, test

from gi.repository import Atspi


def can_send(program):
    return has_state(program.find("push button", "Send"), Atspi.StateType.SENSITIVE)


def fill(program, target, content):
    program.type_into("Target", target)
    program.type_into("Message to send", content)


def read_line(listener):
    return listener.process.stdout.readline()


@test("/form/sends-text-with-escapes")
def send_text():
    with Listener("--format", "json", "text") as listener, Program() as program:
        fill(program, "text", "你好\\t\\x41")
        program.wait_text("8 bytes")
        program.press("Send")
        assert '"hex":"e4bda0e5a5bd0941"' in read_line(listener).replace(" ", "")
        program.wait_text("Sent 1 message")
        assert program.text_of("Message to send") == "你好\\t\\x41"


@test("/form/sends-hex")
def send_hex():
    with Listener("--format", "json", "hex") as listener, Program() as program:
        program.press("Hex", "radio button")
        fill(program, "hex", "48 00 ff")
        program.wait_text("3 bytes")
        program.press("Send")
        assert '"hex":"4800ff"' in read_line(listener).replace(" ", "")


@test("/form/sends-a-file-as-it-is-now")
def send_file():
    with Listener("--format", "json", "file") as listener, Program() as program, \
            tempfile.TemporaryDirectory() as folder:
        path = os.path.join(folder, "你好 message.bin")
        program.type_into("Message to send", "typed")
        program.press("File", "radio button")
        program.type_into("Target", "file")
        program.type_into("File to send", path)
        program.wait_text("No such file")
        assert not can_send(program)
        with open(path, "wb") as file:
            file.write(b"\0\xff")
        # Named anew, because nobody watches the disk.
        program.type_into("File to send", "")
        program.type_into("File to send", path)
        program.wait_text("2 bytes")
        with open(path, "ab") as file:
            file.write(b"\x80")
        program.press("Send")
        assert '"hex":"00ff80"' in read_line(listener).replace(" ", "")
        program.wait_text("Sent 1 message")

        os.remove(path)
        program.press("Send")
        program.wait_text("No such file")
        wait_for(lambda: not can_send(program), "a file that is gone")
        program.press("Text", "radio button")
        wait_for(lambda: program.text_of("Message to send") == "typed", "the text again")

        # The history has the path.
        with open(path, "wb") as file:
            file.write(b"again")
        focus_window(program)
        program.press("Sent messages", "toggle button")
        program.get("list item", f"{path}, to {address('file')}").grab_focus()
        keys("Return")
        program.wait_text("5 bytes")
        assert program.text_of("File to send") == path


@test("/form/history-tells-a-workgroup-from-a-computer")
def history_of_workgroup():
    with tempfile.TemporaryDirectory() as folder:
        os.mkdir(os.path.join(folder, "slotwatch"))
        with open(os.path.join(folder, "slotwatch", "sent.jsonl"), "w", encoding="utf-8") as file:
            file.write(json.dumps({"target": "\\\\OFFICE\\mailslot\\x", "domain": True,
                                   "content": "hello", "encoding": "utf-8"}) + "\n")
        with Program(XDG_DATA_HOME=folder) as program:
            focus_window(program)
            program.press("Sent messages", "toggle button")
            program.get("list item", "hello, to \\\\OFFICE\\mailslot\\x").grab_focus()
            keys("Return")
            combo = program.get("combo box", "Who gets the message")
            wait_for(lambda: combo.is_child_selected(2), "the workgroup")


@test("/form/sends-an-empty-message")
def send_nothing():
    with Listener("--format", "json", "empty") as listener, Program() as program:
        fill(program, "empty", "")
        program.wait_text("0 bytes")
        program.press("Send")
        assert '"size":0' in read_line(listener).replace(" ", "")


@test("/form/ends-with-nul-in-the-encoding")
def send_nul():
    with Listener("--format", "json", "nul") as listener, Program() as program:
        fill(program, "nul", "A")
        program.press("End with NUL", "check box")
        focus_window(program)
        program.get("radio button", "File").grab_focus()
        keys("Tab", "space")
        program.get("menu item", "Unicode (UTF-16LE)")
        keys("Down", "Return")
        program.wait_text("4 bytes")
        program.press("Send")
        assert '"hex":"41000000"' in read_line(listener).replace(" ", "")


@test("/form/says-what-is-wrong")
def validation():
    with Program() as program:
        fill(program, "x", "good")
        wait_for(lambda: can_send(program), "the form to be right")
        program.type_into("Message to send", "bad \\q")
        program.wait_text("\\q")
        assert not can_send(program)
        program.press("Hex", "radio button")
        program.type_into("Message to send", "4g")
        program.wait_text("'g'")
        program.type_into("Message to send", "4")
        program.wait_text("A hex digit is missing")
        assert not can_send(program)
        fill(program, "\\\\.\\mailslot\\", "41")
        wait_for(lambda: not can_send(program), "the target to be wrong")
        program.type_into("Target", "x")
        wait_for(lambda: can_send(program), "the form to be right again")


@test("/form/keys-of-send-type-nothing")
def keys_of_send():
    with Program() as program:
        fill(program, "a//b", "kept")
        wait_for(lambda: not can_send(program), "a target that is wrong")
        focus_window(program)
        keys("ctrl+m", "ctrl+Return", "ctrl+KP_Enter", "End", "X")
        wait_for(lambda: program.text_of("Message to send") == "keptX", "the last key")


@test("/form/counts-against-the-limit-of-datagrams")
def limit():
    with Program() as program:
        fill(program, "\\\\SERVER\\mailslot\\Mymailslot", "x" * 420)
        program.wait_text("420 of 420 bytes")
        program.wait_text("Samba's nmbd loses what is longer than 402 bytes")
        assert can_send(program)
        program.type_into("Message to send", "x" * 421)
        program.wait_text("421 of 420 bytes")
        program.wait_text("1 byte too long for a datagram to this slot")
        assert not can_send(program)
        program.type_into("Message to send", "x" * 402)
        program.wait_text("402 of 420 bytes")
        assert not any("nmbd" in text for text in program.texts()), program.texts()
        program.type_into("Message to send", "")
        program.wait_text("Samba's nmbd loses every one")
        assert can_send(program)


@test("/form/choice-and-text-of-the-target-follow-each-other")
def target():
    with Program() as program:
        program.type_into("Target", "some/slot")
        for index, text in ((3, "\\\\*\\mailslot\\some\\slot"),
                            (2, "\\\\WORKGROUP\\mailslot\\some\\slot"),
                            (1, "\\\\\\mailslot\\some\\slot"),
                            (0, "\\\\.\\mailslot\\some\\slot")):
            program.choose("Who gets the message", index)
            wait_for(lambda: program.text_of("Target") == text, text)
        program.choose("Who gets the message", 1)
        program.wait_text("Type the name of the computer or workgroup")
        assert not can_send(program)
        for text, index in (("//*/mailslot/x", 3), ("//SERVER/mailslot/x", 1),
                            ("//workgroup/mailslot/x", 2), ("x", 0), ("//10.0.0.1/mailslot/x", 1)):
            program.type_into("Target", text)
            combo = program.get("combo box", "Who gets the message")
            wait_for(lambda: combo.is_child_selected(index), (text, index))


@test("/form/choice-of-who-by-keyboard")
def target_by_keyboard():
    with Program() as program:
        program.type_into("Target", "x")
        focus_window(program)
        program.get("combo box", "Target").get_child_at_index(1).grab_focus()
        keys("shift+Tab", "Down", "Down", "Down")
        wait_for(lambda: program.text_of("Target") == "\\\\*\\mailslot\\x", "everybody")
        # Chosen from the open list, a computer that is to be named gets the keyboard.
        keys("space")
        program.get("menu item", "A computer")
        keys("Up", "Up", "Return")
        wait_for(lambda: (node := program.focused()) and node.get_name() == "Target",
                 "the target")
        write("pc")
        wait_for(lambda: program.text_of("Target") == "\\\\pc\\mailslot\\x", "the computer")


@test("/form/missing-slot-is-a-card-and-nothing-is-lost")
def missing_slot():
    with Program() as program:
        fill(program, "missing", "precious")
        program.press("Send")
        program.wait_text(f"The message was not sent to {address('missing')}")
        program.wait_text("Windows error 2")
        assert program.text_of("Message to send") == "precious"
        with Listener("missing") as listener:
            program.press("Send")
            assert "precious" in read_line(listener)
        wait_for(lambda: not program.find("alert"), "the card to go")


@test("/form/repeats-and-stops")
def repeat():
    with Listener("repeat") as listener, Program() as program:
        fill(program, "repeat", "again")
        program.get("spin button", "Number of times").set_current_value(100000)
        program.get("spin button", "Interval in milliseconds").set_current_value(50)
        program.press("Send")
        for _ in range(3):
            assert "again" in read_line(listener)
        assert not can_send(program)
        program.press("Stop")
        program.wait_text("Sent ")
        wait_for(lambda: can_send(program), "the form to be free")


@test("/form/history-fills-the-form-again")
def history():
    with Listener("history") as listener, Program() as program:
        fill(program, "history", "remember me")
        program.press("Send")
        read_line(listener)
        program.type_into("Message to send", "something else")
        focus_window(program)
        program.press("Sent messages", "toggle button")
        row = program.get("list item", f"remember me, to {address('history')}")
        row.grab_focus()
        keys("Return")
        wait_for(lambda: program.text_of("Message to send") == "remember me", "the message")
    # It is kept for the next start.
    with Program() as program:
        program.press("Sent messages", "toggle button")
        program.get("list item", f"remember me, to {address('history')}")


@test("/form/offers-the-slots-of-this-computer")
def offers():
    with Listener("offered"), Program() as program:
        def names():
            menu = program.get("combo box", "Target").get_child_at_index(0)
            return [menu.get_child_at_index(i).get_name() for i in range(menu.get_child_count())]

        wait_for(lambda: address("offered") in names(), "the slot among the targets")


run()
