/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "config.h"

#include "session/sw-log-view-scanner.h"

#include <gio/gio.h>
#include <stdatomic.h>

/* How it works.
 *
 * The scanner is shared by its owner, its worker and the idle that tells of something
 * new, and counted. Each pass has a number. The owner raises @pass when it wants another
 * one or none; the worker sees that at the next message, and whatever it still hands over
 * for the old number is not taken. So nothing of an old pass can arrive after the owner
 * has begun a new one, and the owner never waits. */

#define MAX_OFFSETS 4096
#define HAND_OVER_US (10 * G_TIME_SPAN_MILLISECOND)

/* Few messages, and often. */
#define BATCH_BUDGET_US (SW_FILTER_BUDGET_US / 20)

/* Quick filters look at the clock after so many messages. */
#define MESSAGES_PER_LOOK 256

/* After a skip that skipped nothing, so many messages are tested without another. */
#define MESSAGES_WITHOUT_SKIP 16

typedef struct
{
  guint64 pass;
  SwFilter *filter;        /* (owned) */
  SwLogSnapshot *snapshot; /* (owned) (nullable) or the batch */
  MailslotBatch *batch;    /* (owned) (nullable) */
  MailslotBatchIter iter;
  guint64 first_serial;
  guint64 serial; /* the next one of the batch; for the snapshot the last one plus one */
  SwFilterBudget budget;
  guint32 offsets[MAX_OFFSETS]; /* found and not handed over */
  guint n_offsets;
  gint64 next_us; /* when to hand over */
  guint n_until_look;
  guint n_until_skip;
} Job;

struct _SwLogViewScanner
{
  SwLogViewScannerFunc found; /* (nullable) owner only; NULL when freed */
  gpointer user_data;
  GMainContext *context; /* (owned) */
  GThread *worker;       /* (owned) owner only */

  _Atomic guint64 pass;         /* written by the owner */
  _Atomic guint64 first_serial; /* written by the owner: what came before has gone */

  GMutex lock;
  GCond changed;
  Job *next;              /* guarded by lock; (owned) (nullable) */
  gboolean is_stopping;   /* guarded by lock */
  gboolean is_told;       /* guarded by lock; an idle is on its way */
  gboolean is_new;        /* guarded by lock; something is in @results */
  SwLogViewFound results; /* guarded by lock; of @pass */
};

static void
job_free (Job *job)
{
  sw_filter_unref (job->filter);
  g_clear_pointer (&job->snapshot, sw_log_snapshot_free);
  g_clear_pointer (&job->batch, mailslot_batch_unref);
  g_free (job);
}

void
sw_log_view_found_clear (SwLogViewFound *found)
{
  g_clear_pointer (&found->offsets, g_array_unref);
}

static void
scanner_clear (gpointer data)
{
  SwLogViewScanner *self = data;

  g_clear_pointer (&self->next, job_free);
  sw_log_view_found_clear (&self->results);
  g_main_context_unref (self->context);
  g_cond_clear (&self->changed);
  g_mutex_clear (&self->lock);
}

static void
scanner_unref (gpointer self)
{
  g_atomic_rc_box_release_full (self, scanner_clear);
}

/* Owner. */
static gboolean
tell_cb (gpointer data)
{
  SwLogViewScanner *self = data;

  g_mutex_lock (&self->lock);
  self->is_told = FALSE;
  g_mutex_unlock (&self->lock);
  if (self->found != NULL)
    self->found (self->user_data);
  return G_SOURCE_REMOVE;
}

static void
tell (SwLogViewScanner *self)
{
  g_autoptr (GSource) source = g_idle_source_new ();

  g_source_set_callback (source, tell_cb, g_atomic_rc_box_acquire (self), scanner_unref);
  g_source_attach (source, self->context);
}

/* Worker. */
static void
hand_over (SwLogViewScanner *self, Job *job, gboolean is_done)
{
  gboolean has_to_tell = FALSE;

  g_mutex_lock (&self->lock);
  if (atomic_load (&self->pass) == job->pass)
    {
      if (self->results.offsets == NULL)
        self->results.offsets = g_array_new (FALSE, FALSE, sizeof (guint32));
      g_array_append_vals (self->results.offsets, job->offsets, job->n_offsets);
      self->results.first_serial = job->first_serial;
      self->results.end_serial = job->serial;
      self->results.n_undecided += job->budget.n_undecided;
      self->results.is_done = is_done;
      self->is_new = TRUE;
      has_to_tell = !self->is_told;
      self->is_told = TRUE;
    }
  g_mutex_unlock (&self->lock);

  job->n_offsets = 0;
  job->budget.n_undecided = 0;
  job->next_us = g_get_monotonic_time () + HAND_OVER_US;
  if (has_to_tell)
    tell (self);
}

static gboolean
is_due (Job *job)
{
  if (job->n_offsets == MAX_OFFSETS)
    return TRUE;
  if (--job->n_until_look > 0)
    return FALSE;
  job->n_until_look = sw_filter_has_expression (job->filter) ? 1 : MESSAGES_PER_LOOK;
  return g_get_monotonic_time () >= job->next_us;
}

/* Goes on to the next message that is wanted still. */
static gboolean
get_next (SwLogViewScanner *self, Job *job, MailslotRecord *record)
{
  guint64 serial;

  if (job->snapshot == NULL)
    {
      job->serial++;
      return mailslot_batch_iter_next (&job->iter, record);
    }
  if (job->serial < atomic_load (&self->first_serial))
    sw_log_snapshot_skip_to (job->snapshot, atomic_load (&self->first_serial));
  if (!sw_log_snapshot_next (job->snapshot, record, &serial))
    return FALSE;
  job->serial = serial + 1;
  return TRUE;
}

