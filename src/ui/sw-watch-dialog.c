/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "config.h"
#include "ui/sw-watch-dialog.h"

#include "ui/sw-hyphens.h"
#include "ui/sw-security-text.h"

#include <glib/gi18n-lib.h>

#define WORD_JOINER "\342\201\240" /* U+2060 */

struct _SwWatchDialog
{
  GtkDialog parent_instance;

  MailslotAddress *address;   /* (owned) (nullable) */
  MailslotSecurity *security; /* (owned) (nullable) */

  /* template children */
  GtkEntry *slot_entry;
  GtkLabel *answer_label;
  GtkComboBoxText *security_combo;
  GtkEntry *sddl_entry;
  GtkLabel *security_label;
};

G_DEFINE_FINAL_TYPE (SwWatchDialog, sw_watch_dialog, GTK_TYPE_DIALOG)

/* An address wraps as a whole: no line ends at one of its punctuation marks. */
static char *
join_addresses (const char *text)
{
  g_autoptr (GString) joined = g_string_new (NULL);

  for (const char *c = text; *c != '\0'; c++)
    {
      if (*c == '\\' && c > text && c[-1] != ' ')
        g_string_append (joined, WORD_JOINER);
      g_string_append_c (joined, *c);
      if (*c == '\\')
        g_string_append (joined, WORD_JOINER);
    }
  return g_string_free (g_steal_pointer (&joined), FALSE);
}

static void
show_answer (GtkLabel *label, const char *text, gboolean is_problem)
{
  GtkStyleContext *style = gtk_widget_get_style_context (GTK_WIDGET (label));
  g_autofree char *joined = join_addresses (text);

  gtk_label_set_text (label, is_problem ? joined : text);
  if (is_problem)
    gtk_style_context_add_class (style, "sw-problem");
  else
    gtk_style_context_remove_class (style, "sw-problem");
}

static void
allow_to_watch (SwWatchDialog *self)
{
  gtk_dialog_set_response_sensitive (GTK_DIALOG (self),
                                     GTK_RESPONSE_OK,
                                     self->address != NULL && self->security != NULL);
}

static void
validate_cb (SwWatchDialog *self)
{
  const char *text = gtk_entry_get_text (self->slot_entry);
  g_autoptr (GError) error = NULL;

  g_clear_pointer (&self->address, mailslot_address_unref);
  if (*text == '\0')
    show_answer (self->answer_label,
                 _ ("Type a name such as Mymailslot, or a whole address"),
                 FALSE);
  else if ((self->address = mailslot_address_parse (text, &error)) == NULL)
    show_answer (self->answer_label, error->message, TRUE);
  else if (!mailslot_address_is_local (self->address))
    {
      show_answer (
          self->answer_label,
          _ ("Only slots on this computer can be watched: \\\\.\\mailslot\\NAME"),
          TRUE);
      g_clear_pointer (&self->address, mailslot_address_unref);
    }
  else
    show_answer (self->answer_label, mailslot_address_to_string (self->address), FALSE);
  allow_to_watch (self);
}

/* ---- Who may send ---- */

/* The entries of the list have the words for their ids; that for SDDL has none. */
static gboolean
is_sddl_chosen (SwWatchDialog *self)
{
  return gtk_combo_box_get_active_id (GTK_COMBO_BOX (self->security_combo)) == NULL;
}

static void
validate_sddl (SwWatchDialog *self)
{
  const char *text = gtk_entry_get_text (self->sddl_entry);
  g_autoptr (GError) error = NULL;

  if (*text == '\0')
    {
      show_answer (self->security_label,
                   sw_security_text_explain (MAILSLOT_SECURITY_SDDL),
                   FALSE);
      return;
    }
  self->security = mailslot_security_parse (text, &error);
  show_answer (self->security_label, error != NULL ? error->message : "", error != NULL);
}

