/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "config.h"
#include "ui/sw-window-private.h"

#include <glib/gi18n-lib.h>

/* What went wrong, in cards. */

static char *
watch_card_key (SwWatch *watch)
{
  return g_utf8_casefold (mailslot_address_to_string (sw_watch_get_address (watch)), -1);
}

static void
card_retry_cb (SwWatch *watch, GtkWidget *card)
{
  GtkWidget *window = gtk_widget_get_toplevel (card);

  sw_window_watch (SW_WINDOW (window), sw_watch_get_address (watch));
}

static GtkWidget *
watch_card_new (SwWatch *watch)
{
  MailslotAddress *address = sw_watch_get_address (watch);
  g_autofree char *title = NULL;

  if (mailslot_address_is_all (address))
    return sw_window_network_card_new (sw_watch_get_error (watch));
  /* Translators: %s is a slot, such as \\.\mailslot\x. */
  title = g_strdup_printf (_ ("%s is not watched"), mailslot_address_to_string (address));
  return sw_error_card_new (title, sw_watch_get_error (watch));
}

static void
watch_state_cb (SwWindow *self, GParamSpec *pspec, SwWatch *watch)
{
  g_autofree char *key = watch_card_key (watch);

  if (sw_watch_get_state (watch) == SW_WATCH_FAILED)
    {
      GtkWidget *card = watch_card_new (watch);

      sw_error_card_set_can_retry (SW_ERROR_CARD (card), TRUE);
      g_signal_connect_object (card,
                               "retry",
                               G_CALLBACK (card_retry_cb),
                               watch,
                               G_CONNECT_SWAPPED);
      sw_card_stack_add (self->cards, key, SW_ERROR_CARD (card));
    }
  else
    sw_card_stack_remove (self->cards, key);
  sw_window_queue_refresh (self);
}

void
sw_window_follow_watch (SwWindow *self, SwWatch *watch)
{
  g_signal_connect_object (watch,
                           "notify::state",
                           G_CALLBACK (watch_state_cb),
                           self,
                           G_CONNECT_SWAPPED);
  watch_state_cb (self, NULL, watch);
}

void
sw_window_compose_sent_cb (SwWindow *self)
{
  sw_card_stack_remove (self->cards, "send");
}

void
sw_window_compose_failed_cb (SwWindow *self, const char *title, const GError *error)
{
  GtkWidget *card = sw_error_card_new (title, error);

  sw_error_card_set_advice (SW_ERROR_CARD (card), sw_network_text_send_advice (error));
  sw_card_stack_add (self->cards, "send", SW_ERROR_CARD (card));
}

void
sw_window_show_record_error (SwWindow *self, GFile *file, const GError *error)
{
  g_autofree char *name = g_file_get_parse_name (file);
  /* Translators: %s is a file. */
  g_autofree char *title = g_strdup_printf (_ ("New messages are not saved to %s"), name);
  GtkWidget *card = sw_error_card_new (title, error);

  sw_status_line_set_recording (self->status_line, NULL);
  sw_card_stack_add (self->cards, name, SW_ERROR_CARD (card));
}
