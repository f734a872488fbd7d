/* SPDX-License-Identifier: LGPL-2.1-or-later */
#include "config.h"

#include <windows.h>

#include "mailslot/mailslot-backend-private.h"
#include "mailslot/win32/mailslot-win32-error-private.h"
#include "mailslot/win32/mailslot-win32-security-private.h"
#include "mailslot/win32/mailslot-win32-wait-private.h"

/* A slot of Windows, by its documented functions only.
 *
 * A slot's handle is overlapped. Every read passes an OVERLAPPED, as ReadFile() demands
 * for such a handle, and waits for its own event, so nothing else that happens to the
 * handle can be taken for the end of the read. Under Wine the handle is synchronous: the
 * same read waits inside ReadFile(). Both ways take one thread, end by the slot's own
 * read time-out, and are ended early by CancelIoEx(). */

/* One batch is at most this long, so that the first of many messages is not held up. */
#define MAX_BATCH_MESSAGES 4096
#define MAX_BATCH_BYTES (1024 * 1024)

/* Takes nearly every message without a second read; a longer one makes the buffer grow.
 */
#define FIRST_BUFFER_BYTES (64 * 1024)

/* A name stays taken while a program that sent to the last slot of that name is still
 * about to close it. */
#define N_CREATE_TRIES 5
#define CREATE_PAUSE_MS 20

#define MAILSLOT_TYPE_WIN32_READER (mailslot_win32_reader_get_type ())
G_DECLARE_FINAL_TYPE (MailslotWin32Reader,
                      mailslot_win32_reader,
                      MAILSLOT,
                      WIN32_READER,
                      MailslotReader)

struct _MailslotWin32Reader
{
  MailslotReader parent_instance;

  HANDLE slot;    /* (owned) */
  HANDLE event;   /* (owned): a read has ended */
  guint8 *buffer; /* (owned): for receive */
  gsize buffer_size;
};

G_DEFINE_FINAL_TYPE (MailslotWin32Reader, mailslot_win32_reader, MAILSLOT_TYPE_READER)

static void
win32_reader_set_error (MailslotWin32Reader *self, DWORD code, GError **error)
{
  mailslot_win32_set_error (error,
                            MAILSLOT_WIN32_READ,
                            mailslot_reader_get_address (MAILSLOT_READER (self)),
                            code);
}

/* Reads one message. Returns 0 or the error of Windows. */
static DWORD
win32_reader_read_file (MailslotWin32Reader *self,
                        gpointer buffer,
                        gsize size,
                        DWORD *n_read)
{
  OVERLAPPED overlapped = { .hEvent = self->event };
  DWORD code;

  if (!ReadFile (self->slot, buffer, (DWORD) MIN (size, G_MAXUINT32), NULL, &overlapped))
    {
      code = GetLastError ();
      if (code != ERROR_IO_PENDING)
        return code;
    }
  if (!GetOverlappedResult (self->slot, &overlapped, n_read, TRUE))
    return GetLastError ();
  return ERROR_SUCCESS;
}

/* The same when the slot may be empty: a cancel ends it with ERROR_OPERATION_ABORTED. */
static DWORD
win32_reader_wait (MailslotWin32Reader *self,
                   gpointer buffer,
                   gsize size,
                   DWORD *n_read,
                   GCancellable *cancellable)
{
  MailslotWin32Wait wait;
  DWORD code = ERROR_OPERATION_ABORTED;

  if (mailslot_win32_wait_begin (&wait, self->slot, cancellable))
    code = win32_reader_read_file (self, buffer, size, n_read);
  mailslot_win32_wait_end (&wait);
  return code;
}

static gssize
win32_reader_read (MailslotReader *reader,
                   gpointer buffer,
                   gsize size,
                   GCancellable *cancellable,
                   GError **error)
{
  MailslotWin32Reader *self = MAILSLOT_WIN32_READER (reader);
  guint8 nothing;
  DWORD n_read = 0;
  DWORD code;

  code =
      win32_reader_wait (self, size > 0 ? buffer : &nothing, size, &n_read, cancellable);
  if (code != ERROR_SUCCESS)
    {
      win32_reader_set_error (self, code, error);
      return -1;
    }
  return n_read;
}

static void
win32_reader_set_buffer_size (MailslotWin32Reader *self, gsize size)
{
  if (self->buffer_size == size)
    return;
  self->buffer = g_realloc (self->buffer, size);
  self->buffer_size = size;
}

