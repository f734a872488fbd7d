/* SPDX-License-Identifier: LGPL-2.1-or-later */
#include "config.h"

#include "mailslot/mailslot-backend-private.h"

#include <errno.h>
#include <unistd.h>

#include <glib/gi18n-lib.h>

#include "mailslot/mailslot-error.h"
#include "mailslot/mailslot-queue-private.h"
#include "mailslot/unix/mailslot-unix-error.h"
#include "mailslot/unix/mailslot-unix-folder.h"
#include "mailslot/unix/mailslot-unix-lock.h"
#include "mailslot/unix/mailslot-unix-receiver.h"
#include "mailslot/unix/mailslot-unix-security.h"
#include "mailslot/unix/mailslot-unix-slot-path.h"
#include "mailslot/unix/mailslot-unix-wait.h"

/* The kernel cannot tell how many messages wait, and loses what does not fit a buffer. So
 * there is a queue of our own, filled only when somebody asks for what it alone can
 * answer; mailslot_reader_receive() goes past it as long as it is empty. */

/* The most that asking for the number of messages takes out of the kernel. Beyond it,
 * writers are held back as if nobody had asked. */
#define MAX_QUEUED_MESSAGES 10000
#define MAX_QUEUED_BYTES (64 * 1024 * 1024)

#define MAILSLOT_TYPE_UNIX_READER (mailslot_unix_reader_get_type ())
G_DECLARE_FINAL_TYPE (MailslotUnixReader,
                      mailslot_unix_reader,
                      MAILSLOT,
                      UNIX_READER,
                      MailslotReader)

struct _MailslotUnixReader
{
  MailslotReader parent_instance;

  guint32 max_message_bytes;
  int timeout_ms;
  MailslotSecurity *security; /* (owned) (nullable) */

  MailslotUnixFolder *folder;     /* (owned) */
  MailslotUnixLock *lock;         /* (owned) */
  char *socket_name;              /* (owned) */
  int fd;                         /* (owned) */
  gboolean is_bound;              /* whether the socket of that name is ours */
  MailslotUnixReceiver *receiver; /* (owned) */
  MailslotUnixWait wait;

  MailslotQueue queue;
};

G_DEFINE_FINAL_TYPE (MailslotUnixReader, mailslot_unix_reader, MAILSLOT_TYPE_READER)

static MailslotAddress *
get_address (MailslotUnixReader *self)
{
  return mailslot_reader_get_address (MAILSLOT_READER (self));
}

static const char *
get_name (MailslotUnixReader *self)
{
  return mailslot_address_to_string (get_address (self));
}

static void
set_timed_out (MailslotUnixReader *self, GError **error)
{
  if (self->timeout_ms == 0)
    g_set_error (error,
                 MAILSLOT_ERROR,
                 MAILSLOT_ERROR_TIMED_OUT,
                 _ ("No message waits in %s"),
                 get_name (self));
  else
    g_set_error (error,
                 MAILSLOT_ERROR,
                 MAILSLOT_ERROR_TIMED_OUT,
                 _ ("No message came to %s within %d ms"),
                 get_name (self),
                 self->timeout_ms);
}

static gboolean
wait_for_message (MailslotUnixReader *self,
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
      set_timed_out (self, error);
      return FALSE;
    }
}

/* Appends at least one message to @batch, straight from the kernel. */
static gboolean
receive_into (MailslotUnixReader *self,
              MailslotBatch *batch,
              GCancellable *cancellable,
              GError **error)
{
  gint64 deadline_us = mailslot_unix_wait_get_deadline (self->timeout_ms);
  gsize n_before = mailslot_batch_get_n_messages (batch);

  do
    {
      if (mailslot_unix_receiver_take (self->receiver, batch, error) < 0)
        return FALSE;
      if (mailslot_batch_get_n_messages (batch) > n_before)
        return TRUE;
      if (mailslot_unix_receiver_report_refused (self->receiver, error))
        return FALSE;
    }
  while (wait_for_message (self, cancellable, deadline_us, error));
  return FALSE;
}

