# SPDX-License-Identifier: GPL-3.0-or-later
"""Runs the mailslot program that a test was given, natively or under Wine."""

import contextlib
import itertools
import json
import os
import re
import shlex
import subprocess
import sys
import tempfile
import time

import tap
from tap import PATIENCE

PROGRAM = shlex.split(os.environ.get("MESON_EXE_WRAPPER", "")) + [sys.argv[1]]
IS_WINDOWS = sys.argv[1].endswith(".exe")
# With the Python of Windows the program runs on Windows itself.
IS_WINE = IS_WINDOWS and os.name != "nt"
KILLED = -9

folder = tempfile.TemporaryDirectory(prefix="slotwatch-test-")
SLOT_DIR = os.path.join(folder.name, "slots")
os.environ["MAILSLOT_DIR"] = SLOT_DIR
os.environ["TZ"] = "UTC"

_numbers = itertools.count(1)


def shown_path(path):
    """A path as the program knows it."""
    return f"Z:{path}" if IS_WINE else path


def new_slot():
    """A name that no other test uses."""
    return f"slotwatch-test-{os.getpid()}-{next(_numbers)}"


def address(slot):
    """The canonical address of a local slot."""
    return f"\\\\.\\mailslot\\{slot}"


def start(*arguments, **options):
    """Starts the program with binary pipes; end it with finish()."""
    streams = {"stdin": subprocess.DEVNULL, "stdout": subprocess.PIPE, "stderr": subprocess.PIPE}
    return subprocess.Popen([*PROGRAM, *arguments], **{**streams, **options})


def as_text(stderr):
    """What the program itself said on stderr."""
    text = stderr.decode("utf-8", "replace").replace("\r", "")
    # GLib looks for file types on a thread. If the program ends first, Wine may complain that
    # the thread is gone.
    return re.sub(r"wine client error:.*\n?", "", text)


def check_wine_kept_the_code(returncode):
    """Wine's server may kill a program that has ended while GIO still looked for file types on
    a thread. Nothing that it printed or sent is lost then, but its exit code is."""
    if IS_WINE and returncode == KILLED:
        raise tap.Again("Wine killed a program that had ended, and lost its exit code")


def run(*arguments, **options):
    """Runs the program to its end; stdout is bytes, stderr is text."""
    streams = {"capture_output": True, "timeout": PATIENCE}
    if "input" not in options:
        streams["stdin"] = subprocess.DEVNULL
    result = subprocess.run([*PROGRAM, *arguments], **{**streams, **options}, check=False)
    check_wine_kept_the_code(result.returncode)
    result.stderr = as_text(result.stderr)
    return result


def send(*arguments, **options):
    """Runs `mailslot send`, which must succeed and say nothing."""
    result = run("send", *arguments, **options)
    assert (result.returncode, result.stdout, result.stderr) == (0, b"", ""), result


# Hears nothing but this computer, where the network is not the matter of a test.
LISTEN = ["listen", "--source", "none"]


class Listener:
    """A running `mailslot listen`, which is ended with the block it is used in."""

    def __init__(self, *arguments, slots=None, **options):
        self.slots = slots or [new_slot()]
        self.slot = self.slots[0]
        self.process = start(*LISTEN, *arguments, *self.slots, **options)

    def __enter__(self):
        for slot in self.slots:
            line = self.process.stderr.readline().decode().rstrip("\r\n")
            assert line == f"listening on {address(slot)}", line
        return self

    def __exit__(self, *_exception):
        self.process.terminate()
        with contextlib.suppress(subprocess.TimeoutExpired):
            self.process.wait(timeout=5)
        self.process.kill()
        self.process.communicate(timeout=PATIENCE)

    def finish(self, code=0):
        """What it printed until its end, which must come with this exit code."""
        stdout, self.stderr = self.process.communicate(timeout=PATIENCE)
        if code != KILLED:
            check_wine_kept_the_code(self.process.returncode)
        assert self.process.returncode == code, (self.process.returncode, self.stderr)
        return stdout

    def messages(self):
        """The JSON objects it printed until its end."""
        return [json.loads(line) for line in self.finish().splitlines()]


def wait_until(condition, what):
    """Waits for something that another process does."""
    end = time.monotonic() + PATIENCE
    while not condition():
        assert time.monotonic() < end, f"still waiting until {what}"
        time.sleep(0.01)
