/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "config.h"

#include <string.h>

#include "mailslot/mailslot-network-private.h"
#include "mailslot/mailslot.h"
#include "port-peer.h"
#include "watchdog.h"

/* The port on every system: our own socket, on a port that needs no right. */

/* What a socket certainly holds while nobody reads. */
#define N_WAITING 50

typedef struct
{
  Watchdog *watchdog; /* (owned) */
  PortPeer peer;
  MailslotPort *port; /* (owned) */
  guint n_messages;   /* from a watcher */
} Fixture;

static void
set_up (Fixture *self, gconstpointer unused)
{
  self->watchdog = watchdog_start (300);
  port_peer_init (&self->peer);
  self->port = port_peer_open (&self->peer, MAILSLOT_SOURCE_DIRECT);
}

static void
tear_down (Fixture *self, gconstpointer unused)
{
  g_assert_finalize_object (self->port);
  port_peer_clear (&self->peer);
  watchdog_stop (self->watchdog);
}

static MailslotReader *
get_reader (Fixture *self)
{
  return MAILSLOT_READER (self->port);
}

static void
test_names (void)
{
  g_assert_cmpstr (mailslot_source_to_string (MAILSLOT_SOURCE_NONE), ==, "none");
  g_assert_cmpstr (mailslot_source_to_string (MAILSLOT_SOURCE_AUTO), ==, "auto");
  g_assert_cmpstr (mailslot_source_to_string (MAILSLOT_SOURCE_SAMBA), ==, "samba");
  g_assert_cmpstr (mailslot_source_to_string (MAILSLOT_SOURCE_RELAY), ==, "relay");
  g_assert_cmpstr (mailslot_source_to_string (MAILSLOT_SOURCE_DIRECT), ==, "direct");
  for (int i = MAILSLOT_SOURCE_SAMBA; i <= MAILSLOT_SOURCE_DIRECT; i++)
    g_assert_cmpuint (strlen (mailslot_source_get_limits ((MailslotSource) i)), >, 20);
}

#ifdef G_OS_WIN32

static void
test_default (void)
{
  g_assert_cmpint (mailslot_source_get_default (), ==, MAILSLOT_SOURCE_NONE);
}

static void
test_other_sources (void)
{
  g_autoptr (GError) error = NULL;

  g_assert_null (mailslot_port_open (mailslot_network_get_default (),
                                     MAILSLOT_SOURCE_SAMBA,
                                     &error));
  g_assert_error (error, MAILSLOT_ERROR, MAILSLOT_ERROR_UNSUPPORTED);
  g_clear_error (&error);
  g_assert_null (mailslot_port_open (mailslot_network_get_default (),
                                     MAILSLOT_SOURCE_RELAY,
                                     &error));
  g_assert_error (error, MAILSLOT_ERROR, MAILSLOT_ERROR_UNSUPPORTED);
}

static void
test_auto (Fixture *self, gconstpointer unused)
{
  PortPeer other;
  MailslotPort *port;

  port_peer_init (&other);
  port = port_peer_open (&other, MAILSLOT_SOURCE_AUTO);
  g_assert_cmpint (port_peer_get_status (port).source, ==, MAILSLOT_SOURCE_DIRECT);
  g_assert_finalize_object (port);
  port_peer_clear (&other);
}

#else

static void
test_default (void)
{
  g_assert_cmpint (mailslot_source_get_default (), ==, MAILSLOT_SOURCE_AUTO);
}

#endif

static void
test_message (Fixture *self, gconstpointer unused)
{
  gint64 before_us = g_get_real_time ();
  g_autoptr (MailslotMessage) message = NULL;
  const MailslotRecord *record;
  MailslotPortStatus status;

  g_assert_true (
      mailslot_address_is_all (mailslot_reader_get_address (get_reader (self))));
  port_peer_send (&self->peer, &(TestDatagram){ .text = "over the wire" });
  message = port_peer_assert_next (self->port, "over the wire");
  record = mailslot_message_get_record (message);
  g_assert_cmpint (record->transport, ==, MAILSLOT_TRANSPORT_NETBIOS);
  g_assert_cmpstr (mailslot_address_to_string (record->slot),
                   ==,
                   "\\\\HOST\\mailslot\\test");
  g_assert_cmpstr (mailslot_sender_get_name (record->sender), ==, "PEER");
  g_assert_cmpstr (mailslot_sender_get_address (record->sender), ==, "127.0.0.1");
  g_assert_cmpuint (mailslot_sender_get_port (record->sender),
                    ==,
                    port_peer_get_own_port (&self->peer));
  /* The clock of Wine has steps of a few milliseconds. */
  g_assert_cmpint (record->arrival_time_us, >=, before_us - 20000);
  g_assert_cmpint (record->arrival_time_us, <=, g_get_real_time ());
  g_assert_cmpint (record->arrival_monotonic_us, <=, g_get_monotonic_time ());

  status = port_peer_get_status (self->port);
  g_assert_cmpint (status.source, ==, MAILSLOT_SOURCE_DIRECT);
  g_assert_true (status.is_connected);
  g_assert_cmpuint (status.n_messages, ==, 1);
  g_assert_cmpuint (status.n_lost, ==, 0);
}

