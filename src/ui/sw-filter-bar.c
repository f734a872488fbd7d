/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "config.h"

#include "ui/sw-filter-bar.h"

#include <glib/gi18n-lib.h>

#include "ui/sw-count-text.h"
#include "ui/sw-query-entry.h"

struct _SwFilterBar
{
  GtkBin parent_instance;

  /* Template */
  SwQueryEntry *entry;
  GtkLabel *count_label;
  GtkMenuButton *saved_button;
  GtkMenuButton *help_button;
  GtkPopover *help_popover;
  GtkBox *example_box;
  GtkLabel *error_label;
  GtkLabel *undecided_label;

  gboolean is_announced; /* the count of this filter was told */
};

enum
{
  FILTER_CHANGED,
  CLOSED,
  N_SIGNALS,
};

static guint signals[N_SIGNALS];

G_DEFINE_FINAL_TYPE (SwFilterBar, sw_filter_bar, GTK_TYPE_BIN)

/* What can be written, each with an example that works as it is. */
static const struct
{
  const char *query;
  const char *meaning;
} examples[] = {
  { "error", N_ ("Text, in capital letters or not") },
  { "\"valve open\"", N_ ("Text with blanks") },
  { "'Error'", N_ ("Text, exactly these letters") },
  { "-ping", N_ ("All messages without it") },
  { "/time-?out \\d+/i", N_ ("A regular expression; “i”: in capital letters or not") },
  { "hex:0d0a", N_ ("Bytes") },
  { "slot:browse", N_ ("A part of the slot’s name") },
  { "sender:python", N_ ("A process, computer or address") },
  { "size>100 size<=424", N_ ("The size in bytes; all terms have to hold") },
  { "transport:netbios", N_ ("How it came: local, netbios or capture") },
  { "-is:repeated", N_ ("No message that came before by another way") },
};

SwFilter *
sw_filter_bar_get_filter (SwFilterBar *self)
{
  g_return_val_if_fail (SW_IS_FILTER_BAR (self), NULL);

  return gtk_widget_get_visible (GTK_WIDGET (self))
             ? sw_query_entry_get_filter (self->entry)
             : NULL;
}

static void
set_label (GtkLabel *label, const char *text)
{
  if (g_strcmp0 (gtk_label_get_text (label), text) != 0)
    gtk_label_set_text (label, text);
}

static void
show_note (GtkLabel *label, const char *text)
{
  set_label (label, text != NULL ? text : "");
  gtk_widget_set_visible (GTK_WIDGET (label), text != NULL);
}

static void
query_changed_cb (SwFilterBar *self)
{
  show_note (self->error_label, sw_query_entry_get_error (self->entry));
  self->is_announced = FALSE;
  g_signal_emit (self, signals[FILTER_CHANGED], 0);
}

static void
visible_changed_cb (SwFilterBar *self)
{
  g_signal_emit (self, signals[FILTER_CHANGED], 0);
}

/* The first Escape takes the line, the second the bar. */
static void
stop_search_cb (SwFilterBar *self)
{
  if (gtk_entry_get_text_length (GTK_ENTRY (self->entry)) > 0)
    sw_query_entry_set_query (self->entry, "");
  else
    g_signal_emit (self, signals[CLOSED], 0);
}

static void
close_cb (SwFilterBar *self)
{
  g_signal_emit (self, signals[CLOSED], 0);
}

static void
show_undecided (SwFilterBar *self, guint64 n_undecided)
{
  g_autofree char *number = sw_count_number (n_undecided);
  g_autofree char *text = NULL;

  if (n_undecided > 0)
    /* Translators: a regular expression took too long with these messages. */
    text = g_strdup_printf (
        ngettext ("The expression takes too long for %s message, which is not shown",
                  "The expression takes too long for %s messages, which are not shown",
                  sw_count_plural (n_undecided)),
        number);
  show_note (self->undecided_label, text);
}

/* @progress: from 0 to 1, which is when nothing is under way */
static void
show_progress (SwFilterBar *self, double progress)
{
  GtkStyleContext *style = gtk_widget_get_style_context (GTK_WIDGET (self->entry));

  if (progress < 1)
    gtk_style_context_remove_class (style, "sw-idle");
  else
    gtk_style_context_add_class (style, "sw-idle");
  gtk_entry_set_progress_fraction (GTK_ENTRY (self->entry), progress < 1 ? progress : 0);
}

void
sw_filter_bar_show_counts (SwFilterBar *self, SwLogView *log_view)
{
  gboolean is_filtered = sw_log_view_get_filter (log_view) != NULL;
  gboolean is_complete = sw_log_view_is_complete (log_view);
  double progress = sw_log_view_get_progress (log_view);
  g_autofree char *text = NULL;

  g_return_if_fail (SW_IS_FILTER_BAR (self));

  if (is_filtered)
    text = sw_count_text_shown (
        sw_log_view_get_n_rows (log_view),
        sw_message_log_get_n_messages (sw_log_view_get_log (log_view)));
  set_label (self->count_label, text != NULL ? text : "");
  show_progress (self, is_filtered ? progress : 1);
  show_undecided (self, sw_log_view_get_n_undecided (log_view));
  if (is_filtered && is_complete && !self->is_announced)
    {
      self->is_announced = TRUE;
      sw_query_entry_announce (self->entry, text);
    }
}

