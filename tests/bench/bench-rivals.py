#!/usr/bin/python3
# SPDX-License-Identifier: GPL-3.0-or-later
"""bench-rivals.py MAILSLOT ENGINE-LOOP DATAGRAM-FLOOD BUS-FLOOD: messages a second beside other
ways.

NAME compares the engine, which receives into memory, with a rival, NAME-listen the whole `mailslot
listen`, which writes what comes into a file as the rival does. D-Bus signals are only counted. The
time is that from the first message sent to the last one received. NAME-cpu and NAME-listen-cpu
compare the processor time of all who receive or pass on, which what else the computer does hardly
changes. A rival that is not installed is left out.
"""

import os
import shutil
import subprocess
import sys
import tempfile
import time

import bench

MAILSLOT, ENGINE_LOOP, FLOOD, BUS_FLOOD = sys.argv[1:5]
N_MESSAGES = 600_000
N_RIVAL_MESSAGES = 60_000
SIZE = 100
N_ROUNDS = 3
# A broker is a system program.
os.environ["PATH"] += ":/usr/sbin"


def wait_for_bytes(file, n_bytes):
    bench.wait_for(lambda: os.fstat(file.fileno()).st_size >= n_bytes, f"{n_bytes} bytes")


def wait_for_socket(path):
    bench.wait_for(lambda: os.path.exists(path), path)


class Clock:
    """Counts from now on: time, and processor time of programs that run."""

    def __init__(self, *programs):
        self.programs = programs
        self.begin_ns = time.monotonic_ns()

    def stop(self, n_messages, *ended_ns):
        """Returns messages a second, and nanoseconds of processor a message, with what ended
        programs took."""
        seconds = (time.monotonic_ns() - self.begin_ns) / 1e9
        processor_ns = sum(ended_ns) + sum(bench.processor_ns(p.pid) for p in self.programs)
        return n_messages / seconds, processor_ns / n_messages


def measure_engine():
    with bench.Program(ENGINE_LOOP, "bench-engine", str(N_MESSAGES), text=True,
                       stdout=subprocess.PIPE) as engine:
        assert engine.process.stdout.readline() == "ready\n"
        clock = Clock()
        bench.Flood(FLOOD, N_MESSAGES, SIZE).send(bench.slot_path("bench-engine"))
        return clock.stop(N_MESSAGES, engine.wait())


def measure_listen(folder):
    with (tempfile.TemporaryFile(dir=folder) as file,
          bench.listen(MAILSLOT, N_MESSAGES, file) as listener):
        clock = Clock()
        bench.Flood(FLOOD, N_MESSAGES, SIZE).send(bench.slot_path(bench.SLOT))
        return clock.stop(N_MESSAGES, listener.wait())


def measure_socat(folder):
    path = os.path.join(folder, "socat")
    with (tempfile.TemporaryFile(dir=folder) as file,
          bench.Program("socat", "-u", f"UNIX-RECV:{path}", "STDOUT", stdout=file) as socat):
        wait_for_socket(path)
        clock = Clock(socat)
        bench.Flood(FLOOD, N_RIVAL_MESSAGES, SIZE).send(path)
        wait_for_bytes(file, N_RIVAL_MESSAGES * SIZE)
        return clock.stop(N_RIVAL_MESSAGES)


def start_broker(folder, path):
    settings = os.path.join(folder, "mosquitto.conf")
    with open(settings, "w", encoding="utf-8") as file:
        file.write(f"listener 0 {path}\nallow_anonymous true\nmax_queued_messages 0\nuser root\n")
    broker = bench.Program("mosquitto", "-c", settings, stderr=subprocess.DEVNULL)
    wait_for_socket(path)
    return broker


def publish(path, *options):
    subprocess.run(["mosquitto_pub", "--unix", path, "-t", "bench", *options], check=True,
                   input=(b"x" * (SIZE - 1) + b"\n") * N_RIVAL_MESSAGES, timeout=bench.PATIENCE)


def measure_mosquitto(folder):
    path = os.path.join(folder, "broker")
    with (tempfile.TemporaryFile(dir=folder) as file, start_broker(folder, path) as broker):
        # A retained message is what a subscriber gets at once.
        publish(path, "-r", "-m", "retained")
        with bench.Program("mosquitto_sub", "--unix", path, "-t", "bench",
                           "-C", str(1 + N_RIVAL_MESSAGES), stdout=file) as subscriber:
            wait_for_bytes(file, 1)
            clock = Clock(broker)
            publish(path, "-l")
            return clock.stop(N_RIVAL_MESSAGES, subscriber.wait())


def measure_gdbus(_folder):
    with bench.Program("dbus-daemon", "--session", "--nofork", "--nopidfile", "--print-address",
                       text=True, stdout=subprocess.PIPE) as daemon:
        address = daemon.process.stdout.readline().strip()
        environment = dict(os.environ, DBUS_SESSION_BUS_ADDRESS=address)
        with bench.Program(BUS_FLOOD, "receive", str(N_RIVAL_MESSAGES), text=True,
                           env=environment, stdout=subprocess.PIPE) as receiver:
            assert receiver.process.stdout.readline() == "ready\n"
            clock = Clock(daemon)
            bench.output(BUS_FLOOD, "send", str(N_RIVAL_MESSAGES), str(SIZE), env=environment)
            return clock.stop(N_RIVAL_MESSAGES, receiver.wait())


# What each needs, and the least ratio.
RIVALS = {
    "socat": (measure_socat, ["socat"], "6"),
    "mosquitto": (measure_mosquitto, ["mosquitto", "mosquitto_sub", "mosquitto_pub"], "7"),
    "gdbus": (measure_gdbus, ["dbus-daemon"], "18"),
}


class Ratios:
    """How much faster ours is, by the clock and by the processor, in each round."""

    def __init__(self, name, line):
        self.name = name
        self.line = line
        self.rates = []
        self.processors = []

    def add(self, ours, rival):
        self.rates.append(ours[0] / rival[0])
        self.processors.append(rival[1] / ours[1])

    def report(self):
        bench.report(self.name, self.rates, self.line)
        bench.report(f"{self.name}-cpu", self.processors, self.line)


def compare(name, measure, line):
    engine_ratios, listen_ratios = Ratios(name, line), Ratios(f"{name}-listen", line)
    for _ in range(N_ROUNDS):
        with tempfile.TemporaryDirectory() as folder:
            engine, rival, listen = measure_engine(), measure(folder), measure_listen(folder)
        bench.say("; ".join(f"{what} {rate:.0f} messages a second, {ns:.0f} ns of processor each"
                            for what, (rate, ns) in (("the engine", engine), ("listen", listen),
                                                     (name, rival))))
        engine_ratios.add(engine, rival)
        listen_ratios.add(listen, rival)
    engine_ratios.report()
    listen_ratios.report()


def main():
    bench.say(f"the kernel queues {bench.lengthen_queues()} messages of a socket")
    for name, (measure, programs, line) in RIVALS.items():
        missing = [program for program in programs if shutil.which(program) is None]
        if missing:
            bench.skip(name, f"{missing[0]} is not installed")
        else:
            compare(name, measure, line)


main()
