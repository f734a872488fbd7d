/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "config.h"

#include <stdio.h>
#include <string.h>

#include "relay/relay-activation.h"
#include "relay/relay-loop.h"

enum
{
  EXIT_FAILED = 1,
  EXIT_USAGE = 2,
};

static const char help[] =
    "Usage: slotwatch-relay [--help | --version]\n"
    "\n"
    "Hands copies of the datagrams that come to UDP port 138 to the members of the\n"
    "group slotwatch-relay. It is started by systemd, which opens the port; see\n"
    "slotwatch-relay(8).\n";

static int
print (const char *text)
{
  return fputs (text, stdout) >= 0 && fflush (stdout) == 0 ? 0 : EXIT_FAILED;
}

int
main (int argc, char **argv)
{
  RelaySockets sockets;

  if (argc == 2 && strcmp (argv[1], "--help") == 0)
    return print (help);
  if (argc == 2 && strcmp (argv[1], "--version") == 0)
    return print ("slotwatch-relay " VERSION "\n");
  if (argc > 1)
    {
      fputs (help, stderr);
      return EXIT_USAGE;
    }

  if (!relay_activation_take_sockets (&sockets))
    {
      fputs (
          "slotwatch-relay: its two sockets are missing, which systemd has to hand over\n"
          "As root, run: systemctl enable --now slotwatch-relay.socket\n",
          stderr);
      return EXIT_USAGE;
    }
  return relay_loop_run (&sockets) ? 0 : EXIT_FAILED;
}
