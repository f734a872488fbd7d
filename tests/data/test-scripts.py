# SPDX-License-Identifier: GPL-3.0-or-later
"""The scripts of the checkout."""

import os

import tap
from checkout import ROOT, assert_none, check, files, interpreter, run, shown

PLACES = ("", ".ci")


def scripts(*interpreters):
    return [path for place in PLACES for path in files(place)
            if interpreter(path) in interpreters]


@tap.test("/scripts/shell-is-clean")
def shell_is_clean():
    paths = scripts("sh", "bash")
    assert ROOT / "dev" in paths and ROOT / ".ci" / "run" in paths
    check("shellcheck", "--external-sources", "--source-path=SCRIPTDIR", *paths)


@tap.test("/scripts/shell-is-posix")
def shell_is_posix():
    assert_none(map(shown, scripts("bash", "zsh")), "not POSIX sh")


@tap.test("/scripts/python-compiles")
def python_compiles():
    for path in {*scripts("python3"), *files("tests", suffixes=(".py",))}:
        compile(path.read_text(encoding="utf-8"), shown(path), "exec")


@tap.test("/scripts/can-be-run")
def can_be_run():
    named = [path for path in scripts("sh", "python3") if path.suffix == ""]
    assert_none((shown(path) for path in named if not os.access(path, os.X_OK)),
                "not executable")


@tap.test("/scripts/dev-knows-its-commands")
def dev_knows_its_commands():
    assert "./dev test" in check(ROOT / "dev", "help")
    unknown = run(ROOT / "dev", "no-such-command")
    assert unknown.returncode == 2
    assert "./dev test" in unknown.stdout


tap.run()
