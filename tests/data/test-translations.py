# SPDX-License-Identifier: GPL-3.0-or-later
"""The translations: complete, up to date, and found by the programs."""

import os
import re
import sys
import tempfile

import tap
from checkout import ROOT, assert_none, check, files, run, shown

PO = ROOT / "po"
MARKED = {
    ".c": re.compile(r"\b(_|N_|C_|NC_|ngettext|g_dngettext)\s*\("),
    ".ui": re.compile(r'translatable="yes"'),
}

# What meson's preset for GLib programs gives to xgettext.
XGETTEXT = ("xgettext", "--from-code=UTF-8", "--keyword=_", "--keyword=N_", "--keyword=C_:1c,2",
            "--keyword=NC_:1c,2", "--keyword=g_dngettext:2,3", "--flag=g_strdup_printf:1:c-format",
            "--flag=g_set_error:4:c-format")


def languages():
    return (PO / "LINGUAS").read_text().split()


def potfiles():
    return (PO / "POTFILES").read_text().split()


def entries(language):
    """The pairs of text and translation; a plural gives one pair for each form."""
    text = check("msgcat", "--no-wrap", PO / f"{language}.po")
    for block in text.split("\n\n")[1:]:
        sources = re.findall(r'^msgid(?:_plural)? "(.*)"$', block, re.MULTILINE)
        for translation in re.findall(r'^msgstr(?:\[\d\])? "(.*)"$', block, re.MULTILINE):
            yield sources[-1], translation


@tap.test("/translations/every-marked-file-is-listed")
def every_marked_file_is_listed():
    listed = potfiles()
    assert_none((name for name in listed if not (ROOT / name).is_file()), "listed but not there")
    marked = (path for path in files("src", suffixes=tuple(MARKED))
              if MARKED[path.suffix].search(path.read_text(encoding="utf-8")))
    assert_none((shown(path) for path in marked if shown(path) not in listed),
                "missing in po/POTFILES")


@tap.test("/translations/list-is-sorted")
def list_is_sorted():
    assert potfiles() == sorted(potfiles())


@tap.test("/translations/are-well-formed")
def are_well_formed():
    for language in languages():
        check("msgfmt", "--check", "--check-accelerators=_", "--output-file=/dev/null",
              PO / f"{language}.po")


@tap.test("/translations/are-complete")
def are_complete():
    with tempfile.TemporaryDirectory() as folder:
        template = os.path.join(folder, "slotwatch.pot")
        warnings = check(*XGETTEXT, f"--directory={ROOT}", f"--files-from={PO / 'POTFILES'}",
                         f"--output={template}")
        assert warnings == "", warnings
        for language in languages():
            # Says what is missing, fuzzy or not translated.
            check("msgcmp", PO / f"{language}.po", template)


@tap.test("/translations/hold-nothing-old")
def hold_nothing_old():
    for language in languages():
        assert "\n#~ " not in (PO / f"{language}.po").read_text(encoding="utf-8"), language


@tap.test("/translations/chinese-has-chinese-marks")
def chinese_has_chinese_marks():
    han = "[\u4e00-\u9fff]"
    wrong = re.compile(rf"{han}[,;:?!](?!\w)|{han}\.(?![\w.])|{han}\(|\){han}|\.\.\.")

    def findings():
        for text, translation in entries("zh_CN"):
            # An accelerator stands in ASCII brackets: 文件(_F)
            plain = re.sub(r"\(_[A-Z0-9]\)", "", translation)
            if wrong.search(plain) and not text.endswith(";"):
                yield f"{translation}: a mark of another script"
            if text.endswith("…") != plain.endswith("…"):
                yield f"{text} -> {translation}: ellipsis"

    assert_none(findings(), "in zh_CN.po")


@tap.test("/translations/keep-the-access-keys")
def keep_the_access_keys():
    # They are chosen so that none stands twice in one menu.
    def findings():
        for text, translation in entries("zh_CN"):
            key = re.search(r"\(_([A-Z0-9])\)", translation)
            if key and f"_{key[1]}" not in text.upper():
                yield f"{text} -> {translation}"

    assert_none(findings(), "another access key")


@tap.test("/translations/work-from-the-build-tree")
def work_from_the_build_tree():
    environment = dict(os.environ, LANGUAGE="zh_CN", LC_ALL="C.UTF-8")
    assert re.search("[\u4e00-\u9fff]", run(MAILSLOT, "--help", env=environment).stdout)


(MAILSLOT,) = sys.argv[1:]
tap.run()
