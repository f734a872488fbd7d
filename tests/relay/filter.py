# SPDX-License-Identifier: GPL-3.0-or-later
"""filter.py CALL,CALL... COMMAND: runs a command that may make only these system calls."""

import errno
import os
import sys

import seccomp

allowed = seccomp.SyscallFilter(seccomp.ERRNO(errno.EPERM))
for call in sys.argv[1].split(","):
    # Those that this processor does not have, it does not know.
    if seccomp.resolve_syscall(seccomp.Arch(), call) != -1:
        allowed.add_rule(seccomp.ALLOW, call)
allowed.load()
os.execvp(sys.argv[2], sys.argv[2:])
