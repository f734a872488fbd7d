/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "config.h"
#include "fuzz/fuzz-target.h"

#include <stdlib.h>

/*
 * fuzz-NAME-replay FILE…            a test: feeds the target with every packet of the
 * captures
 *                                   (.pcap) and with all other files as they are
 * fuzz-NAME-replay --extract FOLDER FILE…
 *                                   writes what the captures hold for this target into a
 *                                   folder, as a first corpus for libFuzzer
 */

typedef void (*InputFunc) (const guint8 *data, gsize size, gpointer user_data);

static guint
foreach_input (const char *path, InputFunc func, gpointer user_data)
{
  g_autoptr (PcapFile) file = pcap_file_open (path);
  guint n_inputs = 0;

  for (guint i = 0; i < pcap_file_get_n_datagrams (file); i++)
    {
      gsize size;
      const guint8 *data = fuzz_target_pick (pcap_file_get_datagram (file, i), &size);

      if (data == NULL)
        continue;
      func (data, size, user_data);
      n_inputs++;
    }
  return n_inputs;
}

static void
feed (const guint8 *data, gsize size, gpointer user_data)
{
  g_assert_cmpint (LLVMFuzzerTestOneInput (data, size), ==, 0);
}

static guint
feed_file (const char *path)
{
  g_autofree char *contents = NULL;
  g_autoptr (GError) error = NULL;
  gsize size;

  if (g_str_has_suffix (path, ".pcap"))
    return foreach_input (path, feed, NULL);

  g_file_get_contents (path, &contents, &size, &error);
  g_assert_no_error (error);
  feed ((const guint8 *) contents, size, NULL);
  return 1;
}

static void
test_replay (gconstpointer paths)
{
  guint n_inputs = 0;

  for (char *const *path = paths; *path != NULL; path++)
    n_inputs += feed_file (*path);
  g_test_message ("%u inputs", n_inputs);
  g_assert_cmpuint (n_inputs, >, 0);
}

static int
replay (int argc, char **argv)
{
  g_test_init (&argc, &argv, NULL);
  g_test_add_data_func ("/fuzz/replay", argv + 1, test_replay);
  return g_test_run ();
}

static void
write_input (const guint8 *data, gsize size, gpointer user_data)
{
  g_autofree char *name = g_compute_checksum_for_data (G_CHECKSUM_SHA1, data, size);
  g_autofree char *path = g_build_filename (user_data, name, NULL);
  g_autoptr (GError) error = NULL;

  g_file_set_contents (path, (const char *) data, (gssize) size, &error);
  g_assert_no_error (error);
}

int
main (int argc, char **argv)
{
  if (argc < 3 || g_strcmp0 (argv[1], "--extract") != 0)
    return replay (argc, argv);

  for (int i = 3; i < argc; i++)
    foreach_input (argv[i], write_input, argv[2]);
  return EXIT_SUCCESS;
}
