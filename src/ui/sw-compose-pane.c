/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "config.h"
#include "ui/sw-compose-pane-private.h"

#include "ui/sw-cut-label.h"
#include "ui/sw-hyphens.h"

/** How much of the name of an encoding is shown in a narrow window. */
#define ENCODING_MIN_CHARS 5

/** The same for what is beside a box to tick. */
#define NUL_MIN_CHARS 9

G_DEFINE_FINAL_TYPE (SwComposePane, sw_compose_pane, GTK_TYPE_BIN)

/* ---- What a person does ---- */

void
sw_compose_pane_changed_cb (SwComposePane *self)
{
  sw_compose_pane_validate (self);
  /* What was said of the last message is not true of this one. */
  gtk_label_set_text (self->result_label, "");
  sw_compose_pane_notify_can_send (self);
}

static void
scope_changed_cb (SwComposePane *self)
{
  sw_compose_pane_choose_scope (self);
}

static void
repeat_changed_cb (SwComposePane *self)
{
  gtk_widget_set_sensitive (GTK_WIDGET (self->interval_spin),
                            gtk_spin_button_get_value (self->repeat_spin) > 1);
}

static void
history_chosen_cb (SwComposePane *self, SwSentMessage *message)
{
  const SwSentFields *fields = sw_sent_message_get_fields (message);

  sw_compose_pane_reset_scope (self, fields->is_domain);
  sw_target_combo_set_text (self->target_combo, fields->target);
  sw_compose_pane_set_fields (self, fields);
  gtk_widget_grab_focus (sw_compose_pane_get_content_field (self));
}

static void
transport_changed_cb (SwComposePane *self)
{
  g_object_notify (G_OBJECT (self), "transport-id");
}

/* ---- Life ---- */

/* The longest name must not set the width of the window. */
static void
ellipsize_cells (GtkCellLayout *layout)
{
  g_autoptr (GList) cells = gtk_cell_layout_get_cells (layout);

  for (GList *l = cells; l != NULL; l = l->next)
    g_object_set (l->data,
                  "ellipsize",
                  PANGO_ELLIPSIZE_END,
                  "width-chars",
                  ENCODING_MIN_CHARS,
                  NULL);
}

static void
sw_compose_pane_dispose (GObject *object)
{
  SwComposePane *self = SW_COMPOSE_PANE (object);

  g_clear_handle_id (&self->progress_id, g_source_remove);
  if (self->cancellable != NULL)
    g_cancellable_cancel (self->cancellable);
  g_clear_object (&self->cancellable);
  g_clear_object (&self->job);
  g_clear_object (&self->job_note);
  g_clear_object (&self->history);
  g_clear_pointer (&self->network, mailslot_network_unref);
  g_clear_pointer (&self->host, g_free);
  g_clear_pointer (&self->target, mailslot_address_unref);
  g_clear_pointer (&self->payload, g_bytes_unref);

  G_OBJECT_CLASS (sw_compose_pane_parent_class)->dispose (object);
}

static void
bind_template (GtkWidgetClass *widget_class)
{
  gtk_widget_class_set_template_from_resource (
      widget_class,
      "/io/github/slotwatch/Slotwatch/sw-compose-pane.ui");
  gtk_widget_class_bind_template_child (widget_class, SwComposePane, scope_combo);
  gtk_widget_class_bind_template_child (widget_class, SwComposePane, target_combo);
  gtk_widget_class_bind_template_child (widget_class, SwComposePane, history_button);
  gtk_widget_class_bind_template_child (widget_class, SwComposePane, target_problem);
  gtk_widget_class_bind_template_child (widget_class, SwComposePane, content_problem);
  gtk_widget_class_bind_template_child (widget_class, SwComposePane, size_label);
  gtk_widget_class_bind_template_child (widget_class, SwComposePane, repeat_spin);
  gtk_widget_class_bind_template_child (widget_class, SwComposePane, interval_spin);
  gtk_widget_class_bind_template_child (widget_class, SwComposePane, result_label);
  gtk_widget_class_bind_template_child (widget_class, SwComposePane, repeat_stack);
  gtk_widget_class_bind_template_child (widget_class, SwComposePane, progress_bar);
  gtk_widget_class_bind_template_child (widget_class, SwComposePane, transport_combo);
  gtk_widget_class_bind_template_callback (widget_class, sw_compose_pane_changed_cb);
  gtk_widget_class_bind_template_callback (widget_class, scope_changed_cb);
  gtk_widget_class_bind_template_callback (widget_class, transport_changed_cb);
  gtk_widget_class_bind_template_callback (widget_class, repeat_changed_cb);
  gtk_widget_class_bind_template_callback (widget_class, history_chosen_cb);
  sw_compose_pane_bind_content (widget_class);
}