static gssize
mailslot_unix_reader_read (MailslotReader *reader,
                           gpointer buffer,
                           gsize size,
                           GCancellable *cancellable,
                           GError **error)
{
  MailslotUnixReader *self = MAILSLOT_UNIX_READER (reader);

  if (mailslot_queue_is_empty (&self->queue))
    {
      g_autoptr (MailslotBatch) batch = mailslot_batch_new ();

      if (mailslot_unix_receiver_report_refused (self->receiver, error)
          || !receive_into (self, batch, cancellable, error))
        return -1;
      mailslot_queue_push (&self->queue, batch);
    }
  return mailslot_queue_read (&self->queue, buffer, size, error);
}

static gboolean
mailslot_unix_reader_receive (MailslotReader *reader,
                              MailslotBatch *batch,
                              GCancellable *cancellable,
                              GError **error)
{
  MailslotUnixReader *self = MAILSLOT_UNIX_READER (reader);

  if (!mailslot_queue_is_empty (&self->queue))
    {
      mailslot_queue_move_first (&self->queue, batch);
      return TRUE;
    }
  if (mailslot_unix_receiver_report_refused (self->receiver, error))
    return FALSE;
  if (self->timeout_ms != 0)
    mailslot_unix_receiver_gather (self->receiver);
  return receive_into (self, batch, cancellable, error);
}

/* Takes what the kernel holds into the queue, where it can be counted. What is too large
 * does not get there, but counts here: somebody who sends nothing else cannot keep us. */
static gboolean
drain (MailslotUnixReader *self, GError **error)
{
  guint n_taken = 0;

  while (self->queue.n_messages < MAX_QUEUED_MESSAGES && n_taken < MAX_QUEUED_MESSAGES
         && self->queue.n_bytes < MAX_QUEUED_BYTES)
    {
      g_autoptr (MailslotBatch) batch = mailslot_batch_new ();
      int n = mailslot_unix_receiver_take (self->receiver, batch, error);

      if (n < 0)
        return FALSE;
      mailslot_queue_push (&self->queue, batch);
      if (n == 0)
        return TRUE;
      n_taken += (guint) n;
    }
  return TRUE;
}

static gboolean
mailslot_unix_reader_get_info (MailslotReader *reader, MailslotInfo *info, GError **error)
{
  MailslotUnixReader *self = MAILSLOT_UNIX_READER (reader);
  MailslotRecord record;

  if (!drain (self, error))
    return FALSE;
  info->max_message_bytes = self->max_message_bytes;
  info->next_size =
      mailslot_queue_peek (&self->queue, &record) ? record.size : MAILSLOT_SIZE_NONE;
  info->n_messages = (guint) self->queue.n_messages;
  info->read_timeout_ms = self->timeout_ms;
  return TRUE;
}

static gboolean
mailslot_unix_reader_set_timeout (MailslotReader *reader, int timeout_ms, GError **error)
{
  MAILSLOT_UNIX_READER (reader)->timeout_ms = timeout_ms;
  return TRUE;
}

static gboolean
bind_socket (MailslotUnixReader *self, GError **error)
{
  struct sockaddr_un address;
  /* Somebody may have tidied up the lock of a living slot; its socket still answers. */
  int result = mailslot_unix_folder_make_room (self->folder, self->socket_name);

  if (result == 0)
    {
      mailslot_unix_folder_get_socket_address (self->folder, self->socket_name, &address);
      self->is_bound =
          bind (self->fd, (struct sockaddr *) &address, sizeof (address)) == 0;
      result = self->is_bound ? mailslot_unix_security_apply (self->security,
                                                              self->folder,
                                                              self->socket_name)
                              : errno;
    }
  if (result == 0)
    return TRUE;
  mailslot_unix_folder_set_create_error (self->folder,
                                         self->socket_name,
                                         result,
                                         get_address (self),
                                         error);
  return FALSE;
}

