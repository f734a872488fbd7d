# SPDX-License-Identifier: GPL-3.0-or-later
"""What the command line takes, explains and refuses; a refused one changes nothing."""

import os
import re

import tap
from program import IS_WINDOWS, SLOT_DIR, new_slot, run

SLOT = new_slot()
REMOTE = "\\\\server\\mailslot\\x"
DATAGRAM = "--transport=datagram"

# Every option with what it does not take, and what the error must name.
WRONG = [
    ([], None),
    (["bogus"], "bogus"),
    (["Listen", SLOT], "Listen"),
    ([""], "“”"),
    (["--bogus"], "--bogus"),
    (["help", "bogus"], "bogus"),
    (["help", "send", "list"], "help"),
    (["listen"], "No slot"),
    (["listen", "--bogus", SLOT], "--bogus"),
    (["listen", SLOT, "--count"], "--count"),
    (["listen", ""], "empty"),
    (["listen", "\\\\.\\mailslot\\"], "has no name after"),
    (["listen", "\\\\.\\pipe\\x"], "pipe"),
    (["listen", "x" * 300], "a name of 300 characters, at most 255"),
    (["listen", SLOT, "\\\\.\\pipe\\x"], "pipe"),
    (["listen", "\\\\server\\mailslot\\x"], "not on this computer"),
    (["listen", "\\\\*\\mailslot\\x"], "not on this computer"),
    (["listen", SLOT, SLOT.upper()], "twice"),
    *[(["listen", "--count", value, SLOT], "--count")
      for value in ["0", "-1", "", "x", "1x", " 1", "1.5", "0x10", "+1", "9" * 40]],
    *[(["listen", "--timeout", value, SLOT], "--timeout")
      for value in ["-1", "", "x", "2147483648", "9" * 40]],
    *[(["listen", "--max-size", value, SLOT], "--max-size")
      for value in ["-1", "", "x", "1k", "9" * 40]],
    *[(["listen", "--format", value, SLOT], "--format") for value in ["", "xml", "JSON"]],
    (["listen", "--encoding", "", SLOT], "encoding"),
    (["listen", "--encoding", "bogus", SLOT], "bogus"),
    (["listen", "--format", "json", "--encoding", "gbk", SLOT], "--encoding"),
    *[(["listen", option, value, SLOT], f"{option}: {message}")
      for option in ["--match", "--exclude"]
      for value, message in [
          ("\"a", "the closing \" is missing for the one at column 1"),
          ("a size>x", "“x” at column 8 is not a number of bytes"),
          ("/a(b/", "“a(b” is no regular expression, at its character 4: "),
          ("hex:zz", "'z' at column 1")]],
    (["listen", "--match", " ", SLOT], "--match needs something to look for"),
    (["listen", "--exclude", "", SLOT], "--exclude needs something to look for"),
    (["read"], "one file"),
    (["read", "one", "two"], "one file"),
    (["read", "--count", "0", "file"], "--count"),
    (["read", "--format", "xml", "file"], "--format"),
    (["read", "--format", "raw", "--encoding", "gbk", "file"], "--encoding"),
    (["read", "--match", " ", "file"], "--match needs something to look for"),
    (["send"], "No target"),
    (["send", "", "text"], "empty"),
    (["send", "\\\\.\\pipe\\x", "text"], "pipe"),
    (["send", SLOT, "two", "words"], "quotes"),
    (["send", "--bogus", SLOT, "text"], "--bogus"),
    (["send", SLOT, "--text"], "--text"),
    (["send", "--text", "a", SLOT, "b"], "only one"),
    (["send", "--text", "a", "--hex", "00", SLOT], "only one"),
    (["send", "--hex", "00", "--file", "x", SLOT], "only one"),
    (["send", "--hex", "00", SLOT, "b"], "only one"),
    (["send", "--file", "-", SLOT, "b"], "only one"),
    *[(["send", "--hex", value, SLOT], "a hex digit is missing") for value in ["0", "00 1"]],
    (["send", "--hex", "zz", SLOT], "'z' at column 1"),
    (["send", "--hex", "你好", SLOT], "'你' at column 1"),
    (["send", "--hex", "00", "--encoding", "gbk", SLOT], "--hex"),
    (["send", "--hex", "00", "--escapes", SLOT], "--hex"),
    (["send", "--encoding", "bogus", SLOT, "text"], "bogus"),
    (["send", "--encoding", "", SLOT, "text"], "encoding"),
    (["send", "--encoding", "ascii", SLOT, "你好"], "你"),
    (["send", "--escapes", SLOT, "a\\q"], "\\q"),
    (["send", "--escapes", SLOT, "a\\"], "\\"),
    *[(["send", "--repeat", value, SLOT, "text"], "--repeat")
      for value in ["0", "-1", "", "x", "9" * 40]],
    *[(["send", "--interval", value, SLOT, "text"], "--interval")
      for value in ["-1", "", "x", "2147483648"]],
    *[(["send", "--scope", value, "\\\\server\\mailslot\\x", "text"], "--scope")
      for value in ["", "bogus", "HOST"]],
    (["send", "--scope", "domain", SLOT, "text"], "computer and domain"),
    (["send", "--scope", "host", "\\\\*\\mailslot\\x", "text"], "computer and domain"),
    *[(["send", option, value, SLOT, "text"], option)
      for option, value in [("--from", "ME"), ("--workgroup", "OFFICE"), ("--wins", "192.0.2.1"),
                            ("--transport", "datagram")]],
    *[(["send", "--transport", value, REMOTE, "text"], "--transport")
      for value in ["", "bogus", "Windows"]],
    *[(["send", DATAGRAM, "--from", value, REMOTE, "text"], named)
      for value, named in [("", "“”"), ("SIXTEEN-LETTERS-", "SIXTEEN-LETTERS-"),
                           ("a*b", "a*b"), ("a\\b", "a\\b")]],
    *[(["send", DATAGRAM, "--workgroup", value, REMOTE, "text"], named)
      for value, named in [("", "“”"), ("SIXTEEN-LETTERS-", "SIXTEEN-LETTERS-")]],
    *[(["send", DATAGRAM, "--wins", value, REMOTE, "text"], value)
      for value in ["server", "192.0.2", "::1"]],
    *[(["listen", "--source", value, SLOT], "--source") for value in ["", "bogus", "Samba"]],
    (["listen", "--source", "none", "--all"], "--all"),
    (["listen", "--source", "none", "--answer-names", SLOT], "--answer-names"),
    (["listen", "--source", "none"], "No slot"),
    (["listen", "--all", SLOT, SLOT], "twice"),
    (["listen", "//*/mailslot/*"], "--all"),
    (["listen", "//*/mailslot/x"], "\\\\.\\mailslot\\x"),
    (["send", "--scope", "domain", "//192.0.2.7/mailslot/x", "text"], "192.0.2.7"),
    (["listen", "--all", "--computer", "SIXTEEN-LETTERS-"], "SIXTEEN-LETTERS-"),
    (["listen", "--all", "--workgroup", ""], "“”"),
    (["list", "x"], "list"),
    (["list", "--format", "hex"], "--format"),
    (["list", "--bogus"], "--bogus"),
]


