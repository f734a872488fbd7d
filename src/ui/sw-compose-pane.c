/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "config.h"
#include "ui/sw-compose-pane-private.h"

#include "ui/sw-hyphens.h"

#include <glib/gi18n-lib.h>

/** How much of the name of an encoding is shown in a narrow window. */
#define ENCODING_MIN_CHARS 5

enum
{
  PROP_CAN_SEND = 1,
  PROP_IS_SENDING,
  PROP_IS_HEX,
  PROP_ENCODING_ID,
  PROP_HAS_NUL,
  PROP_TRANSPORT_ID,
  N_PROPERTIES
};
static GParamSpec *properties[N_PROPERTIES];

enum
{
  SENT,
  FAILED,
  N_SIGNALS
};
static guint signals[N_SIGNALS];

G_DEFINE_FINAL_TYPE (SwComposePane, sw_compose_pane, GTK_TYPE_BIN)

static void validate_cb (SwComposePane *self);

/* ---- What the form holds ---- */

/* Few people need it, so it is made for those who do. */
static SwComposeFile *
get_file (SwComposePane *self)
{
  if (self->file == NULL)
    {
      self->file = SW_COMPOSE_FILE (sw_compose_file_new ());
      g_signal_connect_swapped (self->file, "changed", G_CALLBACK (validate_cb), self);
      gtk_stack_add_named (self->content_stack, GTK_WIDGET (self->file), "file");
    }
  return self->file;
}

SwContentKind
sw_compose_pane_get_kind (SwComposePane *self)
{
  if (gtk_toggle_button_get_active (self->file_button))
    return SW_CONTENT_FILE;
  if (gtk_toggle_button_get_active (self->hex_button))
    return SW_CONTENT_HEX;
  return SW_CONTENT_TEXT;
}

char *
sw_compose_pane_dup_content (SwComposePane *self)
{
  GtkTextIter start, end;

  if (sw_compose_pane_get_kind (self) == SW_CONTENT_FILE)
    return g_strdup (sw_compose_file_get_path (get_file (self)));
  gtk_text_buffer_get_bounds (self->content_buffer, &start, &end);
  return gtk_text_buffer_get_text (self->content_buffer, &start, &end, FALSE);
}

void
sw_compose_pane_get_input (SwComposePane *self,
                           const char *content,
                           SwComposeInput *input)
{
  const char *id = gtk_combo_box_get_active_id (GTK_COMBO_BOX (self->encoding_combo));

  input->content = content;
  input->kind = sw_compose_pane_get_kind (self);
  input->encoding = id != NULL ? sw_encoding_find (id, NULL) : sw_encoding_get_utf8 ();
  input->has_nul = gtk_toggle_button_get_active (self->nul_button);
}

static gboolean
can_send (SwComposePane *self)
{
  return self->target != NULL && self->payload != NULL && self->fits && self->job == NULL;
}

static void
validate_cb (SwComposePane *self)
{
  sw_compose_pane_validate (self);
  /* What was said of the last message is not true of this one. */
  gtk_label_set_text (self->result_label, "");
  g_object_notify_by_pspec (G_OBJECT (self), properties[PROP_CAN_SEND]);
}

static void
scope_changed_cb (SwComposePane *self)
{
  sw_compose_pane_choose_scope (self);
}

/* ---- Kinds of input ---- */

static GtkWidget *
get_content_field (SwComposePane *self)
{
  if (sw_compose_pane_get_kind (self) == SW_CONTENT_FILE)
    return sw_compose_file_get_entry (get_file (self));
  return GTK_WIDGET (self->content_view);
}

static void
kind_toggled_cb (SwComposePane *self)
{
  SwContentKind kind = sw_compose_pane_get_kind (self);
  GtkWidget *field = get_content_field (self);

  gtk_widget_set_sensitive (GTK_WIDGET (self->encoding_combo), kind == SW_CONTENT_TEXT);
  gtk_widget_set_sensitive (GTK_WIDGET (self->nul_button), kind == SW_CONTENT_TEXT);
  gtk_text_view_set_monospace (self->content_view, kind == SW_CONTENT_HEX);
  gtk_label_set_mnemonic_widget (self->content_title, field);
  gtk_stack_set_visible_child_name (self->content_stack,
                                    kind == SW_CONTENT_FILE ? "file" : "typed");
  validate_cb (self);
  g_object_notify_by_pspec (G_OBJECT (self), properties[PROP_IS_HEX]);
}

