/* SPDX-License-Identifier: LGPL-2.1-or-later */
#include "config.h"

#include "mailslot/unix/mailslot-unix-receiver.h"

#include <errno.h>
#include <sys/mman.h>
#include <sys/prctl.h>
#include <sys/socket.h>
#include <sys/stat.h>
#include <time.h>
#include <unistd.h>

#include <glib/gi18n-lib.h>

#include "mailslot/mailslot-error.h"
#include "mailslot/unix/mailslot-unix-clock.h"
#include "mailslot/unix/mailslot-unix-error.h"
#include "mailslot/unix/mailslot-unix-senders.h"

/* A datagram that is longer than its buffer is cut off for good, and its length is not
 * known before it is received. So every buffer is longer than the longest datagram the
 * kernel makes (4,263,616 bytes with pages of 4 KiB). They are a mapping of which only
 * the pages that messages have touched exist, and what a long message has touched is
 * given back. */
#define BUFFER_BYTES (8 * 1024 * 1024)
#define N_BUFFERS 64

/* The memory that a buffer keeps. */
#define KEPT_BYTES (64 * 1024)

/* About how much one call takes; more only if longer messages come than came before. */
#define TAKEN_BYTES (4 * 1024 * 1024)

/* While messages pour in, taking each as soon as it comes costs most: the kernel wakes us
 * for one or two, and on two processors sender and receiver hinder each other at the
 * socket. A moment's wait, which nobody sees, saves a twentieth of the processor time of
 * a loop that only receives and a tenth beside a window that draws, and makes the sender
 * less than a twentieth slower.
 * It has to be short: what lies in the queue for long is in no cache any more, and then
 * both sides need a third more.
 *
 * It must not hold a writer back, who may send fifty messages meanwhile if they are
 * short. How many the kernel queues is up to the system, 10 as it starts and 512 with
 * systemd. */
#define GATHER_NS 20000
#define GATHER_MIN_QUEUE 128
#define GATHER_MAX_BYTES 512
#define QUEUE_LENGTH_FILE "/proc/sys/net/unix/max_dgram_qlen"

/* Exactly the two items we ask for: with more room the kernel would also hand us file
 * descriptors that a sender passes along. */
typedef union
{
  char bytes[CMSG_SPACE (sizeof (struct timespec)) + CMSG_SPACE (sizeof (struct ucred))];
  struct cmsghdr alignment;
} Control;

struct _MailslotUnixReceiver
{
  int fd;                   /* (unowned) */
  MailslotAddress *address; /* (owned) */
  guint32 max_message_bytes;
  MailslotUnixSenders *senders; /* (owned) */
  GArray *refused_sizes;        /* (owned) (element-type gsize), not reported yet */
  MailslotUnixClock clock;
  guint8 *buffers; /* (owned), n_buffers times BUFFER_BYTES */
  guint n_buffers;
  guint n_wanted; /* how many messages the next call takes at most */
  gboolean has_long_queue;
  gboolean is_flooded; /* whether the last call found several short messages */
  struct mmsghdr headers[N_BUFFERS];
  struct iovec vectors[N_BUFFERS];
  Control controls[N_BUFFERS];
};

int
mailslot_unix_receiver_open_socket (MailslotAddress *address, GError **error)
{
  const int on = 1;
  int saved_errno;
  int fd = socket (AF_UNIX, SOCK_DGRAM | SOCK_CLOEXEC | SOCK_NONBLOCK, 0);

  /* A bound socket takes its mode from here, less the umask: never a moment too open. */
  if (fd >= 0 && setsockopt (fd, SOL_SOCKET, SO_PASSCRED, &on, sizeof (on)) == 0
      && setsockopt (fd, SOL_SOCKET, SO_TIMESTAMPNS, &on, sizeof (on)) == 0
      && fchmod (fd, 0600) == 0)
    return fd;

  saved_errno = errno;
  if (fd >= 0)
    close (fd);
  mailslot_unix_set_error (error,
                           saved_errno,
                           _ ("Cannot create %s: %s"),
                           mailslot_address_to_string (address),
                           g_strerror (saved_errno));
  return -1;
}

