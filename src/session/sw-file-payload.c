/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "config.h"

#include "session/sw-file-payload.h"

#include <errno.h>
#include <gio/gio.h>
#include <glib/gi18n-lib.h>
#include <glib/gstdio.h>

#include "session/sw-file-open-private.h"

#define BLOCK_BYTES 65536

static gboolean
fail (GError **error, int code, const char *why)
{
  g_set_error_literal (error, G_IO_ERROR, code, why);
  return FALSE;
}

static gboolean
fail_errno (GError **error, int code)
{
  if (code == EAGAIN)
    return fail (error, G_IO_ERROR_WOULD_BLOCK, _ ("there is nothing to read in it yet"));
  return fail (error, (int) g_io_error_from_errno (code), g_strerror (code));
}

static gboolean
check_size (guint64 size, GError **error)
{
  if (size <= SW_FILE_PAYLOAD_MAX_BYTES)
    return TRUE;
  g_set_error (error,
               G_IO_ERROR,
               G_IO_ERROR_MESSAGE_TOO_LARGE,
               _ ("it is longer than %d MiB, too long for a message"),
               SW_FILE_PAYLOAD_MAX_BYTES / (1024 * 1024));
  return FALSE;
}

/* Opening a pipe would wait for its writer, so it is looked at first. */
static gboolean
check_file (const char *path, GError **error)
{
  GStatBuf status;

  if (g_stat (path, &status) != 0)
    return fail_errno (error, errno);
  if (S_ISDIR (status.st_mode))
    return fail (error, G_IO_ERROR_IS_DIRECTORY, _ ("it is a folder"));
  if (!S_ISREG (status.st_mode))
    return fail (error, G_IO_ERROR_NOT_REGULAR_FILE, _ ("it is not a regular file"));
  return check_size ((guint64) status.st_size, error);
}

/* What its size says is no bound: many files in /proc have a size of 0 and something in
 * them, some without end. */
static GBytes *
read_file (FILE *file, GError **error)
{
  g_autoptr (GByteArray) bytes = g_byte_array_new ();
  guint8 block[BLOCK_BYTES];
  gsize n_read;

  do
    {
      errno = 0;
      n_read = fread (block, 1, sizeof block, file);
      if (ferror (file))
        {
          fail_errno (error, errno);
          return NULL;
        }
      g_byte_array_append (bytes, block, (guint) n_read);
    }
  while (n_read > 0 && bytes->len <= SW_FILE_PAYLOAD_MAX_BYTES);

  if (!check_size (bytes->len, error))
    return NULL;
  return g_byte_array_free_to_bytes (g_steal_pointer (&bytes));
}

static GBytes *
load_path (const char *path, GError **error)
{
  GBytes *bytes;
  FILE *file;

  if (!check_file (path, error))
    return NULL;
  file = sw_file_open_at_once (path);
  if (file == NULL)
    {
      fail_errno (error, errno);
      return NULL;
    }
  bytes = read_file (file, error);
  fclose (file);
  return bytes;
}

static GBytes *
load (GFile *file, GError **error)
{
  const char *path = g_file_peek_path (file);

  /* What a desktop mounts from elsewhere may take minutes to answer. */
  if (path == NULL)
    {
      fail (error, G_IO_ERROR_NOT_SUPPORTED, _ ("it is not a file of this computer"));
      return NULL;
    }
  return load_path (path, error);
}

GBytes *
sw_file_payload_load (const char *path, GError **error)
{
  g_autoptr (GFile) file = g_file_parse_name (path);
  GBytes *bytes = load (file, error);

  if (bytes == NULL)
    g_prefix_error (error, _ ("Cannot read “%s”: "), path);
  return bytes;
}
