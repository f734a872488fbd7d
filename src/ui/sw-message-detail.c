/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "config.h"

#include "ui/sw-message-detail.h"

#include <glib/gi18n-lib.h>

#include "payload/sw-decode.h"
#include "payload/sw-encoding.h"
#include "payload/sw-text.h"
#include "ui/sw-control-text.h"
#include "ui/sw-cut-label.h"
#include "ui/sw-decoded-view.h"
#include "ui/sw-fact-text.h"
#include "ui/sw-hex-view.h"
#include "ui/sw-message-text.h"

#define DETECTED_ID "detected"

/** How much of the name of an encoding is shown in a narrow window. */
#define ENCODING_MIN_CHARS 8

/** The same for the name of a page. */
#define PAGE_MIN_CHARS 4

struct _SwMessageDetail
{
  GtkBin parent_instance;

  /* Template */
  GtkStack *main_stack;    /* "nothing" or "message" */
  GtkStack *content_stack; /* "empty" or "bytes" */
  GtkStack *page_stack;    /* "text", "hex" or "decoded" */
  GtkLabel *time_label;
  GtkLabel *size_label;
  GtkLabel *slot_label;
  GtkLabel *transport_label;
  GtkLabel *sender_label;
  GtkLabel *number_label;
  GtkWidget *repeated_label;
  GtkWidget *page_box; /* the choice of page and encoding */
  GtkWidget *page_switcher;
  GtkComboBoxText *encoding_combo;
  GtkWidget *cut_bar;
  GtkLabel *cut_label;
  GtkWidget *show_all_button;
  SwMessageText *text_view;
  SwHexView *hex_view;
  SwDecodedView *decoded_view;

  char *wanted_page;        /* (owned) what a person chose, shown where it is there */
  gboolean is_showing_page; /* the page changes by itself, nobody has chosen it */
  MailslotMessage *message; /* (owned) (nullable) */
};

G_DEFINE_FINAL_TYPE (SwMessageDetail, sw_message_detail, GTK_TYPE_BIN)

static void
show_facts (SwMessageDetail *self)
{
  const MailslotRecord *record = mailslot_message_get_record (self->message);
  gboolean is_rtl = gtk_widget_get_direction (GTK_WIDGET (self)) == GTK_TEXT_DIR_RTL;
  g_autofree char *time = sw_fact_text_time (record->arrival_time_us, is_rtl);
  g_autofree char *sender = sw_fact_text_sender (record->sender);
  g_autofree char *number = NULL;
  g_autofree char *size =
      g_format_size_full (record->size,
                          G_FORMAT_SIZE_LONG_FORMAT | G_FORMAT_SIZE_IEC_UNITS);

  number =
      g_strdup_printf ("%" G_GUINT64_FORMAT, mailslot_message_get_serial (self->message));
  gtk_label_set_label (self->time_label, time);
  gtk_label_set_label (self->size_label, size);
  gtk_label_set_label (self->slot_label, mailslot_address_to_string (record->slot));
  gtk_label_set_label (self->transport_label, sw_fact_text_transport (record->transport));
  gtk_widget_set_visible (self->repeated_label,
                          (record->flags & MAILSLOT_RECORD_REPEATED) != 0);
  gtk_label_set_label (self->sender_label, sender);
  gtk_label_set_label (self->number_label, number);
}

static const SwEncoding *
detect (SwMessageDetail *self)
{
  const MailslotRecord *record = mailslot_message_get_record (self->message);

  return sw_encoding_detect (record->payload, record->size);
}

static const SwEncoding *
get_encoding (SwMessageDetail *self)
{
  const char *id = gtk_combo_box_get_active_id (GTK_COMBO_BOX (self->encoding_combo));
  const SwEncoding *encoding = NULL;

  if (g_strcmp0 (id, DETECTED_ID) == 0)
    encoding = detect (self);
  else if (id != NULL)
    encoding = sw_encoding_find (id, NULL);
  return encoding != NULL ? encoding : sw_encoding_get_utf8 ();
}

/* How many of the first @max bytes are whole characters: as far as UTF-8 can tell, and
 * the encodings of several bytes a unit, since @max is a multiple of those. */