/* Makes room for the message at the head, after a read said that it is too large. */
static DWORD
win32_reader_grow_buffer (MailslotWin32Reader *self)
{
  DWORD next_size;

  if (!GetMailslotInfo (self->slot, NULL, &next_size, NULL, NULL))
    return GetLastError ();
  if (next_size != MAILSLOT_NO_MESSAGE && next_size > self->buffer_size)
    win32_reader_set_buffer_size (self, next_size);
  return ERROR_SUCCESS;
}

static void
win32_reader_append (MailslotWin32Reader *self, MailslotBatch *batch, gsize size)
{
  MailslotRecord record = {
    .arrival_time_us = g_get_real_time (),
    .arrival_monotonic_us = g_get_monotonic_time (),
    .transport = MAILSLOT_TRANSPORT_LOCAL,
    .slot = mailslot_reader_get_address (MAILSLOT_READER (self)),
    .sender = mailslot_sender_get_unknown (),
    .payload = self->buffer,
    .size = size,
  };

  mailslot_batch_append (batch, &record);
}

/* Waits for one message. A read that was pending when a message came that is larger than
 * its buffer fails and leaves the message, like any other. */
static DWORD
win32_reader_receive_first (MailslotWin32Reader *self,
                            MailslotBatch *batch,
                            GCancellable *cancellable)
{
  DWORD n_read = 0;
  DWORD code;

  while ((code = win32_reader_wait (self,
                                    self->buffer,
                                    self->buffer_size,
                                    &n_read,
                                    cancellable))
         == ERROR_INSUFFICIENT_BUFFER)
    if ((code = win32_reader_grow_buffer (self)) != ERROR_SUCCESS)
      break;
  if (code == ERROR_SUCCESS)
    win32_reader_append (self, batch, n_read);
  return code;
}

/* Takes what waits. As many messages as the slot counts are there, for nobody else reads
 * them, so no read blocks. A failure ends it; the next receive meets it again and reports
 * it. */
static void
win32_reader_receive_rest (MailslotWin32Reader *self, MailslotBatch *batch)
{
  DWORD n_waiting = 0;
  DWORD n_read = 0;
  DWORD code;

  if (!GetMailslotInfo (self->slot, NULL, NULL, &n_waiting, NULL))
    return;
  n_waiting = MIN (n_waiting, MAX_BATCH_MESSAGES);
  while (n_waiting > 0 && mailslot_batch_get_n_bytes (batch) < MAX_BATCH_BYTES)
    {
      code = win32_reader_read_file (self, self->buffer, self->buffer_size, &n_read);
      if (code == ERROR_INSUFFICIENT_BUFFER)
        code = win32_reader_grow_buffer (self);
      else if (code == ERROR_SUCCESS)
        {
          win32_reader_append (self, batch, n_read);
          n_waiting--;
        }
      if (code != ERROR_SUCCESS)
        return;
    }
}

static gboolean
win32_reader_receive (MailslotReader *reader,
                      MailslotBatch *batch,
                      GCancellable *cancellable,
                      GError **error)
{
  MailslotWin32Reader *self = MAILSLOT_WIN32_READER (reader);
  DWORD code;

  win32_reader_set_buffer_size (self, FIRST_BUFFER_BYTES);
  code = win32_reader_receive_first (self, batch, cancellable);
  if (code != ERROR_SUCCESS)
    {
      win32_reader_set_error (self, code, error);
      return FALSE;
    }
  win32_reader_receive_rest (self, batch);
  return TRUE;
}

static int
timeout_from_win32 (DWORD timeout)
{
  if (timeout == MAILSLOT_WAIT_FOREVER)
    return MAILSLOT_TIMEOUT_INFINITE;
  return (int) MIN (timeout, G_MAXINT);
}

static DWORD
timeout_to_win32 (int timeout_ms)
{
  return timeout_ms == MAILSLOT_TIMEOUT_INFINITE ? MAILSLOT_WAIT_FOREVER
                                                 : (DWORD) timeout_ms;
}

static gboolean
win32_reader_get_info (MailslotReader *reader, MailslotInfo *info, GError **error)
{
  MailslotWin32Reader *self = MAILSLOT_WIN32_READER (reader);
  DWORD max_size, next_size, n_messages, timeout;

  if (!GetMailslotInfo (self->slot, &max_size, &next_size, &n_messages, &timeout))
    {
      win32_reader_set_error (self, GetLastError (), error);
      return FALSE;
    }
  info->max_message_bytes = max_size;
  info->next_size = next_size == MAILSLOT_NO_MESSAGE ? MAILSLOT_SIZE_NONE : next_size;
  info->n_messages = n_messages;
  info->read_timeout_ms = timeout_from_win32 (timeout);
  return TRUE;
}

