#!/usr/bin/python3
# SPDX-License-Identifier: GPL-3.0-or-later
"""Counts the tests of several runs of `meson test`.

    tally.py [--total] LEG=FOLDER...

A test that speaks TAP counts with each of its subtests. What failed or was skipped is listed
with its reason, unless --total asks for the last line alone. Exit code 1 if anything failed.

The file leg-failed in a folder says what else went wrong there; leg-skipped says why nothing
was tested.
"""

import json
import pathlib
import re
import sys

SUBTEST = re.compile(r"(?P<not>not )?ok\b\s*\d*\s*(?:- )?(?P<name>[^#]*)(?:#\s*(?P<note>.*))?")
NO_SUBTESTS = re.compile(r"1\.\.0\b\s*(?:#\s*(?P<note>.*))?")
SKIP = re.compile(r"SKIP\S*\s*(?P<reason>.*)", re.IGNORECASE)
REASON_UNKNOWN = "no reason given"


class Tally:
    def __init__(self):
        self.n_passed = 0
        self.failed = []
        self.skipped = []

    def add(self, name, failed=False, note=None):
        skip = SKIP.match(note or "")
        if failed:
            self.failed.append(name)
        elif skip:
            self.skipped.append(f"{name}: {skip['reason'] or REASON_UNKNOWN}")
        else:
            self.n_passed += 1

    def total(self):
        return f"{self.n_passed} passed, {len(self.failed)} failed, {len(self.skipped)} skipped"


def count_subtests(tally, name, output):
    """Returns whether one of the subtests failed, or None if there are none."""
    failures = []
    for line in map(str.strip, output.splitlines()):
        subtest = SUBTEST.fullmatch(line)
        nothing = NO_SUBTESTS.fullmatch(line)
        if subtest:
            failures.append(bool(subtest["not"]))
            tally.add(f"{name} {subtest['name'].strip()}", failures[-1], subtest["note"])
        elif nothing:
            failures.append(False)
            tally.add(name, note=nothing["note"] or "SKIP")
    return any(failures) if failures else None


def count_test(tally, leg, test):
    # meson writes "project:suite / name".
    name = f"{leg}: {test['name'].split(' / ')[-1]}"
    result = test["result"]
    # Only the output of a TAP test begins with a plan or a version.
    has_subtests = re.match(r"\s*(TAP version|1\.\.|not ok|ok|#)", test.get("stdout") or "")
    one_failed = count_subtests(tally, name, test["stdout"]) if has_subtests else None

    if result in ("OK", "SKIP", "EXPECTEDFAIL"):
        if one_failed is None:
            tally.add(name, note="SKIP" if result == "SKIP" else None)
    elif not one_failed:
        # It crashed, or took too long: no subtest of its says so.
        tally.add(f"{name} ended with {result}", failed=True)


def count_leg(tally, leg, folder):
    log = folder / "meson-logs" / "testlog.json"
    failed = folder / "leg-failed"
    skipped = folder / "leg-skipped"

    if failed.exists():
        tally.add(f"{leg}: {failed.read_text().strip()}", failed=True)
    if skipped.exists():
        tally.add(leg, note=f"SKIP {skipped.read_text().strip()}")
    elif log.exists():
        for line in log.read_text(errors="replace").splitlines():
            count_test(tally, leg, json.loads(line))
    elif not failed.exists():
        tally.add(f"{leg}: nothing was tested", failed=True)


def main(arguments):
    tally = Tally()
    total_only = arguments[:1] == ["--total"]
    for argument in arguments[total_only:]:
        leg, folder = argument.split("=", 1)
        count_leg(tally, leg, pathlib.Path(folder))

    if not total_only:
        for line in tally.skipped:
            print(f"skipped: {line}")
        for line in tally.failed:
            print(f"FAILED: {line}")
    print(tally.total())
    return 1 if tally.failed else 0


if __name__ == "__main__":
    sys.exit(main(sys.argv[1:]))
