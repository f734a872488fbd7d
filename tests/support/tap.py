# SPDX-License-Identifier: GPL-3.0-or-later
"""A test runner that speaks TAP and lets no test run for ever.

A test is a function with the @test decorator. It passes if it returns, is skipped if it
raises Skip (with the reason), and fails on any other exception. Its time is bounded.
"""

import contextlib
import faulthandler
import os
import signal
import sys
import threading
import traceback

# A safeguard for every wait; nothing is expected to take so long. Far longer than a busy
# computer needs, which may be a virtual one that stands still for a while.
PATIENCE = 120

_tests = []


class Skip(Exception):
    """Raised by a test that cannot run here; say why."""


class Again(Exception):
    """Raised when the system, not the program, broke a test: it is run once more, and says so."""


class TimedOut(BaseException):
    """Raised in a test that took too long; no test can swallow it by accident."""


def test(name, seconds=300):
    """Registers a test under a path such as /send/text that may take this many seconds."""

    def register(function):
        _tests.append((name, seconds, function))
        return function

    return register


def _stop_ignoring_signals():
    """Whoever runs tests in the background may ignore signals, and programs would inherit that."""
    for number in (signal.SIGHUP, signal.SIGINT, signal.SIGTERM):
        if signal.getsignal(number) == signal.SIG_IGN:
            signal.signal(number, signal.SIG_DFL)


def _on_alarm(_signal, _frame):
    raise TimedOut


def _end_the_program(number, name, seconds):
    faulthandler.dump_traceback()
    print(f"not ok {number} {name} took more than {seconds} s", flush=True)
    os._exit(1)


@contextlib.contextmanager
def _limit(number, name, seconds):
    """Ends the test in time; on Windows, where there is no alarm, the whole program."""
    if hasattr(signal, "alarm"):
        signal.alarm(seconds)
        try:
            yield
        finally:
            signal.alarm(0)
    else:
        timer = threading.Timer(seconds, _end_the_program, (number, name, seconds))
        timer.daemon = True
        timer.start()
        try:
            yield
        finally:
            timer.cancel()


def _run_one(number, name, seconds, function):
    try:
        with _limit(number, name, seconds):
            try:
                function()
            except Again as reason:
                print(f"# {name} once more: {reason}", flush=True)
                function()
        print(f"ok {number} {name}", flush=True)
        return True
    except Skip as reason:
        print(f"ok {number} {name} # SKIP {reason}", flush=True)
        return True
    except TimedOut:
        traceback.print_exc()
        print(f"not ok {number} {name} took more than {seconds} s", flush=True)
    except Exception:
        traceback.print_exc()
        print(f"not ok {number} {name}", flush=True)
    return False


def run():
    """Runs every registered test and ends the program with 1 if one failed."""
    # Windows has neither alarms nor ignored signals.
    if hasattr(signal, "SIGALRM"):
        _stop_ignoring_signals()
        signal.signal(signal.SIGALRM, _on_alarm)
    print(f"1..{len(_tests)}", flush=True)
    results = [_run_one(i, *t) for i, t in enumerate(_tests, start=1)]
    sys.exit(0 if all(results) else 1)
