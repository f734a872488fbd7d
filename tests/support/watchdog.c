/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "config.h"

#include "watchdog.h"

struct _Watchdog
{
  GThread *thread;
  GMutex lock;
  GCond stopped;
  gboolean is_stopped; /* guarded by lock */
  gint64 end_time_us;
};

static gpointer
watch (gpointer data)
{
  Watchdog *self = data;

  g_mutex_lock (&self->lock);
  while (!self->is_stopped)
    if (!g_cond_wait_until (&self->stopped, &self->lock, self->end_time_us))
      g_error ("the test waits for something that does not come");
  g_mutex_unlock (&self->lock);
  return NULL;
}

Watchdog *
watchdog_start (int seconds)
{
  Watchdog *self = g_new0 (Watchdog, 1);

  g_mutex_init (&self->lock);
  g_cond_init (&self->stopped);
  self->end_time_us = g_get_monotonic_time () + seconds * G_TIME_SPAN_SECOND;
  self->thread = g_thread_new ("watchdog", watch, self);
  return self;
}

void
watchdog_stop (Watchdog *self)
{
  g_mutex_lock (&self->lock);
  self->is_stopped = TRUE;
  g_cond_signal (&self->stopped);
  g_mutex_unlock (&self->lock);
  g_thread_join (self->thread);
  g_cond_clear (&self->stopped);
  g_mutex_clear (&self->lock);
  g_free (self);
}
