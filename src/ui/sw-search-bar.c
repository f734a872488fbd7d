/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "config.h"

#include "ui/sw-search-bar.h"

#include <glib/gi18n-lib.h>

#include "ui/sw-count-text.h"
#include "ui/sw-query-entry.h"

/** How soon a changed count is shown. */
#define COUNT_DELAY_MS 80

/* The hits are a second view of the log, whose filter is that of the list and the query
 * together: so they are looked for off the main thread and stay right as messages come
 * and go. A step that finds nothing yet waits until the look comes to a hit. */

typedef enum
{
  WAITING_FOR_NOTHING,
  WAITING_FOR_NEXT,     /* behind the place */
  WAITING_FOR_PREVIOUS, /* before the place */
  WAITING_FOR_NEAREST,  /* at the place or behind it */
} Waiting;

struct _SwSearchBar
{
  GtkBin parent_instance;

  /* Template */
  SwQueryEntry *entry;
  GtkLabel *count_label;
  GtkLabel *note_label;
  GtkWidget *next_button;
  GtkWidget *previous_button;

  SwLogView *list_view; /* (owned) (nullable) what the list shows */
  SwLogView *hits;      /* (owned) (nullable) */
  guint64 place;
  Waiting waiting;
  gboolean has_wrapped;
  guint count_id; /* source: the count changed and is shown soon */
};

enum
{
  SEARCH_CHANGED,
  FOUND,
  CLOSED,
  N_SIGNALS,
};

static guint signals[N_SIGNALS];

G_DEFINE_FINAL_TYPE (SwSearchBar, sw_search_bar, GTK_TYPE_BIN)

SwFilter *
sw_search_bar_get_query (SwSearchBar *self)
{
  g_return_val_if_fail (SW_IS_SEARCH_BAR (self), NULL);

  return gtk_widget_get_visible (GTK_WIDGET (self))
             ? sw_query_entry_get_filter (self->entry)
             : NULL;
}

/* Each text only if it is another one: labels measure themselves anew. */
static void
set_label (GtkLabel *label, const char *text)
{
  if (g_strcmp0 (gtk_label_get_text (label), text) != 0)
    gtk_label_set_text (label, text);
}

static char *
format_count (SwSearchBar *self)
{
  guint64 n_hits = sw_log_view_get_n_rows (self->hits);
  gboolean is_complete = sw_log_view_is_complete (self->hits);

  if (n_hits == 0)
    return g_strdup (is_complete ? _ ("Not found") : _ ("Searching…"));
  if (sw_log_view_has_serial (self->hits, self->place))
    return sw_count_text_progress (sw_log_view_find_row (self->hits, self->place) + 1,
                                   n_hits);
  return sw_count_text_hits (n_hits);
}

static void
show_count (SwSearchBar *self)
{
  gboolean is_searching = sw_search_bar_get_query (self) != NULL && self->hits != NULL;
  gboolean has_hits = is_searching && sw_log_view_get_n_rows (self->hits) > 0;
  g_autofree char *text = is_searching ? format_count (self) : g_strdup ("");

  g_clear_handle_id (&self->count_id, g_source_remove);
  set_label (self->count_label, text);
  gtk_widget_set_sensitive (self->next_button, has_hits);
  gtk_widget_set_sensitive (self->previous_button, has_hits);
}

static gboolean
show_count_cb (gpointer user_data)
{
  SwSearchBar *self = user_data;

  self->count_id = 0;
  show_count (self);
  return G_SOURCE_REMOVE;
}

static void
show_note (SwSearchBar *self)
{
  const char *error = sw_query_entry_get_error (self->entry);
  GtkStyleContext *style = gtk_widget_get_style_context (GTK_WIDGET (self->note_label));

  if (error != NULL)
    gtk_style_context_add_class (style, "sw-problem");
  else
    gtk_style_context_remove_class (style, "sw-problem");
  if (error == NULL && self->has_wrapped)
    error = _ ("The search went on from the other end of the list");
  set_label (self->note_label, error != NULL ? error : "");
  gtk_widget_set_visible (GTK_WIDGET (self->note_label), error != NULL);
}

static void
arrive (SwSearchBar *self, guint64 serial, gboolean has_wrapped)
{
  self->waiting = WAITING_FOR_NOTHING;
  self->has_wrapped = has_wrapped;
  self->place = serial;
  show_note (self);
  show_count (self);
  sw_query_entry_announce (self->entry, gtk_label_get_text (self->count_label));
  g_signal_emit (self, signals[FOUND], 0, serial);
}

