/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "config.h"

#include "scripted-dns.h"

struct _ScriptedDns
{
  GResolver parent_instance;

  GMutex lock;
  GHashTable *addresses; /* guarded by lock */
  guint n_requests;      /* guarded by lock */
  gboolean is_hanging;   /* guarded by lock */
  GCancellable *started; /* guarded by lock: (owned) (nullable) */
};

G_DEFINE_FINAL_TYPE (ScriptedDns, scripted_dns, G_TYPE_RESOLVER)

static GList *
hang (GCancellable *cancellable, GError **error)
{
  while (!g_cancellable_set_error_if_cancelled (cancellable, error))
    g_usleep (1000);
  return NULL;
}

static GList *
scripted_dns_lookup (GResolver *resolver,
                     const char *host,
                     GResolverNameLookupFlags flags,
                     GCancellable *cancellable,
                     GError **error)
{
  ScriptedDns *self = SCRIPTED_DNS (resolver);
  const char *address;
  gboolean is_hanging;

  g_assert_cmpint (flags, ==, G_RESOLVER_NAME_LOOKUP_FLAGS_IPV4_ONLY);

  g_mutex_lock (&self->lock);
  self->n_requests++;
  is_hanging = self->is_hanging;
  address = g_hash_table_lookup (self->addresses, host);
  if (self->started != NULL)
    g_cancellable_cancel (self->started);
  g_mutex_unlock (&self->lock);

  if (is_hanging)
    return hang (cancellable, error);
  if (address != NULL)
    return g_list_append (NULL, g_inet_address_new_from_string (address));
  g_set_error (error, G_RESOLVER_ERROR, G_RESOLVER_ERROR_NOT_FOUND, "no “%s”", host);
  return NULL;
}

static void
scripted_dns_finalize (GObject *object)
{
  ScriptedDns *self = SCRIPTED_DNS (object);

  g_hash_table_unref (self->addresses);
  g_clear_object (&self->started);
  g_mutex_clear (&self->lock);

  G_OBJECT_CLASS (scripted_dns_parent_class)->finalize (object);
}

static void
scripted_dns_class_init (ScriptedDnsClass *klass)
{
  G_OBJECT_CLASS (klass)->finalize = scripted_dns_finalize;
  G_RESOLVER_CLASS (klass)->lookup_by_name_with_flags = scripted_dns_lookup;
}

static void
scripted_dns_init (ScriptedDns *self)
{
  g_mutex_init (&self->lock);
  self->addresses = g_hash_table_new_full (g_str_hash, g_str_equal, g_free, g_free);
}

ScriptedDns *
scripted_dns_new (void)
{
  return g_object_new (SCRIPTED_TYPE_DNS, NULL);
}

void
scripted_dns_add (ScriptedDns *self, const char *host, const char *address)
{
  g_mutex_lock (&self->lock);
  g_hash_table_insert (self->addresses, g_strdup (host), g_strdup (address));
  g_mutex_unlock (&self->lock);
}

void
scripted_dns_hang (ScriptedDns *self, GCancellable *started)
{
  g_mutex_lock (&self->lock);
  self->is_hanging = TRUE;
  g_set_object (&self->started, started);
  g_mutex_unlock (&self->lock);
}

guint
scripted_dns_get_n_requests (ScriptedDns *self)
{
  guint n_requests;

  g_mutex_lock (&self->lock);
  n_requests = self->n_requests;
  g_mutex_unlock (&self->lock);
  return n_requests;
}
