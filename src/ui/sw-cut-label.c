/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "config.h"
#include "ui/sw-cut-label.h"

static gboolean
query_tooltip_cb (GtkLabel *label,
                  int x,
                  int y,
                  gboolean is_keyboard,
                  GtkTooltip *tooltip,
                  gpointer data)
{
  if (!pango_layout_is_ellipsized (gtk_label_get_layout (label)))
    return FALSE;
  gtk_tooltip_set_text (tooltip, gtk_label_get_text (label));
  return TRUE;
}

void
sw_cut_label_tell (GtkLabel *label)
{
  g_return_if_fail (GTK_IS_LABEL (label));

  gtk_widget_set_has_tooltip (GTK_WIDGET (label), TRUE);
  g_signal_connect (label, "query-tooltip", G_CALLBACK (query_tooltip_cb), NULL);
}

static void
allow_cb (GtkWidget *widget, gpointer data)
{
  const int *min_chars = data;

  if (GTK_IS_CONTAINER (widget))
    gtk_container_forall (GTK_CONTAINER (widget), allow_cb, data);
  if (!GTK_IS_LABEL (widget))
    return;
  gtk_label_set_ellipsize (GTK_LABEL (widget), PANGO_ELLIPSIZE_END);
  gtk_label_set_width_chars (GTK_LABEL (widget), *min_chars);
  sw_cut_label_tell (GTK_LABEL (widget));
}

void
sw_cut_label_allow (GtkWidget *widget, int min_chars)
{
  g_return_if_fail (GTK_IS_WIDGET (widget));

  allow_cb (widget, &min_chars);
}
