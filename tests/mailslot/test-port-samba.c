/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "config.h"

#include <string.h>
#include <sys/socket.h>

#include "mailslot/mailslot.h"
#include "port-peer.h"
#include "scripted-service.h"
#include "slot-folder.h"
#include "watchdog.h"

/* Against something that talks like nmbd, as it should and as it should not. */

/* What nmbd is asked: 138, any name, any transaction. */
static const guint8 query[24] = { [0] = 1, [16] = 0xff, 0xff, 0xff, 0xff };

static const guint8 answer = 0;

/* How nmbd writes the header of a packet on a machine of 64 bits. */
typedef struct
{
  guint64 size;
  guint32 type;
  guint32 padding;
  gint64 time_s;
  guint8 source[4];
  gint32 port;
} Header;

typedef struct
{
  Watchdog *watchdog;       /* (owned) */
  char *folder;             /* (owned) */
  char *path;               /* (owned), of the socket */
  ScriptedService *service; /* (owned) (nullable) */
  PortPeer peer;
  MailslotPort *port; /* (owned) (nullable) */
} Fixture;

static void
write_smb_conf (const char *folder)
{
  g_autofree char *path = g_build_filename (folder, "smb.conf", NULL);
  g_autofree char *text = g_strdup_printf ("[global]\nnmbd:socket dir = %s\n", folder);

  g_assert_true (g_file_set_contents (path, text, -1, NULL));
  g_setenv ("SMB_CONF_PATH", path, TRUE);
}

static void
set_up (Fixture *self, gconstpointer unused)
{
  self->watchdog = watchdog_start (300);
  self->folder = slot_folder_new ();
  self->path = g_build_filename (self->folder, "unexpected", NULL);
  write_smb_conf (self->folder);
  self->service = scripted_service_new (self->path, SOCK_STREAM);
  port_peer_init (&self->peer);
}

static void
tear_down (Fixture *self, gconstpointer unused)
{
  if (self->port != NULL)
    g_assert_finalize_object (self->port);
  g_clear_pointer (&self->service, scripted_service_free);
  port_peer_clear (&self->peer);
  slot_folder_free (self->folder);
  g_free (self->path);
  watchdog_stop (self->watchdog);
}

/* Opening waits for the answer, so it needs a thread; but not for more than a second. */
static gpointer
open_port (gpointer data)
{
  PortPeer *peer = data;
  g_autoptr (GError) error = NULL;
  MailslotPort *port = mailslot_port_open (peer->network, MAILSLOT_SOURCE_SAMBA, &error);

  if (port != NULL)
    mailslot_port_set_wanted (port, NULL, TRUE);
  else
    g_assert_error (error, MAILSLOT_ERROR, MAILSLOT_ERROR_NO_DATAGRAM_PORT);
  return port;
}

static void
accept_and_answer (Fixture *self)
{
  scripted_service_accept (self->service);
  scripted_service_expect (self->service, query, sizeof query);
  scripted_service_try_send (self->service, &answer, 1);
}

/* On a busy computer the answer may come too late. */
static void
connect_port (Fixture *self)
{
  do
    {
      GThread *thread = g_thread_new ("open", open_port, &self->peer);

      accept_and_answer (self);
      self->port = g_thread_join (thread);
    }
  while (self->port == NULL);
}

/* Header and packet, as nmbd writes them. */
static GByteArray *
encode (const TestDatagram *datagram)
{
  g_autoptr (GByteArray) packet = test_datagram_encode (datagram);
  Header header = {
    .size = packet->len,
    .type = 1,
    .time_s = 1,
    .source = { 198, 51, 100, 7 },
    .port = 1138,
  };
  GByteArray *bytes = g_byte_array_new ();

  g_assert_cmpuint (sizeof header, ==, 32);
  g_byte_array_append (bytes, (const guint8 *) &header, sizeof header);
  g_byte_array_append (bytes, packet->data, packet->len);
  return bytes;
}

static void
say (Fixture *self, const TestDatagram *datagram)
{
  g_autoptr (GByteArray) bytes = encode (datagram);

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
  gint64 before_us = g_get_real_time ();
  g_autoptr (MailslotMessage) message = NULL;
  const MailslotRecord *record;

  connect_port (self);
  g_assert_cmpint (port_peer_get_status (self->port).source, ==, MAILSLOT_SOURCE_SAMBA);
  g_assert_true (port_peer_get_status (self->port).is_connected);
  say (self, &(TestDatagram){ .text = "by nmbd" });
  message = port_peer_assert_next (self->port, "by nmbd");
  record = mailslot_message_get_record (message);
  g_assert_cmpstr (mailslot_sender_get_address (record->sender), ==, "198.51.100.7");
  g_assert_cmpuint (mailslot_sender_get_port (record->sender), ==, 1138);
  g_assert_cmpint (record->arrival_time_us, >=, before_us);
}

