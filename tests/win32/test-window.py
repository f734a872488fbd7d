# SPDX-License-Identifier: GPL-3.0-or-later
"""The Windows window under Wine, on an X display of its own.

It is judged by its own state: the title counts the messages, and --save writes each of them.
Pictures are kept for people, beside the test log.
"""

import contextlib
import itertools
import json
import os
import shlex
import shutil
import subprocess
import sys
import time

import tap
import wine
from tap import PATIENCE

SLOTWATCH, MAILSLOT = (shlex.split(os.environ["MESON_EXE_WRAPPER"]) + [path]
                       for path in sys.argv[1:3])
FOLDER = os.path.join(sys.argv[3], "window-under-wine")
WINE = SLOTWATCH[:-1]
TELL_OF_SETTINGS = [*WINE, sys.argv[4]]

# Of one test. Wine asks its server about each message, so a million is a benchmark.
N_MESSAGES = int(sys.argv[5])
# One after the other, each with a digit of its own to send.
N_SENDERS = 10
SECONDS = 3600

# What goes through the window, with how to send it.
MESSAGES = [
    (["--text", "plain text"], b"plain text"),
    (["--nul", "--text", "Bingo is handsome"], b"Bingo is handsome\0"),
    (["--text", "你好"], "你好".encode()),
    (["--hex", "00 ff 00 0d 0a"], b"\x00\xff\x00\r\n"),
    # Text with characters that Wine has no font for.
    (["--hex", "41 0a 42 1b 43"], b"A\nB\x1bC"),
    (["--hex", ""], b""),
]


@contextlib.contextmanager
def prefix_of_our_own():
    """The first program in a Wine prefix decides for all which display they draw on.

    So the window takes a copy of the prefix in which the other tests run without one.
    """
    original = os.environ.get("WINEPREFIX", "")
    copy = os.path.join(FOLDER, "wineprefix")
    shutil.rmtree(copy, ignore_errors=True)
    os.makedirs(FOLDER, exist_ok=True)
    os.mkdir(copy)
    if os.path.isdir(original):
        wine.copy_prefix(original, copy)
    os.environ["WINEPREFIX"] = copy
    try:
        yield
    finally:
        wine10 = os.path.join(os.path.dirname(SLOTWATCH[0]), "wine10")
        subprocess.run([wine10, "--server", "-k"], stdin=subprocess.DEVNULL, stdout=subprocess.DEVNULL,
                       stderr=subprocess.DEVNULL, timeout=PATIENCE, check=False)
        shutil.rmtree(copy, ignore_errors=True)


def address(slot):
    return f"\\\\.\\mailslot\\{slot}"


def xdotool(*arguments):
    return subprocess.run(["xdotool", *arguments], capture_output=True, text=True,
                          timeout=PATIENCE, check=False).stdout


def send(slot, arguments):
    subprocess.run([*MAILSLOT, "send", *arguments, slot], stdin=subprocess.DEVNULL,
                   timeout=PATIENCE, check=True)


def run_mailslot(*arguments):
    return subprocess.run([*MAILSLOT, *arguments], stdin=subprocess.DEVNULL,
                          capture_output=True, timeout=PATIENCE, check=False)


class Window:
    """A running slotwatch.exe that watches slots and saves what they receive."""

    def __init__(self, name, *slots):
        self.path = os.path.join(FOLDER, name)
        self.saved = f"{self.path}.jsonl"
        if os.path.exists(self.saved):
            os.unlink(self.saved)
        with open(f"{self.path}.log", "wb") as log:
            self.process = subprocess.Popen(
                [*SLOTWATCH, "--save", f"Z:{self.saved}", *slots],
                stdin=subprocess.DEVNULL, stdout=log, stderr=log)

    def __enter__(self):
        return self

    def __exit__(self, *_exception):
        if self.process.poll() is None:
            self.picture()
            self.process.kill()
            self.process.wait(timeout=PATIENCE)

    def wait_for(self, condition, what):
        end = time.monotonic() + PATIENCE
        while not condition():
            assert self.process.poll() is None, f"the program ended with {self.process.poll()}"
            assert time.monotonic() < end, f"{what}; the titles are {self.titles()}"
            time.sleep(0.05)

    def ids(self):
        return xdotool("search", "--onlyvisible", "--name", "Slotwatch").split()

    def titles(self):
        return [xdotool("getwindowname", number).rstrip("\n") for number in self.ids()]

    def wait_for_title(self, title):
        self.wait_for(lambda: title in self.titles(), f"no window is called “{title}”")

    def messages(self):
        with open(self.saved, encoding="utf-8") as lines:
            return [json.loads(line) for line in lines]

    def picture(self):
        subprocess.run(["import", "-window", "root", f"{self.path}.png"], timeout=PATIENCE,
                       check=True)

    def brightness(self):
        """The mean of all pixels in the window, 0 being black and 1 white; None as long as it
        shows nothing."""
        picture = f"{self.path}-bright.png"
        found = self.ids()
        if not found or subprocess.run(["import", "-window", found[0], picture],
                                       timeout=PATIENCE, check=False).returncode != 0:
            return None
        mean, deviation = map(float, subprocess.run(
            ["convert", picture, "-colorspace", "Gray",
             "-format", "%[fx:mean] %[fx:standard_deviation]", "info:"],
            capture_output=True, timeout=PATIENCE, check=True).stdout.split())
        return mean if deviation > 0.02 else None

    def wait_for_brightness(self, darkest, brightest):
        def is_right():
            brightness = self.brightness()
            return brightness is not None and darkest < brightness < brightest

        self.wait_for(is_right, f"its brightness is not between {darkest} and {brightest}")

    def close(self):
        """Closes the window as a person does, and returns the exit code."""
        xdotool("windowactivate", "--sync", self.ids()[0], "key", "alt+F4")
        return self.process.wait(timeout=PATIENCE)


