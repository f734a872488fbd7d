/* SPDX-License-Identifier: LGPL-2.1-or-later */
#include "config.h"

#include "mailslot/netbios/netbios-charset.h"

#include <string.h>

#include <gio/gio.h>
#include <glib/gi18n-lib.h>

#include "mailslot/mailslot-address-private.h"
#include "mailslot/mailslot-error.h"
#include "mailslot/netbios/netbios-host.h"
#include "mailslot/netbios/netbios-smb-conf.h"

/* The most bytes that one character takes in any of the code pages. */
#define MAX_CHARACTER_BYTES 4

/* Room for what one character becomes in UTF-8. */
#define MAX_UTF8_BYTES 16

static char *
choose_charset (void)
{
  g_autoptr (NetbiosSmbConf) smb_conf = netbios_smb_conf_load ();
  const char *wanted = netbios_smb_conf_get (smb_conf, "dos charset");
  GIConv converter;

  if (wanted == NULL)
    return netbios_host_dup_charset ();
  converter = g_iconv_open ("UTF-8", wanted);
  if (converter == (GIConv) -1)
    return netbios_host_dup_charset ();
  g_iconv_close (converter);
  return g_strdup (wanted);
}

static const char *
get_charset (void)
{
  static char *charset = NULL;

  if (g_once_init_enter (&charset))
    g_once_init_leave (&charset, choose_charset ());
  return charset;
}

static char *
convert (const char *text, gsize size)
{
  g_autofree char *bytes = NULL;
  gsize n_read;
  gsize n_written;

  bytes =
      g_convert (text, (gssize) size, get_charset (), "UTF-8", &n_read, &n_written, NULL);
  if (bytes == NULL || n_read != size || strlen (bytes) != n_written)
    return NULL;
  return g_steal_pointer (&bytes);
}

/* Names the first character that the code page lacks. */
static void
set_lacking (GError **error, const char *text)
{
  const char *p = text;

  while (*p != '\0')
    {
      const char *next = g_utf8_next_char (p);
      g_autofree char *bytes = convert (p, (gsize) (next - p));

      if (bytes == NULL)
        break;
      p = next;
    }
  g_set_error (error,
               MAILSLOT_ERROR,
               MAILSLOT_ERROR_INVALID_ADDRESS,
               _ ("“%s” cannot be written on the network: its code page %s does not have "
                  "the character U+%04X"),
               text,
               get_charset (),
               g_utf8_get_char (p));
}

char *
netbios_charset_encode (const char *text, GError **error)
{
  char *bytes;

  g_return_val_if_fail (text != NULL, NULL);

  if (g_str_is_ascii (text))
    return g_strdup (text);
  bytes = convert (text, strlen (text));
  if (bytes == NULL)
    set_lacking (error, text);
  return bytes;
}

char *
netbios_charset_encode_upper (const char *text, GError **error)
{
  g_autofree char *upper = NULL;

  g_return_val_if_fail (text != NULL, NULL);

  upper = mailslot_address_fold (text);
  return netbios_charset_encode (upper, error);
}

/* Naming conventions for NetBIOS names, learn.microsoft.com, KB 909264. */
#define ILLEGAL_CHARACTERS "\\/:*?\"<>|"

static gboolean
check_text (const char *text, GError **error)
{
  if (!g_utf8_validate (text, -1, NULL))
    {
      g_set_error_literal (error,
                           MAILSLOT_ERROR,
                           MAILSLOT_ERROR_INVALID_ADDRESS,
                           _ ("A NetBIOS name has to be valid UTF-8 text"));
      return FALSE;
    }
  for (const char *p = text; *p != '\0'; p = g_utf8_next_char (p))
    if (g_unichar_iscntrl (g_utf8_get_char (p)))
      {
        g_set_error (error,
                     MAILSLOT_ERROR,
                     MAILSLOT_ERROR_INVALID_ADDRESS,
                     _ ("A NetBIOS name cannot hold the control character U+%04X"),
                     g_utf8_get_char (p));
        return FALSE;
      }
  return TRUE;
}

static gboolean
check_characters (const char *text, GError **error)
{
  if (strpbrk (text, ILLEGAL_CHARACTERS) == NULL && text[0] != '.' && text[0] != ' '
      && !g_str_has_suffix (text, " "))
    return TRUE;
  g_set_error (error,
               MAILSLOT_ERROR,
               MAILSLOT_ERROR_INVALID_ADDRESS,
               _ ("“%s” is no NetBIOS name: it must not hold any of %s, nor begin with a "
                  "dot, nor begin or end with a space"),
               text,
               ILLEGAL_CHARACTERS);
  return FALSE;
}

