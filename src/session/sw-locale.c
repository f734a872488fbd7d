/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "config.h"
#include "session/sw-locale.h"

#include "session/sw-locale-private.h"

#include <glib/gi18n-lib.h>
#include <locale.h>

void
sw_locale_init (void)
{
  g_autofree char *folder = g_strdup (g_getenv ("SLOTWATCH_LOCALEDIR"));

  sw_locale_platform_take_language ();
  setlocale (LC_ALL, "");

  if (folder == NULL)
    folder = sw_locale_platform_dup_folder ();
  sw_locale_platform_bind (folder);
  bind_textdomain_codeset (GETTEXT_PACKAGE, "UTF-8");
  textdomain (GETTEXT_PACKAGE);
}
