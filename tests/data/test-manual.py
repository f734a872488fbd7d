# SPDX-License-Identifier: GPL-3.0-or-later
"""The manual pages: well-formed, and complete."""

import re
import sys

import tap
from checkout import ROOT, assert_none, check, commands, files, options, own_options

MANUAL = ROOT / "data" / "man"


def page(name):
    # In mdoc an option is written without its first dash: .Fl -count
    text = (MANUAL / f"{name}.1").read_text(encoding="utf-8")
    return re.sub(r"\\-", "-", re.sub(r"\bFl -", "--", text))


@tap.test("/manual/is-well-formed")
def is_well_formed():
    pages = list(files("data/man", suffixes=(".1", ".8")))
    assert {path.name for path in pages} == {"mailslot.1", "slotwatch.1", "slotwatch-relay.8"}
    for path in pages:
        assert check("mandoc", "-T", "lint", "-W", "warning", path) == ""


@tap.test("/manual/mailslot-names-every-command-and-option")
def mailslot_names_every_command_and_option():
    text = page("mailslot")
    names = commands(MAILSLOT)
    assert {"listen", "send", "list"} <= set(names), names
    wanted = names + [option for name in names for option in options(MAILSLOT, name)]
    assert_none((word for word in sorted(set(wanted)) if word not in text),
                "mailslot.1 does not name")


@tap.test("/manual/slotwatch-names-every-option")
def slotwatch_names_every_option():
    text = page("slotwatch")
    assert_none((option for option in own_options(SLOTWATCH) if option not in text),
                "slotwatch.1 does not name")


MAILSLOT, SLOTWATCH = sys.argv[1:]
tap.run()
