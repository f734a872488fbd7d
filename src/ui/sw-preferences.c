/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "config.h"
#include "ui/sw-preferences.h"

#include "ui/sw-log-limits.h"
#include "ui/sw-log-text.h"

struct _SwPreferences
{
  GtkDialog parent_instance;

  GSettings *settings; /* (owned) */

  /* template children */
  GtkAdjustment *messages_adjustment;
  GtkAdjustment *memory_adjustment;
  GtkLabel *meaning_label;
};

G_DEFINE_FINAL_TYPE (SwPreferences, sw_preferences, GTK_TYPE_DIALOG)

static void
show_meaning (SwPreferences *self)
{
  SwLogFacts facts = { 0 };
  g_autofree char *meaning = NULL;

  sw_log_limits_load (self->settings, &facts.max_messages, &facts.max_bytes);
  meaning = sw_log_text_meaning (&facts);
  gtk_label_set_text (self->meaning_label, meaning);
}

/* A turn of the wheel that was meant for something else would drop messages. */
static gboolean
scroll_cb (GtkWidget *button)
{
  return GDK_EVENT_STOP;
}

static void
bind_limit (SwPreferences *self, const char *key, GtkAdjustment *adjustment)
{
  g_autoptr (GSettingsSchema) schema = NULL;
  g_autoptr (GSettingsSchemaKey) schema_key = NULL;
  g_autoptr (GVariant) range = NULL;
  g_autoptr (GVariant) bounds = NULL;
  guint32 lowest, highest;

  g_object_get (self->settings, "settings-schema", &schema, NULL);
  schema_key = g_settings_schema_get_key (schema, key);
  range = g_settings_schema_key_get_range (schema_key);
  g_variant_get (range, "(sv)", NULL, &bounds);
  g_variant_get (bounds, "(uu)", &lowest, &highest);
  gtk_adjustment_set_lower (adjustment, lowest);
  gtk_adjustment_set_upper (adjustment, highest);
  g_settings_bind (self->settings, key, adjustment, "value", G_SETTINGS_BIND_DEFAULT);
}

static void
sw_preferences_dispose (GObject *object)
{
  g_clear_object (&SW_PREFERENCES (object)->settings);

  G_OBJECT_CLASS (sw_preferences_parent_class)->dispose (object);
}

static void
sw_preferences_class_init (SwPreferencesClass *klass)
{
  GtkWidgetClass *widget_class = GTK_WIDGET_CLASS (klass);

  G_OBJECT_CLASS (klass)->dispose = sw_preferences_dispose;

  gtk_widget_class_set_template_from_resource (
      widget_class,
      "/io/github/slotwatch/Slotwatch/sw-preferences.ui");
  gtk_widget_class_bind_template_child (widget_class, SwPreferences, messages_adjustment);
  gtk_widget_class_bind_template_child (widget_class, SwPreferences, memory_adjustment);
  gtk_widget_class_bind_template_child (widget_class, SwPreferences, meaning_label);
  gtk_widget_class_bind_template_callback (widget_class, scroll_cb);
}

static void
sw_preferences_init (SwPreferences *self)
{
  gtk_widget_init_template (GTK_WIDGET (self));
}

GtkWidget *
sw_preferences_new (GtkWindow *parent, GSettings *settings)
{
  /* The header bar follows the native frame of the window, whatever the theme says. */
  SwPreferences *self = g_object_new (SW_TYPE_PREFERENCES,
                                      "transient-for",
                                      parent,
                                      "use-header-bar",
                                      FALSE,
                                      NULL);

  self->settings = g_object_ref (settings);
  if (G_IS_ACTION_GROUP (parent))
    gtk_widget_insert_action_group (GTK_WIDGET (self), "win", G_ACTION_GROUP (parent));
  bind_limit (self, SW_LOG_LIMITS_MESSAGES_KEY, self->messages_adjustment);
  bind_limit (self, SW_LOG_LIMITS_MEMORY_KEY, self->memory_adjustment);
  g_signal_connect_object (settings,
                           "changed",
                           G_CALLBACK (show_meaning),
                           self,
                           G_CONNECT_SWAPPED);
  show_meaning (self);
  return GTK_WIDGET (self);
}