/* Damaged ones, those that nobody wants and those that are no message fail nothing. */
static void
test_only_what_is_wanted (Fixture *self, gconstpointer unused)
{
  g_autoptr (MailslotAddress) slot = mailslot_address_new_local ("Wanted", NULL);
  g_autoptr (GPtrArray) slots = g_ptr_array_new ();
  g_autoptr (MailslotMessage) first = NULL;
  g_autoptr (MailslotMessage) second = NULL;
  MailslotPortStatus status;

  g_ptr_array_add (slots, slot);
  mailslot_port_set_wanted (self->port, slots, FALSE);
  port_peer_send_bytes (&self->peer, (const guint8 *) "rubbish", 7);
  port_peer_send (&self->peer, &(TestDatagram){ .id = 1, .slot = "other" });
  port_peer_send (&self->peer,
                  &(TestDatagram){ .id = 2, .slot = "WANTED", .text = "first" });
  first = port_peer_assert_next (self->port, "first");

  mailslot_port_set_wanted (self->port, NULL, TRUE);
  port_peer_send (&self->peer,
                  &(TestDatagram){ .id = 3, .slot = "other", .text = "second" });
  second = port_peer_assert_next (self->port, "second");
  status = port_peer_get_status (self->port);
  g_assert_cmpuint (status.n_messages, ==, 3);
  g_assert_cmpuint (status.n_refused, ==, 1);
}

/* Longer than anybody sends: counted as lost, and the next one is whole. */
static void
test_too_long (Fixture *self, gconstpointer unused)
{
  g_autofree guint8 *bytes = g_malloc0 (3000);
  g_autoptr (MailslotMessage) message = NULL;

  port_peer_send_bytes (&self->peer, bytes, 3000);
  port_peer_send (&self->peer, &(TestDatagram){ .text = "short" });
  message = port_peer_assert_next (self->port, "short");
  g_assert_cmpuint (port_peer_get_status (self->port).n_lost, ==, 1);
}

/* Waits for as long as it takes for a packet to get from one socket to another. */
static MailslotInfo
wait_for_info (Fixture *self, guint n_messages)
{
  g_autoptr (GError) error = NULL;
  MailslotInfo info;

  do
    {
      mailslot_reader_get_info (get_reader (self), &info, &error);
      g_assert_no_error (error);
    }
  while (info.n_messages < n_messages);
  g_assert_cmpuint (info.n_messages, ==, n_messages);
  return info;
}

static void
assert_read (Fixture *self, const char *expected)
{
  char buffer[64];
  g_autoptr (GError) error = NULL;
  gssize size =
      mailslot_reader_read (get_reader (self), buffer, sizeof buffer, NULL, &error);

  g_assert_no_error (error);
  g_assert_cmpint (size, >=, 0);
  g_assert_cmpmem (buffer, (gsize) size, expected, strlen (expected));
}

static void
test_read (Fixture *self, gconstpointer unused)
{
  char buffer[4];
  g_autoptr (GError) error = NULL;
  MailslotInfo info;

  port_peer_send (&self->peer, &(TestDatagram){ .id = 1, .text = "five5" });
  port_peer_send (&self->peer, &(TestDatagram){ .id = 2, .text = "" });
  port_peer_send (&self->peer, &(TestDatagram){ .id = 3, .text = "three" });
  info = wait_for_info (self, 3);
  g_assert_cmpuint (info.next_size, ==, 5);
  g_assert_cmpuint (info.max_message_bytes, ==, 0);
  g_assert_cmpint (info.read_timeout_ms, ==, MAILSLOT_TIMEOUT_INFINITE);

  g_assert_cmpint (
      mailslot_reader_read (get_reader (self), buffer, sizeof buffer, NULL, &error),
      ==,
      -1);
  g_assert_error (error, MAILSLOT_ERROR, MAILSLOT_ERROR_BUFFER_TOO_SMALL);
  assert_read (self, "five5");
  g_assert_cmpuint (wait_for_info (self, 2).next_size, ==, 0);
  assert_read (self, "");
  assert_read (self, "three");
  g_assert_cmpuint (wait_for_info (self, 0).next_size, ==, MAILSLOT_SIZE_NONE);
}

