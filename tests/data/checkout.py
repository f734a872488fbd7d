# SPDX-License-Identifier: GPL-3.0-or-later
"""The files of the checkout, and the tools that judge them."""

import os
import pathlib
import re
import shutil
import subprocess

from tap import Skip

ROOT = pathlib.Path(__file__).resolve().parents[2]


def files(*folders, suffixes=("",)):
    """The files below these folders of the checkout, without what a build or git made."""
    for folder in folders or ("",):
        for place, below, names in os.walk(ROOT / folder):
            below[:] = sorted(name for name in below
                              if not name.startswith((".git", "build", "__pycache__")))
            for name in sorted(names):
                if name.endswith(suffixes):
                    yield pathlib.Path(place, name)


def shown(path):
    return str(path.relative_to(ROOT))


def interpreter(path):
    """The program of a script's first line, such as sh or python3, or None."""
    with open(path, "rb") as file:
        first = file.readline().decode("utf-8", "replace")
    match = re.match(r"#!\s*(?:\S*/env\s+)?(\S+)", first)
    return match and os.path.basename(match[1])


def need(tool):
    """The path of a tool; a test that needs one that is not installed is skipped."""
    path = shutil.which(tool)
    if path is None:
        raise Skip(f"{tool} is not installed")
    return path


def run(*command, **options):
    """Runs a command to its end; its output is in stdout."""
    return subprocess.run([str(word) for word in command], text=True, encoding="utf-8",
                          stdin=subprocess.DEVNULL, stdout=subprocess.PIPE,
                          stderr=subprocess.STDOUT, timeout=60, check=False, **options)


def check(tool, *arguments, **options):
    """Fails with what the tool says unless it ends with 0."""
    result = run(need(tool), *arguments, **options)
    assert result.returncode == 0, result.stdout
    return result.stdout


def assert_none(findings, message):
    """Fails if there is any finding, and lists them all."""
    findings = list(findings)
    assert not findings, "\n  ".join([f"{message}:", *findings])


def commands(program):
    """The commands that `mailslot --help` lists."""
    return re.findall(r"^  ([a-z]+)  +\S", run(program, "--help").stdout, re.MULTILINE)


def options(program, *command):
    """The long options that --help lists, such as --count."""
    return sorted(set(re.findall(r"--[a-z][a-z-]+", run(program, *command, "--help").stdout)))


def own_options(program):
    """The same without what GTK and GApplication add to every program."""
    foreign = ("--help-", "--gapplication", "--gtk", "--gdk", "--class", "--name", "--display")
    own = [option for option in options(program) if not option.startswith(foreign)]
    assert "--help" in own, own
    return own
