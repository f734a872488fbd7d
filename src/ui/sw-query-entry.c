/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "config.h"

#include "ui/sw-query-entry.h"

struct _SwQueryEntry
{
  GtkSearchEntry parent_instance;

  SwFilter *filter; /* (owned) (nullable) */
  char *error;      /* (owned) (nullable) */
  char *query;      /* (owned) (nullable) that was read last */
};

enum
{
  CHANGED_QUERY,
  N_SIGNALS,
};

static guint signals[N_SIGNALS];

G_DEFINE_FINAL_TYPE (SwQueryEntry, sw_query_entry, GTK_TYPE_SEARCH_ENTRY)

static void
show_error (SwQueryEntry *self)
{
  GtkEntry *entry = GTK_ENTRY (self);
  AtkObject *accessible = gtk_widget_get_accessible (GTK_WIDGET (self));

  gtk_entry_set_icon_from_icon_name (entry,
                                     GTK_ENTRY_ICON_PRIMARY,
                                     self->error != NULL ? "dialog-warning-symbolic"
                                                         : "edit-find-symbolic");
  gtk_entry_set_icon_tooltip_text (entry, GTK_ENTRY_ICON_PRIMARY, self->error);
  atk_object_set_description (accessible, self->error != NULL ? self->error : "");
}

static void
take_filter (SwQueryEntry *self, SwFilter *filter)
{
  g_clear_pointer (&self->filter, sw_filter_unref);
  if (sw_filter_get_n_terms (filter) > 0)
    self->filter = sw_filter_ref (filter);
}

void
sw_query_entry_flush (SwQueryEntry *self)
{
  const char *query = gtk_entry_get_text (GTK_ENTRY (self));
  g_autoptr (SwFilter) filter = NULL;
  g_autoptr (GError) error = NULL;

  g_return_if_fail (SW_IS_QUERY_ENTRY (self));

  if (g_strcmp0 (query, self->query) == 0)
    return;
  g_free (self->query);
  self->query = g_strdup (query);
  filter = sw_filter_parse (query, &error);
  if (filter != NULL)
    take_filter (self, filter);
  g_free (self->error);
  self->error = error != NULL ? g_strdup (error->message) : NULL;
  show_error (self);
  g_signal_emit (self, signals[CHANGED_QUERY], 0);
}

void
sw_query_entry_set_query (SwQueryEntry *self, const char *text)
{
  g_return_if_fail (SW_IS_QUERY_ENTRY (self));

  gtk_entry_set_text (GTK_ENTRY (self), text);
  gtk_editable_set_position (GTK_EDITABLE (self), -1);
  sw_query_entry_flush (self);
}

SwFilter *
sw_query_entry_get_filter (SwQueryEntry *self)
{
  g_return_val_if_fail (SW_IS_QUERY_ENTRY (self), NULL);

  return self->filter;
}

const char *
sw_query_entry_get_error (SwQueryEntry *self)
{
  g_return_val_if_fail (SW_IS_QUERY_ENTRY (self), NULL);

  return self->error;
}

void
sw_query_entry_announce (SwQueryEntry *self, const char *result)
{
  AtkObject *accessible = gtk_widget_get_accessible (GTK_WIDGET (self));

  g_return_if_fail (SW_IS_QUERY_ENTRY (self));

  if (self->error == NULL
      && g_strcmp0 (atk_object_get_description (accessible), result) != 0)
    atk_object_set_description (accessible, result);
}

static void
sw_query_entry_search_changed (GtkSearchEntry *entry)
{
  sw_query_entry_flush (SW_QUERY_ENTRY (entry));
}

static void
sw_query_entry_finalize (GObject *object)
{
  SwQueryEntry *self = SW_QUERY_ENTRY (object);

  g_clear_pointer (&self->filter, sw_filter_unref);
  g_free (self->error);
  g_free (self->query);

  G_OBJECT_CLASS (sw_query_entry_parent_class)->finalize (object);
}

static void
sw_query_entry_class_init (SwQueryEntryClass *klass)
{
  G_OBJECT_CLASS (klass)->finalize = sw_query_entry_finalize;
  GTK_SEARCH_ENTRY_CLASS (klass)->search_changed = sw_query_entry_search_changed;

  signals[CHANGED_QUERY] = g_signal_new ("changed-query",
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
sw_query_entry_init (SwQueryEntry *self)
{
}
