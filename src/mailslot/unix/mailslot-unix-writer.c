/* SPDX-License-Identifier: LGPL-2.1-or-later */
#include "config.h"

#include "mailslot/mailslot-backend-private.h"

#include <errno.h>
#include <sys/socket.h>
#include <unistd.h>

#include <glib/gi18n-lib.h>

#include "mailslot/mailslot-error.h"
#include "mailslot/unix/mailslot-unix-error.h"
#include "mailslot/unix/mailslot-unix-folder.h"
#include "mailslot/unix/mailslot-unix-lock.h"
#include "mailslot/unix/mailslot-unix-slot-path.h"
#include "mailslot/unix/mailslot-unix-wait.h"

/* The send buffer bounds the longest message. The kernel makes no datagram of more than
 * about 4 MiB and cuts what we ask for down to net.core.wmem_max. */
#define SEND_BUFFER_BYTES (8 * 1024 * 1024)

#define MAILSLOT_TYPE_UNIX_WRITER (mailslot_unix_writer_get_type ())
G_DECLARE_FINAL_TYPE (MailslotUnixWriter,
                      mailslot_unix_writer,
                      MAILSLOT,
                      UNIX_WRITER,
                      MailslotWriter)

struct _MailslotUnixWriter
{
  MailslotWriter parent_instance;

  guint32 max_message_bytes; /* that the slot's owner set, 0 for any */
  int fd;                    /* (owned), connected to the slot */
  MailslotUnixWait wait;
};

G_DEFINE_FINAL_TYPE (MailslotUnixWriter, mailslot_unix_writer, MAILSLOT_TYPE_WRITER)

static const char *
get_name (MailslotUnixWriter *self)
{
  return mailslot_address_to_string (
      mailslot_writer_get_address (MAILSLOT_WRITER (self)));
}

static void
set_not_found (MailslotUnixWriter *self, GError **error)
{
  g_set_error (error,
               MAILSLOT_ERROR,
               MAILSLOT_ERROR_NOT_FOUND,
               _ ("Cannot send to %s: no program has created this slot"),
               get_name (self));
}

static void
set_system_error (MailslotUnixWriter *self, int system_error, GError **error)
{
  mailslot_unix_set_error (error,
                           system_error,
                           _ ("Cannot send to %s: %s"),
                           get_name (self),
                           g_strerror (system_error));
}

static gboolean
open_socket (MailslotUnixWriter *self, GError **error)
{
  const int size = SEND_BUFFER_BYTES;

  self->fd = socket (AF_UNIX, SOCK_DGRAM | SOCK_CLOEXEC | SOCK_NONBLOCK, 0);
  if (self->fd < 0)
    {
      set_system_error (self, errno, error);
      return FALSE;
    }
  /* The first needs a privilege; either is a wish. */
  if (setsockopt (self->fd, SOL_SOCKET, SO_SNDBUFFORCE, &size, sizeof (size)) != 0)
    setsockopt (self->fd, SOL_SOCKET, SO_SNDBUF, &size, sizeof (size));
  return TRUE;
}

static gboolean
connect_socket (MailslotUnixWriter *self, MailslotUnixFolder *folder, GError **error)
{
  MailslotAddress *address = mailslot_writer_get_address (MAILSLOT_WRITER (self));
  g_autofree char *file = mailslot_unix_slot_path_encode (address);
  g_autofree char *socket_name = g_strconcat (file, MAILSLOT_UNIX_SOCKET_SUFFIX, NULL);
  g_autoptr (MailslotAddress) spelled = NULL;
  int system_error = mailslot_unix_folder_connect (folder, socket_name, self->fd);

  if (system_error == ENOENT || system_error == ECONNREFUSED)
    {
      set_not_found (self, error);
      return FALSE;
    }
  if (system_error != 0)
    {
      set_system_error (self, system_error, error);
      return FALSE;
    }
  /* Written before the socket was made, and so there; if it is of a slot that has
   * replaced ours since, sending will fail anyway. */
  spelled = mailslot_unix_lock_read (folder, file, &self->max_message_bytes);
  return TRUE;
}

/* Comes last: if there was no descriptor to read the longest message with, there is none
 * for this either. */
static gboolean
prepare_wait (MailslotUnixWriter *self, GError **error)
{
  int system_error = mailslot_unix_wait_init (&self->wait, self->fd, G_IO_OUT);

  if (system_error == 0)
    return TRUE;
  set_system_error (self, system_error, error);
  return FALSE;
}

static gboolean
open_writer (MailslotUnixWriter *self, GError **error)
{
  g_autoptr (GError) local_error = NULL;
  g_autoptr (MailslotUnixFolder) folder = NULL;

  folder = mailslot_unix_folder_open (FALSE, &local_error);
  if (g_error_matches (local_error, G_IO_ERROR, G_IO_ERROR_NOT_FOUND))
    {
      set_not_found (self, error);
      return FALSE;
    }
  if (folder == NULL)
    {
      g_propagate_error (error, g_steal_pointer (&local_error));
      return FALSE;
    }
  return open_socket (self, error) && connect_socket (self, folder, error)
         && prepare_wait (self, error);
}

