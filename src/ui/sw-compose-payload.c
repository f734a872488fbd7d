/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "config.h"
#include "ui/sw-compose-payload.h"

#include "payload/sw-hex.h"
#include "payload/sw-text.h"
#include "session/sw-file-payload.h"
#include "ui/sw-count-text.h"

#include <glib/gi18n-lib.h>

GBytes *
sw_compose_payload_new (const SwComposeInput *input, GError **error)
{
  SwTextFlags flags = SW_TEXT_ESCAPES | (input->has_nul ? SW_TEXT_NUL : 0);

  switch (input->kind)
    {
    case SW_CONTENT_HEX:
      return sw_hex_parse (input->content, error);
    case SW_CONTENT_FILE:
      return sw_file_payload_load (input->content, error);
    case SW_CONTENT_TEXT:
    default:
      return sw_text_encode (input->content, input->encoding, flags, error);
    }
}

static char *
too_long_new (gsize n_bytes)
{
  g_autofree char *number = sw_count_number (n_bytes);

  return g_strdup_printf (ngettext ("%s byte too long for a datagram to this slot",
                                    "%s bytes too long for a datagram to this slot",
                                    sw_count_plural (n_bytes)),
                          number);
}

static char *
lost_by_nmbd_new (gsize limit)
{
  g_autofree char *number = sw_count_number (limit);

  return g_strdup_printf (
      ngettext ("Windows gets this message, but Samba's nmbd loses what is longer than "
                "%s byte",
                "Windows gets this message, but Samba's nmbd loses what is longer than "
                "%s bytes",
                sw_count_plural (limit)),
      number);
}

char *
sw_compose_payload_warning_new (gsize size, const MailslotLimits *limits)
{
  if (size > limits->max_bytes)
    return too_long_new (size - limits->max_bytes);
  if (size > limits->nmbd_max_bytes)
    return lost_by_nmbd_new (limits->nmbd_max_bytes);
  if (size == 0 && limits->nmbd_max_bytes != G_MAXSIZE)
    return g_strdup (
        _ ("Windows gets an empty message, but Samba's nmbd loses every one"));
  return NULL;
}