static void
assert_timed_out (Fixture *self, int timeout_ms)
{
  g_autoptr (MailslotBatch) batch = mailslot_batch_new ();
  g_autoptr (GError) error = NULL;
  gint64 before_us = g_get_monotonic_time ();
  char byte;

  g_assert_true (mailslot_reader_set_timeout (get_reader (self), timeout_ms, NULL));
  g_assert_false (mailslot_reader_receive (get_reader (self), batch, NULL, &error));
  g_assert_error (error, MAILSLOT_ERROR, MAILSLOT_ERROR_TIMED_OUT);
  /* The two clocks of Wine are a little apart. */
  g_assert_cmpint (g_get_monotonic_time () - before_us,
                   >=,
                   timeout_ms * G_TIME_SPAN_MILLISECOND - 1000);
  g_clear_error (&error);
  g_assert_cmpint (mailslot_reader_read (get_reader (self), &byte, 1, NULL, &error),
                   ==,
                   -1);
  g_assert_error (error, MAILSLOT_ERROR, MAILSLOT_ERROR_TIMED_OUT);
}

static void
test_timeout (Fixture *self, gconstpointer unused)
{
  assert_timed_out (self, 0);
  assert_timed_out (self, 50);
  /* What nobody wants does not end a wait, and does not prolong it. */
  mailslot_port_set_wanted (self->port, NULL, FALSE);
  port_peer_send (&self->peer, &(TestDatagram){ .id = 1 });
  assert_timed_out (self, 50);
}

static void
batch_received_cb (MailslotWatcher *watcher, MailslotBatch *batch, Fixture *self)
{
  self->n_messages += mailslot_batch_get_n_messages (batch);
}

static MailslotWatcher *
start_watcher (Fixture *self)
{
  MailslotWatcher *watcher = mailslot_watcher_new (get_reader (self));

  g_signal_connect (watcher, "batch-received", G_CALLBACK (batch_received_cb), self);
  mailslot_watcher_start (watcher);
  return watcher;
}

static void
send_numbered (Fixture *self, guint n)
{
  for (guint i = 0; i < n; i++)
    {
      char text[16];

      g_snprintf (text, sizeof text, "%u", i);
      port_peer_send (&self->peer, &(TestDatagram){ .id = (guint16) i, .text = text });
    }
}

static void
test_watcher (Fixture *self, gconstpointer unused)
{
  MailslotWatcher *watcher = start_watcher (self);

  for (guint i = 1; i <= 20; i++)
    {
      send_numbered (self, 1);
      port_peer_send (&self->peer, &(TestDatagram){ .id = (guint16) (i + 100) });
      while (self->n_messages < i)
        g_main_context_iteration (NULL, TRUE);
    }
  mailslot_watcher_stop (watcher);
  g_assert_finalize_object (watcher);
}

/* What came before the stop is not lost. The peer is on the loopback, where what was sent
 * has come. */
static void
test_watcher_stop (Fixture *self, gconstpointer unused)
{
  MailslotWatcher *watcher = start_watcher (self);

  send_numbered (self, N_WAITING);
  mailslot_watcher_stop (watcher);
  g_assert_cmpuint (self->n_messages, ==, N_WAITING);
  g_assert_true (mailslot_reader_is_closed (get_reader (self)));
  g_assert_false (port_peer_get_status (self->port).is_connected);
  g_assert_cmpuint (port_peer_get_status (self->port).n_messages, ==, N_WAITING);
  g_assert_finalize_object (watcher);
}

static gpointer
cancel_later (gpointer cancellable)
{
  g_usleep (20000);
  g_cancellable_cancel (cancellable);
  return NULL;
}

