/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "config.h"

#include "session/sw-pages.h"

#include <windows.h>

/* A multiple of every page size that Windows has. */
#define GRANULARITY ((gsize) 64 << 10)

gpointer
sw_pages_alloc (gsize size)
{
  gpointer pages = VirtualAlloc (NULL, size, MEM_RESERVE | MEM_COMMIT, PAGE_READWRITE);

  if (pages == NULL)
    g_error ("Cannot get %" G_GSIZE_FORMAT " bytes of memory", size);
  return pages;
}

void
sw_pages_prepare (gpointer pages, gsize size)
{
  /* Windows only reads ahead what there is; it makes pages one by one. */
}

gsize
sw_pages_shrink (gpointer pages, gsize size, gsize n_used)
{
  gsize n_kept = (n_used + GRANULARITY - 1) / GRANULARITY * GRANULARITY;

  if (n_kept >= size
      || !VirtualFree ((guint8 *) pages + n_kept, size - n_kept, MEM_DECOMMIT))
    return size;
  return n_kept;
}

void
sw_pages_free (gpointer pages, gsize size)
{
  VirtualFree (pages, 0, MEM_RELEASE);
}
