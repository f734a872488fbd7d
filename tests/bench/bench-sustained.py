#!/usr/bin/python3
# SPDX-License-Identifier: GPL-3.0-or-later
"""bench-sustained.py LIST-WINDOW: how many messages a second a window follows smoothly.

The rate is doubled until the window draws fewer than 58 frames a second, or has more than
1 % of the messages still to take in at the end. Ours keeps 5,000,000 messages from before;
the rival, which is what many programs do, begins empty. What a window reaches is the best of
some rounds, because another program may take the processor from any of them. In doubt the
rival is better: what counts is our last rate that went well, and its first that did not.
"""

import sys

import bench

ROUNDS = 6
LEAST_FRAMES = 58
MOST_BEHIND = 0.01
START = {"ours": 50_000, "naive": 1000}
HIGHEST = 3_200_000
N_KEPT = {"ours": 5_000_000, "naive": 0}
SECONDS = 2


def is_followed(kind, rate):
    printed = bench.output(sys.argv[1], f"{kind}-rate", str(rate), str(N_KEPT[kind]),
                           str(SECONDS))
    frames, behind = (float(word) for word in printed.split())
    return frames >= LEAST_FRAMES and behind <= MOST_BEHIND


def find_rates(kind):
    """The last rate that was followed, 0 if none was, and the first that was not."""
    followed, rate = 0, START[kind]
    while rate <= HIGHEST and any(is_followed(kind, rate) for _ in range(ROUNDS)):
        followed, rate = rate, rate * 2
    return followed, rate


def main():
    ours, not_ours = find_rates("ours")
    naive, not_naive = find_rates("naive")
    bench.say(f"with 5,000,000 kept, {ours} messages a second go well and {not_ours} do not; "
              f"with the rival {naive} do and {not_naive} do not")
    bench.report("sustained", [ours / not_naive], "40")


main()
