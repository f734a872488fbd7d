/* SPDX-License-Identifier: LGPL-2.1-or-later */
#include "config.h"
#include "mailslot/netbios/netbios-inbound.h"

#include "mailslot/mailslot-address-private.h"
#include "mailslot/netbios/netbios-datagram.h"
#include "mailslot/netbios/netbios-digest.h"
#include "mailslot/netbios/netbios-mailslot-write.h"
#include "mailslot/netbios/netbios-origins.h"
#include "mailslot/netbios/netbios-recent.h"

#include <string.h>

/* The way of a packet: is it of a kind that carries messages? can it be decoded? did it
 * come before (Samba hands on each broadcast twice)? did its message come by another way
 * (a computer with two adapters sends each broadcast by both)? does anybody want it? Only
 * then is anything made of it.
 *
 * A copy of a packet has the same content, number and source. The number alone would not
 * do: it has 16 bits, and a fast sender uses it up within the window. */

/* As Netlogon does. */
#define WINDOW_US (2 * G_TIME_SPAN_SECOND)

struct _NetbiosInbound
{
  GMutex lock; /* guards all below */

  GHashTable *wanted; /* (owned) set of folded names of slots */
  gboolean wants_all;
  gboolean leaves_out_repeats;

  NetbiosDigestKey digest_key;
  NetbiosRecent *packets;  /* (owned) */
  NetbiosRecent *messages; /* (owned) */
  NetbiosOrigins *origins; /* (owned) */

  guint64 n_messages;
  guint64 n_refused;
  guint64 n_duplicates;
  guint64 n_repeats;
};

NetbiosInbound *
netbios_inbound_new (void)
{
  NetbiosInbound *self = g_new0 (NetbiosInbound, 1);

  g_mutex_init (&self->lock);
  self->wanted = g_hash_table_new_full (g_str_hash, g_str_equal, g_free, NULL);
  netbios_digest_key_init_random (&self->digest_key);
  self->packets = netbios_recent_new (WINDOW_US);
  self->messages = netbios_recent_new (WINDOW_US);
  self->origins = netbios_origins_new ();
  return self;
}

void
netbios_inbound_free (NetbiosInbound *self)
{
  g_mutex_clear (&self->lock);
  g_hash_table_unref (self->wanted);
  netbios_recent_free (self->packets);
  netbios_recent_free (self->messages);
  netbios_origins_free (self->origins);
  g_free (self);
}

/* Others ask or complain: that is no message and no fault. */
static gboolean
is_message (const NetbiosPacket *packet)
{
  return packet->size == 0 || packet->data[0] < NETBIOS_DATAGRAM_ERROR
         || packet->data[0] > NETBIOS_DATAGRAM_NEGATIVE_QUERY_RESPONSE;
}

/* A name that is longer than any sender can send is not worth the memory. */
static gboolean
decode (const NetbiosPacket *packet,
        NetbiosDatagram *datagram,
        NetbiosMailslotWrite *message)
{
  return netbios_datagram_decode (datagram, packet->data, packet->size, NULL)
         && netbios_mailslot_write_decode (message,
                                           datagram->user_data,
                                           datagram->user_size,
                                           NULL)
         && strlen (message->name) <= NETBIOS_MAILSLOT_WRITE_MAX_NAME_LENGTH;
}

static void
add_name (NetbiosDigest *digest, const NetbiosName *name)
{
  netbios_digest_add (digest, name->bytes, sizeof name->bytes);
  netbios_digest_add (digest, name->scope, strlen (name->scope) + 1);
}

/* Who says what to whom: the same for each copy of a message, whatever its way. */
static guint64
digest_content (NetbiosInbound *self,
                const NetbiosDatagram *datagram,
                const NetbiosMailslotWrite *message)
{
  NetbiosDigest digest;

  netbios_digest_init (&digest, &self->digest_key);
  add_name (&digest, &datagram->source);
  add_name (&digest, &datagram->destination);
  netbios_digest_add (&digest, message->name, strlen (message->name) + 1);
  netbios_digest_add (&digest, message->data, message->size);
  return netbios_digest_finish (&digest);
}

static gboolean
is_duplicate (NetbiosInbound *self,
              const NetbiosPacket *packet,
              guint16 id,
              guint64 content)
{
  NetbiosDigest digest;
  guint64 key;
  guint64 way;

  netbios_digest_init (&digest, &self->digest_key);
  netbios_digest_add (&digest, &content, sizeof content);
  netbios_digest_add (&digest, packet->source_address, sizeof packet->source_address);
  netbios_digest_add (&digest, &id, sizeof id);
  key = netbios_digest_finish (&digest);
  if (netbios_recent_find (self->packets, key, packet->arrival_monotonic_us, &way))
    return TRUE;
  netbios_recent_note (self->packets, key, packet->arrival_monotonic_us, 0);
  return FALSE;
}

