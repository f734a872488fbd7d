# SPDX-License-Identifier: GPL-3.0-or-later
"""A Windows of our own to install programs in: a Wine prefix that a test can look into.

Nothing of the build tree can be seen from there but what a test puts there: no DLL, no settings,
no translation.
"""

import contextlib
import os
import pathlib
import re
import shutil
import subprocess
import time

from tap import PATIENCE
from wine import copy_prefix

CHECKOUT = pathlib.Path(__file__).resolve().parent.parent.parent
WINE = str(CHECKOUT / "data" / "windows" / "wine10")
WINE_ROOT = pathlib.Path(subprocess.run(
    ["sh", "-euc", 'here=$1; . "$here/places"; printf "%s" "$WINE_ROOT"', "sh",
     CHECKOUT / "data" / "windows"], stdout=subprocess.PIPE, text=True, check=True).stdout)

# What would lead a program to the build, or to this desktop.
NOT_OURS = ("WINEPATH", "GSETTINGS_BACKEND", "GSETTINGS_SCHEMA_DIR", "SLOTWATCH_LOCALEDIR",
            "GDK_BACKEND", "GTK_MODULES", "GTK_THEME", "DBUS_SESSION_BUS_ADDRESS", "LD_PRELOAD",
            "LANGUAGE", "LC_ALL", "LANG", "G_DEBUG", "MAILSLOT_DIR")


def wait_for(condition, what, seconds=PATIENCE):
    """Waits until CONDITION gives something true, and returns that."""
    end = time.monotonic() + seconds
    while True:
        result = condition()
        if result:
            return result
        assert time.monotonic() < end, what() if callable(what) else what
        time.sleep(0.05)


class Windows:
    """A prefix in FOLDER, as good as fresh."""

    def __init__(self, folder):
        self.folder = pathlib.Path(folder)
        self.prefix = self.folder / "wineprefix"
        self.disk = self.prefix / "drive_c"
        self.environment = {name: value for name, value in os.environ.items()
                            if name not in NOT_OURS and not name.startswith("XDG_")}
        self.environment.update({
            "WINEPREFIX": str(self.prefix),
            "WINE_BIND": str(self.folder),
            # File names are UTF-8. A display language is not named: Windows has no such variable.
            "LC_CTYPE": "C.UTF-8",
        })

    def __enter__(self):
        shutil.rmtree(self.prefix, ignore_errors=True)
        self.prefix.mkdir(parents=True)
        copy_prefix(os.environ["WINEPREFIX"], self.prefix)
        # A pipe of ours would be kept open by the processes that the first program starts.
        with open(self.folder / "wine.log", "wb") as log:
            for command in ([WINE, "--server", "-p"], [WINE, "cmd.exe", "/c", "exit", "0"]):
                subprocess.run(command, env=self.environment, cwd=self.folder, stdin=subprocess.DEVNULL,
                               stdout=log, stderr=log, timeout=PATIENCE, check=True)
            self.desktop = subprocess.Popen([WINE, "explorer.exe", "/desktop"], env=self.environment,
                                            cwd=self.folder, stdin=subprocess.DEVNULL, stdout=log,
                                            stderr=log)
        return self

    def __exit__(self, *_exception):
        with contextlib.suppress(subprocess.TimeoutExpired):
            subprocess.run([WINE, "--server", "-k"], env=self.environment, cwd=self.folder,
                           stdin=subprocess.DEVNULL, stdout=subprocess.DEVNULL,
                           stderr=subprocess.DEVNULL, timeout=PATIENCE, check=False)
        self.desktop.kill()
        self.desktop.wait(timeout=PATIENCE)
        shutil.rmtree(self.prefix, ignore_errors=True)

    def speak_chinese(self):
        """The display language becomes Chinese, as Windows tells it; no program is told by its
        environment. Wine takes it from the name of the locale, and one of that name is enough."""
        locales = self.folder / "locales"
        shutil.rmtree(locales, ignore_errors=True)
        shutil.copytree(WINE_ROOT / "usr/lib/locale/C.utf8", locales / "zh_CN.utf8")
        self.environment.update({"LOCPATH": str(locales), "LC_MESSAGES": "zh_CN.UTF-8"})

    def add_keyboard(self, layout):
        """Wine has no keyboard layout, see kbdus.c."""
        shutil.copy(layout, self.disk / "windows" / "system32" / "kbdus.dll")
        for language in ("00000409", "00000804"):
            self.set_value(rf"HKLM\System\CurrentControlSet\Control\Keyboard Layouts\{language}",
                           "Layout File", "kbdus.dll")

    def path(self, windows_path):
        r"""Where C:\... is on this computer; the case has to be right."""
        assert windows_path.startswith("C:\\"), windows_path
        return self.disk.joinpath(*windows_path[3:].split("\\"))

    def start(self, *command, log=os.devnull, cwd=None):
        """A process; LOG takes what it prints."""
        with open(log, "wb") as output:
            return subprocess.Popen([WINE, *map(str, command)], env=self.environment,
                                    cwd=cwd or self.folder, stdin=subprocess.DEVNULL,
                                    stdout=output, stderr=output)

    def run(self, *command, cwd=None):
        """Code and output of a program that starts no others. Its stderr is told to the person
        who reads the log: Wine itself writes there, too."""
        result = subprocess.run([WINE, *map(str, command)], env=self.environment,
                                cwd=cwd or self.folder, stdin=subprocess.DEVNULL,
                                capture_output=True, timeout=PATIENCE, check=False)
        for line in result.stderr.decode(errors="replace").splitlines():
            print(f"# {line}", flush=True)
        return result.returncode, result.stdout.decode(errors="replace").replace("\r\n", "\n")

    def call(self, *command):
        """Exit code of a program that may start others, which would keep our pipe."""
        return self.start(*command).wait(timeout=PATIENCE)

    # --- The registry ---

    def registry(self, key):
        """Everything below a key, as text."""
        exported = self.folder / "registry.reg"
        exported.unlink(missing_ok=True)
        if self.call("reg.exe", "export", key, f"Z:{exported}", "/y") != 0:
            return ""
        return exported.read_text(encoding="utf-16").replace("\r\n", "\n")

    def value(self, key, name):
        """A value as text, numbers as such, or None."""
        section = re.search(rf"^\[[^\n]*\]\n(.*?)(?:^\[|\Z)", self.registry(key),
                            re.MULTILINE | re.DOTALL)
        line = section and re.search(rf'^"{re.escape(name)}"=(.*)$',
                                     section[1].replace("\\\n  ", ""),
                                     re.MULTILINE | re.IGNORECASE)
        if not line:
            return None
        kind, _colon, data = line[1].partition(":")
        if kind == "dword":
            return int(data, 16)
        if kind == "hex(2)":
            return bytes.fromhex(data.replace(",", "")).decode("utf-16-le").rstrip("\0")
        return re.sub(r"\\(.)", r"\1", line[1][1:-1])

    def set_value(self, key, name, data, kind="REG_SZ"):
        assert self.call("reg.exe", "add", key, "/v", name, "/t", kind, "/d", data, "/f") == 0

    def delete_value(self, key, name):
        assert self.call("reg.exe", "delete", key, "/v", name, "/f") == 0

    def files_called(self, text):
        """Those on the disk that have TEXT in their path; what is temporary does not count."""
        return sorted(name for name in (str(path.relative_to(self.disk))
                                        for path in self.disk.rglob("*"))
                      if text in name.lower() and "/temp/" not in name.lower())
