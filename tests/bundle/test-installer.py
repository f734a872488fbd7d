# SPDX-License-Identifier: GPL-3.0-or-later
"""The installer: what it leaves on a Windows, and that its uninstaller takes all of it away."""

import contextlib
import shutil
import sys
import time
import zipfile

import tap
from bundle import NAME, PORTABLE, SETUP, VERSION, need
from prefix import PATIENCE, Windows, wait_for
from window import Window, picture, xdotool

FOLDER, KEYBOARD = sys.argv[2:4]
UNINSTALL = r"\Software\Microsoft\Windows\CurrentVersion\Uninstall"
USER_PATH = r"HKCU\Environment"
MACHINE_PATH = r"HKLM\SYSTEM\CurrentControlSet\Control\Session Manager\Environment"
SETTINGS = r"HKCU\Software\GSettings"
SETUP_PROGRAM = "C:\\setup.exe"

# As by Windows.
SHARING_VIOLATION = 32

# Longer than the strings of NSIS, with what people have in there.
LONG_PATH = ";".join(
    [r"%USERPROFILE%\bin", r'"C:\with; semicolon"', "C:\\trailing\\", ""]
    + [f"C:\\Program Files\\Tool number {number}\\bin" for number in range(80)])

windows = Windows(FOLDER)


def setup(*arguments):
    return windows.call(SETUP_PROGRAM, "/S", *arguments)


def location(root):
    """Where Slotwatch is, for one person (HKCU) or for everyone (HKLM)."""
    return windows.value(f"{root}{UNINSTALL}\\Slotwatch", "InstallLocation")


def user_folder():
    return location("HKCU")


def uninstall(folder, *arguments):
    """As Windows does it: the uninstaller goes on in a copy of itself, so its end is no sign.
    The last it does is to strike itself off the list of programs."""
    assert windows.call(f"{folder}\\uninstall.exe", "/S", *arguments) == 0
    wait_for(lambda: folder not in (location("HKCU"), location("HKLM")), "it is still registered")
    assert not windows.path(folder).exists(), installed_files(folder)


def uninstall_at_once(folder, *arguments):
    """By itself, without a copy; what runs cannot be removed. Returns the exit code."""
    return windows.call(f"{folder}\\uninstall.exe", "/S", *arguments, f"_?={folder}")


def state():
    """What an installation changes in the registry."""
    return {key: windows.registry(key)
            for key in (f"HKCU{UNINSTALL}\\Slotwatch", f"HKLM{UNINSTALL}\\Slotwatch", USER_PATH,
                        MACHINE_PATH, SETTINGS)}


@contextlib.contextmanager
def leaving_nothing():
    """In the end all is as it was; after a failure it is made so, for the next test."""
    need(SETUP)
    before = state()
    try:
        yield
    except BaseException:
        for root in ("HKCU", "HKLM"):
            folder = location(root)
            if folder:
                uninstall_at_once(folder, "/SETTINGS")
                shutil.rmtree(windows.path(folder), ignore_errors=True)
        raise
    assert windows.files_called("slotwatch") == []
    after = state()
    for key, text in before.items():
        assert after[key] == text, f"{key} was\n{text}\nand is\n{after[key]}"


def bundled_files():
    with zipfile.ZipFile(need(PORTABLE)) as archive:
        return {name.removeprefix(f"{NAME}/") for name in archive.namelist()}


def installed_files(folder):
    top = windows.path(folder)
    return {path.relative_to(top).as_posix() for path in top.rglob("*") if path.is_file()}


def assert_runs(folder, mailslot):
    """Both programs."""
    answer = windows.run("cmd.exe", "/c", mailslot, "--version")
    assert answer == (0, f"mailslot {VERSION}\n"), answer
    with Window(windows, f"{folder}\\bin\\slotwatch.exe", "installed", name="installed") as window:
        number = window.title("\\\\.\\mailslot\\installed — Slotwatch")
        picture(windows.folder / "installed.png")
        assert window.quit(number) == 0


def install_for_one_person():
    with leaving_nothing():
        assert setup() == 0
        folder = user_folder()
        assert folder.endswith(r"\AppData\Local\Programs\Slotwatch"), folder
        assert installed_files(folder) == bundled_files() | {"uninstall.exe"}
        assert windows.value(USER_PATH, "Path") == f"{LONG_PATH};{folder}\\cmd"
        assert len(windows.files_called("slotwatch.lnk")) == 1

        key = f"HKCU{UNINSTALL}\\Slotwatch"
        shown = {name: windows.value(key, name)
                 for name in ("DisplayName", "DisplayVersion", "Publisher", "EstimatedSize")}
        assert shown.pop("EstimatedSize") > 10000, shown
        assert shown == {"DisplayName": "Slotwatch", "DisplayVersion": VERSION,
                         "Publisher": "The Slotwatch project"}, shown
        assert windows.value(f"HKLM{UNINSTALL}\\Slotwatch", "DisplayName") is None

        # Not by PATH: the terminal of Wine knows no long one.
        assert_runs(folder, f"{folder}\\cmd\\mailslot.exe")
        uninstall(folder, "/SETTINGS")