static void
validate_security_cb (SwWatchDialog *self)
{
  GtkComboBox *combo = GTK_COMBO_BOX (self->security_combo);

  g_clear_pointer (&self->security, mailslot_security_unref);
  gtk_widget_set_visible (GTK_WIDGET (self->sddl_entry), is_sddl_chosen (self));
  if (is_sddl_chosen (self))
    validate_sddl (self);
  else
    {
      self->security =
          mailslot_security_parse (gtk_combo_box_get_active_id (combo), NULL);
      show_answer (self->security_label,
                   sw_security_text_explain (mailslot_security_get_kind (self->security)),
                   FALSE);
    }
  allow_to_watch (self);
}

/* What the system does by itself stands first. On Linux that is “user”, which is not
 * named so here: a slot that listens with the default is not to be created anew. */
static void
fill_security_combo (SwWatchDialog *self)
{
  GtkComboBoxText *combo = self->security_combo;
  gboolean has_sddl = mailslot_security_has_sddl ();

  if (has_sddl)
    gtk_combo_box_text_append (combo, "default", _ ("As Windows does by itself"));
  gtk_combo_box_text_append (combo,
                             has_sddl ? "user" : "default",
                             _ ("Programs of this user"));
  gtk_combo_box_text_append (combo, "everyone", _ ("Everyone on this computer"));
  if (has_sddl)
    gtk_combo_box_text_append (combo, NULL, _ ("As an SDDL string says"));
  gtk_combo_box_set_active (GTK_COMBO_BOX (combo), 0);
}

/* ---- Life ---- */

static void
sw_watch_dialog_finalize (GObject *object)
{
  SwWatchDialog *self = SW_WATCH_DIALOG (object);

  g_clear_pointer (&self->address, mailslot_address_unref);
  g_clear_pointer (&self->security, mailslot_security_unref);

  G_OBJECT_CLASS (sw_watch_dialog_parent_class)->finalize (object);
}

static void
sw_watch_dialog_class_init (SwWatchDialogClass *klass)
{
  GtkWidgetClass *widget_class = GTK_WIDGET_CLASS (klass);

  G_OBJECT_CLASS (klass)->finalize = sw_watch_dialog_finalize;

  gtk_widget_class_set_template_from_resource (
      widget_class,
      "/io/github/slotwatch/Slotwatch/sw-watch-dialog.ui");
  gtk_widget_class_bind_template_child (widget_class, SwWatchDialog, slot_entry);
  gtk_widget_class_bind_template_child (widget_class, SwWatchDialog, answer_label);
  gtk_widget_class_bind_template_child (widget_class, SwWatchDialog, security_combo);
  gtk_widget_class_bind_template_child (widget_class, SwWatchDialog, sddl_entry);
  gtk_widget_class_bind_template_child (widget_class, SwWatchDialog, security_label);
  gtk_widget_class_bind_template_callback (widget_class, validate_cb);
  gtk_widget_class_bind_template_callback (widget_class, validate_security_cb);
}

static void
sw_watch_dialog_init (SwWatchDialog *self)
{
  gtk_widget_init_template (GTK_WIDGET (self));
  sw_hyphens_forbid (self->answer_label);
  sw_hyphens_forbid (self->security_label);
  gtk_dialog_set_default_response (GTK_DIALOG (self), GTK_RESPONSE_OK);
  fill_security_combo (self);
  validate_cb (self);
}

GtkWidget *
sw_watch_dialog_new (GtkWindow *parent)
{
  /* The header bar follows the native frame of the window, whatever the theme says. */
  return g_object_new (SW_TYPE_WATCH_DIALOG,
                       "transient-for",
                       parent,
                       "use-header-bar",
                       FALSE,
                       NULL);
}

MailslotAddress *
sw_watch_dialog_get_address (SwWatchDialog *self)
{
  g_return_val_if_fail (SW_IS_WATCH_DIALOG (self), NULL);
  return self->address;
}

MailslotSecurity *
sw_watch_dialog_get_security (SwWatchDialog *self)
{
  g_return_val_if_fail (SW_IS_WATCH_DIALOG (self), NULL);
  return self->security;
}