/* Creates the slot, in the order that lets nobody see half of it. */
static gboolean
open_slot (MailslotUnixReader *self, GError **error)
{
  MailslotAddress *address = get_address (self);
  g_autofree char *file = mailslot_unix_slot_path_encode (address);
  int system_error;

  self->socket_name = g_strconcat (file, MAILSLOT_UNIX_SOCKET_SUFFIX, NULL);
  self->folder = mailslot_unix_folder_open (TRUE, error);
  if (self->folder == NULL
      || !mailslot_unix_security_check_folder (self->security,
                                               self->folder,
                                               address,
                                               error))
    return FALSE;
  self->lock = mailslot_unix_lock_take (self->folder, file, address, error);
  if (self->lock == NULL
      || !mailslot_unix_lock_describe (self->lock,
                                       address,
                                       self->max_message_bytes,
                                       error))
    return FALSE;

  self->fd = mailslot_unix_receiver_open_socket (address, error);
  if (self->fd < 0)
    return FALSE;
  self->receiver =
      mailslot_unix_receiver_new (self->fd, address, self->max_message_bytes, error);
  if (self->receiver == NULL)
    return FALSE;
  system_error = mailslot_unix_wait_init (&self->wait, self->fd, G_IO_IN);
  if (system_error == 0)
    return bind_socket (self, error);
  mailslot_unix_folder_set_create_error (self->folder,
                                         self->socket_name,
                                         system_error,
                                         address,
                                         error);
  return FALSE;
}

MailslotReader *
mailslot_backend_open_reader (MailslotAddress *address,
                              const MailslotReaderOptions *options,
                              GError **error)
{
  g_autoptr (MailslotUnixReader) self =
      g_object_new (MAILSLOT_TYPE_UNIX_READER, "address", address, NULL);

  self->max_message_bytes = options->max_message_bytes;
  self->timeout_ms = options->read_timeout_ms;
  if (options->security != NULL)
    self->security = mailslot_security_ref (options->security);
  if (!open_slot (self, error))
    return NULL;
  return MAILSLOT_READER (g_steal_pointer (&self));
}

static void
mailslot_unix_reader_describe (MailslotReader *reader, char **owner, char **rights)
{
  MailslotUnixReader *self = MAILSLOT_UNIX_READER (reader);

  mailslot_unix_security_describe (self->folder, self->socket_name, owner, rights);
}

static void
mailslot_unix_reader_close (MailslotReader *reader)
{
  MailslotUnixReader *self = MAILSLOT_UNIX_READER (reader);

  mailslot_queue_clear (&self->queue);
  mailslot_unix_wait_clear (&self->wait);
  g_clear_pointer (&self->receiver, mailslot_unix_receiver_free);
  /* While we hold the lock nobody else can have made a socket of this name. */
  if (self->is_bound && mailslot_unix_lock_is_valid (self->lock, self->folder))
    unlinkat (self->folder->fd, self->socket_name, 0);
  if (self->fd >= 0)
    close (self->fd);
  self->fd = -1;
  if (self->lock != NULL)
    mailslot_unix_lock_release (self->lock, self->folder);
  self->lock = NULL;
  g_clear_pointer (&self->folder, mailslot_unix_folder_free);
}

static void
mailslot_unix_reader_finalize (GObject *object)
{
  MailslotUnixReader *self = MAILSLOT_UNIX_READER (object);

  g_free (self->socket_name);
  g_clear_pointer (&self->security, mailslot_security_unref);

  G_OBJECT_CLASS (mailslot_unix_reader_parent_class)->finalize (object);
}

static void
mailslot_unix_reader_class_init (MailslotUnixReaderClass *klass)
{
  MailslotReaderClass *reader_class = MAILSLOT_READER_CLASS (klass);

  G_OBJECT_CLASS (klass)->finalize = mailslot_unix_reader_finalize;
  reader_class->read = mailslot_unix_reader_read;
  reader_class->receive = mailslot_unix_reader_receive;
  reader_class->get_info = mailslot_unix_reader_get_info;
  reader_class->set_timeout = mailslot_unix_reader_set_timeout;
  reader_class->describe = mailslot_unix_reader_describe;
  reader_class->close = mailslot_unix_reader_close;
}

static void
mailslot_unix_reader_init (MailslotUnixReader *self)
{
  self->fd = -1;
  self->wait = (MailslotUnixWait) MAILSLOT_UNIX_WAIT_INIT;
  mailslot_queue_init (&self->queue);
}
