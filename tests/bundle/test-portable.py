# SPDX-License-Identifier: GPL-3.0-or-later
"""The portable folder, unpacked in a Windows that knows nothing of it, below a folder whose name
has spaces and Chinese characters. Pictures and logs are kept beside the test log."""

import contextlib
import json
import shutil
import subprocess
import sys
import zipfile

import tap
from bundle import NAME, PORTABLE, VERSION, need
from prefix import PATIENCE, WINE_ROOT, Windows, wait_for
from window import Window, brightness, picture, titles, xdotool

FOLDER, KEYBOARD, SEED_SERVER, SEED_CLIENT = sys.argv[2:6]
TOP = f"C:\\邮槽 tools\\{NAME}"
SLOTWATCH = f"{TOP}\\bin\\slotwatch.exe"
MAILSLOT = f"{TOP}\\cmd\\mailslot.exe"
DARK_KEY = r"HKCU\Software\Microsoft\Windows\CurrentVersion\Themes\Personalize"
SETTINGS_KEY = r"HKCU\Software\GSettings\io\github\slotwatch\Slotwatch"

windows = Windows(FOLDER)


def unpack():
    with zipfile.ZipFile(need(PORTABLE)) as archive:
        archive.extractall(windows.path(TOP).parent)
    for name, program in (("seed-server.exe", SEED_SERVER), ("seed-client.exe", SEED_CLIENT)):
        shutil.copy(program, windows.disk / name)
    windows.add_keyboard(KEYBOARD)


def address(slot):
    return f"\\\\.\\mailslot\\{slot}"


def mailslot(*arguments):
    return windows.run(MAILSLOT, *arguments)


def is_free(slot):
    """Whether nobody has the slot."""
    return mailslot("listen", "--timeout", "0", slot)[0] == 3


def start_window(name, *arguments):
    return Window(windows, SLOTWATCH, *arguments, name=name)


def loaded_dlls(process):
    """The files of Windows DLLs in the memory of a process, as this computer names them."""
    with open(f"/proc/{process.pid}/maps", encoding="utf-8") as maps:
        lines = maps.read().splitlines()
    return {line.split(None, 5)[5] for line in lines if line.lower().endswith(".dll")}


@tap.test("/portable/command-line", seconds=300)
def command_line():
    assert mailslot("--version") == (0, f"mailslot {VERSION}\n")
    assert mailslot("send", "nobody-has-it", "x")[0] == 1
    assert mailslot("no-such-command")[0] == 2
    assert mailslot("listen", "--timeout", "0", "empty")[0] == 3


@tap.test("/portable/command-line-sends-and-receives", seconds=300)
def command_line_sends_and_receives():
    log = windows.folder / "listener.log"
    listener = windows.start(MAILSLOT, "listen", "--count", "2", "--format", "json", "lines", log=log)
    try:
        wait_for(lambda: "listening on" in log.read_text(encoding="utf-8"), "no listener")
        # Both ways through the launcher: spaces, quotes and Chinese arrive as they were given.
        assert mailslot("send", "--nul", "lines", 'to “lines”: "a\\b" 你好')[0] == 0
        assert windows.run("C:\\seed-client.exe", address("lines"))[0] == 0
        assert listener.wait(timeout=PATIENCE) == 0
    finally:
        listener.kill()
    messages = [json.loads(line) for line in log.read_text(encoding="utf-8").splitlines()
                if line.startswith("{")]
    assert [message["text"] for message in messages] \
        == ['to “lines”: "a\\b" 你好', "Bingo is handsome"], messages


@tap.test("/portable/whoever-ends-the-launcher-ends-the-program", seconds=300)
def whoever_ends_the_launcher_ends_the_program():
    log = windows.folder / "ended.log"
    listener = windows.start(MAILSLOT, "listen", "ended", log=log)
    wait_for(lambda: "listening on" in log.read_text(encoding="utf-8"), "no listener")
    listener.kill()
    listener.wait(timeout=PATIENCE)
    wait_for(lambda: is_free("ended"), "the slot is still taken")


@tap.test("/portable/window-needs-nothing-else", seconds=300)
def window_needs_nothing_else():
    with start_window("dlls", "first") as window:
        window.title(f"{address('first')} — Slotwatch")
        # As seen from outside of the folder that Wine has as its root.
        dlls = {path.removeprefix(str(WINE_ROOT)) for path in loaded_dlls(window.process)}
        ours = str(windows.path(f"{TOP}\\bin"))
        strange = [path for path in dlls if not path.startswith(
            (ours, str(windows.disk / "windows"), "/usr/lib/"))]
        assert not strange, strange
        assert f"{ours}/libgtk-3-0.dll" in dlls, dlls


