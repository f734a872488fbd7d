# SPDX-License-Identifier: GPL-3.0-or-later
"""From `mailslot send` to `mailslot listen`: every byte arrives, and no other."""

import os
import re
import tempfile

import tap
from program import IS_WINE, LISTEN, Listener, address, new_slot, run, send, shown_path

BINARY = bytes(range(256))


def sent(*arguments, **options):
    """The one message that these arguments of `send` make."""
    with Listener("--format", "json", "--count", "1") as listener:
        send(*[listener.slot if word is None else word for word in arguments], **options)
        (message,) = listener.messages()
    assert message["serial"] == 1
    assert message["slot"] == address(listener.slot)
    assert message["transport"] == "local"
    assert message["size"] * 2 == len(message["hex"])
    return message


def payload(*arguments, **options):
    return bytes.fromhex(sent(*arguments, **options)["hex"])


@tap.test("/messages/text")
def text():
    message = sent(None, "Bingo is handsome")
    assert message["text"] == "Bingo is handsome"
    assert message["size"] == 17
    assert payload("--text", "Bingo", None) == b"Bingo"
    assert payload(None, "--", "-5") == b"-5"


@tap.test("/messages/nul")
def nul():
    message = sent("--nul", None, "Bingo is handsome")
    assert message["text"] == "Bingo is handsome"
    assert message["hex"].endswith("6500") and message["size"] == 18
    assert payload("--nul", "--encoding", "utf-16le", None, "a") == b"a\0\0\0"
    assert payload("--nul", "--hex", "01", None) == b"\1\0"
    assert payload("--nul", None, input=b"from stdin") == b"from stdin\0"


@tap.test("/messages/chinese")
def chinese():
    assert sent(None, "你好")["text"] == "你好"
    for encoding in ["utf-8", "utf-16le", "utf-16be", "gbk", "big5"]:
        assert payload("--encoding", encoding, None, "你好") == "你好".encode(encoding)


@tap.test("/messages/escapes")
def escapes():
    assert payload("-e", None, r"a\n\0\x ff\xffé".replace("x ff", "x7f")) == b"a\n\0\x7f\xff\xc3\xa9"
    assert payload(None, r"a\n") == rb"a\n"
    assert payload("-e", "--file", "-", None, input=rb"a\tb") == b"a\tb"


@tap.test("/messages/hex")
def hex_digits():
    message = sent("--hex", "00 01 fe FF 00", None)
    assert message["hex"] == "0001feff00" and message["text"] is None
    assert payload("--hex", BINARY.hex(), None) == BINARY
    assert payload("--hex", "", None) == b""


@tap.test("/messages/empty")
def empty():
    for arguments in [(None, ""), ("--text", "", None), ("--hex", "", None), ("--file", "-", None)]:
        message = sent(*arguments)
        assert message["size"] == 0 and message["hex"] == "", arguments


@tap.test("/messages/file-and-stdin")
def file_and_stdin():
    with tempfile.TemporaryDirectory() as folder:
        path = os.path.join(folder, "数据.bin")
        with open(path, "wb") as file:
            file.write(BINARY + b"\r\n\x1a\n")
        assert payload("--file", shown_path(path), None) == BINARY + b"\r\n\x1a\n"
    assert payload(None, input=BINARY + b"\r\n\x1a\n") == BINARY + b"\r\n\x1a\n"
    assert payload("--file", "-", None, input=BINARY) == BINARY
    assert payload("--encoding", "gbk", None, input="你好".encode()) == "你好".encode("gbk")


@tap.test("/messages/64-KiB")
def large():
    content = os.urandom(64 * 1024)
    assert payload(None, input=content) == content
    with Listener("--format", "raw", "--count", "2") as listener:
        send("--repeat", "2", listener.slot, input=content)
        assert listener.finish() == content * 2


@tap.test("/messages/repeat-and-interval")
def repeat_and_interval():
    with Listener("--format", "json", "--count", "5") as listener:
        send("--repeat", "5", "--interval", "20", listener.slot, "again")
        messages = listener.messages()
    assert [message["serial"] for message in messages] == [1, 2, 3, 4, 5]
    assert {message["text"] for message in messages} == {"again"}
    times = [message["time"] for message in messages]
    assert times == sorted(times) and times[0] != times[-1], times


@tap.test("/messages/any-form-of-the-address")
def any_form_of_the_address():
    with Listener("--format", "json", "--count", "4", slots=[f"a\\{new_slot()}"]) as listener:
        slash = listener.slot.replace("\\", "/")
        for target in [address(listener.slot), f"//./mailslot/{slash}", slash,
                       address(listener.slot.upper())]:
            send(target, target)
        assert {message["slot"] for message in listener.messages()} == {address(listener.slot)}


@tap.test("/messages/too-large")
def too_large():
    if IS_WINE:
        raise tap.Skip("Wine does not enforce the longest message of a slot")
    with Listener("--format", "raw", "--max-size", "4", "--count", "1") as listener:
        result = run("send", listener.slot, "12345")
        # Which of these Windows gives is written nowhere.
        assert result.returncode == 1, result
        assert re.search(r"\b(24|87|122)\b", result.stderr), result
        send(listener.slot, "1234")
        assert listener.finish() == b"1234"


@tap.test("/messages/failures-say-what-to-do")
def failures_say_what_to_do():
    slot = new_slot()
    result = run("send", slot, "text")
    assert result.returncode == 1 and result.stdout == b"", result
    first, advice = result.stderr.splitlines()
    assert first.startswith("mailslot: ") and address(slot) in first, first
    assert advice.endswith("(Windows error 2)") and len(advice) > 20, advice

    with Listener("--count", "1") as listener:
        result = run(*LISTEN, new_slot(), listener.slot.upper())
        assert result.returncode == 1, result
        assert "listening" not in result.stderr
        assert "(Windows error 183)" in result.stderr

    result = run("send", "--file", "/no/such/file", slot)
    assert result.returncode == 1 and "/no/such/file" in result.stderr, result
    result = run("send", "--file", "/", slot)
    assert result.returncode == 1, result
    result = run("send", "--encoding", "gbk", slot, input=b"\xff")
    assert result.returncode == 1 and "UTF-8" in result.stderr, result


tap.run()
