/* SPDX-License-Identifier: LGPL-2.1-or-later */
#include "config.h"

#include "mailslot/mailslot-address-private.h"

#include <string.h>

#include <glib/gi18n-lib.h>

#include "mailslot/mailslot-error.h"

/* Each way of being wrong has a sentence of its own: most people come here because a
 * shell or a compiler ate or doubled their backslashes. In every function below, @quoted
 * is the whole address as the message shows it. */

/* How much of a wrong address a message quotes. */
#define MAX_QUOTED_CHARACTERS 100

/* The longest DNS name without its final dot, RFC 1035 section 2.3.4. */
#define MAX_HOST_BYTES 253

/* Naming conventions for computers and domains, learn.microsoft.com, KB 909264. */
#define ILLEGAL_HOST_CHARACTERS "\\/:*?\"<>|,;=+[]"

static gboolean invalid (GError **error, const char *format, ...) G_GNUC_PRINTF (2, 3);

/* Returns FALSE for the caller to return. */
static gboolean
invalid (GError **error, const char *format, ...)
{
  va_list arguments;

  va_start (arguments, format);
  if (error != NULL)
    *error = g_error_new_valist (MAILSLOT_ERROR,
                                 MAILSLOT_ERROR_INVALID_ADDRESS,
                                 format,
                                 arguments);
  va_end (arguments);
  return FALSE;
}

/* What can be shown of @text in one line, whatever it holds. */
static char *
quote (const char *text)
{
  g_autofree char *valid = g_utf8_make_valid (text, -1);
  GString *quoted = g_string_new (NULL);
  guint n_characters = 0;

  for (const char *p = valid; *p != '\0'; p = g_utf8_next_char (p))
    {
      gunichar c = g_utf8_get_char (p);

      if (n_characters++ == MAX_QUOTED_CHARACTERS)
        {
          g_string_append (quoted, "…");
          break;
        }
      g_string_append_unichar (quoted, g_unichar_iscntrl (c) ? 0xfffd : c);
    }
  return g_string_free (quoted, FALSE);
}

static gboolean
check_characters (const char *name, const char *quoted, GError **error)
{
  glong length = 0;

  for (const char *p = name; *p != '\0'; p = g_utf8_next_char (p))
    {
      gunichar c = g_utf8_get_char (p);

      if (g_unichar_iscntrl (c))
        return invalid (error, _ ("“%s” has the control character U+%04X"), quoted, c);
      if (c == '*')
        return invalid (error,
                        _ ("“%s” has a “*”, which stands for no one slot"),
                        quoted);
      length += c > 0xffff ? 2 : 1;
    }
  if (length <= MAILSLOT_MAX_NAME_LENGTH)
    return TRUE;
  g_set_error (error,
               MAILSLOT_ERROR,
               MAILSLOT_ERROR_NAME_TOO_LONG,
               _ ("“%s” has a name of %ld characters, at most %d are allowed"),
               quoted,
               length,
               MAILSLOT_MAX_NAME_LENGTH);
  return FALSE;
}

static gboolean
check_level (const char *level, const char *quoted, GError **error)
{
  gsize length = strlen (level);

  if (length == 0)
    return invalid (error, _ ("“%s” has an empty level in its name"), quoted);
  if (strcmp (level, ".") == 0 || strcmp (level, "..") == 0)
    return invalid (
        error,
        _ ("“%s” has a level “.” or “..” in its name, which Windows resolves"),
        quoted);
  if (level[length - 1] == '.' || level[length - 1] == ' ')
    return invalid (error,
                    _ ("“%s” has a level that ends in a dot or a space, which Windows "
                       "cuts off"),
                    quoted);
  return TRUE;
}

static gboolean
check_name (const char *name, const char *quoted, GError **error)
{
  g_auto (GStrv) levels = g_strsplit (name, "\\", -1);

  if (!check_characters (name, quoted, error))
    return FALSE;
  for (gsize i = 0; levels[i] != NULL; i++)
    if (!check_level (levels[i], quoted, error))
      return FALSE;
  return TRUE;
}

/* Workgroups may have blanks in their names, though nothing may begin or end with one. */
static gboolean
is_inner_space (const char *p, const char *host)
{
  return *p == ' ' && p != host && p[1] != '\0';
}

static gboolean
check_host (const char *host, const char *quoted, GError **error)
{
  for (const char *p = host; *p != '\0'; p = g_utf8_next_char (p))
    {
      gunichar c = g_utf8_get_char (p);

      if (is_inner_space (p, host))
        continue;
      if (c == '<' || c == '>')
        return invalid (error,
                        _ ("“%s” has a computer name with “<” or “>” that is no NetBIOS "
                           "suffix: expected two hex digits at its end, as in HOST<03>"),
                        quoted);
      if (g_unichar_iscntrl (c) || g_unichar_isspace (c)
          || (c < 0x80 && strchr (ILLEGAL_HOST_CHARACTERS, (int) c) != NULL))
        return invalid (error,
                        _ ("“%s” has a computer name with the illegal character U+%04X"),
                        quoted,
                        c);
    }
  if (host[0] == '.' || strstr (host, "..") != NULL)
    return invalid (error,
                    _ ("“%s” has a computer name with nothing before a dot"),
                    quoted);
  if (strlen (host) > MAX_HOST_BYTES)
    return invalid (error,
                    _ ("“%s” has a computer name of %u bytes, at most %d are allowed"),
                    quoted,
                    (guint) strlen (host),
                    MAX_HOST_BYTES);
  return TRUE;
}

