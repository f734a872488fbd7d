/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "config.h"
#include "ui/sw-empty-state.h"

#include "ui/sw-cut-label.h"
#include "ui/sw-hyphens.h"

#include <glib/gi18n-lib.h>

/** How much of the text of a button is seen in a narrow window. */
#define BUTTON_MIN_CHARS 12

struct _SwEmptyState
{
  GtkBin parent_instance;

  /* template children */
  GtkStack *stack;
  GtkWidget *start_buttons;
  GtkLabel *watch_title;
  GtkLabel *problem_label;
  GtkLabel *watch_text;
  GtkLabel *command_label;
};

G_DEFINE_FINAL_TYPE (SwEmptyState, sw_empty_state, GTK_TYPE_BIN)

/* Works in every shell: no backslash, and quotes only where they are needed. */
static char *
local_command_new (const char *name)
{
  g_autofree char *slashes = g_strdelimit (g_strdup (name), "\\", '/');
  gboolean is_path = strchr (name, '\\') != NULL;
  gboolean is_plain = strpbrk (name, " \"'&|<>()$`;*?!#~%^") == NULL;

  return g_strconcat ("mailslot send ",
                      is_plain ? "" : "\"",
                      is_path ? "//./mailslot/" : "",
                      slashes,
                      is_plain ? "" : "\"",
                      " hello",
                      NULL);
}

static char *
command_new (MailslotAddress *address)
{
  if (mailslot_address_is_all (address))
    return g_strdup ("mailslot send \"//*/mailslot/test\" hello");
  return local_command_new (mailslot_address_get_name (address));
}

static char *
title_new (SwWatch *watch)
{
  gboolean is_all = mailslot_address_is_all (sw_watch_get_address (watch));
  const char *slot = mailslot_address_to_string (sw_watch_get_address (watch));

  if (is_all && sw_watch_get_state (watch) == SW_WATCH_LISTENING)
    return g_strdup (_ ("Listening to all slots on the network"));
  if (is_all)
    return g_strdup (_ ("Not listening to the network"));
  /* Translators: %s is a slot, such as \\.\mailslot\x. */
  if (sw_watch_get_state (watch) == SW_WATCH_LISTENING)
    return g_strdup_printf (_ ("Listening on %s"), slot);
  /* Translators: %s is a slot, such as \\.\mailslot\x. */
  return g_strdup_printf (_ ("Not listening on %s"), slot);
}

static void
set_label (GtkLabel *label, const char *text)
{
  /* A label forgets its selection even for the same text. */
  if (g_strcmp0 (gtk_label_get_text (label), text) != 0)
    gtk_label_set_text (label, text);
}

static const char *
get_network_text (SwWatch *watch)
{
  if (sw_watch_get_state (watch) != SW_WATCH_LISTENING)
    return _ ("Start watching again to receive messages.");
  return _ ("No message has come yet. Computers with Windows or Samba announce "
            "themselves every few minutes; if Samba runs on this computer, it keeps that "
            "for itself. To send one to everybody in the workgroup, run this in a "
            "terminal:");
}

/* What to do next. */
static const char *
get_text (SwWatch *watch)
{
  if (mailslot_address_is_all (sw_watch_get_address (watch)))
    return get_network_text (watch);
  if (sw_watch_get_state (watch) != SW_WATCH_LISTENING)
    return _ ("Start watching the slot again to receive messages.");
  if (sw_watch_get_n_messages (watch) > 0)
    return _ ("The list was cleared. Send another message with the form below, or "
              "run this in a terminal:");
  return _ ("No message has come yet. Send one with the form below, or "
            "run this in a terminal:");
}

static void
show_state (SwEmptyState *self, SwWatch *watch)
{
  gboolean is_listening = sw_watch_get_state (watch) == SW_WATCH_LISTENING;
  const GError *error = sw_watch_get_error (watch);
  g_autofree char *title = title_new (watch);
  g_autofree char *command = command_new (sw_watch_get_address (watch));

  set_label (self->watch_title, title);
  set_label (self->problem_label, error != NULL ? error->message : "");
  gtk_widget_set_visible (GTK_WIDGET (self->problem_label), error != NULL);
  set_label (self->watch_text, get_text (watch));
  set_label (self->command_label, command);
  gtk_widget_set_visible (GTK_WIDGET (self->command_label), is_listening);
}

void
sw_empty_state_show_watch (SwEmptyState *self, SwWatch *watch)
{
  g_return_if_fail (SW_IS_EMPTY_STATE (self));

  gtk_stack_set_visible_child_name (self->stack, watch != NULL ? "watch" : "start");
  if (watch != NULL)
    show_state (self, watch);
}

/* The focus comes here by itself, so the command shall not look as if it was chosen. */
static void
command_grab_focus_cb (GtkLabel *label)
{
  gtk_label_select_region (label, 0, 0);
}

static void
sw_empty_state_class_init (SwEmptyStateClass *klass)
{
  GtkWidgetClass *widget_class = GTK_WIDGET_CLASS (klass);

  gtk_widget_class_set_template_from_resource (
      widget_class,
      "/io/github/slotwatch/Slotwatch/sw-empty-state.ui");
  gtk_widget_class_bind_template_child (widget_class, SwEmptyState, stack);
  gtk_widget_class_bind_template_child (widget_class, SwEmptyState, start_buttons);
  gtk_widget_class_bind_template_child (widget_class, SwEmptyState, watch_title);
  gtk_widget_class_bind_template_child (widget_class, SwEmptyState, problem_label);
  gtk_widget_class_bind_template_child (widget_class, SwEmptyState, watch_text);
  gtk_widget_class_bind_template_child (widget_class, SwEmptyState, command_label);
  gtk_widget_class_bind_template_callback (widget_class, command_grab_focus_cb);
}

static void
sw_empty_state_init (SwEmptyState *self)
{
  gtk_widget_init_template (GTK_WIDGET (self));
  sw_cut_label_allow (self->start_buttons, BUTTON_MIN_CHARS);
  sw_cut_label_tell (self->watch_title);
  sw_hyphens_forbid (self->watch_title);
  sw_hyphens_forbid (self->problem_label);
  sw_hyphens_forbid (self->command_label);
}

GtkWidget *
sw_empty_state_new (void)
{
  return g_object_new (SW_TYPE_EMPTY_STATE, NULL);
}
