# SPDX-License-Identifier: GPL-3.0-or-later
"""What the benchmarks have in common: how they report, wait, flood and count processor time.

Ours and its rival take turns in one run, and the middle one of the ratios counts.
"""

import os
import socket
import statistics
import subprocess
import time

PATIENCE = 60


def say(text):
    """Something to know beside the result."""
    print(f"# {text}", flush=True)


def report(name, ratios, line):
    """The result; `line` is what it has to reach, or not to pass if it begins with "<="."""
    ratio = statistics.median(ratios)
    print(f"{name} {ratio:.2f} pass {line} load {os.getloadavg()[0]:.1f}", flush=True)


def skip(name, reason):
    print(f"{name} skipped: {reason}", flush=True)


def wait_for(condition, what):
    deadline = time.monotonic() + PATIENCE
    while not condition():
        assert time.monotonic() < deadline, f"waited {PATIENCE} s for {what}"
        time.sleep(0.01)


def output(*command, env=None):
    """What a program prints, which must end well."""
    return subprocess.run(command, check=True, stdout=subprocess.PIPE, text=True,
                          timeout=PATIENCE, env=env).stdout


def processor_ns(pid):
    """Processor time of a process that runs, with all its threads, also those that ended."""
    # clock_getcpuclockid() of C
    return time.clock_gettime_ns((~pid << 3) | 2)


class Program:
    """A program that is ended, if it does not end itself, when its `with` block is left."""

    def __init__(self, *command, **options):
        self.process = subprocess.Popen(command, **options)
        self.pid = self.process.pid

    def __enter__(self):
        return self

    def __exit__(self, *_):
        if self.process.poll() is None:
            self.process.terminate()
        self.process.wait(timeout=PATIENCE)

    def wait(self):
        """Waits for its end. Returns its processor time in nanoseconds."""
        wait_for(lambda: os.waitid(os.P_PID, self.pid,
                                   os.WEXITED | os.WNOHANG | os.WNOWAIT), "the end of a program")
        _, status, usage = os.wait4(self.pid, 0)
        self.process.returncode = os.waitstatus_to_exitcode(status)
        assert self.process.returncode == 0, self.process.args
        return (usage.ru_utime + usage.ru_stime) * 1e9


class Flood:
    """The sender of messages to a socket, and the bare loop that receives them."""

    def __init__(self, program, n_messages, size=100):
        self.program = program
        self.n_messages = n_messages
        self.size = size

    def send(self, path):
        """Sends all. Returns the seconds that it took."""
        begin = time.monotonic()
        output(self.program, "send", path, str(self.n_messages), str(self.size))
        return time.monotonic() - begin

    def measure_bare(self, path):
        """Returns the loop's processor time a message, in nanoseconds, and the seconds."""
        with Program(self.program, "receive", path, str(self.n_messages), text=True,
                     stdout=subprocess.PIPE) as receiver:
            assert receiver.process.stdout.readline() == "ready\n"
            seconds = self.send(path)
            printed, _ = receiver.process.communicate(timeout=PATIENCE)
        return int(printed) / self.n_messages, seconds


def slot_path(name):
    """Where the socket of a local slot is."""
    folder = os.environ["MAILSLOT_DIR"]
    os.makedirs(folder, mode=0o700, exist_ok=True)
    return os.path.join(folder, f"{name}.mailslot")


def lengthen_queues():
    """Where the network is ours alone, as below with-display, has the kernel queue as many
    messages of a socket as servers often do, so that no rate is that of taking turns. Returns
    how many it queues."""
    path = "/proc/sys/net/unix/max_dgram_qlen"
    if os.geteuid() == 0 and [name for _, name in socket.if_nameindex()] == ["lo"]:
        with open(path, "w", encoding="ascii") as file:
            file.write("512")
    with open(path, encoding="ascii") as file:
        return int(file.read())


SLOT = "bench"


def listen(mailslot, n_messages, stdout):
    """`mailslot listen` that writes the bytes of so many messages there, and is ready."""
    program = Program(mailslot, "listen", "--format", "raw", "--source", "none",
                      "--count", str(n_messages), SLOT, stdout=stdout, stderr=subprocess.PIPE)
    # Unbuffered, so that what else it says does not make it wait.
    assert program.process.stderr.readline().startswith(b"listening on ")
    return program
