/* SPDX-License-Identifier: LGPL-2.1-or-later */
#pragma once

#include <gio/gio.h>

#include "mailslot/mailslot-address.h"
#include "mailslot/mailslot-network.h"

G_BEGIN_DECLS

/** How long a write waits for a reader that is behind, unless told otherwise. */
#define MAILSLOT_WRITER_DEFAULT_TIMEOUT_MS 10000

/**
 * MailslotWriter:
 *
 * The sending end of a slot. One thread at a time may use it.
 */
#define MAILSLOT_TYPE_WRITER (mailslot_writer_get_type ())
G_DECLARE_DERIVABLE_TYPE (MailslotWriter, mailslot_writer, MAILSLOT, WRITER, GObject)

/**
 * MailslotWriterClass:
 * @write: implements mailslot_writer_write()
 * @close: lets go of the slot; called once at most
 */
struct _MailslotWriterClass
{
  GObjectClass parent_class;

  gboolean (*write) (MailslotWriter *self,
                     gconstpointer data,
                     gsize size,
                     GCancellable *cancellable,
                     GError **error);
  void (*close) (MailslotWriter *self);
};

/**
 * mailslot_writer_open:
 * @address: where to send to
 * @error: return location
 *
 * Opens a slot that exists, on the network of mailslot_network_get_default().
 *
 * Fails at once with %MAILSLOT_ERROR_NOT_FOUND if nobody has created a local slot,
 * %MAILSLOT_ERROR_ACCESS_DENIED, or a %G_IO_ERROR of the system;
 * for a remote slot by datagrams like mailslot_network_get_limits();
 * by Windows also with %MAILSLOT_ERROR_REMOTE_DISABLED, %MAILSLOT_ERROR_HOST_NOT_FOUND,
 * and with %MAILSLOT_ERROR_INVALID_ADDRESS or %MAILSLOT_ERROR_NAME_TOO_LONG for what
 * Windows refuses although it is an address.
 *
 * For a remote slot success says nothing: the other side never answers.
 *
 * Returns: (transfer full): the writer, or %NULL with @error set
 */
MailslotWriter *mailslot_writer_open (MailslotAddress *address,
                                      GError **error) G_GNUC_WARN_UNUSED_RESULT;

/**
 * mailslot_writer_open_on:
 * @address: where to send to
 * @network: (transfer none): who we are there and by what messages go
 *
 * Like mailslot_writer_open() on another network than the default one.
 */
MailslotWriter *mailslot_writer_open_on (MailslotAddress *address,
                                         MailslotNetwork *network,
                                         GError **error) G_GNUC_WARN_UNUSED_RESULT;

MailslotAddress *mailslot_writer_get_address (MailslotWriter *self);

/**
 * mailslot_writer_set_timeout:
 * @timeout_ms: milliseconds that a write may wait, or %MAILSLOT_TIMEOUT_INFINITE
 *
 * On Linux a reader that is behind holds the writers of its slot back; everywhere a
 * datagram waits for a network adapter that is busy. To look for another computer takes
 * its own time.
 */
void mailslot_writer_set_timeout (MailslotWriter *self, int timeout_ms);
int mailslot_writer_get_timeout (MailslotWriter *self);

/**
 * mailslot_writer_write:
 * @self: an open writer
 * @data: (nullable): the message, %NULL only if @size is 0
 * @size: its size in bytes; 0 sends an empty message
 * @cancellable: (nullable): ends the wait; any thread may cancel it
 * @error: return location
 *
 * Sends one message, whole or not at all: WriteFile of Win32.
 *
 * Fails with %MAILSLOT_ERROR_MESSAGE_TOO_LARGE (the text names the limit where the
 * system tells it), %MAILSLOT_ERROR_TIMED_OUT if the message was not taken in time,
 * %MAILSLOT_ERROR_CLOSED if the slot is gone (open it anew),
 * %MAILSLOT_ERROR_ACCESS_DENIED, %G_IO_ERROR_CANCELLED, or another %G_IO_ERROR of the
 * system; for a remote slot also with %MAILSLOT_ERROR_HOST_NOT_FOUND,
 * %MAILSLOT_ERROR_NETWORK_DOWN, and by Windows %MAILSLOT_ERROR_REMOTE_DISABLED.
 *
 * Returns: whether the message was handed to the slot
 */
gboolean mailslot_writer_write (MailslotWriter *self,
                                gconstpointer data,
                                gsize size,
                                GCancellable *cancellable,
                                GError **error);

/**
 * mailslot_writer_close:
 *
 * Lets go of the slot. Calling it again does nothing.
 */
void mailslot_writer_close (MailslotWriter *self);

G_END_DECLS
