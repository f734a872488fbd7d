/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "config.h"
#include "ui/sw-target-combo.h"

struct _SwTargetCombo
{
  GtkComboBoxText parent_instance;

  GStrv slots; /* (owned) what the list offers */
};

G_DEFINE_FINAL_TYPE (SwTargetCombo, sw_target_combo, GTK_TYPE_COMBO_BOX_TEXT)

static GStrv
list_slots (void)
{
  g_autoptr (GError) error = NULL;
  g_autoptr (GPtrArray) addresses = mailslot_directory_list (&error);
  g_autoptr (GStrvBuilder) slots = g_strv_builder_new ();

  /* Where the system does not tell, the list is empty and the field works all the same.
   */
  if (addresses == NULL)
    g_debug ("cannot list the slots: %s", error->message);
  for (guint i = 0; addresses != NULL && i < addresses->len; i++)
    {
      MailslotAddress *address = g_ptr_array_index (addresses, i);
      g_strv_builder_add (slots, mailslot_address_to_string (address));
    }
  return g_strv_builder_end (slots);
}

static void
refresh (SwTargetCombo *self)
{
  GtkComboBoxText *combo = GTK_COMBO_BOX_TEXT (self);
  g_auto (GStrv) slots = list_slots ();

  if (self->slots != NULL
      && g_strv_equal ((const char *const *) slots, (const char *const *) self->slots))
    return;

  gtk_combo_box_text_remove_all (combo);
  for (guint i = 0; slots[i] != NULL; i++)
    gtk_combo_box_text_append_text (combo, slots[i]);
  g_strfreev (self->slots);
  self->slots = g_steal_pointer (&slots);
}

static gboolean
child_reached_cb (SwTargetCombo *self)
{
  refresh (self);
  return GDK_EVENT_PROPAGATE;
}

/* The field and the button beside it: one of them is reached before the list can open. */
static void
connect_child (GtkWidget *child, gpointer self)
{
  g_signal_connect_object (child,
                           "enter-notify-event",
                           G_CALLBACK (child_reached_cb),
                           self,
                           G_CONNECT_SWAPPED);
  g_signal_connect_object (child,
                           "focus-in-event",
                           G_CALLBACK (child_reached_cb),
                           self,
                           G_CONNECT_SWAPPED);
}

static void
sw_target_combo_map (GtkWidget *widget)
{
  refresh (SW_TARGET_COMBO (widget));
  GTK_WIDGET_CLASS (sw_target_combo_parent_class)->map (widget);
}

static void
sw_target_combo_constructed (GObject *object)
{
  G_OBJECT_CLASS (sw_target_combo_parent_class)->constructed (object);
  gtk_container_forall (GTK_CONTAINER (object), connect_child, object);
}

static void
sw_target_combo_finalize (GObject *object)
{
  g_clear_pointer (&SW_TARGET_COMBO (object)->slots, g_strfreev);

  G_OBJECT_CLASS (sw_target_combo_parent_class)->finalize (object);
}

static void
sw_target_combo_class_init (SwTargetComboClass *klass)
{
  GObjectClass *object_class = G_OBJECT_CLASS (klass);

  object_class->constructed = sw_target_combo_constructed;
  object_class->finalize = sw_target_combo_finalize;
  GTK_WIDGET_CLASS (klass)->map = sw_target_combo_map;
}

static void
sw_target_combo_init (SwTargetCombo *self)
{
}

GtkWidget *
sw_target_combo_new (void)
{
  return g_object_new (SW_TYPE_TARGET_COMBO, "has-entry", TRUE, NULL);
}

static GtkEntry *
get_entry (SwTargetCombo *self)
{
  return GTK_ENTRY (gtk_bin_get_child (GTK_BIN (self)));
}

const char *
sw_target_combo_get_text (SwTargetCombo *self)
{
  g_return_val_if_fail (SW_IS_TARGET_COMBO (self), NULL);
  return gtk_entry_get_text (get_entry (self));
}

void
sw_target_combo_set_text (SwTargetCombo *self, const char *text)
{
  g_return_if_fail (SW_IS_TARGET_COMBO (self));
  gtk_entry_set_text (get_entry (self), text);
}

MailslotAddress *
sw_target_combo_parse (SwTargetCombo *self, GError **error)
{
  g_return_val_if_fail (SW_IS_TARGET_COMBO (self), NULL);
  return mailslot_address_parse (sw_target_combo_get_text (self), error);
}
