/* SPDX-License-Identifier: LGPL-2.1-or-later */
#include "config.h"

#include "mailslot/mailslot-network-private.h"

#include "mailslot/mailslot-error.h"

struct _MailslotNetwork
{
  char *computer;
  char *workgroup;
  guint16 datagram_port;
  GMutex lock;
  GSocket *datagram_socket; /* guarded by lock: (owned) (nullable) */
};

G_DEFINE_BOXED_TYPE (MailslotNetwork,
                     mailslot_network,
                     mailslot_network_ref,
                     mailslot_network_unref)

MailslotNetwork *
mailslot_network_new (const MailslotNetworkOptions *options, GError **error)
{
  MailslotNetwork *self = g_atomic_rc_box_new0 (MailslotNetwork);

  self->computer = g_strdup (options && options->computer ? options->computer : "HOST");
  self->workgroup =
      g_strdup (options && options->workgroup ? options->workgroup : "WORKGROUP");
  self->datagram_port = options && options->datagram_port ? options->datagram_port : 138;
  g_mutex_init (&self->lock);
  return self;
}

MailslotNetwork *
mailslot_network_get_default (void)
{
  static MailslotNetwork *network = NULL;

  if (g_once_init_enter (&network))
    g_once_init_leave (&network, mailslot_network_new (NULL, NULL));
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

  g_free (self->computer);
  g_free (self->workgroup);
  g_clear_object (&self->datagram_socket);
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
  return self->computer;
}

const char *
mailslot_network_get_workgroup (MailslotNetwork *self)
{
  return self->workgroup;
}

const char *
mailslot_network_get_wins (MailslotNetwork *self)
{
  return NULL;
}

gboolean
mailslot_network_uses_datagrams (MailslotNetwork *self)
{
  return FALSE;
}

gboolean
mailslot_network_get_limits (MailslotNetwork *self,
                             MailslotAddress *address,
                             MailslotLimits *limits,
                             GError **error)
{
  limits->max_bytes = G_MAXSIZE;
  limits->nmbd_max_bytes = G_MAXSIZE;
  return TRUE;
}

guint16
mailslot_network_get_datagram_port (MailslotNetwork *self)
{
  return self->datagram_port;
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
  GSocket *socket;

  g_mutex_lock (&self->lock);
  socket = self->datagram_socket != NULL ? g_object_ref (self->datagram_socket) : NULL;
  g_mutex_unlock (&self->lock);
  return socket;
}