static void
test_cancel (Fixture *self, gconstpointer unused)
{
  g_autoptr (GCancellable) cancellable = g_cancellable_new ();
  g_autoptr (MailslotBatch) batch = mailslot_batch_new ();
  g_autoptr (GError) error = NULL;
  GThread *thread = g_thread_new ("cancel", cancel_later, cancellable);

  g_assert_false (
      mailslot_reader_receive (get_reader (self), batch, cancellable, &error));
  g_assert_error (error, G_IO_ERROR, G_IO_ERROR_CANCELLED);
  g_thread_join (thread);

  /* A cancel goes first. */
  g_clear_error (&error);
  port_peer_send (&self->peer, &(TestDatagram){ .id = 1 });
  g_assert_false (
      mailslot_reader_receive (get_reader (self), batch, cancellable, &error));
  g_assert_error (error, G_IO_ERROR, G_IO_ERROR_CANCELLED);
  g_cancellable_reset (cancellable);
  g_assert_true (mailslot_reader_receive (get_reader (self), batch, cancellable, NULL));
}

typedef struct
{
  PortPeer *peer;
  int is_over; /* atomic */
} Flood;

static gpointer
flood (gpointer data)
{
  Flood *self = data;

  while (!g_atomic_int_get (&self->is_over))
    port_peer_send (self->peer, &(TestDatagram){ .slot = "unwanted" });
  return NULL;
}

/* Messages that nobody wants, without end, keep nobody from a cancel. */
static void
test_cancel_in_flood (Fixture *self, gconstpointer unused)
{
  g_autoptr (GCancellable) cancellable = g_cancellable_new ();
  g_autoptr (MailslotBatch) batch = mailslot_batch_new ();
  g_autoptr (GError) error = NULL;
  Flood data = { &self->peer, FALSE };
  GThread *flooder;
  GThread *canceller;

  mailslot_port_set_wanted (self->port, NULL, FALSE);
  flooder = g_thread_new ("flood", flood, &data);
  canceller = g_thread_new ("cancel", cancel_later, cancellable);
  g_assert_false (
      mailslot_reader_receive (get_reader (self), batch, cancellable, &error));
  g_assert_error (error, G_IO_ERROR, G_IO_ERROR_CANCELLED);
  g_atomic_int_set (&data.is_over, TRUE);
  g_thread_join (flooder);
  g_thread_join (canceller);
}

/* Writers of the network send from where answers come to. */
static void
test_shares_its_socket (Fixture *self, gconstpointer unused)
{
  g_autoptr (GSocket) socket = mailslot_network_dup_datagram_socket (self->peer.network);
  g_autoptr (GSocketAddress) address = NULL;
  MailslotPort *second;

  g_assert_nonnull (socket);
  address = g_socket_get_local_address (socket, NULL);
  g_assert_cmpuint (g_inet_socket_address_get_port (G_INET_SOCKET_ADDRESS (address)),
                    ==,
                    self->peer.port);

  /* Another port takes it over, and back; the first leaves alone what is not its own. */
  second = port_peer_open (&self->peer, MAILSLOT_SOURCE_DIRECT);
  g_clear_object (&socket);
  mailslot_reader_close (get_reader (self));
  socket = mailslot_network_dup_datagram_socket (self->peer.network);
  g_assert_nonnull (socket);
  mailslot_reader_close (MAILSLOT_READER (second));
  g_assert_null (mailslot_network_dup_datagram_socket (self->peer.network));
  g_assert_finalize_object (second);
}

#define ADD(path, function)                                                              \
  g_test_add ("/port/" path, Fixture, NULL, set_up, function, tear_down)

int
main (int argc, char **argv)
{
  g_test_init (&argc, &argv, NULL);
  g_setenv ("SMB_CONF_PATH", "/nonexistent", TRUE);

  g_test_add_func ("/port/names", test_names);
  g_test_add_func ("/port/default", test_default);
#ifdef G_OS_WIN32
  g_test_add_func ("/port/other-sources", test_other_sources);
  ADD ("auto", test_auto);
#endif
  ADD ("message", test_message);
  ADD ("only-what-is-wanted", test_only_what_is_wanted);
  ADD ("too-long", test_too_long);
  ADD ("read", test_read);
  ADD ("timeout", test_timeout);
  ADD ("watcher", test_watcher);
  ADD ("watcher-stop", test_watcher_stop);
  ADD ("cancel", test_cancel);
  ADD ("cancel-in-flood", test_cancel_in_flood);
  ADD ("shares-its-socket", test_shares_its_socket);
  return g_test_run ();
}
