/* SPDX-License-Identifier: LGPL-2.1-or-later */
#include "config.h"

#include "mailslot/mailslot-directory-entries-private.h"

/* An entry, all numbers with the lowest byte first: where the next one begins, counted
 * from this one, 0 in the last; things of files; the attributes; the size of the name in
 * bytes; the name, which no NUL ends. */
#define ATTRIBUTES_OFFSET 56
#define NAME_SIZE_OFFSET 60
#define NAME_OFFSET 64

#define ATTRIBUTE_DIRECTORY 0x10

void
mailslot_directory_entries_init (MailslotDirectoryEntries *self,
                                 gconstpointer bytes,
                                 gsize size)
{
  self->bytes = bytes;
  self->size = size;
  self->offset = 0;
  self->is_at_end = FALSE;
}

static guint32
read_number (const guint8 *bytes)
{
  return bytes[0] | (guint32) bytes[1] << 8 | (guint32) bytes[2] << 16
         | (guint32) bytes[3] << 24;
}

static char *
read_name (const guint8 *bytes, gsize size)
{
  g_autofree gunichar2 *name = g_new0 (gunichar2, size / 2 + 1);

  for (gsize i = 0; i < size / 2; i++)
    name[i] = (gunichar2) (bytes[2 * i] | bytes[2 * i + 1] << 8);
  return g_utf16_to_utf8 (name, (glong) (size / 2), NULL, NULL, NULL);
}

/* Goes on behind the entry at @entry, of which there are @n_left bytes and whose name
 * ends after @n_used. An offset that leads back or into the entry itself would never
 * end. */
static void
advance (MailslotDirectoryEntries *self, gsize n_left, gsize n_used)
{
  gsize step = read_number (self->bytes + self->offset);

  if (step < n_used || step >= n_left)
    self->is_at_end = TRUE;
  else
    self->offset += step;
}

char *
mailslot_directory_entries_next (MailslotDirectoryEntries *self, gboolean *is_folder)
{
  while (!self->is_at_end)
    {
      const guint8 *entry = self->bytes + self->offset;
      gsize n_left = self->size - self->offset;
      gsize name_size;
      char *name;

      self->is_at_end = TRUE;
      if (n_left < NAME_OFFSET)
        break;
      name_size = read_number (entry + NAME_SIZE_OFFSET);
      if (name_size > n_left - NAME_OFFSET)
        break;
      self->is_at_end = FALSE;
      advance (self, n_left, NAME_OFFSET + name_size);

      name = read_name (entry + NAME_OFFSET, name_size);
      *is_folder = (read_number (entry + ATTRIBUTES_OFFSET) & ATTRIBUTE_DIRECTORY) != 0;
      if (name != NULL)
        return name;
    }
  return NULL;
}
