# SPDX-License-Identifier: GPL-3.0-or-later
"""Many writers at once: nothing is lost, and each writer's order is kept."""

import json
import subprocess
import sys
import threading
import time

import tap
from program import IS_WINDOWS, PATIENCE, PROGRAM, Listener

WRITER = [*PROGRAM[:-1], sys.argv[2]]
N_WRITERS = 8
# Every Wine process is heavy, and a slot of Windows holds nobody back.
N_MESSAGES = 2000 if IS_WINDOWS else 50000
# A safeguard, as PATIENCE is.
SECONDS = 500


def flood(listener):
    """Everything that the listener prints while the writers send."""
    # A thread reads, so that no writer waits for this one.
    printed = []
    reader = threading.Thread(target=lambda: printed.append(listener.process.stdout.read()))
    reader.start()
    writers = [subprocess.Popen([*WRITER, listener.slot, str(number), str(N_MESSAGES)])
               for number in range(N_WRITERS)]
    for writer in writers:
        assert writer.wait(timeout=SECONDS) == 0
    reader.join(timeout=SECONDS)
    assert listener.process.wait(timeout=PATIENCE) == 0
    return printed[0]


def assert_complete(texts):
    seen = {str(number): [] for number in range(N_WRITERS)}
    for text in texts:
        writer, number = text.split(" ")
        seen[writer].append(int(number))
    for writer, numbers in seen.items():
        assert numbers == list(range(1, N_MESSAGES + 1)), f"writer {writer}: {len(numbers)}"


@tap.test("/flood/json", seconds=2 * SECONDS)
def flood_json():
    n_all = N_WRITERS * N_MESSAGES
    started = time.monotonic()
    with Listener("--format", "json", "--count", str(n_all)) as listener:
        lines = flood(listener).splitlines()
    seconds = time.monotonic() - started
    print(f"# json: {n_all} messages in {seconds:.1f} s", flush=True)
    messages = [json.loads(line) for line in lines]
    assert [message["serial"] for message in messages] == list(range(1, n_all + 1))
    assert_complete(message["text"] for message in messages)


@tap.test("/flood/text", seconds=2 * SECONDS)
def flood_text():
    n_all = N_WRITERS * N_MESSAGES
    started = time.monotonic()
    arguments = ["--timeout", str(1000 * PATIENCE), "--count", str(n_all)]
    with Listener("--format", "text", *arguments) as listener:
        lines = flood(listener).decode().splitlines()
    seconds = time.monotonic() - started
    print(f"# text: {n_all} messages in {seconds:.1f} s", flush=True)
    assert_complete(line.rsplit("  ", 1)[1] for line in lines)


tap.run()
