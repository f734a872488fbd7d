/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "config.h"

#include "message-fixture.h"

static MailslotRecord
make_record (const void *payload, gsize size)
{
  static MailslotAddress *slot;
  static MailslotSender *sender;
  static gint64 time_us;

  if (slot == NULL)
    {
      slot = mailslot_address_parse ("\\\\.\\mailslot\\test", NULL);
      sender = mailslot_sender_new_process (4711, 1000, "python3");
      time_us = g_get_real_time ();
    }
  time_us += 1000;
  return (MailslotRecord){ .arrival_time_us = time_us,
                           .arrival_monotonic_us = time_us,
                           .slot = slot,
                           .sender = sender,
                           .payload = payload,
                           .size = size };
}

MailslotMessage *
fixture_message_new (const void *payload, gsize size, guint64 serial)
{
  MailslotRecord record = make_record (payload, size);

  return mailslot_message_new (&record, serial);
}

void
fixture_append (SwMessageLog *log, guint n_messages)
{
  g_autoptr (MailslotBatch) batch = mailslot_batch_new ();
  guint64 serial = sw_message_log_get_end_serial (log);

  for (guint i = 0; i < n_messages; i++)
    {
      char text[40];
      int size = g_snprintf (text, sizeof text, "message %" G_GUINT64_FORMAT, serial + i);
      MailslotRecord record = make_record (text, (gsize) size);

      mailslot_batch_append (batch, &record);
    }
  sw_message_log_append_batch (log, batch);
}

void
fixture_append_bytes (SwMessageLog *log, const void *payload, gsize size)
{
  g_autoptr (MailslotBatch) batch = mailslot_batch_new ();
  MailslotRecord record = make_record (payload, size);

  mailslot_batch_append (batch, &record);
  sw_message_log_append_batch (log, batch);
}

static gboolean G_GNUC_NORETURN
bark_cb (gpointer data)
{
  g_error ("nothing happened for %d seconds", FIXTURE_WATCHDOG_SECONDS);
}

void
fixture_wait_until (gboolean (*condition) (gpointer data), gpointer data)
{
  guint watchdog = g_timeout_add_seconds (FIXTURE_WATCHDOG_SECONDS, bark_cb, NULL);

  while (!condition (data))
    g_main_context_iteration (NULL, TRUE);
  g_source_remove (watchdog);
}

static gboolean
count_down_cb (GtkWidget *widget, GdkFrameClock *clock, gpointer data)
{
  guint *n_left = data;

  return --*n_left > 0 ? G_SOURCE_CONTINUE : G_SOURCE_REMOVE;
}

static gboolean
is_zero (gpointer data)
{
  return *(guint *) data == 0;
}

void
fixture_wait_frames (GtkWidget *widget, guint n_frames)
{
  guint n_left = n_frames;

  gtk_widget_add_tick_callback (widget, count_down_cb, &n_left, NULL);
  fixture_wait_until (is_zero, &n_left);
}

typedef struct
{
  GType type;
  const char *label; /* (nullable): of a button */
  GtkWidget *found;
} Search;

static gboolean
is_sought (GtkWidget *widget, const Search *search)
{
  if (!g_type_is_a (G_OBJECT_TYPE (widget), search->type))
    return FALSE;
  return search->label == NULL
         || g_strcmp0 (gtk_button_get_label (GTK_BUTTON (widget)), search->label) == 0;
}

static void
search_cb (GtkWidget *widget, gpointer data)
{
  Search *search = data;

  if (search->found != NULL)
    return;
  if (is_sought (widget, search))
    search->found = widget;
  else if (GTK_IS_CONTAINER (widget))
    gtk_container_forall (GTK_CONTAINER (widget), search_cb, search);
}

GtkWidget *
fixture_find (GtkWidget *widget, GType type)
{
  Search search = { type, NULL, NULL };

  search_cb (widget, &search);
  g_assert_nonnull (search.found);
  return search.found;
}

GtkWidget *
fixture_find_button (GtkWidget *widget, const char *label)
{
  Search search = { GTK_TYPE_BUTTON, label, NULL };

  search_cb (widget, &search);
  g_assert_nonnull (search.found);
  return search.found;
}

void
fixture_press_key (GtkWidget *window, guint key, GdkModifierType state)
{
  GdkDisplay *display = gtk_widget_get_display (window);
  GdkEvent *event = gdk_event_new (GDK_KEY_PRESS);
  g_autofree GdkKeymapKey *keys = NULL;
  int n_keys = 0;

  gdk_keymap_get_entries_for_keyval (gdk_keymap_get_for_display (display),
                                     key,
                                     &keys,
                                     &n_keys);
  g_assert_cmpint (n_keys, >, 0);
  event->key.window = g_object_ref (gtk_widget_get_window (window));
  event->key.keyval = key;
  event->key.hardware_keycode = (guint16) keys[0].keycode;
  event->key.group = (guint8) keys[0].group;
  event->key.state = state;
  event->key.time = GDK_CURRENT_TIME;
  gdk_event_set_device (event,
                        gdk_seat_get_keyboard (gdk_display_get_default_seat (display)));
  gtk_main_do_event (event);
  gdk_event_free (event);
}

static GdkDevice *
get_pointer (GdkWindow *window)
{
  GdkSeat *seat = gdk_display_get_default_seat (gdk_window_get_display (window));

  return gdk_seat_get_pointer (seat);
}

void
fixture_click (GdkWindow *window, double x, double y, GdkModifierType state)
{
  const GdkEventType types[] = { GDK_BUTTON_PRESS, GDK_BUTTON_RELEASE };

  for (gsize i = 0; i < G_N_ELEMENTS (types); i++)
    {
      GdkEvent *event = gdk_event_new (types[i]);

      event->button.window = g_object_ref (window);
      event->button.x = x;
      event->button.y = y;
      event->button.button = GDK_BUTTON_PRIMARY;
      event->button.state = state | (i > 0 ? GDK_BUTTON1_MASK : 0);
      event->button.time = GDK_CURRENT_TIME;
      gdk_event_set_device (event, get_pointer (window));
      gtk_main_do_event (event);
      gdk_event_free (event);
    }
}

void
fixture_scroll (GdkWindow *window, GdkScrollDirection direction, guint32 time_ms)
{
  GdkEvent *event = gdk_event_new (GDK_SCROLL);

  event->scroll.window = g_object_ref (window);
  event->scroll.direction = direction;
  event->scroll.time = time_ms;
  gdk_event_set_device (event, get_pointer (window));
  gtk_main_do_event (event);
  gdk_event_free (event);
}

static void
assert_named_cb (GtkWidget *widget, gpointer data)
{
  if (gtk_widget_get_can_focus (widget) && gtk_widget_get_mapped (widget))
    {
      AtkObject *accessible = gtk_widget_get_accessible (widget);
      const char *name = atk_object_get_name (accessible);

      if (name == NULL || name[0] == '\0')
        g_error ("a %s has no accessible name", G_OBJECT_TYPE_NAME (widget));
    }
  if (GTK_IS_CONTAINER (widget))
    gtk_container_forall (GTK_CONTAINER (widget), assert_named_cb, NULL);
}

void
fixture_assert_all_named (GtkWidget *widget)
{
  assert_named_cb (widget, NULL);
}
