# SPDX-License-Identifier: GPL-3.0-or-later
"""The window: for people without a mouse, without eyes, and in Chinese."""

from slotwatch import (PATIENCE, TABLES, Listener, Program, address, focus_window,
                       has_state, is_showing, keys, send, wait_for, write)
from tap import run, test

from gi.repository import Atspi

CHINESE = {"LANGUAGE": "zh_CN"}


def nameless(program):
    """Every widget that takes the keyboard and has nothing to say for itself."""
    return [node.get_role_name() for node in program.find_all()
            if has_state(node, Atspi.StateType.FOCUSABLE) and is_showing(node)
            and not node.get_name()]


def check_all_named(program):
    # More than once, because widgets may come and go while they are asked.
    wait_for(lambda: nameless(program) == [], "names for all that takes the keyboard")


def check_names(**environment):
    with Listener("taken"), Program("taken", "named", **environment) as program:
        wait_for(lambda: program.find("alert"), "the error card")
        check_all_named(program)
        send("named", "a message")
        program.wait_row("a message")
        before = len(list(program.find_all("text")))
        focus_window(program)
        keys("ctrl+2", "Home")
        wait_for(lambda: len(list(program.find_all("text"))) > before, "the detail")
        check_all_named(program)


@test("/access/every-focusable-widget-has-a-name")
def names():
    with Program() as program:
        check_all_named(program)
        program.press("Watch…")
        wait_for(lambda: program.find("text", "Slot to watch"), "the dialog")
        check_all_named(program)
        program.press("Cancel")
    check_names()


@test("/access/every-focusable-widget-has-a-name-in-chinese")
def names_in_chinese():
    check_names(**CHINESE)


@test("/access/keyboard-alone-suffices", 120)
def keyboard():
    with Program() as program:
        focus_window(program)
        keys("ctrl+n")
        program.get("text", "Slot to watch")
        write("keys")
        keys("Return")
        program.get("list item", f"{address('keys')}, Listening, 0 messages")
        focus_window(program)
        keys("ctrl+m")
        write("by hand")
        keys("ctrl+Return")
        program.wait_row("by hand")
        # In a field, the keys for copying belong to the field.
        keys("ctrl+a", "ctrl+x")
        wait_for(lambda: program.text_of("Message to send") == "", "the field to be empty")
        keys("ctrl+v", "ctrl+Return")
        wait_for(lambda: len(program.rows()) == 2, "the second message")
        keys("ctrl+2", "Home", "ctrl+p")
        program.wait_text("Paused")
        keys("ctrl+p", "ctrl+l")
        program.wait_text("The list was cleared")
        keys("ctrl+t")
        program.get("list item", f"{address('keys')}, Stopped, 2 messages")
        keys("ctrl+m", "ctrl+Return")
        program.wait_text("Windows error 2")
        keys("Escape")
        wait_for(lambda: not program.find("alert"), "the card to go")
        keys("ctrl+q")
        assert program.process.wait(timeout=PATIENCE) == 0


@test("/access/f6-walks-through-the-panes")
def panes():
    with Program("panes") as program:
        send("panes", "one")
        program.wait_row("one")
        focus_window(program)
        keys("ctrl+1")
        wait_for(lambda: program.focused().get_role_name() == "list item", "the slots")
        keys("F6")
        wait_for(lambda: program.focused().get_role_name() in (*TABLES, "table cell"),
                 "the messages")
        keys("ctrl+4")
        wait_for(lambda: program.focused().get_name() == "Message to send", "the form")
        keys("F6")
        wait_for(lambda: program.focused().get_role_name() == "list item", "the slots again")


@test("/access/function-keys-work-in-a-field")
def function_keys():
    with Program() as program:
        focus_window(program)
        keys("ctrl+4")
        wait_for(lambda: program.focused().get_name() == "Target", "the form")
        wait_for(lambda: len(list(program.find_all("frame"))) == 1, "one window")
        keys("ctrl+F1")
        wait_for(lambda: len(list(program.find_all("frame"))) == 2, "the shortcuts")


@test("/access/first-key-presses-the-first-button")
def first_key():
    with Program() as program:
        focus_window(program)
        keys("Return")
        program.get("list item", f"{address('Mymailslot')}, Listening, 0 messages")


@test("/chinese/menus-and-messages")
def chinese():
    with Listener("taken"), Program("taken", "chinese", **CHINESE) as program:
        menus = [node.get_name() for node in program.find_all("menu") if node.get_name()]
        assert menus[:1] == ["文件(F)"] or menus[:1] == ["文件"], menus
        for name in menus:
            assert any("\u4e00" <= letter <= "\u9fff" for letter in name), menus
        send("chinese", "你好")
        program.wait_row("你好")
        program.wait_text("1 条消息")
        alert = program.get("alert")
        assert any("\u4e00" <= letter <= "\u9fff" for letter in alert.get_name())


run()