@tap.test("/portable/window-receives-and-sends", seconds=300)
def window_receives_and_sends():
    title = f"{address('talk')} — Slotwatch"
    with start_window("talk", "talk", "--save", "C:\\talk.jsonl") as window:
        window.title(title)
        assert windows.run("C:\\seed-client.exe", address("talk"))[0] == 0
        number = window.title(f"(1) {title}")

        window.press(number, "ctrl+m")
        window.type("Typed on a keyboard, 100 %!")
        xdotool("key", "ctrl+Return")
        window.title(f"(2) {title}")
        picture(windows.folder / "talk.png")

        # The window lets go of the slot, another program takes it, and the form still names it.
        xdotool("key", "ctrl+t")
        window.until(lambda: is_free("talk"), "free slot")
        log = windows.folder / "seed-server.log"
        server = windows.start("C:\\seed-server.exe", address("talk"), log=log)
        try:
            window.until(lambda: "waiting at" in log.read_text(encoding="utf-8"), "seed server")
            xdotool("key", "ctrl+Return")
            assert server.wait(timeout=PATIENCE) == 0
        finally:
            server.kill()
        assert "27 bytes: Typed on a keyboard, 100 %!" in log.read_text(encoding="utf-8")
        assert window.quit(number) == 0

    lines = windows.path("C:\\talk.jsonl").read_text(encoding="utf-8").splitlines()
    assert [json.loads(line)["text"] for line in lines] \
        == ["Bingo is handsome", "Typed on a keyboard, 100 %!"], lines
    history = list(windows.disk.glob("users/*/AppData/Local/slotwatch/sent.jsonl"))
    assert len(history) == 1, history
    assert "Typed on a keyboard" in history[0].read_text(encoding="utf-8")


@tap.test("/portable/file-dialog", seconds=300)
def file_dialog():
    """Wine completes what is typed into its dialog, and may lose letters: then once more."""
    title = f"{address('saved')} — Slotwatch"

    def is_saved():
        return any("to be saved" in path.read_text(encoding="utf-8")
                   for path in windows.disk.glob("*.jsonl"))

    def is_closed():
        is_open = "Save Messages" in titles()
        if is_open:
            xdotool("key", "Escape")
        return not is_open

    def save_as():
        wait_for(is_closed, "the dialog stays")
        window.press(number, "ctrl+s")
        window.press(window.title("Save Messages"), "alt+n", "ctrl+a")
        window.type("C:\\saved by hand.jsonl")
        picture(windows.folder / "file-dialog.png")
        xdotool("key", "Return")
        # Long enough for most times; a further try does no harm.
        with contextlib.suppress(AssertionError):
            wait_for(is_saved, "", seconds=5)
        return is_saved()

    with start_window("file-dialog", "saved") as window:
        window.title(title)
        assert mailslot("send", "saved", "to be saved")[0] == 0
        number = window.title(f"(1) {title}")
        window.until(save_as, "saved file")
        assert window.quit(number) == 0


@tap.test("/portable/settings-survive", seconds=300)
def settings_survive():
    def size(window):
        number = window.title("Slotwatch")
        shell = dict(line.split("=") for line in
                     xdotool("getwindowgeometry", "--shell", number).split())
        return int(shell["WIDTH"]), int(shell["HEIGHT"])

    with start_window("settings") as window:
        xdotool("windowsize", window.title("Slotwatch"), 917, 653)
        window.until(lambda: size(window) == (917, 653), "new size")
        assert window.quit(window.title("Slotwatch")) == 0
    wait_for(lambda: windows.value(SETTINGS_KEY, "window-width"), "no setting in the registry")
    with start_window("settings-again") as window:
        window.until(lambda: size(window) == (917, 653), "old size")


@tap.test("/portable/dark-where-windows-is", seconds=300)
def dark_where_windows_is():
    for is_light, low, high in ((1, 0.6, 1.0), (0, 0.0, 0.4)):
        windows.set_value(DARK_KEY, "AppsUseLightTheme", str(is_light), "REG_DWORD")
        with start_window(f"light-{is_light}") as window:
            number = window.title("Slotwatch")
            # The first picture may be taken before the window is drawn.
            window.until(lambda number=number, low=low, high=high:
                         low < (brightness(number) or -1) < high, f"light {is_light}")
            picture(windows.folder / f"light-{is_light}.png")
    windows.delete_value(DARK_KEY, "AppsUseLightTheme")


@tap.test("/portable/speaks-chinese-where-windows-does", seconds=300)
def speaks_chinese_where_windows_does():
    """Comes last: Windows keeps speaking Chinese."""
    windows.speak_chinese()
    # A batch file, because Wine hands on the variable that it takes the language from.
    folder = windows.path(TOP) / "bin"
    (folder / "chinese.bat").write_bytes(b"@set LC_MESSAGES=\r\n@set LOCPATH=\r\n@%*\r\n")
    code, text = windows.run("cmd.exe", "/c", "chinese.bat", "mailslot.exe", "--help", cwd=folder)
    assert code == 0 and text.startswith("用法："), text    # a text of GLib
    assert "监视 Windows 邮槽" in text, text
    with Window(windows, "cmd.exe", "/c", "chinese.bat", "slotwatch.exe", "one", "two",
                name="chinese", cwd=folder) as window:
        title = f"{address('one')} 及另外 1 个邮槽 — Slotwatch"
        number = window.title(title)
        picture(windows.folder / "chinese.png")
        assert window.quit(number) == 0


with windows:
    if PORTABLE.exists():
        unpack()
    tap.run()
