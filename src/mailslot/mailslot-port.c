/* SPDX-License-Identifier: LGPL-2.1-or-later */
#include "config.h"

#include "mailslot/mailslot-port.h"

#include "mailslot/mailslot-error.h"

struct _MailslotPort
{
  MailslotReader parent_instance;
};

G_DEFINE_FINAL_TYPE (MailslotPort, mailslot_port, MAILSLOT_TYPE_READER)

static void
mailslot_port_class_init (MailslotPortClass *klass)
{
}

static void
mailslot_port_init (MailslotPort *self)
{
}

MailslotSource
mailslot_source_get_default (void)
{
  return MAILSLOT_SOURCE_NONE;
}

const char *
mailslot_source_to_string (MailslotSource source)
{
  static const char *const names[] = { "none", "auto", "samba", "relay", "direct" };

  return names[source];
}

const char *
mailslot_source_get_limits (MailslotSource source)
{
  return "";
}

MailslotPort *
mailslot_port_open (MailslotNetwork *network, MailslotSource source, GError **error)
{
  g_set_error_literal (error,
                       MAILSLOT_ERROR,
                       MAILSLOT_ERROR_NO_DATAGRAM_PORT,
                       "Cannot receive from other computers");
  return NULL;
}

void
mailslot_port_set_wanted (MailslotPort *self, GPtrArray *slots, gboolean wants_all)
{
}

void
mailslot_port_set_leaves_out_repeats (MailslotPort *self, gboolean leaves_out_repeats)
{
}

void
mailslot_port_get_status (MailslotPort *self, MailslotPortStatus *status)
{
  *status = (MailslotPortStatus){ MAILSLOT_SOURCE_DIRECT, TRUE, 0, 0, 0, 0, 0 };
}
