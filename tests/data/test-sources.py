# SPDX-License-Identifier: GPL-3.0-or-later
"""The rules that the sources keep; CONTRIBUTING.md says why."""

import re

import tap
from checkout import assert_none, check, files, interpreter, shown

C_FILES = (".c", ".h")
GPL = "GPL-3.0-or-later"
LGPL = "LGPL-2.1-or-later"

# The rooms of src/ and the rooms that each may look into.
ROOMS = {
    "mailslot": {"mailslot"},
    "payload": {"payload"},
    "session": {"session", "payload", "mailslot"},
    "cli": {"cli", "session", "payload", "mailslot"},
    "ui": {"ui", "session", "payload", "mailslot"},
    "relay": {"relay"},
}
# Of the engine, the relay sees nothing but what it says to it.
ALSO_SEEN = {"relay": "mailslot/netbios/netbios-relay-message.h"}
INCLUDE = re.compile(r'^#\s*include\s*[<"]([^>"]+)[>"]', re.MULTILINE)
PLATFORM_HEADER = re.compile(
    r"(windows|winsock2|ws2tcpip|unistd|fcntl|poll|dlfcn|pwd)\.h|sys/.*|linux/.*"
    r"|glib-unix\.h|gio/g(unix|win32).*|gdk/gdk(win32|x|wayland)\.h")
PLATFORM_CONDITION = re.compile(r"^#\s*if.*\b(G_OS_|_WIN32|__linux__)", re.MULTILINE)


def c_sources(*folders):
    return [(path, path.read_text(encoding="utf-8"))
            for path in files(*folders or ("src", "tests"), suffixes=C_FILES)]


def is_platform_file(path):
    """The relay is built for Linux only."""
    return path.parent.name in ("unix", "win32", "relay")


@tap.test("/sources/are-formatted")
def are_formatted():
    # Others break lines a little differently.
    version = check("clang-format", "--version")
    if "version 14." not in version:
        raise tap.Skip(f"formatted with clang-format 14, this is {version.strip()}")
    check("clang-format", "--style=file", "--dry-run", "--Werror", "--ferror-limit=5",
          *(path for path, _ in c_sources()))


@tap.test("/sources/name-their-licence")
def name_their_licence():
    def wrong():
        for path in files(suffixes=(*C_FILES, ".py", ".ui", ".svg", ".fish", "")):
            code = path.suffix in (*C_FILES, ".py", ".ui", ".svg", ".fish")
            if not code and interpreter(path) is None:
                continue
            licence = LGPL if shown(path).startswith("src/mailslot/") else GPL
            head = path.read_text(encoding="utf-8").split("\n")[:4]
            if not any(f"SPDX-License-Identifier: {licence}" in line for line in head):
                yield f"{shown(path)}: {licence}"

    assert_none(wrong(), "no SPDX line, or another licence")


@tap.test("/sources/leave-nothing-for-later")
def leave_nothing_for_later():
    mark = re.compile(r"\b(TO" r"DO|FIX" r"ME|XX" r"X)\b")
    assert_none((f"{shown(path)}: {line.strip()}"
                 for path in files("src", "tests", "data", suffixes=(*C_FILES, ".py", ".ui", "build"))
                 for line in path.read_text(encoding="utf-8").splitlines() if mark.search(line)),
                "left for later")


@tap.test("/sources/name-no-private-folder")
def name_no_private_folder():
    private = re.compile(r"/(ho" r"me|wo" r"rk)/[a-z]")
    text_files = (path for path in files() if path.suffix not in (".png", ".ico", ".pcap"))
    assert_none((f"{shown(path)}: {line.strip()}"
                 for path in text_files
                 for line in path.read_text(encoding="utf-8", errors="replace").splitlines()
                 if private.search(line)), "a folder of one computer")


@tap.test("/sources/rooms-see-only-what-is-below")
def rooms_see_only_what_is_below():
    def wrong():
        for room, below in ROOMS.items():
            for path, text in c_sources(f"src/{room}"):
                for header in INCLUDE.findall(text):
                    other = header.split("/")[0]
                    if other in ROOMS and other not in below and header != ALSO_SEEN.get(room):
                        yield f"{shown(path)} includes {header}"

    assert_none(wrong(), "not this room's to see")


@tap.test("/sources/only-the-window-knows-gtk")
def only_the_window_knows_gtk():
    assert_none((f"{shown(path)} includes {header}"
                 for room in ROOMS if room != "ui"
                 for path, text in c_sources(f"src/{room}")
                 for header in INCLUDE.findall(text) if re.match(r"g[td]k(/|-)", header)),
                "GTK outside src/ui")


@tap.test("/sources/platforms-stay-in-their-folders")
def platforms_stay_in_their_folders():
    def wrong():
        for path, text in c_sources("src"):
            if is_platform_file(path):
                continue
            for header in INCLUDE.findall(text):
                if PLATFORM_HEADER.fullmatch(header):
                    yield f"{shown(path)} includes {header}"
            for match in PLATFORM_CONDITION.finditer(text):
                yield f"{shown(path)} asks {match[0]}"

    assert_none(wrong(), "belongs into unix/ or win32/")


tap.run()
