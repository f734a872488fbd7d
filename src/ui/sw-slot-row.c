/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "config.h"
#include "ui/sw-slot-row.h"

#include "ui/sw-age-text.h"
#include "ui/sw-count-text.h"
#include "ui/sw-cut-label.h"
#include "ui/sw-hyphens.h"
#include "ui/sw-network-text.h"
#include "ui/sw-security-text.h"
#include "ui/sw-slot-name.h"
#include "ui/sw-sparkline.h"

#include <glib/gi18n-lib.h>

/* How often screen readers are told the numbers at most. */
#define PAUSE_US G_TIME_SPAN_SECOND
#define FOCUSED_PAUSE_US (5 * G_TIME_SPAN_SECOND)

/* How often to look for what nobody tells, such as damaged messages that were refused. */
#define LOOK_US (5 * G_TIME_SPAN_SECOND)

struct _SwSlotRow
{
  GtkListBoxRow parent_instance;

  SwWatch *watch;      /* (owned) */
  gint64 last_told_us; /* monotonic: when screen readers were told the numbers */

  /* template children */
  GtkWidget *network_icon;
  GtkImage *state_icon;
  GtkLabel *name_label;
  GtkLabel *state_label;
  GtkLabel *problem_label;
  GtkLabel *count_label;
  GtkLabel *rate_label;
  GtkLabel *byte_rate_label;
  GtkLabel *age_label;
  GtkLabel *waiting_label;
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
  g_autofree char *security = sw_security_text_new (self->watch);
  const char *details = error != NULL ? error->message : security;
  g_autofree char *tooltip =
      details != NULL ? g_strdup_printf ("%s\n%s", slot, details) : g_strdup (slot);

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
  self->last_told_us = 0;
}

/* ---- Numbers ---- */

static void
show_rates (SwSlotRow *self, gint64 now)
{
  const SwRateMeter *meter = sw_watch_get_rate_meter (self->watch);
  guint64 n_per_second = sw_rate_meter_get_rate (meter, now);
  g_autofree char *rate = sw_count_text_rate (n_per_second);
  g_autofree char *byte_rate =
      sw_count_text_byte_rate (sw_rate_meter_get_byte_rate (meter, now));

  set_label (self->rate_label, rate);
  set_label (self->byte_rate_label, byte_rate);
  gtk_widget_set_visible (GTK_WIDGET (self->byte_rate_label), n_per_second > 0);
  sw_sparkline_show (self->sparkline, meter, now);
}

/* By the wall clock, which goes on while the computer sleeps. */
static gint64
show_age (SwSlotRow *self)
{
  gint64 last_us = sw_watch_get_last_arrival_us (self->watch);
  gint64 age_us = g_get_real_time () - last_us;
  g_autofree char *age = last_us != 0 ? sw_age_text_new (age_us) : NULL;

  set_label (self->age_label, age != NULL ? age : _ ("No message yet"));
  return last_us != 0 ? sw_age_text_get_next_us (age_us) : G_MAXINT64;
}

static guint
show_waiting (SwSlotRow *self)
{
  guint n_waiting = sw_watch_get_n_waiting (self->watch);
  g_autofree char *waiting = sw_count_text_waiting (n_waiting);

  gtk_widget_set_visible (GTK_WIDGET (self->waiting_label), n_waiting > 0);
  set_label (self->waiting_label, waiting);
  return n_waiting;
}

/* ---- For screen readers ---- */

