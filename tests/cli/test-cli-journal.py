# SPDX-License-Identifier: GPL-3.0-or-later
"""What `mailslot listen --journal` records and `mailslot read` prints."""

import contextlib
import json
import os
import signal
import sqlite3
import subprocess
import sys

import tap
from program import IS_WINDOWS, LISTEN, PATIENCE, PROGRAM, Listener, folder, new_slot, run, send, \
    wait_until

WRITER = [*PROGRAM[:-1], sys.argv[2]]
BINARY = bytes(range(256))
ROWS_BEFORE_KILL = 20000


def new_path(suffix="journal"):
    return os.path.join(folder.name, f"{new_slot()}.{suffix}")


def shown(path):
    """The path as the program knows it."""
    return f"Z:{path}" if IS_WINDOWS else path


def read(path, *arguments, code=0):
    result = run("read", *arguments, shown(path))
    assert result.returncode == code, result
    return result


def read_messages(path, *arguments):
    return [json.loads(line) for line in read(path, "--format", "json", *arguments)
            .stdout.splitlines()]


def record(path, *payloads, arguments=()):
    """Records these payloads. Returns what the listener printed of them."""
    with Listener("--format", "json", "--journal", shown(path), *arguments,
                  "--count", str(len(payloads))) as listener:
        for payload in payloads:
            send(listener.slot, input=payload)
        return listener.finish()


@tap.test("/journal/prints-the-same-again")
def prints_the_same_again():
    path = new_path()
    printed = record(path, b"text", b"", BINARY, "你好".encode("gbk"), os.urandom(65536))
    result = read(path, "--format", "json")
    assert (result.stdout, result.stderr) == (printed, ""), result.stderr
    assert read(path, "--format", "raw", "--count", "3").stdout == b"text" + BINARY
    assert read(path, "--format", "hex", "--count", "1").stdout.count(b"\n") == 3
    assert os.listdir(os.path.dirname(path)).count(os.path.basename(path) + "-wal") == 0


@tap.test("/journal/appends")
def appends():
    path = new_path("数据")
    record(path, b"one", b"two")
    record(path, b"three")
    messages = read_messages(path)
    assert [(message["serial"], message["text"]) for message in messages] \
        == [(1, "one"), (2, "two"), (3, "three")]
    assert messages[0]["slot"] != messages[2]["slot"]


@tap.test("/journal/records-what-is-not-printed")
def records_what_is_not_printed():
    path = new_path()
    with Listener("--match", "yes", "--format", "raw", "--journal", shown(path),
                  "--count", "1") as listener:
        send(listener.slot, "no")
        send(listener.slot, "yes")
        assert listener.finish() == b"yes"
    assert [message["text"] for message in read_messages(path)] == ["no", "yes"]
    assert [message["text"] for message in read_messages(path, "--match", "no")] == ["no"]
    assert [message["text"] for message in read_messages(path, "--exclude", "no")] == ["yes"]
    assert read(path, "--match", "neither").stdout == b""


@tap.test("/journal/json-lines-again")
def json_lines_again():
    printed = record(new_path(), b"text\r\n\x00", b"", BINARY)
    path = new_path("jsonl")
    with open(path, "wb") as file:
        file.write(printed + b"\n")
    result = read(path, "--format", "json")
    assert (result.stdout, result.stderr) == (printed, ""), result.stderr


@tap.test("/journal/broken-lines")
def broken_lines():
    lines = record(new_path(), b"one", b"two").splitlines(keepends=True)
    path = new_path("jsonl")
    with open(path, "wb") as file:
        file.write(lines[0] + lines[0][:50] + b"\n" + lines[1] + b"\xff\n" * 20 + lines[1][:-3])
    result = read(path, "--format", "raw", code=1)
    assert result.stdout == b"onetwo", result
    complaints = result.stderr.splitlines()
    assert complaints[0].startswith("mailslot: Line 2: "), complaints
    assert complaints[1].startswith("mailslot: Line 4: "), complaints
    assert complaints[10:] == ["mailslot: 12 more lines are broken"], complaints


@tap.test("/journal/refuses-other-files")
def refuses_other_files():
    slot = new_slot()
    text, database, empty = new_path("text"), new_path("database"), new_path("empty")
    with open(text, "wb") as file:
        file.write(b"not one line of JSON\n" * 1000)
    with contextlib.closing(sqlite3.connect(database)) as connection:
        connection.execute("CREATE TABLE message (serial)")
    with open(empty, "wb"):
        pass
    for path in [text, database, folder.name, new_path("missing")]:
        result = read(path, code=1)
        assert result.stdout == b"" and result.stderr.startswith("mailslot: "), result
    for path in [text, database, folder.name, os.path.join(new_path("missing"), "file")]:
        result = run(*LISTEN, "--journal", shown(path), slot)
        assert result.returncode == 1 and result.stdout == b"", result
        assert "listening" not in result.stderr, result
    assert read(empty).stdout == b""
    for arguments in [["read"], [*LISTEN, slot, "--journal"]]:
        result = run(*arguments, "http://somewhere/journal")
        assert result.returncode == 1 and "not on a disk" in result.stderr, result


