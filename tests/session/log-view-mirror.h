/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include "session/sw-log-view.h"

G_BEGIN_DECLS

/**
 * LogViewMirror:
 *
 * The rows of a view as somebody knows them who only listens to its signals.
 */
typedef struct
{
  SwLogView *view; /* (owned) */
  GArray *serials; /* (owned) guint64 */
  guint64 n_trimmed;
  guint n_appends;
  guint n_resets;
} LogViewMirror;

LogViewMirror *log_view_mirror_new (SwLogView *view);
void log_view_mirror_free (LogViewMirror *self);
G_DEFINE_AUTOPTR_CLEANUP_FUNC (LogViewMirror, log_view_mirror_free)

/** Fails the test unless the mirror and the view have the same rows. */
void log_view_mirror_check (LogViewMirror *self);

G_END_DECLS
