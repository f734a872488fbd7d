/* SPDX-License-Identifier: LGPL-2.1-or-later */
#include "config.h"

#include "mailslot/unix/mailslot-unix-senders.h"

#include <fcntl.h>
#include <string.h>
#include <unistd.h>

/* After this time the process is looked at again: it may have become another. */
#define MAX_AGE_US G_TIME_SPAN_SECOND

/* When so many processes have sent, all are forgotten. */
#define MAX_ENTRIES 1024

/* TASK_COMM_LEN of the kernel is 16; some kernels show more for their own threads. */
#define MAX_COMMAND_BYTES 64

typedef struct
{
  MailslotSender *sender; /* (owned) */
  gint64 checked_us;
} Entry;

struct _MailslotUnixSenders
{
  GHashTable *entries; /* (owned) process id -> Entry */
  Entry *last;         /* (unowned) (nullable): most messages are from the same again */
  pid_t last_pid;
};

static void
entry_free (gpointer data)
{
  Entry *entry = data;

  g_clear_pointer (&entry->sender, mailslot_sender_unref);
  g_free (entry);
}

MailslotUnixSenders *
mailslot_unix_senders_new (void)
{
  MailslotUnixSenders *self = g_new0 (MailslotUnixSenders, 1);

  self->entries = g_hash_table_new_full (NULL, NULL, NULL, entry_free);
  return self;
}

void
mailslot_unix_senders_free (MailslotUnixSenders *self)
{
  g_hash_table_unref (self->entries);
  g_free (self);
}

/* Returns NULL if the process is gone or hidden. */
static char *
read_command (pid_t pid)
{
  char path[64];
  char command[MAX_COMMAND_BYTES + 1];
  gssize size;
  int fd;

  if (pid == 0)
    return NULL; /* it lives in a process namespace we cannot see */
  g_snprintf (path, sizeof (path), "/proc/%d/comm", pid);
  fd = open (path, O_RDONLY | O_CLOEXEC);
  if (fd < 0)
    return NULL;
  size = read (fd, command, MAX_COMMAND_BYTES);
  close (fd);
  if (size <= 0)
    return NULL;
  if (command[size - 1] == '\n')
    size--;
  return g_strndup (command, size);
}

static void
entry_check (Entry *entry, const struct ucred *credentials, gint64 now_us)
{
  g_autofree char *command = read_command (credentials->pid);

  entry->checked_us = now_us;
  /* Messages outlive the process that sent them, so no answer is no news. The same object
   * again lets a batch hold one reference for many messages. */
  if (entry->sender != NULL && mailslot_sender_get_uid (entry->sender) == credentials->uid
      && (command == NULL
          || g_strcmp0 (mailslot_sender_get_process (entry->sender), command) == 0))
    return;
  g_clear_pointer (&entry->sender, mailslot_sender_unref);
  entry->sender =
      mailslot_sender_new_process (credentials->pid, credentials->uid, command);
}

static Entry *
get_entry (MailslotUnixSenders *self, pid_t pid)
{
  gpointer key = GINT_TO_POINTER (pid);
  Entry *entry;

  if (self->last != NULL && self->last_pid == pid)
    return self->last;
  entry = g_hash_table_lookup (self->entries, key);
  if (entry == NULL)
    {
      if (g_hash_table_size (self->entries) == MAX_ENTRIES)
        g_hash_table_remove_all (self->entries);
      entry = g_new0 (Entry, 1);
      g_hash_table_insert (self->entries, key, entry);
    }
  self->last = entry;
  self->last_pid = pid;
  return entry;
}

MailslotSender *
mailslot_unix_senders_find (MailslotUnixSenders *self,
                            const struct ucred *credentials,
                            gint64 now_us)
{
  Entry *entry = get_entry (self, credentials->pid);

  if (entry->sender == NULL || now_us - entry->checked_us > MAX_AGE_US
      || mailslot_sender_get_uid (entry->sender) != credentials->uid)
    entry_check (entry, credentials, now_us);
  return entry->sender;
}
