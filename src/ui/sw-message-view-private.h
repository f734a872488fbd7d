/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include "ui/sw-message-rows.h"
#include "ui/sw-message-view.h"
#include "ui/sw-plain-text.h"

G_BEGIN_DECLS

/* What is special about a row, as bits */
typedef enum
{
  SW_ROW_IS_SELECTED = 1 << 0,
  SW_ROW_IS_HOVERED = 1 << 1,
  SW_ROW_IS_CURSOR = 1 << 2,
  SW_N_ROW_KINDS = 1 << 3,
} SwRowKind;

typedef struct
{
  GtkTreeViewColumn *tree_column; /* (unowned) */
  GtkCellRenderer *renderer;      /* (unowned) */
  GdkRectangle background;        /* of row 0, in coordinates of the bin window */
  GdkRectangle cell;              /* of row 0: what the text is clipped to */
  SwPlainTextPlace place;         /* of the text in row 0 */
  SwMessageColumn model_column;   /* SW_MESSAGE_COLUMN_SERIAL if none is bound */
} SwViewColumn;

struct _SwMessageView
{
  GtkTreeView parent_instance;

  SwPlainText *text;                 /* (owned) (nullable): made for the font */
  gboolean is_known[SW_N_ROW_KINDS]; /* whether the next is */
  gboolean is_right[SW_N_ROW_KINDS]; /* whether such rows look right when we draw them */
  int hovered;                       /* row under the pointer, or -1 */

  /* While it draws */
  SwMessageRows *rows; /* (unowned) */
  GArray *columns;     /* (owned): SwViewColumn of each visible one */
  GArray *kinds;       /* (owned): SwRowKind of each row */
  int row_height;
  int from; /* the first row that is drawn */
  int to;   /* the first after it that is not */
};

/* sw-message-view.c */
void sw_message_view_look_at_columns (SwMessageView *self);
void sw_message_view_look_at_rows (SwMessageView *self);

/** Returns: the row of the cursor, or -1 */
int sw_message_view_find_cursor (SwMessageView *self);

/* sw-message-view-draw.c */

/** Returns: whether sw_message_view_draw_all() can draw and would do it right */
gboolean sw_message_view_can_draw (SwMessageView *self, cairo_t *cr);

void sw_message_view_draw_all (SwMessageView *self, cairo_t *cr);

G_END_DECLS
