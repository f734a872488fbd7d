/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "config.h"

#include <grp.h>
#include <string.h>
#include <sys/resource.h>
#include <sys/socket.h>
#include <sys/stat.h>
#include <unistd.h>

#include "mailslot/mailslot.h"
#include "port-peer.h"
#include "scripted-service.h"
#include "slot-folder.h"
#include "watchdog.h"

/* Which source is taken on Linux, and what is said if none can be. */

/* More than a port needs beside what every program has open. */
#define MAX_DESCRIPTORS 40

/* More than a buffer of 8 MiB has room for. */
#define N_FLOOD 40000u

/* Nobody who has rights. */
#define OTHER_USER 65534

typedef struct
{
  Watchdog *watchdog; /* (owned) */
  char *folder;       /* (owned) */
  char *samba_path;   /* (owned) */
  char *relay_path;   /* (owned) */
  PortPeer peer;
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
  self->samba_path = g_build_filename (self->folder, "unexpected", NULL);
  self->relay_path = g_build_filename (self->folder, "relay", NULL);
  write_smb_conf (self->folder);
  g_setenv ("SLOTWATCH_RELAY_SOCKET", self->relay_path, TRUE);
  port_peer_init (&self->peer);
}

static void
tear_down (Fixture *self, gconstpointer unused)
{
  port_peer_clear (&self->peer);
  slot_folder_free (self->folder);
  g_free (self->samba_path);
  g_free (self->relay_path);
  watchdog_stop (self->watchdog);
}

static MailslotSource
open_auto (Fixture *self)
{
  MailslotPort *port = port_peer_open (&self->peer, MAILSLOT_SOURCE_AUTO);
  MailslotSource source = port_peer_get_status (port).source;

  g_assert_finalize_object (port);
  return source;
}

static void
assert_opens (Fixture *self, MailslotSource expected)
{
  g_assert_cmpint (open_auto (self), ==, expected);
}

static gpointer
answer (gpointer service)
{
  const char acknowledgement = 0;

  scripted_service_accept (service);
  scripted_service_try_send (service, &acknowledgement, 1);
  return NULL;
}

static void
test_order (Fixture *self, gconstpointer unused)
{
  ScriptedService *samba = scripted_service_new (self->samba_path, SOCK_STREAM);
  ScriptedService *relay = scripted_service_new (self->relay_path, SOCK_SEQPACKET);
  MailslotSource source;

  /* It has a second to answer, which may be too short on a busy computer. */
  do
    {
      GThread *thread = g_thread_new ("answer", answer, samba);

      source = open_auto (self);
      g_thread_join (thread);
    }
  while (source != MAILSLOT_SOURCE_SAMBA);

  /* An nmbd that does not answer is none. */
  assert_opens (self, MAILSLOT_SOURCE_RELAY);
  scripted_service_free (samba);
  assert_opens (self, MAILSLOT_SOURCE_RELAY);
  scripted_service_free (relay);
  assert_opens (self, MAILSLOT_SOURCE_DIRECT);
}

/* Somebody who has the port and does not share it. */
static GSocket *
occupy_port (guint16 port)
{
  g_autoptr (GInetAddress) any = g_inet_address_new_any (G_SOCKET_FAMILY_IPV4);
  g_autoptr (GSocketAddress) address = g_inet_socket_address_new (any, port);
  g_autoptr (GError) error = NULL;
  GSocket *socket = g_socket_new (G_SOCKET_FAMILY_IPV4,
                                  G_SOCKET_TYPE_DATAGRAM,
                                  G_SOCKET_PROTOCOL_UDP,
                                  &error);

  g_assert_no_error (error);
  g_socket_bind (socket, address, FALSE, &error);
  g_assert_no_error (error);
  return socket;
}

