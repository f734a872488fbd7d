/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "config.h"

#include "ui/sw-message-list-private.h"

#include "payload/sw-encoding.h"
#include "payload/sw-hex.h"
#include "payload/sw-text.h"
#include "session/sw-json-lines.h"

/* A NUL at the end, as C programs send it, is no part of the text. */
static char *
format_text (const MailslotRecord *record)
{
  const SwEncoding *encoding = sw_encoding_detect (record->payload, record->size);
  char *text;

  if (encoding == NULL)
    encoding = sw_encoding_get_utf8 ();
  text = sw_text_decode_strict (record->payload, record->size, encoding);
  return text != NULL ? text : sw_text_decode (record->payload, record->size, encoding);
}

static char *
format_message (const MailslotRecord *record, guint64 serial, SwCopyFormat format)
{
  switch (format)
    {
    case SW_COPY_HEX:
      return sw_hex_format (record->payload, record->size, " ");
    case SW_COPY_JSON_LINES:
      return sw_json_line_new (record, serial);
    case SW_COPY_TEXT:
    default:
      return format_text (record);
    }
}

static void
append_range (SwMessageList *self,
              SwSerialRange range,
              SwCopyFormat format,
              GString *text,
              guint64 *n_copied)
{
  guint64 end = sw_message_list_find_row (self, range.end);
  MailslotRecord record;

  for (guint64 row = sw_message_list_find_row (self, range.first); row < end; row++)
    {
      guint64 serial = sw_message_list_get_serial (self, row);
      g_autofree char *line = NULL;

      if (text->len >= SW_MESSAGE_LIST_MAX_COPY_BYTES)
        return;
      if (!sw_message_log_get_record (self->log, serial, &record))
        continue;
      line = format_message (&record, serial, format);
      if ((*n_copied)++ > 0)
        g_string_append_c (text, '\n');
      g_string_append (text, line);
    }
}

guint64
sw_message_list_copy (SwMessageList *self, SwCopyFormat format)
{
  g_autoptr (GString) text = g_string_new (NULL);
  GtkClipboard *clipboard;
  guint64 n_copied = 0;

  g_return_val_if_fail (SW_IS_MESSAGE_LIST (self), 0);

  if (self->log == NULL)
    return 0;
  sw_message_list_trim_selection (self);
  for (guint i = 0; i < sw_serial_ranges_get_n_ranges (self->selection); i++)
    append_range (self,
                  sw_serial_ranges_get (self->selection, i),
                  format,
                  text,
                  &n_copied);
  if (n_copied == 0)
    return 0;
  clipboard = gtk_widget_get_clipboard (GTK_WIDGET (self), GDK_SELECTION_CLIPBOARD);
  gtk_clipboard_set_text (clipboard, text->str, (int) text->len);
  return n_copied;
}
