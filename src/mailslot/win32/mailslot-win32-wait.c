/* SPDX-License-Identifier: LGPL-2.1-or-later */
#include "config.h"

#include "mailslot/win32/mailslot-win32-wait-private.h"

/* How a cancellable ends a blocking call
 *
 * The thread that cancels runs cancelled_cb(), which calls CancelIoEx(): the blocked call
 * then fails with ERROR_OPERATION_ABORTED (995), on Windows and on Wine 10.
 *
 * CancelIoEx() reaches only a call that has begun. Between the reader's last look at the
 * cancellable and its entry into ReadFile() there is a gap in which it finds nothing to
 * cancel, and the read would then block for ever. So the callback cancels again, at
 * growing intervals, until the reader has said that it left. The reader always does: each
 * read that begins is cancelled by the next round. The intervals are waits on a
 * condition, so that the callback returns at once when the reader leaves and costs no
 * processor time until then.
 *
 * Nothing can lock up: the reader says that it left before it calls
 * g_cancellable_disconnect(), which waits for a running callback to return. And no later
 * call on the same file is hit by mistake: CancelIoEx() is called only under the lock
 * that says that the reader is inside. */

#define FIRST_PAUSE_US 200
#define LONGEST_PAUSE_US 10000

static void
cancelled_cb (GCancellable *cancellable, MailslotWin32Wait *self)
{
  gint64 pause_us = FIRST_PAUSE_US;

  g_mutex_lock (&self->lock);
  while (self->is_inside)
    {
      CancelIoEx (self->file, NULL);
      g_cond_wait_until (&self->left, &self->lock, g_get_monotonic_time () + pause_us);
      pause_us = MIN (pause_us * 2, LONGEST_PAUSE_US);
    }
  g_mutex_unlock (&self->lock);
}

gboolean
mailslot_win32_wait_begin (MailslotWin32Wait *self,
                           HANDLE file,
                           GCancellable *cancellable)
{
  self->file = file;
  self->cancellable = cancellable;
  self->handler = 0;
  self->is_inside = FALSE;
  if (cancellable == NULL)
    return TRUE;

  g_mutex_init (&self->lock);
  g_cond_init (&self->left);
  /* If it is cancelled by now, this runs the callback here, which returns at once because
   * nobody is inside yet. A cancel between the two steps is seen by the last look. */
  self->handler =
      g_cancellable_connect (cancellable, G_CALLBACK (cancelled_cb), self, NULL);
  g_mutex_lock (&self->lock);
  self->is_inside = TRUE;
  g_mutex_unlock (&self->lock);
  return !g_cancellable_is_cancelled (cancellable);
}

void
mailslot_win32_wait_end (MailslotWin32Wait *self)
{
  if (self->cancellable == NULL)
    return;

  g_mutex_lock (&self->lock);
  self->is_inside = FALSE;
  g_cond_signal (&self->left);
  g_mutex_unlock (&self->lock);
  g_cancellable_disconnect (self->cancellable, self->handler);
  g_cond_clear (&self->left);
  g_mutex_clear (&self->lock);
}