static gsize
cut (const MailslotRecord *record, gsize max)
{
  gsize size = max;

  while (size > max - 4 && (record->payload[size] & 0xC0) == 0x80)
    size--;
  return (record->payload[size] & 0xC0) == 0x80 ? max : size;
}

static void
show_cut_bar (SwMessageDetail *self, gsize shown, gsize size)
{
  g_autofree char *shown_text = g_format_size_full (shown, G_FORMAT_SIZE_IEC_UNITS);
  g_autofree char *size_text = g_format_size_full (size, G_FORMAT_SIZE_IEC_UNITS);
  g_autofree char *text = NULL;

  if (shown < size)
    /* TRANSLATORS: both are sizes, such as "256.0 KiB" and "4.0 MiB". */
    text =
        g_strdup_printf (_ ("Only the first %s of %s are shown."), shown_text, size_text);
  else
    /* TRANSLATORS: a size, such as "4.0 MiB". */
    text = g_strdup_printf (_ ("Loading all of %s…"), size_text);
  gtk_label_set_label (self->cut_label, text);
  gtk_widget_set_visible (self->show_all_button, shown < size);
  gtk_widget_show (self->cut_bar);
}

static void
show_text (SwMessageDetail *self, gboolean show_all)
{
  const MailslotRecord *record = mailslot_message_get_record (self->message);
  gboolean is_long = record->size > SW_MESSAGE_DETAIL_MAX_TEXT_BYTES;
  gsize size = is_long && !show_all ? cut (record, SW_MESSAGE_DETAIL_MAX_TEXT_BYTES)
                                    : record->size;
  g_autofree char *decoded = sw_text_decode (record->payload, size, get_encoding (self));
  g_autofree char *shown =
      sw_control_text_make_drawable (sw_text_show_controls (decoded, TRUE));

  gtk_widget_hide (self->cut_bar);
  if (is_long)
    show_cut_bar (self, size, record->size);
  sw_message_text_set_text (self->text_view, shown);
}

/* The note that a part is missing stays, the one that more is coming does not. */
static void
text_loaded_cb (SwMessageDetail *self)
{
  if (!gtk_widget_get_visible (self->show_all_button))
    gtk_widget_hide (self->cut_bar);
}

static void
show_hex (SwMessageDetail *self)
{
  const MailslotRecord *record = mailslot_message_get_record (self->message);
  g_autoptr (GBytes) bytes = NULL;

  bytes = g_bytes_new_with_free_func (record->payload,
                                      record->size,
                                      (GDestroyNotify) mailslot_message_unref,
                                      mailslot_message_ref (self->message));
  sw_hex_view_set_bytes (self->hex_view, bytes);
}

static void
show_decoded (SwMessageDetail *self)
{
  const MailslotRecord *record = mailslot_message_get_record (self->message);
  g_autoptr (SwDecoded) decoded =
      sw_decode (mailslot_address_get_name (record->slot), record->payload, record->size);

  sw_decoded_view_set_decoded (self->decoded_view, decoded);
  gtk_widget_set_visible (GTK_WIDGET (self->decoded_view), decoded != NULL);
}

/* Only messages that can be decoded have that page; among others a person who wants it
 * reads text, and gets it again with the next one that has it. */
static void
show_page (SwMessageDetail *self)
{
  GtkWidget *page = gtk_stack_get_child_by_name (self->page_stack, self->wanted_page);

  self->is_showing_page = TRUE;
  show_decoded (self);
  gtk_stack_set_visible_child_name (self->page_stack,
                                    gtk_widget_get_visible (page) ? self->wanted_page
                                                                  : "text");
  self->is_showing_page = FALSE;
}

/* The first entry of the picker says what it stands for with this message. */
static void
show_detected (SwMessageDetail *self)
{
  GtkTreeModel *model = gtk_combo_box_get_model (GTK_COMBO_BOX (self->encoding_combo));
  const SwEncoding *encoding = detect (self);
  g_autofree char *text = NULL;
  GtkTreeIter iter;

  if (encoding == NULL)
    text = g_strdup (_ ("Detected: not text"));
  else
    /* TRANSLATORS: the name of an encoding, such as "Unicode (UTF-8)". */
    text = g_strdup_printf (_ ("Detected: %s"), _ (encoding->label));
  if (gtk_tree_model_get_iter_first (model, &iter))
    gtk_list_store_set (GTK_LIST_STORE (model), &iter, 0, text, -1);
}

