/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include <gtk/gtk.h>

G_BEGIN_DECLS

/**
 * SwErrorCard:
 *
 * One failure in words: what failed, why, what to do, a command if one helps, and the
 * number by which Windows administrators know it.
 *
 * Signals:
 * - "retry": the person wants to try again
 * - "dismissed": the person has read it
 */
#define SW_TYPE_ERROR_CARD (sw_error_card_get_type ())
G_DECLARE_FINAL_TYPE (SwErrorCard, sw_error_card, SW, ERROR_CARD, GtkInfoBar)

/**
 * sw_error_card_new:
 * @title: what failed, in the user's language
 * @error: why
 */
GtkWidget *sw_error_card_new (const char *title, const GError *error);

/** Sets whether there is a button to try again. */
void sw_error_card_set_can_retry (SwErrorCard *self, gboolean can_retry);

/** Says what to do about it (nullable), instead of mailslot_error_get_advice(). */
void sw_error_card_set_advice (SwErrorCard *self, const char *advice);

/** Shows a command that helps (nullable), instead of that of sw_error_command_new(). */
void sw_error_card_set_command (SwErrorCard *self, const char *command);

/** Does what the button "Dismiss" does. */
void sw_error_card_dismiss (SwErrorCard *self);

/**
 * sw_error_sentence_new:
 *
 * Errors begin in lower case, to follow a colon on a terminal; in a window they stand
 * alone.
 *
 * Returns: (transfer full): @message, beginning in upper case
 */
char *sw_error_sentence_new (const char *message);

G_END_DECLS
