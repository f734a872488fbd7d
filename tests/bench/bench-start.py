#!/usr/bin/python3
# SPDX-License-Identifier: GPL-3.0-or-later
"""bench-start.py SLOTWATCH FIRST-FRAME: how soon the window shows something, beside others.

Processor time up to then is compared, too: it is less disturbed by what else the computer does.
A rival that is not installed is left out.
"""

import os
import shutil
import sys

import bench

SLOTWATCH, FIRST_FRAME = sys.argv[1:3]
N_ROUNDS = 9
RIVALS = {
    "zenity": (["zenity", "--list", "--column=Time", "--column=Message", "12:34", "hello"], "0.65"),
    "gedit": (["gedit", "--standalone"], "0.45"),
}


def measure(*command):
    return [float(word) for word in bench.output(FIRST_FRAME, *command).split()]


def main():
    # Nobody listens to these windows.
    os.environ["NO_AT_BRIDGE"] = "1"
    # The first program on a display finds out for all others what it can do.
    measure(SLOTWATCH)
    for name, (command, line) in RIVALS.items():
        if shutil.which(name) is None:
            bench.skip(f"start-{name}", f"{name} is not installed")
            continue
        walls, processors = [], []
        for _ in range(N_ROUNDS):
            wall_ms, processor_ms = measure(SLOTWATCH)
            rival_wall_ms, rival_processor_ms = measure(*command)
            bench.say(f"{wall_ms:.0f} ms, {processor_ms:.0f} of processor; {name} "
                      f"{rival_wall_ms:.0f} ms, {rival_processor_ms:.0f} of processor")
            walls.append(wall_ms / rival_wall_ms)
            processors.append(processor_ms / rival_processor_ms)
        bench.report(f"start-{name}", walls, f"<={line}")
        bench.report(f"start-{name}-cpu", processors, f"<={line}")


main()
