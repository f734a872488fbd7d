/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "config.h"

#include "payload/sw-decode-private.h"

#include <string.h>

#include <glib/gi18n-lib.h>

/* What "net send" sends, MS-MSRP 2.2: three texts in the OEM code page, each with a NUL.
 * Nothing else tells such a message, so without the first NUL it is not taken for one. */

static char *
take_lines (SwDecodeCursor *cursor)
{
  g_autofree char *text = sw_decode_take_oem (cursor);
  g_autoptr (GString) lines = g_string_new (text);

  g_string_replace (lines, "\342\220\224" /* U+2414, how 0x14 is shown */, "\n", 0);
  return g_string_free (g_steal_pointer (&lines), FALSE);
}

gboolean
sw_decode_messenger (SwDecodeCursor *cursor)
{
  g_autofree char *from = NULL;
  g_autofree char *to = NULL;

  if (memchr (cursor->data, 0, cursor->size) == NULL)
    return FALSE;
  from = sw_decode_take_oem (cursor);
  sw_decode_set_headline (cursor, _ ("Message from %s"), from);
  sw_decode_add_text (cursor, _ ("From"), g_strdup (from));
  to = sw_decode_take_oem (cursor);
  if (to[0] != '\0')
    /* TRANSLATORS: two computers or persons. */
    sw_decode_set_headline (cursor, _ ("Message from %s to %s"), from, to);
  sw_decode_add_text (cursor, _ ("To"), g_strdup (to));
  sw_decode_add_text (cursor, _ ("Text"), take_lines (cursor));
  return TRUE;
}