gboolean
netbios_charset_init_name (NetbiosName *name,
                           const char *text,
                           guint8 suffix,
                           GError **error)
{
  g_autofree char *bytes = NULL;
  guint8 padded[NETBIOS_NAME_SIZE];

  if (!check_text (text, error) || !check_characters (text, error))
    return FALSE;
  bytes = netbios_charset_encode_upper (text, error);
  if (bytes == NULL)
    return FALSE;
  if (*bytes == '\0' || strlen (bytes) > NETBIOS_NAME_MAX_LENGTH)
    {
      g_set_error (error,
                   MAILSLOT_ERROR,
                   MAILSLOT_ERROR_INVALID_ADDRESS,
                   _ ("“%s” is no NetBIOS name, which has 1 to %d characters; some, such "
                      "as Chinese ones, count twice"),
                   text,
                   NETBIOS_NAME_MAX_LENGTH);
      return FALSE;
    }
  memset (padded, ' ', sizeof padded);
  memcpy (padded, bytes, strlen (bytes));
  padded[NETBIOS_NAME_MAX_LENGTH] = suffix;
  netbios_name_init_from_bytes (name, padded);
  return TRUE;
}

/* Characters that break the line, hide, or turn others around. Private ones stand for
 * nothing that we know. */
#define INVISIBLE_TYPES                                                                  \
  (1u << G_UNICODE_CONTROL | 1u << G_UNICODE_FORMAT | 1u << G_UNICODE_UNASSIGNED         \
   | 1u << G_UNICODE_PRIVATE_USE | 1u << G_UNICODE_SURROGATE                             \
   | 1u << G_UNICODE_LINE_SEPARATOR | 1u << G_UNICODE_PARAGRAPH_SEPARATOR)

/* A letter of the Korean code page that has no picture. */
#define HANGUL_FILLER 0x3164

static gboolean
is_visible (const char *text)
{
  for (const char *p = text; *p != '\0'; p = g_utf8_next_char (p))
    {
      gunichar c = g_utf8_get_char (p);

      if (c == HANGUL_FILLER || (1u << g_unichar_type (c) & INVISIBLE_TYPES) != 0)
        return FALSE;
    }
  return *text != '\0';
}

/* Converts the @n_bytes of what may be one character. Returns FALSE if they are not a
 * whole one. */
static gboolean
decode_character (GIConv converter, const guint8 *bytes, gsize n_bytes, char *text)
{
  char *in = (char *) bytes;
  char *out = text;
  gsize out_left = MAX_UTF8_BYTES - 1;
  gsize n_wrong;

  g_iconv (converter, NULL, NULL, NULL, NULL);
  n_wrong = g_iconv (converter, &in, &n_bytes, &out, &out_left);
  /* Vietnamese waits here for an accent to come. */
  if (n_wrong != 0 || n_bytes != 0
      || g_iconv (converter, NULL, NULL, &out, &out_left) == (gsize) -1)
    return FALSE;
  *out = '\0';
  return g_utf8_validate (text, -1, NULL);
}

static void
append_escaped (GString *text, const guint8 *bytes, gsize n_bytes)
{
  for (gsize i = 0; i < n_bytes; i++)
    g_string_append_printf (text, "\\x%02x", bytes[i]);
}

/* Appends the first character of @bytes. Returns how many bytes it took. */
static gsize
append_character (GString *text, GIConv converter, const guint8 *bytes, gsize size)
{
  char character[MAX_UTF8_BYTES];

  for (gsize n_bytes = 1; n_bytes <= MIN (size, MAX_CHARACTER_BYTES); n_bytes++)
    {
      if (!decode_character (converter, bytes, n_bytes, character))
        continue;
      if (is_visible (character))
        g_string_append (text, character);
      else
        append_escaped (text, bytes, n_bytes);
      return n_bytes;
    }
  append_escaped (text, bytes, 1);
  return 1;
}

char *
netbios_charset_decode (const guint8 *bytes, gsize size)
{
  GString *text = g_string_sized_new (size + 1);
  GIConv converter = (GIConv) -1;
  gsize i = 0;

  while (i < size)
    {
      if (g_ascii_isprint (bytes[i]))
        {
          g_string_append_c (text, (char) bytes[i++]);
          continue;
        }
      if (converter == (GIConv) -1)
        converter = g_iconv_open ("UTF-8", get_charset ());
      if (converter == (GIConv) -1)
        append_escaped (text, bytes + i++, 1);
      else
        i += append_character (text, converter, bytes + i, size - i);
    }
  if (converter != (GIConv) -1)
    g_iconv_close (converter);
  return g_string_free (text, FALSE);
}
