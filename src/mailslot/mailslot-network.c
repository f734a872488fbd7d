/* SPDX-License-Identifier: LGPL-2.1-or-later */
#include "config.h"

#include "mailslot/mailslot-network-private.h"

#include <string.h>

#include <glib/gi18n-lib.h>

#include "mailslot/mailslot-backend-private.h"
#include "mailslot/mailslot-error.h"
#include "mailslot/mailslot-identity-private.h"
#include "mailslot/netbios/netbios-charset.h"
#include "mailslot/netbios/netbios-datagram.h"
#include "mailslot/netbios/netbios-mailslot-write.h"
#include "mailslot/netbios/netbios-name-packet.h"
#include "mailslot/netbios/netbios-resolver.h"

/* The longest part of a DNS name between two dots, RFC 1035 section 2.3.4. */
#define MAX_DNS_LABEL_BYTES 63

struct _MailslotNetwork
{
  MailslotIdentity identity;
  gboolean uses_datagrams;
  guint16 datagram_port;
  guint16 name_port;
  NetbiosResolver *resolver; /* (owned) */

  GMutex lock;
  GSocket *datagram_socket; /* (owned) (nullable), guarded by lock */
};

G_DEFINE_BOXED_TYPE (MailslotNetwork,
                     mailslot_network,
                     mailslot_network_ref,
                     mailslot_network_unref)

static gboolean
choose_transport (MailslotNetwork *self, MailslotRemoteTransport wanted, GError **error)
{
  gboolean has_windows = mailslot_backend_has_remote ();

  if (wanted == MAILSLOT_REMOTE_TRANSPORT_WINDOWS && !has_windows)
    {
      g_set_error_literal (error,
                           MAILSLOT_ERROR,
                           MAILSLOT_ERROR_UNSUPPORTED,
                           _ ("Messages can go by Windows only on Windows"));
      return FALSE;
    }
  self->uses_datagrams = wanted == MAILSLOT_REMOTE_TRANSPORT_DATAGRAM || !has_windows;
  return TRUE;
}

MailslotNetwork *
mailslot_network_new (const MailslotNetworkOptions *options, GError **error)
{
  static const MailslotNetworkOptions defaults = MAILSLOT_NETWORK_OPTIONS_INIT;
  g_autoptr (MailslotNetwork) self = g_atomic_rc_box_new0 (MailslotNetwork);

  g_return_val_if_fail (error == NULL || *error == NULL, NULL);

  if (options == NULL)
    options = &defaults;
  g_mutex_init (&self->lock);
  if (!mailslot_identity_init (&self->identity, options, error)
      || !choose_transport (self, options->remote_transport, error))
    return NULL;
  self->datagram_port =
      options->datagram_port != 0 ? options->datagram_port : NETBIOS_DATAGRAM_PORT;
  self->name_port = options->name_port != 0 ? options->name_port : NETBIOS_NAME_PORT;
  self->resolver = netbios_resolver_new (self);
  return g_steal_pointer (&self);
}

MailslotNetwork *
mailslot_network_get_default (void)
{
  static MailslotNetwork *network = NULL;

  if (g_once_init_enter (&network))
    {
      g_autoptr (GError) error = NULL;
      MailslotNetwork *new_network = mailslot_network_new (NULL, &error);

      g_assert_no_error (error);
      g_once_init_leave (&network, new_network);
    }
  return network;
}

MailslotNetwork *
mailslot_network_ref (MailslotNetwork *self)
{
  return g_atomic_rc_box_acquire (self);
}

static void
network_clear (gpointer data)
{
  MailslotNetwork *self = data;

  g_clear_pointer (&self->resolver, netbios_resolver_free);
  g_clear_object (&self->datagram_socket);
  mailslot_identity_clear (&self->identity);
  g_mutex_clear (&self->lock);
}

void
mailslot_network_unref (MailslotNetwork *self)
{
  g_atomic_rc_box_release_full (self, network_clear);
}

const char *
mailslot_network_get_computer (MailslotNetwork *self)
{
  g_return_val_if_fail (self != NULL, NULL);
  return self->identity.computer;
}

const char *
mailslot_network_get_workgroup (MailslotNetwork *self)
{
  g_return_val_if_fail (self != NULL, NULL);
  return self->identity.workgroup;
}

const char *
mailslot_network_get_wins (MailslotNetwork *self)
{
  g_return_val_if_fail (self != NULL, NULL);
  return self->identity.wins;
}

gboolean
mailslot_network_uses_datagrams (MailslotNetwork *self)
{
  g_return_val_if_fail (self != NULL, FALSE);
  return self->uses_datagrams;
}

const NetbiosName *
mailslot_network_get_computer_name (MailslotNetwork *self)
{
  return &self->identity.computer_name;
}

const NetbiosName *
mailslot_network_get_workgroup_name (MailslotNetwork *self)
{
  return &self->identity.workgroup_name;
}

guint16
mailslot_network_get_datagram_port (MailslotNetwork *self)
{
  return self->datagram_port;
}

guint16
mailslot_network_get_name_port (MailslotNetwork *self)
{
  return self->name_port;
}

