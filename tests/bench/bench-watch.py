#!/usr/bin/python3
# SPDX-License-Identifier: GPL-3.0-or-later
"""bench-watch.py SLOTWATCH DATAGRAM-FLOOD: what watching costs beside a bare recvmmsg loop.

Both get the same flood from the same sender, in turn. The cost is processor time a message,
of all threads of the program: unlike messages a second it hardly depends on what else the
computer does. The rounds alternate, and the middle one of their ratios counts.
"""

import glob
import os
import statistics
import subprocess
import sys
import time

SLOTWATCH, FLOOD = sys.argv[1:3]
N_ROUNDS = 5
N_MESSAGES = 400_000
SIZE = 100
PATIENCE = 60
# Of processor time for all and for the worker alone, and of messages a second.
PASS_LINES = {"watch": 0.90, "watch-worker": 0.90, "watch-rate": 0.80}


def flood(path):
    begin = time.monotonic()
    subprocess.run([FLOOD, "send", path, str(N_MESSAGES), str(SIZE)], check=True,
                   timeout=PATIENCE)
    return time.monotonic() - begin


def measure_bare(folder):
    path = os.path.join(folder, "bare.mailslot")
    receiver = subprocess.Popen([FLOOD, "receive", path, str(N_MESSAGES)], text=True,
                                stdout=subprocess.PIPE)
    assert receiver.stdout.readline() == "ready\n"
    seconds = flood(path)
    output, _ = receiver.communicate(timeout=PATIENCE)
    return int(output) / N_MESSAGES, seconds


def wait_for(condition, what):
    deadline = time.monotonic() + PATIENCE
    while not condition():
        assert time.monotonic() < deadline, f"waited {PATIENCE} s for {what}"
        time.sleep(0.02)


def processor_times(pid):
    """Nanoseconds of the worker that reads the slot, and of all threads together."""
    worker = total = 0
    for folder in glob.glob(f"/proc/{pid}/task/*"):
        with open(f"{folder}/comm", encoding="utf-8") as file:
            is_worker = file.read().strip() == "mailslot-watch"
        with open(f"{folder}/schedstat", encoding="utf-8") as file:
            time_ns = int(file.read().split()[0])
        total += time_ns
        worker += time_ns if is_worker else 0
    return worker, total


def title(pid):
    found = subprocess.run(["xdotool", "search", "--onlyvisible", "--pid", str(pid), "--name", "."],
                           capture_output=True, text=True, timeout=PATIENCE).stdout.split()
    if not found:
        return ""
    return subprocess.run(["xdotool", "getwindowname", found[-1]], capture_output=True, text=True,
                          timeout=PATIENCE).stdout


def measure_watch(folder):
    window = subprocess.Popen([SLOTWATCH, "bench"])
    path = os.path.join(folder, "bench.mailslot")
    try:
        wait_for(lambda: os.path.exists(path) and title(window.pid), "the window")
        before = processor_times(window.pid)
        seconds = flood(path)
        wait_for(lambda: title(window.pid).startswith(f"({N_MESSAGES}) "), "every message")
        after = processor_times(window.pid)
    finally:
        window.terminate()
        window.wait(timeout=PATIENCE)
    worker_ns, total_ns = ((end - begin) / N_MESSAGES for begin, end in zip(before, after))
    return worker_ns, total_ns, seconds


def main():
    folder = os.environ["MAILSLOT_DIR"]
    os.makedirs(folder, mode=0o700, exist_ok=True)
    ratios = {"watch": [], "watch-worker": [], "watch-rate": []}
    for _ in range(N_ROUNDS):
        bare_ns, bare_seconds = measure_bare(folder)
        worker_ns, total_ns, seconds = measure_watch(folder)
        ratios["watch"].append(bare_ns / total_ns)
        ratios["watch-worker"].append(bare_ns / worker_ns)
        ratios["watch-rate"].append(bare_seconds / seconds)
        print(f"# {bare_ns:.0f} ns a message in the bare loop, {worker_ns:.0f} in the worker, "
              f"{total_ns:.0f} in the whole window", flush=True)
    load = os.getloadavg()[0]
    for name, values in ratios.items():
        print(f"{name} {statistics.median(values):.2f} pass {PASS_LINES[name]} load {load:.1f}")


main()