MailslotWriter *
mailslot_backend_open_writer (MailslotAddress *address, gsize max_bytes, GError **error)
{
  g_autoptr (MailslotUnixWriter) self = NULL;

  g_assert (mailslot_address_is_local (address));

  self = g_object_new (MAILSLOT_TYPE_UNIX_WRITER, "address", address, NULL);
  if (!open_writer (self, error))
    return NULL;
  return MAILSLOT_WRITER (g_steal_pointer (&self));
}

gboolean
mailslot_backend_has_remote (void)
{
  return FALSE;
}

static void
set_too_large (MailslotUnixWriter *self, gsize size, gulong limit, GError **error)
{
  g_set_error (error,
               MAILSLOT_ERROR,
               MAILSLOT_ERROR_MESSAGE_TOO_LARGE,
               _ ("Cannot send %lu bytes to %s: it takes at most %lu"),
               (gulong) size,
               get_name (self),
               limit);
}

/* The longest datagram this socket sends; the kernel keeps 32 bytes of the buffer. */
static gulong
get_socket_limit (MailslotUnixWriter *self)
{
  int size = 0;
  socklen_t length = sizeof (size);

  getsockopt (self->fd, SOL_SOCKET, SO_SNDBUF, &size, &length);
  return (gulong) MAX (size - 32, 0);
}

/* Waits for room. Returns FALSE with @error set if there will be none. */
static gboolean
wait_for_room (MailslotUnixWriter *self,
               GCancellable *cancellable,
               gint64 deadline_us,
               GError **error)
{
  switch (mailslot_unix_wait (&self->wait, cancellable, deadline_us))
    {
    case MAILSLOT_UNIX_WAIT_READY:
      return TRUE;
    case MAILSLOT_UNIX_WAIT_CANCELLED:
      return !g_cancellable_set_error_if_cancelled (cancellable, error);
    case MAILSLOT_UNIX_WAIT_TIMED_OUT:
    default:
      g_set_error (error,
                   MAILSLOT_ERROR,
                   MAILSLOT_ERROR_TIMED_OUT,
                   _ ("Cannot send to %s: its reader did not catch up within %d ms"),
                   get_name (self),
                   mailslot_writer_get_timeout (MAILSLOT_WRITER (self)));
      return FALSE;
    }
}

static void
set_send_error (MailslotUnixWriter *self, int system_error, gsize size, GError **error)
{
  switch (system_error)
    {
    case EMSGSIZE:
      set_too_large (self, size, get_socket_limit (self), error);
      break;
    case ENOBUFS: /* the kernel does not say where its limit is */
      g_set_error (error,
                   MAILSLOT_ERROR,
                   MAILSLOT_ERROR_MESSAGE_TOO_LARGE,
                   _ ("Cannot send %lu bytes to %s: the system does not carry so long a "
                      "message"),
                   (gulong) size,
                   get_name (self));
      break;
    case ECONNREFUSED:
    case ECONNRESET:
    case ENOTCONN:
    case EPIPE:
      g_set_error (error,
                   MAILSLOT_ERROR,
                   MAILSLOT_ERROR_CLOSED,
                   _ ("Cannot send to %s: its reader has closed it"),
                   get_name (self));
      break;
    default:
      set_system_error (self, system_error, error);
    }
}

static gboolean
mailslot_unix_writer_write (MailslotWriter *writer,
                            gconstpointer data,
                            gsize size,
                            GCancellable *cancellable,
                            GError **error)
{
  MailslotUnixWriter *self = MAILSLOT_UNIX_WRITER (writer);
  gint64 deadline_us = 0; /* not known until we have to wait */
  int system_error;

  if (self->max_message_bytes > 0 && size > self->max_message_bytes)
    {
      set_too_large (self, size, self->max_message_bytes, error);
      return FALSE;
    }
  for (;;)
    {
      if (send (self->fd, data, size, MSG_NOSIGNAL) >= 0)
        return TRUE;
      system_error = errno;
      if (system_error == EINTR)
        continue;
      if (system_error != EAGAIN)
        break;
      if (deadline_us == 0)
        deadline_us =
            mailslot_unix_wait_get_deadline (mailslot_writer_get_timeout (writer));
      if (!wait_for_room (self, cancellable, deadline_us, error))
        return FALSE;
    }
  set_send_error (self, system_error, size, error);
  return FALSE;
}

static void
mailslot_unix_writer_close (MailslotWriter *writer)
{
  MailslotUnixWriter *self = MAILSLOT_UNIX_WRITER (writer);

  mailslot_unix_wait_clear (&self->wait);
  if (self->fd >= 0)
    close (self->fd);
  self->fd = -1;
}

static void
mailslot_unix_writer_class_init (MailslotUnixWriterClass *klass)
{
  MailslotWriterClass *writer_class = MAILSLOT_WRITER_CLASS (klass);

  writer_class->write = mailslot_unix_writer_write;
  writer_class->close = mailslot_unix_writer_close;
}

static void
mailslot_unix_writer_init (MailslotUnixWriter *self)
{
  self->fd = -1;
  self->wait = (MailslotUnixWait) MAILSLOT_UNIX_WAIT_INIT;
}
