/* SPDX-License-Identifier: LGPL-2.1-or-later */
#include "config.h"

#include "mailslot/netbios/netbios-dns.h"

#include <glib/gi18n-lib.h>

#define TIME_LIMIT_US (5 * G_TIME_SPAN_SECOND)

/* Cancels a search when its time is over. A thread, since the caller has no main loop and
 * GResolver has no time limit before GLib 2.78. */
typedef struct
{
  GThread *thread;
  GCancellable *cancellable;
  GMutex lock;
  GCond stopped;
  gboolean is_stopped; /* guarded by lock */
  gboolean is_over;    /* guarded by lock: the time was over */
  gint64 end_time_us;
} Timer;

static gpointer
run_timer (gpointer data)
{
  Timer *self = data;
  gboolean is_over;

  g_mutex_lock (&self->lock);
  while (!self->is_stopped && !self->is_over)
    self->is_over = !g_cond_wait_until (&self->stopped, &self->lock, self->end_time_us);
  is_over = self->is_over;
  g_mutex_unlock (&self->lock);

  if (is_over)
    g_cancellable_cancel (self->cancellable);
  return NULL;
}

static gboolean
timer_start (Timer *self, GCancellable *cancellable, GError **error)
{
  self->cancellable = cancellable;
  self->end_time_us = g_get_monotonic_time () + TIME_LIMIT_US;
  g_mutex_init (&self->lock);
  g_cond_init (&self->stopped);
  self->thread = g_thread_try_new ("dns-timer", run_timer, self, error);
  return self->thread != NULL;
}

/* Returns: whether the time was over */
static gboolean
timer_stop (Timer *self)
{
  if (self->thread != NULL)
    {
      g_mutex_lock (&self->lock);
      self->is_stopped = TRUE;
      g_cond_signal (&self->stopped);
      g_mutex_unlock (&self->lock);
      g_thread_join (self->thread);
    }
  g_mutex_clear (&self->lock);
  g_cond_clear (&self->stopped);
  return self->is_over;
}

/* Any thread: the one that cancels. */
static void
cancelled_cb (GCancellable *cancellable, gpointer search)
{
  g_cancellable_cancel (search);
}

static GList *
find_in_time (const char *host, GCancellable *search, GError **error)
{
  g_autoptr (GResolver) resolver = g_resolver_get_default ();
  g_autoptr (GError) local_error = NULL;
  Timer timer = { 0 };
  GList *addresses = NULL;
  gboolean is_over;

  if (timer_start (&timer, search, &local_error))
    addresses =
        g_resolver_lookup_by_name_with_flags (resolver,
                                              host,
                                              G_RESOLVER_NAME_LOOKUP_FLAGS_IPV4_ONLY,
                                              search,
                                              &local_error);
  is_over = timer_stop (&timer);

  if (addresses != NULL)
    return addresses;
  if (is_over)
    g_set_error (error,
                 G_RESOLVER_ERROR,
                 G_RESOLVER_ERROR_TEMPORARY_FAILURE,
                 _ ("DNS did not answer within %d s"),
                 (int) (TIME_LIMIT_US / G_TIME_SPAN_SECOND));
  else
    g_propagate_error (error, g_steal_pointer (&local_error));
  return NULL;
}

GList *
netbios_dns_find (const char *host, GCancellable *cancellable, GError **error)
{
  g_autoptr (GCancellable) search = g_cancellable_new ();
  gulong handler = 0;
  GList *addresses;

  if (g_cancellable_set_error_if_cancelled (cancellable, error))
    return NULL;
  if (cancellable != NULL)
    handler =
        g_cancellable_connect (cancellable, G_CALLBACK (cancelled_cb), search, NULL);
  addresses = find_in_time (host, search, error);
  g_cancellable_disconnect (cancellable, handler);
  return addresses;
}