/* By the same way again it is not a repeat: somebody says the same thing twice. */
static gboolean
is_repeat (NetbiosInbound *self, const NetbiosPacket *packet, guint64 content)
{
  guint64 way = packet->interface_index;
  guint64 first_way;

  for (gsize i = 0; i < sizeof packet->source_address; i++)
    way |= (guint64) packet->source_address[i] << (32 + 8 * i);
  if (netbios_recent_find (self->messages,
                           content,
                           packet->arrival_monotonic_us,
                           &first_way)
      && first_way != way)
    return TRUE;
  netbios_recent_note (self->messages, content, packet->arrival_monotonic_us, way);
  return FALSE;
}

/* Folds the case of a name of nothing but ASCII, without allocating. */
static gboolean
fold_ascii (const char *name, char folded[NETBIOS_MAILSLOT_WRITE_MAX_NAME_LENGTH + 1])
{
  gsize i = 0;

  for (; name[i] != '\0'; i++)
    {
      if ((guint8) name[i] >= 0x80)
        return FALSE;
      folded[i] = g_ascii_toupper (name[i]);
    }
  folded[i] = '\0';
  return TRUE;
}

static gboolean
is_wanted (NetbiosInbound *self,
           const NetbiosDatagram *datagram,
           const NetbiosMailslotWrite *message)
{
  char folded[NETBIOS_MAILSLOT_WRITE_MAX_NAME_LENGTH + 1];
  MailslotAddress *slot;

  if (self->wants_all)
    return TRUE;
  if (g_hash_table_size (self->wanted) == 0)
    return FALSE;
  if (fold_ascii (message->name, folded))
    return g_hash_table_contains (self->wanted, folded);
  slot = netbios_origins_find_slot (self->origins, datagram, message->name);
  return g_hash_table_contains (self->wanted, mailslot_address_get_folded_name (slot));
}

static void
append (NetbiosInbound *self,
        const NetbiosPacket *packet,
        const NetbiosDatagram *datagram,
        const NetbiosMailslotWrite *message,
        MailslotRecordFlags flags,
        MailslotBatch *batch)
{
  MailslotRecord record = {
    .arrival_time_us = packet->arrival_time_us,
    .arrival_monotonic_us = packet->arrival_monotonic_us,
    .transport = MAILSLOT_TRANSPORT_NETBIOS,
    .flags = flags,
    .slot = netbios_origins_find_slot (self->origins, datagram, message->name),
    .sender = netbios_origins_find_sender (self->origins, &datagram->source, packet),
    .payload = message->data,
    .size = message->size,
  };

  mailslot_batch_append (batch, &record);
}

static void
take_one (NetbiosInbound *self, const NetbiosPacket *packet, MailslotBatch *batch)
{
  NetbiosDatagram datagram;
  NetbiosMailslotWrite message;
  MailslotRecordFlags flags = 0;
  guint64 content;

  if (!is_message (packet))
    return;
  if (!decode (packet, &datagram, &message))
    {
      self->n_refused++;
      return;
    }
  content = digest_content (self, &datagram, &message);
  if (is_duplicate (self, packet, datagram.id, content))
    {
      self->n_duplicates++;
      return;
    }
  self->n_messages++;
  if (is_repeat (self, packet, content))
    {
      self->n_repeats++;
      flags = MAILSLOT_RECORD_REPEATED;
      if (self->leaves_out_repeats)
        return;
    }
  if (is_wanted (self, &datagram, &message))
    append (self, packet, &datagram, &message, flags, batch);
}

void
netbios_inbound_take (NetbiosInbound *self,
                      const NetbiosPacket *packets,
                      gsize n_packets,
                      MailslotBatch *batch)
{
  g_mutex_lock (&self->lock);
  for (gsize i = 0; i < n_packets; i++)
    take_one (self, &packets[i], batch);
  g_mutex_unlock (&self->lock);
}

void
netbios_inbound_set_wanted (NetbiosInbound *self, GPtrArray *slots, gboolean wants_all)
{
  g_mutex_lock (&self->lock);
  g_hash_table_remove_all (self->wanted);
  for (guint i = 0; slots != NULL && i < slots->len; i++)
    {
      MailslotAddress *slot = g_ptr_array_index (slots, i);

      g_hash_table_add (self->wanted, g_strdup (mailslot_address_get_folded_name (slot)));
    }
  self->wants_all = wants_all;
  g_mutex_unlock (&self->lock);
}

void
netbios_inbound_set_leaves_out_repeats (NetbiosInbound *self, gboolean leaves_out_repeats)
{
  g_mutex_lock (&self->lock);
  self->leaves_out_repeats = leaves_out_repeats;
  g_mutex_unlock (&self->lock);
}

void
netbios_inbound_get_status (NetbiosInbound *self, MailslotPortStatus *status)
{
  g_mutex_lock (&self->lock);
  status->n_messages = self->n_messages;
  status->n_refused = self->n_refused;
  status->n_duplicates = self->n_duplicates;
  status->n_repeats = self->n_repeats;
  g_mutex_unlock (&self->lock);
}
