# SPDX-License-Identifier: GPL-3.0-or-later
"""What only a Unix system has: signals, senders, sockets and closed streams."""

import contextlib
import json
import os
import pty
import re
import resource
import signal
import socket
import subprocess
import time

import tap
from program import (LISTEN, PATIENCE, PROGRAM, SLOT_DIR, Listener, address, new_slot, run, send,
                     start, wait_until)


def sockets():
    """The paths of the sockets that exist, stale or not."""
    if not os.path.isdir(SLOT_DIR):
        return []
    paths = [os.path.join(SLOT_DIR, name) for name in os.listdir(SLOT_DIR)]
    return [path for path in paths if os.path.exists(path) and socket_at(path)]


def socket_at(path):
    return os.stat(path).st_mode & 0o170000 == 0o140000


@contextlib.contextmanager
def raw_sender():
    """A sender that shares no code with ours: a plain socket."""
    (path,) = sockets()
    with socket.socket(socket.AF_UNIX, socket.SOCK_DGRAM) as sender:
        sender.connect(path)
        yield sender


def listed():
    return run("list").stdout.decode().splitlines()


@tap.test("/unix/sender-is-known")
def sender_is_known():
    with Listener("--format", "json", "--count", "1") as listener:
        sender = start("send", listener.slot, "text")
        sender.communicate(timeout=PATIENCE)
        (message,) = listener.messages()
    assert message["sender"]["pid"] == sender.pid
    assert message["sender"]["uid"] == os.getuid()


@tap.test("/unix/a-plain-socket-can-send")
def a_plain_socket_can_send():
    payloads = [b"Bingo is handsome\0", b"", bytes(range(256)), os.urandom(65536)]
    with Listener("--format", "json", "--count", str(len(payloads))) as listener:
        with raw_sender() as sender:
            for payload in payloads:
                sender.send(payload)
        messages = listener.messages()
    assert [bytes.fromhex(message["hex"]) for message in messages] == payloads
    assert {message["sender"]["pid"] for message in messages} == {os.getpid()}
    with open("/proc/self/comm", encoding="utf-8") as comm:
        assert messages[0]["sender"]["process"] == comm.read().rstrip("\n")


@tap.test("/unix/a-sender-cannot-write-to-the-terminal")
def a_sender_cannot_write_to_the_terminal():
    code = "import socket,sys; open('/proc/self/comm','w').write('\\x1b[31mred'); " \
           "s = socket.socket(socket.AF_UNIX, socket.SOCK_DGRAM); " \
           "s.connect(sys.argv[1]); s.send(b'\\x1b[32m'); sys.stdin.read()"
    with Listener("--count", "1") as listener:
        with subprocess.Popen(["/usr/bin/python3", "-c", code, sockets()[0]],
                              stdin=subprocess.PIPE) as sender:
            line = listener.finish().decode()
            sender.stdin.close()
    assert "\x1b" not in line and "[31mred" in line and "␛[32m" in line, line


@tap.test("/unix/signals-end-listen-cleanly")
def signals_end_listen_cleanly():
    for number in [signal.SIGINT, signal.SIGTERM, signal.SIGHUP]:
        with Listener("--format", "raw") as listener:
            send(listener.slot, "printed")
            assert listener.process.stdout.read(7) == b"printed"
            listener.process.send_signal(number)
            listener.finish(0)
            assert listener.stderr == b"", listener.stderr
        assert sockets() == []


@tap.test("/unix/what-came-before-the-signal-is-printed")
def what_came_before_the_signal_is_printed():
    # Often, because the signal is to meet the messages at every place on their way.
    for _ in range(20):
        with Listener("--format", "raw") as listener:
            send("--repeat", "500", listener.slot, "x")
            listener.process.send_signal(signal.SIGTERM)
            n_printed = len(listener.finish(0))
            assert n_printed == 500, n_printed


