/* SPDX-License-Identifier: LGPL-2.1-or-later */
#include "config.h"

#include "mailslot/netbios/netbios-name-cache.h"

typedef struct
{
  char *key; /* (owned) */
  NetbiosResolution resolution;
  gint64 end_time_us;
} Entry;

struct _NetbiosNameCache
{
  GMutex lock;
  GQueue entries; /* guarded by lock: (element-type Entry) (owned), the oldest first */
};

static void
entry_free (gpointer data)
{
  Entry *self = data;

  g_free (self->key);
  g_free (self);
}

NetbiosNameCache *
netbios_name_cache_new (void)
{
  NetbiosNameCache *self = g_new0 (NetbiosNameCache, 1);

  g_mutex_init (&self->lock);
  g_queue_init (&self->entries);
  return self;
}

void
netbios_name_cache_free (NetbiosNameCache *self)
{
  g_queue_clear_full (&self->entries, entry_free);
  g_mutex_clear (&self->lock);
  g_free (self);
}

static void
remove_oldest (NetbiosNameCache *self)
{
  entry_free (g_queue_pop_head (&self->entries));
}

/* All entries live equally long, so the oldest are the first to go. */
static void
remove_stale (NetbiosNameCache *self, gint64 now_us)
{
  while (!g_queue_is_empty (&self->entries))
    {
      Entry *oldest = g_queue_peek_head (&self->entries);

      if (now_us < oldest->end_time_us)
        return;
      remove_oldest (self);
    }
}

static GList *
find_link (NetbiosNameCache *self, const char *key)
{
  for (GList *link = self->entries.head; link != NULL; link = link->next)
    {
      const Entry *entry = link->data;

      if (g_str_equal (entry->key, key))
        return link;
    }
  return NULL;
}

void
netbios_name_cache_insert (NetbiosNameCache *self,
                           const char *key,
                           const NetbiosResolution *resolution,
                           gint64 now_us)
{
  Entry *entry = g_new0 (Entry, 1);
  GList *known;

  entry->key = g_strdup (key);
  entry->resolution = *resolution;
  entry->end_time_us = now_us + NETBIOS_NAME_CACHE_LIFETIME_US;

  g_mutex_lock (&self->lock);
  remove_stale (self, now_us);
  known = find_link (self, key);
  if (known != NULL)
    {
      entry_free (known->data);
      g_queue_delete_link (&self->entries, known);
    }
  if (g_queue_get_length (&self->entries) >= NETBIOS_NAME_CACHE_MAX_NAMES)
    remove_oldest (self);
  g_queue_push_tail (&self->entries, entry);
  g_mutex_unlock (&self->lock);
}

gboolean
netbios_name_cache_find (NetbiosNameCache *self,
                         const char *key,
                         NetbiosResolution *resolution,
                         gint64 now_us)
{
  GList *link;

  g_mutex_lock (&self->lock);
  remove_stale (self, now_us);
  link = find_link (self, key);
  if (link != NULL)
    *resolution = ((Entry *) link->data)->resolution;
  g_mutex_unlock (&self->lock);
  return link != NULL;
}
