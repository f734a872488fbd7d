/* SPDX-License-Identifier: LGPL-2.1-or-later */
#pragma once

#include <glib.h>

G_BEGIN_DECLS

/**
 * MAILSLOT_ERROR:
 *
 * The domain of every failure a caller of the engine can act on. What the system refuses
 * for other reasons stays a %G_IO_ERROR; a cancelled wait is always
 * %G_IO_ERROR_CANCELLED.
 */
#define MAILSLOT_ERROR (mailslot_error_quark ())

/**
 * MailslotError:
 * @MAILSLOT_ERROR_INVALID_ADDRESS: the text is not a mailslot address (Win32 123)
 * @MAILSLOT_ERROR_NAME_TOO_LONG: the slot's name is too long (Win32 206)
 * @MAILSLOT_ERROR_NOT_FOUND: no program has created this slot (Win32 2)
 * @MAILSLOT_ERROR_ALREADY_EXISTS: another reader owns this name (Win32 183)
 * @MAILSLOT_ERROR_ACCESS_DENIED: the system denies access to the slot (Win32 5)
 * @MAILSLOT_ERROR_HOST_NOT_FOUND: the other computer cannot be found or reached (Win32
 * 53)
 * @MAILSLOT_ERROR_REMOTE_DISABLED: Windows has remote mailslots switched off (Win32 3025)
 * @MAILSLOT_ERROR_MESSAGE_TOO_LARGE: the message is longer than the slot or the way to it
 *   takes (Win32 87)
 * @MAILSLOT_ERROR_BUFFER_TOO_SMALL: the next message does not fit the buffer; it stays in
 *   the slot (Win32 122)
 * @MAILSLOT_ERROR_TIMED_OUT: no message came, or none could be sent, in time (Win32 121)
 * @MAILSLOT_ERROR_CLOSED: the reader was closed, or the slot a writer used is gone (Win32
 * 6)
 * @MAILSLOT_ERROR_MALFORMED: one message was damaged and is lost; reading can go on
 * (Win32 13)
 * @MAILSLOT_ERROR_UNSUPPORTED: this computer cannot do that (Win32 50)
 * @MAILSLOT_ERROR_NETWORK_DOWN: there is no network to send to (Win32 1231)
 * @MAILSLOT_ERROR_NO_DATAGRAM_PORT: we have no way to the datagrams of other computers
 * (Win32 5)
 * @MAILSLOT_ERROR_INVALID_SECURITY: the text does not say who may send to a slot (Win32
 * 1338)
 */
typedef enum
{
  MAILSLOT_ERROR_INVALID_ADDRESS,
  MAILSLOT_ERROR_NAME_TOO_LONG,
  MAILSLOT_ERROR_NOT_FOUND,
  MAILSLOT_ERROR_ALREADY_EXISTS,
  MAILSLOT_ERROR_ACCESS_DENIED,
  MAILSLOT_ERROR_HOST_NOT_FOUND,
  MAILSLOT_ERROR_REMOTE_DISABLED,
  MAILSLOT_ERROR_MESSAGE_TOO_LARGE,
  MAILSLOT_ERROR_BUFFER_TOO_SMALL,
  MAILSLOT_ERROR_TIMED_OUT,
  MAILSLOT_ERROR_CLOSED,
  MAILSLOT_ERROR_MALFORMED,
  MAILSLOT_ERROR_UNSUPPORTED,
  MAILSLOT_ERROR_NETWORK_DOWN,
  MAILSLOT_ERROR_NO_DATAGRAM_PORT,
  MAILSLOT_ERROR_INVALID_SECURITY,
} MailslotError;

GQuark mailslot_error_quark (void);

/**
 * mailslot_error_get_win32_code:
 * @error: any error
 *
 * Gives the number by which Windows administrators know this failure.
 *
 * Returns: the Win32 error code, or 0 if @error is not of %MAILSLOT_ERROR
 */
guint mailslot_error_get_win32_code (const GError *error);

/**
 * mailslot_error_get_advice:
 * @error: any error
 *
 * Says, in the user's language and in whole sentences, what to do about @error.
 *
 * Returns: (nullable): static text, or %NULL if there is nothing useful to say
 */
const char *mailslot_error_get_advice (const GError *error);

G_END_DECLS
