# SPDX-License-Identifier: GPL-3.0-or-later
"""activate.py FD,FD... COMMAND: hands sockets to a command as systemd does.

systemd-socket-activate makes one kind of sockets only, and starts the command only when
something comes.
"""

import os
import sys

FIRST_FD = 3

numbers = [int(number) for number in sys.argv[1].split(",") if number]
# Out of the way first: one may have the number that another is to get.
copies = [os.dup2(number, 100 + i) for i, number in enumerate(numbers)]
for i, copy in enumerate(copies):
    os.dup2(copy, FIRST_FD + i)
    os.close(copy)
os.closerange(FIRST_FD + len(copies), 100)
os.environ["LISTEN_FDS"] = str(len(copies))
os.environ["LISTEN_PID"] = str(os.getpid())
os.execvp(sys.argv[2], sys.argv[2:])
