/* SPDX-License-Identifier: LGPL-2.1-or-later */
#include "config.h"

#include "mailslot/win32/mailslot-win32-error-private.h"

#include <windows.h>

#include <glib/gi18n-lib.h>

#include "mailslot/mailslot-error.h"

/* Newer than the headers of MinGW-w64 10. */
#ifndef ERROR_REMOTE_MAILSLOTS_DEPRECATED
#define ERROR_REMOTE_MAILSLOTS_DEPRECATED 3025
#endif

/* What a blocked read gets when its slot is closed; the headers know it as an NTSTATUS.
 */
#define ERROR_CLOSED_UNDER_READ 676

enum
{
  CREATE = 1 << MAILSLOT_WIN32_CREATE,
  READ = 1 << MAILSLOT_WIN32_READ,
  OPEN = 1 << MAILSLOT_WIN32_OPEN,
  WRITE = 1 << MAILSLOT_WIN32_WRITE,

  LOCAL = 1 << 0,
  REMOTE = 1 << 1,
  ANY = LOCAL | REMOTE,
};

typedef struct
{
  DWORD code;
  guint tasks;
  guint places;
  MailslotError error;
} ErrorRow;

/* Every answer that is known to mean something to our callers, by number. Sources: the
 * documentation of each function, "About Mailslots", and what Wine 10 was seen to answer.
 */
static const ErrorRow error_rows[] = {
  { ERROR_FILE_NOT_FOUND, OPEN, LOCAL, MAILSLOT_ERROR_NOT_FOUND },
  { ERROR_FILE_NOT_FOUND, WRITE, LOCAL, MAILSLOT_ERROR_CLOSED },
  { ERROR_FILE_NOT_FOUND, OPEN | WRITE, REMOTE, MAILSLOT_ERROR_HOST_NOT_FOUND },
  { ERROR_PATH_NOT_FOUND, CREATE, ANY, MAILSLOT_ERROR_INVALID_ADDRESS },
  { ERROR_PATH_NOT_FOUND, OPEN, LOCAL, MAILSLOT_ERROR_NOT_FOUND },
  /* No redirector takes the name: always so under Wine, which has none. */
  { ERROR_PATH_NOT_FOUND, OPEN | WRITE, REMOTE, MAILSLOT_ERROR_HOST_NOT_FOUND },
  { ERROR_ACCESS_DENIED, CREATE | OPEN | WRITE, ANY, MAILSLOT_ERROR_ACCESS_DENIED },
  { ERROR_INVALID_HANDLE, READ | WRITE, ANY, MAILSLOT_ERROR_CLOSED },
  { ERROR_BAD_LENGTH, WRITE, ANY, MAILSLOT_ERROR_MESSAGE_TOO_LARGE },
  { ERROR_SHARING_VIOLATION, OPEN, ANY, MAILSLOT_ERROR_ACCESS_DENIED },
  { ERROR_HANDLE_EOF, WRITE, ANY, MAILSLOT_ERROR_CLOSED },
  { ERROR_REM_NOT_LIST, OPEN | WRITE, ANY, MAILSLOT_ERROR_HOST_NOT_FOUND },
  { ERROR_BAD_NETPATH, OPEN | WRITE, ANY, MAILSLOT_ERROR_HOST_NOT_FOUND },
  { ERROR_BAD_NET_NAME, OPEN | WRITE, ANY, MAILSLOT_ERROR_HOST_NOT_FOUND },
  { ERROR_INVALID_PARAMETER, WRITE, ANY, MAILSLOT_ERROR_MESSAGE_TOO_LARGE },
  { ERROR_SEM_TIMEOUT, READ | WRITE, ANY, MAILSLOT_ERROR_TIMED_OUT },
  { ERROR_INSUFFICIENT_BUFFER, READ, ANY, MAILSLOT_ERROR_BUFFER_TOO_SMALL },
  { ERROR_INSUFFICIENT_BUFFER, WRITE, ANY, MAILSLOT_ERROR_MESSAGE_TOO_LARGE },
  { ERROR_INVALID_NAME, CREATE | OPEN, ANY, MAILSLOT_ERROR_INVALID_ADDRESS },
  { ERROR_BAD_PATHNAME, CREATE | OPEN, ANY, MAILSLOT_ERROR_INVALID_ADDRESS },
  { ERROR_ALREADY_EXISTS, CREATE, ANY, MAILSLOT_ERROR_ALREADY_EXISTS },
  { ERROR_FILENAME_EXCED_RANGE, CREATE | OPEN, ANY, MAILSLOT_ERROR_NAME_TOO_LONG },
  { ERROR_CLOSED_UNDER_READ, READ, ANY, MAILSLOT_ERROR_CLOSED },
  { ERROR_NETWORK_UNREACHABLE, OPEN | WRITE, REMOTE, MAILSLOT_ERROR_NETWORK_DOWN },
  { ERROR_REMOTE_MAILSLOTS_DEPRECATED,
    OPEN | WRITE,
    ANY,
    MAILSLOT_ERROR_REMOTE_DISABLED },
};

