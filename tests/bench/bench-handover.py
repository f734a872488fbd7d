#!/usr/bin/python3
# SPDX-License-Identifier: GPL-3.0-or-later
"""bench-handover.py HAND-OVER: what it takes to hand a message to the main loop.

Counted are instructions, by valgrind: what else the computer does changes nothing. Two sizes
are run, and their difference leaves out what starting takes.
"""

import re
import shutil
import subprocess
import sys

import bench

# A batch of ours grows in steps, which only many batches even out.
N_MESSAGES = {"batches": 200_000, "idles": 20_000}


def count_instructions(way, n_messages):
    result = subprocess.run(["valgrind", "--tool=callgrind", "--callgrind-out-file=/dev/null",
                             sys.argv[1], way, str(n_messages)], check=True,
                            stderr=subprocess.PIPE, text=True, timeout=bench.PATIENCE)
    return int(re.search(r"Collected : (\d+)", result.stderr)[1])


def instructions_a_message(way):
    n_messages = N_MESSAGES[way]
    less, more = (count_instructions(way, n) for n in (n_messages, 2 * n_messages))
    return (more - less) / n_messages


def main():
    if shutil.which("valgrind") is None:
        bench.skip("handover", "valgrind is not installed")
        return
    ratios = []
    for _ in range(3):
        ours, rival = (instructions_a_message(way) for way in ("batches", "idles"))
        bench.say(f"{ours:.0f} instructions a message; with g_idle_add {rival:.0f}")
        ratios.append(rival / ours)
    bench.report("handover", ratios, "10")


main()