static void
show_message (SwMessageDetail *self)
{
  gboolean is_empty = mailslot_message_get_record (self->message)->size == 0;

  show_facts (self);
  gtk_widget_set_visible (self->page_box, !is_empty);
  gtk_stack_set_visible_child_name (self->content_stack, is_empty ? "empty" : "bytes");
  if (is_empty)
    return;
  show_detected (self);
  show_text (self, FALSE);
  show_hex (self);
  show_page (self);
}

void
sw_message_detail_set_message (SwMessageDetail *self, MailslotMessage *message)
{
  g_return_if_fail (SW_IS_MESSAGE_DETAIL (self));

  if (self->message == message)
    return;
  g_clear_pointer (&self->message, mailslot_message_unref);
  sw_message_text_set_text (self->text_view, "");
  sw_hex_view_set_bytes (self->hex_view, NULL);
  if (message != NULL)
    {
      self->message = mailslot_message_ref (message);
      show_message (self);
    }
  gtk_stack_set_visible_child_name (self->main_stack,
                                    message != NULL ? "message" : "nothing");
}

void
sw_message_detail_set_highlight (SwMessageDetail *self, SwFilter *highlight)
{
  g_return_if_fail (SW_IS_MESSAGE_DETAIL (self));

  sw_message_text_set_highlight (self->text_view, highlight);
  sw_hex_view_set_highlight (self->hex_view, highlight);
}

MailslotMessage *
sw_message_detail_get_message (SwMessageDetail *self)
{
  return self->message;
}

static void
encoding_changed_cb (SwMessageDetail *self)
{
  if (self->message != NULL && mailslot_message_get_record (self->message)->size > 0)
    show_text (self, FALSE);
}

static void
show_all_cb (SwMessageDetail *self)
{
  show_text (self, TRUE);
}

/* Hex is hex in every encoding, and protocols have theirs. */
static void
page_changed_cb (SwMessageDetail *self)
{
  const char *page = gtk_stack_get_visible_child_name (self->page_stack);

  if (!self->is_showing_page && self->message != NULL)
    {
      g_free (self->wanted_page);
      self->wanted_page = g_strdup (page);
    }
  gtk_widget_set_sensitive (GTK_WIDGET (self->encoding_combo),
                            g_strcmp0 (page, "text") == 0);
}

/* Who goes on to the hex page sees where the field stands. */
static void
field_selected_cb (SwMessageDetail *self, guint first, guint n_bytes)
{
  sw_hex_view_select (self->hex_view, first, n_bytes);
}

/* The longest name must not take the room of the facts. */
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
fill_encodings (SwMessageDetail *self)
{
  GtkComboBox *combo = GTK_COMBO_BOX (self->encoding_combo);
  const SwEncoding *const *encodings;
  guint n_encodings;

  encodings = sw_encoding_get_all (&n_encodings);
  gtk_combo_box_text_append (self->encoding_combo, DETECTED_ID, "");
  for (guint i = 0; i < n_encodings; i++)
    gtk_combo_box_text_append (self->encoding_combo,
                               encodings[i]->id,
                               _ (encodings[i]->label));
  gtk_combo_box_set_active (combo, 0);
  ellipsize_cells (GTK_CELL_LAYOUT (combo));
}

/* Each page has as much room as its name needs, and its part of what is left. */
static void
expand_cb (GtkWidget *button, gpointer switcher)
{
  gtk_box_set_child_packing (switcher, button, TRUE, TRUE, 0, GTK_PACK_START);
}

/* What takes the focus is a button inside the picker, which does not inherit its name. */
static void
name_button_cb (GtkWidget *child, gpointer data)
{
  if (gtk_widget_get_can_focus (child))
    atk_object_set_name (gtk_widget_get_accessible (child), data);
  else if (GTK_IS_CONTAINER (child))
    gtk_container_forall (GTK_CONTAINER (child), name_button_cb, data);
}

