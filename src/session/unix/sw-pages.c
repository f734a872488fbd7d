/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "config.h"

#include "session/sw-pages.h"

#include <sys/mman.h>

gpointer
sw_pages_alloc (gsize size)
{
  gpointer pages =
      mmap (NULL, size, PROT_READ | PROT_WRITE, MAP_PRIVATE | MAP_ANONYMOUS, -1, 0);

  if (pages == MAP_FAILED)
    g_error ("Cannot get %" G_GSIZE_FORMAT " bytes of memory", size);
  return pages;
}

void
sw_pages_free (gpointer pages, gsize size)
{
  munmap (pages, size);
}