static void
nul_toggled_cb (SwComposePane *self)
{
  validate_cb (self);
  g_object_notify_by_pspec (G_OBJECT (self), properties[PROP_HAS_NUL]);
}

/* Ctrl+Enter sends. Where it cannot, it comes here, and must not become a new line. */
static gboolean
content_key_cb (SwComposePane *self, GdkEventKey *event)
{
  gboolean is_return =
      event->keyval == GDK_KEY_Return || event->keyval == GDK_KEY_KP_Enter;

  if (!is_return || (event->state & GDK_CONTROL_MASK) == 0)
    return GDK_EVENT_PROPAGATE;
  gtk_widget_error_bell (GTK_WIDGET (self));
  return GDK_EVENT_STOP;
}

static void
encoding_changed_cb (SwComposePane *self)
{
  validate_cb (self);
  g_object_notify_by_pspec (G_OBJECT (self), properties[PROP_ENCODING_ID]);
}

static void
repeat_changed_cb (SwComposePane *self)
{
  gtk_widget_set_sensitive (GTK_WIDGET (self->interval_spin),
                            gtk_spin_button_get_value (self->repeat_spin) > 1);
}

static void
transport_changed_cb (SwComposePane *self)
{
  g_object_notify_by_pspec (G_OBJECT (self), properties[PROP_TRANSPORT_ID]);
}

static void
set_transport (SwComposePane *self, const char *id)
{
  /* Whoever chose Windows by its name gets it as the default, too. */
  if (g_strcmp0 (id, "datagram") != 0)
    id = "default";
  gtk_combo_box_set_active_id (self->transport_combo, id);
}

static void
set_kind (SwComposePane *self, SwContentKind kind)
{
  GtkToggleButton *buttons[] = { [SW_CONTENT_TEXT] = self->text_button,
                                 [SW_CONTENT_HEX] = self->hex_button,
                                 [SW_CONTENT_FILE] = self->file_button };

  gtk_toggle_button_set_active (buttons[kind], TRUE);
}

static gboolean
is_hex (SwComposePane *self)
{
  return sw_compose_pane_get_kind (self) == SW_CONTENT_HEX;
}

/* A file is not hex, and stays when that is said of it. */
static void
set_hex (SwComposePane *self, gboolean hex)
{
  if (hex != is_hex (self))
    set_kind (self, hex ? SW_CONTENT_HEX : SW_CONTENT_TEXT);
}

static void
set_encoding (SwComposePane *self, const char *id)
{
  /* An encoding that this computer does not have leaves the choice as it is. */
  gtk_combo_box_set_active_id (GTK_COMBO_BOX (self->encoding_combo), id);
}

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
fill_encodings (SwComposePane *self)
{
  guint n_encodings;
  const SwEncoding *const *encodings = sw_encoding_get_all (&n_encodings);

  for (guint i = 0; i < n_encodings; i++)
    gtk_combo_box_text_append (self->encoding_combo,
                               encodings[i]->id,
                               _ (encodings[i]->label));
  gtk_combo_box_set_active (GTK_COMBO_BOX (self->encoding_combo), 0);
  ellipsize_cells (GTK_CELL_LAYOUT (self->encoding_combo));
}

static void
history_chosen_cb (SwComposePane *self, SwSentMessage *message)
{
  const SwSentFields *fields = sw_sent_message_get_fields (message);

  sw_compose_pane_reset_scope (self, fields->is_domain);
  sw_target_combo_set_text (self->target_combo, fields->target);
  set_kind (self, fields->kind);
  set_encoding (self, fields->encoding_id);
  gtk_toggle_button_set_active (self->nul_button, fields->has_nul);
  if (fields->kind == SW_CONTENT_FILE)
    sw_compose_file_set_path (get_file (self), fields->content);
  else
    sw_compose_pane_set_content (self, fields->content);
  gtk_widget_grab_focus (get_content_field (self));
}

/* ---- Signals, for sw-compose-send.c ---- */

