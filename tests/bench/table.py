#!/usr/bin/python3
# SPDX-License-Identifier: GPL-3.0-or-later
"""table.py FOLDER: makes FOLDER/bench.md of what `meson test --benchmark` left there.

Exit code 1 if a line is missed, or if a benchmark broke.
"""

import datetime
import json
import pathlib
import re
import sys

RESULT = re.compile(r"(?P<name>\S+) (?P<ratio>[\d.]+) pass (?P<line>\S+) load (?P<load>\S+)")
SKIPPED = re.compile(r"(?P<name>\S+) skipped: (?P<reason>.*)")

# What the numbers are. More is better, but where the line is the most that passes: "<=".
WHAT = {
    "watch": "processor time a message: bare recvmmsg loop / window, all threads",
    "watch-worker": "the same, of the thread that reads the slot alone",
    "watch-rate": "messages a second: window / bare loop",
    "engine": "processor time a message: bare loop / engine",
    "listen": "processor time a message: bare loop / `mailslot listen`",
    "socat": "messages a second: the engine / socat",
    "socat-cpu": "processor time a message: socat / the engine",
    "socat-listen": "messages a second into a file: `mailslot listen` / socat",
    "socat-listen-cpu": "processor time a message: socat / `mailslot listen`",
    "mosquitto": "messages a second: the engine / mosquitto",
    "mosquitto-cpu": "processor time a message: mosquitto and its client / the engine",
    "mosquitto-listen": "messages a second into a file: `mailslot listen` / mosquitto",
    "mosquitto-listen-cpu": "processor time a message: mosquitto, its client / `mailslot listen`",
    "gdbus": "messages a second: the engine / D-Bus signals of GIO",
    "gdbus-cpu": "processor time a message: D-Bus daemon and receiver / the engine",
    "gdbus-listen": "messages a second: `mailslot listen` / D-Bus signals of GIO",
    "gdbus-listen-cpu": "processor time a message: D-Bus daemon and receiver / `mailslot listen`",
    "handover": "instructions a message, worker to main loop: one `g_idle_add` each / ours",
    "list": "main thread's time a new row: GtkListStore with an idle source each / ours",
    "list-fixed": "the same, the rival with rows of one height and columns of fixed width",
    "sustained": "messages a second at 58 frames a second: ours with 5,000,000 kept / the first "
                 "rival, empty",
    "memory": "memory a message of 100 bytes / its payload",
    "journal": "messages a second that a journal takes, each on the disk / 200,000",
    "journal-cpu": "the same, a second of its thread's processor time",
    "filter": "time to filter 1,000,000 rows: GtkTreeModelFilter / ours",
    "filter-cpu": "processor time of the same",
    "start-zenity": "time to the first frame: ours / zenity",
    "start-zenity-cpu": "processor time of the same",
    "start-gedit": "time to the first frame: ours / gedit",
    "start-gedit-cpu": "processor time of the same",
    "growth-append": "cost to append a message: with 5,000,000 kept / with 10,000",
    "growth-filter": "cost to filter a message: the same",
    "growth-frame": "cost of a frame while messages arrive: the same",
    "growth-jump": "cost to jump to any message: the same",
}


def has_passed(ratio, line):
    if line.startswith("<="):
        return float(ratio) <= float(line[2:])
    return float(ratio) >= float(line)


def make_row(line):
    """Returns the row of a table and whether it is good, or None if the line is none of ours."""
    skipped = SKIPPED.fullmatch(line)
    result = RESULT.fullmatch(line)
    if skipped:
        name = skipped["name"]
        return f"| {name} | {WHAT.get(name, '')} | | | skipped: {skipped['reason']} | |", True
    if not result:
        return None
    name, ratio, least, load = result.groups()
    passed = has_passed(ratio, least)
    least = least.replace("<=", "≤ ") if least.startswith("<=") else f"≥ {least}"
    return (f"| {name} | {WHAT.get(name, '')} | {ratio} | {least} | "
            f"{'yes' if passed else '**no**'} | {load} |", passed)


def make_rows(test):
    """The rows of one benchmark."""
    rows = [row for row in map(make_row, (test.get("stdout") or "").splitlines()) if row]
    if test["result"] == "OK" and rows:
        return rows
    # One that misses its line may end with an error, but only after it has said so.
    if rows and test["result"] == "FAIL" and not all(good for _, good in rows):
        return rows
    return rows + [(f"| {test['name']} | | | | **{test['result']}** | |", False)]


def make_details(test):
    """What a benchmark says beside its results, such as the figures behind a ratio."""
    lines = [line for line in (test.get("stdout") or "").splitlines() if line.startswith("# ")]
    return [f"\n**{test['name'].split(' / ')[-1]}**\n", *(f"- {line[2:]}" for line in lines)]


def processor():
    with open("/proc/cpuinfo", encoding="utf-8") as file:
        models = re.findall(r"^model name\s*: (.*)", file.read(), re.MULTILINE)
    return f"{len(models)} × {models[0]}" if models else "an unknown processor"


def main():
    folder = pathlib.Path(sys.argv[1])
    log = folder / "meson-logs" / "testlog.json"
    tests = [json.loads(line) for line in log.read_text(encoding="utf-8").splitlines()]
    rows = [row for test in tests for row in make_rows(test)]
    table = "\n".join([
        f"Measured on {datetime.date.today()} with {processor()}. Load is the average of the last "
        "minute; what is no processor time is disturbed by a high one.",
        "",
        "| benchmark | what | ratio | passes | passed | load |",
        "|---|---|---|---|---|---|",
        *(text for text, _ in rows)])
    details = "\n".join(line for test in tests for line in make_details(test))
    (folder / "bench.md").write_text(f"{table}\n{details}\n", encoding="utf-8")
    print(f"{table}\n\nThe figures behind it are in {folder / 'bench.md'}.")
    sys.exit(0 if rows and all(good for _, good in rows) else 1)


main()
