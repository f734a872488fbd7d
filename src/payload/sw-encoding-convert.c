/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "config.h"

#include "payload/sw-encoding-private.h"

#include <errno.h>

#define REPLACEMENT "\357\277\275" /* U+FFFD */

/* Whether what is not UTF-8 at @data only lacks its end. */
static gboolean
is_cut_off (const char *data, gsize size)
{
  return size < 4 && g_utf8_get_char_validated (data, (gssize) size) == (gunichar) -2;
}

gboolean
sw_encoding_is_utf8 (const guint8 *data, gsize size, SwConversion conversion)
{
  const char *text = (const char *) data;
  const char *end;

  return g_utf8_validate_len (text, size, &end)
         || (conversion == SW_CONVERSION_PREFIX
             && is_cut_off (end, size - (gsize) (end - text)));
}

static gboolean
append_valid (GString *string, const char *data, gsize size, SwConversion conversion)
{
  const char *limit = data + size;

  while (data < limit)
    {
      const char *end;
      gboolean is_valid = g_utf8_validate_len (data, (gsize) (limit - data), &end);

      g_string_append_len (string, data, end - data);
      if (is_valid)
        break;
      if (*end == '\0')
        g_string_append_c (string, '\0');
      else if (conversion == SW_CONVERSION_REPLACE)
        g_string_append (string, REPLACEMENT);
      else
        return conversion == SW_CONVERSION_PREFIX
               && is_cut_off (end, (gsize) (limit - end));
      data = end + 1;
    }
  return TRUE;
}

typedef struct
{
  char *data;
  gsize size;
} Input;

/* Steps over what the converter did not take. */
static void
skip_unknown (Input *input, GString *string, gsize n_bytes)
{
  n_bytes = MIN (input->size, n_bytes);
  g_string_append (string, REPLACEMENT);
  input->data += n_bytes;
  input->size -= n_bytes;
}

/* Converts until the input ends or is wrong; returns an errno, 0 at the end. */
static int
convert_run (GIConv converter, Input *input, GString *string)
{
  int code;

  do
    {
      char buffer[1024];
      char *out = buffer;
      gsize room = sizeof buffer;
      gsize result = g_iconv (converter, &input->data, &input->size, &out, &room);

      code = result == (gsize) -1 ? errno : 0;
      g_string_append_len (string, buffer, out - buffer);
    }
  while (code == E2BIG);
  return code;
}

static void
flush (GIConv converter, GString *string)
{
  char buffer[16]; /* Vietnamese keeps a letter back until it knows its accent */
  char *out = buffer;
  gsize room = sizeof buffer;

  g_iconv (converter, NULL, NULL, &out, &room);
  g_string_append_len (string, buffer, out - buffer);
}

static gboolean
convert (const SwEncoding *self, GString *string, Input input, SwConversion conversion)
{
  GIConv converter = g_iconv_open ("UTF-8", self->charset);
  gboolean is_good = TRUE;

  if (converter == (GIConv) -1)
    {
      g_warning ("Cannot convert %s any more: %s", self->id, g_strerror (errno));
      return FALSE;
    }
  while (is_good && input.size > 0)
    {
      int code = convert_run (converter, &input, string);
      gboolean is_incomplete = code == EINVAL;

      if (code == 0)
        break;
      is_good = conversion == SW_CONVERSION_REPLACE;
      if (is_good)
        skip_unknown (&input, string, is_incomplete ? input.size : self->unit);
      else if (conversion == SW_CONVERSION_PREFIX && is_incomplete)
        return g_iconv_close (converter) == 0;
    }
  flush (converter, string);
  g_iconv_close (converter);
  return is_good;
}

gboolean
sw_encoding_append_utf8 (const SwEncoding *self,
                         GString *string,
                         const guint8 *data,
                         gsize size,
                         SwConversion conversion)
{
  if (self == sw_encoding_get_utf8 ())
    return append_valid (string, (const char *) data, size, conversion);

  g_autoptr (GString) converted = g_string_sized_new (size + size / 2);
  gboolean is_good =
      convert (self, converted, (Input){ (char *) data, size }, conversion);

  /* Not every converter refuses half of a surrogate pair. */
  return append_valid (string, converted->str, converted->len, conversion) && is_good;
}