def contents(path):
    with open(path, "rb") as file:
        return file.read()


@tap.test("/journal/is-left-alone-if-a-slot-cannot-be-opened")
def is_left_alone_if_a_slot_cannot_be_opened():
    old, new = new_path(), new_path()
    record(old, b"one")
    before = contents(old), os.stat(old).st_mtime_ns
    with Listener() as listener:
        for path in [old, new]:
            result = run(*LISTEN, "--journal", shown(path), new_slot(), listener.slot)
            assert result.returncode == 1 and "listening" not in result.stderr, result
    assert (contents(old), os.stat(old).st_mtime_ns) == before
    assert not os.path.exists(new)


@tap.test("/journal/after-a-kill", seconds=400)
def after_a_kill():
    if IS_WINDOWS:
        raise tap.Skip("a kill reaches Wine, not the program in it")
    path = new_path()
    with Listener("--format", "raw", "--journal", path, stdout=subprocess.DEVNULL) as listener:
        with subprocess.Popen([*WRITER, listener.slot, "w", "1000000000"],
                              stdout=subprocess.DEVNULL, stderr=subprocess.DEVNULL) as writer:
            with contextlib.closing(sqlite3.connect(f"file:{path}?mode=ro", uri=True)) as along:
                wait_until(lambda: count_rows(along) > ROWS_BEFORE_KILL, "it has recorded enough")
                n_safe = count_rows(along)
            listener.process.kill()
            listener.finish(-signal.SIGKILL)
            writer.kill()

    numbers = [int(line.split()[1]) for line in texts(path)]
    assert len(numbers) >= n_safe, (len(numbers), n_safe)
    # Whatever was lost is the end, and nothing before it.
    assert numbers == list(range(1, len(numbers) + 1))
    with contextlib.closing(sqlite3.connect(path)) as connection:
        assert connection.execute("PRAGMA integrity_check").fetchall() == [("ok",)]

    record(path, b"after it")
    assert read_messages(path, "--match", "after")[0]["serial"] == len(numbers) + 1


def count_rows(connection):
    return connection.execute("SELECT max(serial) FROM message").fetchone()[0] or 0


def texts(path):
    with subprocess.Popen([*PROGRAM, "read", "--format", "json", path],
                          stdout=subprocess.PIPE) as reader:
        for line in reader.stdout:
            yield json.loads(line)["text"]
    assert reader.returncode == 0


def limit_files():
    import resource  # pylint: disable=import-outside-toplevel

    signal.signal(signal.SIGXFSZ, signal.SIG_IGN)
    resource.setrlimit(resource.RLIMIT_FSIZE, (200_000, 200_000))


@tap.test("/journal/no-room-left")
def no_room_left():
    if IS_WINDOWS:
        raise tap.Skip("Windows has no limit of the size of a file")
    path = new_path()
    payload = os.urandom(50_000)
    with Listener("--format", "raw", "--count", "10", "--journal", path,
                  preexec_fn=limit_files) as listener:
        for _ in range(10):
            send(listener.slot, input=payload)
        assert listener.finish(1) == payload * 10
        said = listener.stderr.decode()
    assert "Messages are not recorded any more: " in said, said
    assert "not recorded\n" in said, said
    kept = read(path, "--format", "raw").stdout
    assert len(kept) < 10 * len(payload) and kept == payload * (len(kept) // len(payload))


def limit_files_to_nothing():
    import resource  # pylint: disable=import-outside-toplevel

    signal.signal(signal.SIGXFSZ, signal.SIG_IGN)
    resource.setrlimit(resource.RLIMIT_FSIZE, (1000, 1000))


@tap.test("/journal/no-room-to-begin")
def no_room_to_begin():
    if IS_WINDOWS:
        raise tap.Skip("Windows has no limit of the size of a file")
    path = new_path()
    result = run(*LISTEN, "--journal", path, new_slot(), preexec_fn=limit_files_to_nothing)
    assert result.returncode == 1 and "listening" not in result.stderr, result
    begin = os.path.basename(path)
    assert [name for name in os.listdir(folder.name) if name.startswith(begin)] == []


@tap.test("/journal/ends-with-the-signal")
def ends_with_the_signal():
    if IS_WINDOWS:
        raise tap.Skip("Wine has no Ctrl+C for a program without a console")
    path = new_path()
    with Listener("--format", "raw", "--journal", path) as listener:
        send("--repeat", "500", listener.slot, "message")
        assert listener.process.stdout.read(3500) == b"message" * 500
        listener.process.send_signal(signal.SIGTERM)
        assert listener.finish() == b""
    assert len(read_messages(path)) == 500
    assert not os.path.exists(path + "-wal")
    assert os.stat(path).st_mode & 0o777 == 0o600


tap.run()
