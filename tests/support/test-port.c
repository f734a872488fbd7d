/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "config.h"

#include "test-port.h"

#include <gio/gio.h>

/* Below these no program asks the system for a port, above them systems give out any. */
#define MIN_PORT 10000
#define MAX_PORT 30000

/* Takes @ip. */
static GSocket *
try_bind (GInetAddress *ip, GSocketType type, guint16 port)
{
  g_autoptr (GInetAddress) owned = ip;
  g_autoptr (GSocketAddress) address = g_inet_socket_address_new (owned, port);
  g_autoptr (GError) error = NULL;
  g_autoptr (GSocket) socket =
      g_socket_new (G_SOCKET_FAMILY_IPV4, type, G_SOCKET_PROTOCOL_DEFAULT, &error);

  g_assert_no_error (error);
  if (!g_socket_bind (socket, address, FALSE, NULL))
    return NULL;
  return g_steal_pointer (&socket);
}

/* The UDP port itself has to stay free for the test. So whoever has the TCP port of that
 * number, which nobody else uses, has both, until the program ends. */
static gboolean
reserve (guint16 port)
{
  static GPtrArray *guards;
  g_autoptr (GSocket) guard =
      try_bind (g_inet_address_new_loopback (G_SOCKET_FAMILY_IPV4),
                G_SOCKET_TYPE_STREAM,
                port);

  /* Wine lets several programs bind to a port, but not listen there. */
  if (guard == NULL || !g_socket_listen (guard, NULL))
    return FALSE;
  if (guards == NULL)
    guards = g_ptr_array_new ();
  g_ptr_array_add (guards, g_steal_pointer (&guard));
  return TRUE;
}

static gboolean
is_free (guint16 port)
{
  g_autoptr (GSocket) socket = try_bind (g_inet_address_new_any (G_SOCKET_FAMILY_IPV4),
                                         G_SOCKET_TYPE_DATAGRAM,
                                         port);

  return socket != NULL;
}

guint16
test_port_new (void)
{
  guint16 port;

  do
    port = (guint16) g_random_int_range (MIN_PORT, MAX_PORT);
  while (!reserve (port) || !is_free (port));
  return port;
}
