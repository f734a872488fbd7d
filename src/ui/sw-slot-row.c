/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "config.h"
#include "ui/sw-slot-row.h"

#include "ui/sw-count-text.h"
#include "ui/sw-hyphens.h"
#include "ui/sw-network-text.h"
#include "ui/sw-slot-name.h"
#include "ui/sw-sparkline.h"

#include <glib/gi18n-lib.h>

struct _SwSlotRow
{
  GtkListBoxRow parent_instance;

  SwWatch *watch; /* (owned) */

  /* template children */
  GtkWidget *network_icon;
  GtkImage *state_icon;
  GtkLabel *name_label;
  GtkLabel *state_label;
  GtkLabel *problem_label;
  GtkLabel *count_label;
  GtkLabel *rate_label;
  SwSparkline *sparkline;
};

G_DEFINE_FINAL_TYPE (SwSlotRow, sw_slot_row, GTK_TYPE_LIST_BOX_ROW)

static const char *
state_text (SwWatchState state)
{
  switch (state)
    {
    case SW_WATCH_LISTENING:
      return _ ("Listening");
    case SW_WATCH_FAILED:
      return _ ("Failed");
    case SW_WATCH_STOPPED:
    default:
      return _ ("Stopped");
    }
}

static const char *
state_icon_name (SwWatchState state)
{
  switch (state)
    {
    case SW_WATCH_LISTENING:
      return "sw-start-symbolic";
    case SW_WATCH_FAILED:
      return "dialog-warning-symbolic";
    case SW_WATCH_STOPPED:
    default:
      return "sw-stop-symbolic";
    }
}

static void
set_label (GtkLabel *label, const char *text)
{
  /* A label measures itself anew even for the same text. */
  if (g_strcmp0 (gtk_label_get_text (label), text) != 0)
    gtk_label_set_text (label, text);
}

static void
show_state (SwSlotRow *self)
{
  MailslotAddress *address = sw_watch_get_address (self->watch);
  const char *slot = sw_slot_name_get (address);
  SwWatchState state = sw_watch_get_state (self->watch);
  const GError *error = sw_watch_get_error (self->watch);
  g_autofree char *tooltip =
      error != NULL ? g_strdup_printf ("%s\n%s", slot, error->message) : g_strdup (slot);

  gtk_label_set_text (self->name_label, slot);
  gtk_widget_set_visible (self->network_icon, mailslot_address_is_all (address));
  gtk_label_set_text (self->state_label, state_text (state));
  gtk_image_set_from_icon_name (self->state_icon,
                                state_icon_name (state),
                                GTK_ICON_SIZE_SMALL_TOOLBAR);
  gtk_label_set_text (self->problem_label,
                      error != NULL ? sw_network_text_short_error (error) : "");
  gtk_widget_set_visible (GTK_WIDGET (self->problem_label), error != NULL);
  gtk_widget_set_tooltip_text (GTK_WIDGET (self), tooltip);
  atk_object_set_description (gtk_widget_get_accessible (GTK_WIDGET (self)),
                              error != NULL ? error->message : "");
}

static void
show_name (SwSlotRow *self, const char *count)
{
  AtkObject *accessible = gtk_widget_get_accessible (GTK_WIDGET (self));
  const char *slot = sw_slot_name_get (sw_watch_get_address (self->watch));
  const char *state = state_text (sw_watch_get_state (self->watch));
  /* Translators: a row for a screen reader: slot, state, number of messages. */
  g_autofree char *name = g_strdup_printf (_ ("%1$s, %2$s, %3$s"), slot, state, count);

  /* Told to screen readers even if it is the same. */
  if (g_strcmp0 (atk_object_get_name (accessible), name) != 0)
    atk_object_set_name (accessible, name);
}

void
sw_slot_row_refresh (SwSlotRow *self)
{
  const SwRateMeter *meter = sw_watch_get_rate_meter (self->watch);
  gint64 now = g_get_monotonic_time ();
  g_autofree char *count = sw_count_text_messages (sw_watch_get_n_messages (self->watch));
  g_autofree char *rate = sw_count_text_rate (sw_rate_meter_get_rate (meter, now));

  set_label (self->count_label, count);
  set_label (self->rate_label, rate);
  sw_sparkline_show (self->sparkline, meter, now);
  show_name (self, count);
}

static void
watch_state_cb (SwSlotRow *self)
{
  show_state (self);
  sw_slot_row_refresh (self);
}

SwWatch *
sw_slot_row_get_watch (SwSlotRow *self)
{
  g_return_val_if_fail (SW_IS_SLOT_ROW (self), NULL);
  return self->watch;
}

static void
sw_slot_row_dispose (GObject *object)
{
  g_clear_object (&SW_SLOT_ROW (object)->watch);

  G_OBJECT_CLASS (sw_slot_row_parent_class)->dispose (object);
}

static void
sw_slot_row_class_init (SwSlotRowClass *klass)
{
  GtkWidgetClass *widget_class = GTK_WIDGET_CLASS (klass);

  G_OBJECT_CLASS (klass)->dispose = sw_slot_row_dispose;

  g_type_ensure (SW_TYPE_SPARKLINE);
  gtk_widget_class_set_template_from_resource (
      widget_class,
      "/io/github/slotwatch/Slotwatch/sw-slot-row.ui");
  gtk_widget_class_bind_template_child (widget_class, SwSlotRow, network_icon);
  gtk_widget_class_bind_template_child (widget_class, SwSlotRow, state_icon);
  gtk_widget_class_bind_template_child (widget_class, SwSlotRow, name_label);
  gtk_widget_class_bind_template_child (widget_class, SwSlotRow, state_label);
  gtk_widget_class_bind_template_child (widget_class, SwSlotRow, problem_label);
  gtk_widget_class_bind_template_child (widget_class, SwSlotRow, count_label);
  gtk_widget_class_bind_template_child (widget_class, SwSlotRow, rate_label);
  gtk_widget_class_bind_template_child (widget_class, SwSlotRow, sparkline);
}

static void
sw_slot_row_init (SwSlotRow *self)
{
  gtk_widget_init_template (GTK_WIDGET (self));
  sw_hyphens_forbid (self->problem_label);
}

GtkWidget *
sw_slot_row_new (SwWatch *watch)
{
  SwSlotRow *self = g_object_new (SW_TYPE_SLOT_ROW, NULL);

  self->watch = g_object_ref (watch);
  g_signal_connect_object (watch,
                           "notify::state",
                           G_CALLBACK (watch_state_cb),
                           self,
                           G_CONNECT_SWAPPED);
  watch_state_cb (self);
  return GTK_WIDGET (self);
}