@tap.test("/unix/a-signal-sent-twice-at-once-is-one")
def a_signal_sent_twice_is_one():
    slot = new_slot()

    # As timeout(1) does it, to the program and to its group.
    def is_one():
        with Listener("--format", "raw", slots=[slot]) as listener:
            send("--repeat", "500", slot, "x")
            listener.process.send_signal(signal.SIGTERM)
            listener.process.send_signal(signal.SIGTERM)
            stdout, _ = listener.process.communicate(timeout=PATIENCE)
        # On a busy computer the second one may come much later, and then it is another.
        if listener.process.returncode == -signal.SIGTERM:
            return False
        assert (listener.process.returncode, len(stdout)) == (0, 500)
        return True

    for _ in range(5):
        wait_until(is_one, "both signals come at once")
        assert sockets() == []


@contextlib.contextmanager
def full_pipe():
    """The write end of a pipe that takes nothing and that nobody reads."""
    read_end, write_end = os.pipe()
    os.set_blocking(write_end, False)
    with contextlib.suppress(BlockingIOError):
        while True:
            os.write(write_end, b"x" * 4096)
    os.set_blocking(write_end, True)
    yield write_end
    os.close(read_end)
    os.close(write_end)


@tap.test("/unix/a-later-second-signal-ends-it-at-once")
def a_later_second_signal_ends_it():
    def ends_at_once():
        with full_pipe() as pipe, Listener(slots=[slot], stdout=pipe) as listener:
            send(slot, "text")
            listener.process.send_signal(signal.SIGTERM)
            # Later than an echo, sooner than the listener gives its reader up.
            time.sleep(0.4)
            listener.process.send_signal(signal.SIGTERM)
            return listener.process.wait(timeout=PATIENCE) == -signal.SIGTERM

    slot = new_slot()
    # On a busy computer a signal may come too late or seem an echo, but not each time.
    wait_until(ends_at_once, "the second signal comes in time")
    # It had no time to tidy up; the next one on the name does.
    with Listener(slots=[slot]):
        pass
    assert sockets() == []


N_MANY_SLOTS = 300


def many_slots():
    return [f"{new_slot()}-{number}" for number in range(N_MANY_SLOTS)]


def descriptor_limits(soft, hard):
    return lambda: resource.setrlimit(resource.RLIMIT_NOFILE, (soft, hard))


@tap.test("/unix/many-slots-despite-the-soft-limit")
def many_slots_despite_the_soft_limit():
    _, hard = resource.getrlimit(resource.RLIMIT_NOFILE)
    if hard != resource.RLIM_INFINITY and hard < 8 * N_MANY_SLOTS:
        raise tap.Skip(f"no more than {hard} files may be open here")
    slots = many_slots()
    with Listener("--format", "raw", "--count", "2", slots=slots,
                  preexec_fn=descriptor_limits(1024, hard)) as listener:
        send(slots[0], "first ")
        assert listener.process.stdout.read(6) == b"first "
        send(slots[-1], "last")
        assert listener.finish() == b"last"
    assert sockets() == []


@tap.test("/unix/too-many-slots-are-refused")
def too_many_slots_are_refused():
    # Wherever the descriptors end: in a socket, a lock or what the program waits with.
    slots = [new_slot() for _ in range(3)]
    codes = set()
    for limit in range(12, 34):
        result = run(*LISTEN, "--timeout", "0", *slots, preexec_fn=descriptor_limits(limit, limit))
        codes.add(result.returncode)
        lines = result.stderr.splitlines()
        if result.returncode == 1:
            assert lines[0].startswith("mailslot: Cannot ") and "open files" in lines[0], \
                (limit, lines)
        else:
            assert result.returncode == 3 and lines[-1].startswith("mailslot: No message"), \
                (limit, result.returncode, lines)
        assert not os.path.exists(SLOT_DIR) or os.listdir(SLOT_DIR) == [], limit
    assert codes == {1, 3}, codes


