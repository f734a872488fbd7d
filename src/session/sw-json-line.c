/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "config.h"

#include "session/sw-json-lines.h"

#include "payload/sw-encoding.h"
#include "payload/sw-text.h"

#include <string.h>

#define DAYS_TO_1970 719163 /* from the first of January of the year 1 */
#define US_PER_DAY (G_GINT64_CONSTANT (86400) * G_USEC_PER_SEC)

static void
append_number (GString *string, guint64 number)
{
  char digits[20];
  char *p = digits + sizeof digits;

  do
    *--p = (char) ('0' + number % 10);
  while ((number /= 10) != 0);
  g_string_append_len (string, p, digits + sizeof digits - p);
}

static void
append_padded (GString *string, guint number, guint n_digits)
{
  char digits[8];

  for (guint i = n_digits; i > 0; i--, number /= 10)
    digits[i - 1] = (char) ('0' + number % 10);
  g_string_append_len (string, digits, n_digits);
}

static void
append_time (GString *string, gint64 time_us)
{
  gint64 us = (time_us % US_PER_DAY + US_PER_DAY) % US_PER_DAY;
  guint second = (guint) (us / G_USEC_PER_SEC);
  GDate date;

  g_date_clear (&date, 1);
  g_date_set_julian (&date, (guint32) ((time_us - us) / US_PER_DAY + DAYS_TO_1970));
  append_padded (string, g_date_get_year (&date), 4);
  g_string_append_c (string, '-');
  append_padded (string, g_date_get_month (&date), 2);
  g_string_append_c (string, '-');
  append_padded (string, g_date_get_day (&date), 2);
  g_string_append_c (string, 'T');
  append_padded (string, second / 3600, 2);
  g_string_append_c (string, ':');
  append_padded (string, second / 60 % 60, 2);
  g_string_append_c (string, ':');
  append_padded (string, second % 60, 2);
  g_string_append_c (string, '.');
  append_padded (string, (guint) (us % G_USEC_PER_SEC), 6);
  g_string_append_c (string, 'Z');
}

/* How many bytes from @p need no escape. C1 controls and U+2028 and U+2029 are escaped
 * too: JSON allows them, but they end a line for some readers of lines. */
static gsize
get_plain_length (const char *p)
{
  const guchar *end = (const guchar *) p;

  while (*end >= 0x20 && *end != '"' && *end != '\\' && *end != 0x7F
         && !(end[0] == 0xC2 && end[1] < 0xA0)
         && !(end[0] == 0xE2 && end[1] == 0x80 && (end[2] == 0xA8 || end[2] == 0xA9)))
    end++;
  return (gsize) ((const char *) end - p);
}

static void
append_escape (GString *string, gunichar character)
{
  static const char controls[] = "\"\\\b\f\n\r\t";
  static const char letters[] = "\"\\bfnrt";
  const char *control = character < 0x80 ? strchr (controls, (int) character) : NULL;

  g_string_append_c (string, '\\');
  if (control != NULL)
    g_string_append_c (string, letters[control - controls]);
  else
    g_string_append_printf (string, "u%04x", character);
}

static void
append_string (GString *string, const char *text)
{
  g_string_append_c (string, '"');
  while (TRUE)
    {
      gsize n_plain = get_plain_length (text);

      g_string_append_len (string, text, (gssize) n_plain);
      text += n_plain;
      if (*text == '\0')
        break;
      append_escape (string, g_utf8_get_char (text));
      text = g_utf8_next_char (text);
    }
  g_string_append_c (string, '"');
}

/* Begins a member of the sender; what is not known has none. */
static void
append_sender_key (GString *string, const char *key)
{
  if (string->str[string->len - 1] != '{')
    g_string_append_c (string, ',');
  g_string_append_c (string, '"');
  g_string_append (string, key);
  g_string_append (string, "\":");
}

static void
append_sender_number (GString *string, const char *key, guint64 number)
{
  append_sender_key (string, key);
  append_number (string, number);
}

static void
append_sender_string (GString *string, const char *key, const char *text)
{
  if (text == NULL)
    return;
  append_sender_key (string, key);
  append_string (string, text);
}

static void
append_sender (GString *string, MailslotSender *sender)
{
  gint64 pid = mailslot_sender_get_pid (sender);
  gint64 uid = mailslot_sender_get_uid (sender);
  guint port = mailslot_sender_get_port (sender);

  g_string_append_c (string, '{');
  if (pid > 0)
    append_sender_number (string, "pid", (guint64) pid);
  if (uid != MAILSLOT_UID_UNKNOWN)
    append_sender_number (string, "uid", (guint64) uid);
  append_sender_string (string, "process", mailslot_sender_get_process (sender));
  append_sender_string (string, "name", mailslot_sender_get_name (sender));
  append_sender_string (string, "address", mailslot_sender_get_address (sender));
  if (port != 0)
    append_sender_number (string, "port", port);
  g_string_append_c (string, '}');
}

static void
append_text (GString *string, const guint8 *data, gsize size)
{
  const SwEncoding *encoding = sw_encoding_detect (data, size);
  g_autofree char *text = NULL;

  if (encoding != NULL)
    text = sw_text_decode_strict (data, size, encoding);
  if (text != NULL)
    append_string (string, text);
  else
    g_string_append (string, "null");
}

static void
append_hex (GString *string, const guint8 *data, gsize size)
{
  static const char digits[] = "0123456789abcdef";
  gsize start = string->len;

  g_string_set_size (string, start + 2 * size);
  for (gsize i = 0; i < size; i++)
    {
      string->str[start + 2 * i] = digits[data[i] >> 4];
      string->str[start + 2 * i + 1] = digits[data[i] & 0xF];
    }
}

void
sw_json_line_append (GString *string, const MailslotRecord *record, guint64 serial)
{
  g_string_append (string, "{\"serial\":");
  append_number (string, serial);
  g_string_append (string, ",\"time\":\"");
  append_time (string, record->arrival_time_us);
  g_string_append (string, "\",\"slot\":");
  append_string (string, mailslot_address_to_string (record->slot));
  if (mailslot_address_get_scope (record->slot) == MAILSLOT_SCOPE_DOMAIN)
    g_string_append (string, ",\"scope\":\"domain\"");
  g_string_append (string, ",\"transport\":");
  append_string (string, mailslot_transport_to_string (record->transport));
  g_string_append (string, ",\"sender\":");
  append_sender (string, record->sender);
  if (record->flags & MAILSLOT_RECORD_REPEATED)
    g_string_append (string, ",\"repeated\":true");
  g_string_append (string, ",\"size\":");
  append_number (string, record->size);
  g_string_append (string, ",\"text\":");
  append_text (string, record->payload, record->size);
  g_string_append (string, ",\"hex\":\"");
  append_hex (string, record->payload, record->size);
  g_string_append (string, "\"}");
}

char *
sw_json_line_new (const MailslotRecord *record, guint64 serial)
{
  GString *string = g_string_sized_new (256 + 3 * record->size);

  sw_json_line_append (string, record, serial);
  return g_string_free (string, FALSE);
}