void
sw_compose_pane_notify_sending (SwComposePane *self)
{
  g_object_notify_by_pspec (G_OBJECT (self), properties[PROP_IS_SENDING]);
  g_object_notify_by_pspec (G_OBJECT (self), properties[PROP_CAN_SEND]);
}

void
sw_compose_pane_emit_sent (SwComposePane *self)
{
  g_signal_emit (self, signals[SENT], 0);
}

void
sw_compose_pane_emit_failed (SwComposePane *self, const char *title, const GError *error)
{
  g_signal_emit (self, signals[FAILED], 0, title, error);
}

/* ---- Life ---- */

static void
sw_compose_pane_get_property (GObject *object, guint id, GValue *value, GParamSpec *pspec)
{
  SwComposePane *self = SW_COMPOSE_PANE (object);

  switch (id)
    {
    case PROP_CAN_SEND:
      g_value_set_boolean (value, can_send (self));
      break;
    case PROP_IS_SENDING:
      g_value_set_boolean (value, self->job != NULL);
      break;
    case PROP_IS_HEX:
      g_value_set_boolean (value, is_hex (self));
      break;
    case PROP_ENCODING_ID:
      g_value_set_string (
          value,
          gtk_combo_box_get_active_id (GTK_COMBO_BOX (self->encoding_combo)));
      break;
    case PROP_HAS_NUL:
      g_value_set_boolean (value, gtk_toggle_button_get_active (self->nul_button));
      break;
    case PROP_TRANSPORT_ID:
      g_value_set_string (value, gtk_combo_box_get_active_id (self->transport_combo));
      break;
    default:
      G_OBJECT_WARN_INVALID_PROPERTY_ID (object, id, pspec);
    }
}

