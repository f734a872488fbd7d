/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "config.h"
#include "ui/sw-hyphens.h"

/* GtkBuilder does not know this attribute and leaves it out without a word. */
void
sw_hyphens_forbid (GtkLabel *label)
{
  PangoAttrList *others = gtk_label_get_attributes (label);
  g_autoptr (PangoAttrList) attributes =
      others != NULL ? pango_attr_list_copy (others) : pango_attr_list_new ();

  pango_attr_list_insert (attributes, pango_attr_insert_hyphens_new (FALSE));
  gtk_label_set_attributes (label, attributes);
}
