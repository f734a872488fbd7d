/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "config.h"

#include <string.h>
#include <sys/socket.h>

#include "mailslot/mailslot.h"
#include "mailslot/netbios/netbios-relay-message.h"
#include "port-peer.h"
#include "scripted-service.h"
#include "slot-folder.h"
#include "watchdog.h"

/* Against something that talks like slotwatch-relay, as it should and as it should not.
 */

typedef struct
{
  Watchdog *watchdog;       /* (owned) */
  char *folder;             /* (owned) */
  char *path;               /* (owned), of the socket */
  ScriptedService *service; /* (owned) (nullable) */
  PortPeer peer;
  MailslotPort *port; /* (owned) */
} Fixture;

static void
set_up (Fixture *self, gconstpointer unused)
{
  self->watchdog = watchdog_start (300);
  self->folder = slot_folder_new ();
  self->path = g_build_filename (self->folder, "relay", NULL);
  g_setenv ("SLOTWATCH_RELAY_SOCKET", self->path, TRUE);
  self->service = scripted_service_new (self->path, SOCK_SEQPACKET);
  port_peer_init (&self->peer);
  self->port = port_peer_open (&self->peer, MAILSLOT_SOURCE_RELAY);
  scripted_service_accept (self->service);
}

static void
tear_down (Fixture *self, gconstpointer unused)
{
  g_assert_finalize_object (self->port);
  g_clear_pointer (&self->service, scripted_service_free);
  port_peer_clear (&self->peer);
  slot_folder_free (self->folder);
  g_free (self->path);
  watchdog_stop (self->watchdog);
}

/* @header knows everything but the size. */
static void
say (Fixture *self, NetbiosRelayHeader header, const TestDatagram *datagram)
{
  g_autoptr (GByteArray) packet = test_datagram_encode (datagram);
  g_autoptr (GByteArray) bytes = g_byte_array_new ();

  header.version = NETBIOS_RELAY_VERSION;
  header.size = (guint16) packet->len;
  g_byte_array_append (bytes, (const guint8 *) &header, sizeof header);
  g_byte_array_append (bytes, packet->data, packet->len);
  scripted_service_send (self->service, bytes->data, bytes->len);
}

static void
assert_next (Fixture *self, const char *text)
{
  mailslot_message_unref (port_peer_assert_next (self->port, text));
}

static void
test_message (Fixture *self, gconstpointer unused)
{
  const NetbiosRelayHeader header = {
    .time_us = 1700000000123456,
    .source = { 198, 51, 100, 7 },
    .source_port = 1138,
    .n_lost = 3,
  };
  g_autoptr (MailslotMessage) message = NULL;
  const MailslotRecord *record;

  g_assert_cmpint (port_peer_get_status (self->port).source, ==, MAILSLOT_SOURCE_RELAY);
  g_assert_true (port_peer_get_status (self->port).is_connected);
  say (self, header, &(TestDatagram){ .text = "by the relay" });
  message = port_peer_assert_next (self->port, "by the relay");
  record = mailslot_message_get_record (message);
  g_assert_cmpstr (mailslot_sender_get_address (record->sender), ==, "198.51.100.7");
  g_assert_cmpuint (mailslot_sender_get_port (record->sender), ==, 1138);
  g_assert_cmpint (record->arrival_time_us, ==, 1700000000123456);
  g_assert_cmpint (record->arrival_monotonic_us, <=, g_get_monotonic_time ());
  g_assert_cmpuint (port_peer_get_status (self->port).n_lost, ==, 3);
}

/* The same message by two adapters of ours. */
static void
test_repeat (Fixture *self, gconstpointer unused)
{
  NetbiosRelayHeader header = { .interface_index = 1 };

  say (self, header, &(TestDatagram){ .id = 1, .text = "first" });
  header.interface_index = 2;
  say (self, header, &(TestDatagram){ .id = 2, .text = "first" });
  mailslot_port_set_leaves_out_repeats (self->port, TRUE);
  assert_next (self, "first");
  say (self, header, &(TestDatagram){ .id = 3, .text = "second" });
  assert_next (self, "second");
  g_assert_cmpuint (port_peer_get_status (self->port).n_repeats, ==, 1);
}

static gpointer
receive_one (gpointer port)
{
  return port_peer_assert_next (port, "after all");
}

static void
wait_until_disconnected (Fixture *self)
{
  while (port_peer_get_status (self->port).is_connected)
    g_thread_yield ();
}