/* Fewer buffers will do where the system limits what a process may map. */
static gboolean
map_buffers (MailslotUnixReceiver *self)
{
  for (self->n_buffers = N_BUFFERS; self->n_buffers > 0; self->n_buffers /= 2)
    {
      gsize size = (gsize) self->n_buffers * BUFFER_BYTES;

      self->buffers = mmap (NULL,
                            size,
                            PROT_READ | PROT_WRITE,
                            MAP_PRIVATE | MAP_ANONYMOUS | MAP_NORESERVE,
                            -1,
                            0);
      if (self->buffers != MAP_FAILED)
        {
          /* A huge page for every small message would be 128 MiB. */
          madvise (self->buffers, size, MADV_NOHUGEPAGE);
          return TRUE;
        }
    }
  self->buffers = NULL;
  return FALSE;
}

/* The length is that of when the socket was made; a change since then is a matter of
 * speed only. */
static gboolean
has_long_queue (void)
{
  g_autofree char *length = NULL;

  return g_file_get_contents (QUEUE_LENGTH_FILE, &length, NULL, NULL)
         && g_ascii_strtoull (length, NULL, 10) >= GATHER_MIN_QUEUE;
}

static void
reset_header (MailslotUnixReceiver *self, guint i)
{
  struct msghdr *header = &self->headers[i].msg_hdr;

  header->msg_control = &self->controls[i];
  header->msg_controllen = sizeof (Control);
  header->msg_flags = 0;
}

MailslotUnixReceiver *
mailslot_unix_receiver_new (int fd,
                            MailslotAddress *address,
                            guint32 max_message_bytes,
                            GError **error)
{
  MailslotUnixReceiver *self = g_new0 (MailslotUnixReceiver, 1);

  self->fd = fd;
  self->address = mailslot_address_ref (address);
  self->max_message_bytes = max_message_bytes;
  self->senders = mailslot_unix_senders_new ();
  self->refused_sizes = g_array_new (FALSE, FALSE, sizeof (gsize));
  if (!map_buffers (self))
    {
      g_set_error (error,
                   G_IO_ERROR,
                   G_IO_ERROR_FAILED,
                   _ ("Cannot create %s: no memory for a message"),
                   mailslot_address_to_string (address));
      mailslot_unix_receiver_free (self);
      return NULL;
    }
  self->n_wanted = self->n_buffers;
  self->has_long_queue = has_long_queue ();
  for (guint i = 0; i < self->n_buffers; i++)
    {
      self->vectors[i].iov_base = self->buffers + (gsize) i * BUFFER_BYTES;
      self->vectors[i].iov_len = BUFFER_BYTES;
      self->headers[i].msg_hdr.msg_iov = &self->vectors[i];
      self->headers[i].msg_hdr.msg_iovlen = 1;
      reset_header (self, i);
    }
  return self;
}

void
mailslot_unix_receiver_free (MailslotUnixReceiver *self)
{
  if (self->buffers != NULL)
    munmap (self->buffers, (gsize) self->n_buffers * BUFFER_BYTES);
  mailslot_address_unref (self->address);
  mailslot_unix_senders_free (self->senders);
  g_array_unref (self->refused_sizes);
  g_free (self);
}

static void
set_arrival (MailslotUnixReceiver *self,
             MailslotRecord *record,
             const struct timespec *time)
{
  record->arrival_time_us = time->tv_sec * G_USEC_PER_SEC + time->tv_nsec / 1000;
  record->arrival_monotonic_us =
      mailslot_unix_clock_get_monotonic (&self->clock, record->arrival_time_us);
}

/* Reads what the kernel tells of the message: its time and its sender. */
static void
read_control (MailslotUnixReceiver *self, struct msghdr *header, MailslotRecord *record)
{
  for (struct cmsghdr *item = CMSG_FIRSTHDR (header); item != NULL;
       item = CMSG_NXTHDR (header, item))
    {
      gconstpointer data = CMSG_DATA (item);

      if (item->cmsg_level != SOL_SOCKET)
        continue;
      if (item->cmsg_type == SCM_TIMESTAMPNS)
        set_arrival (self, record, data);
      else if (item->cmsg_type == SCM_CREDENTIALS)
        record->sender =
            mailslot_unix_senders_find (self->senders, data, self->clock.monotonic_us);
    }
}

