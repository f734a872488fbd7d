# SPDX-License-Identifier: GPL-3.0-or-later
"""Runs the slotwatch and mailslot programs and reads the window by its accessibility tree.

The tree is what a screen reader gets, so a test sees what a blind person hears and presses
what such a person can press. It is read over D-Bus, one question at a time, so tables are
never walked: ask them by row and column.
"""

import os
import subprocess
import sys
import tempfile
import time

import gi

gi.require_version("Atspi", "2.0")
from gi.repository import Atspi, GLib  # noqa: E402

from tap import PATIENCE  # noqa: E402

SLOTWATCH, MAILSLOT = sys.argv[1:3]

TABLES = ("table", "tree table")


def wait_for(condition, what):
    """Waits until the condition is true and returns its value."""
    deadline = time.monotonic() + PATIENCE
    while True:
        reason = None
        try:
            value = condition()
        except (GLib.Error, AttributeError) as error:
            value, reason = None, error  # a widget is not there, or went away while it was asked
        if value:
            return value
        if time.monotonic() > deadline:
            raise AssertionError(f"waited {PATIENCE} s for {what}") from reason
        time.sleep(0.01)


def address(slot):
    """The canonical address of a local slot."""
    return f"\\\\.\\mailslot\\{slot}"


def send(slot, text):
    """Runs `mailslot send`, which must succeed."""
    subprocess.run([MAILSLOT, "send", "--text", text, slot], check=True, timeout=PATIENCE)


class Listener:
    """A running `mailslot listen` of another program's slot."""

    def __init__(self, *arguments):
        self.process = subprocess.Popen([MAILSLOT, "listen", "--source", "none", *arguments], text=True,
                                        stdout=subprocess.PIPE, stderr=subprocess.PIPE)
        line = self.process.stderr.readline()
        assert line.startswith("listening on"), line

    def __enter__(self):
        return self

    def __exit__(self, *_exception):
        self.process.terminate()
        self.process.communicate(timeout=PATIENCE)


def walk(node):
    """Every widget below the node, without the insides of tables."""
    for index in range(node.get_child_count()):
        child = node.get_child_at_index(index)
        if child is None:
            continue
        yield child
        if child.get_role_name() not in TABLES:
            yield from walk(child)


def has_state(node, state):
    return node.get_state_set().contains(state)


def is_showing(node):
    return has_state(node, Atspi.StateType.SHOWING)


def read_text(node):
    return node.get_text(0, node.get_character_count())


class Program:
    """A running slotwatch."""

    def __init__(self, *arguments, **environment):
        self.errors = tempfile.TemporaryFile("w+")
        self.process = subprocess.Popen([SLOTWATCH, *arguments], stderr=self.errors,
                                        env=dict(os.environ, **environment))
        try:
            self.application = wait_for(self._find_application, "the program")
            wait_for(lambda: self.frame, "the window")
        except BaseException:
            self.process.kill()  # the next test wants to be the only one
            self.process.wait(PATIENCE)
            raise

    def __enter__(self):
        return self

    def __exit__(self, exception_type, *_exception):
        if self.process.poll() is None:
            self.process.terminate()
        code = self.process.wait(timeout=PATIENCE)
        self.errors.seek(0)
        errors = self.errors.read()
        print("".join(f"# {line}\n" for line in errors.splitlines()), end="", flush=True)
        # A critical or a warning ends the program; everything else may be said.
        if exception_type is None:
            assert code == 0, f"exit code {code}: {errors}"

    def _find_application(self):
        assert self.process.poll() is None, "the program ended"
        desktop = Atspi.get_desktop(0)
        for index in range(desktop.get_child_count()):
            child = desktop.get_child_at_index(index)
            if child is not None and child.get_process_id() == self.process.pid:
                return child
        return None

    # ---- Looking ----

    @property
    def frame(self):
        return self.find("frame")

    @property
    def title(self):
        return self.frame.get_name()

    def find_all(self, role=None, name=None):
        # What the library remembers is brought up to date only by a main loop.
        self.application.clear_cache()
        for node in walk(self.application):
            if ((role is None or node.get_role_name() == role)
                    and (name is None or node.get_name() == name)):
                yield node

    def find(self, role, name=None):
        """The first widget of a role and a name that is shown, or None."""
        return next((node for node in self.find_all(role, name) if is_showing(node)), None)

    def get(self, role, name=None):
        """The same, once it is there."""
        return wait_for(lambda: self.find(role, name), f"{role} “{name}”")

    def texts(self):
        """What every shown label says."""
        return [node.get_name() for node in self.find_all("label") if is_showing(node)]

    def slots(self):
        """What the side list says."""
        return [node.get_name() for node in self.find_all("list item") if is_showing(node)]

    def wait_text(self, text):
        wait_for(lambda: any(text in shown for shown in self.texts()), f"the text “{text}”")

    @property
    def table(self):
        return self.find("table") or self.find("tree table")

    def rows(self):
        """The message list as lists of what its cells say."""
        table = self.table
        if table is None:
            return []
        return [[table.get_accessible_at(row, column).get_name()
                 for column in range(table.get_n_columns())]
                for row in range(table.get_n_rows())]

    def wait_row(self, text):
        return wait_for(lambda: next((row for row in self.rows() if text in row), None),
                        f"a row with “{text}”")

    # ---- Doing ----

    def press(self, name, role="push button"):
        """Presses a button by its name, once it can be pressed."""
        def find_sensitive():
            node = self.find(role, name)
            return node if node and has_state(node, Atspi.StateType.SENSITIVE) else None
        wait_for(find_sensitive, f"{role} “{name}”").do_action(0)

    def type_into(self, name, text):
        self.get("text", name).set_text_contents(text)

    def choose(self, name, index):
        """Chooses an entry of a list that drops down."""
        self.get("combo box", name).select_child(index)

    def text_of(self, name):
        return read_text(self.get("text", name))

    def focused(self):
        """The widget that has the keyboard, or None."""
        return next((node for node in self.find_all()
                     if has_state(node, Atspi.StateType.FOCUSED)), None)

    def dump(self):
        """Prints the tree, for whoever writes a test."""
        def show(node, depth):
            print("#", "  " * depth, node.get_role_name(), repr(node.get_name()),
                  "" if is_showing(node) else "(hidden)", flush=True)
            if node.get_role_name() in TABLES:
                return
            for index in range(node.get_child_count()):
                show(node.get_child_at_index(index), depth + 1)
        show(self.application, 0)


def keys(*names):
    """Presses keys of the real keyboard, such as ctrl+n."""
    subprocess.run(["xdotool", "key", "--delay", "20", *names], check=True, timeout=PATIENCE)


def write(text):
    """Types with the real keyboard."""
    subprocess.run(["xdotool", "type", "--delay", "10", "--", text], check=True, timeout=PATIENCE)


def find_window():
    """The number of the window for the display, which may learn of it later than we."""
    def find():
        return subprocess.run(["xdotool", "search", "--onlyvisible", "--name", "Slotwatch"],
                              capture_output=True, text=True, check=False).stdout.split()

    return wait_for(find, "the window on the display")[-1]


def focus_window(program):
    """Gives the window the keyboard, which without a window manager nobody else does."""
    subprocess.run(["xdotool", "windowfocus", "--sync", find_window()], check=True,
                   timeout=PATIENCE)
    wait_for(lambda: has_state(program.frame, Atspi.StateType.ACTIVE), "the active window")
