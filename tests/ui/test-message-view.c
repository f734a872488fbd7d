/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "config.h"

#include "message-fixture.h"
#include "ui/sw-message-view.h"

#include <string.h>

/* The rows have to look, to the last pixel, as GtkTreeView itself draws them. */

typedef struct
{
  GtkWidget *window;
  SwMessageList *list;
  SwMessageLog *log;
  SwMessageView *view;
  GtkCssProvider *style;
} Fixture;

static const char *const payloads[] = {
  "Bingo is handsome",
  "",
  "\344\275\240\345\245\275 Bingo",
  ("fi ffi AVAVA To be or not to be, that is the question, and it is much too long for "
   "any column of this window, so that it has to be cut somewhere in the middle of it "
   "all"),
  "caf\303\251",
  "line one\nline two\ttab",
  "\327\251\327\234\327\225\327\235 right to left",
  "0123456789",
};

static void
add_messages (Fixture *fixture)
{
  for (int i = 0; i < 5; i++)
    for (gsize k = 0; k < G_N_ELEMENTS (payloads); k++)
      fixture_append_bytes (fixture->log, payloads[k], strlen (payloads[k]));
}

static void
settle (Fixture *fixture)
{
  fixture_wait_frames (fixture->window, 5);
}

static void
set_up (Fixture *fixture, gconstpointer data)
{
  fixture->log = sw_message_log_new ();
  fixture->style = gtk_css_provider_new ();
  gtk_style_context_add_provider_for_screen (gdk_screen_get_default (),
                                             GTK_STYLE_PROVIDER (fixture->style),
                                             GTK_STYLE_PROVIDER_PRIORITY_USER);
  fixture->window = gtk_window_new (GTK_WINDOW_TOPLEVEL);
  gtk_window_set_default_size (GTK_WINDOW (fixture->window), 900, 300);
  fixture->list = SW_MESSAGE_LIST (sw_message_list_new ());
  gtk_container_add (GTK_CONTAINER (fixture->window), GTK_WIDGET (fixture->list));
  sw_message_list_set_log (fixture->list, fixture->log);
  fixture->view =
      SW_MESSAGE_VIEW (fixture_find (GTK_WIDGET (fixture->list), SW_TYPE_MESSAGE_VIEW));
  gtk_widget_show_all (fixture->window);
  add_messages (fixture);
  settle (fixture);
}

static void
tear_down (Fixture *fixture, gconstpointer data)
{
  gtk_style_context_remove_provider_for_screen (gdk_screen_get_default (),
                                                GTK_STYLE_PROVIDER (fixture->style));
  g_object_unref (fixture->style);
  gtk_widget_destroy (fixture->window);
  g_object_unref (fixture->log);
}

/* Of the rows, without the titles above them */
static cairo_surface_t *
draw (Fixture *fixture, gboolean as_tree_view)
{
  GtkWidget *widget = GTK_WIDGET (fixture->view);
  int width = gtk_widget_get_allocated_width (widget);
  int height = gtk_widget_get_allocated_height (widget);
  cairo_surface_t *surface =
      cairo_image_surface_create (CAIRO_FORMAT_RGB24, width, height);
  cairo_t *cr = cairo_create (surface);
  int y;

  gtk_tree_view_convert_bin_window_to_widget_coords (GTK_TREE_VIEW (widget),
                                                     0,
                                                     0,
                                                     NULL,
                                                     &y);
  cairo_rectangle (cr, 0, y, width, height - y);
  cairo_clip (cr);
  if (as_tree_view)
    GTK_WIDGET_CLASS (g_type_class_peek (GTK_TYPE_TREE_VIEW))->draw (widget, cr);
  else
    gtk_widget_draw (widget, cr);
  cairo_destroy (cr);
  cairo_surface_flush (surface);
  return surface;
}

static void
assert_same (Fixture *fixture)
{
  cairo_surface_t *ours = draw (fixture, FALSE);
  cairo_surface_t *theirs = draw (fixture, TRUE);
  gsize size = (gsize) cairo_image_surface_get_stride (ours)
               * (gsize) cairo_image_surface_get_height (ours);

  g_assert_cmpmem (cairo_image_surface_get_data (ours),
                   size,
                   cairo_image_surface_get_data (theirs),
                   size);
  cairo_surface_destroy (ours);
  cairo_surface_destroy (theirs);
}

static void
assert_same_and_fast (Fixture *fixture)
{
  settle (fixture);
  assert_same (fixture);
  g_assert_true (sw_message_view_is_fast (fixture->view));
}

static void
set_style (Fixture *fixture, const char *css)
{
  g_assert_true (gtk_css_provider_load_from_data (fixture->style, css, -1, NULL));
}

