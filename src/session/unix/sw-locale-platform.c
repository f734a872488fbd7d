/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "config.h"
#include "session/sw-locale-private.h"

#include <glib/gi18n-lib.h>

void
sw_locale_platform_take_language (void)
{
  /* The environment has it already. */
}

char *
sw_locale_platform_dup_folder (void)
{
  return g_strdup (LOCALEDIR);
}

void
sw_locale_platform_bind (const char *folder)
{
  bindtextdomain (GETTEXT_PACKAGE, folder);
}
