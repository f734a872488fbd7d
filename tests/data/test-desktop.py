# SPDX-License-Identifier: GPL-3.0-or-later
"""The files through which a desktop finds the program."""

import pathlib
import sys

import tap
from checkout import ROOT, check, files, need, shown

APPLICATION_ID = "io.github.slotwatch.Slotwatch"
DATA = ROOT / "data"


@tap.test("/desktop-file/is-valid")
def desktop_file_is_valid():
    assert check("desktop-file-validate", "--warn-kde", DESKTOP_FILE) == ""


@tap.test("/desktop-file/speaks-chinese")
def desktop_file_speaks_chinese():
    text = DESKTOP_FILE.read_text(encoding="utf-8")
    for key in ("GenericName", "Comment", "Keywords"):
        assert f"\n{key}[zh_CN]=" in text, f"{key} is not translated"


@tap.test("/metainfo/is-valid")
def metainfo_is_valid():
    check("appstreamcli", "validate", "--no-net", METAINFO_FILE)


@tap.test("/metainfo/speaks-chinese")
def metainfo_speaks_chinese():
    assert 'xml:lang="zh' in METAINFO_FILE.read_text(encoding="utf-8")


@tap.test("/metainfo/names-the-version")
def metainfo_names_the_version():
    version = (ROOT / "meson.build").read_text().split("version: '")[1].split("'")[0]
    assert f'<release version="{version}"' in METAINFO_FILE.read_text(encoding="utf-8")


@tap.test("/metainfo/shows-pictures-that-exist")
def metainfo_shows_pictures_that_exist():
    text = METAINFO_FILE.read_text(encoding="utf-8")
    for part in text.split("<image")[1:]:
        path = part.split(">")[1].split("<")[0].split("/main/")[1]
        assert (ROOT / path).is_file(), f"{path} is missing"


@tap.test("/settings-schema/is-valid")
def settings_schema_is_valid():
    check("glib-compile-schemas", "--strict", "--dry-run", DATA)


@tap.test("/application-id/is-one")
def application_id_is_one():
    assert APPLICATION_ID in (ROOT / "meson.build").read_text()
    for path in files("data"):
        if path.name.startswith("io."):
            assert path.name.startswith(APPLICATION_ID), shown(path)


@tap.test("/icons/show-the-drawing")
def icons_show_the_drawing():
    check(DATA / "icons" / "render", "--check")


@tap.test("/icons/symbolic-can-be-encoded")
def icons_symbolic_can_be_encoded():
    # The Windows build has nothing else to draw symbolic icons with.
    need("gtk-encode-symbolic-svg")
    for path in files("data/icons", "src/ui", suffixes=("-symbolic.svg",)):
        check("gtk-encode-symbolic-svg", "-o", "/tmp", path, "16x16")
        pathlib.Path("/tmp", path.stem + ".symbolic.png").unlink()


DESKTOP_FILE, METAINFO_FILE = map(pathlib.Path, sys.argv[1:])
tap.run()
