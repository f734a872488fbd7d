/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "config.h"
#include "mailslot/netbios/netbios-name-client.h"

#include <fcntl.h>
#include <sys/resource.h>
#include <unistd.h>

#include "support/name-peer.h"
#include "support/test-port.h"
#include "support/watchdog.h"

/* When the process may open no more files, a search fails; GLib's own ways to wait for a
 * cancel would end the program. */

#define MAX_DESCRIPTORS 40

static void
limit_descriptors (rlim_t limit)
{
  struct rlimit limits;

  g_assert_cmpint (getrlimit (RLIMIT_NOFILE, &limits), ==, 0);
  limits.rlim_cur = MIN (limit, limits.rlim_max);
  g_assert_cmpint (setrlimit (RLIMIT_NOFILE, &limits), ==, 0);
}

/* Takes all descriptors but @n_left. */
static void
use_up_descriptors (guint n_left)
{
  int fds[MAX_DESCRIPTORS];
  guint n_fds = 0;
  int fd;

  while ((fd = open ("/dev/null", O_RDONLY | O_CLOEXEC)) >= 0)
    fds[n_fds++] = fd;
  g_assert_cmpuint (n_fds, >=, n_left);
  for (guint i = 0; i < n_left; i++)
    close (fds[--n_fds]);
}

/* One descriptor is for the socket, one for the wait. */
static void
ask_with (guint n_left, gboolean is_enough)
{
  Watchdog *watchdog = watchdog_start (300);
  g_autoptr (GArray) interfaces = name_peer_make_interfaces (1, 2);
  g_autoptr (GCancellable) cancellable = g_cancellable_new ();
  g_autoptr (GError) error = NULL;
  NetbiosNameClient client = { interfaces, test_port_new () };
  NetbiosName name;
  NetbiosOwners owners;

  g_assert_true (netbios_name_init (&name, "NOBODY", 0, NULL));
  limit_descriptors (MAX_DESCRIPTORS);
  use_up_descriptors (n_left);
  g_assert_cmpint (
      netbios_name_client_ask_everybody (&client, &name, &owners, cancellable, &error),
      ==,
      is_enough);
  limit_descriptors (RLIM_INFINITY); /* a sanitizer needs some at the end */
  if (is_enough)
    g_assert_no_error (error);
  else
    g_assert_error (error, G_IO_ERROR, G_IO_ERROR_TOO_MANY_OPEN_FILES);
  watchdog_stop (watchdog);
}

static void
test_descriptors (gconstpointer n_left)
{
  guint n = GPOINTER_TO_UINT (n_left);

  if (g_test_subprocess ())
    {
      ask_with (n, n >= 2);
      return;
    }
  g_test_trap_subprocess (NULL,
                          300 * G_USEC_PER_SEC,
                          G_TEST_SUBPROCESS_INHERIT_STDOUT
                              | G_TEST_SUBPROCESS_INHERIT_STDERR);
  g_test_trap_assert_passed ();
}

int
main (int argc, char **argv)
{
  g_test_init (&argc, &argv, NULL);
  g_test_add_data_func ("/netbios-unix-wait/no-descriptor",
                        GUINT_TO_POINTER (0),
                        test_descriptors);
  g_test_add_data_func ("/netbios-unix-wait/one-descriptor",
                        GUINT_TO_POINTER (1),
                        test_descriptors);
  g_test_add_data_func ("/netbios-unix-wait/two-descriptors",
                        GUINT_TO_POINTER (2),
                        test_descriptors);
  return g_test_run ();
}
