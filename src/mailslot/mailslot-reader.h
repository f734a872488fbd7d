/* SPDX-License-Identifier: LGPL-2.1-or-later */
#pragma once

#include <gio/gio.h>

#include "mailslot/mailslot-address.h"
#include "mailslot/mailslot-batch.h"
#include "mailslot/mailslot-security.h"

G_BEGIN_DECLS

/** A read time-out that never ends (MAILSLOT_WAIT_FOREVER of Win32). */
#define MAILSLOT_TIMEOUT_INFINITE (-1)

/** The next size of an empty slot (MAILSLOT_NO_MESSAGE of Win32). */
#define MAILSLOT_SIZE_NONE ((gsize) -1)

/**
 * MailslotReaderOptions:
 * @max_message_bytes: the longest message the slot takes, 0 for any size
 * @read_timeout_ms: how long a read waits: 0 not at all, or %MAILSLOT_TIMEOUT_INFINITE
 * @security: (nullable): who may send, %NULL for the system's default
 */
typedef struct
{
  guint32 max_message_bytes;
  int read_timeout_ms;
  MailslotSecurity *security;
} MailslotReaderOptions;

#define MAILSLOT_READER_OPTIONS_INIT                                                     \
  {                                                                                      \
    0, MAILSLOT_TIMEOUT_INFINITE, NULL                                                   \
  }

/**
 * MailslotInfo:
 * @max_message_bytes: as given at creation, 0 for any size
 * @next_size: size of the message at the head, or %MAILSLOT_SIZE_NONE
 * @n_messages: how many messages wait
 * @read_timeout_ms: the current read time-out
 *
 * What GetMailslotInfo of Win32 tells.
 */
typedef struct
{
  guint32 max_message_bytes;
  gsize next_size;
  guint n_messages;
  int read_timeout_ms;
} MailslotInfo;

/**
 * MailslotReader:
 *
 * A slot that exists because we created it, and dies, with its unread messages, when it
 * is closed. One thread at a time may use it; a wait is ended from any thread by its
 * #GCancellable and by nothing else, so never close a reader that another thread reads.
 *
 * Abstract only because tests need a scripted one beside the one of the platform.
 */
#define MAILSLOT_TYPE_READER (mailslot_reader_get_type ())
G_DECLARE_DERIVABLE_TYPE (MailslotReader, mailslot_reader, MAILSLOT, READER, GObject)

/**
 * MailslotReaderClass:
 * @read: implements mailslot_reader_read()
 * @receive: implements mailslot_reader_receive()
 * @get_info: implements mailslot_reader_get_info()
 * @set_timeout: implements mailslot_reader_set_timeout()
 * @describe: (nullable): implements mailslot_reader_describe(); what it leaves alone is
 *   not known
 * @close: ends the slot; called once at most
 * @count_waiting: (nullable): implements mailslot_reader_count_waiting()
 */
struct _MailslotReaderClass
{
  GObjectClass parent_class;

  gssize (*read) (MailslotReader *self,
                  gpointer buffer,
                  gsize size,
                  GCancellable *cancellable,
                  GError **error);
  gboolean (*receive) (MailslotReader *self,
                       MailslotBatch *batch,
                       GCancellable *cancellable,
                       GError **error);
  gboolean (*get_info) (MailslotReader *self, MailslotInfo *info, GError **error);
  gboolean (*set_timeout) (MailslotReader *self, int timeout_ms, GError **error);
  void (*describe) (MailslotReader *self, char **owner, char **rights);
  void (*close) (MailslotReader *self);
  guint (*count_waiting) (MailslotReader *self);
};

/**
 * mailslot_reader_open:
 * @address: a local address
 * @options: (nullable): %NULL for any size and an endless read time-out
 * @error: return location
 *
 * Creates the slot. From then on messages can be sent to it.
 *
 * Fails with %MAILSLOT_ERROR_INVALID_ADDRESS if @address is not local,
 * %MAILSLOT_ERROR_ALREADY_EXISTS if the name is taken in any case of letters,
 * %MAILSLOT_ERROR_NAME_TOO_LONG, %MAILSLOT_ERROR_ACCESS_DENIED (on Linux also for a slot
 * for everyone in a folder that does not let others in), or a %G_IO_ERROR of the system.
 *
 * Returns: (transfer full): the reader, or %NULL with @error set
 */
MailslotReader *mailslot_reader_open (MailslotAddress *address,
                                      const MailslotReaderOptions *options,
                                      GError **error) G_GNUC_WARN_UNUSED_RESULT;

