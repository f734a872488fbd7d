# SPDX-License-Identifier: GPL-3.0-or-later
"""Journals that `mailslot read` may read but that it may not write to, nor beside them."""

import contextlib
import os
import shutil
import sqlite3
import subprocess
import sys
import tempfile

import tap
from program import LISTEN, PATIENCE, PROGRAM, Listener, folder, run, send

NOBODY = 65534
# For root no permission is missing.
AS_NOBODY = {"user": NOBODY, "group": NOBODY, "extra_groups": []} if os.getuid() == 0 else {}

# Ends as a program does that is killed: what it kept beside the file stays there.
KILLED_WRITER = """
import os, sqlite3, sys
path, mode, after = sys.argv[1:]
connection = sqlite3.connect(path, isolation_level=None)
connection.execute(f"PRAGMA journal_mode = {mode}")
connection.execute("PRAGMA cache_size = 1")
connection.execute("PRAGMA cache_spill = 1")
if mode == "DELETE":
    connection.execute("BEGIN")
for i in range(20):
    connection.execute("INSERT INTO message (origin, time_us, payload) VALUES (1, 0, ?)",
                       [b"late" * 1000])
if after:
    connection.execute(after).fetchall()
os._exit(0)
"""


@contextlib.contextmanager
def place():
    """A folder that somebody else may enter and read, with a name that is no part of a URI."""
    os.chmod(folder.name, 0o711)
    path = tempfile.mkdtemp(dir=folder.name, suffix=" #1?%41&数据")
    os.chmod(path, 0o755)
    try:
        yield path
    finally:
        os.chmod(path, 0o755)


def make_journal(path):
    """A journal with one message, in which the program left nothing to do."""
    with Listener("--format", "raw", "--count", "1", "--journal", path) as listener:
        send(listener.slot, "early")
        assert listener.finish() == b"early"


def write_and_be_killed(path, mode="WAL", after=""):
    subprocess.run([sys.executable, "-c", KILLED_WRITER, path, mode, after], check=True,
                   timeout=PATIENCE)


def close_to_others(path):
    """Lets others read what is in the folder and change nothing, not even beside it."""
    for name in os.listdir(path):
        os.chmod(os.path.join(path, name), 0o444)
    os.chmod(path, 0o555)


def read(path):
    """What somebody else is told of a journal."""
    try:
        subprocess.run([*PROGRAM, "--version"], stdout=subprocess.DEVNULL, check=True,
                       timeout=PATIENCE, **AS_NOBODY)
    except (PermissionError, subprocess.CalledProcessError) as error:
        raise tap.Skip("another user cannot run the program where it is built") from error
    return run("read", "--format", "raw", path, **AS_NOBODY)


def assert_reads(path, n_late=0):
    before = sorted(os.listdir(os.path.dirname(path)))
    result = read(path)
    assert (result.returncode, result.stderr) == (0, ""), result
    assert result.stdout == b"early" + b"late" * 1000 * n_late, len(result.stdout)
    assert sorted(os.listdir(os.path.dirname(path))) == before


def assert_refuses(path, needed):
    result = read(path)
    assert (result.returncode, result.stdout) == (1, b""), result
    assert result.stderr.startswith("mailslot: ") and needed in result.stderr, result


def remove(path, *suffixes):
    for suffix in suffixes:
        os.unlink(path + suffix)


@tap.test("/read-only/a-journal-that-was-closed")
def a_journal_that_was_closed():
    with place() as there:
        path = os.path.join(there, "journal")
        make_journal(path)
        close_to_others(there)
        assert_reads(path)


@tap.test("/read-only/left-in-write-ahead-mode")
def left_in_write_ahead_mode():
    for gone in [["-wal", "-shm"], ["-shm"], ["-wal"], []]:
        with place() as there:
            path = os.path.join(there, "journal")
            make_journal(path)
            write_and_be_killed(path, after="PRAGMA wal_checkpoint (TRUNCATE)")
            assert os.path.getsize(path + "-wal") == 0
            remove(path, *gone)
            close_to_others(there)
            assert_reads(path, 20)