static void
test_none (Fixture *self, gconstpointer unused)
{
  GSocket *socket = occupy_port (self->peer.port);
  g_autoptr (GError) error = NULL;
  g_autofree char *expected = g_strdup_printf (
      "Cannot receive from other computers (samba: nmbd of Samba does not run; relay: "
      "slotwatch-relay is not enabled; direct: another program has UDP port %u for "
      "itself)",
      self->peer.port);

  g_assert_null (mailslot_port_open (self->peer.network, MAILSLOT_SOURCE_AUTO, &error));
  g_assert_error (error, MAILSLOT_ERROR, MAILSLOT_ERROR_NO_DATAGRAM_PORT);
  g_assert_cmpstr (error->message, ==, expected);
  g_clear_error (&error);
  g_assert_null (mailslot_port_open (self->peer.network, MAILSLOT_SOURCE_DIRECT, &error));
  g_assert_error (error, MAILSLOT_ERROR, MAILSLOT_ERROR_NO_DATAGRAM_PORT);
  g_object_unref (socket);
}

/* Far more than a socket holds come while nobody reads. */
static void
test_every_datagram_is_counted (Fixture *self, gconstpointer unused)
{
  MailslotPort *port = port_peer_open (&self->peer, MAILSLOT_SOURCE_DIRECT);
  g_autoptr (MailslotBatch) batch = mailslot_batch_new ();
  MailslotPortStatus status;

  for (guint i = 0; i < N_FLOOD; i++)
    {
      char text[16];

      g_snprintf (text, sizeof text, "%u", i);
      port_peer_send (&self->peer, &(TestDatagram){ .id = (guint16) i, .text = text });
    }
  mailslot_reader_set_timeout (MAILSLOT_READER (port), 0, NULL);
  while (mailslot_reader_receive (MAILSLOT_READER (port), batch, NULL, NULL))
    continue;
  status = port_peer_get_status (port);
  g_test_message ("%" G_GUINT64_FORMAT " of %u are lost", status.n_lost, N_FLOOD);
  g_assert_cmpuint (status.n_messages, ==, mailslot_batch_get_n_messages (batch));
  g_assert_cmpuint (status.n_messages, >, 100);
  g_assert_cmpuint (status.n_messages + status.n_lost, ==, N_FLOOD);
  g_assert_finalize_object (port);
}

static void
run_in_child (void)
{
  g_test_trap_subprocess (NULL,
                          300 * G_USEC_PER_SEC,
                          G_TEST_SUBPROCESS_INHERIT_STDOUT
                              | G_TEST_SUBPROCESS_INHERIT_STDERR);
  g_test_trap_assert_passed ();
}

/* For a while, in a process of its own. */
static void
become_other_user (void)
{
  if (geteuid () != 0)
    return;
  g_assert_cmpint (setgroups (0, NULL), ==, 0);
  g_assert_cmpint (setegid (OTHER_USER), ==, 0);
  g_assert_cmpint (seteuid (OTHER_USER), ==, 0);
}

static void
become_root_again (void)
{
  if (getuid () != 0)
    return;
  g_assert_cmpint (seteuid (0), ==, 0);
  g_assert_cmpint (setegid (0), ==, 0);
}

static void
assert_denied (Fixture *self, MailslotSource source)
{
  g_autoptr (GError) error = NULL;

  g_assert_null (mailslot_port_open (self->peer.network, source, &error));
  g_assert_error (error, MAILSLOT_ERROR, MAILSLOT_ERROR_ACCESS_DENIED);
  /* The group of the socket is that of who runs the test. */
  g_assert_nonnull (strstr (error->message, getgrgid (getgid ())->gr_name));
}

/* A relay that is there and refuses us is no reason to take its datagrams away. */
static void
test_relay_refuses (Fixture *self, gconstpointer unused)
{
  ScriptedService *relay;

  if (!g_test_subprocess ())
    {
      run_in_child ();
      return;
    }
  relay = scripted_service_new (self->relay_path, SOCK_SEQPACKET);
  g_assert_cmpint (chmod (self->folder, 0711), ==, 0);
  g_assert_cmpint (chmod (self->relay_path, 0), ==, 0);
  become_other_user ();
  assert_denied (self, MAILSLOT_SOURCE_RELAY);
  assert_denied (self, MAILSLOT_SOURCE_AUTO);
  become_root_again ();
  scripted_service_free (relay);
}