static char *
describe (SwSlotRow *self)
{
  const GError *error = sw_watch_get_error (self->watch);
  const char *age = gtk_label_get_text (self->age_label);
  const char *rate = gtk_label_get_text (self->rate_label);
  const char *byte_rate = gtk_label_get_text (self->byte_rate_label);

  if (error != NULL)
    return g_strdup (error->message);
  if (gtk_widget_get_visible (GTK_WIDGET (self->waiting_label)))
    /* Translators: the numbers of a slot for a screen reader: its messages a second, such
     * as 12/s, its bytes a second, such as 1.2 kB/s, such as 17 waiting, and when its
     * last message came, such as 3 s ago. */
    return g_strdup_printf (_ ("%1$s, %2$s, %3$s, last message: %4$s"),
                            rate,
                            byte_rate,
                            gtk_label_get_text (self->waiting_label),
                            age);
  if (sw_watch_get_last_arrival_us (self->watch) == 0)
    return g_strdup (age);
  /* Translators: the numbers of a slot for a screen reader: its messages a second, such
   * as 12/s, its bytes a second, such as 1.2 kB/s, and when its last message came, such
   * as 3 s ago. */
  return g_strdup_printf (_ ("%1$s, %2$s, last message: %3$s"), rate, byte_rate, age);
}

/* A screen reader may read out every change of what has the focus, so it is not told of
 * each, but of the newest state in time. */
static void
tell (SwSlotRow *self, gint64 now)
{
  AtkObject *accessible = gtk_widget_get_accessible (GTK_WIDGET (self));
  const char *slot = sw_slot_name_get (sw_watch_get_address (self->watch));
  const char *state = state_text (sw_watch_get_state (self->watch));
  const char *count = gtk_label_get_text (self->count_label);
  gint64 pause_us =
      gtk_widget_has_focus (GTK_WIDGET (self)) ? FOCUSED_PAUSE_US : PAUSE_US;
  g_autofree char *description = NULL;
  g_autofree char *name = NULL;

  if (self->last_told_us != 0 && now - self->last_told_us < pause_us)
    return;
  self->last_told_us = now;
  /* Translators: a row for a screen reader: slot, state, number of messages. */
  name = g_strdup_printf (_ ("%1$s, %2$s, %3$s"), slot, state, count);
  description = describe (self);
  /* Told even if it is the same. */
  if (g_strcmp0 (atk_object_get_name (accessible), name) != 0)
    atk_object_set_name (accessible, name);
  if (g_strcmp0 (atk_object_get_description (accessible), description) != 0)
    atk_object_set_description (accessible, description);
}

/* ---- Keeping it up to date ---- */

gint64
sw_slot_row_refresh (SwSlotRow *self)
{
  gint64 now = g_get_monotonic_time ();
  guint64 n_messages = sw_watch_get_n_messages (self->watch);
  g_autofree char *count = sw_count_text_messages (n_messages);
  gint64 next_us;
  guint n_waiting;

  g_return_val_if_fail (SW_IS_SLOT_ROW (self), G_MAXINT64);

  set_label (self->count_label, count);
  show_rates (self, now);
  next_us = show_age (self);
  n_waiting = show_waiting (self);
  tell (self, now);
  if (n_waiting > 0
      || !sw_rate_meter_is_quiet (sw_watch_get_rate_meter (self->watch), now))
    next_us = MIN (next_us, G_TIME_SPAN_SECOND - now % G_TIME_SPAN_SECOND);
  else if (sw_watch_get_state (self->watch) == SW_WATCH_LISTENING)
    next_us = MIN (next_us, LOOK_US);
  return next_us;
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
  gtk_widget_class_bind_template_child (widget_class, SwSlotRow, byte_rate_label);
  gtk_widget_class_bind_template_child (widget_class, SwSlotRow, age_label);
  gtk_widget_class_bind_template_child (widget_class, SwSlotRow, waiting_label);
  gtk_widget_class_bind_template_child (widget_class, SwSlotRow, sparkline);
}

static void
sw_slot_row_init (SwSlotRow *self)
{
  gtk_widget_init_template (GTK_WIDGET (self));
  sw_cut_label_tell (self->count_label);
  sw_cut_label_tell (self->age_label);
  sw_cut_label_tell (self->waiting_label);
  sw_cut_label_tell (self->byte_rate_label);
  sw_hyphens_forbid (self->name_label);
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