@tap.test("/read-only/after-a-kill")
def after_a_kill():
    with place() as there:
        path = os.path.join(there, "journal")
        make_journal(path)
        write_and_be_killed(path)
        assert os.path.getsize(path + "-wal") > 0
        close_to_others(there)
        assert_reads(path, 20)


@tap.test("/read-only/nothing-is-left-out")
def nothing_is_left_out():
    for mode, suffix, gone in [("WAL", "-wal", ["-shm"]), ("DELETE", "-journal", [])]:
        with place() as there:
            path = os.path.join(there, "journal")
            make_journal(path)
            write_and_be_killed(path, mode)
            assert os.path.getsize(path + suffix) > 0
            remove(path, *gone)
            close_to_others(there)
            assert_refuses(path, f"journal{suffix}")


@tap.test("/read-only/what-is-beside-it-cannot-be-read")
def what_is_beside_it_cannot_be_read():
    with place() as there:
        path = os.path.join(there, "journal")
        make_journal(path)
        write_and_be_killed(path, after="PRAGMA wal_checkpoint (TRUNCATE)")
        close_to_others(there)
        os.chmod(path + "-shm", 0o600 if AS_NOBODY else 0o000)
        assert_refuses(path, "journal-wal")


@tap.test("/read-only/only-the-file-is")
def only_the_file_is():
    with place() as there:
        path = os.path.join(there, "journal")
        make_journal(path)
        write_and_be_killed(path)
        remove(path, "-shm")
        os.chmod(path, 0o444)
        os.chmod(path + "-wal", 0o444)
        os.chmod(there, 0o777)
        result = read(path)
        assert (result.returncode, result.stderr) == (0, ""), result
        assert result.stdout == b"early" + b"late" * 20000
        result = run(*LISTEN, "--journal", path, "slotwatch-test-read-only",
                     env={**os.environ, "MAILSLOT_DIR": os.path.join(there, "slots")}, **AS_NOBODY)
        assert result.returncode == 1 and "cannot be written to" in result.stderr, result


@tap.test("/read-only/says-why-it-cannot-be-read")
def says_why_it_cannot_be_read():
    with place() as there:
        path = os.path.join(there, "journal")
        make_journal(path)
        os.chmod(path, 0o600 if AS_NOBODY else 0o000)
        assert_refuses(path, "Permission denied")


@tap.test("/read-only/a-disk")
def a_disk():
    mount = 'mount --bind "$1" "$1" && mount -o remount,bind,ro "$1" && test ! -w "$1" ' \
            '|| exit 77; shift; exec "$@"'
    inside = ["unshare", *([] if os.getuid() == 0 else ["-r"]), "-m", "sh", "-c", mount, "sh"]
    if shutil.which("unshare") is None:
        raise tap.Skip("there is no unshare here")
    for after, code in [("PRAGMA wal_checkpoint (TRUNCATE)", 0), ("", 1)]:
        with place() as there:
            path = os.path.join(there, "journal")
            make_journal(path)
            write_and_be_killed(path, after=after)
            remove(path, "-shm")
            result = subprocess.run([*inside, there, *PROGRAM, "read", "--format", "raw", path],
                                    capture_output=True, timeout=PATIENCE, check=False)
            if result.returncode == 77 or b"unshare: " in result.stderr:
                raise tap.Skip(f"nothing can be mounted here: {result.stderr}")
            assert result.returncode == code, result
            assert code != 0 or result.stdout == b"early" + b"late" * 20000, len(result.stdout)
            assert code == 0 or b"journal-wal" in result.stderr, result


@tap.test("/read-only/no-other-database-is-changed")
def no_other_database_is_changed():
    with place() as there:
        path = os.path.join(there, "database")
        with contextlib.closing(sqlite3.connect(path)) as connection:
            connection.execute("PRAGMA journal_mode = WAL")
            connection.execute("CREATE TABLE message (origin, time_us, payload)")
        write_and_be_killed(path)
        before = contents(path), contents(path + "-wal")
        result = run(*LISTEN, "--journal", path, "slotwatch-test-read-only")
        assert result.returncode == 1 and "is not a journal" in result.stderr, result
        assert (contents(path), contents(path + "-wal")) == before


def contents(path):
    with open(path, "rb") as file:
        return file.read()


tap.run()
