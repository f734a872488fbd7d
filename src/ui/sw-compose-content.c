/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "config.h"
#include "ui/sw-compose-pane-private.h"

#include <glib/gi18n-lib.h>

/* What is sent: typed as text in an encoding, typed as hex, or the bytes of a file. */

/* Few people need it, so it is made for those who do. */
static SwComposeFile *
get_file (SwComposePane *self)
{
  if (self->file == NULL)
    {
      self->file = SW_COMPOSE_FILE (sw_compose_file_new ());
      g_signal_connect_swapped (self->file,
                                "changed",
                                G_CALLBACK (sw_compose_pane_changed_cb),
                                self);
      gtk_stack_add_named (self->content_stack, GTK_WIDGET (self->file), "file");
    }
  return self->file;
}

/* ---- What the form holds ---- */

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

GtkWidget *
sw_compose_pane_get_content_field (SwComposePane *self)
{
  if (sw_compose_pane_get_kind (self) == SW_CONTENT_FILE)
    return sw_compose_file_get_entry (get_file (self));
  return GTK_WIDGET (self->content_view);
}

gboolean
sw_compose_pane_has_content (SwComposePane *self)
{
  g_return_val_if_fail (SW_IS_COMPOSE_PANE (self), FALSE);
  return gtk_text_buffer_get_char_count (self->content_buffer) > 0;
}

/* ---- Filling it ---- */

static void
set_kind (SwComposePane *self, SwContentKind kind)
{
  GtkToggleButton *buttons[] = { [SW_CONTENT_TEXT] = self->text_button,
                                 [SW_CONTENT_HEX] = self->hex_button,
                                 [SW_CONTENT_FILE] = self->file_button };

  gtk_toggle_button_set_active (buttons[kind], TRUE);
}

void
sw_compose_pane_set_hex (SwComposePane *self, gboolean is_hex)
{
  if (is_hex != (sw_compose_pane_get_kind (self) == SW_CONTENT_HEX))
    set_kind (self, is_hex ? SW_CONTENT_HEX : SW_CONTENT_TEXT);
}

void
sw_compose_pane_set_encoding (SwComposePane *self, const char *id)
{
  /* An encoding that this computer does not have leaves the choice as it is. */
  gtk_combo_box_set_active_id (GTK_COMBO_BOX (self->encoding_combo), id);
}

void
sw_compose_pane_set_content (SwComposePane *self, const char *content)
{
  g_return_if_fail (SW_IS_COMPOSE_PANE (self));
  gtk_text_buffer_set_text (self->content_buffer, content, -1);
}

void
sw_compose_pane_set_fields (SwComposePane *self, const SwSentFields *fields)
{
  set_kind (self, fields->kind);
  sw_compose_pane_set_encoding (self, fields->encoding_id);
  gtk_toggle_button_set_active (self->nul_button, fields->has_nul);
  if (fields->kind == SW_CONTENT_FILE)
    sw_compose_file_set_path (get_file (self), fields->content);
  else
    sw_compose_pane_set_content (self, fields->content);
}

void
sw_compose_pane_fill_encodings (SwComposePane *self)
{
  guint n_encodings;
  const SwEncoding *const *encodings = sw_encoding_get_all (&n_encodings);

  for (guint i = 0; i < n_encodings; i++)
    gtk_combo_box_text_append (self->encoding_combo,
                               encodings[i]->id,
                               _ (encodings[i]->label));
  gtk_combo_box_set_active (GTK_COMBO_BOX (self->encoding_combo), 0);
}

/* ---- Kinds of input ---- */

static void
kind_toggled_cb (SwComposePane *self)
{
  SwContentKind kind = sw_compose_pane_get_kind (self);
  GtkWidget *field = sw_compose_pane_get_content_field (self);

  gtk_widget_set_sensitive (GTK_WIDGET (self->encoding_combo), kind == SW_CONTENT_TEXT);
  gtk_widget_set_sensitive (GTK_WIDGET (self->nul_button), kind == SW_CONTENT_TEXT);
  gtk_text_view_set_monospace (self->content_view, kind == SW_CONTENT_HEX);
  gtk_label_set_mnemonic_widget (self->content_title, field);
  gtk_stack_set_visible_child_name (self->content_stack,
                                    kind == SW_CONTENT_FILE ? "file" : "typed");
  sw_compose_pane_changed_cb (self);
  g_object_notify (G_OBJECT (self), "is-hex");
}

static void
nul_toggled_cb (SwComposePane *self)
{
  sw_compose_pane_changed_cb (self);
  g_object_notify (G_OBJECT (self), "has-nul");
}

static void
encoding_changed_cb (SwComposePane *self)
{
  sw_compose_pane_changed_cb (self);
  g_object_notify (G_OBJECT (self), "encoding-id");
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

void
sw_compose_pane_bind_content (GtkWidgetClass *widget_class)
{
  gtk_widget_class_bind_template_child (widget_class, SwComposePane, text_button);
  gtk_widget_class_bind_template_child (widget_class, SwComposePane, hex_button);
  gtk_widget_class_bind_template_child (widget_class, SwComposePane, file_button);
  gtk_widget_class_bind_template_child (widget_class, SwComposePane, content_title);
  gtk_widget_class_bind_template_child (widget_class, SwComposePane, content_stack);
  gtk_widget_class_bind_template_child (widget_class, SwComposePane, content_view);
  gtk_widget_class_bind_template_child (widget_class, SwComposePane, content_buffer);
  gtk_widget_class_bind_template_child (widget_class, SwComposePane, encoding_combo);
  gtk_widget_class_bind_template_child (widget_class, SwComposePane, nul_button);
  gtk_widget_class_bind_template_callback (widget_class, content_key_cb);
  gtk_widget_class_bind_template_callback (widget_class, encoding_changed_cb);
  gtk_widget_class_bind_template_callback (widget_class, kind_toggled_cb);
  gtk_widget_class_bind_template_callback (widget_class, nul_toggled_cb);
}
