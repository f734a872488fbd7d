/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "config.h"

#include "session/sw-file-payload.h"

#include <errno.h>
#include <gio/gio.h>
#include <glib/gi18n-lib.h>
#include <glib/gstdio.h>

static gboolean
fail (GError **error, int code, const char *why)
{
  g_set_error_literal (error, G_IO_ERROR, code, why);
  return FALSE;
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
    return fail (error, (int) g_io_error_from_errno (errno), g_strerror (errno));
  if (S_ISDIR (status.st_mode))
    return fail (error, G_IO_ERROR_IS_DIRECTORY, _ ("it is a folder"));
  if (!S_ISREG (status.st_mode))
    return fail (error, G_IO_ERROR_NOT_REGULAR_FILE, _ ("it is not a regular file"));
  return check_size ((guint64) status.st_size, error);
}

static GBytes *
load (GFile *file, GError **error)
{
  const char *path = g_file_peek_path (file);
  g_autoptr (GBytes) bytes = NULL;

  /* What a desktop mounts from elsewhere may take minutes to answer. */
  if (path == NULL)
    fail (error, G_IO_ERROR_NOT_SUPPORTED, _ ("it is not a file of this computer"));
  else if (check_file (path, error))
    bytes = g_file_load_bytes (file, NULL, NULL, error);

  /* It may have grown since it was looked at. */
  if (bytes == NULL || !check_size (g_bytes_get_size (bytes), error))
    return NULL;
  return g_steal_pointer (&bytes);
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
