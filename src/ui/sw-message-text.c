/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "config.h"

#include "ui/sw-message-text.h"

#include <string.h>

#include "ui/sw-highlight.h"

/* One step, which takes some 20 ms to lay out. */
#define MAX_STEP_BYTES (32 * 1024)
#define MAX_STEP_LINES 512

/* The longest line that is laid out as one. */
#define MAX_LINE_BYTES (4 * 1024)

#define HIT_MARK "first-hit"

struct _SwMessageText
{
  GtkTextView parent_instance;

  GtkTextTag *break_tag; /* (owned by the buffer) marks line ends that are only ours */
  char *text;            /* (owned) (nullable) while it is loading */
  const char *rest;      /* what of @text is not in the view yet */
  guint idle_id;

  SwFilter *highlight; /* (owned) (nullable) */
  GtkTextTag *hit_tag; /* (owned by the buffer) */
  int n_searched;      /* lines in which hits are marked */
  gboolean has_hit;    /* so that the first one was shown */
  guint highlight_id;
};

enum
{
  LOADED,
  N_SIGNALS,
};

static guint signals[N_SIGNALS];

G_DEFINE_FINAL_TYPE (SwMessageText, sw_message_text, GTK_TYPE_TEXT_VIEW)

static void
stop_loading (SwMessageText *self)
{
  g_clear_handle_id (&self->idle_id, g_source_remove);
  g_clear_pointer (&self->text, g_free);
  self->rest = NULL;
}

/* Where the line that begins at @line ends, if need be by a break of ours; behind its
 * line feed if it has one. */
static const char *
find_line_end (const char *line, gboolean *needs_break)
{
  gsize length = strnlen (line, MAX_LINE_BYTES);
  const char *feed = memchr (line, '\n', length);
  const char *end = line + length;

  *needs_break = FALSE;
  if (feed != NULL)
    return feed + 1;
  if (*end == '\0')
    return end;
  while (((guchar) *end & 0xC0) == 0x80) /* inside a character */
    end--;
  *needs_break = *end != '\n';
  return *end == '\n' ? end + 1 : end;
}

static void
show_hit (SwMessageText *self, int line, int index)
{
  GtkTextBuffer *buffer = gtk_text_view_get_buffer (GTK_TEXT_VIEW (self));
  GtkTextIter place;

  if (self->has_hit)
    return;
  self->has_hit = TRUE;
  gtk_text_buffer_get_iter_at_line_index (buffer, &place, line, index);
  gtk_text_buffer_move_mark_by_name (buffer, HIT_MARK, &place);
  gtk_text_view_scroll_to_mark (GTK_TEXT_VIEW (self),
                                gtk_text_buffer_get_mark (buffer, HIT_MARK),
                                0,
                                FALSE,
                                0,
                                0);
}

/* The last line is left alone while more of it may come. */
static int
get_n_whole_lines (SwMessageText *self)
{
  GtkTextBuffer *buffer = gtk_text_view_get_buffer (GTK_TEXT_VIEW (self));

  return gtk_text_buffer_get_line_count (buffer) - (self->idle_id != 0 ? 1 : 0);
}

static gboolean
highlight_idle_cb (gpointer user_data)
{
  SwMessageText *self = user_data;
  GtkTextBuffer *buffer = gtk_text_view_get_buffer (GTK_TEXT_VIEW (self));
  int n_lines = get_n_whole_lines (self);
  int end = MIN (self->n_searched + MAX_STEP_LINES, n_lines);

  for (; self->n_searched < end; self->n_searched++)
    {
      int line = self->n_searched;
      int hit = sw_highlight_line (self->highlight, buffer, self->hit_tag, line);

      if (hit >= 0)
        show_hit (self, line, hit);
    }
  if (self->n_searched < n_lines)
    return G_SOURCE_CONTINUE;
  self->highlight_id = 0;
  return G_SOURCE_REMOVE;
}

static void
stop_highlighting (SwMessageText *self)
{
  g_clear_handle_id (&self->highlight_id, g_source_remove);
  self->n_searched = 0;
  self->has_hit = FALSE;
}

static void
queue_highlighting (SwMessageText *self)
{
  if (self->highlight != NULL && self->highlight_id == 0)
    self->highlight_id = g_idle_add (highlight_idle_cb, self);
}

void
sw_message_text_set_highlight (SwMessageText *self, SwFilter *highlight)
{
  GtkTextBuffer *buffer;
  GtkTextIter start;
  GtkTextIter end;

  g_return_if_fail (SW_IS_MESSAGE_TEXT (self));

  if (highlight != NULL)
    sw_filter_ref (highlight);
  g_clear_pointer (&self->highlight, sw_filter_unref);
  self->highlight = highlight;
  buffer = gtk_text_view_get_buffer (GTK_TEXT_VIEW (self));
  gtk_text_buffer_get_bounds (buffer, &start, &end);
  gtk_text_buffer_remove_tag (buffer, self->hit_tag, &start, &end);
  stop_highlighting (self);
  queue_highlighting (self);
}

