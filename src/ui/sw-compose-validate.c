/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "config.h"
#include "ui/sw-compose-pane-private.h"

#include "ui/sw-count-text.h"
#include "ui/sw-error-card.h"
#include "ui/sw-platform.h"
#include "ui/sw-target-text.h"

#include <glib/gi18n-lib.h>

#define PROBLEM_STYLE "sw-problem"
#define WARNING_STYLE "sw-warning"
#define OVER_STYLE "sw-over"

static void
set_style (GtkLabel *label, const char *style, gboolean is_set)
{
  GtkStyleContext *context = gtk_widget_get_style_context (GTK_WIDGET (label));

  if (is_set)
    gtk_style_context_add_class (context, style);
  else
    gtk_style_context_remove_class (context, style);
}

static void
show_words (GtkLabel *label, const char *words, gboolean is_problem)
{
  g_autofree char *sentence = sw_error_sentence_new (words != NULL ? words : "");

  set_style (label, PROBLEM_STYLE, is_problem);
  set_style (label, WARNING_STYLE, !is_problem);
  gtk_label_set_text (label, sentence);
  gtk_widget_set_visible (GTK_WIDGET (label), words != NULL);
}

/* An empty field is not wrong yet: nobody has typed anything. */
static const char *
get_target_problem (const char *text, const GError *error)
{
  if (error == NULL || *text == '\0')
    return NULL;
  if (sw_target_text_lacks_host (text))
    return _ ("Type the name of the computer or workgroup after the first two "
              "backslashes");
  return error->message;
}

/* Also finds out how long a message to the target may be. */
static void
validate_target (SwComposePane *self, MailslotLimits *limits)
{
  const char *text = sw_target_combo_get_text (self->target_combo);
  g_autoptr (GError) error = NULL;

  *limits = (MailslotLimits){ G_MAXSIZE, G_MAXSIZE };
  g_clear_pointer (&self->target, mailslot_address_unref);
  self->target = sw_compose_pane_parse_target (self, &error);
  if (self->target != NULL
      && !mailslot_network_get_limits (self->network, self->target, limits, &error))
    g_clear_pointer (&self->target, mailslot_address_unref);
  show_words (self->target_problem, get_target_problem (text, error), TRUE);
  gtk_widget_set_visible (GTK_WIDGET (self->transport_combo),
                          self->target != NULL
                              && !mailslot_address_is_local (self->target)
                              && sw_platform_can_send_by_windows ());
}

/* A file that is not named yet is not wrong, either. */
static const char *
get_content_problem (const SwComposeInput *input, const GError *error)
{
  if (error == NULL || (input->kind == SW_CONTENT_FILE && *input->content == '\0'))
    return NULL;
  return error->message;
}

static void
validate_content (SwComposePane *self)
{
  g_autofree char *content = sw_compose_pane_dup_content (self);
  g_autoptr (GError) error = NULL;
  SwComposeInput input;

  sw_compose_pane_get_input (self, content, &input);
  g_clear_pointer (&self->payload, g_bytes_unref);
  self->payload = sw_compose_payload_new (&input, &error);
  show_words (self->content_problem, get_content_problem (&input, error), TRUE);
}

static void
show_count (SwComposePane *self, gsize size, const MailslotLimits *limits)
{
  gsize limit = limits->max_bytes == G_MAXSIZE ? 0 : limits->max_bytes;
  g_autofree char *text = sw_count_text_bytes_of (size, limit);

  gtk_label_set_text (self->size_label, self->payload != NULL ? text : "");
  set_style (self->size_label, OVER_STYLE, !self->fits);
}

static void
validate_size (SwComposePane *self, const MailslotLimits *limits)
{
  gsize size = self->payload != NULL ? g_bytes_get_size (self->payload) : 0;
  g_autofree char *words = NULL;

  self->fits = size <= limits->max_bytes;
  show_count (self, size, limits);
  if (self->payload == NULL)
    return;
  words = sw_compose_payload_warning_new (size, limits);
  if (words != NULL)
    show_words (self->content_problem, words, !self->fits);
}

void
sw_compose_pane_validate (SwComposePane *self)
{
  MailslotLimits limits;

  validate_target (self, &limits);
  validate_content (self);
  validate_size (self, &limits);
}
