# SPDX-License-Identifier: GPL-3.0-or-later
"""What is in the portable zip: what bundle.toml lists, and nothing that is missed at run time."""

import re
import tomllib
import zipfile

import tap
from bundle import CHECKOUT, NAME, PORTABLE, VERSION, need

LANGUAGES = (CHECKOUT / "po" / "LINGUAS").read_text(encoding="utf-8").split()
WINDOWS = CHECKOUT / "data" / "windows"


def portable():
    return zipfile.ZipFile(need(PORTABLE))


def read(path):
    with portable() as archive:
        return archive.read(f"{NAME}/{path}")


def packages():
    with open(WINDOWS / "bundle.toml", "rb") as file:
        return tomllib.load(file)


def listed():
    """Every file with its reason."""
    return {path.format(language=language): reason
            for package in packages().values()
            for path, reason in package.get("files", {}).items() for language in LANGUAGES}


@tap.test("/contents/are-what-is-listed")
def are_what_is_listed():
    with portable() as archive:
        names = archive.namelist()
    inside = {name.removeprefix(f"{NAME}/") for name in names}
    notices = {f"licenses/{name}.txt" for name, package in packages().items()
               if "notice" in package}
    texts = {name for name in inside if re.fullmatch(r"licenses/(L?GPL|MPL)-[\d.]+\.txt", name)}
    assert inside == set(listed()) | notices | texts, inside ^ (set(listed()) | notices | texts)
    assert {f"licenses/{name}.txt" for name in ("GPL-3.0", "LGPL-2.1", "LGPL-2.0")} <= texts, texts


@tap.test("/contents/every-file-has-a-reason")
def every_file_has_a_reason():
    assert all(reason.strip() for reason in listed().values())
    overview = read("LICENSES.txt").decode("utf-8-sig")
    for package in packages().values():
        assert package["title"] in overview and package["licence"] in overview, package
    for path, reason in listed().items():
        assert reason in overview, path


@tap.test("/contents/can-be-unpacked-everywhere")
def can_be_unpacked_everywhere():
    """One folder at the top, no folder or file twice, in a fixed order and of a fixed time."""
    with portable() as archive:
        assert archive.testzip() is None
        entries = archive.infolist()
    names = [entry.filename for entry in entries]
    assert all(name.startswith(f"{NAME}/") for name in names), names
    assert names == sorted(names)
    assert len({name.lower() for name in names}) == len(names), names
    assert len({entry.date_time for entry in entries}) == 1
    assert all(re.fullmatch(r"[\w./-]+", name, re.ASCII) for name in names), names


@tap.test("/contents/texts-are-of-windows")
def texts_are_of_windows():
    for path in ("README.txt", "LICENSES.txt"):
        data = read(path)
        assert data.startswith(b"\xef\xbb\xbf"), path
        assert b"\n" not in data.replace(b"\r\n", b""), path
    readme = read("README.txt").decode("utf-8-sig")
    assert VERSION in readme and "邮槽" in readme and "@" not in readme, readme


def icons_asked_for():
    """Icon name: a file of ours that names it."""
    names = {}
    pattern = re.compile(r'"icon-name">([\w.-]+)<|"([\w-]+-symbolic)"')
    picture = re.compile(r'"picture"(?:>|, ")(\w+)["<]')
    for path in sorted((CHECKOUT / "src" / "ui").rglob("*")):
        if path.suffix in (".c", ".ui", ".css"):
            text = path.read_text(encoding="utf-8")
            for match in pattern.finditer(text):
                names.setdefault(match[1] or match[2], path.name)
            for match in picture.finditer(text):    # those of SwIcon
                names.setdefault(f"sw-{match[1]}-symbolic", path.name)
    return names


@tap.test("/contents/icons-need-no-svg")
def icons_need_no_svg():
    """GTK has no loader for SVG here: an icon is a PNG in our resources or in GTK's."""
    ours, gtk = read("bin/slotwatch.exe"), read("bin/libgtk-3-0.dll")
    asked = icons_asked_for()
    assert any(name.startswith("sw-") for name in asked), asked
    assert any(not name.startswith("sw-") for name in asked), asked
    missing = {name: user for name, user in asked.items()
               if not any(f"{name}{end}".encode() in data for data in (ours, gtk)
                          for end in (".symbolic.png", ".png"))}
    assert not missing, missing


@tap.test("/contents/settings-are-known")
def settings_are_known():
    schemas = read("share/glib-2.0/schemas/gschemas.compiled")
    for name in (b"io.github.slotwatch.Slotwatch", b"org.gtk.Settings.FileChooser",
                 b"org.gtk.Settings.ColorChooser", b"org.gtk.Settings.EmojiChooser"):
        assert name in schemas, name


@tap.test("/contents/translations-are-there")
def translations_are_there():
    for language in LANGUAGES:
        for domain in ("slotwatch", "gtk30", "glib20"):
            data = read(f"share/locale/{language}/LC_MESSAGES/{domain}.mo")
            assert data[:4] in (b"\xde\x12\x04\x95", b"\x95\x04\x12\xde"), (language, domain)


@tap.test("/contents/programs-name-no-folder-of-the-build")
def programs_name_no_folder_of_the_build():
    with portable() as archive:
        for name in archive.namelist():
            if name.endswith(".exe"):
                assert str(CHECKOUT).encode() not in archive.read(name), name


tap.run()