static void
append_step (SwMessageText *self)
{
  GtkTextBuffer *buffer = gtk_text_view_get_buffer (GTK_TEXT_VIEW (self));
  const char *start = self->rest;
  GtkTextIter iter;

  for (int i = 0; i < MAX_STEP_LINES && self->rest - start < MAX_STEP_BYTES; i++)
    {
      gboolean needs_break;
      const char *end = find_line_end (self->rest, &needs_break);

      gtk_text_buffer_get_end_iter (buffer, &iter);
      gtk_text_buffer_insert (buffer, &iter, self->rest, (int) (end - self->rest));
      if (needs_break)
        gtk_text_buffer_insert_with_tags (buffer, &iter, "\n", 1, self->break_tag, NULL);
      self->rest = end;
      if (*end == '\0')
        return;
    }
}

/* Below the priority of the layout, so that a step begins when the last one is on screen.
 */
static gboolean
load_idle_cb (gpointer user_data)
{
  SwMessageText *self = user_data;

  append_step (self);
  queue_highlighting (self);
  if (*self->rest != '\0')
    return G_SOURCE_CONTINUE;
  self->idle_id = 0;
  stop_loading (self);
  g_signal_emit (self, signals[LOADED], 0);
  return G_SOURCE_REMOVE;
}

void
sw_message_text_set_text (SwMessageText *self, const char *text)
{
  GtkTextBuffer *buffer;
  GtkTextIter start;

  g_return_if_fail (SW_IS_MESSAGE_TEXT (self));
  g_return_if_fail (text != NULL);

  stop_loading (self);
  stop_highlighting (self);
  buffer = gtk_text_view_get_buffer (GTK_TEXT_VIEW (self));
  gtk_text_buffer_set_text (buffer, "", 0);
  self->text = g_strdup (text);
  self->rest = self->text;
  append_step (self);
  gtk_text_buffer_get_start_iter (buffer, &start);
  gtk_text_buffer_place_cursor (buffer, &start);
  self->idle_id = g_idle_add (load_idle_cb, self);
  queue_highlighting (self);
}

gboolean
sw_message_text_is_loading (SwMessageText *self)
{
  return self->idle_id != 0;
}

char *
sw_message_text_dup_text (SwMessageText *self,
                          const GtkTextIter *start,
                          const GtkTextIter *end)
{
  GString *text = g_string_new (NULL);
  GtkTextIter from = *start;

  while (gtk_text_iter_compare (&from, end) < 0)
    {
      gboolean is_break = gtk_text_iter_has_tag (&from, self->break_tag);
      GtkTextIter to = from;

      gtk_text_iter_forward_to_tag_toggle (&to, self->break_tag);
      if (gtk_text_iter_compare (&to, end) > 0)
        to = *end;
      if (!is_break)
        {
          g_autofree char *piece = gtk_text_iter_get_text (&from, &to);
          g_string_append (text, piece);
        }
      from = to;
    }
  return g_string_free (text, FALSE);
}

static void
sw_message_text_copy_clipboard (GtkTextView *view)
{
  SwMessageText *self = SW_MESSAGE_TEXT (view);
  g_autofree char *text = NULL;
  GtkTextIter start;
  GtkTextIter end;

  if (!gtk_text_buffer_get_selection_bounds (gtk_text_view_get_buffer (view),
                                             &start,
                                             &end))
    return;
  text = sw_message_text_dup_text (self, &start, &end);
  gtk_clipboard_set_text (
      gtk_widget_get_clipboard (GTK_WIDGET (self), GDK_SELECTION_CLIPBOARD),
      text,
      -1);
}

static void
sw_message_text_dispose (GObject *object)
{
  SwMessageText *self = SW_MESSAGE_TEXT (object);

  stop_loading (self);
  stop_highlighting (self);
  g_clear_pointer (&self->highlight, sw_filter_unref);

  G_OBJECT_CLASS (sw_message_text_parent_class)->dispose (object);
}

static void
sw_message_text_class_init (SwMessageTextClass *klass)
{
  G_OBJECT_CLASS (klass)->dispose = sw_message_text_dispose;
  GTK_TEXT_VIEW_CLASS (klass)->copy_clipboard = sw_message_text_copy_clipboard;

  signals[LOADED] = g_signal_new ("loaded",
                                  G_TYPE_FROM_CLASS (klass),
                                  G_SIGNAL_RUN_LAST,
                                  0,
                                  NULL,
                                  NULL,
                                  NULL,
                                  G_TYPE_NONE,
                                  0);
}

static void
sw_message_text_init (SwMessageText *self)
{
  GtkTextView *view = GTK_TEXT_VIEW (self);
  GtkTextBuffer *buffer = gtk_text_view_get_buffer (view);
  GtkTextIter start;

  gtk_text_view_set_editable (view, FALSE);
  gtk_text_view_set_accepts_tab (view, FALSE);
  gtk_text_view_set_monospace (view, TRUE);
  gtk_text_view_set_wrap_mode (view, GTK_WRAP_WORD_CHAR);
  self->break_tag = gtk_text_buffer_create_tag (buffer, NULL, NULL);
  self->hit_tag = gtk_text_buffer_create_tag (buffer,
                                              NULL,
                                              "background",
                                              SW_HIGHLIGHT_BACKGROUND,
                                              "foreground",
                                              SW_HIGHLIGHT_FOREGROUND,
                                              NULL);
  gtk_text_buffer_get_start_iter (buffer, &start);
  gtk_text_buffer_create_mark (buffer, HIT_MARK, &start, TRUE);
}

GtkWidget *
sw_message_text_new (void)
{
  return g_object_new (SW_TYPE_MESSAGE_TEXT, NULL);
}
