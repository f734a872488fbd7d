/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "config.h"

#include "session/sw-file-payload.h"

#include <gio/gio.h>

#include "session-fixture.h"

static char *
write_file (const char *name, const char *content, gsize size)
{
  char *path = g_build_filename (fixture_get_folder (), name, NULL);

  g_assert_true (g_file_set_contents (path, content, (gssize) size, NULL));
  return path;
}

static void
assert_fails (const char *path, int code, const char *words)
{
  g_autoptr (GError) error = NULL;

  g_assert_null (sw_file_payload_load (path, &error));
  g_assert_error (error, G_IO_ERROR, code);
  g_assert_nonnull (strstr (error->message, path));
  if (words != NULL)
    g_assert_nonnull (strstr (error->message, words));
}

static void
test_bytes (void)
{
  const char content[] = "a\0\r\n\377\032";
  g_autofree char *path = write_file ("b y t e s", content, sizeof content);
  g_autofree char *empty = write_file ("empty", "", 0);
  g_autoptr (GError) error = NULL;
  g_autoptr (GBytes) bytes = sw_file_payload_load (path, &error);
  g_autoptr (GBytes) nothing = sw_file_payload_load (empty, &error);

  g_assert_no_error (error);
  g_assert_cmpmem (g_bytes_get_data (bytes, NULL),
                   g_bytes_get_size (bytes),
                   content,
                   sizeof content);
  g_assert_cmpuint (g_bytes_get_size (nothing), ==, 0);
}

/* What a file manager puts on the clipboard. */
static void
test_uri (void)
{
  g_autofree char *path = write_file ("你好", "x", 1);
  g_autofree char *uri = g_filename_to_uri (path, NULL, NULL);
  g_autoptr (GError) error = NULL;
  g_autoptr (GBytes) bytes = sw_file_payload_load (uri, &error);

  g_assert_no_error (error);
  g_assert_cmpuint (g_bytes_get_size (bytes), ==, 1);
}

static void
test_wrong (void)
{
  g_autofree char *missing = g_build_filename (fixture_get_folder (), "missing", NULL);

  assert_fails (missing, G_IO_ERROR_NOT_FOUND, NULL);
  assert_fails (fixture_get_folder (), G_IO_ERROR_IS_DIRECTORY, "folder");
}

static void
test_too_long (void)
{
  g_autofree char *content = g_malloc0 (SW_FILE_PAYLOAD_MAX_BYTES + 1);
  g_autofree char *longest = write_file ("longest", content, SW_FILE_PAYLOAD_MAX_BYTES);
  g_autofree char *longer = write_file ("longer", content, SW_FILE_PAYLOAD_MAX_BYTES + 1);
  g_autoptr (GError) error = NULL;
  g_autoptr (GBytes) bytes = sw_file_payload_load (longest, &error);

  g_assert_no_error (error);
  g_assert_cmpuint (g_bytes_get_size (bytes), ==, SW_FILE_PAYLOAD_MAX_BYTES);
  assert_fails (longer, G_IO_ERROR_MESSAGE_TOO_LARGE, "16 MiB");
}

int
main (int argc, char *argv[])
{
  g_test_init (&argc, &argv, NULL);
  g_test_add_func ("/file-payload/bytes", test_bytes);
  g_test_add_func ("/file-payload/uri", test_uri);
  g_test_add_func ("/file-payload/wrong", test_wrong);
  g_test_add_func ("/file-payload/too-long", test_too_long);
  return fixture_run ();
}
