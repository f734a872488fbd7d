# SPDX-License-Identifier: GPL-3.0-or-later
"""The two files that data/windows/bundle has made of this build."""

import pathlib
import re
import sys

import tap

CHECKOUT = pathlib.Path(__file__).resolve().parent.parent.parent
BUILD = pathlib.Path(sys.argv[1])

VERSION = re.search(r"version: '(.*?)'", (CHECKOUT / "meson.build").read_text(encoding="utf-8"))[1]
NAME = f"Slotwatch-{VERSION}"
PORTABLE = BUILD / f"{NAME}-portable.zip"
SETUP = BUILD / f"{NAME}-setup.exe"


def need(path):
    """A build folder that was not made by ./dev may be without."""
    if not path.exists():
        raise tap.Skip(f"there is no {path.name}; data/windows/bundle {BUILD.name} makes it")
    return path
