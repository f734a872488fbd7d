/* SPDX-License-Identifier: LGPL-2.1-or-later */
#include "config.h"
#include "mailslot/netbios/netbios-name.h"

#include "mailslot/mailslot-error.h"
#include "mailslot/netbios/netbios-name-private.h"

#include <glib/gi18n-lib.h>
#include <string.h>

static const guint8 wildcard[NETBIOS_NAME_MAX_LENGTH] = { '*' };

static void
append_visible (GString *text, guint8 byte)
{
  if (g_ascii_isprint (byte) && byte != '\\')
    g_string_append_c (text, (char) byte);
  else
    g_string_append_printf (text, "\\x%02x", byte);
}

static gboolean
check_name_length (const char *name, GError **error)
{
  g_autoptr (GString) shown = NULL;

  if (name[0] == '\0')
    {
      g_set_error_literal (error,
                           MAILSLOT_ERROR,
                           MAILSLOT_ERROR_INVALID_ADDRESS,
                           _ ("A NetBIOS name needs at least one character"));
      return FALSE;
    }
  if (strlen (name) <= NETBIOS_NAME_MAX_LENGTH)
    return TRUE;

  shown = g_string_new (NULL);
  for (const char *c = name; *c != '\0'; c++)
    append_visible (shown, (guint8) *c);
  g_set_error (error,
               MAILSLOT_ERROR,
               MAILSLOT_ERROR_INVALID_ADDRESS,
               _ ("“%s” is too long for a NetBIOS name, which has at most %d characters"),
               shown->str,
               NETBIOS_NAME_MAX_LENGTH);
  return FALSE;
}

gboolean
netbios_name_init (NetbiosName *self, const char *name, guint8 suffix, GError **error)
{
  gsize length;

  g_return_val_if_fail (name != NULL, FALSE);

  if (!check_name_length (name, error))
    return FALSE;

  length = strlen (name);
  memset (self, 0, sizeof *self);
  if (strcmp (name, "*") != 0)
    memset (self->bytes, ' ', NETBIOS_NAME_MAX_LENGTH);
  for (gsize i = 0; i < length; i++)
    self->bytes[i] = (guint8) g_ascii_toupper (name[i]);
  self->bytes[NETBIOS_NAME_MAX_LENGTH] = suffix;
  return TRUE;
}

void
netbios_name_init_from_bytes (NetbiosName *self, const guint8 bytes[NETBIOS_NAME_SIZE])
{
  memset (self, 0, sizeof *self);
  memcpy (self->bytes, bytes, NETBIOS_NAME_SIZE);
}

/* A dot inside a label would make two scopes of one text, so only other visible ASCII
 * will do. */
gboolean
netbios_scope_label_is_valid (const guint8 *label, gsize length)
{
  if (length == 0 || length > NETBIOS_LABEL_MAX_LENGTH)
    return FALSE;

  for (gsize i = 0; i < length; i++)
    {
      if (!g_ascii_isgraph (label[i]) || label[i] == '.')
        return FALSE;
    }
  return TRUE;
}

static gboolean
scope_is_valid (const char *scope)
{
  const char *label = scope;

  while (TRUE)
    {
      gsize length = strcspn (label, ".");

      if (!netbios_scope_label_is_valid ((const guint8 *) label, length))
        return FALSE;
      if (label[length] == '\0')
        return TRUE;
      label += length + 1;
    }
}

gboolean
netbios_name_set_scope (NetbiosName *self, const char *scope, GError **error)
{
  g_return_val_if_fail (scope != NULL, FALSE);

  if (strlen (scope) > NETBIOS_SCOPE_MAX_LENGTH
      || (scope[0] != '\0' && !scope_is_valid (scope)))
    {
      g_set_error_literal (
          error,
          MAILSLOT_ERROR,
          MAILSLOT_ERROR_INVALID_ADDRESS,
          _ ("A NetBIOS scope is made of words of 1 to 63 visible ASCII "
             "characters with dots between them, 220 characters in all"));
      return FALSE;
    }

  g_strlcpy (self->scope, scope, sizeof self->scope);
  return TRUE;
}

guint8
netbios_name_get_suffix (const NetbiosName *self)
{
  return self->bytes[NETBIOS_NAME_MAX_LENGTH];
}

gboolean
netbios_name_is_wildcard (const NetbiosName *self)
{
  return memcmp (self->bytes, wildcard, sizeof wildcard) == 0;
}

gboolean
netbios_name_equal (const NetbiosName *a, const NetbiosName *b)
{
  return memcmp (a->bytes, b->bytes, NETBIOS_NAME_SIZE) == 0
         && g_ascii_strcasecmp (a->scope, b->scope) == 0;
}

static GString *
name_to_gstring (const NetbiosName *self)
{
  GString *text = g_string_new (NULL);
  gsize length = NETBIOS_NAME_MAX_LENGTH;

  if (netbios_name_is_wildcard (self))
    return g_string_append_c (text, '*');

  while (length > 0 && self->bytes[length - 1] == ' ')
    length--;
  for (gsize i = 0; i < length; i++)
    append_visible (text, self->bytes[i]);
  return text;
}

char *
netbios_name_dup_text (const NetbiosName *self)
{
  return g_string_free (name_to_gstring (self), FALSE);
}

char *
netbios_name_to_string (const NetbiosName *self)
{
  GString *text = name_to_gstring (self);

  g_string_append_printf (text, "<%02X>", netbios_name_get_suffix (self));
  if (self->scope[0] != '\0')
    g_string_append_printf (text, ".%s", self->scope);
  return g_string_free (text, FALSE);
}
