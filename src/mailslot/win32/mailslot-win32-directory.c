/* SPDX-License-Identifier: LGPL-2.1-or-later */
#include "config.h"

#include <windows.h>

#include <winternl.h>

#include <glib/gi18n-lib.h>

#include "mailslot/mailslot-backend-private.h"
#include "mailslot/mailslot-directory-entries-private.h"
#include "mailslot/mailslot-error.h"

/* Windows has no documented way to list slots, but the device that holds them is a file
 * system and answers a directory query of its root, as programs that show all objects of
 * the system rely on. The backslash at the end makes it the root; without it, it is the
 * device, which answers nothing. Under Wine 10 it can be opened, and answers nothing. */
#define DEVICE "\\Device\\Mailslot\\"

/* The levels of a slot's name are part of its name. There are folders, such as Windows'
 * own ProtectedPrefix, but they are few and not deep. */
#define MAX_DEPTH 8

/* Far more than any computer has; a query that never says that it is done ends here. */
#define MAX_ENTRIES 65536

/* An entry with the longest name there can be. */
#define BUFFER_BYTES (64 * 1024 + 1024)

/* Those of the system that mean the end; the headers that have them clash with others. */
#define NO_MORE_FILES ((NTSTATUS) 0x80000006)
#define NO_SUCH_FILE ((NTSTATUS) 0xC000000F)

/* Not in every version of the headers. */
NTSYSAPI NTSTATUS NTAPI NtQueryDirectoryFile (HANDLE file,
                                              HANDLE event,
                                              PIO_APC_ROUTINE routine,
                                              PVOID context,
                                              PIO_STATUS_BLOCK status,
                                              PVOID buffer,
                                              ULONG size,
                                              FILE_INFORMATION_CLASS information,
                                              BOOLEAN wants_one,
                                              PUNICODE_STRING pattern,
                                              BOOLEAN restarts);

typedef struct
{
  GPtrArray *addresses; /* (unowned) */
  guint8 *buffer;       /* (owned) */
  guint n_entries;
  GQueue folders; /* (element-type utf8), owned paths still to list */
} Listing;

/* Names the root with "", any other folder with a path that ends in a backslash. Returns
 * NULL if the system refuses. */
static HANDLE
open_folder (const char *path)
{
  g_autofree char *text = g_strconcat (DEVICE, path, NULL);
  g_autofree gunichar2 *name = g_utf8_to_utf16 (text, -1, NULL, NULL, NULL);
  UNICODE_STRING string;
  OBJECT_ATTRIBUTES attributes;
  IO_STATUS_BLOCK status;
  HANDLE folder;

  RtlInitUnicodeString (&string, (const wchar_t *) name);
  InitializeObjectAttributes (&attributes, &string, OBJ_CASE_INSENSITIVE, NULL, NULL);
  if (NtOpenFile (&folder,
                  FILE_LIST_DIRECTORY | SYNCHRONIZE,
                  &attributes,
                  &status,
                  FILE_SHARE_READ | FILE_SHARE_WRITE,
                  FILE_SYNCHRONOUS_IO_NONALERT)
      < 0)
    return NULL;
  return folder;
}

static guint
get_depth (const char *path)
{
  guint depth = 0;

  for (const char *p = path; *p != '\0'; p++)
    depth += *p == '\\';
  return depth;
}

static void
add_name (Listing *self, const char *path, const char *name, gboolean is_folder)
{
  g_autofree char *whole = g_strconcat (path, name, is_folder ? "\\" : NULL, NULL);
  MailslotAddress *address;

  if (is_folder && name[0] != '.' && get_depth (whole) <= MAX_DEPTH)
    g_queue_push_tail (&self->folders, g_steal_pointer (&whole));
  else if (!is_folder)
    {
      /* A program may have made a name that no address can hold; nobody could send to
       * it. */
      address = mailslot_address_new_local (whole, NULL);
      if (address != NULL)
        g_ptr_array_add (self->addresses, address);
    }
}

static void
add_entries (Listing *self, const char *path, gsize size)
{
  MailslotDirectoryEntries entries;
  gboolean is_folder;
  char *name;

  self->n_entries++;
  mailslot_directory_entries_init (&entries, self->buffer, MIN (size, BUFFER_BYTES));
  while ((name = mailslot_directory_entries_next (&entries, &is_folder)) != NULL)
    {
      add_name (self, path, name, is_folder);
      g_free (name);
    }
}

/* Asks for one entry at a time, as those do who are known to get an answer. Returns
 * whether the system tells anything, if only that there is nothing. */
static gboolean
list_folder (Listing *self, const char *path)
{
  HANDLE folder = open_folder (path);
  IO_STATUS_BLOCK status = { 0 };
  gboolean is_told = FALSE;
  NTSTATUS result = 0;

  if (folder == NULL)
    return FALSE;
  while (result >= 0 && self->n_entries < MAX_ENTRIES)
    {
      result = NtQueryDirectoryFile (folder,
                                     NULL,
                                     NULL,
                                     NULL,
                                     &status,
                                     self->buffer,
                                     BUFFER_BYTES,
                                     FileDirectoryInformation,
                                     TRUE,
                                     NULL,
                                     !is_told);
      if (result >= 0)
        add_entries (self, path, status.Information);
      is_told |= result >= 0 || result == NO_MORE_FILES || result == NO_SUCH_FILE;
    }
  CloseHandle (folder);
  return is_told;
}

gboolean
mailslot_backend_list (GPtrArray *addresses, GError **error)
{
  g_autofree guint8 *buffer = g_malloc (BUFFER_BYTES);
  Listing self = { addresses, buffer, 0, G_QUEUE_INIT };
  gboolean is_told = list_folder (&self, "");
  char *path;

  while ((path = g_queue_pop_head (&self.folders)) != NULL)
    {
      list_folder (&self, path);
      g_free (path);
    }
  if (!is_told)
    g_set_error_literal (error,
                         MAILSLOT_ERROR,
                         MAILSLOT_ERROR_UNSUPPORTED,
                         _ ("Cannot list the slots: this version of Windows does not "
                            "tell which exist"));
  return is_told;
}
