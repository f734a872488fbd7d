/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "config.h"
#include "ui/sw-window-title.h"

#include <glib/gi18n-lib.h>

static char *
slots_new (const char *slot, guint n_more)
{
  if (slot == NULL)
    return g_strdup (_ ("Slotwatch"));
  if (n_more == 0)
    /* Translators: the title of the window; %s is a slot, such as \\.\mailslot\x. */
    return g_strdup_printf (_ ("%s — Slotwatch"), slot);

  /* Translators: the title of the window; %1$s is a slot, such as \\.\mailslot\x. */
  return g_strdup_printf (ngettext ("%1$s and %2$u more — Slotwatch",
                                    "%1$s and %2$u more — Slotwatch",
                                    n_more),
                          slot,
                          n_more);
}

char *
sw_window_title_new (guint64 n_messages, const char *slot, guint n_more)
{
  g_autofree char *slots = slots_new (slot, n_more);

  if (n_messages == 0)
    return g_steal_pointer (&slots);
  return g_strdup_printf ("(%" G_GUINT64_FORMAT ") %s", n_messages, slots);
}
