/* SPDX-License-Identifier: LGPL-2.1-or-later */
#include "config.h"

#include "mailslot/mailslot-backend-private.h"

#include <glib/gi18n-lib.h>

const char *
mailslot_backend_get_advice (MailslotError code)
{
  if (code == MAILSLOT_ERROR_NO_DATAGRAM_PORT)
    return _ ("Slots on this computer work as before. For messages of other computers "
              "let an administrator start the relay once with “systemctl enable --now "
              "slotwatch-relay.socket” and add you to its group with “usermod -aG "
              "slotwatch-relay USER”, then log in anew. Where Samba's nmbd runs, "
              "nothing has to be set up.");

  return _ ("Only the user who created a slot can send to it: run both programs as the "
            "same user. What the relay hands on is only for the members of its group: "
            "let an administrator add you with “usermod -aG slotwatch-relay USER”, then "
            "log in anew. To send to other computers the firewall has to let UDP port "
            "138 out.");
}
