/* SPDX-License-Identifier: LGPL-2.1-or-later */
#include "config.h"
#include "mailslot/netbios/netbios-intern.h"

#include "mailslot/netbios/netbios-digest.h"

#include <string.h>

#define MAX_ENTRIES 1024

/* A key of the table; the bytes of one that stays there follow it. */
typedef struct
{
  guint hash;
  gsize size;
  gconstpointer bytes;
} Key;

struct _NetbiosIntern
{
  NetbiosDigestKey digest_key;
  GHashTable *objects; /* (owned) Key to object */
};

static guint
key_hash (gconstpointer key)
{
  return ((const Key *) key)->hash;
}

static gboolean
key_equal (gconstpointer a, gconstpointer b)
{
  const Key *left = a;
  const Key *right = b;

  return left->size == right->size && memcmp (left->bytes, right->bytes, left->size) == 0;
}

NetbiosIntern *
netbios_intern_new (GDestroyNotify unref)
{
  NetbiosIntern *self = g_new0 (NetbiosIntern, 1);

  netbios_digest_key_init_random (&self->digest_key);
  self->objects = g_hash_table_new_full (key_hash, key_equal, g_free, unref);
  return self;
}

void
netbios_intern_free (NetbiosIntern *self)
{
  g_hash_table_unref (self->objects);
  g_free (self);
}

static Key
make_key (NetbiosIntern *self, gconstpointer bytes, gsize size)
{
  NetbiosDigest digest;

  netbios_digest_init (&digest, &self->digest_key);
  netbios_digest_add (&digest, bytes, size);
  return (Key){ (guint) netbios_digest_finish (&digest), size, bytes };
}

gpointer
netbios_intern_find (NetbiosIntern *self, gconstpointer bytes, gsize size)
{
  Key key = make_key (self, bytes, size);

  return g_hash_table_lookup (self->objects, &key);
}

gpointer
netbios_intern_insert (NetbiosIntern *self,
                       gconstpointer bytes,
                       gsize size,
                       gpointer object)
{
  Key *key = g_malloc (sizeof *key + size);

  if (g_hash_table_size (self->objects) == MAX_ENTRIES)
    g_hash_table_remove_all (self->objects);
  *key = make_key (self, bytes, size);
  key->bytes = memcpy (key + 1, bytes, size);
  g_hash_table_insert (self->objects, key, object);
  return object;
}
