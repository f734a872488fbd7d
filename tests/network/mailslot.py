# SPDX-License-Identifier: GPL-3.0-or-later
"""The mailslot program that a test was given, on computers of the test network."""

import contextlib
import json
import os
import pathlib
import re
import signal
import subprocess
import sys
import tempfile
import threading

import tap
from hosts import PATIENCE, wait_until

PROGRAM = sys.argv[1]

# Leads away from an nmbd of the real computer: its socket is no matter of network namespaces.
_configuration = pathlib.Path(tempfile.tempdir, "smb.conf")
_configuration.write_text(f"[global]\nnmbd:socket dir = {tempfile.tempdir}/no-nmbd\n")


def environment(**more):
    """What the program is started with: nothing of this computer's network settings."""
    more.setdefault("MAILSLOT_DIR", os.path.join(tempfile.tempdir, "slots"))
    more.setdefault("SMB_CONF_PATH", _configuration)
    return {**os.environ, **{key: str(value) for key, value in more.items()}}


def folder_of(user):
    """A new folder for the slots of another user."""
    folder = tempfile.mkdtemp()
    os.chown(folder, user, user)
    return folder


def send(host, *arguments, code=0, command=(PROGRAM,), **more):
    """Runs `mailslot send` on a computer; returns what it said."""
    group = ["--workgroup", "SLOTNET"] if any(word[:2] == "//" for word in arguments) else []

    def run():
        return host.run(*command, "send", *group, *arguments, env=environment(**more))

    def find():
        """A name is looked for during less than a second, and the others may be busy."""
        found = run()
        return found if b"(Windows error 53)" not in found.stderr else None

    result = wait_until(find, f"{arguments} find somebody") if code == 0 else run()
    stderr = result.stderr.decode().replace("\r", "")
    if command != (PROGRAM,) and result.returncode == -signal.SIGKILL:
        # See tests/cli/program.py.
        raise tap.Again("Wine killed a program that had ended, and lost its exit code")
    assert (result.returncode, result.stdout) == (code, b""), result
    return stderr


class Listener:
    """A running `mailslot listen --format json` on a computer."""

    def __init__(self, host, *arguments, command=(PROGRAM,), **more):
        self.lines = []
        self.rows = []
        self._changed = threading.Condition()
        self._n_ended = 0  # of the two streams
        self.process = host.start(*command, "listen", "--format", "json",
                                  "--workgroup", "SLOTNET", *arguments,
                                  env=environment(**more), stdout=subprocess.PIPE,
                                  stderr=subprocess.PIPE)
        streams = ((self.process.stdout, self.rows, json.loads),
                   (self.process.stderr, self.lines, bytes.decode))
        self._threads = [threading.Thread(target=self._read, args=stream, daemon=True)
                         for stream in streams]
        for thread in self._threads:
            thread.start()

    def _read(self, pipe, kept, convert):
        for line in pipe:
            with self._changed:
                kept.append(convert(line.rstrip(b"\r\n")))
                self._changed.notify_all()
        with self._changed:
            self._n_ended += 1
            self._changed.notify_all()

    def _wait(self, condition, what):
        with self._changed:
            assert self._changed.wait_for(lambda: condition() or self._n_ended == 2,
                                          PATIENCE), f"still waiting for {what}: {self}"
            assert condition(), f"ended without {what}: {self}"

    def __enter__(self):
        self._wait(lambda: any(line.startswith("listening on ") for line in self.lines), "slots")
        return self

    def __exit__(self, *_exception):
        with contextlib.suppress(ProcessLookupError):
            self.process.kill()
        self.process.wait(PATIENCE)

    def __repr__(self):
        return f"{self.rows} {self.lines}"

    def of(self, **wanted):
        """The rows so far that have these values."""
        return [row for row in self.rows if wanted.items() <= row.items()]

    def wait_for(self, n=1, **wanted):
        """The first N rows with these values."""
        found, n_seen = [], 0

        def is_enough():
            nonlocal n_seen
            found.extend(row for row in self.rows[n_seen:] if wanted.items() <= row.items())
            n_seen = len(self.rows)
            return len(found) >= n

        self._wait(is_enough, f"{n} of {wanted}")
        return found[:n]

    def wait_for_line(self, pattern):
        """The match of the first line on stderr in which this is found."""
        find = re.compile(pattern).search
        self._wait(lambda: any(map(find, self.lines)), pattern)
        return next(filter(None, map(find, self.lines)))

    def finish(self, code=0):
        """Ends it as Ctrl+C does; afterwards rows and lines are complete."""
        self.process.send_signal(signal.SIGINT)
        assert self.process.wait(PATIENCE) == code, (self.process.returncode, self)
        for thread in self._threads:
            thread.join(PATIENCE)


def payload(row):
    return bytes.fromhex(row["hex"])
