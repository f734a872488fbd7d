/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "config.h"

#include <gio/gio.h>
#include <stdio.h>
#include <string.h>

/* Messages as D-Bus signals, over the session bus:
 *
 *   bus-flood receive N     until N have come
 *   bus-flood send N SIZE   sends N messages of SIZE bytes */

#define INTERFACE "io.github.slotwatch.Bench"

static GMainLoop *loop;
static guint64 n_left;

static void
message_cb (GDBusConnection *connection,
            const char *sender,
            const char *path,
            const char *interface,
            const char *signal,
            GVariant *parameters,
            gpointer data)
{
  if (--n_left == 0)
    g_main_loop_quit (loop);
}

static void
receive (GDBusConnection *connection)
{
  g_autoptr (GVariant) answer = NULL;

  g_dbus_connection_signal_subscribe (connection,
                                      NULL,
                                      INTERFACE,
                                      "Message",
                                      NULL,
                                      NULL,
                                      G_DBUS_SIGNAL_FLAGS_NONE,
                                      message_cb,
                                      NULL,
                                      NULL);
  /* What the bus answers to a later call, it has subscribed us before. */
  answer = g_dbus_connection_call_sync (connection,
                                        "org.freedesktop.DBus",
                                        "/",
                                        "org.freedesktop.DBus",
                                        "GetId",
                                        NULL,
                                        NULL,
                                        G_DBUS_CALL_FLAGS_NONE,
                                        -1,
                                        NULL,
                                        NULL);
  puts ("ready");
  fflush (stdout);
  loop = g_main_loop_new (NULL, FALSE);
  g_main_loop_run (loop);
  g_main_loop_unref (loop);
}

static void
send_flood (GDBusConnection *connection, gsize size)
{
  g_autofree char *payload = g_malloc (size);

  memset (payload, 'x', size);
  for (guint64 i = 0; i < n_left; i++)
    {
      GVariant *bytes = g_variant_new_fixed_array (G_VARIANT_TYPE_BYTE, payload, size, 1);

      g_dbus_connection_emit_signal (connection,
                                     NULL,
                                     "/",
                                     INTERFACE,
                                     "Message",
                                     g_variant_new_tuple (&bytes, 1),
                                     NULL);
    }
  g_dbus_connection_flush_sync (connection, NULL, NULL);
}

int
main (int argc, char **argv)
{
  g_autoptr (GDBusConnection) connection =
      g_bus_get_sync (G_BUS_TYPE_SESSION, NULL, NULL);

  g_assert (connection != NULL && argc >= 3);
  n_left = g_ascii_strtoull (argv[2], NULL, 10);
  if (strcmp (argv[1], "receive") == 0)
    receive (connection);
  else
    send_flood (connection, g_ascii_strtoull (argv[3], NULL, 10));
  return 0;
}
