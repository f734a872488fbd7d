/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "config.h"

#include "session/sw-file-open-private.h"

#include <glib/gstdio.h>

/* What Windows calls a file never waits for somebody to write to it. */
FILE *
sw_file_open_at_once (const char *path)
{
  return g_fopen (path, "rb");
}