if IS_WINDOWS:
    # Only our own datagrams can tell what Windows says by itself.
    WRONG += [(["send", option, value, REMOTE, "text"], option)
              for option, value in [("--from", "ME"), ("--workgroup", "OFFICE"),
                                    ("--wins", "192.0.2.1")]]
else:
    WRONG += [(["send", "--transport", "windows", REMOTE, "text"], "Windows")]


def assert_nothing_created():
    result = run("send", SLOT, "text")
    assert result.returncode == 1 and "(Windows error 2)" in result.stderr, result
    if not IS_WINDOWS:
        assert not os.path.exists(SLOT_DIR) or os.listdir(SLOT_DIR) == []


@tap.test("/arguments/wrong-ones-are-usage-errors", seconds=600)
def wrong_ones_are_usage_errors():
    for arguments, named in WRONG:
        result = run(*arguments)
        assert result.returncode == 2, (arguments, result)
        assert result.stdout == b"", (arguments, result)
        lines = result.stderr.splitlines()
        if arguments == []:
            assert lines[0] == "Usage:" and "  listen " in result.stderr, result
            continue
        assert lines[0].startswith("mailslot: ") and named in lines[0], (arguments, named, lines)
        assert re.fullmatch("Try “mailslot (listen |read |send |list )?--help”\\.", lines[-1]), lines
    assert_nothing_created()


@tap.test("/arguments/a-usage-error-reads-no-input")
def a_usage_error_reads_no_input():
    # The message would come from stdin, and that never ends.
    read_end, write_end = os.pipe()
    try:
        assert run("send", "--repeat", "0", SLOT, stdin=read_end).returncode == 2
    finally:
        os.close(read_end)
        os.close(write_end)


@tap.test("/arguments/help")
def help_texts():
    overview = run("--help")
    assert overview.returncode == 0 and overview.stderr == "", overview
    for arguments in [["-h"], ["help"], ["help", "help"], ["help", "--help"]]:
        assert run(*arguments).stdout == overview.stdout, arguments

    for command in ["listen", "send", "list"]:
        assert f"  {command} ".encode() in overview.stdout
        text = run(command, "--help")
        assert text.returncode == 0 and text.stderr == "", text
        assert f"mailslot {command} [".encode() in text.stdout
        assert f"Example: mailslot {command}".encode() in text.stdout
        assert run("help", command).stdout == text.stdout
        assert run(command, "-h").stdout == text.stdout
        assert max(map(len, text.stdout.decode().splitlines())) <= 100, text.stdout


@tap.test("/arguments/version")
def version():
    result = run("--version")
    assert result.returncode == 0 and result.stderr == ""
    assert result.stdout.startswith(b"mailslot 0."), result.stdout


tap.run()
