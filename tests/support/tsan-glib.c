/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "config.h"

#include <dlfcn.h>
#include <gio/gio.h>

/* Linked into every program of a build with ThreadSanitizer.
 *
 * The sanitizer sees only code that was built with it, and GLib was not: its locks work
 * on futexes that the sanitizer does not see, so two threads that a GMutex keeps in order
 * look like a race. The functions below stand before those of GLib: each calls the real
 * one and tells the sanitizer of the order that it makes, no more and no less. A race in
 * our own code is still found. What happens inside of GLib has to be left out by setting
 * TSAN_OPTIONS to ignore_noninstrumented_modules=1. */

void __tsan_acquire (void *address);
void __tsan_release (void *address);

/* The libraries that the tests use have to find them, too. */
#pragma GCC visibility push(default)

/* Calls the function of GLib for which ours stands. */
#define CALL_REAL(function, ...)                                                         \
  ({                                                                                     \
    static gpointer real;                                                                \
    if (g_atomic_pointer_get (&real) == NULL)                                            \
      g_atomic_pointer_set (&real, dlsym (RTLD_NEXT, #function));                        \
    ((__typeof__ (&function)) g_atomic_pointer_get (&real)) (__VA_ARGS__);               \
  })

void
g_mutex_lock (GMutex *mutex)
{
  CALL_REAL (g_mutex_lock, mutex);
  __tsan_acquire (mutex);
}

gboolean
g_mutex_trylock (GMutex *mutex)
{
  gboolean is_locked = CALL_REAL (g_mutex_trylock, mutex);

  if (is_locked)
    __tsan_acquire (mutex);
  return is_locked;
}

void
g_mutex_unlock (GMutex *mutex)
{
  __tsan_release (mutex);
  CALL_REAL (g_mutex_unlock, mutex);
}

void
g_cond_wait (GCond *cond, GMutex *mutex)
{
  __tsan_release (mutex);
  CALL_REAL (g_cond_wait, cond, mutex);
  __tsan_acquire (mutex);
}

gboolean
g_cond_wait_until (GCond *cond, GMutex *mutex, gint64 end_time)
{
  gboolean was_signalled;

  __tsan_release (mutex);
  was_signalled = CALL_REAL (g_cond_wait_until, cond, mutex, end_time);
  __tsan_acquire (mutex);
  return was_signalled;
}

/* Whoever drops the last reference comes after all who dropped theirs. */

void (g_object_unref) (gpointer object)
{
  __tsan_release (object);
  __tsan_acquire (object);
  CALL_REAL (g_object_unref, object);
}

void
g_atomic_rc_box_release_full (gpointer block, GDestroyNotify clear)
{
  __tsan_release (block);
  __tsan_acquire (block);
  CALL_REAL (g_atomic_rc_box_release_full, block, clear);
}

/* What was made once can be used by all, who look at the location by themselves, or wait.
 */

gboolean (g_once_init_enter) (volatile void *location)
{
  gboolean is_first = CALL_REAL (g_once_init_enter, location);

  if (!is_first)
    __tsan_acquire ((void *) location);
  return is_first;
}

void (g_once_init_leave) (volatile void *location, gsize result)
{
  __tsan_release ((void *) location);
  CALL_REAL (g_once_init_leave, location, result);
}

void
g_async_queue_push (GAsyncQueue *queue, gpointer data)
{
  __tsan_release (queue);
  CALL_REAL (g_async_queue_push, queue, data);
}

gpointer
g_async_queue_pop (GAsyncQueue *queue)
{
  gpointer data = CALL_REAL (g_async_queue_pop, queue);

  __tsan_acquire (queue);
  return data;
}

/* A task goes to a thread of a pool and comes back with its result. */

static void
run_task (GTask *task, gpointer source, gpointer data, GCancellable *cancellable)
{
  GTaskThreadFunc run = (GTaskThreadFunc) g_object_get_data (G_OBJECT (task), "tsan-run");

  __tsan_acquire (task);
  run (task, source, data, cancellable);
}

void
g_task_run_in_thread (GTask *task, GTaskThreadFunc run)
{
  g_object_set_data (G_OBJECT (task), "tsan-run", (gpointer) run);
  __tsan_release (task);
  CALL_REAL (g_task_run_in_thread, task, run_task);
}

void
g_task_return_boolean (GTask *task, gboolean result)
{
  __tsan_release (task);
  CALL_REAL (g_task_return_boolean, task, result);
}

void
g_task_return_error (GTask *task, GError *error)
{
  __tsan_release (task);
  CALL_REAL (g_task_return_error, task, error);
}

void
g_task_return_pointer (GTask *task, gpointer result, GDestroyNotify destroy)
{
  __tsan_release (task);
  CALL_REAL (g_task_return_pointer, task, result, destroy);
}

gboolean
g_task_propagate_boolean (GTask *task, GError **error)
{
  __tsan_acquire (task);
  return CALL_REAL (g_task_propagate_boolean, task, error);
}

gpointer
g_task_propagate_pointer (GTask *task, GError **error)
{
  __tsan_acquire (task);
  return CALL_REAL (g_task_propagate_pointer, task, error);
}
