/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include "session/sw-log-segment.h"

G_BEGIN_DECLS

/**
 * SwLogRetired:
 *
 * Segments that are out of the log and whose memory is still to be given back. That of
 * many takes long enough to be seen, so it is done in idle time, some of them a turn.
 *
 * Belongs to the main thread.
 */
typedef struct _SwLogRetired SwLogRetired;

/** Returns: (transfer full) */
SwLogRetired *sw_log_retired_new (void);

/** Gives everything back. */
void sw_log_retired_free (SwLogRetired *self);
G_DEFINE_AUTOPTR_CLEANUP_FUNC (SwLogRetired, sw_log_retired_free)

/** Takes over @segment. */
void sw_log_retired_add (SwLogRetired *self, SwLogSegment *segment);

/** Gives some back now. */
void sw_log_retired_release_some (SwLogRetired *self);

/** Gives some back now, and the others in idle time. */
void sw_log_retired_release (SwLogRetired *self);

G_END_DECLS
