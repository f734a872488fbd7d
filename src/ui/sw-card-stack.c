/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "config.h"
#include "ui/sw-card-stack.h"

#include <glib/gi18n-lib.h>

/** More would leave no room for the messages. */
#define MAX_SHOWN 2

struct _SwCardStack
{
  GtkBox parent_instance;

  GHashTable *cards; /* (owned) key to SwErrorCard (unowned: the box has it) */

  /* template children */
  GtkBox *box;
  GtkLabel *more_label;
};

enum
{
  PROP_N_CARDS = 1,
  N_PROPERTIES
};
static GParamSpec *properties[N_PROPERTIES];

G_DEFINE_FINAL_TYPE (SwCardStack, sw_card_stack, GTK_TYPE_BOX)

static void
show_newest (SwCardStack *self)
{
  g_autoptr (GList) cards = gtk_container_get_children (GTK_CONTAINER (self->box));
  guint n_cards = 0;
  guint n_hidden;
  g_autofree char *text = NULL;

  for (GList *l = cards; l != NULL; l = l->next)
    gtk_widget_set_visible (l->data, n_cards++ < MAX_SHOWN);

  n_hidden = n_cards > MAX_SHOWN ? n_cards - MAX_SHOWN : 0;
  text = g_strdup_printf (ngettext ("and %u more error", "and %u more errors", n_hidden),
                          n_hidden);
  gtk_label_set_text (self->more_label, text);
  gtk_widget_set_visible (GTK_WIDGET (self->more_label), n_hidden > 0);
}

static void
update (SwCardStack *self)
{
  show_newest (self);
  g_object_notify_by_pspec (G_OBJECT (self), properties[PROP_N_CARDS]);
}

static gboolean
is_card (gpointer key, gpointer value, gpointer card)
{
  return value == card;
}

static void
card_dismissed_cb (SwCardStack *self, SwErrorCard *card)
{
  g_hash_table_foreach_remove (self->cards, is_card, card);
  gtk_widget_destroy (GTK_WIDGET (card));
  update (self);
}

void
sw_card_stack_add (SwCardStack *self, const char *key, SwErrorCard *card)
{
  g_return_if_fail (SW_IS_CARD_STACK (self));
  g_return_if_fail (SW_IS_ERROR_CARD (card));

  sw_card_stack_remove (self, key);
  g_hash_table_insert (self->cards, g_strdup (key), card);
  gtk_box_pack_start (self->box, GTK_WIDGET (card), FALSE, FALSE, 0);
  gtk_box_reorder_child (self->box, GTK_WIDGET (card), 0);
  g_signal_connect_object (card,
                           "dismissed",
                           G_CALLBACK (card_dismissed_cb),
                           self,
                           G_CONNECT_SWAPPED);
  update (self);
}

void
sw_card_stack_remove (SwCardStack *self, const char *key)
{
  SwErrorCard *card;

  g_return_if_fail (SW_IS_CARD_STACK (self));

  card = g_hash_table_lookup (self->cards, key);
  if (card != NULL)
    card_dismissed_cb (self, card);
}

void
sw_card_stack_dismiss_top (SwCardStack *self)
{
  g_autoptr (GList) children = NULL;

  g_return_if_fail (SW_IS_CARD_STACK (self));

  children = gtk_container_get_children (GTK_CONTAINER (self->box));
  if (children != NULL)
    sw_error_card_dismiss (children->data);
}

guint
sw_card_stack_get_n_cards (SwCardStack *self)
{
  g_return_val_if_fail (SW_IS_CARD_STACK (self), 0);
  return g_hash_table_size (self->cards);
}

static void
sw_card_stack_get_property (GObject *object, guint id, GValue *value, GParamSpec *pspec)
{
  if (id == PROP_N_CARDS)
    g_value_set_uint (value, sw_card_stack_get_n_cards (SW_CARD_STACK (object)));
  else
    G_OBJECT_WARN_INVALID_PROPERTY_ID (object, id, pspec);
}

/* The cards wrap. Containers find out by asking their children, and what they found while
 * there was no card yet, they keep: a card came out as high as its shortest form. */
static GtkSizeRequestMode
sw_card_stack_get_request_mode (GtkWidget *widget)
{
  return GTK_SIZE_REQUEST_HEIGHT_FOR_WIDTH;
}

static void
sw_card_stack_finalize (GObject *object)
{
  g_hash_table_unref (SW_CARD_STACK (object)->cards);

  G_OBJECT_CLASS (sw_card_stack_parent_class)->finalize (object);
}

static void
sw_card_stack_class_init (SwCardStackClass *klass)
{
  GObjectClass *object_class = G_OBJECT_CLASS (klass);
  GtkWidgetClass *widget_class = GTK_WIDGET_CLASS (klass);

  object_class->get_property = sw_card_stack_get_property;
  object_class->finalize = sw_card_stack_finalize;
  widget_class->get_request_mode = sw_card_stack_get_request_mode;

  properties[PROP_N_CARDS] =
      g_param_spec_uint ("n-cards",
                         NULL,
                         NULL,
                         0,
                         G_MAXUINT,
                         0,
                         G_PARAM_READABLE | G_PARAM_STATIC_STRINGS);
  g_object_class_install_properties (object_class, N_PROPERTIES, properties);

  gtk_widget_class_set_template_from_resource (
      widget_class,
      "/io/github/slotwatch/Slotwatch/sw-card-stack.ui");
  gtk_widget_class_bind_template_child (widget_class, SwCardStack, box);
  gtk_widget_class_bind_template_child (widget_class, SwCardStack, more_label);
}

static void
sw_card_stack_init (SwCardStack *self)
{
  self->cards = g_hash_table_new_full (g_str_hash, g_str_equal, g_free, NULL);
  gtk_widget_init_template (GTK_WIDGET (self));
}

GtkWidget *
sw_card_stack_new (void)
{
  return g_object_new (SW_TYPE_CARD_STACK, NULL);
}
