# SPDX-License-Identifier: GPL-3.0-or-later
"""How `mailslot listen` prints, and when it ends."""

import json
import re
import signal
import subprocess
import time

import tap
from program import (IS_WINDOWS, IS_WINE, LISTEN, PATIENCE, Listener, address, as_text,
                     check_wine_kept_the_code, new_slot, run, send, start)

TIME = r"\d{4}-\d\d-\d\d \d\d:\d\d:\d\d\.\d{6}"
# A sender that has ended already has lost its name.
SENDER = r"unknown sender" if IS_WINDOWS else r"(\S+ \(\d+\)|process \d+)"


@tap.test("/listen/json-keys")
def json_keys():
    with Listener("--format", "json", "--count", "2") as listener:
        send(listener.slot, "tab\there \"quoted\" 你")
        send("--hex", "ff 00 fe", listener.slot)
        text, binary = listener.messages()
    assert list(text) == ["serial", "time", "slot", "transport", "sender", "size", "text", "hex"]
    assert re.fullmatch(r"\d{4}-\d\d-\d\dT\d\d:\d\d:\d\d\.\d{6}Z", text["time"]), text
    assert text["text"] == "tab\there \"quoted\" 你"
    assert binary["text"] is None and binary["serial"] == 2
    if IS_WINDOWS:
        assert text["sender"] == {}, text
    else:
        assert {"pid", "uid"} <= set(text["sender"]), text


# Serial numbers count all messages, so what was left out leaves gaps.
@tap.test("/listen/match-and-exclude")
def match_and_exclude():
    texts = ["error 9", "an Error", "error: heartbeat", "all is well", "ERROR 8 ok", "Ärger",
             "error in job 7"]
    for arguments, serials in [
            (["--match", "error -heartbeat", "--exclude", "job"], [1, 2, 5]),
            (["--match", "error", "--match", r"/\b[89]\b/"], [1, 5]),
            (["--match", "'error'", "--exclude", "'heartbeat'", "--exclude", "size<8"], [7]),
            (["--exclude", "error"], [4, 6]),
            (["--match", "ärger slot:slotwatch-test"], [6])]:
        with Listener("--format", "json", "--count", str(len(serials)), *arguments) as listener:
            for text in texts[:serials[-1]]:
                send(listener.slot, text)
            assert [message["serial"] for message in listener.messages()] == serials, arguments


@tap.test("/listen/match-in-utf16")
def match_in_utf16():
    with Listener("--format", "raw", "--count", "1", "--match", "handsome") as listener:
        send("--encoding", "utf-16le", listener.slot, "Bingo is small")
        send("--encoding", "utf-16le", "--nul", listener.slot, "Bingo is Handsome")
        assert listener.finish().decode("utf-16le") == "Bingo is Handsome\0"


TIMEOUTS_MS = [2000, 10000, 50000]


def heard_in_time(*arguments):
    """Listens with a time-out, sends one message, and returns how that ended, and the time-out.

    On a busy computer sending may take longer than listening. Then both are to take longer.
    """
    for timeout_ms in TIMEOUTS_MS:
        with Listener("--timeout", str(timeout_ms), *arguments) as listener:
            run("send", listener.slot, "text")
            stdout, stderr = listener.process.communicate(timeout=PATIENCE)
        check_wine_kept_the_code(listener.process.returncode)
        if b"No message came" not in stderr:
            return listener.process.returncode, stdout, as_text(stderr), timeout_ms
    raise AssertionError(f"sending took longer than {timeout_ms} ms")


@tap.test("/listen/timeout/only-others-came")
def timeout_only_others_came():
    code, stdout, stderr, timeout_ms = heard_in_time("--match", "error")
    assert (code, stdout) == (3, b""), stderr
    assert stderr == f"mailslot: No message that matches came within {timeout_ms} ms\n", stderr