/* What to say for each meaning: untranslated, with one place for the address. */
static const char *const create_sentences[] = {
  [MAILSLOT_ERROR_INVALID_ADDRESS] = N_ ("Cannot create %s: Windows refuses this name"),
  [MAILSLOT_ERROR_NAME_TOO_LONG] = N_ ("Cannot create %s: the name is too long"),
  [MAILSLOT_ERROR_ALREADY_EXISTS] =
      N_ ("Cannot create %s: another program owns a slot of this name"),
  [MAILSLOT_ERROR_ACCESS_DENIED] = N_ ("Cannot create %s: access is denied"),
};

static const char *const read_sentences[] = {
  [MAILSLOT_ERROR_BUFFER_TOO_SMALL] =
      N_ ("Cannot read %s: the next message is larger than the buffer"),
  [MAILSLOT_ERROR_TIMED_OUT] = N_ ("Cannot read %s: no message came in time"),
  [MAILSLOT_ERROR_CLOSED] = N_ ("Cannot read %s: the slot is closed"),
};

static const char *const open_sentences[] = {
  [MAILSLOT_ERROR_INVALID_ADDRESS] = N_ ("Cannot open %s: Windows refuses this name"),
  [MAILSLOT_ERROR_NAME_TOO_LONG] = N_ ("Cannot open %s: the name is too long"),
  [MAILSLOT_ERROR_NOT_FOUND] = N_ ("Cannot open %s: no program has created this slot"),
  [MAILSLOT_ERROR_ACCESS_DENIED] = N_ ("Cannot open %s: access is denied"),
  [MAILSLOT_ERROR_HOST_NOT_FOUND] =
      N_ ("Cannot open %s: the other computer cannot be reached"),
  [MAILSLOT_ERROR_REMOTE_DISABLED] =
      N_ ("Cannot open %s: Windows has mailslots between computers switched off"),
  [MAILSLOT_ERROR_NETWORK_DOWN] = N_ ("Cannot open %s: no network leads there"),
};

static const char *const write_sentences[] = {
  [MAILSLOT_ERROR_ACCESS_DENIED] = N_ ("Cannot send to %s: access is denied"),
  [MAILSLOT_ERROR_HOST_NOT_FOUND] =
      N_ ("Cannot send to %s: the other computer cannot be reached"),
  [MAILSLOT_ERROR_REMOTE_DISABLED] =
      N_ ("Cannot send to %s: Windows has mailslots between computers switched off"),
  [MAILSLOT_ERROR_MESSAGE_TOO_LARGE] =
      N_ ("Cannot send to %s: the message is longer than the slot takes"),
  [MAILSLOT_ERROR_TIMED_OUT] = N_ ("Cannot send to %s: it was not taken in time"),
  [MAILSLOT_ERROR_CLOSED] = N_ ("Cannot send to %s: its reader has closed it"),
  [MAILSLOT_ERROR_NETWORK_DOWN] = N_ ("Cannot send to %s: no network leads there"),
};

static const struct
{
  const char *const *sentences; /* by MailslotError */
  const char *other; /* untranslated; takes the address and Windows' own words */
} task_texts[] = {
  [MAILSLOT_WIN32_CREATE] = { create_sentences, N_ ("Cannot create %s: %s") },
  [MAILSLOT_WIN32_READ] = { read_sentences, N_ ("Cannot read %s: %s") },
  [MAILSLOT_WIN32_OPEN] = { open_sentences, N_ ("Cannot open %s: %s") },
  [MAILSLOT_WIN32_WRITE] = { write_sentences, N_ ("Cannot send to %s: %s") },
};

static const ErrorRow *
error_row_find (DWORD code, MailslotWin32Task task, MailslotAddress *address)
{
  guint place = mailslot_address_is_local (address) ? LOCAL : REMOTE;

  for (gsize i = 0; i < G_N_ELEMENTS (error_rows); i++)
    if (error_rows[i].code == code && (error_rows[i].tasks & (1u << task)) != 0
        && (error_rows[i].places & place) != 0)
      return &error_rows[i];
  return NULL;
}

/* The formats come out of the tables above, where the compiler cannot follow them. */
#pragma GCC diagnostic push
#pragma GCC diagnostic ignored "-Wformat-nonliteral"

static void
set_known_error (GError **error,
                 MailslotWin32Task task,
                 MailslotAddress *address,
                 MailslotError code)
{
  const char *format = task_texts[task].sentences[code];

  g_set_error (error,
               MAILSLOT_ERROR,
               code,
               _ (format),
               mailslot_address_to_string (address));
}

static void
set_other_error (GError **error,
                 MailslotWin32Task task,
                 MailslotAddress *address,
                 DWORD code)
{
  g_autofree char *words = g_win32_error_message ((int) code);
  const char *format = task_texts[task].other;

  g_set_error (error,
               G_IO_ERROR,
               g_io_error_from_win32_error ((int) code),
               _ (format),
               mailslot_address_to_string (address),
               words);
}

#pragma GCC diagnostic pop

void
mailslot_win32_set_error (GError **error,
                          MailslotWin32Task task,
                          MailslotAddress *address,
                          guint32 code)
{
  const ErrorRow *row = error_row_find (code, task, address);

  if (code == ERROR_OPERATION_ABORTED)
    g_set_error_literal (error,
                         G_IO_ERROR,
                         G_IO_ERROR_CANCELLED,
                         _ ("Operation was cancelled"));
  else if (row != NULL)
    set_known_error (error, task, address, row->error);
  else
    set_other_error (error, task, address, code);
}
