/* SPDX-License-Identifier: LGPL-2.1-or-later */
#include "config.h"

#include "mailslot/netbios/netbios-writer-private.h"

#include <string.h>

#include <glib/gi18n-lib.h>

#include "mailslot/mailslot-error.h"
#include "mailslot/mailslot-network-private.h"
#include "mailslot/netbios/netbios-charset.h"
#include "mailslot/netbios/netbios-interfaces.h"
#include "mailslot/netbios/netbios-mailslot-write.h"
#include "mailslot/netbios/netbios-name-cache.h"
#include "mailslot/netbios/netbios-outbound.h"
#include "mailslot/netbios/netbios-resolver.h"

/* The sending end by datagrams. The first write looks for the name; what it finds is kept
 * until a write fails, and no longer than a name is remembered: nobody answers a
 * datagram, so a write that ends well has only left this computer, and may have gone to
 * an address that is another computer's by now. */

#define NETBIOS_TYPE_WRITER (netbios_writer_get_type ())
G_DECLARE_FINAL_TYPE (NetbiosWriter, netbios_writer, NETBIOS, WRITER, MailslotWriter)

struct _NetbiosWriter
{
  MailslotWriter parent_instance;

  MailslotNetwork *network; /* (owned) */
  char *slot_name;          /* (owned): as it stands in the packets */
  gsize max_bytes;
  GArray *interfaces; /* (owned) (nullable): not the computer's but a test's */

  gint64 lifetime_us; /* how long a resolution is kept */
  gboolean is_resolved;
  gint64 resolved_us; /* when, by the monotonic clock */
  NetbiosResolution resolution;

  GSocket *socket;            /* (owned) (nullable): on no particular port */
  MailslotWriter *own_writer; /* (owned) (nullable): if the name is ours */
};

G_DEFINE_FINAL_TYPE (NetbiosWriter, netbios_writer, MAILSLOT_TYPE_WRITER)

static MailslotAddress *
get_address (NetbiosWriter *self)
{
  return mailslot_writer_get_address (MAILSLOT_WRITER (self));
}

static gboolean
find_target (NetbiosWriter *self, GCancellable *cancellable, GError **error)
{
  MailslotAddress *address = get_address (self);
  NetbiosResolver *resolver = mailslot_network_get_resolver (self->network);
  const char *host = mailslot_address_get_host (address);
  guint8 suffix = mailslot_address_get_suffix (address);
  NetbiosResolution *found = &self->resolution;

  switch (mailslot_address_get_scope (address))
    {
    case MAILSLOT_SCOPE_HOST:
      return netbios_resolver_find_host (resolver,
                                         host,
                                         suffix,
                                         found,
                                         cancellable,
                                         error);
    case MAILSLOT_SCOPE_OWN_DOMAIN:
      host = NULL;
      G_GNUC_FALLTHROUGH;
    case MAILSLOT_SCOPE_DOMAIN:
    case MAILSLOT_SCOPE_LOCAL:
    default:
      return netbios_resolver_find_domain (resolver,
                                           host,
                                           suffix,
                                           found,
                                           cancellable,
                                           error);
    }
}

static gboolean
resolve (NetbiosWriter *self, GCancellable *cancellable, GError **error)
{
  gint64 now_us = g_get_monotonic_time ();

  if (self->is_resolved && now_us - self->resolved_us < self->lifetime_us)
    return TRUE;
  self->is_resolved = find_target (self, cancellable, error);
  self->resolved_us = now_us;
  return self->is_resolved;
}

static gboolean
open_own_writer (NetbiosWriter *self, GError **error)
{
  g_autoptr (MailslotAddress) local =
      mailslot_address_new_local (mailslot_address_get_name (get_address (self)), error);

  if (local != NULL)
    self->own_writer = mailslot_writer_open_on (local, self->network, error);
  return self->own_writer != NULL;
}

/* Writes to the slot on this computer. One that is gone may have come back since. */
static gboolean
write_own (NetbiosWriter *self,
           const NetbiosMailslotWrite *message,
           GCancellable *cancellable,
           GError **error)
{
  const int timeout_ms = mailslot_writer_get_timeout (MAILSLOT_WRITER (self));
  gboolean was_open = self->own_writer != NULL;
  g_autoptr (GError) failure = NULL;

  if (!was_open && !open_own_writer (self, error))
    return FALSE;
  mailslot_writer_set_timeout (self->own_writer, timeout_ms);
  if (mailslot_writer_write (self->own_writer,
                             message->data,
                             message->size,
                             cancellable,
                             &failure))
    return TRUE;
  if (g_error_matches (failure, MAILSLOT_ERROR, MAILSLOT_ERROR_CLOSED))
    {
      g_clear_object (&self->own_writer);
      if (was_open)
        return write_own (self, message, cancellable, error);
    }
  g_propagate_error (error, g_steal_pointer (&failure));
  return FALSE;
}