/* The relay counts anew for each connection, we do not. */
static void
test_restart (Fixture *self, gconstpointer unused)
{
  NetbiosRelayHeader header = { .n_lost = 5 };
  GThread *thread;

  say (self, header, &(TestDatagram){ .id = 1, .text = "first" });
  assert_next (self, "first");
  thread = g_thread_new ("receive", receive_one, self->port);
  scripted_service_free (self->service);
  wait_until_disconnected (self);

  self->service = scripted_service_new (self->path, SOCK_SEQPACKET);
  scripted_service_accept (self->service);
  header.n_lost = 2;
  say (self, header, &(TestDatagram){ .id = 2, .text = "after all" });
  mailslot_message_unref (g_thread_join (thread));
  g_assert_true (port_peer_get_status (self->port).is_connected);
  g_assert_cmpuint (port_peer_get_status (self->port).n_lost, ==, 7);
}

typedef struct
{
  NetbiosRelayHeader header;
  guint8 data[NETBIOS_RELAY_MAX_DATAGRAM + 1];
} Packet;

static const struct
{
  gsize packet_size;
  guint16 said_size;
} damages[] = {
  { 1, 0 },                  /* no header */
  { 39, 0 },                 /* not a whole one */
  { 50, 9 },                 /* one byte too many */
  { 50, 11 },                /* one too few */
  { 40, 65535 },             /* far too few */
  { sizeof (Packet), 2049 }, /* more than may be */
  { sizeof (Packet), 2048 }, /* and not even said */
};

/* What makes no sense ends the connection; a new one makes sense again. */
static void
test_damaged (Fixture *self, gconstpointer data)
{
  gsize i = GPOINTER_TO_SIZE (data);
  const NetbiosRelayHeader header = { 0 };
  GThread *thread = g_thread_new ("receive", receive_one, self->port);
  Packet packet;

  memset (&packet, 0, sizeof packet);
  packet.header.version = NETBIOS_RELAY_VERSION;
  packet.header.size = damages[i].said_size;
  scripted_service_send (self->service, &packet, damages[i].packet_size);
  scripted_service_expect_end (self->service);
  scripted_service_accept (self->service);
  say (self, header, &(TestDatagram){ .text = "after all" });
  mailslot_message_unref (g_thread_join (thread));
}

/* There is no use in trying again, but what came before is told. */
static void
test_other_version (Fixture *self, gconstpointer unused)
{
  NetbiosRelayHeader header = { 0 };
  g_autoptr (MailslotBatch) batch = mailslot_batch_new ();
  g_autoptr (GError) error = NULL;

  say (self, header, &(TestDatagram){ .text = "before" });
  assert_next (self, "before");
  header.version = NETBIOS_RELAY_VERSION + 1;
  scripted_service_send (self->service, &header, sizeof header);
  g_assert_false (
      mailslot_reader_receive (MAILSLOT_READER (self->port), batch, NULL, &error));
  g_assert_error (error, MAILSLOT_ERROR, MAILSLOT_ERROR_UNSUPPORTED);
}

static void
test_cancel_while_gone (Fixture *self, gconstpointer unused)
{
  g_autoptr (MailslotBatch) batch = mailslot_batch_new ();
  g_autoptr (GError) error = NULL;
  MailslotReader *reader = MAILSLOT_READER (self->port);
  MailslotWatcher *watcher;

  g_clear_pointer (&self->service, scripted_service_free);
  g_assert_true (mailslot_reader_set_timeout (reader, 50, NULL));
  g_assert_false (mailslot_reader_receive (reader, batch, NULL, &error));
  g_assert_error (error, MAILSLOT_ERROR, MAILSLOT_ERROR_TIMED_OUT);
  g_assert_false (port_peer_get_status (self->port).is_connected);

  g_assert_true (mailslot_reader_set_timeout (reader, MAILSLOT_TIMEOUT_INFINITE, NULL));
  watcher = mailslot_watcher_new (reader);
  mailslot_watcher_start (watcher);
  mailslot_watcher_stop (watcher);
  g_assert_finalize_object (watcher);
}

#define ADD(path, function)                                                              \
  g_test_add ("/port-relay/" path, Fixture, NULL, set_up, function, tear_down)

int
main (int argc, char **argv)
{
  g_test_init (&argc, &argv, NULL);

  ADD ("message", test_message);
  ADD ("repeat", test_repeat);
  ADD ("restart", test_restart);
  for (gsize i = 0; i < G_N_ELEMENTS (damages); i++)
    {
      g_autofree char *path = g_strdup_printf ("/port-relay/damaged/%" G_GSIZE_FORMAT, i);

      g_test_add (path, Fixture, GSIZE_TO_POINTER (i), set_up, test_damaged, tear_down);
    }
  ADD ("other-version", test_other_version);
  ADD ("cancel-while-gone", test_cancel_while_gone);
  return g_test_run ();
}
