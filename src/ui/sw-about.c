/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "config.h"
#include "ui/sw-about.h"

#include <glib/gi18n-lib.h>

void
sw_about_show (GtkWindow *parent)
{
  gtk_show_about_dialog (parent,
                         "program-name",
                         _ ("Slotwatch"),
                         "logo-icon-name",
                         APPLICATION_ID,
                         "version",
                         VERSION,
                         "comments",
                         _ ("Watches mailslots live and sends test messages"),
                         "copyright",
                         _ ("© 2026 the Slotwatch authors"),
                         "license-type",
                         GTK_LICENSE_GPL_3_0,
                         /* Translators: put your name here, one a line. */
                         "translator-credits",
                         _ ("translator-credits"),
                         NULL);
}
