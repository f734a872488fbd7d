# SPDX-License-Identifier: GPL-3.0-or-later
"""Who may send to a slot, and what is told of it; on Linux with a second user."""

import contextlib
import json
import os
import pathlib
import shutil
import stat
import subprocess
import tempfile

import tap
from program import IS_WINDOWS, PATIENCE, PROGRAM, Listener, address, new_slot, run, send

# A user that every Linux has and that owns nothing.
NOBODY = 65534


def security_line(listener):
    """What a listener says of its slot, without what comes before the owner."""
    line = listener.process.stderr.readline().decode().rstrip("\r\n")
    start = f"mailslot: {address(listener.slot)}: owner "
    assert line.startswith(start), line
    return line[len(start):]


@tap.test("/security/user")
def user():
    with Listener("--security", "user", "--count", "1", "--format", "raw") as listener:
        line = security_line(listener)
        send(listener.slot, "text")
        assert listener.finish() == b"text"
    if IS_WINDOWS:
        assert ", rights O:" in line and "D:P(A;;" in line, line
    else:
        assert line.endswith(", rights srw-------"), line


@tap.test("/security/is-told-only-when-asked-for")
def is_told_only_when_asked_for():
    with Listener("--count", "1") as listener:
        send(listener.slot, "text")
        listener.finish()
        assert listener.stderr == b"", listener.stderr


@tap.test("/security/wrong")
def wrong():
    for who in ("", "all", "Everyone"):
        result = run("listen", "--security", who, new_slot())
        assert result.returncode == 2 and f"“{who}”" in result.stderr, result


@tap.test("/security/sddl")
def sddl():
    who = "D:P(A;;FA;;;WD)(A;;FA;;;QQ)"
    result = run("listen", "--security", who, new_slot())
    assert result.returncode == 2, result
    if not IS_WINDOWS:
        assert who in result.stderr and "Only Windows" in result.stderr, result.stderr
        return
    assert "character 16: “(A;;FA;;;QQ)”" in result.stderr, result.stderr
    with Listener("--security", who[:15]) as listener:
        assert security_line(listener).endswith(who[:15])


@contextlib.contextmanager
def shared_folder(mode):
    """A folder for slots that has this mode, and in it the program for everybody to run."""
    if IS_WINDOWS:
        raise tap.Skip("it is about folders of Linux")
    with tempfile.TemporaryDirectory(prefix="slotwatch-test-") as outer:
        os.chmod(outer, 0o755)
        parents = pathlib.Path(os.path.realpath(outer)).parents
        if not all(os.stat(parent).st_mode & stat.S_IXOTH for parent in parents):
            raise tap.Skip("other users cannot enter the temporary folder")
        shared = os.path.join(outer, "shared")
        os.mkdir(shared)
        os.chmod(shared, mode)
        yield shared


def as_nobody(folder, *arguments):
    """Runs the program as another user; skips the test where that cannot be done."""
    if os.geteuid() != 0:
        raise tap.Skip("only root can run a program as another user")
    program = os.path.join(os.path.dirname(folder), "mailslot")
    if not os.path.exists(program):
        shutil.copy(PROGRAM[-1], program)
        os.chmod(program, 0o755)
    environment = {**os.environ, "MAILSLOT_DIR": folder}

    def start(*words):
        return subprocess.run([program, *words], capture_output=True, text=True, check=False,
                              stdin=subprocess.DEVNULL, env=environment, user=NOBODY,
                              group=NOBODY, extra_groups=[], cwd="/", timeout=PATIENCE)

    try:
        result = start("--version")
    except PermissionError as error:
        raise tap.Skip(f"another user cannot run the program here: {error}") from error
    if result.returncode != 0:
        raise tap.Skip(f"another user cannot run the program here: {result.stderr}")
    return start(*arguments)


def listen(folder, *arguments):
    return Listener(*arguments, env={**os.environ, "MAILSLOT_DIR": folder})


@tap.test("/security/everyone/another-user-sends")
def another_user_sends():
    for mode in (0o711, 0o755, 0o1777):
        with shared_folder(mode) as folder, \
                listen(folder, "--security", "everyone", "--count", "1", "--format",
                       "json") as listener:
            assert security_line(listener).endswith(", rights srw--w--w-")
            result = as_nobody(folder, "send", listener.slot, "from nobody")
            assert result.returncode == 0, result
            (message,) = listener.messages()
        assert message["text"] == "from nobody" and message["sender"]["uid"] == NOBODY, message


@tap.test("/security/everyone/another-user-lists")
def another_user_lists():
    slot = f"By\\Levels-{new_slot()}"
    with shared_folder(0o1777) as folder, \
            Listener("--security", "everyone", slots=[slot],
                     env={**os.environ, "MAILSLOT_DIR": folder}):
        result = as_nobody(folder, "list", "--long", "--format", "json")
    assert result.returncode == 0, result
    (listed,) = [json.loads(line) for line in result.stdout.splitlines()]
    assert listed["slot"].lower() == address(slot).lower(), listed
    assert (listed["owner"], listed["rights"]) == ("root", "srw--w--w-"), listed


@tap.test("/security/user/another-user-is-refused")
def another_user_is_refused():
    for who in (["--security", "user"], []):
        with shared_folder(0o1777) as folder, listen(folder, *who) as listener:
            result = as_nobody(folder, "send", listener.slot, "text")
            assert result.returncode == 1 and "Permission denied" in result.stderr, result
            assert "created for everyone" in result.stderr, result.stderr
            # Nor can that user take the name, or see it.
            result = as_nobody(folder, "listen", "--source", "none", "--timeout", "0",
                               listener.slot)
            assert result.returncode == 1, result
            assert "belongs to another user" in result.stderr, result.stderr
            assert as_nobody(folder, "list").stdout == ""


@tap.test("/security/everyone/the-name-is-taken-for-another-user")
def the_name_is_taken_for_another_user():
    with shared_folder(0o1777) as folder, \
            listen(folder, "--security", "everyone") as listener:
        result = as_nobody(folder, "listen", "--source", "none", "--timeout", "0", listener.slot)
    assert result.returncode == 1 and "another program reads from it" in result.stderr, result


@tap.test("/security/everyone/not-in-a-closed-folder")
def not_in_a_closed_folder():
    for mode, part in ((0o700, "cannot enter"), (0o777, "can replace files")):
        with shared_folder(mode) as folder:
            result = run("listen", "--security", "everyone", new_slot(),
                         env={**os.environ, "MAILSLOT_DIR": folder})
            assert os.listdir(folder) == []
        assert result.returncode == 1 and part in result.stderr, result
        assert "MAILSLOT_DIR" in result.stderr and "1777" in result.stderr, result.stderr


@tap.test("/security/list-long")
def list_long():
    with Listener("--security", "user") as listener:
        security_line(listener)
        result = run("list", "--long")
        if IS_WINDOWS and result.returncode == 1:
            raise tap.Skip("this Windows does not list slots")
        (line,) = [line for line in result.stdout.decode().splitlines() if listener.slot in line]
    slot, owner, rights = line.split("\t")
    assert slot == address(listener.slot), line
    assert rights == ("unknown" if IS_WINDOWS else "srw-------") and owner, line


tap.run()
