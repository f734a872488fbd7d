/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "config.h"

#include "ui/sw-highlight.h"

#include <string.h>

static void
add (PangoAttrList *attributes, PangoAttribute *attribute, const SwFilterRange *hit)
{
  attribute->start_index = (guint) hit->start;
  attribute->end_index = (guint) hit->end;
  pango_attr_list_insert (attributes, attribute);
}

PangoAttrList *
sw_highlight_new_attributes (SwFilter *filter, const char *text)
{
  g_autoptr (GArray) hits = NULL;
  PangoAttrList *attributes;
  PangoColor background;
  PangoColor foreground;

  if (text == NULL)
    return NULL;
  hits = sw_filter_find (filter, text, strlen (text));
  if (hits->len == 0)
    return NULL;
  pango_color_parse (&background, SW_HIGHLIGHT_BACKGROUND);
  pango_color_parse (&foreground, SW_HIGHLIGHT_FOREGROUND);
  attributes = pango_attr_list_new ();
  for (guint i = 0; i < hits->len; i++)
    {
      const SwFilterRange *hit = &g_array_index (hits, SwFilterRange, i);

      add (attributes,
           pango_attr_background_new (background.red, background.green, background.blue),
           hit);
      add (attributes,
           pango_attr_foreground_new (foreground.red, foreground.green, foreground.blue),
           hit);
    }
  return attributes;
}

int
sw_highlight_line (SwFilter *filter, GtkTextBuffer *buffer, GtkTextTag *tag, int line)
{
  g_autofree char *text = NULL;
  g_autoptr (GArray) hits = NULL;
  GtkTextIter start;
  GtkTextIter end;

  gtk_text_buffer_get_iter_at_line (buffer, &start, line);
  end = start;
  if (!gtk_text_iter_ends_line (&end))
    gtk_text_iter_forward_to_line_end (&end);
  text = gtk_text_iter_get_slice (&start, &end);
  hits = sw_filter_find (filter, text, strlen (text));
  for (guint i = 0; i < hits->len; i++)
    {
      const SwFilterRange *hit = &g_array_index (hits, SwFilterRange, i);

      gtk_text_iter_set_line_index (&start, (int) hit->start);
      gtk_text_iter_set_line_index (&end, (int) hit->end);
      gtk_text_buffer_apply_tag (buffer, tag, &start, &end);
    }
  return hits->len > 0 ? (int) g_array_index (hits, SwFilterRange, 0).start : -1;
}
