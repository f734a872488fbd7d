/* SPDX-License-Identifier: LGPL-2.1-or-later */
#include "config.h"

#include "mailslot/mailslot-name-responder.h"

#include "mailslot/mailslot-error.h"

struct _MailslotNameResponder
{
  GObject parent_instance;
};

enum
{
  FAILED,
  N_SIGNALS
};

static guint signals[N_SIGNALS];

G_DEFINE_FINAL_TYPE (MailslotNameResponder, mailslot_name_responder, G_TYPE_OBJECT)

static void
mailslot_name_responder_class_init (MailslotNameResponderClass *klass)
{
  signals[FAILED] = g_signal_new ("failed",
                                  MAILSLOT_TYPE_NAME_RESPONDER,
                                  G_SIGNAL_RUN_LAST,
                                  0,
                                  NULL,
                                  NULL,
                                  NULL,
                                  G_TYPE_NONE,
                                  1,
                                  G_TYPE_ERROR);
}

static void
mailslot_name_responder_init (MailslotNameResponder *self)
{
}

MailslotNameResponder *
mailslot_name_responder_open (MailslotNetwork *network, GError **error)
{
  g_set_error_literal (error,
                       MAILSLOT_ERROR,
                       MAILSLOT_ERROR_ACCESS_DENIED,
                       "Cannot answer for names");
  return NULL;
}

void
mailslot_name_responder_close (MailslotNameResponder *self)
{
}