void
sw_filter_bar_set_query (SwFilterBar *self, const char *query)
{
  g_return_if_fail (SW_IS_FILTER_BAR (self));

  sw_query_entry_set_query (self->entry, query);
}

void
sw_filter_bar_set_menu (SwFilterBar *self, GMenuModel *menu)
{
  g_return_if_fail (SW_IS_FILTER_BAR (self));

  gtk_menu_button_set_menu_model (self->saved_button, menu);
}

void
sw_filter_bar_focus (SwFilterBar *self)
{
  g_return_if_fail (SW_IS_FILTER_BAR (self));

  gtk_widget_grab_focus (GTK_WIDGET (self->entry));
}

static void
example_clicked_cb (SwFilterBar *self, GtkButton *button)
{
  const char *query = g_object_get_data (G_OBJECT (button), "query");

  gtk_popover_popdown (self->help_popover);
  sw_query_entry_set_query (self->entry, query);
  gtk_entry_grab_focus_without_selecting (GTK_ENTRY (self->entry));
}

static GtkWidget *
example_new (SwFilterBar *self, const char *query, const char *meaning)
{
  GtkWidget *button = gtk_button_new ();
  GtkWidget *box = gtk_box_new (GTK_ORIENTATION_HORIZONTAL, 12);
  GtkWidget *query_label = gtk_label_new (query);
  GtkWidget *meaning_label = gtk_label_new (meaning);
  /* Translators: an example of a filter, and what it means. */
  g_autofree char *name = g_strdup_printf (_ ("%1$s: %2$s"), query, meaning);

  gtk_style_context_add_class (gtk_widget_get_style_context (query_label),
                               "sw-monospace");
  gtk_label_set_xalign (GTK_LABEL (query_label), 0);
  gtk_label_set_width_chars (GTK_LABEL (query_label), 20);
  gtk_label_set_xalign (GTK_LABEL (meaning_label), 0);
  gtk_container_add (GTK_CONTAINER (box), query_label);
  gtk_container_add (GTK_CONTAINER (box), meaning_label);
  gtk_container_add (GTK_CONTAINER (button), box);
  gtk_button_set_relief (GTK_BUTTON (button), GTK_RELIEF_NONE);
  atk_object_set_name (gtk_widget_get_accessible (button), name);
  g_object_set_data (G_OBJECT (button), "query", (gpointer) query);
  g_signal_connect_object (button,
                           "clicked",
                           G_CALLBACK (example_clicked_cb),
                           self,
                           G_CONNECT_SWAPPED);
  gtk_widget_show_all (button);
  return button;
}

static void
sw_filter_bar_class_init (SwFilterBarClass *klass)
{
  GtkWidgetClass *widget_class = GTK_WIDGET_CLASS (klass);
  GType type = G_TYPE_FROM_CLASS (klass);

  signals[FILTER_CHANGED] = g_signal_new ("filter-changed",
                                          type,
                                          G_SIGNAL_RUN_LAST,
                                          0,
                                          NULL,
                                          NULL,
                                          NULL,
                                          G_TYPE_NONE,
                                          0);
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
      "/io/github/slotwatch/Slotwatch/sw-filter-bar.ui");
  gtk_widget_class_bind_template_child (widget_class, SwFilterBar, entry);
  gtk_widget_class_bind_template_child (widget_class, SwFilterBar, count_label);
  gtk_widget_class_bind_template_child (widget_class, SwFilterBar, saved_button);
  gtk_widget_class_bind_template_child (widget_class, SwFilterBar, help_button);
  gtk_widget_class_bind_template_child (widget_class, SwFilterBar, help_popover);
  gtk_widget_class_bind_template_child (widget_class, SwFilterBar, example_box);
  gtk_widget_class_bind_template_child (widget_class, SwFilterBar, error_label);
  gtk_widget_class_bind_template_child (widget_class, SwFilterBar, undecided_label);
  gtk_widget_class_bind_template_callback (widget_class, query_changed_cb);
  gtk_widget_class_bind_template_callback (widget_class, visible_changed_cb);
  gtk_widget_class_bind_template_callback (widget_class, stop_search_cb);
  gtk_widget_class_bind_template_callback (widget_class, close_cb);
}

static void
sw_filter_bar_init (SwFilterBar *self)
{
  gtk_widget_init_template (GTK_WIDGET (self));
  for (gsize i = 0; i < G_N_ELEMENTS (examples); i++)
    gtk_container_add (GTK_CONTAINER (self->example_box),
                       example_new (self, examples[i].query, _ (examples[i].meaning)));
}