static void
sw_compose_pane_class_init (SwComposePaneClass *klass)
{
  GObjectClass *object_class = G_OBJECT_CLASS (klass);

  object_class->dispose = sw_compose_pane_dispose;
  sw_compose_pane_install (object_class);

  g_type_ensure (SW_TYPE_HISTORY_BUTTON);
  g_type_ensure (SW_TYPE_TARGET_COMBO);
  bind_template (GTK_WIDGET_CLASS (klass));
}

static void
sw_compose_pane_init (SwComposePane *self)
{
  self->network = mailslot_network_ref (mailslot_network_get_default ());
  gtk_widget_init_template (GTK_WIDGET (self));
  sw_hyphens_forbid (self->target_problem);
  sw_hyphens_forbid (self->content_problem);
  sw_compose_pane_fill_encodings (self);
  gtk_combo_box_set_active_id (self->transport_combo, "default");
  ellipsize_cells (GTK_CELL_LAYOUT (self->encoding_combo));
  ellipsize_cells (GTK_CELL_LAYOUT (self->transport_combo));
  ellipsize_cells (GTK_CELL_LAYOUT (self->scope_combo));
  sw_cut_label_allow (GTK_WIDGET (self->nul_button), NUL_MIN_CHARS);
  sw_cut_label_tell (self->size_label);
  sw_cut_label_tell (self->result_label);
  sw_compose_pane_reset_scope (self, FALSE);
  repeat_changed_cb (self);
  sw_compose_pane_changed_cb (self);
}

GtkWidget *
sw_compose_pane_new (void)
{
  return g_object_new (SW_TYPE_COMPOSE_PANE, NULL);
}

void
sw_compose_pane_set_history (SwComposePane *self, SwSendHistory *history)
{
  g_return_if_fail (SW_IS_COMPOSE_PANE (self));

  g_set_object (&self->history, history);
  sw_history_button_set_history (self->history_button, history);
}

void
sw_compose_pane_set_network (SwComposePane *self, MailslotNetwork *network)
{
  g_return_if_fail (SW_IS_COMPOSE_PANE (self));

  if (self->network == network)
    return;
  mailslot_network_unref (self->network);
  self->network = mailslot_network_ref (network);
  sw_compose_pane_changed_cb (self);
}

gboolean
sw_compose_pane_has_target (SwComposePane *self)
{
  g_return_val_if_fail (SW_IS_COMPOSE_PANE (self), FALSE);
  return *sw_target_combo_get_text (self->target_combo) != '\0';
}

void
sw_compose_pane_set_target (SwComposePane *self, const char *target)
{
  g_return_if_fail (SW_IS_COMPOSE_PANE (self));

  sw_compose_pane_reset_scope (self, FALSE);
  sw_target_combo_set_text (self->target_combo, target);
}

void
sw_compose_pane_focus (SwComposePane *self)
{
  g_return_if_fail (SW_IS_COMPOSE_PANE (self));

  if (sw_compose_pane_has_target (self))
    gtk_widget_grab_focus (sw_compose_pane_get_content_field (self));
  else
    gtk_widget_grab_focus (GTK_WIDGET (self->target_combo));
}
