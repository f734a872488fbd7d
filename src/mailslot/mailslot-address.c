/* SPDX-License-Identifier: LGPL-2.1-or-later */
#include "config.h"

#include "mailslot/mailslot-address.h"

#include <string.h>

#include <glib/gi18n-lib.h>

#include "mailslot/mailslot-address-private.h"
#include "mailslot/mailslot-error.h"

struct _MailslotAddress
{
  MailslotScope scope;
  guint8 suffix;
  char *host;        /* (owned) (nullable) */
  char *name;        /* (owned) */
  char *text;        /* (owned), the canonical form */
  char *folded_host; /* (owned) (nullable) */
  char *folded_name; /* (owned) */
};

G_DEFINE_BOXED_TYPE (MailslotAddress,
                     mailslot_address,
                     mailslot_address_ref,
                     mailslot_address_unref)

/* Upper case one character at a time, whatever the locale. Windows works on UTF-16 units
 * with a table that has no pairs beyond U+FFFF and never leads from another letter into
 * ASCII. */
static gunichar
fold_character (gunichar c)
{
  gunichar upper;

  if (c < 0x80)
    return (gunichar) g_ascii_toupper ((char) c);
  upper = g_unichar_toupper (c);
  return upper < 0x80 || upper > 0xffff || c > 0xffff ? c : upper;
}

char *
mailslot_address_fold (const char *text)
{
  GString *folded = g_string_new (NULL);

  for (const char *p = text; *p != '\0'; p = g_utf8_next_char (p))
    g_string_append_unichar (folded, fold_character (g_utf8_get_char (p)));
  return g_string_free (folded, FALSE);
}

MailslotAddress *
mailslot_address_new (MailslotScope scope,
                      const char *host,
                      guint8 suffix,
                      const char *name)
{
  MailslotAddress *self = g_atomic_rc_box_new0 (MailslotAddress);
  char suffix_text[sizeof "<00>"] = "";

  g_assert ((scope == MAILSLOT_SCOPE_LOCAL) == (host == NULL));
  g_assert (scope != MAILSLOT_SCOPE_LOCAL || suffix == 0);

  if (suffix != 0)
    g_snprintf (suffix_text, sizeof suffix_text, "<%02X>", suffix);
  self->scope = scope;
  self->suffix = suffix;
  self->host = g_strdup (host);
  self->name = g_strdup (name);
  self->text = g_strdup_printf ("\\\\%s%s\\mailslot\\%s",
                                host != NULL ? host : ".",
                                suffix_text,
                                name);
  self->folded_host = host != NULL ? mailslot_address_fold (host) : NULL;
  self->folded_name = mailslot_address_fold (name);
  return self;
}

MailslotAddress *
mailslot_address_new_destination (MailslotScope scope,
                                  const char *host,
                                  guint8 suffix,
                                  const char *name)
{
  g_return_val_if_fail (scope != MAILSLOT_SCOPE_LOCAL, NULL);
  g_return_val_if_fail (host != NULL, NULL);
  g_return_val_if_fail (name != NULL, NULL);

  return mailslot_address_new (scope, host, suffix, name);
}

MailslotAddress *
mailslot_address_get_all (void)
{
  static MailslotAddress *all = NULL;

  if (g_once_init_enter (&all))
    g_once_init_leave (&all,
                       mailslot_address_new (MAILSLOT_SCOPE_OWN_DOMAIN, "*", 0, "*"));
  return all;
}

MailslotAddress *
mailslot_address_with_scope (MailslotAddress *self, MailslotScope scope, GError **error)
{
  g_return_val_if_fail (self != NULL, NULL);
  g_return_val_if_fail (scope == MAILSLOT_SCOPE_HOST || scope == MAILSLOT_SCOPE_DOMAIN,
                        NULL);

  if (scope == MAILSLOT_SCOPE_DOMAIN && self->host != NULL
      && g_hostname_is_ip_address (self->host))
    {
      g_set_error (error,
                   MAILSLOT_ERROR,
                   MAILSLOT_ERROR_INVALID_ADDRESS,
                   _ ("%s is the IP address of a computer, not a workgroup or domain"),
                   self->host);
      return NULL;
    }
  if (self->scope == MAILSLOT_SCOPE_HOST || self->scope == MAILSLOT_SCOPE_DOMAIN)
    return mailslot_address_new (scope, self->host, self->suffix, self->name);
  g_set_error (error,
               MAILSLOT_ERROR,
               MAILSLOT_ERROR_INVALID_ADDRESS,
               _ ("Cannot choose between computer and domain for %s: it names neither"),
               self->text);
  return NULL;
}

MailslotAddress *
mailslot_address_ref (MailslotAddress *self)
{
  return g_atomic_rc_box_acquire (self);
}

static void
address_clear (gpointer data)
{
  MailslotAddress *self = data;

  g_free (self->host);
  g_free (self->name);
  g_free (self->text);
  g_free (self->folded_host);
  g_free (self->folded_name);
}

void
mailslot_address_unref (MailslotAddress *self)
{
  g_atomic_rc_box_release_full (self, address_clear);
}

MailslotScope
mailslot_address_get_scope (MailslotAddress *self)
{
  g_return_val_if_fail (self != NULL, MAILSLOT_SCOPE_LOCAL);
  return self->scope;
}

guint8
mailslot_address_get_suffix (MailslotAddress *self)
{
  g_return_val_if_fail (self != NULL, 0);
  return self->suffix;
}

gboolean
mailslot_address_is_all (MailslotAddress *self)
{
  return self == mailslot_address_get_all ();
}

gboolean
mailslot_address_is_local (MailslotAddress *self)
{
  g_return_val_if_fail (self != NULL, FALSE);
  return self->scope == MAILSLOT_SCOPE_LOCAL;
}

const char *
mailslot_address_get_host (MailslotAddress *self)
{
  g_return_val_if_fail (self != NULL, NULL);
  return self->host;
}

const char *
mailslot_address_get_name (MailslotAddress *self)
{
  g_return_val_if_fail (self != NULL, NULL);
  return self->name;
}

const char *
mailslot_address_get_folded_name (MailslotAddress *self)
{
  g_return_val_if_fail (self != NULL, NULL);
  return self->folded_name;
}

const char *
mailslot_address_to_string (MailslotAddress *self)
{
  g_return_val_if_fail (self != NULL, NULL);
  return self->text;
}

gboolean
mailslot_address_equal_name (MailslotAddress *a, MailslotAddress *b)
{
  g_return_val_if_fail (a != NULL, FALSE);
  g_return_val_if_fail (b != NULL, FALSE);
  return strcmp (a->folded_name, b->folded_name) == 0;
}

gboolean
mailslot_address_equal (gconstpointer a, gconstpointer b)
{
  const MailslotAddress *left = a;
  const MailslotAddress *right = b;

  return left->scope == right->scope && left->suffix == right->suffix
         && g_strcmp0 (left->folded_host, right->folded_host) == 0
         && strcmp (left->folded_name, right->folded_name) == 0;
}

guint
mailslot_address_hash (gconstpointer self)
{
  const MailslotAddress *address = self;
  guint hash = g_str_hash (address->folded_name);

  if (address->folded_host != NULL)
    hash = hash * 31 + g_str_hash (address->folded_host);
  return hash * 31 + address->scope;
}