static void
sw_message_detail_finalize (GObject *object)
{
  SwMessageDetail *self = SW_MESSAGE_DETAIL (object);

  g_clear_pointer (&self->message, mailslot_message_unref);
  g_free (self->wanted_page);

  G_OBJECT_CLASS (sw_message_detail_parent_class)->finalize (object);
}

static void
bind_children (GtkWidgetClass *class)
{
  gtk_widget_class_bind_template_child (class, SwMessageDetail, main_stack);
  gtk_widget_class_bind_template_child (class, SwMessageDetail, content_stack);
  gtk_widget_class_bind_template_child (class, SwMessageDetail, page_stack);
  gtk_widget_class_bind_template_child (class, SwMessageDetail, time_label);
  gtk_widget_class_bind_template_child (class, SwMessageDetail, size_label);
  gtk_widget_class_bind_template_child (class, SwMessageDetail, slot_label);
  gtk_widget_class_bind_template_child (class, SwMessageDetail, transport_label);
  gtk_widget_class_bind_template_child (class, SwMessageDetail, sender_label);
  gtk_widget_class_bind_template_child (class, SwMessageDetail, number_label);
  gtk_widget_class_bind_template_child (class, SwMessageDetail, repeated_label);
  gtk_widget_class_bind_template_child (class, SwMessageDetail, page_box);
  gtk_widget_class_bind_template_child (class, SwMessageDetail, page_switcher);
  gtk_widget_class_bind_template_child (class, SwMessageDetail, encoding_combo);
  gtk_widget_class_bind_template_child (class, SwMessageDetail, cut_bar);
  gtk_widget_class_bind_template_child (class, SwMessageDetail, cut_label);
  gtk_widget_class_bind_template_child (class, SwMessageDetail, show_all_button);
  gtk_widget_class_bind_template_child (class, SwMessageDetail, text_view);
  gtk_widget_class_bind_template_child (class, SwMessageDetail, hex_view);
  gtk_widget_class_bind_template_child (class, SwMessageDetail, decoded_view);
}

static void
sw_message_detail_class_init (SwMessageDetailClass *klass)
{
  GtkWidgetClass *widget_class = GTK_WIDGET_CLASS (klass);

  G_OBJECT_CLASS (klass)->finalize = sw_message_detail_finalize;

  gtk_widget_class_set_css_name (widget_class, "messagedetail");
  gtk_widget_class_set_template_from_resource (
      widget_class,
      "/io/github/slotwatch/Slotwatch/sw-message-detail.ui");
  bind_children (widget_class);
  gtk_widget_class_bind_template_callback (widget_class, encoding_changed_cb);
  gtk_widget_class_bind_template_callback (widget_class, field_selected_cb);
  gtk_widget_class_bind_template_callback (widget_class, page_changed_cb);
  gtk_widget_class_bind_template_callback (widget_class, show_all_cb);
  gtk_widget_class_bind_template_callback (widget_class, text_loaded_cb);
}

/* A narrow window has not room for everything. */
static void
allow_cuts (SwMessageDetail *self)
{
  GtkLabel *const facts[] = { self->time_label,   self->size_label,
                              self->slot_label,   self->transport_label,
                              self->sender_label, self->number_label };

  for (guint i = 0; i < G_N_ELEMENTS (facts); i++)
    sw_cut_label_tell (facts[i]);
  sw_cut_label_tell (GTK_LABEL (self->repeated_label));
  sw_cut_label_allow (self->page_switcher, PAGE_MIN_CHARS);
}

static void
sw_message_detail_init (SwMessageDetail *self)
{
  g_type_ensure (SW_TYPE_DECODED_VIEW);
  g_type_ensure (SW_TYPE_HEX_VIEW);
  g_type_ensure (SW_TYPE_MESSAGE_TEXT);
  self->wanted_page = g_strdup ("decoded");
  gtk_widget_init_template (GTK_WIDGET (self));
  allow_cuts (self);
  gtk_container_forall (GTK_CONTAINER (self->page_switcher),
                        expand_cb,
                        self->page_switcher);
  fill_encodings (self);
  gtk_container_forall (GTK_CONTAINER (self->encoding_combo),
                        name_button_cb,
                        _ ("Encoding"));
}

GtkWidget *
sw_message_detail_new (void)
{
  return g_object_new (SW_TYPE_MESSAGE_DETAIL, NULL);
}