static void
give_up (SwSearchBar *self)
{
  self->waiting = WAITING_FOR_NOTHING;
  sw_query_entry_announce (self->entry, _ ("Not found"));
}

/* Only when all is looked at is the end known, from where to go on at the other. The list
 * may come to a hit later than we: it looks for its rows, too. */
static void
step (SwSearchBar *self)
{
  gboolean is_backward = self->waiting == WAITING_FOR_PREVIOUS;
  guint64 place = self->place;
  gboolean is_found;
  guint64 n_hits;
  guint64 serial;

  if (self->waiting == WAITING_FOR_NOTHING || self->hits == NULL)
    return;
  if (is_backward && !sw_log_view_is_complete (self->hits))
    return; /* a nearer one may be found yet */
  if (self->waiting == WAITING_FOR_NEAREST && place > 0)
    place--;
  is_found = is_backward && place > 0
                 ? sw_log_view_get_previous (self->hits, place, &serial)
                 : !is_backward && sw_log_view_get_next (self->hits, place, &serial);
  n_hits = sw_log_view_get_n_rows (self->hits);
  if (!is_found && !sw_log_view_is_complete (self->hits))
    return;
  if (!is_found && n_hits > 0)
    serial = sw_log_view_get_serial (self->hits, is_backward ? n_hits - 1 : 0);
  if (!is_found && n_hits == 0)
    give_up (self);
  else if (sw_log_view_has_serial (self->list_view, serial))
    arrive (self, serial, !is_found && place != 0);
}

static void
hits_changed_cb (SwSearchBar *self)
{
  step (self);
  if (self->count_id == 0)
    self->count_id = g_timeout_add (COUNT_DELAY_MS, show_count_cb, self);
}

static void
update_search (SwSearchBar *self)
{
  SwFilter *query = sw_search_bar_get_query (self);
  SwFilter *filter =
      self->list_view != NULL ? sw_log_view_get_filter (self->list_view) : NULL;
  g_autoptr (SwFilter) joined = NULL;

  if (self->hits == NULL)
    return;
  if (query != NULL && filter != NULL)
    joined = sw_filter_join (filter, query);
  else if (query != NULL)
    joined = sw_filter_ref (query);
  sw_log_view_set_filter (self->hits, joined);
  hits_changed_cb (self);
}

static void
query_changed_cb (SwSearchBar *self)
{
  if (!gtk_widget_get_visible (GTK_WIDGET (self)))
    return;
  self->has_wrapped = FALSE;
  self->waiting =
      sw_search_bar_get_query (self) != NULL ? WAITING_FOR_NEAREST : WAITING_FOR_NOTHING;
  show_note (self);
  g_signal_emit (self, signals[SEARCH_CHANGED], 0);
  update_search (self);
}

void
sw_search_bar_go (SwSearchBar *self, gboolean forward)
{
  g_return_if_fail (SW_IS_SEARCH_BAR (self));

  if (!gtk_widget_get_visible (GTK_WIDGET (self)))
    sw_search_bar_open (self);
  sw_query_entry_flush (self->entry);
  if (sw_search_bar_get_query (self) == NULL)
    return;
  if (self->waiting == WAITING_FOR_NOTHING)
    self->waiting = forward ? WAITING_FOR_NEXT : WAITING_FOR_PREVIOUS;
  hits_changed_cb (self);
}

static void
next_cb (SwSearchBar *self)
{
  sw_search_bar_go (self, TRUE);
}

static void
previous_cb (SwSearchBar *self)
{
  sw_search_bar_go (self, FALSE);
}

void
sw_search_bar_open (SwSearchBar *self)
{
  g_return_if_fail (SW_IS_SEARCH_BAR (self));

  if (!gtk_widget_get_visible (GTK_WIDGET (self)))
    {
      gtk_widget_show (GTK_WIDGET (self));
      query_changed_cb (self);
    }
  gtk_widget_grab_focus (GTK_WIDGET (self->entry));
}

void
sw_search_bar_close (SwSearchBar *self)
{
  g_return_if_fail (SW_IS_SEARCH_BAR (self));

  if (!gtk_widget_get_visible (GTK_WIDGET (self)))
    return;
  gtk_widget_hide (GTK_WIDGET (self));
  self->waiting = WAITING_FOR_NOTHING;
  update_search (self);
  g_signal_emit (self, signals[SEARCH_CHANGED], 0);
  g_signal_emit (self, signals[CLOSED], 0);
}