@tap.test("/listen/expression-that-takes-too-long")
def expression_that_takes_too_long():
    with Listener("--count", "1", "--format", "raw", "--match", "/(a+)+[bc]/") as listener:
        send(listener.slot, "a" * 400)
        send(listener.slot, "b ab")
        assert listener.finish() == b"b ab"
    assert as_text(listener.stderr) == (
        "mailslot: A regular expression took too long for 1 message, and was taken as not "
        "found\n")


@tap.test("/listen/text")
def text():
    with Listener("--count", "4") as listener:
        send("--nul", listener.slot, "Bingo is handsome")
        send("-e", listener.slot, r"two\nlines\e[31m\u202e")
        send("--hex", "ff 00 fe", listener.slot)
        send(listener.slot, "")
        lines = listener.finish().decode().split("\n")
    contents = ["  18 bytes  Bingo is handsome␀", "  17 bytes  two␊lines␛[31m<U+202E>",
                "  3 bytes  ff 00 fe", "  0 bytes"]
    assert len(lines) == 5 and lines[4] == "", lines
    for line, content in zip(lines, contents):
        assert re.fullmatch(f"{TIME}  {SENDER}{re.escape(content)}", line), (line, content)


@tap.test("/listen/text-in-an-encoding")
def text_in_an_encoding():
    for encoding in ["gbk", "utf-16le", "big5"]:
        with Listener("--encoding", encoding, "--count", "1") as listener:
            send("--encoding", encoding, listener.slot, "你好")
            assert listener.finish().decode().endswith("  4 bytes  你好\n"), encoding


@tap.test("/listen/hex")
def hex_dump():
    with Listener("--format", "hex", "--count", "2") as listener:
        send(listener.slot, input=bytes(range(20)))
        send(listener.slot, "")
        lines = listener.finish().decode().split("\n")
    assert re.fullmatch(f"{TIME}  {SENDER}  20 bytes", lines[0]), lines
    assert lines[1].startswith("00000000  00 01 02 03"), lines
    assert lines[2].startswith("00000010  10 11 12 13"), lines
    assert lines[1].endswith("0f  ................") and lines[2].endswith("13" + " " * 39 + "....")
    assert lines[3] == "" and lines[4].endswith("  0 bytes") and lines[5:] == ["", ""], lines


@tap.test("/listen/raw-is-binary-safe")
def raw_is_binary_safe():
    payloads = [b"\n", b"\r\n", b"\0", b"", b"\x1a", b"\xff\xfe", bytes(range(256))]
    with Listener("--format", "raw", "--count", str(len(payloads))) as listener:
        for payload in payloads:
            send(listener.slot, input=payload)
        assert listener.finish() == b"".join(payloads)


@tap.test("/listen/several-slots")
def several_slots():
    slots = [new_slot(), new_slot(), new_slot()]
    with Listener("--format", "json", "--count", "3", slots=slots) as listener:
        for slot in reversed(slots):
            send(slot, slot)
        messages = listener.messages()
    assert [message["serial"] for message in messages] == [1, 2, 3]
    assert {message["slot"] for message in messages} == {address(slot) for slot in slots}
    assert all(message["slot"] == address(message["text"]) for message in messages)

    with Listener("--count", "1", slots=slots) as listener:
        send(slots[1], "text")
        assert f"  {address(slots[1])}  ".encode() in listener.finish()


@tap.test("/listen/none-of-several-slots-is-created-if-one-is-taken")
def all_slots_or_none():
    with Listener() as taken:
        free = new_slot()
        assert run(*LISTEN, free, taken.slot).returncode == 1
        assert run("send", free, "text").returncode == 1


@tap.test("/listen/prints-each-message-at-once")
def prints_each_message_at_once():
    with Listener("--format", "json") as listener:
        for number in range(3):
            send(listener.slot, str(number))
            assert json.loads(listener.process.stdout.readline())["text"] == str(number)


