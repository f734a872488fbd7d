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

  return _ (
      "Only programs of the user who created a slot can send to it: run both as the "
      "same user. A slot that is created for everyone takes messages of all users, "
      "services included, if MAILSLOT_DIR names the same folder for both programs "
      "and all users can enter it but not replace files there, as in one of mode "
      "1777. A name that another user has taken is free when his program ends. What the "
      "relay hands on is only for the members of its group: "
      "let an administrator add you with “usermod -aG slotwatch-relay USER”, then "
      "log in anew. To send to other computers the firewall has to let UDP port "
      "138 out.");
}
