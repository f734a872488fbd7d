# SPDX-License-Identifier: GPL-3.0-or-later
"""Completion of both programs in three shells: right syntax, and every option."""

import sys

import tap
from checkout import ROOT, assert_none, check, commands, options, own_options

FOLDER = ROOT / "data" / "completions"


def mailslot_words():
    names = commands(MAILSLOT)
    assert {"listen", "send", "list"} <= set(names), names
    return set(names) | {word for name in names for word in options(MAILSLOT, name)}


def check_shell(shell, name_pattern):
    for program, words in (("mailslot", mailslot_words()), ("slotwatch", own_options(SLOTWATCH))):
        path = FOLDER / name_pattern.format(program)
        check(shell, "-n", path)
        text = path.read_text(encoding="utf-8")
        # fish writes --count as "-l count".
        spelled = {word: f"-l {word[2:]}" if shell == "fish" and word[0] == "-" else word
                   for word in words}
        assert_none((word for word, form in sorted(spelled.items()) if form not in text),
                    f"{path.name} does not complete")


@tap.test("/completions/bash")
def bash():
    check_shell("bash", "{}")


@tap.test("/completions/zsh")
def zsh():
    check_shell("zsh", "_{}")


@tap.test("/completions/fish")
def fish():
    check_shell("fish", "{}.fish")


MAILSLOT, SLOTWATCH = sys.argv[1:]
tap.run()
