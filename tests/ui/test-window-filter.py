# SPDX-License-Identifier: GPL-3.0-or-later
"""The window: which messages are shown, and the search among them."""

import json
import os
import tempfile

from slotwatch import Program, focus_window, has_state, keys, read_text, send, wait_for, write
from gi.repository import Atspi
from tap import run, test

MESSAGES = ["valve open", "Error 17", "valve closed", "error 18", "pump on"]


def shown(program):
    return [row[4] for row in program.rows()]


def wait_shown(program, expected):
    wait_for(lambda: shown(program) == expected, f"the rows {expected}")


def description(program, name):
    """What a screen reader says when the field gets it."""
    return program.get("text", name).get_description()


def start(program):
    for text in MESSAGES:
        send("filter", text)
    wait_shown(program, MESSAGES)
    focus_window(program)


def is_focused(program, name):
    return has_state(program.get("text", name), Atspi.StateType.FOCUSED)


@test("/window/filter/shows-what-matches-as-it-is-typed")
def filter_live():
    with Program("filter") as program:
        start(program)
        keys("ctrl+shift+f")
        wait_for(lambda: is_focused(program, "Filter"), "the focus in the field")
        write("error")
        wait_shown(program, ["Error 17", "error 18"])
        program.wait_text("2 of 5 messages")
        wait_for(lambda: description(program, "Filter") == "2 of 5 messages", "the announcement")
        send("filter", "pump off")
        send("filter", "ERROR 19")
        wait_shown(program, ["Error 17", "error 18", "ERROR 19"])
        program.wait_text("3 of 7 messages")
        keys("Escape")
        wait_for(lambda: program.text_of("Filter") == "", "the empty field")
        wait_shown(program, [*MESSAGES, "pump off", "ERROR 19"])
        keys("Escape")
        wait_for(lambda: program.find("text", "Filter") is None, "the hidden field")
        wait_for(lambda: program.focused().get_name() == "Messages", "the focus in the list")


@test("/window/filter/a-bad-line-is-explained-and-the-last-good-one-stays")
def filter_bad():
    with Program("filter") as program:
        start(program)
        keys("ctrl+shift+f")
        write("valve")
        wait_shown(program, ["valve open", "valve closed"])
        write(" size>many")
        program.wait_text("“many” at column 12 is not a number of bytes")
        wait_for(lambda: "“many”" in description(program, "Filter"), "the spoken explanation")
        wait_shown(program, ["valve open", "valve closed"])
        program.type_into("Filter", "valve size>10")
        wait_shown(program, ["valve closed"])
        wait_for(lambda: not any("“many”" in text for text in program.texts()),
                 "the end of the explanation")


@test("/window/filter/nothing-left-says-so-and-shows-all-again")
def filter_nothing():
    with Program("filter") as program:
        start(program)
        keys("ctrl+shift+f")
        write("no such text")
        program.wait_text("No message matches the filter")
        wait_shown(program, [])
        program.press("Show All Messages")
        wait_shown(program, MESSAGES)


@test("/window/filter/by-the-selected-message")
def filter_by_message():
    with Program("filter", "other") as program:
        start(program)
        send("other", "valve of another slot")
        wait_shown(program, [*MESSAGES, "valve of another slot"])
        keys("ctrl+2", "Home", "Menu")
        program.get("menu item", "Show Only This Slot")
        keys("s")
        wait_shown(program, MESSAGES)
        wait_for(lambda: program.text_of("Filter") == "slot:/^filter$/i", "the line")
        keys("ctrl+2", "Menu")
        program.get("menu item", "Hide This Slot")
        keys("i")
        wait_shown(program, ["valve of another slot"])
        wait_for(lambda: program.text_of("Filter") == "-slot:/^filter$/i", "the other line")


@test("/window/filter/can-be-saved-and-used-again")
def filter_saved():
    with Program("filter") as program:
        start(program)
        keys("ctrl+shift+f")
        program.type_into("Filter", "-valve 'on'")
        wait_shown(program, ["pump on"])
        program.press("Saved", "toggle button")
        program.press("Save This Filter")
        program.type_into("Filter", "")
        wait_shown(program, MESSAGES)
        program.press("Saved", "toggle button")
        program.press("-valve 'on'")
        wait_shown(program, ["pump on"])
        program.press("Saved", "toggle button")
        program.press("Forget This Filter")
        program.press("Saved", "toggle button")
        wait_for(lambda: program.find("push button", "-valve 'on'") is None, "the short menu")


@test("/window/filter/examples-can-be-used")
def filter_examples():
    with Program("filter") as program:
        start(program)
        keys("ctrl+shift+f")
        program.press("Examples", "toggle button")
        program.press("error: Text, in capital letters or not")
        wait_shown(program, ["Error 17", "error 18"])
        wait_for(lambda: is_focused(program, "Filter"), "the focus in the field")


@test("/window/filter/what-is-shown-is-saved")
def filter_save():
    with tempfile.TemporaryDirectory() as folder, Program("filter") as program:
        path = os.path.join(folder, "shown.jsonl")
        start(program)
        keys("ctrl+shift+f")
        write("error")
        wait_shown(program, ["Error 17", "error 18"])
        keys("ctrl+s")
        choice = program.get("check box", "Only messages that match the filter")
        assert has_state(choice, Atspi.StateType.CHECKED)
        program.type_into("", path)
        program.press("Save")
        program.wait_text(f"Saved 2 messages to {path}")
        with open(path, encoding="utf-8") as file:
            assert [json.loads(line)["text"] for line in file] == ["Error 17", "error 18"]


@test("/window/search/goes-from-hit-to-hit")
def search():
    def wait_detail(text):
        wait_for(lambda: any(text == read_text(node).strip() for node in program.find_all("text")),
                 f"{text} in the detail")

    with Program("filter") as program:
        start(program)
        keys("ctrl+2", "Home", "ctrl+f")
        wait_for(lambda: is_focused(program, "Search"), "the focus in the field")
        write("error")
        wait_detail("Error 17")
        program.wait_text("1 of 2")
        wait_shown(program, MESSAGES)
        keys("Return")
        wait_detail("error 18")
        program.wait_text("2 of 2")
        wait_for(lambda: description(program, "Search") == "2 of 2", "the announcement")
        keys("ctrl+g")
        wait_detail("Error 17")
        program.wait_text("went on from the other end")
        keys("shift+Return")
        wait_detail("error 18")
        keys("shift+F3")
        wait_detail("Error 17")
        keys("F3")
        wait_detail("error 18")
        program.type_into("Search", "no such text")
        program.wait_text("Not found")
        keys("Escape")
        wait_for(lambda: program.find("text", "Search") is None, "the hidden field")
        wait_for(lambda: program.focused().get_name() == "Messages", "the focus in the list")


@test("/window/search/stays-within-the-filter")
def search_within_filter():
    with Program("filter") as program:
        start(program)
        keys("ctrl+shift+f")
        write("-18")
        wait_shown(program, ["valve open", "Error 17", "valve closed", "pump on"])
        keys("ctrl+f")
        wait_for(lambda: is_focused(program, "Search"), "the focus in the field")
        write("error")
        program.wait_text("1 of 1")


run()
