/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "config.h"

#include "ui/sw-control-text.h"

#include <gtk/gtk.h>
#include <string.h>

#define FIRST_PICTURE 0x2400
#define LEAD_BYTE '\342' /* of every picture in UTF-8 */

/* By code, as in ISO 646; 0x20 and 0x7F close the table. */
static const char *const names[] = { "NUL", "SOH", "STX", "ETX", "EOT", "ENQ", "ACK",
                                     "BEL", "BS",  "HT",  "LF",  "VT",  "FF",  "CR",
                                     "SO",  "SI",  "DLE", "DC1", "DC2", "DC3", "DC4",
                                     "NAK", "SYN", "ETB", "CAN", "EM",  "SUB", "ESC",
                                     "FS",  "GS",  "RS",  "US",  "SP",  "DEL" };

char *
sw_control_text_spell (const char *text)
{
  GString *spelled = g_string_sized_new (strlen (text) + 16);

  for (const char *p = text; *p != '\0'; p = g_utf8_next_char (p))
    {
      gunichar character = g_utf8_get_char (p);

      if (character >= FIRST_PICTURE && character < FIRST_PICTURE + G_N_ELEMENTS (names))
        g_string_append_printf (spelled, "<%s>", names[character - FIRST_PICTURE]);
      else
        g_string_append_len (spelled, p, g_utf8_next_char (p) - p);
    }
  return g_string_free (spelled, FALSE);
}

static gboolean
find_font (void)
{
  PangoContext *context = gdk_pango_context_get ();
  g_autoptr (PangoFontDescription) description =
      pango_font_description_from_string ("Sans");
  PangoFontset *fonts =
      pango_context_load_fontset (context, description, pango_language_get_default ());
  PangoFont *font = pango_fontset_get_font (fonts, FIRST_PICTURE);
  gboolean has_pictures = FALSE;

  /* There is none where the computer has nothing for the name, as Wine may. */
  if (font != NULL)
    {
      PangoCoverage *coverage =
          pango_font_get_coverage (font, pango_language_get_default ());

      has_pictures = pango_coverage_get (coverage, FIRST_PICTURE) == PANGO_COVERAGE_EXACT;
      g_object_unref (coverage);
      g_object_unref (font);
    }
  g_object_unref (fonts);
  g_object_unref (context);
  return has_pictures;
}

char *
sw_control_text_make_drawable (char *text)
{
  static int has_font = -1;
  char *spelled;

  if (strchr (text, LEAD_BYTE) == NULL)
    return text;
  if (has_font < 0)
    has_font = find_font ();
  if (has_font)
    return text;
  spelled = sw_control_text_spell (text);
  g_free (text);
  return spelled;
}
