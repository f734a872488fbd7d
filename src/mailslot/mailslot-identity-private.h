/* SPDX-License-Identifier: LGPL-2.1-or-later */
#pragma once

#include "mailslot/mailslot-network.h"
#include "mailslot/netbios/netbios-name.h"

G_BEGIN_DECLS

/* Who we are: what a person chose, else what smb.conf says, else what the system knows.
 */
typedef struct
{
  char *computer;             /* (owned) */
  char *workgroup;            /* (owned) */
  char *wins;                 /* (owned) (nullable) */
  NetbiosName computer_name;  /* with our scope */
  NetbiosName workgroup_name; /* likewise */
} MailslotIdentity;

/* Fails like mailslot_network_new(); @self must be cleared in any case. */
gboolean mailslot_identity_init (MailslotIdentity *self,
                                 const MailslotNetworkOptions *options,
                                 GError **error) G_GNUC_WARN_UNUSED_RESULT;

void mailslot_identity_clear (MailslotIdentity *self);

G_END_DECLS
