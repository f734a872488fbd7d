/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "config.h"

#include "ui/sw-plain-text.h"

#include <pango/pangocairo.h>
#include <string.h>

/* A layout is made of a sample of every kind of text that comes here; how it treats the
 * sample is how it treats them all. Shaping is left to Pango, for the whole text, so that
 * kerning and ligatures are as ever. */

#define FIRST_PRINTABLE ' '
#define LAST_PRINTABLE '~'

/* Without a letter, a text has no script of its own, and a font may treat it otherwise.
 */
typedef enum
{
  KIND_LETTERS,
  KIND_NO_LETTERS,
  N_KINDS
} Kind;

/* Slots and senders come again and again. */
#define MAX_CACHED_TEXTS 1024

struct _SwPlainText
{
  guint serial;               /* of the context */
  PangoItem *items[N_KINDS];  /* (owned) */
  cairo_scaled_font_t *font;  /* (owned) */
  PangoGlyphString *ellipsis; /* (owned) */
  int ellipsis_width;
  int baseline; /* in Pango's units */
  int height;   /* in pixels */

  PangoShapeFlags shape_flags;
  GHashTable *cache;        /* (owned): text -> PangoGlyphString (owned) */
  PangoGlyphString *shaped; /* (owned by cache): the text that is laid out */
  GArray *glyphs;           /* (owned): cairo_glyph_t, to be shown */
  GArray *ellipses;         /* (owned): the same; where pixels meet, it matters */
  double pen_x;             /* where the next glyph goes */
  double pen_y;
};

static char *
new_sample (Kind kind)
{
  GString *sample = g_string_new (NULL);

  for (char c = FIRST_PRINTABLE; c <= LAST_PRINTABLE; c++)
    if (kind == KIND_LETTERS || !g_ascii_isalpha (c))
      g_string_append_c (sample, c);
  return g_string_free (sample, FALSE);
}

static PangoLayout *
new_layout (PangoContext *context, Kind kind)
{
  g_autofree char *sample = new_sample (kind);
  PangoLayout *layout = pango_layout_new (context);

  pango_layout_set_text (layout, sample, -1);
  return layout;
}

static PangoGlyphItem *
get_run (PangoLayout *layout, guint i)
{
  return g_slist_nth_data (pango_layout_get_line_readonly (layout, 0)->runs, i);
}

/* The items of both kinds; FALSE if a sample has more than one, or another font. */
static gboolean
find_items (SwPlainText *self, PangoContext *context)
{
  for (Kind kind = 0; kind < N_KINDS; kind++)
    {
      g_autoptr (PangoLayout) layout = new_layout (context, kind);
      PangoRectangle extents;

      if (get_run (layout, 0) == NULL || get_run (layout, 1) != NULL
          || pango_layout_get_unknown_glyphs_count (layout) > 0)
        return FALSE;
      self->items[kind] = pango_item_copy (get_run (layout, 0)->item);
      self->baseline = pango_layout_get_baseline (layout);
      pango_layout_get_pixel_extents (layout, NULL, &extents);
      self->height = extents.height;
    }
  return self->items[0]->analysis.font == self->items[1]->analysis.font
         && self->items[0]->analysis.level == 0 && self->items[1]->analysis.level == 0;
}

/* Cut to next to nothing, a text is its first letter and the sign that more was cut. */
static gboolean
find_ellipsis (SwPlainText *self, PangoContext *context)
{
  g_autoptr (PangoLayout) layout = new_layout (context, KIND_LETTERS);
  PangoGlyphItem *run;

  pango_layout_set_ellipsize (layout, PANGO_ELLIPSIZE_START);
  pango_layout_set_width (layout, 0);
  run = get_run (layout, 0);
  if (run == NULL || run->item->analysis.font != self->items[0]->analysis.font)
    return FALSE;
  self->ellipsis = pango_glyph_string_copy (run->glyphs);
  self->ellipsis_width = pango_glyph_string_get_width (self->ellipsis);
  return TRUE;
}

static cairo_scaled_font_t *
dup_scaled_font (SwPlainText *self)
{
  PangoFont *font = self->items[0]->analysis.font;
  cairo_scaled_font_t *scaled =
      pango_cairo_font_get_scaled_font (PANGO_CAIRO_FONT (font));

  return scaled != NULL ? cairo_scaled_font_reference (scaled) : NULL;
}

