#!/usr/bin/python3
# SPDX-License-Identifier: GPL-3.0-or-later
"""bench-watch.py SLOTWATCH DATAGRAM-FLOOD: what watching costs beside a bare recvmmsg loop.

Both get the same flood from the same sender, in turn. The cost is processor time a message,
of all threads of the program: unlike messages a second it hardly depends on what else the
computer does. The rounds alternate, and the middle one of their ratios counts.

The window is as after hours of work: its log is full, so that every message pushes one out. With
a log that still grows the system has to make its memory, which is told, too, but not judged. The
first messages have a new window build its list and load the fonts of it, and count for nothing.
"""

import glob
import subprocess
import sys
import time

import bench

SLOTWATCH, FLOOD = sys.argv[1:3]
N_ROUNDS = 5
N_MESSAGES = 400_000
# What a log keeps unless it is told otherwise.
N_FULL = 1_000_000
N_FIRST = 1000
# A window at rest still shows how long ago something was.
REST_SECONDS = 0.3
REST_NS = 2_000_000
# Of processor time for all and for the worker alone, and of messages a second.
PASS_LINES = {"watch": "0.9", "watch-worker": "0.9", "watch-rate": "0.8"}


def read_thread(folder, name):
    """What a file of a thread says; nothing if the thread has just ended."""
    try:
        with open(f"{folder}/{name}", encoding="utf-8") as file:
            return file.read().split()
    except (FileNotFoundError, ProcessLookupError):
        return [""]


def processor_times(pid):
    """Nanoseconds of the worker that reads the slot, and of all threads together."""
    worker = 0
    for folder in glob.glob(f"/proc/{pid}/task/*"):
        if read_thread(folder, "comm")[0] == "mailslot-watch":
            worker += int(read_thread(folder, "schedstat")[0] or 0)
    return worker, bench.processor_ns(pid)


def wait_for_rest(pid):
    """Until a while has passed with hardly any work done."""
    def is_at_rest():
        before = bench.processor_ns(pid)
        time.sleep(REST_SECONDS)
        return bench.processor_ns(pid) - before < REST_NS

    bench.wait_for(is_at_rest, "the window to come to rest")


def title(pid):
    found = subprocess.run(["xdotool", "search", "--onlyvisible", "--pid", str(pid), "--name", "."],
                           stdout=subprocess.PIPE, text=True, timeout=bench.PATIENCE).stdout.split()
    return bench.output("xdotool", "getwindowname", found[-1]) if found else ""


def measure_window(window, flood):
    """Processor time a message of the worker and of all threads, and the seconds to send all."""
    before = processor_times(window.pid)
    seconds = flood.send(bench.slot_path(bench.SLOT))
    # What was sent is in the socket, so a window at rest has shown it.
    wait_for_rest(window.pid)
    after = processor_times(window.pid)
    worker_ns, total_ns = ((end - begin) / flood.n_messages for begin, end in zip(before, after))
    return worker_ns, total_ns, seconds


def measure_watch(first, filling, flood):
    """As measure_window() with a full log; and how much all threads need while it fills."""
    with bench.Program(SLOTWATCH, bench.SLOT) as window:
        bench.wait_for(lambda: title(window.pid), "the window")
        measure_window(window, first)
        _, filling_ns, _ = measure_window(window, filling)
        bench.wait_for(lambda: title(window.pid).startswith(f"({N_FULL}) "), "a full log")
        return *measure_window(window, flood), filling_ns


def main():
    bench.say(f"the kernel queues {bench.lengthen_queues()} messages of a socket")
    flood = bench.Flood(FLOOD, N_MESSAGES)
    parts = [bench.Flood(FLOOD, N_FIRST), bench.Flood(FLOOD, N_FULL), flood]
    ratios = {name: [] for name in PASS_LINES}
    for _ in range(N_ROUNDS):
        bare_ns, bare_seconds = flood.measure_bare(bench.slot_path("bare"))
        worker_ns, total_ns, seconds, filling_ns = measure_watch(*parts)
        ratios["watch"].append(bare_ns / total_ns)
        ratios["watch-worker"].append(bare_ns / worker_ns)
        ratios["watch-rate"].append(bare_seconds / seconds)
        bench.say(f"{bare_ns:.0f} ns a message in the bare loop, {worker_ns:.0f} in the worker, "
                  f"{total_ns:.0f} in the whole window, {filling_ns:.0f} while its log fills")
    for name, line in PASS_LINES.items():
        bench.report(name, ratios[name], line)


main()
