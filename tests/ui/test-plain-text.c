/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "config.h"

#include "ui/sw-plain-text.h"

#include <string.h>

/* Every picture is compared with that of a PangoLayout, byte by byte. */

#define WIDTH 320
#define HEIGHT 64

static const char *const fonts[] = { "Sans 10",          "Serif Italic 13",
                                     "Monospace Bold 9", "Cantarell 11",
                                     "Sans 4",           "Serif 30" };

static const char *const texts[] = {
  "",
  "x",
  " ",
  "12:34:56.789",
  "17 B",
  "\\\\.\\mailslot\\test",
  "fi ffi fl AVAVA To. Ty WAVE \"quoted\" A A T A",
  "  two  spaces  at  each  place  ",
  "!\"#$%&'()*+,-./:;<=>?@[\\]^_`{|}~",
};

static const PangoEllipsizeMode modes[] = { PANGO_ELLIPSIZE_START,
                                            PANGO_ELLIPSIZE_MIDDLE,
                                            PANGO_ELLIPSIZE_END };

typedef struct
{
  PangoContext *context;
  SwPlainText *plain;
  cairo_surface_t *ours;
  cairo_surface_t *theirs;
} Fixture;

static void
set_up (Fixture *fixture, gconstpointer data)
{
  fixture->context = pango_font_map_create_context (pango_cairo_font_map_get_default ());
  fixture->ours = cairo_image_surface_create (CAIRO_FORMAT_RGB24, WIDTH, HEIGHT);
  fixture->theirs = cairo_image_surface_create (CAIRO_FORMAT_RGB24, WIDTH, HEIGHT);
}

static void
tear_down (Fixture *fixture, gconstpointer data)
{
  g_clear_pointer (&fixture->plain, sw_plain_text_free);
  cairo_surface_destroy (fixture->ours);
  cairo_surface_destroy (fixture->theirs);
  g_object_unref (fixture->context);
}

static void
set_font (Fixture *fixture, const char *name)
{
  PangoFontDescription *font = pango_font_description_from_string (name);

  pango_context_set_font_description (fixture->context, font);
  pango_font_description_free (font);
  g_clear_pointer (&fixture->plain, sw_plain_text_free);
  fixture->plain = sw_plain_text_new (fixture->context);
  g_assert_nonnull (fixture->plain);
}

static cairo_t *
begin (cairo_surface_t *surface)
{
  cairo_t *cr = cairo_create (surface);

  cairo_set_source_rgb (cr, 1, 1, 1);
  cairo_paint (cr);
  cairo_set_source_rgb (cr, 0, 0, 0.5);
  return cr;
}

static void
draw_theirs (Fixture *fixture, const char *text, const SwPlainTextPlace *place)
{
  g_autoptr (PangoLayout) layout = pango_layout_new (fixture->context);
  cairo_t *cr = begin (fixture->theirs);

  pango_layout_set_text (layout, text, -1);
  pango_layout_set_ellipsize (layout, place->ellipsize);
  pango_layout_set_width (layout, place->width * PANGO_SCALE);
  cairo_move_to (cr, place->x, place->y);
  pango_cairo_show_layout (cr, layout);
  cairo_destroy (cr);
}

/* Returns FALSE if the text is for a layout. */
static gboolean
draw_ours (Fixture *fixture, const char *text, const SwPlainTextPlace *place)
{
  cairo_t *cr = begin (fixture->ours);
  gboolean is_ours = sw_plain_text_add (fixture->plain, text, place);

  sw_plain_text_show (fixture->plain, cr);
  cairo_destroy (cr);
  return is_ours;
}

static void
assert_same (Fixture *fixture, const char *text, const SwPlainTextPlace *place)
{
  gsize size = (gsize) cairo_image_surface_get_stride (fixture->ours) * HEIGHT;

  draw_theirs (fixture, text, place);
  if (!draw_ours (fixture, text, place))
    return;
  cairo_surface_flush (fixture->ours);
  cairo_surface_flush (fixture->theirs);
  if (memcmp (cairo_image_surface_get_data (fixture->ours),
              cairo_image_surface_get_data (fixture->theirs),
              size)
      != 0)
    g_error ("“%s” looks different in %d pixels, cut in way %d",
             text,
             place->width,
             place->ellipsize);
}

static void
test_same (Fixture *fixture, gconstpointer font)
{
  set_font (fixture, font);
  for (gsize text = 0; text < G_N_ELEMENTS (texts); text++)
    for (gsize mode = 0; mode < G_N_ELEMENTS (modes); mode++)
      for (int width = 0; width < WIDTH; width += width < 60 ? 1 : 7)
        {
          SwPlainTextPlace place = { .x = 5,
                                     .y = 3,
                                     .width = width,
                                     .height = HEIGHT,
                                     .ellipsize = modes[mode] };

          assert_same (fixture, texts[text], &place);
        }
}

static void
test_what_is_plain (void)
{
  for (gsize i = 0; i < G_N_ELEMENTS (texts); i++)
    g_assert_true (sw_plain_text_is_plain (texts[i]));
  g_assert_false (sw_plain_text_is_plain (NULL));
  g_assert_false (sw_plain_text_is_plain ("a\tb"));
  g_assert_false (sw_plain_text_is_plain ("a\nb"));
  g_assert_false (sw_plain_text_is_plain ("a\177"));
  g_assert_false (sw_plain_text_is_plain ("caf\303\251"));
  g_assert_false (sw_plain_text_is_plain ("\344\275\240\345\245\275"));
}

/* More texts than are kept, and some of them again. */
static void
test_many (Fixture *fixture, gconstpointer data)
{
  const SwPlainTextPlace place = { .width = 150,
                                   .height = HEIGHT,
                                   .ellipsize = PANGO_ELLIPSIZE_END };

  set_font (fixture, fonts[0]);
  for (int i = 0; i < 5000; i++)
    {
      g_autofree char *text = g_strdup_printf ("message %d", i % 3000);

      if (i % 500 == 0)
        assert_same (fixture, text, &place);
      else
        draw_ours (fixture, text, &place);
    }
}

static void
test_current (Fixture *fixture, gconstpointer data)
{
  set_font (fixture, fonts[0]);
  g_assert_true (sw_plain_text_is_current (fixture->plain, fixture->context));
  pango_context_set_base_dir (fixture->context, PANGO_DIRECTION_RTL);
  g_assert_false (sw_plain_text_is_current (fixture->plain, fixture->context));
  g_assert_null (sw_plain_text_new (fixture->context));
}

int
main (int argc, char **argv)
{
  g_test_init (&argc, &argv, NULL);
  g_test_add_func ("/plain-text/only-printable-ascii-is-plain", test_what_is_plain);
  for (gsize i = 0; i < G_N_ELEMENTS (fonts); i++)
    {
      g_autofree char *path = g_strdup_printf ("/plain-text/looks-as-ever/%s", fonts[i]);

      g_test_add (path, Fixture, fonts[i], set_up, test_same, tear_down);
    }
  g_test_add ("/plain-text/many-texts", Fixture, NULL, set_up, test_many, tear_down);
  g_test_add ("/plain-text/knows-its-context",
              Fixture,
              NULL,
              set_up,
              test_current,
              tear_down);
  return g_test_run ();
}
