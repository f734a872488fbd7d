/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include "session/sw-filter.h"
#include "session/sw-log-snapshot.h"

G_BEGIN_DECLS

/**
 * SwLogViewScanner:
 *
 * A worker thread that looks for the messages that match a filter, one pass at a time.
 * What it finds waits here until the main thread takes it; that is told by one idle at a
 * time, below the priority of drawing.
 *
 * Belongs to the thread that made it, but for its own worker.
 */
typedef struct _SwLogViewScanner SwLogViewScanner;

/** Called in the main context that was the thread's when the scanner was made. */
typedef void (*SwLogViewScannerFunc) (gpointer user_data);

SwLogViewScanner *sw_log_view_scanner_new (SwLogViewScannerFunc found,
                                           gpointer user_data);

/** Ends the worker, which may take the time of one message, and tells nothing more. */
void sw_log_view_scanner_free (SwLogViewScanner *self);

/**
 * sw_log_view_scanner_scan:
 * @snapshot: (transfer full): where the messages are
 * @first_serial: the first one to look at
 *
 * Begins a pass. One that is under way ends, and what it found is forgotten.
 */
void sw_log_view_scanner_scan (SwLogViewScanner *self,
                               SwFilter *filter,
                               SwLogSnapshot *snapshot,
                               guint64 first_serial);

/** The same for the messages of @batch, the first of which has number @first_serial. */
void sw_log_view_scanner_scan_batch (SwLogViewScanner *self,
                                     SwFilter *filter,
                                     MailslotBatch *batch,
                                     guint64 first_serial);

/** Ends the pass and forgets what was found. */
void sw_log_view_scanner_cancel (SwLogViewScanner *self);

/** Tells the worker that messages before @first_serial are not wanted any more. */
void sw_log_view_scanner_trim (SwLogViewScanner *self, guint64 first_serial);

/**
 * SwLogViewFound:
 * @offsets: (owned) (element-type guint32): what matches, counted from @first_serial
 * @first_serial: where the pass began
 * @end_serial: the first message that was not looked at
 * @n_undecided: messages for which an expression took too long
 * @is_done: whether the pass is over
 *
 * What was found since the last look.
 */
typedef struct
{
  GArray *offsets;
  guint64 first_serial;
  guint64 end_serial;
  guint64 n_undecided;
  gboolean is_done;
} SwLogViewFound;

void sw_log_view_found_clear (SwLogViewFound *found);
G_DEFINE_AUTO_CLEANUP_CLEAR_FUNC (SwLogViewFound, sw_log_view_found_clear)

/** Returns: %FALSE if there is nothing new */
gboolean sw_log_view_scanner_take (SwLogViewScanner *self, SwLogViewFound *found);

G_END_DECLS
