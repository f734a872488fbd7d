/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "config.h"

#include "session/sw-pages.h"

#include <sys/mman.h>

/* A multiple of every page size that Linux has. */
#define GRANULARITY ((gsize) 64 << 10)

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
sw_pages_prepare (gpointer pages, gsize size)
{
  /* Linux before 5.14 does not know it, and then makes them one by one. */
  madvise (pages, size, MADV_POPULATE_WRITE);
}

gsize
sw_pages_shrink (gpointer pages, gsize size, gsize n_used)
{
  gsize n_kept = (n_used + GRANULARITY - 1) / GRANULARITY * GRANULARITY;

  if (n_kept >= size || munmap ((guint8 *) pages + n_kept, size - n_kept) != 0)
    return size;
  return n_kept;
}

void
sw_pages_free (gpointer pages, gsize size)
{
  munmap (pages, size);
}