@tap.test("/unix/a-signal-ends-listen-although-nobody-reads-its-output")
def a_signal_ends_a_blocked_listen():
    with full_pipe() as pipe, Listener("--format", "raw", stdout=pipe) as listener:
        send(listener.slot, "text")
        listener.process.send_signal(signal.SIGTERM)
        assert listener.process.wait(timeout=PATIENCE) == 1
        assert b"standard output" in listener.process.stderr.read()
    assert sockets() == []


@tap.test("/unix/ignored-signals-stay-ignored")
def ignored_signals_stay_ignored():
    def ignore():
        signal.signal(signal.SIGINT, signal.SIG_IGN)

    with Listener("--format", "raw", "--count", "1", preexec_fn=ignore) as listener:
        listener.process.send_signal(signal.SIGINT)
        send(listener.slot, "still there")
        assert listener.finish(0) == b"still there"


@tap.test("/unix/signals-end-send")
def signals_end_send():
    for number in [signal.SIGINT, signal.SIGTERM]:
        with Listener("--format", "raw") as listener:
            sender = start("send", "--repeat", "1000", "--interval", "60000", listener.slot, "x")
            assert listener.process.stdout.read(1) == b"x"
            sender.send_signal(number)
            _, stderr = sender.communicate(timeout=PATIENCE)
            assert sender.returncode == 1 and b"1 of 1000" in stderr, stderr

    with Listener() as listener:
        sender = start("send", listener.slot, stdin=subprocess.PIPE)
        sender.send_signal(signal.SIGINT)
        sender.communicate(timeout=PATIENCE)
        assert sender.returncode != 0


@tap.test("/unix/listen-ends-when-nobody-reads")
def listen_ends_when_nobody_reads():
    with Listener() as listener:
        listener.process.stdout.close()
        # Before any message comes.
        assert listener.process.wait(timeout=PATIENCE) == 0
        assert listener.process.stderr.read() == b""
    assert sockets() == []

    read_end, write_end = os.pipe()
    with Listener("--format", "raw", stdout=write_end) as listener:
        os.close(write_end)
        sender = start("send", "--repeat", "1000000", listener.slot, "x" * 1000)
        os.read(read_end, 1)
        os.close(read_end)
        assert listener.process.wait(timeout=PATIENCE) == 0
        assert listener.process.stderr.read() == b""
        sender.communicate(timeout=PATIENCE)
        assert sender.returncode == 1


@tap.test("/unix/output-that-fails")
def output_that_fails():
    with open("/dev/full", "wb") as full:
        with Listener("--count", "1", stdout=full) as listener:
            send(listener.slot, "text")
            listener.finish(1)
            assert b"standard output" in listener.stderr
        assert run("--help", stdout=full, stderr=subprocess.PIPE, capture_output=False).returncode == 1


def closing(*numbers):
    def close():
        for number in numbers:
            os.close(number)
    return close


@tap.test("/unix/closed-streams")
def closed_streams():
    slot = new_slot()
    result = run("send", slot, preexec_fn=closing(0), stdin=None)
    assert result.returncode == 1 and "standard input" in result.stderr, result

    with Listener("--count", "1", preexec_fn=closing(1)) as listener:
        send(listener.slot, "text")
        listener.finish(1)
        assert b"standard output" in listener.stderr

    listener = start(*LISTEN, "--format", "raw", "--count", "2", slot, preexec_fn=closing(0, 2))
    wait_until(lambda: address(slot) in listed(), "the slot exists")
    send(slot, "text", preexec_fn=closing(0, 1))
    assert run("send", slot, "text", preexec_fn=closing(0, 1, 2)).returncode == 0
    assert listener.communicate(timeout=PATIENCE)[0] == b"texttext"
    assert listener.returncode == 0


@tap.test("/unix/no-locale")
def no_locale():
    environment = {"MAILSLOT_DIR": SLOT_DIR, "LC_ALL": "C", "PATH": os.environ["PATH"]}
    with Listener("--count", "1", env=environment) as listener:
        send(listener.slot, "你好", env=environment)
        assert listener.finish().decode().endswith("6 bytes  你好\n")
    result = run("send", "没有", "x", env=environment)
    assert result.returncode == 1 and "没有" not in result.stderr, result