/* As nmbd does with each broadcast. */
static void
test_twice (Fixture *self, gconstpointer unused)
{
  connect_port (self);
  say (self, &(TestDatagram){ .id = 1, .text = "first" });
  say (self, &(TestDatagram){ .id = 1, .text = "first" });
  assert_next (self, "first");
  say (self, &(TestDatagram){ .id = 2, .text = "second" });
  assert_next (self, "second");
  g_assert_cmpuint (port_peer_get_status (self->port).n_duplicates, ==, 1);
}

/* One byte at a time, the answer too. */
static void
test_split (Fixture *self, gconstpointer unused)
{
  g_autoptr (GByteArray) bytes = encode (&(TestDatagram){ .id = 1, .text = "split" });
  g_autoptr (GByteArray) second = encode (&(TestDatagram){ .id = 2, .text = "whole" });
  MailslotInfo info;

  connect_port (self);
  for (guint i = 0; i < bytes->len; i++)
    {
      g_assert_true (
          mailslot_reader_get_info (MAILSLOT_READER (self->port), &info, NULL));
      g_assert_cmpuint (info.n_messages, ==, 0);
      scripted_service_send (self->service, bytes->data + i, 1);
    }
  assert_next (self, "split");

  /* The end of one and the beginning of the next. */
  scripted_service_send (self->service, bytes->data, 40);
  g_byte_array_remove_range (bytes, 0, 40);
  g_byte_array_append (bytes, second->data, 10);
  scripted_service_send (self->service, bytes->data, bytes->len);
  scripted_service_send (self->service, second->data + 10, second->len - 10);
  assert_next (self, "whole");
  g_assert_cmpuint (port_peer_get_status (self->port).n_duplicates, ==, 1);
}

static void
test_many_at_once (Fixture *self, gconstpointer unused)
{
  g_autoptr (GByteArray) bytes = g_byte_array_new ();
  g_autoptr (MailslotBatch) batch = mailslot_batch_new ();

  connect_port (self);
  for (guint16 id = 1; id <= 500; id++)
    {
      g_autoptr (GByteArray) one = encode (&(TestDatagram){ .id = id });

      g_byte_array_append (bytes, one->data, one->len);
    }
  scripted_service_send (self->service, bytes->data, bytes->len);
  while (mailslot_batch_get_n_messages (batch) < 500)
    g_assert_true (
        mailslot_reader_receive (MAILSLOT_READER (self->port), batch, NULL, NULL));
}

static const struct
{
  const char *what;
  guint64 size;
  guint32 type;
  gint32 port;
} nonsense[] = {
  { "longer than any datagram", 2049, 1, 138 },
  { "of a size that overflows", G_MAXUINT64, 1, 138 },
  { "of almost such a size", G_MAXUINT64 - 31, 1, 138 },
  { "of the name service", 100, 0, 138 },
  { "of no type", 100, 0xffffffff, 138 },
  { "from a negative port", 100, 1, -1 },
  { "from a port that is too high", 100, 1, 65536 },
};

static gpointer
receive_one (gpointer port)
{
  return port_peer_assert_next (port, "after all");
}

/* What makes no sense ends the connection; a new one makes sense again. */
static void
test_nonsense (Fixture *self, gconstpointer data)
{
  gsize i = GPOINTER_TO_SIZE (data);
  const Header header = {
    .size = nonsense[i].size,
    .type = nonsense[i].type,
    .port = nonsense[i].port,
  };
  GThread *thread;

  g_test_message ("%s", nonsense[i].what);
  connect_port (self);
  thread = g_thread_new ("receive", receive_one, self->port);
  scripted_service_send (self->service, &header, sizeof header);
  scripted_service_expect_end (self->service);
  accept_and_answer (self);
  say (self, &(TestDatagram){ .text = "after all" });
  mailslot_message_unref (g_thread_join (thread));
  g_assert_true (port_peer_get_status (self->port).is_connected);
  g_assert_cmpuint (port_peer_get_status (self->port).n_refused, ==, 0);
}

static void
wait_until_disconnected (Fixture *self)
{
  while (port_peer_get_status (self->port).is_connected)
    g_thread_yield ();
}

/* nmbd ends in the middle of a packet, stays away, and comes back. */
static void
test_restart (Fixture *self, gconstpointer unused)
{
  g_autoptr (GByteArray) half = encode (&(TestDatagram){ .id = 1 });
  GThread *thread;

  connect_port (self);
  thread = g_thread_new ("receive", receive_one, self->port);
  scripted_service_send (self->service, half->data, half->len - 1);
  scripted_service_free (self->service);
  wait_until_disconnected (self);

  self->service = scripted_service_new (self->path, SOCK_STREAM);
  scripted_service_accept (self->service);
  scripted_service_hang_up (self->service);
  scripted_service_accept (self->service);
  scripted_service_expect (self->service, query, sizeof query);
  /* Connected is who was answered. */
  g_assert_false (port_peer_get_status (self->port).is_connected);
  scripted_service_send (self->service, &answer, 1);
  say (self, &(TestDatagram){ .id = 2, .text = "after all" });
  mailslot_message_unref (g_thread_join (thread));
  g_assert_true (port_peer_get_status (self->port).is_connected);
}

