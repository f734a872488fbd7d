# SPDX-License-Identifier: GPL-3.0-or-later
"""The documents: what they link to exists, and both languages tell the same."""

import re

import tap
from checkout import ROOT, assert_none

ENGLISH = ROOT / "README.md"
CHINESE = ROOT / "data" / "README.zh_CN.md"
CONTRIBUTING = ROOT / "CONTRIBUTING.md"


def text(path):
    return path.read_text(encoding="utf-8")


def blocks(path):
    """The commands and outputs that are shown."""
    return re.findall(r"^```(?:sh|console)\n(.*?)^```", text(path), re.MULTILINE | re.DOTALL)


@tap.test("/documents/links-lead-somewhere")
def links_lead_somewhere():
    def broken():
        for path in (ENGLISH, CHINESE, CONTRIBUTING):
            links = re.findall(r"\]\(([^)#]+)[^)]*\)|src(?:set)?=\"([^\"]+)\"", text(path))
            for target in map("".join, links):
                if "://" not in target and not (path.parent / target).exists():
                    yield f"{path.name}: {target}"

    assert_none(broken(), "nothing there")


@tap.test("/documents/languages-link-each-other-first")
def languages_link_each_other_first():
    assert "(data/README.zh_CN.md)" in text(ENGLISH).splitlines()[0]
    assert "(../README.md)" in text(CHINESE).splitlines()[0]


@tap.test("/documents/languages-have-the-same-chapters")
def languages_have_the_same_chapters():
    assert len(re.findall("^## ", text(ENGLISH), re.MULTILINE)) \
        == len(re.findall("^## ", text(CHINESE), re.MULTILINE))
    assert blocks(ENGLISH) == blocks(CHINESE)


@tap.test("/documents/files-they-name-exist")
def files_they_name_exist():
    # Code such as `src/mailslot/` or `data/windows/`; a build is not in the checkout.
    named = {name for path in (ENGLISH, CHINESE, CONTRIBUTING)
             for name in re.findall(r"`((?:src|tests|data|po)/[\w./-]*)`", text(path))}
    assert "src/mailslot/" in named
    assert_none((name for name in sorted(named) if not (ROOT / name).exists()), "nothing there")


tap.run()
