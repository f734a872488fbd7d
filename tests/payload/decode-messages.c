/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "config.h"

#include "payload/decoded-text.h"
#include "payload/sw-hex.h"

#include <stdio.h>
#include <stdlib.h>

/* decode-messages SLOT HEX…
 * prints what each message says, and an empty line behind it: what test-decode-tshark.py
 * compares with Wireshark. */

static void
print_message (const char *slot, const char *hex)
{
  g_autoptr (GError) error = NULL;
  g_autoptr (GBytes) bytes = sw_hex_parse (hex, &error);
  g_autoptr (SwDecoded) decoded = NULL;
  g_autofree char *text = NULL;
  const guint8 *data;
  gsize size;

  g_assert_no_error (error);
  data = g_bytes_get_data (bytes, &size);
  decoded = decoded_check (slot, data, size);
  text = decoded != NULL ? decoded_to_text (decoded) : g_strdup ("unknown\n");
  puts (text);
}

int
main (int argc, char **argv)
{
  for (int i = 2; i < argc; i++)
    print_message (argv[1], argv[i]);
  return EXIT_SUCCESS;
}
