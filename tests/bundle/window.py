# SPDX-License-Identifier: GPL-3.0-or-later
"""The window of slotwatch.exe on an X display, driven with keys and judged by titles."""

import subprocess

from prefix import PATIENCE, wait_for

def xdotool(*arguments):
    return subprocess.run(["xdotool", *map(str, arguments)], stdout=subprocess.PIPE,
                          stderr=subprocess.DEVNULL, text=True, timeout=PATIENCE, check=False).stdout


def titles():
    """Of every window on the display that can be seen: title: X window."""
    found = {}
    for number in xdotool("search", "--onlyvisible", "--name", ".").split():
        found[xdotool("getwindowname", number).rstrip("\n")] = number
    return found


def picture(path):
    subprocess.run(["import", "-window", "root", path], timeout=PATIENCE, check=True)


def brightness(number):
    """Of a window: 0 is black, 1 white. None while it cannot be seen."""
    result = subprocess.run(["convert", f"x:{number}", "-colorspace", "Gray", "-format", "%[fx:mean]",
                             "info:"], stdout=subprocess.PIPE, stderr=subprocess.DEVNULL, text=True,
                            timeout=PATIENCE, check=False)
    return float(result.stdout) if result.returncode == 0 and result.stdout else None


class Window:
    """A running program that has one main window."""

    def __init__(self, windows, *command, name, cwd=None):
        self.name = name
        self.windows = windows
        self.process = windows.start(*command, log=windows.folder / f"{name}.log", cwd=cwd)

    def __enter__(self):
        return self

    def __exit__(self, *_exception):
        if self.process.poll() is None:
            picture(self.windows.folder / f"{self.name}.png")
            self.process.kill()
            self.process.wait(timeout=PATIENCE)

    def until(self, condition, what):
        def condition_or_end():
            has_ended = self.process.poll() is not None
            result = condition()
            assert result or not has_ended, \
                f"the program ended with {self.process.poll()} before {what}"
            return result

        return wait_for(condition_or_end, lambda: f"no {what}; there are the windows {list(titles())}")

    def title(self, title):
        """Waits for a window of that title, and returns its number."""
        return self.until(lambda: titles().get(title), f"window “{title}”")

    def focus(self, number):
        """Waits until keys go to a window: the display hands it those that follow, in order."""
        xdotool("windowactivate", number)
        self.until(lambda: xdotool("getwindowfocus").strip() == number, "focus")

    def press(self, number, *keys):
        self.focus(number)
        for key in keys:
            xdotool("key", key)

    def type(self, text):
        xdotool("type", "--delay", "20", text)

    def quit(self, number):
        """Returns the exit code."""
        self.press(number, "ctrl+q")
        return self.process.wait(timeout=PATIENCE)