static gpointer
cancel_when_disconnected (gpointer data)
{
  Fixture *self = data;
  GCancellable *cancellable = g_object_get_data (G_OBJECT (self->port), "cancellable");

  wait_until_disconnected (self);
  g_cancellable_cancel (cancellable);
  return NULL;
}

/* While nobody is there a wait is a wait like any other. */
static void
test_wait_while_gone (Fixture *self, gconstpointer unused)
{
  g_autoptr (GCancellable) cancellable = g_cancellable_new ();
  g_autoptr (MailslotBatch) batch = mailslot_batch_new ();
  g_autoptr (GError) error = NULL;
  MailslotReader *reader;
  GThread *thread;

  connect_port (self);
  reader = MAILSLOT_READER (self->port);
  g_object_set_data (G_OBJECT (reader), "cancellable", cancellable);
  g_clear_pointer (&self->service, scripted_service_free);
  thread = g_thread_new ("cancel", cancel_when_disconnected, self);
  g_assert_false (mailslot_reader_receive (reader, batch, cancellable, &error));
  g_assert_error (error, G_IO_ERROR, G_IO_ERROR_CANCELLED);
  g_thread_join (thread);

  g_clear_error (&error);
  g_assert_true (mailslot_reader_set_timeout (reader, 250, NULL));
  g_assert_false (mailslot_reader_receive (reader, batch, NULL, &error));
  g_assert_error (error, MAILSLOT_ERROR, MAILSLOT_ERROR_TIMED_OUT);
  g_clear_error (&error);
  g_assert_true (mailslot_reader_set_timeout (reader, 0, NULL));
  g_assert_false (mailslot_reader_receive (reader, batch, NULL, &error));
  g_assert_error (error, MAILSLOT_ERROR, MAILSLOT_ERROR_TIMED_OUT);
}

static void
assert_cannot_open (Fixture *self, const char *reason)
{
  g_autoptr (GError) error = NULL;
  g_autofree char *expected =
      g_strdup_printf ("Cannot receive from other computers by “samba”: %s", reason);

  g_assert_null (mailslot_port_open (self->peer.network, MAILSLOT_SOURCE_SAMBA, &error));
  g_assert_error (error, MAILSLOT_ERROR, MAILSLOT_ERROR_NO_DATAGRAM_PORT);
  g_assert_cmpstr (error->message, ==, expected);
}

static gpointer
answer_wrong (gpointer data)
{
  const guint8 wrong = 1;
  Fixture *self = data;

  scripted_service_accept (self->service);
  scripted_service_send (self->service, &wrong, 1);
  scripted_service_accept (self->service);
  scripted_service_hang_up (self->service);
  return NULL;
}

static void
test_cannot_open (Fixture *self, gconstpointer unused)
{
  GThread *thread;
  gint64 before_us = g_get_monotonic_time ();

  assert_cannot_open (self, "nmbd of Samba does not answer");
  g_assert_cmpint (g_get_monotonic_time () - before_us, >=, G_TIME_SPAN_SECOND);
  scripted_service_accept (self->service);

  thread = g_thread_new ("answer", answer_wrong, self);
  assert_cannot_open (self, "nmbd of Samba does not answer");
  assert_cannot_open (self, "nmbd of Samba does not answer");
  g_thread_join (thread);

  g_clear_pointer (&self->service, scripted_service_free);
  assert_cannot_open (self, "nmbd of Samba does not run");
}

#define ADD(path, function)                                                              \
  g_test_add ("/port-samba/" path, Fixture, NULL, set_up, function, tear_down)

int
main (int argc, char **argv)
{
  g_test_init (&argc, &argv, NULL);

  if (sizeof (size_t) != 8 || sizeof (time_t) != 8)
    {
      g_test_message ("nmbd's structures are another size here");
      return 77;
    }
  ADD ("message", test_message);
  ADD ("twice", test_twice);
  ADD ("split", test_split);
  ADD ("many-at-once", test_many_at_once);
  for (gsize i = 0; i < G_N_ELEMENTS (nonsense); i++)
    {
      g_autofree char *path =
          g_strdup_printf ("/port-samba/nonsense/%" G_GSIZE_FORMAT, i);

      g_test_add (path, Fixture, GSIZE_TO_POINTER (i), set_up, test_nonsense, tear_down);
    }
  ADD ("restart", test_restart);
  ADD ("wait-while-gone", test_wait_while_gone);
  ADD ("cannot-open", test_cannot_open);
  return g_test_run ();
}