static void
test_same (Fixture *fixture, gconstpointer data)
{
  assert_same_and_fast (fixture);
  sw_message_list_scroll_to_end (fixture->list);
  assert_same_and_fast (fixture);
  set_style (fixture, "treeview { color: #204080; background: #f0f0e0; }");
  assert_same_and_fast (fixture);
}

static void
test_selected (Fixture *fixture, gconstpointer data)
{
  sw_message_list_select (fixture->list, 35);
  assert_same_and_fast (fixture);
  sw_message_list_select_all (fixture->list);
  assert_same_and_fast (fixture);
  gtk_widget_set_sensitive (GTK_WIDGET (fixture->view), FALSE);
  assert_same_and_fast (fixture);
}

static void
test_hits (Fixture *fixture, gconstpointer data)
{
  g_autoptr (SwFilter) filter = sw_filter_parse ("in", NULL);

  sw_message_list_set_highlight (fixture->list, filter);
  assert_same_and_fast (fixture);
}

static void
test_dark (Fixture *fixture, gconstpointer data)
{
  GtkSettings *settings = gtk_settings_get_default ();

  g_object_set (settings, "gtk-application-prefer-dark-theme", TRUE, NULL);
  assert_same_and_fast (fixture);
  g_object_set (settings, "gtk-theme-name", "HighContrast", NULL);
  assert_same_and_fast (fixture);
  gtk_settings_reset_property (settings, "gtk-theme-name");
  gtk_settings_reset_property (settings, "gtk-application-prefer-dark-theme");
}

static void
test_fonts (Fixture *fixture, gconstpointer data)
{
  const char *const fonts[] = { "5px Sans", "40px Serif", "13px Monospace" };

  for (gsize i = 0; i < G_N_ELEMENTS (fonts); i++)
    {
      g_autofree char *css = g_strdup_printf ("treeview { font: %s; }", fonts[i]);

      set_style (fixture, css);
      assert_same_and_fast (fixture);
    }
}

static void
test_widths (Fixture *fixture, gconstpointer data)
{
  GtkTreeView *view = GTK_TREE_VIEW (fixture->view);

  for (int width = 30; width < 300; width += 27)
    {
      for (int i = 0; i < 5; i++)
        gtk_tree_view_column_set_fixed_width (gtk_tree_view_get_column (view, i), width);
      assert_same_and_fast (fixture);
    }
  gtk_tree_view_column_set_visible (gtk_tree_view_get_column (view, 1), FALSE);
  gtk_tree_view_move_column_after (view, gtk_tree_view_get_column (view, 4), NULL);
  assert_same_and_fast (fixture);
}

/* What we do not draw, GtkTreeView does. */
static void
test_theme_with_shadow (Fixture *fixture, gconstpointer data)
{
  set_style (fixture, "treeview { text-shadow: 1px 1px red; }");
  settle (fixture);
  assert_same (fixture);
  g_assert_false (sw_message_view_is_fast (fixture->view));
  set_style (fixture, "");
  assert_same_and_fast (fixture);
}

static void
test_right_to_left (Fixture *fixture, gconstpointer data)
{
  gtk_widget_set_direction (GTK_WIDGET (fixture->view), GTK_TEXT_DIR_RTL);
  settle (fixture);
  assert_same (fixture);
  g_assert_false (sw_message_view_is_fast (fixture->view));
}

static char *
dup_accessible_text (Fixture *fixture, int row, int column)
{
  AtkObject *accessible = gtk_widget_get_accessible (GTK_WIDGET (fixture->view));
  g_autoptr (AtkObject) cell = atk_table_ref_at (ATK_TABLE (accessible), row, column);

  return g_strdup (atk_object_get_name (cell));
}

static void
test_accessible (Fixture *fixture, gconstpointer data)
{
  g_autofree char *sender = dup_accessible_text (fixture, 3, 2);

  g_assert_cmpstr (sender, ==, "python3 (4711)");
}

#define ADD(path, test)                                                                  \
  g_test_add ("/message-view/" path, Fixture, NULL, set_up, test, tear_down)

int
main (int argc, char **argv)
{
  gtk_test_init (&argc, &argv, NULL);
  ADD ("looks-as-ever", test_same);
  ADD ("selected-rows", test_selected);
  ADD ("hits", test_hits);
  ADD ("dark-and-high-contrast", test_dark);
  ADD ("fonts", test_fonts);
  ADD ("widths", test_widths);
  ADD ("theme-with-shadow", test_theme_with_shadow);
  ADD ("right-to-left", test_right_to_left);
  ADD ("accessible", test_accessible);
  return g_test_run ();
}