@tap.test("/window/watches-saves-and-ends", seconds=600)
def watches_saves_and_ends():
    slot = f"window-{os.getpid()}"
    with Window("one-slot", address(slot)) as window:
        window.wait_for_title(f"{address(slot)} — Slotwatch")
        for number, (arguments, _payload) in enumerate(MESSAGES, start=1):
            send(slot, arguments)
            window.wait_for_title(f"({number}) {address(slot)} — Slotwatch")
        window.picture()
        assert window.close() == 0
        messages = window.messages()

    assert [message["serial"] for message in messages] == list(range(1, len(MESSAGES) + 1))
    for message, (_arguments, payload) in zip(messages, MESSAGES):
        assert message["slot"] == address(slot), message
        assert bytes.fromhex(message["hex"]) == payload, message
        assert message["size"] == len(payload), message

    # The window has let go of its slot.
    assert run_mailslot("send", "--text", "late", slot).returncode == 1
    assert run_mailslot("listen", "--timeout", "0", slot).returncode == 3


@tap.test("/window/two-slots", seconds=600)
def two_slots():
    first, second = (f"window-{os.getpid()}-{name}" for name in ("first", "second"))
    with Window("two-slots", first, second) as window:
        # A sentence with numbered places (%1$s), which not every printf of Windows knows.
        title = f"{address(first)} and 1 more — Slotwatch"
        window.wait_for_title(title)
        send(second, ["--text", "to the second"])
        window.wait_for_title(f"(1) {title}")
        send(first, ["--text", "to the first"])
        window.wait_for_title(f"(2) {title}")
        window.picture()
        assert window.close() == 0
        messages = window.messages()
    assert [(message["slot"], message["text"]) for message in messages] == [
        (address(second), "to the second"),
        (address(first), "to the first"),
    ]


@tap.test(f"/window/{N_MESSAGES}-messages", seconds=SECONDS)
def many_messages():
    """All of them, and in order."""
    slot = f"window-{os.getpid()}-many"
    each = N_MESSAGES // N_SENDERS
    with Window("many-messages", slot) as window:
        window.wait_for_title(f"{address(slot)} — Slotwatch")
        started = time.monotonic()
        for number in range(N_SENDERS):
            subprocess.run([*MAILSLOT, "send", "--repeat", str(each), slot, str(number)],
                           stdin=subprocess.DEVNULL, timeout=SECONDS, check=True)
        sent = time.monotonic()
        window.wait_for_title(f"({each * N_SENDERS}) {address(slot)} — Slotwatch")
        counted = time.monotonic()
        window.picture()
        assert window.close() == 0
    with open(window.saved, encoding="utf-8") as lines:
        pairs = ((serial, json.loads(line)) for serial, line in enumerate(lines, start=1))
        texts = (message["text"] if message["serial"] == serial else f"{serial} is missing"
                 for serial, message in pairs)
        runs = [(text, sum(1 for _ in equal)) for text, equal in itertools.groupby(texts)]
    os.unlink(window.saved)
    assert runs == [(str(number), each) for number in range(N_SENDERS)], runs[:20]
    print(f"# sent in {sent - started:.1f} s, all counted {counted - sent:.1f} s later", flush=True)


@tap.test("/window/taken-name", seconds=600)
def taken_name():
    """The window stays, says what failed, and takes nothing from the slot's owner."""
    slot = f"window-{os.getpid()}-taken"
    owner = subprocess.Popen([*MAILSLOT, "listen", "--count", "1", slot],
                             stdin=subprocess.DEVNULL, stdout=subprocess.PIPE,
                             stderr=subprocess.PIPE)
    try:
        assert owner.stderr.readline().startswith(b"listening on")
        with Window("taken-name", slot) as window:
            window.wait_for(window.ids, "no window")
            send(slot, ["--text", "for the owner"])
            assert b"for the owner" in owner.stdout.readline()
            window.picture()
            assert window.close() == 0
            assert window.messages() == []
    finally:
        owner.kill()
        owner.communicate(timeout=PATIENCE)


PERSONALIZE = r"HKCU\Software\Microsoft\Windows\CurrentVersion\Themes\Personalize"


def set_registry(key, name, kind, value):
    subprocess.run([*WINE, "reg.exe", "add", key, "/v", name, "/t", kind, "/d", value, "/f"],
                   stdin=subprocess.DEVNULL, stdout=subprocess.DEVNULL, timeout=PATIENCE,
                   check=True)


def choose_dark(is_dark):
    """What Windows' settings do: the value first, then every window is told."""
    set_registry(PERSONALIZE, "AppsUseLightTheme", "REG_DWORD", "0" if is_dark else "1")
    subprocess.run(TELL_OF_SETTINGS, stdin=subprocess.DEVNULL, timeout=PATIENCE, check=True)


@tap.test("/window/dark-mode", seconds=600)
def dark_mode():
    """Dark from the start, light when that is chosen, and dark again."""
    slot = f"window-{os.getpid()}-dark"
    choose_dark(True)
    try:
        with Window("dark-mode", slot) as window:
            window.wait_for_brightness(0.15, 0.4)
            window.picture()
            choose_dark(False)
            window.wait_for_brightness(0.7, 1)
            choose_dark(True)
            window.wait_for_brightness(0.15, 0.4)
            assert window.close() == 0
    finally:
        choose_dark(False)


with prefix_of_our_own():
    tap.run()
