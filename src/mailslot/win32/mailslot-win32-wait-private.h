/* SPDX-License-Identifier: LGPL-2.1-or-later */
#pragma once

#include <windows.h>

#include <gio/gio.h>

G_BEGIN_DECLS

/* MailslotWin32Wait: one blocking call on a file that a cancellable can end. It lives on
 * the stack of the thread that makes the call, between begin and end. */
typedef struct
{
  HANDLE file;
  GCancellable *cancellable; /* (nullable) (unowned) */
  gulong handler;
  GMutex lock;
  GCond left;
  gboolean is_inside; /* guarded by lock */
} MailslotWin32Wait;

/* Returns whether to make the call: not if @cancellable was cancelled already. Call
 * mailslot_win32_wait_end() in either case. */
gboolean mailslot_win32_wait_begin (MailslotWin32Wait *self,
                                    HANDLE file,
                                    GCancellable *cancellable);

void mailslot_win32_wait_end (MailslotWin32Wait *self);

G_END_DECLS
