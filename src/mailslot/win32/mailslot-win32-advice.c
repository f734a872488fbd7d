/* SPDX-License-Identifier: LGPL-2.1-or-later */
#include "config.h"

#include "mailslot/mailslot-backend-private.h"

#include <glib/gi18n-lib.h>

const char *
mailslot_backend_get_advice (MailslotError code)
{
  if (code == MAILSLOT_ERROR_NO_DATAGRAM_PORT)
    return _ ("Slots on this computer work as before, and Windows puts messages of other "
              "computers into them where it has mailslots between computers switched on. "
              "To read datagrams ourselves, UDP port 138 has to be free: end the program "
              "that has it, or choose no source.");

  return _ (
      "A slot that is for programs of its user takes nothing from others, nor from a "
      "service, which runs as a user of its own in session 0; and a program with "
      "raised rights may refuse one without them. Run both programs as the same "
      "user, or let the one that reads create its slot for everyone; Slotwatch "
      "asks about it when a slot is watched (--security everyone). To create a slot "
      "Windows has to allow its SDDL string, too. To send our own datagrams the "
      "firewall has to let UDP port 138 out.");
}