/**
 * mailslot_reader_get_address:
 *
 * Returns: (transfer none): the address as it was opened; any thread may ask
 */
MailslotAddress *mailslot_reader_get_address (MailslotReader *self);

/**
 * mailslot_reader_read:
 * @self: an open reader
 * @buffer: (nullable): where to put the message, %NULL only if @size is 0
 * @size: size of @buffer in bytes
 * @cancellable: (nullable): ends the wait; any thread may cancel it
 * @error: return location
 *
 * Waits as long as the read time-out allows for one message and takes it out of the slot:
 * ReadFile of Win32.
 *
 * Fails with %MAILSLOT_ERROR_TIMED_OUT, %MAILSLOT_ERROR_BUFFER_TOO_SMALL (the message
 * stays and can be read with a larger buffer), %MAILSLOT_ERROR_MALFORMED for one damaged
 * message (go on reading), %MAILSLOT_ERROR_CLOSED, %G_IO_ERROR_CANCELLED.
 *
 * Returns: the size of the message, which may be 0, or -1 with @error set
 */
gssize mailslot_reader_read (MailslotReader *self,
                             gpointer buffer,
                             gsize size,
                             GCancellable *cancellable,
                             GError **error);

/**
 * mailslot_reader_receive:
 * @self: an open reader
 * @batch: receives the messages
 * @cancellable: (nullable): ends the wait; any thread may cancel it
 * @error: return location
 *
 * Waits as long as the read time-out allows for the next message, then appends it and
 * those that wait behind it to @batch, up to a bound that keeps the batch small. A cancel
 * goes first: once it happened, messages that wait stay in the slot, however many keep
 * coming.
 *
 * Fails with %MAILSLOT_ERROR_MALFORMED for one damaged message (go on reading),
 * %MAILSLOT_ERROR_TIMED_OUT, %MAILSLOT_ERROR_CLOSED, %G_IO_ERROR_CANCELLED after a
 * cancel, and any other error when the slot is gone. On failure nothing was appended.
 *
 * Returns: %TRUE if at least one message was appended
 */
gboolean mailslot_reader_receive (MailslotReader *self,
                                  MailslotBatch *batch,
                                  GCancellable *cancellable,
                                  GError **error);

/**
 * mailslot_reader_get_info:
 * @info: (out caller-allocates): what is known of the slot
 *
 * On Linux the count is exact up to 10,000 messages or 64 MiB. While nobody reads or
 * asks, the kernel holds only as many messages as net.unix.max_dgram_qlen says (often
 * 10), and then holds writers back; what is counted here makes room for more.
 *
 * Fails with %MAILSLOT_ERROR_CLOSED.
 */
gboolean mailslot_reader_get_info (MailslotReader *self,
                                   MailslotInfo *info,
                                   GError **error);

/**
 * mailslot_reader_count_waiting:
 *
 * Unlike mailslot_reader_get_info() this reads nothing, so it may be asked while another
 * thread reads.
 *
 * Returns: how many messages wait in the slot where the system tells, which is Windows;
 * 0 where it does not, and for a closed reader
 */
guint mailslot_reader_count_waiting (MailslotReader *self);

/**
 * mailslot_reader_set_timeout:
 * @timeout_ms: milliseconds, 0 or %MAILSLOT_TIMEOUT_INFINITE
 *
 * Changes how long later reads wait: SetMailslotInfo of Win32.
 *
 * Fails with %MAILSLOT_ERROR_CLOSED.
 */
gboolean mailslot_reader_set_timeout (MailslotReader *self,
                                      int timeout_ms,
                                      GError **error);

/**
 * mailslot_reader_describe:
 * @owner: (out) (transfer full) (nullable): the user who owns the slot
 * @rights: (out) (transfer full) (nullable): on Windows the SDDL of its owner, group and
 *   list of rights, on Linux its mode as ls(1) writes it
 *
 * Asks the system who owns the slot and what its rights are, whatever was asked for when
 * it was created. What the system does not tell is %NULL: Wine tells nothing of a slot
 * with the default security, and nobody tells anything of a closed one.
 */
void mailslot_reader_describe (MailslotReader *self, char **owner, char **rights);

/**
 * mailslot_reader_close:
 *
 * Ends the slot and drops unread messages; the name is free again when this returns.
 * Calling it again does nothing.
 */
void mailslot_reader_close (MailslotReader *self);

gboolean mailslot_reader_is_closed (MailslotReader *self);

G_END_DECLS