/* Takes a suffix such as “<03>” off the end of @host. */
static guint8
take_suffix (char *host)
{
  gsize length = strlen (host);
  char *end;

  if (length <= strlen ("<00>"))
    return 0;
  end = host + length - strlen ("<00>");
  if (end[0] != '<' || !g_ascii_isxdigit (end[1]) || !g_ascii_isxdigit (end[2])
      || end[3] != '>')
    return 0;
  *end = '\0';
  return (guint8) (g_ascii_xdigit_value (end[1]) << 4 | g_ascii_xdigit_value (end[2]));
}

/* Checks the word between the computer and the name, which has to be “mailslot”. */
static gboolean
check_kind (const char *kind, gboolean is_local, const char *quoted, GError **error)
{
  if (g_ascii_strcasecmp (kind, "mailslot") == 0)
    return TRUE;
  if (g_ascii_strcasecmp (kind, "pipe") == 0)
    return invalid (error, _ ("“%s” is a named pipe, not a mailslot"), quoted);
  if (*kind == '\0')
    return invalid (
        error,
        _ ("“%s” has nothing between two separators, where “mailslot” belongs"),
        quoted);
  if (is_local)
    return invalid (
        error,
        _ ("“%s” is a device, not a mailslot: expected \\\\.\\mailslot\\NAME"),
        quoted);
  return invalid (
      error,
      _ ("“%s” is a shared folder, not a mailslot: expected \\\\HOST\\mailslot\\NAME"),
      quoted);
}

static MailslotScope
scope_of_host (const char *host)
{
  if (strcmp (host, ".") == 0)
    return MAILSLOT_SCOPE_LOCAL;
  if (strcmp (host, "*") == 0)
    return MAILSLOT_SCOPE_OWN_DOMAIN;
  return MAILSLOT_SCOPE_HOST;
}

/* Reads HOST\mailslot\NAME: what follows the two leading separators. */
static MailslotAddress *
parse_full (const char *path, const char *quoted, GError **error)
{
  g_auto (GStrv) parts = g_strsplit (path, "\\", 3);
  guint n_parts = g_strv_length (parts);
  MailslotScope scope;
  guint8 suffix;

  if (n_parts < 2 || (n_parts == 2 && *parts[1] == '\0'))
    {
      invalid (error,
               _ ("“%s” names no slot: expected \\\\HOST\\mailslot\\NAME, with a dot for "
                  "HOST on this computer"),
               quoted);
      return NULL;
    }

  suffix = take_suffix (parts[0]);
  scope = scope_of_host (parts[0]);
  if (scope == MAILSLOT_SCOPE_LOCAL && suffix != 0)
    {
      invalid (error, _ ("“%s” has a NetBIOS suffix, but is on this computer"), quoted);
      return NULL;
    }
  if (scope == MAILSLOT_SCOPE_HOST && !check_host (parts[0], quoted, error))
    return NULL;
  if (!check_kind (parts[1], scope == MAILSLOT_SCOPE_LOCAL, quoted, error))
    return NULL;
  if (n_parts == 2 || *parts[2] == '\0')
    {
      invalid (error, _ ("“%s” has no name after \\mailslot\\"), quoted);
      return NULL;
    }
  if (!check_name (parts[2], quoted, error))
    return NULL;
  return mailslot_address_new (scope,
                               scope == MAILSLOT_SCOPE_LOCAL ? NULL : parts[0],
                               suffix,
                               parts[2]);
}

static MailslotAddress *
parse_bare (const char *name, const char *quoted, GError **error)
{
  if (!check_name (name, quoted, error))
    return NULL;
  return mailslot_address_new (MAILSLOT_SCOPE_LOCAL, NULL, 0, name);
}

static MailslotAddress *
parse_path (const char *path, const char *quoted, GError **error)
{
  switch (strspn (path, "\\"))
    {
    case 0:
      return parse_bare (path, quoted, error);
    case 1:
      invalid (error,
               _ ("“%s” begins with one backslash instead of two; if a shell ate the "
                  "others, put the address in single quotes or write //./mailslot/NAME"),
               quoted);
      return NULL;
    case 2:
      if (path[2] != '\0')
        return parse_full (path + 2, quoted, error);
      G_GNUC_FALLTHROUGH;
    case 3:
      invalid (error,
               _ ("“%s” has no computer name after the first two backslashes: write "
                  "\\\\.\\mailslot\\NAME for a slot on this computer"),
               quoted);
      return NULL;
    default:
      invalid (error,
               _ ("“%s” begins with more than two backslashes; only C source doubles "
                  "them"),
               quoted);
      return NULL;
    }
}

/* Returns @text with one kind of separator. */
static char *
normalise (const char *text, const char *quoted, GError **error)
{
  if (*text == '\0')
    {
      invalid (error, _ ("The slot address is empty"));
      return NULL;
    }
  if (!g_utf8_validate (text, -1, NULL))
    {
      invalid (error, _ ("“%s” is not valid UTF-8 text"), quoted);
      return NULL;
    }
  return g_strdelimit (g_strdup (text), "/", '\\');
}

MailslotAddress *
mailslot_address_parse (const char *text, GError **error)
{
  g_autofree char *quoted = NULL;
  g_autofree char *path = NULL;

  g_return_val_if_fail (text != NULL, NULL);
  g_return_val_if_fail (error == NULL || *error == NULL, NULL);

  quoted = quote (text);
  path = normalise (text, quoted, error);
  return path != NULL ? parse_path (path, quoted, error) : NULL;
}

MailslotAddress *
mailslot_address_new_local (const char *name, GError **error)
{
  g_autofree char *quoted = NULL;
  g_autofree char *path = NULL;

  g_return_val_if_fail (name != NULL, NULL);
  g_return_val_if_fail (error == NULL || *error == NULL, NULL);

  quoted = quote (name);
  path = normalise (name, quoted, error);
  return path != NULL ? parse_bare (path, quoted, error) : NULL;
}