static gboolean
is_refused (MailslotUnixReceiver *self, struct mmsghdr *header)
{
  return (header->msg_hdr.msg_flags & MSG_TRUNC) != 0
         || (self->max_message_bytes > 0 && header->msg_len > self->max_message_bytes);
}

static void
take_one (MailslotUnixReceiver *self, guint i, MailslotBatch *batch)
{
  struct mmsghdr *header = &self->headers[i];
  guint8 *buffer = self->vectors[i].iov_base;
  gsize size = header->msg_len;
  MailslotRecord record = {
    .arrival_time_us = self->clock.wall_us,
    .arrival_monotonic_us = self->clock.monotonic_us,
    .transport = MAILSLOT_TRANSPORT_LOCAL,
    .slot = self->address,
    .sender = mailslot_sender_get_unknown (),
    .payload = buffer,
    .size = size,
  };

  if (is_refused (self, header))
    g_array_append_val (self->refused_sizes, size);
  else
    {
      read_control (self, &header->msg_hdr, &record);
      mailslot_batch_append (batch, &record);
    }
  if (size > KEPT_BYTES)
    madvise (buffer + KEPT_BYTES, BUFFER_BYTES - KEPT_BYTES, MADV_DONTNEED);
  reset_header (self, i);
}

/* The kernel makes 70 us of 20 unless it is told that they matter, which is a matter of
 * the thread, and so of our caller. */
static void
sleep_shortly (long duration_ns)
{
  const struct timespec duration = { .tv_nsec = duration_ns };
  int slack_ns = prctl (PR_GET_TIMERSLACK);

  prctl (PR_SET_TIMERSLACK, 1);
  nanosleep (&duration, NULL);
  prctl (PR_SET_TIMERSLACK, slack_ns);
}

void
mailslot_unix_receiver_gather (MailslotUnixReceiver *self)
{
  if (self->is_flooded && self->has_long_queue)
    sleep_shortly (GATHER_NS);
}

int
mailslot_unix_receiver_take (MailslotUnixReceiver *self,
                             MailslotBatch *batch,
                             GError **error)
{
  gsize longest = 1;
  int n;

  do
    n = recvmmsg (self->fd, self->headers, self->n_wanted, MSG_DONTWAIT, NULL);
  while (n < 0 && errno == EINTR);
  self->is_flooded = FALSE;
  if (n < 0)
    {
      int saved_errno = errno;

      if (saved_errno == EAGAIN)
        return 0;
      mailslot_unix_set_error (error,
                               saved_errno,
                               _ ("Cannot read %s: %s"),
                               mailslot_address_to_string (self->address),
                               g_strerror (saved_errno));
      return -1;
    }

  mailslot_unix_clock_look (&self->clock);
  for (guint i = 0; i < (guint) n; i++)
    {
      longest = MAX (longest, self->headers[i].msg_len);
      take_one (self, i, batch);
    }
  /* After a full call more is there already. */
  self->is_flooded = n > 1 && (guint) n < self->n_wanted && longest <= GATHER_MAX_BYTES;
  self->n_wanted = CLAMP (TAKEN_BYTES / longest, 1, self->n_buffers);
  return n;
}

gboolean
mailslot_unix_receiver_report_refused (MailslotUnixReceiver *self, GError **error)
{
  gsize size;

  if (self->refused_sizes->len == 0)
    return FALSE;
  size = g_array_index (self->refused_sizes, gsize, 0);
  g_array_remove_index (self->refused_sizes, 0);
  g_set_error (error,
               MAILSLOT_ERROR,
               MAILSLOT_ERROR_MALFORMED,
               _ ("Dropped a message to %s: it has %lu bytes, more than the slot takes"),
               mailslot_address_to_string (self->address),
               (gulong) size);
  return TRUE;
}
