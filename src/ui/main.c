/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "config.h"

#include "session/sw-locale.h"
#include "ui/sw-application.h"
#include "ui/sw-platform.h"

int
main (int argc, char **argv)
{
  g_autoptr (SwApplication) application = NULL;

  sw_platform_prepare ();
  sw_locale_init ();

  application = sw_application_new ();
  return g_application_run (G_APPLICATION (application), argc, argv);
}