SwPlainText *
sw_plain_text_new (PangoContext *context)
{
  g_autoptr (SwPlainText) self = g_new0 (SwPlainText, 1);

  self->serial = pango_context_get_serial (context);
  self->shape_flags = pango_context_get_round_glyph_positions (context)
                          ? PANGO_SHAPE_ROUND_POSITIONS
                          : PANGO_SHAPE_NONE;
  self->cache = g_hash_table_new_full (g_str_hash,
                                       g_str_equal,
                                       g_free,
                                       (GDestroyNotify) pango_glyph_string_free);
  self->glyphs = g_array_new (FALSE, FALSE, sizeof (cairo_glyph_t));
  self->ellipses = g_array_new (FALSE, FALSE, sizeof (cairo_glyph_t));
  /* Where numbers stand in text from right to left is for Pango to find. */
  if (pango_context_get_base_dir (context) == PANGO_DIRECTION_RTL
      || !find_items (self, context) || !find_ellipsis (self, context))
    return NULL;
  self->font = dup_scaled_font (self);
  return self->font != NULL ? g_steal_pointer (&self) : NULL;
}

void
sw_plain_text_free (SwPlainText *self)
{
  for (Kind kind = 0; kind < N_KINDS; kind++)
    g_clear_pointer (&self->items[kind], pango_item_free);
  g_clear_pointer (&self->font, cairo_scaled_font_destroy);
  g_clear_pointer (&self->ellipsis, pango_glyph_string_free);
  g_hash_table_unref (self->cache);
  g_array_unref (self->glyphs);
  g_array_unref (self->ellipses);
  g_free (self);
}

gboolean
sw_plain_text_is_current (SwPlainText *self, PangoContext *context)
{
  return self->serial == pango_context_get_serial (context);
}

gboolean
sw_plain_text_is_plain (const char *text)
{
  if (text == NULL)
    return FALSE;
  for (; *text != '\0'; text++)
    if (*text < FIRST_PRINTABLE || *text > LAST_PRINTABLE)
      return FALSE;
  return TRUE;
}

static Kind
get_kind (const char *text)
{
  for (; *text != '\0'; text++)
    if (g_ascii_isalpha (*text))
      return KIND_LETTERS;
  return KIND_NO_LETTERS;
}

/* ---- Cutting, as Pango does it ----
 *
 * Glyphs are taken out around the point that is to be hidden, one at a time and from the
 * side that stays closer to it, until the rest and the ellipsis fit; what is left over is
 * put behind the ellipsis. */

typedef struct
{
  int start; /* first glyph that is left out */
  int end;   /* first glyph after it that is not */
  int start_x;
  int end_x;
  int extra; /* width that is left over */
} Gap;

static int
get_width (SwPlainText *self, int i)
{
  return self->shaped->glyphs[i].geometry.width;
}

static int
get_center (int total_width, PangoEllipsizeMode mode)
{
  switch (mode)
    {
    case PANGO_ELLIPSIZE_START:
      return 0;
    case PANGO_ELLIPSIZE_MIDDLE:
      return total_width / 2;
    case PANGO_ELLIPSIZE_NONE:
    case PANGO_ELLIPSIZE_END:
    default:
      return total_width;
    }
}

static Gap
begin_gap (SwPlainText *self, int center)
{
  Gap gap = { 0 };

  while (gap.start < self->shaped->num_glyphs - 1
         && gap.start_x + get_width (self, gap.start) <= center)
    gap.start_x += get_width (self, gap.start++);
  gap.end = gap.start + 1;
  gap.end_x = gap.start_x + get_width (self, gap.start);
  return gap;
}

/* Returns FALSE if nothing is left to take. */
static gboolean
widen_gap (SwPlainText *self, Gap *gap, int center)
{
  gboolean has_before = gap->start > 0;
  gboolean has_after = gap->end < self->shaped->num_glyphs;
  int before_x = has_before ? gap->start_x - get_width (self, gap->start - 1) : 0;
  int after_x = has_after ? gap->end_x + get_width (self, gap->end) : 0;

  if (!has_before && !has_after)
    return FALSE;
  if (!has_after || (has_before && center - before_x < after_x - center))
    {
      gap->start--;
      gap->start_x = before_x;
    }
  else
    {
      gap->end++;
      gap->end_x = after_x;
    }
  return TRUE;
}

