/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "config.h"

#include "cli/cli-payload.h"

#include "cli/cli-options.h"
#include "cli/cli-platform.h"
#include "payload/sw-hex.h"

#include <glib/gi18n-lib.h>

#define READ_BYTES (64 * 1024)

gboolean
cli_payload_is_typed (const CliPayloadSource *source)
{
  return source->kind == CLI_PAYLOAD_TEXT || source->kind == CLI_PAYLOAD_HEX;
}

static gboolean
is_stdin (const CliPayloadSource *source)
{
  return source->kind == CLI_PAYLOAD_STDIN || g_str_equal (source->content, "-");
}

/* Reads some bytes of @stream, or of stdin if that is NULL. */
static gssize
read_some (GInputStream *stream, guint8 *buffer, GError **error)
{
  if (stream == NULL)
    return cli_platform_read_stdin (buffer, READ_BYTES, error);
  return g_input_stream_read (stream, buffer, READ_BYTES, NULL, error);
}

static GBytes *
read_to_end (GInputStream *stream, GError **error)
{
  g_autoptr (GByteArray) bytes = g_byte_array_new ();
  gssize n_read;

  do
    {
      gsize n_before = bytes->len;

      g_byte_array_set_size (bytes, (guint) (n_before + READ_BYTES));
      n_read = read_some (stream, bytes->data + n_before, error);
      if (n_read < 0)
        return NULL;
      g_byte_array_set_size (bytes, (guint) (n_before + (gsize) n_read));
    }
  while (n_read > 0 && bytes->len <= CLI_PAYLOAD_MAX_BYTES);

  if (bytes->len > CLI_PAYLOAD_MAX_BYTES)
    {
      g_set_error (error,
                   G_IO_ERROR,
                   G_IO_ERROR_MESSAGE_TOO_LARGE,
                   _ ("it is longer than %d MiB, too long for a message"),
                   CLI_PAYLOAD_MAX_BYTES / (1024 * 1024));
      return NULL;
    }
  return g_byte_array_free_to_bytes (g_steal_pointer (&bytes));
}

static GBytes *
read_stdin (GError **error)
{
  GBytes *bytes;

  if (cli_platform_stdin_is_terminal ())
    g_printerr (_ ("Type the message; %s on a line of its own ends it.\n"),
                cli_platform_get_end_of_input_key ());

  bytes = read_to_end (NULL, error);
  if (bytes == NULL)
    g_prefix_error_literal (error, _ ("Cannot read standard input: "));
  return bytes;
}

static GBytes *
read_file (const char *path, GError **error)
{
  g_autoptr (GFile) file = g_file_new_for_path (path);
  g_autoptr (GFileInputStream) stream = g_file_read (file, NULL, error);
  g_autofree char *shown = g_filename_display_name (path);
  GBytes *bytes = NULL;

  if (stream != NULL)
    bytes = read_to_end (G_INPUT_STREAM (stream), error);
  if (bytes == NULL)
    g_prefix_error (error, _ ("Cannot read “%s”: "), shown);
  return bytes;
}

static GBytes *
encode_bytes (const CliPayloadSource *source, GBytes *content, GError **error)
{
  const SwEncoding *encoding =
      source->encoding != NULL ? source->encoding : sw_encoding_get_utf8 ();
  gsize size;
  const char *data = g_bytes_get_data (content, &size);
  g_autofree char *text = NULL;

  if (!g_utf8_validate_len (data != NULL ? data : "", size, NULL))
    {
      g_set_error_literal (error,
                           G_IO_ERROR,
                           G_IO_ERROR_INVALID_DATA,
                           _ ("What was read is not UTF-8 text, so --encoding and "
                              "--escapes cannot be used"));
      return NULL;
    }
  text = g_strndup (data, size);
  return sw_text_encode (text, encoding, source->flags, error);
}

static GBytes *
append_nul (GBytes *content)
{
  gsize size;
  const guint8 *data = g_bytes_get_data (content, &size);
  GByteArray *bytes = g_byte_array_sized_new ((guint) (size + 1));

  g_byte_array_append (bytes, data, (guint) size);
  g_byte_array_append (bytes, (const guint8 *) "", 1);
  return g_byte_array_free_to_bytes (bytes);
}

static GBytes *
encode_typed_text (const CliPayloadSource *source, GError **error)
{
  g_autofree char *text = cli_options_dup_text (source->content, error);
  const SwEncoding *encoding =
      source->encoding != NULL ? source->encoding : sw_encoding_get_utf8 ();

  return text != NULL ? sw_text_encode (text, encoding, source->flags, error) : NULL;
}

static GBytes *
parse_typed_hex (const CliPayloadSource *source, GError **error)
{
  g_autofree char *digits = cli_options_dup_text (source->content, error);

  return digits != NULL ? sw_hex_parse (digits, error) : NULL;
}

GBytes *
cli_payload_load (const CliPayloadSource *source, GError **error)
{
  g_autoptr (GBytes) content = NULL;

  if (source->kind == CLI_PAYLOAD_TEXT)
    return encode_typed_text (source, error);

  if (source->kind == CLI_PAYLOAD_HEX)
    content = parse_typed_hex (source, error);
  else if (is_stdin (source))
    content = read_stdin (error);
  else
    content = read_file (source->content, error);
  if (content == NULL)
    return NULL;

  if (source->encoding != NULL || (source->flags & SW_TEXT_ESCAPES))
    return encode_bytes (source, content, error);
  return source->flags & SW_TEXT_NUL ? append_nul (content) : g_steal_pointer (&content);
}
