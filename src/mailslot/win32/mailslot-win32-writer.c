/* SPDX-License-Identifier: LGPL-2.1-or-later */
#include "config.h"

#include <windows.h>

#include <glib/gi18n-lib.h>

#include "mailslot/mailslot-backend-private.h"
#include "mailslot/mailslot-error.h"
#include "mailslot/win32/mailslot-win32-error-private.h"

/* The sending end: CreateFile() and WriteFile(). An address of another computer or of a
 * workgroup goes to Windows as it is, whose redirector takes it from there. Opening such
 * a slot succeeds whatever its name; only the write looks for the computer, for some
 * seconds if nobody answers. A write to this computer never waits. */

#define MAILSLOT_TYPE_WIN32_WRITER (mailslot_win32_writer_get_type ())
G_DECLARE_FINAL_TYPE (MailslotWin32Writer,
                      mailslot_win32_writer,
                      MAILSLOT,
                      WIN32_WRITER,
                      MailslotWriter)

struct _MailslotWin32Writer
{
  MailslotWriter parent_instance;

  HANDLE slot; /* (owned) */
  gsize max_bytes;
};

G_DEFINE_FINAL_TYPE (MailslotWin32Writer, mailslot_win32_writer, MAILSLOT_TYPE_WRITER)

/* Once is enough: a write that it misses ends by itself. */
static void
cancelled_cb (GCancellable *cancellable, HANDLE slot)
{
  CancelIoEx (slot, NULL);
}

static DWORD
win32_writer_write_file (MailslotWin32Writer *self, gconstpointer data, DWORD size)
{
  static const guint8 nothing;
  DWORD n_written;

  if (!WriteFile (self->slot, size > 0 ? data : &nothing, size, &n_written, NULL))
    return GetLastError ();
  return ERROR_SUCCESS;
}

static gboolean
win32_writer_write (MailslotWriter *writer,
                    gconstpointer data,
                    gsize size,
                    GCancellable *cancellable,
                    GError **error)
{
  MailslotWin32Writer *self = MAILSLOT_WIN32_WRITER (writer);
  MailslotAddress *address = mailslot_writer_get_address (writer);
  gulong handler = 0;
  DWORD code;

  if (size > self->max_bytes)
    {
      g_set_error (error,
                   MAILSLOT_ERROR,
                   MAILSLOT_ERROR_MESSAGE_TOO_LARGE,
                   _ ("Cannot send %lu bytes to %s: it takes at most %lu"),
                   (gulong) MIN (size, G_MAXULONG),
                   mailslot_address_to_string (address),
                   (gulong) self->max_bytes);
      return FALSE;
    }
  if (!mailslot_address_is_local (address) && cancellable != NULL)
    handler =
        g_cancellable_connect (cancellable, G_CALLBACK (cancelled_cb), self->slot, NULL);
  code = win32_writer_write_file (self, data, (DWORD) size);
  g_cancellable_disconnect (cancellable, handler);
  if (code == ERROR_SUCCESS)
    return TRUE;
  mailslot_win32_set_error (error, MAILSLOT_WIN32_WRITE, address, code);
  return FALSE;
}

static void
win32_writer_close (MailslotWriter *writer)
{
  MailslotWin32Writer *self = MAILSLOT_WIN32_WRITER (writer);

  g_clear_pointer (&self->slot, CloseHandle);
}

static void
mailslot_win32_writer_class_init (MailslotWin32WriterClass *klass)
{
  MailslotWriterClass *writer_class = MAILSLOT_WRITER_CLASS (klass);

  writer_class->write = win32_writer_write;
  writer_class->close = win32_writer_close;
}

static void
mailslot_win32_writer_init (MailslotWin32Writer *self)
{
}

/* The redirector knows no suffix: it would look for a computer with "<" in its name. */
static gboolean
check_suffix (MailslotAddress *address, GError **error)
{
  if (mailslot_address_get_suffix (address) == 0)
    return TRUE;
  g_set_error (
      error,
      MAILSLOT_ERROR,
      MAILSLOT_ERROR_UNSUPPORTED,
      _ ("Cannot send to %s: Windows cannot send to a NetBIOS suffix, but our own "
         "datagrams can (--transport datagram)"),
      mailslot_address_to_string (address));
  return FALSE;
}

/* What the owner of a slot on this computer set: since Windows 8 a writer is told, too,
 * while Wine and older ones fail, and leave it to the write. */
static gsize
get_owners_limit (HANDLE slot)
{
  DWORD max_bytes;

  if (!GetMailslotInfo (slot, &max_bytes, NULL, NULL, NULL) || max_bytes == 0)
    return G_MAXUINT32;
  return max_bytes;
}

MailslotWriter *
mailslot_backend_open_writer (MailslotAddress *address, gsize max_bytes, GError **error)
{
  g_autofree gunichar2 *name =
      g_utf8_to_utf16 (mailslot_address_to_string (address), -1, NULL, NULL, NULL);
  MailslotWin32Writer *self;
  HANDLE slot;

  if (!check_suffix (address, error))
    return NULL;
  /* Sharing everything is what every version of Windows accepts. */
  slot = CreateFileW (name,
                      GENERIC_WRITE,
                      FILE_SHARE_READ | FILE_SHARE_WRITE,
                      NULL,
                      OPEN_EXISTING,
                      FILE_ATTRIBUTE_NORMAL,
                      NULL);
  if (slot == INVALID_HANDLE_VALUE)
    {
      mailslot_win32_set_error (error, MAILSLOT_WIN32_OPEN, address, GetLastError ());
      return NULL;
    }
  self = g_object_new (MAILSLOT_TYPE_WIN32_WRITER, "address", address, NULL);
  self->slot = slot;
  self->max_bytes = MIN (max_bytes, G_MAXUINT32);
  if (mailslot_address_is_local (address))
    self->max_bytes = MIN (self->max_bytes, get_owners_limit (slot));
  return MAILSLOT_WRITER (self);
}

gboolean
mailslot_backend_has_remote (void)
{
  return TRUE;
}
