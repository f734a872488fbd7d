/* SPDX-License-Identifier: LGPL-2.1-or-later */
#include "config.h"
#include "mailslot/netbios/netbios-origins.h"

#include "mailslot/netbios/netbios-charset.h"
#include "mailslot/netbios/netbios-intern.h"
#include "mailslot/netbios/netbios-mailslot-write.h"

#include <string.h>

struct _NetbiosOrigins
{
  NetbiosIntern *slots;   /* (owned) of MailslotAddress */
  NetbiosIntern *senders; /* (owned) of MailslotSender */
};

NetbiosOrigins *
netbios_origins_new (void)
{
  NetbiosOrigins *self = g_new0 (NetbiosOrigins, 1);

  self->slots = netbios_intern_new ((GDestroyNotify) mailslot_address_unref);
  self->senders = netbios_intern_new ((GDestroyNotify) mailslot_sender_unref);
  return self;
}

void
netbios_origins_free (NetbiosOrigins *self)
{
  netbios_intern_free (self->slots);
  netbios_intern_free (self->senders);
  g_free (self);
}

/* Without its padding. */
static gsize
get_name_length (const NetbiosName *name)
{
  gsize length = NETBIOS_NAME_MAX_LENGTH;

  while (length > 0 && name->bytes[length - 1] == ' ')
    length--;
  return length;
}

static MailslotScope
get_scope (const NetbiosDatagram *datagram)
{
  if (netbios_name_is_wildcard (&datagram->destination))
    return MAILSLOT_SCOPE_OWN_DOMAIN;
  if (datagram->type == NETBIOS_DATAGRAM_DIRECT_UNIQUE)
    return MAILSLOT_SCOPE_HOST;
  return MAILSLOT_SCOPE_DOMAIN;
}

static MailslotAddress *
make_slot (MailslotScope scope, const NetbiosName *destination, const char *name)
{
  gsize length = get_name_length (destination);
  g_autofree char *name_text =
      netbios_charset_decode ((const guint8 *) name, strlen (name));
  g_autofree char *host = NULL;

  if (scope == MAILSLOT_SCOPE_OWN_DOMAIN)
    host = g_strdup ("*");
  else if (length == 0)
    host = g_strdup ("\\x20"); /* nmbd passes on a name it cannot read as blanks */
  else
    host = netbios_charset_decode (destination->bytes, length);
  return mailslot_address_new_destination (scope,
                                           host,
                                           netbios_name_get_suffix (destination),
                                           name_text);
}

MailslotAddress *
netbios_origins_find_slot (NetbiosOrigins *self,
                           const NetbiosDatagram *datagram,
                           const char *name)
{
  guint8 key[1 + NETBIOS_NAME_SIZE + NETBIOS_MAILSLOT_WRITE_MAX_NAME_LENGTH];
  gsize name_length = strlen (name);
  MailslotScope scope = get_scope (datagram);
  MailslotAddress *slot;
  gsize size = 1 + NETBIOS_NAME_SIZE + name_length;

  key[0] = (guint8) scope;
  memcpy (key + 1, datagram->destination.bytes, NETBIOS_NAME_SIZE);
  memcpy (key + 1 + NETBIOS_NAME_SIZE, name, name_length);
  slot = netbios_intern_find (self->slots, key, size);
  if (slot != NULL)
    return slot;
  slot = make_slot (scope, &datagram->destination, name);
  return netbios_intern_insert (self->slots, key, size, slot);
}

static MailslotSender *
make_sender (const NetbiosName *source, const NetbiosPacket *packet)
{
  const guint8 *address = packet->source_address;
  gsize length = get_name_length (source);
  g_autofree char *name = NULL;
  char text[sizeof "255.255.255.255"];

  if (length > 0)
    name = netbios_charset_decode (source->bytes, length);
  g_snprintf (text,
              sizeof text,
              "%u.%u.%u.%u",
              address[0],
              address[1],
              address[2],
              address[3]);
  return mailslot_sender_new_remote (name, text, packet->source_port);
}

MailslotSender *
netbios_origins_find_sender (NetbiosOrigins *self,
                             const NetbiosName *source,
                             const NetbiosPacket *packet)
{
  struct
  {
    guint8 name[NETBIOS_NAME_MAX_LENGTH];
    guint8 padding;
    guint8 address[4];
    guint16 port;
  } key = { .port = packet->source_port };
  MailslotSender *sender;

  memcpy (key.name, source->bytes, sizeof key.name);
  memcpy (key.address, packet->source_address, sizeof key.address);
  sender = netbios_intern_find (self->senders, &key, sizeof key);
  if (sender != NULL)
    return sender;
  sender = make_sender (source, packet);
  return netbios_intern_insert (self->senders, &key, sizeof key, sender);
}