static gboolean
entry_key_cb (SwSearchBar *self, GdkEventKey *event)
{
  gboolean is_return =
      event->keyval == GDK_KEY_Return || event->keyval == GDK_KEY_KP_Enter;

  if (is_return
      && (event->state & gtk_accelerator_get_default_mod_mask ()) == GDK_SHIFT_MASK)
    previous_cb (self);
  else
    return GDK_EVENT_PROPAGATE;
  return GDK_EVENT_STOP;
}

void
sw_search_bar_set_place (SwSearchBar *self, guint64 serial)
{
  g_return_if_fail (SW_IS_SEARCH_BAR (self));

  if (self->place == serial)
    return;
  self->place = serial;
  self->has_wrapped = FALSE;
  show_note (self);
  show_count (self);
}

void
sw_search_bar_set_log_view (SwSearchBar *self, SwLogView *log_view)
{
  static const char *const changes[] = { "rows-appended",
                                         "rows-trimmed",
                                         "reset",
                                         "progress" };

  g_return_if_fail (SW_IS_SEARCH_BAR (self));
  g_return_if_fail (self->list_view == NULL);

  self->list_view = g_object_ref (log_view);
  self->hits = sw_log_view_new (sw_log_view_get_log (log_view));
  for (gsize i = 0; i < G_N_ELEMENTS (changes); i++)
    g_signal_connect_object (self->hits,
                             changes[i],
                             G_CALLBACK (hits_changed_cb),
                             self,
                             G_CONNECT_SWAPPED);
  g_signal_connect_object (log_view,
                           "rows-appended",
                           G_CALLBACK (step),
                           self,
                           G_CONNECT_SWAPPED);
  g_signal_connect_object (log_view,
                           "reset",
                           G_CALLBACK (update_search),
                           self,
                           G_CONNECT_SWAPPED);
  show_count (self);
}

static void
sw_search_bar_dispose (GObject *object)
{
  SwSearchBar *self = SW_SEARCH_BAR (object);

  if (self->hits != NULL)
    g_signal_handlers_disconnect_by_data (self->hits, self);
  g_clear_handle_id (&self->count_id, g_source_remove);
  g_clear_object (&self->hits);
  g_clear_object (&self->list_view);

  G_OBJECT_CLASS (sw_search_bar_parent_class)->dispose (object);
}

static void
sw_search_bar_class_init (SwSearchBarClass *klass)
{
  GtkWidgetClass *widget_class = GTK_WIDGET_CLASS (klass);
  GType type = G_TYPE_FROM_CLASS (klass);

  G_OBJECT_CLASS (klass)->dispose = sw_search_bar_dispose;
  signals[SEARCH_CHANGED] = g_signal_new ("search-changed",
                                          type,
                                          G_SIGNAL_RUN_LAST,
                                          0,
                                          NULL,
                                          NULL,
                                          NULL,
                                          G_TYPE_NONE,
                                          0);
  signals[FOUND] = g_signal_new ("found",
                                 type,
                                 G_SIGNAL_RUN_LAST,
                                 0,
                                 NULL,
                                 NULL,
                                 NULL,
                                 G_TYPE_NONE,
                                 1,
                                 G_TYPE_UINT64);
  signals[CLOSED] = g_signal_new ("closed",
                                  type,
                                  G_SIGNAL_RUN_LAST,
                                  0,
                                  NULL,
                                  NULL,
                                  NULL,
                                  G_TYPE_NONE,
                                  0);

  g_type_ensure (SW_TYPE_QUERY_ENTRY);
  gtk_widget_class_set_template_from_resource (
      widget_class,
      "/io/github/slotwatch/Slotwatch/sw-search-bar.ui");
  gtk_widget_class_bind_template_child (widget_class, SwSearchBar, entry);
  gtk_widget_class_bind_template_child (widget_class, SwSearchBar, count_label);
  gtk_widget_class_bind_template_child (widget_class, SwSearchBar, note_label);
  gtk_widget_class_bind_template_child (widget_class, SwSearchBar, next_button);
  gtk_widget_class_bind_template_child (widget_class, SwSearchBar, previous_button);
  gtk_widget_class_bind_template_callback (widget_class, query_changed_cb);
  gtk_widget_class_bind_template_callback (widget_class, entry_key_cb);
  gtk_widget_class_bind_template_callback (widget_class, next_cb);
  gtk_widget_class_bind_template_callback (widget_class, previous_cb);
  gtk_widget_class_bind_template_callback (widget_class, sw_search_bar_close);
}

static void
sw_search_bar_init (SwSearchBar *self)
{
  gtk_widget_init_template (GTK_WIDGET (self));
}
