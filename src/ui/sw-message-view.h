/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include "ui/sw-message-rows.h"

G_BEGIN_DECLS

/**
 * SwMessageView:
 *
 * A #GtkTreeView for #SwMessageRows, in everything but how it draws: the texts of its
 * cells, which are printable ASCII in most lists of messages, it draws itself, all of a
 * column at once. It looks the same; where it would not, #GtkTreeView draws.
 */
#define SW_TYPE_MESSAGE_VIEW (sw_message_view_get_type ())
G_DECLARE_FINAL_TYPE (SwMessageView, sw_message_view, SW, MESSAGE_VIEW, GtkTreeView)

/**
 * sw_message_view_bind_column:
 * @column: one with one #GtkCellRendererText, which cuts text that is too long
 * @model_column: what it shows: a column of #SwMessageRows with strings
 *
 * Texts of columns that are not bound are drawn by their cell renderer.
 */
void sw_message_view_bind_column (SwMessageView *self,
                                  GtkTreeViewColumn *column,
                                  SwMessageColumn model_column);

/** Returns: whether it drew itself so far: since the last change of font or theme, no row
 * was found that would look different */
gboolean sw_message_view_is_fast (SwMessageView *self);

G_END_DECLS
