/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "config.h"

#include "session/sw-pages.h"

#include <windows.h>

gpointer
sw_pages_alloc (gsize size)
{
  gpointer pages = VirtualAlloc (NULL, size, MEM_RESERVE | MEM_COMMIT, PAGE_READWRITE);

  if (pages == NULL)
    g_error ("Cannot get %" G_GSIZE_FORMAT " bytes of memory", size);
  return pages;
}

void
sw_pages_free (gpointer pages, gsize size)
{
  VirtualFree (pages, 0, MEM_RELEASE);
}