static guint
win32_reader_count_waiting (MailslotReader *reader)
{
  DWORD n_messages;

  if (!GetMailslotInfo (MAILSLOT_WIN32_READER (reader)->slot,
                        NULL,
                        NULL,
                        &n_messages,
                        NULL))
    return 0;
  return n_messages;
}

static gboolean
win32_reader_set_timeout (MailslotReader *reader, int timeout_ms, GError **error)
{
  MailslotWin32Reader *self = MAILSLOT_WIN32_READER (reader);

  if (SetMailslotInfo (self->slot, timeout_to_win32 (timeout_ms)))
    return TRUE;
  win32_reader_set_error (self, GetLastError (), error);
  return FALSE;
}

static void
win32_reader_describe (MailslotReader *reader, char **owner, char **rights)
{
  mailslot_win32_security_describe (MAILSLOT_WIN32_READER (reader)->slot, owner, rights);
}

static void
win32_reader_close (MailslotReader *reader)
{
  MailslotWin32Reader *self = MAILSLOT_WIN32_READER (reader);

  g_clear_pointer (&self->slot, CloseHandle);
  g_clear_pointer (&self->event, CloseHandle);
}

static void
win32_reader_finalize (GObject *object)
{
  g_free (MAILSLOT_WIN32_READER (object)->buffer);

  G_OBJECT_CLASS (mailslot_win32_reader_parent_class)->finalize (object);
}

static void
mailslot_win32_reader_class_init (MailslotWin32ReaderClass *klass)
{
  MailslotReaderClass *reader_class = MAILSLOT_READER_CLASS (klass);

  G_OBJECT_CLASS (klass)->finalize = win32_reader_finalize;
  reader_class->read = win32_reader_read;
  reader_class->receive = win32_reader_receive;
  reader_class->get_info = win32_reader_get_info;
  reader_class->set_timeout = win32_reader_set_timeout;
  reader_class->describe = win32_reader_describe;
  reader_class->close = win32_reader_close;
  reader_class->count_waiting = win32_reader_count_waiting;
}

static void
mailslot_win32_reader_init (MailslotWin32Reader *self)
{
}

/* Returns 0 or the error of Windows. */
static DWORD
try_to_create (MailslotAddress *address,
               const MailslotReaderOptions *options,
               SECURITY_ATTRIBUTES *security,
               HANDLE *slot)
{
  g_autofree gunichar2 *name =
      g_utf8_to_utf16 (mailslot_address_to_string (address), -1, NULL, NULL, NULL);
  DWORD timeout = timeout_to_win32 (options->read_timeout_ms);
  DWORD code = ERROR_SUCCESS;

  for (int i = 0; i < N_CREATE_TRIES; i++)
    {
      if (i > 0)
        Sleep (CREATE_PAUSE_MS);
      *slot = CreateMailslotW (name, options->max_message_bytes, timeout, security);
      if (*slot != INVALID_HANDLE_VALUE)
        return ERROR_SUCCESS;
      code = GetLastError ();
      if (code != ERROR_ALREADY_EXISTS)
        break;
    }
  return code;
}

static DWORD
create_slot (MailslotAddress *address, const MailslotReaderOptions *options, HANDLE *slot)
{
  SECURITY_ATTRIBUTES security = { sizeof (security), NULL, FALSE };
  DWORD code =
      mailslot_win32_security_make (options->security, &security.lpSecurityDescriptor);

  if (code == ERROR_SUCCESS)
    code = try_to_create (address,
                          options,
                          security.lpSecurityDescriptor != NULL ? &security : NULL,
                          slot);
  LocalFree (security.lpSecurityDescriptor);
  return code;
}

MailslotReader *
mailslot_backend_open_reader (MailslotAddress *address,
                              const MailslotReaderOptions *options,
                              GError **error)
{
  MailslotWin32Reader *self;
  HANDLE slot;
  DWORD code;

  code = create_slot (address, options, &slot);
  if (code != ERROR_SUCCESS)
    {
      mailslot_win32_set_error (error, MAILSLOT_WIN32_CREATE, address, code);
      return NULL;
    }
  self = g_object_new (MAILSLOT_TYPE_WIN32_READER, "address", address, NULL);
  self->slot = slot;
  self->event = CreateEventW (NULL, TRUE, FALSE, NULL);
  return MAILSLOT_READER (self);
}
