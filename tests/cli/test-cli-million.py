# SPDX-License-Identifier: GPL-3.0-or-later
"""Very many messages from `mailslot send` to `mailslot listen`: all of them, and in order.

    test-cli-million.py PROGRAM N
"""

import collections
import itertools
import sys
import threading
import time

import tap
from program import PATIENCE, Listener, send

N_MESSAGES = int(sys.argv[2])
# Senders, one after the other; each has its own digit to send.
N_SENDERS = 10
SECONDS = 3600

assert N_MESSAGES % N_SENDERS == 0


def runs(text):
    """Equal characters in a row, with their number."""
    return [(character, sum(1 for _ in equal)) for character, equal in itertools.groupby(text)]


@tap.test(f"/million/{N_MESSAGES}-messages", seconds=SECONDS)
def million():
    each = N_MESSAGES // N_SENDERS
    printed = collections.deque()
    started = time.monotonic()
    with Listener("--format", "raw", "--count", str(N_MESSAGES)) as listener:
        # Nobody is to wait for this program.
        reader = threading.Thread(target=lambda: printed.append(listener.process.stdout.read()))
        reader.start()
        for number in range(N_SENDERS):
            send("--repeat", str(each), listener.slot, str(number), timeout=SECONDS)
        sent = time.monotonic()
        reader.join(SECONDS)
        assert listener.process.wait(PATIENCE) == 0
    seconds = time.monotonic() - started
    assert runs(printed[0].decode()) == [(str(number), each) for number in range(N_SENDERS)]
    print(f"# {N_MESSAGES} messages in {seconds:.1f} s, sent in {sent - started:.1f} s", flush=True)


tap.run()
