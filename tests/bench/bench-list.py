#!/usr/bin/python3
# SPDX-License-Identifier: GPL-3.0-or-later
"""bench-list.py LIST-WINDOW: what a message that comes in costs the main thread of a window.

The rivals are what most programs do, with columns that fit their text, and the best that can
be made of it, with fixed ones. They get fewer messages, for they would take minutes; the cost
of one hardly depends on it.
"""

import sys

import bench

N_MESSAGES = {"ours": 1_000_000, "naive": 15_000, "fixed": 100_000}
N_ROUNDS = 3


def nanoseconds_a_message(kind):
    return float(bench.output(sys.argv[1], kind, str(N_MESSAGES[kind])))


def main():
    naive, fixed = [], []
    for _ in range(N_ROUNDS):
        cost = {kind: nanoseconds_a_message(kind) for kind in N_MESSAGES}
        bench.say(", ".join(f"{kind} {cost[kind]:.0f} ns a row" for kind in cost))
        naive.append(cost["naive"] / cost["ours"])
        fixed.append(cost["fixed"] / cost["ours"])
    bench.report("list", naive, "100")
    bench.report("list-fixed", fixed, "10")


main()
