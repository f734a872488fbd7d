/* SPDX-License-Identifier: LGPL-2.1-or-later */
#include "config.h"

#include "mailslot/mailslot-security.h"

#include <string.h>

#include <glib/gi18n-lib.h>

#include "mailslot/mailslot-backend-private.h"

struct _MailslotSecurity
{
  MailslotSecurityKind kind;
  char *text; /* (owned) */
};

G_DEFINE_BOXED_TYPE (MailslotSecurity,
                     mailslot_security,
                     mailslot_security_ref,
                     mailslot_security_unref)

static const char *const words[] = {
  [MAILSLOT_SECURITY_DEFAULT] = "default",
  [MAILSLOT_SECURITY_USER] = "user",
  [MAILSLOT_SECURITY_EVERYONE] = "everyone",
};

static MailslotSecurity *
security_alloc (MailslotSecurityKind kind, const char *text)
{
  MailslotSecurity *self = g_atomic_rc_box_new0 (MailslotSecurity);

  self->kind = kind;
  self->text = g_strdup (text);
  return self;
}

MailslotSecurity *
mailslot_security_new (MailslotSecurityKind kind)
{
  g_return_val_if_fail (kind < MAILSLOT_SECURITY_SDDL, NULL);

  return security_alloc (kind, words[kind]);
}

/* Every SDDL string begins with a part such as "D:"; so a misspelled word is known for
 * one on every system. */
static gboolean
may_be_sddl (const char *text)
{
  const char *start = text + strspn (text, " \t");

  return *start != '\0' && start[1] == ':';
}

MailslotSecurity *
mailslot_security_parse (const char *text, GError **error)
{
  g_return_val_if_fail (text != NULL, NULL);
  g_return_val_if_fail (error == NULL || *error == NULL, NULL);

  for (gsize i = 0; i < G_N_ELEMENTS (words); i++)
    if (strcmp (words[i], text) == 0)
      return mailslot_security_new ((MailslotSecurityKind) i);

  if (!may_be_sddl (text))
    {
      g_set_error (error,
                   MAILSLOT_ERROR,
                   MAILSLOT_ERROR_INVALID_SECURITY,
                   _ ("“%s” does not say who may send to a slot"),
                   text);
      return NULL;
    }
  if (!mailslot_backend_check_sddl (text, error))
    return NULL;
  return security_alloc (MAILSLOT_SECURITY_SDDL, text);
}

MailslotSecurity *
mailslot_security_ref (MailslotSecurity *self)
{
  return g_atomic_rc_box_acquire (self);
}

static void
security_clear (gpointer data)
{
  MailslotSecurity *self = data;

  g_free (self->text);
}

void
mailslot_security_unref (MailslotSecurity *self)
{
  g_atomic_rc_box_release_full (self, security_clear);
}

MailslotSecurityKind
mailslot_security_get_kind (MailslotSecurity *self)
{
  g_return_val_if_fail (self != NULL, MAILSLOT_SECURITY_DEFAULT);
  return self->kind;
}

const char *
mailslot_security_to_string (MailslotSecurity *self)
{
  g_return_val_if_fail (self != NULL, NULL);
  return self->text;
}

gboolean
mailslot_security_equal (MailslotSecurity *a, MailslotSecurity *b)
{
  g_return_val_if_fail (a != NULL && b != NULL, FALSE);
  return strcmp (a->text, b->text) == 0;
}

gboolean
mailslot_security_has_sddl (void)
{
  return mailslot_backend_has_sddl ();
}
