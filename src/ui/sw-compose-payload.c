/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "config.h"
#include "ui/sw-compose-payload.h"

#include "payload/sw-hex.h"
#include "payload/sw-text.h"

GBytes *
sw_compose_payload_new (const SwComposeInput *input, GError **error)
{
  SwTextFlags flags = SW_TEXT_ESCAPES | (input->has_nul ? SW_TEXT_NUL : 0);

  if (input->is_hex)
    return sw_hex_parse (input->content, error);
  return sw_text_encode (input->content, input->encoding, flags, error);
}

gsize
sw_compose_payload_get_limit (MailslotAddress *target)
{
  gsize name_length = strlen (mailslot_address_get_name (target));
  gsize rounded_up = (name_length + 3) / 4 * 4;

  if (mailslot_address_is_local (target))
    return 0;
  return rounded_up < 432 ? 432 - rounded_up : 1;
}
