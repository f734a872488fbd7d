#!/usr/bin/python3
# SPDX-License-Identifier: GPL-3.0-or-later
"""bench-listen.py MAILSLOT ENGINE-LOOP DATAGRAM-FLOOD: what the engine and `mailslot listen` cost.

Both are compared with the bare recvmmsg loop, in processor time a message of all threads.
"""

import subprocess
import sys

import bench

MAILSLOT, ENGINE_LOOP, FLOOD = sys.argv[1:4]
N_MESSAGES = 1_000_000
N_ROUNDS = 5


def measure_engine(flood):
    with bench.Program(ENGINE_LOOP, "bench-engine", str(N_MESSAGES), text=True,
                       stdout=subprocess.PIPE) as engine:
        assert engine.process.stdout.readline() == "ready\n"
        flood.send(bench.slot_path("bench-engine"))
        printed, _ = engine.process.communicate(timeout=bench.PATIENCE)
    return int(printed) / N_MESSAGES


def measure_listen(flood):
    with bench.listen(MAILSLOT, N_MESSAGES, subprocess.DEVNULL) as listener:
        flood.send(bench.slot_path(bench.SLOT))
        return listener.wait() / N_MESSAGES


def main():
    bench.say(f"the kernel queues {bench.lengthen_queues()} messages of a socket")
    flood = bench.Flood(FLOOD, N_MESSAGES)
    engine_ratios, listen_ratios = [], []
    for _ in range(N_ROUNDS):
        bare_ns, _ = flood.measure_bare(bench.slot_path("bare"))
        engine_ns = measure_engine(flood)
        listen_ns = measure_listen(flood)
        bench.say(f"{bare_ns:.0f} ns a message in the bare loop, {engine_ns:.0f} in the engine, "
                  f"{listen_ns:.0f} in mailslot listen")
        engine_ratios.append(bare_ns / engine_ns)
        listen_ratios.append(bare_ns / listen_ns)
    bench.report("engine", engine_ratios, "0.9")
    bench.report("listen", listen_ratios, "0.8")


main()