gboolean
mailslot_network_init_name (MailslotNetwork *self,
                            const char *text,
                            guint8 suffix,
                            NetbiosName *name,
                            GError **error)
{
  if (!netbios_charset_init_name (name, text, suffix, error))
    return FALSE;
  memcpy (name->scope, self->identity.computer_name.scope, sizeof name->scope);
  return TRUE;
}

NetbiosResolver *
mailslot_network_get_resolver (MailslotNetwork *self)
{
  return self->resolver;
}

void
mailslot_network_set_datagram_socket (MailslotNetwork *self, GSocket *socket)
{
  g_mutex_lock (&self->lock);
  g_set_object (&self->datagram_socket, socket);
  g_mutex_unlock (&self->lock);
}

GSocket *
mailslot_network_dup_datagram_socket (MailslotNetwork *self)
{
  GSocket *socket = NULL;

  g_mutex_lock (&self->lock);
  g_set_object (&socket, self->datagram_socket);
  g_mutex_unlock (&self->lock);
  return socket;
}

static gboolean
dns_could_know (const char *host)
{
  g_auto (GStrv) labels = g_strsplit (host, ".", -1);

  for (guint i = 0; labels[i] != NULL; i++)
    if (strlen (labels[i]) > MAX_DNS_LABEL_BYTES)
      return FALSE;
  return TRUE;
}

/* A longer name, or one with a dot, is looked for in DNS. */
static gboolean
check_host (const char *host, GError **error)
{
  NetbiosName name;

  if (strchr (host, '.') == NULL && g_utf8_strlen (host, -1) <= NETBIOS_NAME_MAX_LENGTH)
    return netbios_charset_init_name (&name, host, NETBIOS_SUFFIX_WORKSTATION, error);
  if (dns_could_know (host))
    return TRUE;
  g_set_error (
      error,
      MAILSLOT_ERROR,
      MAILSLOT_ERROR_INVALID_ADDRESS,
      _ ("“%s” can be no computer: NetBIOS names have at most %d characters, and "
         "DNS names %d between two dots"),
      host,
      NETBIOS_NAME_MAX_LENGTH,
      MAX_DNS_LABEL_BYTES);
  return FALSE;
}

static gboolean
check_target (MailslotAddress *address, GError **error)
{
  const char *host = mailslot_address_get_host (address);
  NetbiosName name;

  if (mailslot_address_is_all (address))
    {
      g_set_error (error,
                   MAILSLOT_ERROR,
                   MAILSLOT_ERROR_INVALID_ADDRESS,
                   _ ("Cannot send to %s: it stands for every slot on the network"),
                   mailslot_address_to_string (address));
      return FALSE;
    }
  switch (mailslot_address_get_scope (address))
    {
    case MAILSLOT_SCOPE_HOST:
      return check_host (host, error);
    case MAILSLOT_SCOPE_DOMAIN:
      return netbios_charset_init_name (&name, host, NETBIOS_SUFFIX_WORKSTATION, error);
    case MAILSLOT_SCOPE_LOCAL:
    case MAILSLOT_SCOPE_OWN_DOMAIN:
    default:
      return TRUE;
    }
}

/* How many bytes our scope makes a datagram longer, which has two names. */
static gsize
get_scope_bytes (MailslotNetwork *self)
{
  NetbiosName without_scope = self->identity.computer_name;

  without_scope.scope[0] = '\0';
  return 2
         * (netbios_name_get_encoded_size (&self->identity.computer_name)
            - netbios_name_get_encoded_size (&without_scope));
}

static gboolean
measure (MailslotNetwork *self,
         MailslotAddress *address,
         MailslotLimits *limits,
         GError **error)
{
  g_autofree char *name =
      netbios_charset_encode (mailslot_address_get_name (address), error);
  gsize length;
  gsize nmbd_max_bytes;

  if (name == NULL)
    return FALSE;
  length = strlen (name);
  if (length > NETBIOS_MAILSLOT_WRITE_MAX_NAME_LENGTH)
    {
      g_set_error (error,
                   MAILSLOT_ERROR,
                   MAILSLOT_ERROR_NAME_TOO_LONG,
                   _ ("Cannot send to %s: its name takes %u bytes, and a datagram has "
                      "room for %d"),
                   mailslot_address_to_string (address),
                   (guint) length,
                   NETBIOS_MAILSLOT_WRITE_MAX_NAME_LENGTH);
      return FALSE;
    }
  nmbd_max_bytes = netbios_mailslot_write_get_max_size_for_nmbd (length);
  limits->max_bytes = netbios_mailslot_write_get_max_size (length);
  limits->nmbd_max_bytes = nmbd_max_bytes - MIN (nmbd_max_bytes, get_scope_bytes (self));
  return TRUE;
}

gboolean
mailslot_network_get_limits (MailslotNetwork *self,
                             MailslotAddress *address,
                             MailslotLimits *limits,
                             GError **error)
{
  g_return_val_if_fail (self != NULL, FALSE);
  g_return_val_if_fail (address != NULL, FALSE);
  g_return_val_if_fail (limits != NULL, FALSE);
  g_return_val_if_fail (error == NULL || *error == NULL, FALSE);

  limits->max_bytes = G_MAXSIZE;
  limits->nmbd_max_bytes = G_MAXSIZE;
  return mailslot_address_is_local (address)
         || (check_target (address, error) && measure (self, address, limits, error));
}