static Gap
find_gap (SwPlainText *self, int total_width, int goal, PangoEllipsizeMode mode)
{
  int center = get_center (total_width, mode);
  Gap gap = begin_gap (self, center);
  int rest;

  do
    rest = goal - (total_width - (gap.end_x - gap.start_x) + self->ellipsis_width);
  while (rest < 0 && widen_gap (self, &gap, center));
  gap.extra = MAX (rest, 0);
  return gap;
}

/* ---- Drawing ---- */

/* Adds the glyph at the pen, which moves behind it. */
static void
add_glyph (SwPlainText *self, GArray *glyphs, const PangoGlyphInfo *info)
{
  cairo_glyph_t glyph = {
    .index = info->glyph,
    .x = self->pen_x + (double) info->geometry.x_offset / PANGO_SCALE,
    .y = self->pen_y + (double) info->geometry.y_offset / PANGO_SCALE,
  };

  if (info->glyph != PANGO_GLYPH_EMPTY)
    g_array_append_val (glyphs, glyph);
  self->pen_x += (double) info->geometry.width / PANGO_SCALE;
}

static void
add_text (SwPlainText *self, int from, int to)
{
  for (int i = from; i < to; i++)
    add_glyph (self, self->glyphs, &self->shaped->glyphs[i]);
}

static void
add_cut_text (SwPlainText *self, Gap gap)
{
  add_text (self, 0, gap.start);
  for (int i = 0; i < self->ellipsis->num_glyphs; i++)
    add_glyph (self, self->ellipses, &self->ellipsis->glyphs[i]);
  self->pen_x += (double) gap.extra / PANGO_SCALE;
  add_text (self, gap.end, self->shaped->num_glyphs);
}

static PangoGlyphString *
shape (SwPlainText *self, const char *text, int length)
{
  PangoGlyphString *glyphs = g_hash_table_lookup (self->cache, text);

  if (glyphs != NULL)
    return glyphs;
  if (g_hash_table_size (self->cache) == MAX_CACHED_TEXTS)
    g_hash_table_remove_all (self->cache);
  glyphs = pango_glyph_string_new ();
  pango_shape_with_flags (text,
                          length,
                          text,
                          length,
                          &self->items[get_kind (text)]->analysis,
                          glyphs,
                          self->shape_flags);
  g_hash_table_insert (self->cache, g_strdup (text), glyphs);
  return glyphs;
}

/* Returns: how much room of @room goes before what takes @taken of it */
static int
get_offset (int room, int taken, float align)
{
  return (int) (align * (float) MAX (room - taken, 0));
}

gboolean
sw_plain_text_add (SwPlainText *self, const char *text, const SwPlainTextPlace *place)
{
  int length = (int) strlen (text);
  int goal = MAX (place->width, 0) * PANGO_SCALE;
  int width;

  if (length == 0)
    return TRUE;
  self->shaped = shape (self, text, length);
  width = pango_glyph_string_get_width (self->shaped);
  /* Where letters were joined, a cut may have to part them. */
  if (width > goal && self->shaped->num_glyphs != length)
    return FALSE;
  self->pen_x =
      place->x + get_offset (place->width, PANGO_PIXELS_CEIL (width), place->xalign);
  self->pen_y = place->y + get_offset (place->height, self->height, place->yalign)
                + (double) self->baseline / PANGO_SCALE;
  if (width > goal)
    add_cut_text (self, find_gap (self, width, goal, place->ellipsize));
  else
    add_text (self, 0, self->shaped->num_glyphs);
  return TRUE;
}

static void
show_glyphs (GArray *glyphs, cairo_t *cr)
{
  if (glyphs->len > 0)
    cairo_show_glyphs (cr, &g_array_index (glyphs, cairo_glyph_t, 0), (int) glyphs->len);
  g_array_set_size (glyphs, 0);
}

void
sw_plain_text_show (SwPlainText *self, cairo_t *cr)
{
  cairo_set_scaled_font (cr, self->font);
  show_glyphs (self->glyphs, cr);
  show_glyphs (self->ellipses, cr);
}
