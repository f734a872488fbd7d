/* SPDX-License-Identifier: LGPL-2.1-or-later */
#pragma once

#include <glib.h>

G_BEGIN_DECLS

/* Walks the FILE_DIRECTORY_INFORMATION entries of a directory query of Windows ([MS-FSCC]
 * 2.4.10). It is made of bytes, so that it can be tested everywhere, and believes none of
 * them. */
typedef struct
{
  const guint8 *bytes;
  gsize size;
  gsize offset;
  gboolean is_at_end;
} MailslotDirectoryEntries;

void mailslot_directory_entries_init (MailslotDirectoryEntries *self,
                                      gconstpointer bytes,
                                      gsize size);

/* Gives the next name (transfer full) in UTF-8 and whether it is that of a folder; NULL
 * at the end, which is also where the bytes make no sense. A name that is not UTF-16 is
 * left out. */
char *mailslot_directory_entries_next (MailslotDirectoryEntries *self,
                                       gboolean *is_folder);

G_END_DECLS
