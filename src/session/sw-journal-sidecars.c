/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "config.h"

#include "session/sw-journal-sidecars.h"

/* Returns: (transfer full) */
static GFile *
get_sidecar (GFile *file, const char *suffix)
{
  g_autofree char *path = g_file_get_path (file);
  g_autofree char *sidecar = g_strconcat (path, suffix, NULL);

  return g_file_new_for_path (sidecar);
}

goffset
sw_journal_sidecars_get_size (GFile *file)
{
  g_autoptr (GFileInfo) info = g_file_query_info (file,
                                                  G_FILE_ATTRIBUTE_STANDARD_SIZE,
                                                  G_FILE_QUERY_INFO_NONE,
                                                  NULL,
                                                  NULL);

  return info != NULL ? g_file_info_get_size (info) : -1;
}

GFile *
sw_journal_sidecars_find_needed (GFile *file)
{
  g_autoptr (GFile) rollback = get_sidecar (file, "-journal");
  g_autoptr (GFile) ahead = get_sidecar (file, "-wal");
  g_autoptr (GFile) shared = get_sidecar (file, "-shm");
  goffset n_ahead_bytes = sw_journal_sidecars_get_size (ahead);

  if (sw_journal_sidecars_get_size (rollback) > 0)
    return g_steal_pointer (&rollback);
  /* Who writes has both, and the first is empty at first. */
  if (n_ahead_bytes > 0
      || (n_ahead_bytes == 0 && sw_journal_sidecars_get_size (shared) >= 0))
    return g_steal_pointer (&ahead);
  return NULL;
}

void
sw_journal_sidecars_delete_all (GFile *file)
{
  const char *const suffixes[] = { "", "-journal", "-wal", "-shm" };

  for (guint i = 0; i < G_N_ELEMENTS (suffixes); i++)
    {
      g_autoptr (GFile) one = get_sidecar (file, suffixes[i]);

      g_file_delete (one, NULL, NULL);
    }
}
