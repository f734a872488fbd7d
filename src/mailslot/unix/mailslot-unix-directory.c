/* SPDX-License-Identifier: LGPL-2.1-or-later */
#include "config.h"

#include "mailslot/mailslot-backend-private.h"

#include "mailslot/unix/mailslot-unix-folder.h"
#include "mailslot/unix/mailslot-unix-lock.h"
#include "mailslot/unix/mailslot-unix-slot-path.h"

/* Looks at the socket and not at the lock: trying the lock would take it for a moment
 * from a program that is just creating the slot. */
static void
add_slot (GPtrArray *addresses, MailslotUnixFolder *folder, const char *socket_name)
{
  g_autoptr (MailslotAddress) address = NULL;
  g_autofree char *file = NULL;
  guint32 max_message_bytes;

  if (!g_str_has_suffix (socket_name, MAILSLOT_UNIX_SOCKET_SUFFIX)
      || !mailslot_unix_folder_is_alive (folder, socket_name))
    return;
  file = g_strdup (socket_name);
  *g_strrstr (file, MAILSLOT_UNIX_SOCKET_SUFFIX) = '\0';
  address = mailslot_unix_lock_read (folder, file, &max_message_bytes);
  /* How another user's program spells its slot only that user can read. */
  if (address == NULL)
    address = mailslot_unix_slot_path_decode (file);
  if (address != NULL)
    g_ptr_array_add (addresses, g_steal_pointer (&address));
}

gboolean
mailslot_backend_list (GPtrArray *addresses, GError **error)
{
  g_autoptr (MailslotUnixFolder) folder = NULL;
  g_autoptr (GError) local_error = NULL;
  g_autoptr (GDir) dir = NULL;
  const char *name;

  folder = mailslot_unix_folder_open (FALSE, &local_error);
  if (g_error_matches (local_error, G_IO_ERROR, G_IO_ERROR_NOT_FOUND))
    return TRUE; /* nobody has created a slot yet */
  if (folder != NULL)
    dir = g_dir_open (folder->path, 0, &local_error);
  if (dir == NULL)
    {
      g_propagate_error (error, g_steal_pointer (&local_error));
      return FALSE;
    }
  while ((name = g_dir_read_name (dir)) != NULL)
    add_slot (addresses, folder, name);
  return TRUE;
}
