/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include <gtk/gtk.h>

#include "ui/sw-error-card.h"

G_BEGIN_DECLS

/**
 * SwCardStack:
 *
 * The one place of a window where errors are shown: the newest cards on top, one for
 * each matter; how many older ones wait below is said in words.
 *
 * Property "n-cards" (guint, read-only) notifies.
 */
#define SW_TYPE_CARD_STACK (sw_card_stack_get_type ())
G_DECLARE_FINAL_TYPE (SwCardStack, sw_card_stack, SW, CARD_STACK, GtkBox)

GtkWidget *sw_card_stack_new (void);

/**
 * sw_card_stack_add:
 * @key: the matter; an older card of the same matter goes
 * @card: (transfer floating): the card, on top from now on
 */
void sw_card_stack_add (SwCardStack *self, const char *key, SwErrorCard *card);

/** Takes the card of the matter @key away, if there is one. */
void sw_card_stack_remove (SwCardStack *self, const char *key);

/** Takes the card on top away, if there is one. */
void sw_card_stack_dismiss_top (SwCardStack *self);

guint sw_card_stack_get_n_cards (SwCardStack *self);

G_END_DECLS
