/* SPDX-License-Identifier: LGPL-2.1-or-later */
#include "config.h"
#include "mailslot/netbios/netbios-recent.h"

/* A thing has its place in one row of a few places; a new one takes the place of the
 * oldest in its row. The rows are powers of two so that the digest's low bits choose. */
#define N_ROWS 4096
#define N_PLACES 4

typedef struct
{
  guint64 digest;
  guint64 way;
  gint64 end_us; /* when it is forgotten; 0 where nothing is */
} Place;

struct _NetbiosRecent
{
  gint64 window_us;
  Place places[N_ROWS][N_PLACES];
};

NetbiosRecent *
netbios_recent_new (gint64 window_us)
{
  NetbiosRecent *self = g_new0 (NetbiosRecent, 1);

  self->window_us = window_us;
  return self;
}

void
netbios_recent_free (NetbiosRecent *self)
{
  g_free (self);
}

gboolean
netbios_recent_find (NetbiosRecent *self, guint64 digest, gint64 now_us, guint64 *way)
{
  const Place *row = self->places[digest % N_ROWS];

  for (gsize i = 0; i < N_PLACES; i++)
    if (row[i].digest == digest && row[i].end_us > now_us)
      {
        *way = row[i].way;
        return TRUE;
      }
  return FALSE;
}

void
netbios_recent_note (NetbiosRecent *self, guint64 digest, gint64 now_us, guint64 way)
{
  Place *row = self->places[digest % N_ROWS];
  Place *chosen = &row[0];

  for (gsize i = 0; i < N_PLACES && chosen->digest != digest; i++)
    if (row[i].digest == digest || row[i].end_us < chosen->end_us)
      chosen = &row[i];
  *chosen = (Place){ digest, way, now_us + self->window_us };
}