static gboolean
find_candidate_cb (const guint8 *data, gsize size, gsize *place, gpointer user_data)
{
  return sw_filter_find_candidate (user_data, data, size, place);
}

/* Steps over messages that cannot match. Where all of them can, it soon tries rarely. */
static void
skip_unwanted (SwLogViewScanner *self, Job *job)
{
  guint64 serial = job->serial;

  if (job->n_until_skip > 0)
    {
      job->n_until_skip--;
      return;
    }
  while (job->snapshot != NULL && atomic_load (&self->pass) == job->pass
         && !sw_log_snapshot_skip_unwanted (job->snapshot,
                                            find_candidate_cb,
                                            job->filter,
                                            &job->serial))
    if (g_get_monotonic_time () >= job->next_us)
      hand_over (self, job, FALSE);
  if (job->serial == serial)
    job->n_until_skip = MESSAGES_WITHOUT_SKIP;
}

static void
run (SwLogViewScanner *self, Job *job)
{
  guint64 end_serial;
  MailslotRecord record;

  skip_unwanted (self, job);
  end_serial = job->serial;
  while (get_next (self, job, &record))
    {
      if (atomic_load (&self->pass) != job->pass)
        return;
      if (sw_filter_test (job->filter, &record, &job->budget))
        job->offsets[job->n_offsets++] = (guint32) (job->serial - 1 - job->first_serial);
      if (is_due (job))
        hand_over (self, job, FALSE);
      skip_unwanted (self, job);
      end_serial = job->serial;
    }
  job->serial = end_serial;
  hand_over (self, job, TRUE);
}

static Job *
wait_for_job (SwLogViewScanner *self)
{
  Job *job;

  g_mutex_lock (&self->lock);
  while (self->next == NULL && !self->is_stopping)
    g_cond_wait (&self->changed, &self->lock);
  job = self->is_stopping ? NULL : g_steal_pointer (&self->next);
  g_mutex_unlock (&self->lock);
  return job;
}

static gpointer
worker_run (gpointer data)
{
  SwLogViewScanner *self = data;
  Job *job;

  while ((job = wait_for_job (self)) != NULL)
    {
      run (self, job);
      job_free (job);
    }
  scanner_unref (self);
  return NULL;
}

SwLogViewScanner *
sw_log_view_scanner_new (SwLogViewScannerFunc found, gpointer user_data)
{
  SwLogViewScanner *self = g_atomic_rc_box_new0 (SwLogViewScanner);

  self->found = found;
  self->user_data = user_data;
  self->context = g_main_context_ref_thread_default ();
  g_mutex_init (&self->lock);
  g_cond_init (&self->changed);
  self->worker = g_thread_new ("filter", worker_run, g_atomic_rc_box_acquire (self));
  return self;
}

/* Replaces the pass by @job (transfer full) (nullable). */
static void
replace_pass (SwLogViewScanner *self, Job *job)
{
  g_mutex_lock (&self->lock);
  atomic_fetch_add (&self->pass, 1);
  if (job != NULL)
    job->pass = atomic_load (&self->pass);
  g_clear_pointer (&self->next, job_free);
  self->next = job;
  sw_log_view_found_clear (&self->results);
  self->results = (SwLogViewFound){ 0 };
  self->is_new = FALSE;
  g_cond_signal (&self->changed);
  g_mutex_unlock (&self->lock);
}

void
sw_log_view_scanner_free (SwLogViewScanner *self)
{
  replace_pass (self, NULL);
  g_mutex_lock (&self->lock);
  self->is_stopping = TRUE;
  g_cond_signal (&self->changed);
  g_mutex_unlock (&self->lock);
  g_thread_join (g_steal_pointer (&self->worker));
  self->found = NULL;
  scanner_unref (self);
}

static Job *
job_new (SwFilter *filter, guint64 first_serial)
{
  Job *job = g_new0 (Job, 1);

  job->filter = sw_filter_ref (filter);
  job->first_serial = first_serial;
  job->serial = first_serial;
  job->budget.left_us = SW_FILTER_BUDGET_US;
  job->next_us = g_get_monotonic_time () + HAND_OVER_US;
  job->n_until_look = 1;
  return job;
}

void
sw_log_view_scanner_scan (SwLogViewScanner *self,
                          SwFilter *filter,
                          SwLogSnapshot *snapshot,
                          guint64 first_serial)
{
  Job *job = job_new (filter, first_serial);

  job->snapshot = snapshot;
  sw_log_snapshot_skip_to (snapshot, first_serial);
  replace_pass (self, job);
}

void
sw_log_view_scanner_scan_batch (SwLogViewScanner *self,
                                SwFilter *filter,
                                MailslotBatch *batch,
                                guint64 first_serial)
{
  Job *job = job_new (filter, first_serial);

  job->batch = mailslot_batch_ref (batch);
  job->budget.left_us = BATCH_BUDGET_US;
  mailslot_batch_iter_init (&job->iter, batch);
  replace_pass (self, job);
}

void
sw_log_view_scanner_cancel (SwLogViewScanner *self)
{
  replace_pass (self, NULL);
}

void
sw_log_view_scanner_trim (SwLogViewScanner *self, guint64 first_serial)
{
  atomic_store (&self->first_serial, first_serial);
}

gboolean
sw_log_view_scanner_take (SwLogViewScanner *self, SwLogViewFound *found)
{
  gboolean is_new;

  g_mutex_lock (&self->lock);
  is_new = self->is_new;
  if (is_new)
    *found = self->results;
  else
    *found = (SwLogViewFound){ 0 };
  self->results = (SwLogViewFound){ 0 };
  self->is_new = FALSE;
  g_mutex_unlock (&self->lock);
  return is_new;
}