static void
sw_compose_pane_set_property (GObject *object,
                              guint id,
                              const GValue *value,
                              GParamSpec *pspec)
{
  SwComposePane *self = SW_COMPOSE_PANE (object);

  switch (id)
    {
    case PROP_IS_HEX:
      set_hex (self, g_value_get_boolean (value));
      break;
    case PROP_ENCODING_ID:
      set_encoding (self, g_value_get_string (value));
      break;
    case PROP_HAS_NUL:
      gtk_toggle_button_set_active (self->nul_button, g_value_get_boolean (value));
      break;
    case PROP_TRANSPORT_ID:
      set_transport (self, g_value_get_string (value));
      break;
    default:
      G_OBJECT_WARN_INVALID_PROPERTY_ID (object, id, pspec);
    }
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
install_properties (GObjectClass *object_class)
{
  const GParamFlags readable = G_PARAM_READABLE | G_PARAM_STATIC_STRINGS;
  const GParamFlags writable =
      G_PARAM_READWRITE | G_PARAM_EXPLICIT_NOTIFY | G_PARAM_STATIC_STRINGS;

  properties[PROP_CAN_SEND] =
      g_param_spec_boolean ("can-send", NULL, NULL, FALSE, readable);
  properties[PROP_IS_SENDING] =
      g_param_spec_boolean ("is-sending", NULL, NULL, FALSE, readable);
  properties[PROP_IS_HEX] = g_param_spec_boolean ("is-hex", NULL, NULL, FALSE, writable);
  properties[PROP_ENCODING_ID] =
      g_param_spec_string ("encoding-id", NULL, NULL, "utf-8", writable);
  properties[PROP_HAS_NUL] =
      g_param_spec_boolean ("has-nul", NULL, NULL, FALSE, writable);
  properties[PROP_TRANSPORT_ID] =
      g_param_spec_string ("transport-id", NULL, NULL, "default", writable);
  g_object_class_install_properties (object_class, N_PROPERTIES, properties);
}

static void
install_signals (void)
{
  signals[SENT] = g_signal_new ("sent",
                                SW_TYPE_COMPOSE_PANE,
                                G_SIGNAL_RUN_LAST,
                                0,
                                NULL,
                                NULL,
                                NULL,
                                G_TYPE_NONE,
                                0);
  signals[FAILED] = g_signal_new ("failed",
                                  SW_TYPE_COMPOSE_PANE,
                                  G_SIGNAL_RUN_LAST,
                                  0,
                                  NULL,
                                  NULL,
                                  NULL,
                                  G_TYPE_NONE,
                                  2,
                                  G_TYPE_STRING | G_SIGNAL_TYPE_STATIC_SCOPE,
                                  G_TYPE_ERROR | G_SIGNAL_TYPE_STATIC_SCOPE);
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
  gtk_widget_class_bind_template_child (widget_class, SwComposePane, text_button);
  gtk_widget_class_bind_template_child (widget_class, SwComposePane, hex_button);
  gtk_widget_class_bind_template_child (widget_class, SwComposePane, file_button);
  gtk_widget_class_bind_template_child (widget_class, SwComposePane, content_title);
  gtk_widget_class_bind_template_child (widget_class, SwComposePane, content_stack);
  gtk_widget_class_bind_template_child (widget_class, SwComposePane, encoding_combo);
  gtk_widget_class_bind_template_child (widget_class, SwComposePane, nul_button);
  gtk_widget_class_bind_template_child (widget_class, SwComposePane, content_view);
  gtk_widget_class_bind_template_child (widget_class, SwComposePane, content_buffer);
  gtk_widget_class_bind_template_child (widget_class, SwComposePane, content_problem);
  gtk_widget_class_bind_template_child (widget_class, SwComposePane, size_label);
  gtk_widget_class_bind_template_child (widget_class, SwComposePane, repeat_spin);
  gtk_widget_class_bind_template_child (widget_class, SwComposePane, interval_spin);
  gtk_widget_class_bind_template_child (widget_class, SwComposePane, result_label);
  gtk_widget_class_bind_template_child (widget_class, SwComposePane, repeat_stack);
  gtk_widget_class_bind_template_child (widget_class, SwComposePane, progress_bar);
  gtk_widget_class_bind_template_child (widget_class, SwComposePane, transport_combo);
  gtk_widget_class_bind_template_callback (widget_class, validate_cb);
  gtk_widget_class_bind_template_callback (widget_class, scope_changed_cb);
  gtk_widget_class_bind_template_callback (widget_class, content_key_cb);
  gtk_widget_class_bind_template_callback (widget_class, kind_toggled_cb);
  gtk_widget_class_bind_template_callback (widget_class, nul_toggled_cb);
  gtk_widget_class_bind_template_callback (widget_class, encoding_changed_cb);
  gtk_widget_class_bind_template_callback (widget_class, transport_changed_cb);
  gtk_widget_class_bind_template_callback (widget_class, repeat_changed_cb);
  gtk_widget_class_bind_template_callback (widget_class, history_chosen_cb);
}

static void
sw_compose_pane_class_init (SwComposePaneClass *klass)
{
  GObjectClass *object_class = G_OBJECT_CLASS (klass);

  object_class->dispose = sw_compose_pane_dispose;
  object_class->get_property = sw_compose_pane_get_property;
  object_class->set_property = sw_compose_pane_set_property;
  install_properties (object_class);
  install_signals ();

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
  fill_encodings (self);
  set_transport (self, NULL);
  ellipsize_cells (GTK_CELL_LAYOUT (self->transport_combo));
  ellipsize_cells (GTK_CELL_LAYOUT (self->scope_combo));
  sw_compose_pane_reset_scope (self, FALSE);
  repeat_changed_cb (self);
  validate_cb (self);
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
  validate_cb (self);
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

gboolean
sw_compose_pane_has_content (SwComposePane *self)
{
  g_return_val_if_fail (SW_IS_COMPOSE_PANE (self), FALSE);
  return gtk_text_buffer_get_char_count (self->content_buffer) > 0;
}

void
sw_compose_pane_set_content (SwComposePane *self, const char *content)
{
  g_return_if_fail (SW_IS_COMPOSE_PANE (self));
  gtk_text_buffer_set_text (self->content_buffer, content, -1);
}

void
sw_compose_pane_focus (SwComposePane *self)
{
  g_return_if_fail (SW_IS_COMPOSE_PANE (self));

  if (sw_compose_pane_has_target (self))
    gtk_widget_grab_focus (get_content_field (self));
  else
    gtk_widget_grab_focus (GTK_WIDGET (self->target_combo));
}
