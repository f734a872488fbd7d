/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "config.h"

#include "cli/cli-printer.h"

#include "cli/cli-options.h"
#include "payload/sw-hex.h"
#include "payload/sw-text.h"
#include "session/sw-json-lines.h"
#include "session/sw-time.h"

#include <glib/gi18n-lib.h>

#define COLUMN_GAP "  "

struct _CliPrinter
{
  CliPrinterOptions options;

  /* What the line of the last message said; the next one mostly says the same. */
  gint64 second;
  char *second_text;      /* (owned) (nullable) */
  MailslotSender *sender; /* (owned) (nullable) */
  char *sender_text;      /* (owned) (nullable) */
  MailslotAddress *slot;  /* (owned) (nullable) */
  char *slot_text;        /* (owned) (nullable) */
};

gboolean
cli_printer_options_parse (CliPrinterOptions *self,
                           const char *format,
                           const char *encoding,
                           GError **error)
{
  const char *const formats[] = { "text", "hex", "json", "raw", NULL };
  guint index = CLI_FORMAT_TEXT;

  if (!cli_options_parse_choice ("--format", formats, format, &index, error))
    return FALSE;
  self->format = (CliFormat) index;
  if (encoding == NULL)
    return TRUE;

  if (self->format != CLI_FORMAT_TEXT)
    {
      g_set_error_literal (error,
                           G_OPTION_ERROR,
                           G_OPTION_ERROR_BAD_VALUE,
                           _ ("--encoding is only for --format text"));
      return FALSE;
    }
  self->encoding = cli_options_parse_encoding (encoding, error);
  return self->encoding != NULL;
}

CliPrinter *
cli_printer_new (const CliPrinterOptions *options)
{
  CliPrinter *self = g_new0 (CliPrinter, 1);

  self->options = *options;
  return self;
}

void
cli_printer_free (CliPrinter *self)
{
  g_free (self->second_text);
  g_clear_pointer (&self->sender, mailslot_sender_unref);
  g_free (self->sender_text);
  g_clear_pointer (&self->slot, mailslot_address_unref);
  g_free (self->slot_text);
  g_free (self);
}

/* The first and the last day that a file may claim are beyond all dates in some zones. */
static char *
format_second (gint64 second)
{
  g_autoptr (GDateTime) time = g_date_time_new_from_unix_local (second);

  if (time == NULL)
    time = g_date_time_new_from_unix_utc (second);
  return g_date_time_format (time, "%Y-%m-%d %H:%M:%S");
}

static void
append_time (CliPrinter *self, GString *out, gint64 time_us)
{
  int us;
  gint64 second = sw_time_split (time_us, &us);

  if (self->second_text == NULL || self->second != second)
    {
      g_free (self->second_text);
      self->second_text = format_second (second);
      self->second = second;
    }
  g_string_append_printf (out, "%s.%06d", self->second_text, us);
}

/* A process may call itself anything, terminal escapes included. */
static void
append_sender (CliPrinter *self, GString *out, MailslotSender *sender)
{
  if (self->sender != sender)
    {
      const char *text = mailslot_sender_to_string (sender);

      g_clear_pointer (&self->sender, mailslot_sender_unref);
      g_clear_pointer (&self->sender_text, g_free);
      self->sender = mailslot_sender_ref (sender);
      self->sender_text = *text != '\0' ? sw_text_show_controls (text, FALSE)
                                        : g_strdup (_ ("unknown sender"));
    }
  g_string_append (out, self->sender_text);
}

/* So may whoever sends datagrams name a slot. */
static void
append_slot (CliPrinter *self, GString *out, MailslotAddress *slot)
{
  if (self->slot != slot)
    {
      g_clear_pointer (&self->slot, mailslot_address_unref);
      g_clear_pointer (&self->slot_text, g_free);
      self->slot = mailslot_address_ref (slot);
      self->slot_text = sw_text_show_controls (mailslot_address_to_string (slot), FALSE);
    }
  g_string_append (out, self->slot_text);
}

static void
append_size (GString *out, const MailslotRecord *record)
{
  char digits[24];

  g_snprintf (digits, sizeof digits, "%" G_GSIZE_FORMAT, record->size);
  if (record->flags & MAILSLOT_RECORD_REPEATED)
    g_string_append_printf (
        out,
        ngettext ("%s byte (repeated)", "%s bytes (repeated)", (gulong) record->size),
        digits);
  else
    g_string_append_printf (out,
                            ngettext ("%s byte", "%s bytes", (gulong) record->size),
                            digits);
}

static void
append_head (CliPrinter *self, GString *out, const MailslotRecord *record)
{
  append_time (self, out, record->arrival_time_us);
  g_string_append (out, COLUMN_GAP);
  if (self->options.shows_slot)
    {
      append_slot (self, out, record->slot);
      g_string_append (out, COLUMN_GAP);
    }
  append_sender (self, out, record->sender);
  g_string_append (out, COLUMN_GAP);
  append_size (out, record);
}

static void
append_text_line (CliPrinter *self, GString *out, const MailslotRecord *record)
{
  const SwEncoding *encoding = self->options.encoding;
  g_autofree char *shown = NULL;

  append_head (self, out, record);
  if (encoding == NULL)
    encoding = sw_encoding_detect (record->payload, record->size);
  if (encoding != NULL)
    {
      g_autofree char *text = sw_text_decode (record->payload, record->size, encoding);

      shown = sw_text_show_controls (text, FALSE);
    }
  else
    shown = sw_hex_format (record->payload, record->size, " ");

  if (*shown != '\0')
    g_string_append (out, COLUMN_GAP);
  g_string_append (out, shown);
  g_string_append_c (out, '\n');
}

static void
append_hex_block (CliPrinter *self, GString *out, const MailslotRecord *record)
{
  gsize n_lines = sw_hex_get_n_lines (record->size);

  append_head (self, out, record);
  g_string_append_c (out, '\n');
  for (gsize i = 0; i < n_lines; i++)
    {
      sw_hex_append_line (out, record->payload, record->size, i);
      g_string_append_c (out, '\n');
    }
  g_string_append_c (out, '\n');
}

static void
append_json_line (GString *out, const MailslotRecord *record, guint64 serial)
{
  g_autofree char *line = sw_json_line_new (record, serial);

  g_string_append (out, line);
  g_string_append_c (out, '\n');
}

void
cli_printer_append (CliPrinter *self,
                    GString *out,
                    const MailslotRecord *record,
                    guint64 serial)
{
  switch (self->options.format)
    {
    case CLI_FORMAT_TEXT:
      append_text_line (self, out, record);
      break;
    case CLI_FORMAT_HEX:
      append_hex_block (self, out, record);
      break;
    case CLI_FORMAT_JSON:
      append_json_line (out, record, serial);
      break;
    case CLI_FORMAT_RAW:
      if (record->size > 0)
        g_string_append_len (out, (const char *) record->payload, (gssize) record->size);
      break;
    default:
      g_assert_not_reached ();
    }
}