@tap.test("/listen/count-is-exact")
def count_is_exact():
    with Listener("--format", "json", "--count", "3") as listener:
        result = run("send", "--repeat", "1000", listener.slot, "text")
        assert len(listener.messages()) == 3
        # Whoever sends more learns, where the system tells, that the slot is gone.
        assert result.returncode in (0, 1), result
    assert run("send", listener.slot, "text").returncode == 1


@tap.test("/listen/time-out-without-a-message")
def time_out_without_a_message():
    started = time.monotonic()
    result = run(*LISTEN, "--timeout", "300", new_slot())
    assert result.returncode == 3 and result.stdout == b"", result
    assert "300" in result.stderr, result
    assert time.monotonic() - started >= 0.3
    assert run(*LISTEN, "--timeout", "0", new_slot()).returncode == 3


@tap.test("/listen/time-out-after-a-message")
def time_out_after_a_message():
    code, stdout, stderr, _ = heard_in_time("--format", "raw")
    assert (code, stdout, stderr) == (0, b"text", "")
    code, stdout, stderr, _ = heard_in_time("--format", "raw", "--count", "5")
    assert (code, stdout) == (0, b"text") and "1 of 5" in stderr, (code, stdout, stderr)


@tap.test("/listen/time-out-counts-from-the-last-message")
def time_out_counts_from_the_last_message():
    def n_received(timeout_ms):
        """Of six messages, the last of which is sent when the time is over that began first."""
        interval = str(timeout_ms * 9 // 40)
        with Listener("--format", "raw", "--timeout", str(timeout_ms), "--count", "6") as listener:
            run("send", "--repeat", "6", "--interval", interval, listener.slot, "x")
            return len(listener.process.communicate(timeout=PATIENCE)[0])

    # On a busy computer there may be longer pauses than that between two messages.
    assert any(n_received(2 * timeout_ms) == 6 for timeout_ms in TIMEOUTS_MS)


@tap.test("/listen/ctrl-c-ends-it")
def ctrl_c_ends_it():
    if IS_WINDOWS and not IS_WINE:
        raise tap.Skip("Windows has no such signal; tests/win32/test-win32-console.c does it")
    # Wine turns the signal into what the console sends to a program.
    with Listener("--format", "raw") as listener:
        send(listener.slot, "printed")
        assert listener.process.stdout.read(7) == b"printed"
        listener.process.send_signal(signal.SIGINT)
        listener.finish(0)
        assert as_text(listener.stderr) == ""
    assert run("send", listener.slot, "text").returncode == 1


@tap.test("/listen/a-killed-one-blocks-no-name")
def a_killed_one_blocks_no_name():
    slot = new_slot()
    for _ in range(3):
        with Listener(slots=[slot]) as listener:
            listener.process.kill()
            listener.process.wait(timeout=PATIENCE)
        # At once, before anything else could tidy up.
        with Listener("--format", "raw", "--count", "1", slots=[slot]) as listener:
            send(slot, "text")
            assert listener.finish() == b"text"

    with Listener(slots=[slot]) as listener:
        listener.process.kill()
        listener.process.wait(timeout=PATIENCE)
    assert run("send", slot, "text").returncode == 1
    if not IS_WINDOWS:
        assert run("list").stdout == b""


@tap.test("/listen/slow-reader-loses-nothing")
def slow_reader_loses_nothing():
    size, number = 1000, 2000 if IS_WINDOWS else 20000
    with Listener("--format", "raw", "--count", str(number)) as listener:
        sender = start("send", "--repeat", str(number), listener.slot, "x" * size)
        time.sleep(0.5)
        if not IS_WINDOWS:
            # Nobody reads the output, so the sender is held back.
            assert sender.poll() is None
        assert listener.process.stdout.read() == b"x" * size * number
        assert sender.wait(timeout=PATIENCE) == 0


@tap.test("/listen/file-as-output")
def file_as_output():
    with Listener("--format", "raw", "--count", "2", stdout=subprocess.DEVNULL) as listener:
        send("--repeat", "2", listener.slot, "text")
        listener.finish()


tap.run()