@tap.test("/installer/for-one-person", seconds=400)
def for_one_person():
    windows.set_value(USER_PATH, "Path", LONG_PATH, "REG_EXPAND_SZ")
    try:
        install_for_one_person()
    finally:
        windows.delete_value(USER_PATH, "Path")


@tap.test("/installer/settings-stay-unless-asked", seconds=400)
def settings_stay_unless_asked():
    need(SETUP)
    key = f"{SETTINGS}\\io\\github\\slotwatch\\Slotwatch"
    neighbour = f"{SETTINGS}\\io\\neighbour"
    windows.set_value(key, "window-width", "900", "REG_DWORD")
    windows.set_value(neighbour, "kept", "1")
    for switches, width in (((), 900), (("/SETTINGS",), None)):
        assert setup() == 0
        uninstall(user_folder(), *switches)
        assert windows.value(key, "window-width") == width
    assert windows.value(neighbour, "kept") == "1"
    windows.delete_value(neighbour, "kept")
    assert windows.call("reg.exe", "delete", SETTINGS, "/f") == 0


@tap.test("/installer/new-folder-replaces-the-old", seconds=400)
def new_folder_replaces_the_old():
    """An upgrade: the files of before go, what a person has put there stays; PATH has one entry."""
    with leaving_nothing():
        assert setup() == 0
        old = user_folder()
        (windows.path(old) / "bin" / "mine.txt").write_text("kept", encoding="utf-8")
        new = "C:\\新文件夹\\Slot"
        assert setup(f"/D={new}") == 0
        assert user_folder() == new
        assert installed_files(old) == {"bin/mine.txt"}
        assert installed_files(new) == bundled_files() | {"uninstall.exe"}
        assert windows.value(USER_PATH, "Path") == f"{new}\\cmd"

        # Over itself, and without PATH: it stays in its folder.
        assert setup("/NOPATH") == 0
        assert user_folder() == new
        assert installed_files(new) == bundled_files() | {"uninstall.exe"}
        assert windows.value(USER_PATH, "Path") is None
        uninstall(new)
        shutil.rmtree(windows.path(old))


@tap.test("/installer/running-program-is-noticed", seconds=400)
def running_program_is_noticed():
    with leaving_nothing():
        assert setup() == 0
        folder = user_folder()
        log = windows.folder / "running.log"
        listener = windows.start(f"{folder}\\cmd\\mailslot.exe", "listen", "running", log=log)
        try:
            wait_for(lambda: "listening on" in log.read_text(encoding="utf-8"), "no listener")
            assert setup() == SHARING_VIOLATION
            assert uninstall_at_once(folder) == SHARING_VIOLATION
            assert installed_files(folder) == bundled_files() | {"uninstall.exe"}
        finally:
            listener.kill()
            listener.wait(timeout=PATIENCE)
        # The program ends a little after the launcher that was ended.
        wait_for(lambda: setup() == 0, "the program is still in use")
        uninstall(folder)


@tap.test("/installer/for-everyone", seconds=400)
def for_everyone():
    with leaving_nothing():
        path = windows.value(MACHINE_PATH, "Path")
        assert setup("/ALLUSERS") == 0
        folder = location("HKLM")
        assert folder == r"C:\Program Files\Slotwatch", folder
        assert installed_files(folder) == bundled_files() | {"uninstall.exe"}
        assert windows.value(MACHINE_PATH, "Path") == f"{path};{folder}\\cmd"
        assert user_folder() is None
        assert_runs(folder, "mailslot")
        uninstall(folder, "/SETTINGS")


@tap.test("/installer/asks-and-installs", seconds=400)
def asks_and_installs():
    """Page by page with Return, as most people do; the last one starts the program."""

    def press_return_until(condition, what):
        # On no page does it matter if it is pressed twice.
        def pressed():
            if condition():
                return True
            xdotool("key", "Return")
            time.sleep(1)
            return False

        wait_for(pressed, what)

    def end_program():
        xdotool("key", "ctrl+q")
        return uninstall_at_once(folder, "/SETTINGS") == 0

    with leaving_nothing():
        with Window(windows, SETUP_PROGRAM, name="setup") as window:
            window.focus(window.title("Slotwatch Setup"))
            picture(windows.folder / "setup.png")
            press_return_until(lambda: user_folder() is not None, "nothing is installed")
            press_return_until(lambda: window.process.poll() is not None, "setup does not end")
        folder = user_folder()
        assert installed_files(folder) == bundled_files() | {"uninstall.exe"}
        wait_for(lambda: xdotool("search", "--onlyvisible", "--name", "Slotwatch$"), "no window")
        picture(windows.folder / "started.png")
        assert uninstall_at_once(folder) == SHARING_VIOLATION
        wait_for(end_program, "the program does not end")
        shutil.rmtree(windows.path(folder))


with windows:
    if SETUP.exists():
        shutil.copy(SETUP, windows.path(SETUP_PROGRAM))
        windows.add_keyboard(KEYBOARD)
    tap.run()
