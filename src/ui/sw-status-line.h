/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include <gtk/gtk.h>

#include "ui/sw-log-text.h"
#include "ui/sw-network-button.h"

G_BEGIN_DECLS

/**
 * SwStatus:
 * @n_messages: messages that are kept
 * @n_shown: those that match the filter
 * @is_filtered: whether there is a filter
 * @rate: messages a second, of all slots
 * @n_malformed: damaged messages that were refused and are lost
 * @log: the limits, and what was dropped because of them
 * @n_unseen: messages that came while the view did not move
 * @is_paused: whether the view is frozen
 * @n_gone: messages of the frozen view that are not kept any more
 * @network: from where messages of other computers come
 */
typedef struct
{
  guint64 n_messages;
  guint64 n_shown;
  gboolean is_filtered;
  guint64 rate;
  guint64 n_malformed;
  guint64 n_unseen;
  gboolean is_paused;
  guint64 n_gone;
  SwLogFacts log;
  SwNetworkFacts network;
} SwStatus;

/**
 * SwStatusLine:
 *
 * What is going on, in one line of words. Says what is lost only if something is.
 */
#define SW_TYPE_STATUS_LINE (sw_status_line_get_type ())
G_DECLARE_FINAL_TYPE (SwStatusLine, sw_status_line, SW, STATUS_LINE, GtkBin)

GtkWidget *sw_status_line_new (void);

void sw_status_line_show (SwStatusLine *self, const SwStatus *status);

/** @is_live: whether messages can come, %TRUE at first: else their rate is nothing */
void sw_status_line_set_is_live (SwStatusLine *self, gboolean is_live);

/** Opens the popover on the network, with the focus in it. */
void sw_status_line_pop_up_network (SwStatusLine *self);

/**
 * sw_status_line_set_recording:
 * @file: (nullable): the file that every message is appended to
 */
void sw_status_line_set_recording (SwStatusLine *self, GFile *file);

/**
 * sw_status_line_set_journal:
 * @text: (nullable): how the recording goes
 * @file: where to
 */
void sw_status_line_set_journal (SwStatusLine *self, const char *text, const char *file);

/**
 * sw_status_line_set_note:
 * @note: (nullable): what was done last
 *
 * Shows @note until it is replaced.
 */
void sw_status_line_set_note (SwStatusLine *self, const char *note);

G_END_DECLS