/* A port below 1024. */
static void
test_no_right (void)
{
  MailslotNetworkOptions options = MAILSLOT_NETWORK_OPTIONS_INIT;
  g_autoptr (MailslotNetwork) network = NULL;
  g_autoptr (GError) error = NULL;
  MailslotPort *port;

  if (!g_test_subprocess ())
    {
      run_in_child ();
      return;
    }
  options.datagram_port = 138;
  network = mailslot_network_new (&options, NULL);
  become_other_user ();
  port = mailslot_port_open (network, MAILSLOT_SOURCE_DIRECT, &error);
  become_root_again ();
  if (port != NULL)
    {
      g_object_unref (port);
      g_test_skip ("here anybody may open UDP port 138");
      return;
    }
  g_assert_error (error, MAILSLOT_ERROR, MAILSLOT_ERROR_NO_DATAGRAM_PORT);
  g_assert_nonnull (strstr (error->message, "CAP_NET_BIND_SERVICE"));
}

static void
limit_descriptors (rlim_t limit)
{
  struct rlimit limits;

  g_assert_cmpint (getrlimit (RLIMIT_NOFILE, &limits), ==, 0);
  limits.rlim_cur = MIN (limit, limits.rlim_max);
  g_assert_cmpint (setrlimit (RLIMIT_NOFILE, &limits), ==, 0);
}

static guint
count_descriptors (void)
{
  g_autoptr (GDir) dir = g_dir_open ("/proc/self/fd", 0, NULL);
  guint n = 0;

  g_assert_nonnull (dir);
  while (g_dir_read_name (dir) != NULL)
    n++;
  return n;
}

/* A port that could be opened can also be waited for. */
static gboolean
open_and_wait (Fixture *self, MailslotSource source)
{
  g_autoptr (GError) error = NULL;
  g_autoptr (GCancellable) cancellable = g_cancellable_new ();
  g_autoptr (MailslotBatch) batch = mailslot_batch_new ();
  g_autoptr (MailslotPort) port = mailslot_port_open (self->peer.network, source, &error);

  if (port == NULL)
    {
      g_assert_error (error, G_IO_ERROR, G_IO_ERROR_TOO_MANY_OPEN_FILES);
      g_assert_nonnull (strstr (error->message, "Too many open files"));
      return FALSE;
    }
  mailslot_reader_set_timeout (MAILSLOT_READER (port), 1, NULL);
  g_assert_false (
      mailslot_reader_receive (MAILSLOT_READER (port), batch, cancellable, &error));
  g_assert_error (error, MAILSLOT_ERROR, MAILSLOT_ERROR_TIMED_OUT);
  return TRUE;
}

static void
exhaust_descriptors (Fixture *self, MailslotSource source)
{
  guint n_before = count_descriptors ();
  gboolean was_opened = FALSE;

  for (rlim_t limit = 3; limit < MAX_DESCRIPTORS; limit++)
    {
      limit_descriptors (limit);
      was_opened = open_and_wait (self, source);
      limit_descriptors (RLIM_INFINITY);
      g_assert_cmpuint (count_descriptors (), ==, n_before);
    }
  g_assert_true (was_opened);
}

static void
test_without_descriptors (Fixture *self, gconstpointer unused)
{
  ScriptedService *relay;

  if (!g_test_subprocess ())
    {
      run_in_child ();
      return;
    }
  exhaust_descriptors (self, MAILSLOT_SOURCE_DIRECT);
  relay = scripted_service_new (self->relay_path, SOCK_SEQPACKET);
  exhaust_descriptors (self, MAILSLOT_SOURCE_RELAY);
  scripted_service_free (relay);
}

#define ADD(path, function)                                                              \
  g_test_add ("/port-sources/" path, Fixture, NULL, set_up, function, tear_down)

int
main (int argc, char **argv)
{
  g_test_init (&argc, &argv, NULL);

  ADD ("order", test_order);
  ADD ("none", test_none);
  ADD ("every-datagram-is-counted", test_every_datagram_is_counted);
  ADD ("relay-refuses", test_relay_refuses);
  g_test_add_func ("/port-sources/no-right", test_no_right);
  ADD ("without-descriptors", test_without_descriptors);
  return g_test_run ();
}