@tap.test("/unix/arguments-that-are-not-utf-8")
def arguments_that_are_not_utf8():
    assert run("send", "x", b"\xff\xfe").returncode == 2
    assert run("send", b"\xff", "x").returncode == 2
    assert run("listen", b"a\xffb").returncode == 2
    assert run("listen", "--count", b"\xff", "x").returncode == 2
    assert run("listen", "--format", b"\xff", "x").returncode == 2
    assert run("send", "--encoding", b"\xff", "x", "y").returncode == 2
    assert run("send", "--hex", b"\xff", "x").returncode == 2
    assert run("send", b"--\xff", "x").returncode == 2
    assert run(b"\xff").returncode == 2
    assert sockets() == []

    path = os.path.join(os.path.dirname(SLOT_DIR).encode(), b"\xff.bin")
    with open(path, "wb") as file:
        file.write(b"text")
    with Listener("--format", "raw", "--count", "1") as listener:
        send("--file", path, listener.slot)
        assert listener.finish() == b"text"


@tap.test("/unix/message-typed-on-a-terminal")
def message_typed_on_a_terminal():
    controller, terminal = pty.openpty()
    with Listener("--format", "raw", "--count", "1") as listener:
        sender = start("send", listener.slot, stdin=terminal)
        hint = sender.stderr.readline().decode()
        assert "Ctrl+D" in hint, hint
        os.write(controller, "你好\n\x04".encode())
        assert sender.wait(timeout=PATIENCE) == 0
        assert listener.finish().decode() == "你好\n"
    os.close(controller)
    os.close(terminal)


@tap.test("/unix/endless-input-is-refused")
def endless_input_is_refused():
    for arguments in [("--file", "/dev/zero", "x"), ("x",)]:
        with open("/dev/zero", "rb") as zeros:
            result = run("send", *arguments, stdin=zeros)
        assert result.returncode == 1 and "too long" in result.stderr, result


@tap.test("/unix/list")
def list_slots():
    result = run("list")
    assert result.returncode == 0 and result.stdout == b"" and "no slots" in result.stderr, result

    slots = ["Zeta", "alpha\\beta", "名字", "with space"]
    with Listener(slots=slots):
        result = run("list")
        assert result.returncode == 0 and result.stderr == "", result
        assert sorted(result.stdout.decode().splitlines()) == sorted(map(address, slots))
        lines = run("list", "--format", "json").stdout.splitlines()
        assert sorted(json.loads(line)["slot"] for line in lines) == sorted(map(address, slots))
        assert all(list(json.loads(line)) == ["slot"] for line in lines)


@tap.test("/unix/translated")
def translated():
    folder = os.path.join(os.environ["SLOTWATCH_LOCALEDIR"], "zh_CN")
    if not os.path.isdir(folder):
        raise tap.Skip("there is no Chinese translation in the build")
    environment = {**os.environ, "LANGUAGE": "zh_CN", "LC_ALL": "C.UTF-8"}
    for arguments in [("--help",), ("listen", "--help"), ("send", "--help"), ("list", "--help")]:
        chinese, english = run(*arguments, env=environment), run(*arguments)
        assert chinese.returncode == 0
        assert re.search("[\u4e00-\u9fff]", chinese.stdout.decode()), chinese.stdout.decode()
        assert not re.search("[\u4e00-\u9fff]", english.stdout.decode())

    # What scripts rely on stays.
    with Listener("--format", "json", "--count", "1", env=environment) as listener:
        send(listener.slot, "text", env=environment)
        assert listener.messages()[0]["text"] == "text"
    result = run("listen", "--count", "0", "x", env=environment)
    assert result.returncode == 2 and "--count" in result.stderr
    assert re.search("[\u4e00-\u9fff]", result.stderr), result


tap.run()