/* The datagram port may open or close between two messages. */
static GSocket *
get_socket (NetbiosWriter *self, GError **error)
{
  GSocket *shared = mailslot_network_dup_datagram_socket (self->network);

  if (shared != NULL)
    return shared;
  if (self->socket == NULL)
    self->socket = netbios_outbound_open_socket (error);
  return self->socket != NULL ? g_object_ref (self->socket) : NULL;
}

static gboolean
send_by_route (const NetbiosOutbound *outbound,
               GSocket *socket,
               const guint8 target[4],
               GError **error)
{
  guint8 source[4];

  return netbios_outbound_find_source (outbound, target, source, error)
         && netbios_outbound_send (outbound, socket, source, target, error);
}

/* A computer with several addresses gets the message at the first that it can be sent to.
 */
static gboolean
send_unique (NetbiosWriter *self,
             const NetbiosOutbound *outbound,
             GSocket *socket,
             GError **error)
{
  GError *first_error = NULL;

  for (guint i = 0; i < self->resolution.n_addresses; i++)
    {
      if (send_by_route (outbound,
                         socket,
                         self->resolution.addresses[i],
                         first_error == NULL ? &first_error : NULL))
        {
          g_clear_error (&first_error);
          return TRUE;
        }
      if (g_cancellable_is_cancelled (outbound->cancellable))
        break;
    }
  g_propagate_error (error, first_error);
  return FALSE;
}

/* Whether an interface before number @index has the same network: the system sends by one
 * adapter anyway. */
static gboolean
is_network_served (GArray *interfaces, guint index)
{
  const NetbiosInterface *entries = (const NetbiosInterface *) interfaces->data;

  for (guint i = 0; i < index; i++)
    if (memcmp (entries[i].broadcast, entries[index].broadcast, 4) == 0)
      return TRUE;
  return FALSE;
}

/* Sends to everybody on our networks and to those members beyond whom a WINS server
 * named. Returns by how many ways it went out; @first_error says why another was closed.
 */
static guint
send_each (NetbiosWriter *self,
           const NetbiosOutbound *outbound,
           GSocket *socket,
           GArray *interfaces,
           GError **first_error)
{
  guint n_sent = 0;

  for (guint i = 0; i < interfaces->len; i++)
    {
      const NetbiosInterface *own = &g_array_index (interfaces, NetbiosInterface, i);

      if (!is_network_served (interfaces, i)
          && netbios_outbound_send (outbound,
                                    socket,
                                    own->address,
                                    own->broadcast,
                                    *first_error == NULL ? first_error : NULL))
        n_sent++;
    }
  for (guint i = 0; i < self->resolution.n_addresses; i++)
    if (send_by_route (outbound,
                       socket,
                       self->resolution.addresses[i],
                       *first_error == NULL ? first_error : NULL))
      n_sent++;
  return n_sent;
}

static gboolean
send_group (NetbiosWriter *self,
            const NetbiosOutbound *outbound,
            GSocket *socket,
            GError **error)
{
  g_autoptr (GArray) interfaces = NULL;
  GError *first_error = NULL;
  guint n_sent;

  if (self->interfaces != NULL)
    interfaces = g_array_ref (self->interfaces);
  else
    interfaces = netbios_interfaces_list (error);
  if (interfaces == NULL)
    return FALSE;
  if (interfaces->len == 0 && self->resolution.n_addresses == 0)
    {
      g_set_error (error,
                   MAILSLOT_ERROR,
                   MAILSLOT_ERROR_NETWORK_DOWN,
                   _ ("Cannot send to %s: no network adapter can broadcast"),
                   mailslot_address_to_string (outbound->address));
      return FALSE;
    }
  /* What left by one way is sent. */
  n_sent = send_each (self, outbound, socket, interfaces, &first_error);
  if (n_sent > 0)
    g_clear_error (&first_error);
  else
    g_propagate_error (error, first_error);
  return n_sent > 0;
}

