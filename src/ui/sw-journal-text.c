/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "config.h"
#include "ui/sw-journal-text.h"

#include "ui/sw-count-text.h"

#include <glib/gi18n-lib.h>

static char *
recording_new (const char *name, guint64 n_lost)
{
  g_autofree char *number = sw_count_number (n_lost);

  if (n_lost == 0)
    /* Translators: %s is the name of a file. */
    return g_strdup_printf (_ ("Recording to %s"), name);
  /* Translators: %1$s is the name of a file, %2$s is a number. */
  return g_strdup_printf (ngettext ("Recording to %1$s, %2$s message not recorded",
                                    "Recording to %1$s, %2$s messages not recorded",
                                    sw_count_plural (n_lost)),
                          name,
                          number);
}

static char *
lost_new (guint64 n_lost)
{
  g_autofree char *number = sw_count_number (n_lost);

  if (n_lost == 0)
    return NULL;
  return g_strdup_printf (ngettext ("%s message not recorded",
                                    "%s messages not recorded",
                                    sw_count_plural (n_lost)),
                          number);
}

char *
sw_journal_text_state (SwJournalState state,
                       const char *name,
                       const SwJournalCounts *counts)
{
  switch (state)
    {
    case SW_JOURNAL_OPENING:
    case SW_JOURNAL_RECORDING:
      return recording_new (name, counts->n_lost);
    case SW_JOURNAL_STOPPING:
      /* Translators: %s is the name of a file. */
      return g_strdup_printf (_ ("Writing the last messages to %s"), name);
    case SW_JOURNAL_STOPPED:
      return lost_new (counts->n_lost);
    default:
      g_return_val_if_reached (NULL);
    }
}

const char *
sw_journal_text_advice (const GError *error)
{
  if (error->domain != G_IO_ERROR)
    return NULL;
  if (error->code == G_IO_ERROR_NO_SPACE)
    return _ ("Make room on the disk, or record to a file on another one.");
  if (error->code == G_IO_ERROR_BUSY)
    return _ ("End the other program, or record to another file.");
  if (error->code == G_IO_ERROR_INVALID_DATA)
    return _ ("Choose a new file, or a journal that Slotwatch recorded.");
  if (error->code == G_IO_ERROR_NOT_SUPPORTED)
    return _ ("Choose a new file on a disk of this computer.");
  if (error->code == G_IO_ERROR_READ_ONLY || error->code == G_IO_ERROR_PERMISSION_DENIED)
    return _ ("Choose a file in a folder where you may write.");
  return NULL;
}
