# SPDX-License-Identifier: GPL-3.0-or-later
"""The portable folder, unpacked in a Windows that knows nothing of it, below a folder whose name
has spaces and Chinese characters. Pictures and logs are kept beside the test log."""

import contextlib
import json
import shutil
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


def test(name):
    """Registers a test, which is skipped where the folder was not made."""
    def register(function):
        def run():
            need(PORTABLE)
            function()

        tap.test(name, seconds=300)(run)

    return register


def type_path(window, number, key, dialog, path, is_done):
    """Wine completes what is typed into its dialogs, and may lose letters: then once more."""
    def is_closed():
        is_open = dialog in titles()
        if is_open:
            xdotool("key", "Escape")
        return not is_open

    def try_once():
        wait_for(is_closed, "the dialog stays")
        window.press(number, key)
        window.press(window.title(dialog), "alt+n", "ctrl+a")
        window.type(path)
        picture(windows.folder / f"{dialog}.png")
        xdotool("key", "Return")
        # Long enough for most times; a further try does no harm.
        with contextlib.suppress(AssertionError):
            wait_for(is_done, "", seconds=5)
        return is_done()

    window.until(try_once, f"result of “{dialog}”")


def accept(window, dialog):
    """Takes the file that a dialog offers; Wine may not listen to the first key."""
    def press_return():
        xdotool("key", "Return")
        with contextlib.suppress(AssertionError):
            wait_for(lambda: dialog not in titles(), "", seconds=5)
        return dialog not in titles()

    window.focus(window.title(dialog))
    window.until(press_return, f"end of “{dialog}”")


def loaded_dlls(process):
    """The files of Windows DLLs in the memory of a process, as this computer names them."""
    with open(f"/proc/{process.pid}/maps", encoding="utf-8") as maps:
        lines = maps.read().splitlines()
    return {line.split(None, 5)[5] for line in lines if line.lower().endswith(".dll")}


@test("/portable/command-line")
def command_line():
    assert mailslot("--version") == (0, f"mailslot {VERSION}\n")
    assert mailslot("send", "nobody-has-it", "x")[0] == 1
    assert mailslot("no-such-command")[0] == 2
    assert mailslot("listen", "--timeout", "0", "empty")[0] == 3


@test("/portable/command-line-sends-and-receives")
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


@test("/portable/whoever-ends-the-launcher-ends-the-program")
def whoever_ends_the_launcher_ends_the_program():
    log = windows.folder / "ended.log"
    listener = windows.start(MAILSLOT, "listen", "ended", log=log)
    wait_for(lambda: "listening on" in log.read_text(encoding="utf-8"), "no listener")
    listener.kill()
    listener.wait(timeout=PATIENCE)
    wait_for(lambda: is_free("ended"), "the slot is still taken")


@test("/portable/window-needs-nothing-else")
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


@test("/portable/window-receives-and-sends")
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


@test("/portable/file-dialog")
def file_dialogs():
    """Messages are saved and opened by hand."""
    title = f"{address('saved')} — Slotwatch"

    def saved():
        return next((path for path in windows.disk.glob("*.jsonl")
                     if "to be saved" in path.read_text(encoding="utf-8")), None)

    with start_window("file-dialog", "saved") as window:
        window.title(title)
        assert mailslot("send", "saved", "to be saved")[0] == 0
        number = window.title(f"(1) {title}")
        type_path(window, number, "ctrl+s", "Save Messages", "C:\\saved by hand.jsonl", saved)
        opened = f"{saved().name} (saved messages) — Slotwatch"
        type_path(window, number, "ctrl+o", "Open Saved Messages", f"C:\\{saved().name}",
                  lambda: opened in titles())
        assert window.quit(number) == 0


@test("/portable/journal")
def journal():
    """A journal is recorded where the dialog says, and the window shows it again."""
    title = f"{address('recorded')} — Slotwatch"

    def recorded():
        return next((windows.disk / "users").rglob("messages.journal"), None)

    with start_window("journal", "recorded") as window:
        number = window.title(title)
        window.press(number, "ctrl+j")
        accept(window, "Record to Journal")
        path = window.until(recorded, "journal")
        assert mailslot("send", "recorded", "for the journal")[0] == 0
        window.title(f"(1) {title}")
        assert window.quit(number) == 0

    # Not by “mailslot read”: without a console, and a LANG that Windows has not, GLib asks Wine
    # for its code page, is answered wrongly, and ends every program that looks for files.
    assert b"for the journal" in path.read_bytes()
    windows_path = "C:\\" + str(path.relative_to(windows.disk)).replace("/", "\\")
    with start_window("journal-again", "--open", windows_path) as window:
        assert window.quit(window.title("messages.journal (saved messages) — Slotwatch")) == 0


@test("/portable/settings-survive")
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


@test("/portable/dark-where-windows-is")
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


@test("/portable/speaks-chinese-where-windows-does")
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