static gboolean
send_datagrams (NetbiosWriter *self,
                GByteArray *smb,
                GCancellable *cancellable,
                GError **error)
{
  g_autoptr (GSocket) socket = get_socket (self, error);
  const NetbiosOutbound outbound = {
    .network = self->network,
    .address = get_address (self),
    .destination = &self->resolution.name,
    .is_group = self->resolution.is_group,
    .smb = smb,
    .timeout_ms = mailslot_writer_get_timeout (MAILSLOT_WRITER (self)),
    .cancellable = cancellable,
  };
  gboolean is_sent;

  if (socket == NULL)
    return FALSE;
  is_sent = outbound.is_group ? send_group (self, &outbound, socket, error)
                              : send_unique (self, &outbound, socket, error);
  /* The computer may have moved to another address. */
  if (!is_sent)
    self->is_resolved = FALSE;
  return is_sent;
}

static gboolean
check_size (NetbiosWriter *self, gsize size, GError **error)
{
  if (size <= self->max_bytes)
    return TRUE;
  g_set_error (error,
               MAILSLOT_ERROR,
               MAILSLOT_ERROR_MESSAGE_TOO_LARGE,
               _ ("Cannot send %lu bytes to %s: with the name of this slot a message to "
                  "other computers has at most %lu"),
               (gulong) MIN (size, G_MAXULONG),
               mailslot_address_to_string (get_address (self)),
               (gulong) self->max_bytes);
  return FALSE;
}

static gboolean
netbios_writer_write (MailslotWriter *writer,
                      gconstpointer data,
                      gsize size,
                      GCancellable *cancellable,
                      GError **error)
{
  NetbiosWriter *self = NETBIOS_WRITER (writer);
  const NetbiosMailslotWrite message = {
    .name = self->slot_name,
    .data = data,
    .size = size,
    .delivery_class = NETBIOS_MAILSLOT_WRITE_UNRELIABLE,
  };
  g_autoptr (GByteArray) smb = g_byte_array_new ();

  if (!check_size (self, size, error) || !resolve (self, cancellable, error))
    return FALSE;
  if (self->resolution.is_own)
    return write_own (self, &message, cancellable, error);
  return netbios_mailslot_write_encode (&message, smb, error)
         && send_datagrams (self, smb, cancellable, error);
}

static void
netbios_writer_close (MailslotWriter *writer)
{
  NetbiosWriter *self = NETBIOS_WRITER (writer);

  g_clear_object (&self->socket);
  g_clear_object (&self->own_writer);
}

static void
netbios_writer_finalize (GObject *object)
{
  NetbiosWriter *self = NETBIOS_WRITER (object);

  g_clear_pointer (&self->network, mailslot_network_unref);
  g_clear_pointer (&self->interfaces, g_array_unref);
  g_free (self->slot_name);

  G_OBJECT_CLASS (netbios_writer_parent_class)->finalize (object);
}

static void
netbios_writer_class_init (NetbiosWriterClass *klass)
{
  MailslotWriterClass *writer_class = MAILSLOT_WRITER_CLASS (klass);

  G_OBJECT_CLASS (klass)->finalize = netbios_writer_finalize;
  writer_class->write = netbios_writer_write;
  writer_class->close = netbios_writer_close;
}

static void
netbios_writer_init (NetbiosWriter *self)
{
  self->lifetime_us = NETBIOS_NAME_CACHE_LIFETIME_US;
}

MailslotWriter *
netbios_writer_open (MailslotAddress *address, MailslotNetwork *network, GError **error)
{
  g_autoptr (NetbiosWriter) self = NULL;
  MailslotLimits limits;

  if (!mailslot_network_get_limits (network, address, &limits, error))
    return NULL;
  self = g_object_new (NETBIOS_TYPE_WRITER, "address", address, NULL);
  self->network = mailslot_network_ref (network);
  self->slot_name = netbios_charset_encode (mailslot_address_get_name (address), error);
  self->max_bytes = limits.max_bytes;
  return self->slot_name != NULL ? MAILSLOT_WRITER (g_steal_pointer (&self)) : NULL;
}

void
netbios_writer_set_interfaces (MailslotWriter *writer, GArray *interfaces)
{
  NetbiosWriter *self = NETBIOS_WRITER (writer);

  g_clear_pointer (&self->interfaces, g_array_unref);
  self->interfaces = g_array_ref (interfaces);
}

void
netbios_writer_set_lifetime (MailslotWriter *writer, gint64 lifetime_us)
{
  NETBIOS_WRITER (writer)->lifetime_us = lifetime_us;
}
