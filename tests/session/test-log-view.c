/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "config.h"

#include "session/sw-log-view.h"

#include <string.h>

#include "log-view-mirror.h"
#include "session-fixture.h"

#define MANY (IS_SANITIZED ? 60000 : 300000)

/* When the worker hands over what it found: so many rows, or after so much time. */
#define MIN_HANDED_OVER 4096
#define MIN_HAND_OVER_US (10 * G_TIME_SPAN_MILLISECOND)

/* Messages "message N", of which every tenth says "tick", too. */
static void
append (SwMessageLog *log, guint64 first, guint64 n_messages)
{
  g_autoptr (MailslotBatch) batch = mailslot_batch_new ();

  for (guint64 number = first; number < first + n_messages; number++)
    {
      g_autofree char *text = g_strdup_printf ("message %" G_GUINT64_FORMAT "%s",
                                               number,
                                               number % 10 == 0 ? " tick" : "");
      MailslotRecord record = fixture_record (number, NULL, 0);

      record.payload = (const guint8 *) text;
      record.size = strlen (text);
      mailslot_batch_append (batch, &record);
    }
  sw_message_log_append_batch (log, batch);
}

static void
set_filter (SwLogView *view, const char *query)
{
  g_autoptr (GError) error = NULL;
  g_autoptr (SwFilter) filter = sw_filter_parse (query, &error);

  g_assert_no_error (error);
  sw_log_view_set_filter (view, filter);
}

static void
wait_until_complete (SwLogView *view)
{
  fixture_wait_for (sw_log_view_is_complete (view));
}

static void
test_finalize (void)
{
  g_autoptr (SwMessageLog) log = sw_message_log_new ();
  SwLogView *view = sw_log_view_new (log);

  g_assert_true (sw_log_view_get_log (view) == log);
  g_assert_finalize_object (view);
}

/* While the worker is at it. */
static void
test_finalize_scanning (void)
{
  g_autoptr (SwMessageLog) log = sw_message_log_new ();

  append (log, 1, MANY);
  for (guint i = 0; i < 10; i++)
    {
      SwLogView *view = sw_log_view_new (log);

      set_filter (view, "tick /k$/");
      if (i % 2 == 0)
        g_main_context_iteration (NULL, FALSE);
      g_assert_finalize_object (view);
    }
  while (g_main_context_iteration (NULL, FALSE))
    ;
}

static void
test_unfiltered (void)
{
  g_autoptr (SwMessageLog) log = sw_message_log_new ();
  g_autoptr (SwLogView) view = NULL;
  g_autoptr (LogViewMirror) mirror = NULL;

  sw_message_log_set_limits (log, 1000, G_MAXUINT64);
  append (log, 1, 100);
  view = sw_log_view_new (log);
  mirror = log_view_mirror_new (view);
  g_assert_cmpuint (sw_log_view_get_n_rows (view), ==, 100);
  g_assert_cmpuint (sw_log_view_get_serial (view, 0), ==, 1);

  append (log, 101, 950);
  log_view_mirror_check (mirror);
  g_assert_cmpuint (sw_log_view_get_n_rows (view), ==, 1000);
  g_assert_cmpuint (sw_log_view_get_serial (view, 0), ==, 51);
  append (log, 1051, 5000); /* more than are kept */
  log_view_mirror_check (mirror);
  g_assert_cmpuint (sw_log_view_get_serial (view, 999), ==, 6050);
  sw_message_log_clear (log);
  log_view_mirror_check (mirror);
  g_assert_cmpuint (sw_log_view_get_n_rows (view), ==, 0);
  append (log, 6051, 1);
  log_view_mirror_check (mirror);
  g_assert_cmpuint (sw_log_view_get_serial (view, 0), ==, 6051);
  g_assert_true (sw_log_view_is_complete (view));
  g_assert_cmpfloat (sw_log_view_get_progress (view), ==, 1);
  g_assert_cmpuint (mirror->n_resets, ==, 0);
}

static void
test_filter (void)
{
  g_autoptr (SwMessageLog) log = sw_message_log_new ();
  g_autoptr (SwLogView) view = sw_log_view_new (log);
  g_autoptr (LogViewMirror) mirror = log_view_mirror_new (view);

  append (log, 1, 1000);
  set_filter (view, "tick");
  g_assert_cmpuint (mirror->n_resets, ==, 1);
  wait_until_complete (view);
  log_view_mirror_check (mirror);
  g_assert_cmpuint (sw_log_view_get_n_rows (view), ==, 100);
  for (guint64 row = 0; row < 100; row++)
    g_assert_cmpuint (sw_log_view_get_serial (view, row), ==, (row + 1) * 10);

  set_filter (view, "'tick'");
  g_assert_cmpuint (mirror->n_resets, ==, 2);
  set_filter (view, " 'tick' ");
  g_assert_cmpuint (mirror->n_resets, ==, 2);
  set_filter (view, "");
  g_assert_null (sw_log_view_get_filter (view));
  g_assert_cmpuint (mirror->n_resets, ==, 3);
  log_view_mirror_check (mirror);
  g_assert_cmpuint (sw_log_view_get_n_rows (view), ==, 1000);
}

/* Messages arrive one by one, in batches, and go. */
static void
test_live (void)
{
  g_autoptr (SwMessageLog) log = sw_message_log_new ();
  g_autoptr (SwLogView) view = sw_log_view_new (log);
  g_autoptr (LogViewMirror) mirror = log_view_mirror_new (view);
  guint64 number = 1;

  sw_message_log_set_limits (log, 5000, G_MAXUINT64);
  set_filter (view, "tick");
  g_assert_true (sw_log_view_is_complete (view));
  for (guint i = 0; i < 60; i++)
    {
      guint64 n_messages = i < 20 ? 1 : i * i;

      append (log, number, n_messages);
      number += n_messages;
      if (i % 3 == 0)
        wait_until_complete (view);
      log_view_mirror_check (mirror);
    }
  wait_until_complete (view);
  log_view_mirror_check (mirror);
  g_assert_cmpuint (sw_log_view_get_n_rows (view), ==, 500);
  sw_message_log_clear (log);
  log_view_mirror_check (mirror);
  g_assert_cmpuint (sw_log_view_get_n_rows (view), ==, 0);
}

/* Looking at each message as it comes must not leave the log in pieces: each would take
 * memory of its own, and their number is limited. */
static void
test_live_log_stays_whole (void)
{
  g_autoptr (SwMessageLog) log = sw_message_log_new ();
  g_autoptr (SwMessageLog) other = sw_message_log_new ();
  g_autoptr (SwLogView) view = sw_log_view_new (log);

  set_filter (view, "tick");
  for (guint64 number = 1; number <= 1000; number++)
    {
      append (log, number, 1);
      append (other, number, 1);
      wait_until_complete (view);
    }
  g_assert_cmpuint (sw_log_view_get_n_rows (view), ==, 100);
  g_assert_cmpuint (sw_message_log_get_n_bytes (log),
                    ==,
                    sw_message_log_get_n_bytes (other));
}

/* Whatever a message is written in, a look at many at once finds it. */
static void
test_encodings (void)
{
  static const char *const charsets[] = { "UTF-8", "UTF-16LE", "UTF-16BE", "UTF-32LE" };
  g_autoptr (SwMessageLog) log = sw_message_log_new ();
  g_autoptr (SwLogView) view = sw_log_view_new (log);
  g_autoptr (MailslotBatch) batch = mailslot_batch_new ();

  for (guint64 number = 1; number <= 20000; number++)
    {
      const char *text =
          number % 7 == 0 ? "\357\273\277The Tick!" : "\357\273\277The tock!";
      gsize size;
      g_autofree char *bytes = g_convert (text,
                                          -1,
                                          charsets[number % G_N_ELEMENTS (charsets)],
                                          "UTF-8",
                                          NULL,
                                          &size,
                                          NULL);
      MailslotRecord record = fixture_record (number, NULL, 0);

      record.payload = (const guint8 *) bytes;
      record.size = size;
      mailslot_batch_append (batch, &record);
    }
  sw_message_log_append_batch (log, batch);
  set_filter (view, "\"e tick\"");
  wait_until_complete (view);
  g_assert_cmpuint (sw_log_view_get_n_rows (view), ==, 20000 / 7);
  for (guint64 row = 0; row < 20000 / 7; row++)
    g_assert_cmpuint (sw_log_view_get_serial (view, row), ==, (row + 1) * 7);
}

static void
progress_cb (SwLogView *view, double progress, double *last)
{
  g_assert_cmpfloat (progress, >=, *last);
  g_assert_cmpfloat (progress, ==, sw_log_view_get_progress (view));
  *last = progress;
}

static void
test_progress (void)
{
  g_autoptr (SwMessageLog) log = sw_message_log_new ();
  g_autoptr (SwLogView) view = sw_log_view_new (log);
  g_autoptr (LogViewMirror) mirror = log_view_mirror_new (view);
  double last = 0;
  gint64 start_us;
  gint64 elapsed_us;

  append (log, 1, MANY);
  g_signal_connect (view, "progress", G_CALLBACK (progress_cb), &last);
  start_us = g_get_monotonic_time ();
  set_filter (view, "tick");
  g_assert_cmpfloat (sw_log_view_get_progress (view), ==, 0);
  g_assert_false (sw_log_view_is_complete (view));
  wait_until_complete (view);
  elapsed_us = g_get_monotonic_time () - start_us;
  fixture_wait_for (last == 1);
  log_view_mirror_check (mirror);
  g_assert_cmpuint (sw_log_view_get_n_rows (view), ==, MANY / 10);
  /* Many rows at a time, or what there is after a while. */
  g_assert_cmpint (mirror->n_appends,
                   <=,
                   MANY / 10 / MIN_HANDED_OVER + elapsed_us / MIN_HAND_OVER_US + 2);
}

/* The oldest go while the worker reads them. */
static void
test_trim_while_scanning (void)
{
  g_autoptr (SwMessageLog) log = sw_message_log_new ();
  g_autoptr (SwLogView) view = sw_log_view_new (log);
  g_autoptr (LogViewMirror) mirror = log_view_mirror_new (view);

  sw_message_log_set_limits (log, MANY, G_MAXUINT64);
  append (log, 1, MANY);
  set_filter (view, "tick");
  for (guint i = 0; i < 10; i++)
    {
      append (log, MANY + 1 + i * 1000, 1000);
      log_view_mirror_check (mirror);
      g_main_context_iteration (NULL, TRUE);
      log_view_mirror_check (mirror);
    }
  sw_message_log_set_limits (log, 2000, G_MAXUINT64);
  log_view_mirror_check (mirror);
  wait_until_complete (view);
  log_view_mirror_check (mirror);
  g_assert_cmpuint (sw_log_view_get_n_rows (view), ==, 200);
  g_assert_cmpuint (sw_log_view_get_serial (view, 0), ==, MANY + 8010);
}

static void
test_change_while_scanning (void)
{
  g_autoptr (SwMessageLog) log = sw_message_log_new ();
  g_autoptr (SwLogView) view = sw_log_view_new (log);
  g_autoptr (LogViewMirror) mirror = log_view_mirror_new (view);
  static const char *const queries[] = { "tick", "message", "/tick$/", "-tick", "tock" };

  append (log, 1, MANY);
  for (guint i = 0; i < 20; i++)
    {
      set_filter (view, queries[i % G_N_ELEMENTS (queries)]);
      for (guint k = 0; k < i % 4; k++)
        g_main_context_iteration (NULL, FALSE);
    }
  log_view_mirror_check (mirror);
  set_filter (view, "\"00 tick\"");
  wait_until_complete (view);
  log_view_mirror_check (mirror);
  g_assert_cmpuint (sw_log_view_get_n_rows (view), ==, MANY / 100);
  g_assert_cmpuint (sw_log_view_get_serial (view, 1), ==, 200);
}

static void
test_cancel (void)
{
  g_autoptr (SwMessageLog) log = sw_message_log_new ();
  g_autoptr (SwLogView) view = sw_log_view_new (log);
  g_autoptr (LogViewMirror) mirror = log_view_mirror_new (view);
  guint64 n_rows;

  append (log, 1, MANY);
  set_filter (view, "/tick/");
  sw_log_view_cancel (view);
  g_assert_false (sw_log_view_is_complete (view));
  n_rows = sw_log_view_get_n_rows (view);
  append (log, MANY + 1, 1000);
  for (guint i = 0; i < 10; i++)
    g_main_context_iteration (NULL, FALSE);
  log_view_mirror_check (mirror);
  g_assert_cmpuint (sw_log_view_get_n_rows (view), ==, n_rows);
  g_assert_false (sw_log_view_is_complete (view));

  sw_log_view_resume (view);
  wait_until_complete (view);
  log_view_mirror_check (mirror);
  g_assert_cmpuint (sw_log_view_get_n_rows (view), ==, (MANY + 1000) / 10);
  g_assert_cmpuint (mirror->n_resets, ==, 1);
}

static void
count_cb (guint *n_calls)
{
  (*n_calls)++;
}

static void
set_other_filter_cb (SwLogView *view, guint64 n_rows, gpointer user_data)
{
  g_signal_handlers_disconnect_by_func (view, set_other_filter_cb, user_data);
  set_filter (view, "\"0 tick\"");
}

static void
cancel_cb (SwLogView *view, guint64 n_rows, gpointer user_data)
{
  g_signal_handlers_disconnect_by_func (view, cancel_cb, user_data);
  sw_log_view_cancel (view);
}

static void
drop_cb (SwLogView *view, guint64 n_rows, gpointer user_data)
{
  g_object_run_dispose (G_OBJECT (view));
}

/* Handlers may do anything. */
static void
test_handlers (void)
{
  static const GCallback handlers[] = { G_CALLBACK (set_other_filter_cb),
                                        G_CALLBACK (cancel_cb),
                                        G_CALLBACK (drop_cb) };
  static const char *const names[] = { "rows-appended", "rows-trimmed" };

  for (guint i = 0; i < G_N_ELEMENTS (handlers) * G_N_ELEMENTS (names); i++)
    {
      g_autoptr (SwMessageLog) log = sw_message_log_new ();
      g_autoptr (SwLogView) view = sw_log_view_new (log);
      g_autoptr (LogViewMirror) mirror = log_view_mirror_new (view);
      guint n_calls = 0;

      sw_message_log_set_limits (log, 20000, G_MAXUINT64);
      append (log, 1, 20000);
      set_filter (view, "tick");
      fixture_wait_for (sw_log_view_get_n_rows (view) > 0);
      g_signal_connect_swapped (view, names[i % 2], G_CALLBACK (count_cb), &n_calls);
      g_signal_connect (view, names[i % 2], handlers[i / 2], NULL);
      append (log, 20001, 5000);
      fixture_wait_for (n_calls > 0);
      if (i / 2 < 2)
        log_view_mirror_check (mirror);
      if (i / 2 == 0)
        {
          wait_until_complete (view);
          log_view_mirror_check (mirror);
          g_assert_cmpuint (sw_log_view_get_n_rows (view), ==, 2000);
        }
    }
}

static void
test_rows (void)
{
  g_autoptr (SwMessageLog) log = sw_message_log_new ();
  g_autoptr (SwLogView) view = sw_log_view_new (log);
  guint64 serial = 0;

  g_assert_cmpuint (sw_log_view_find_row (view, 5), ==, 0);
  g_assert_false (sw_log_view_get_next (view, 0, &serial));
  g_assert_false (sw_log_view_get_previous (view, G_MAXUINT64, &serial));
  append (log, 1, 100);
  for (guint i = 0; i < 2; i++)
    {
      guint64 step = i == 0 ? 1 : 10;

      g_assert_cmpuint (sw_log_view_find_row (view, 0), ==, 0);
      g_assert_cmpuint (sw_log_view_find_row (view, 50), ==, 50 / step - 1);
      g_assert_cmpuint (sw_log_view_find_row (view, 101), ==, 100 / step);
      g_assert_cmpuint (sw_log_view_find_row (view, G_MAXUINT64), ==, 100 / step);
      g_assert_true (sw_log_view_has_serial (view, 50));
      g_assert_false (sw_log_view_has_serial (view, 0));
      g_assert_false (sw_log_view_has_serial (view, 101));
      g_assert_cmpint (sw_log_view_has_serial (view, 51), ==, step == 1);
      g_assert_true (sw_log_view_get_next (view, 50, &serial));
      g_assert_cmpuint (serial, ==, 50 + step);
      g_assert_true (sw_log_view_get_previous (view, 50, &serial));
      g_assert_cmpuint (serial, ==, 50 - step);
      g_assert_true (sw_log_view_get_next (view, 0, &serial));
      g_assert_cmpuint (serial, ==, step);
      g_assert_true (sw_log_view_get_previous (view, G_MAXUINT64, &serial));
      g_assert_cmpuint (serial, ==, 100);
      g_assert_false (sw_log_view_get_next (view, 100, &serial));
      g_assert_false (sw_log_view_get_next (view, G_MAXUINT64, &serial));
      g_assert_false (sw_log_view_get_previous (view, step, &serial));
      set_filter (view, "tick");
      wait_until_complete (view);
    }
}

/* An expression that is given up is told, and the look comes to its end. */
static void
test_undecided (void)
{
  g_autoptr (SwMessageLog) log = sw_message_log_new ();
  g_autoptr (SwLogView) view = sw_log_view_new (log);
  g_autoptr (MailslotBatch) batch = mailslot_batch_new ();
  MailslotRecord record = fixture_record (1, NULL, 0);
  char text[424];

  memset (text, 'a', sizeof text);
  record.payload = (const guint8 *) text;
  record.size = sizeof text;
  for (guint i = 0; i < 2000; i++)
    mailslot_batch_append (batch, &record);
  sw_message_log_append_batch (log, batch);
  set_filter (view, "/(a+)+[bc]/");
  wait_until_complete (view);
  g_assert_cmpuint (sw_log_view_get_n_rows (view), ==, 0);
  g_assert_cmpuint (sw_log_view_get_n_undecided (view), ==, 2000);
  set_filter (view, "b");
  g_assert_cmpuint (sw_log_view_get_n_undecided (view), ==, 0);
}

/* A message longer than what is copied, and more of them. */
static void
test_long_messages (void)
{
  g_autoptr (SwMessageLog) log = sw_message_log_new ();
  g_autoptr (SwLogView) view = sw_log_view_new (log);

  set_filter (view, "size>=1000");
  for (guint64 number = 1; number <= 10; number++)
    {
      fixture_append (log, number, 1, number % 2 == 0 ? 700000 : 10);
      g_main_context_iteration (NULL, FALSE);
    }
  wait_until_complete (view);
  g_assert_cmpuint (sw_log_view_get_n_rows (view), ==, 5);
  g_assert_cmpuint (sw_log_view_get_serial (view, 4), ==, 10);
}

int
main (int argc, char *argv[])
{
  g_test_init (&argc, &argv, NULL);
  g_test_add_func ("/log-view/finalize", test_finalize);
  g_test_add_func ("/log-view/finalize/scanning", test_finalize_scanning);
  g_test_add_func ("/log-view/unfiltered", test_unfiltered);
  g_test_add_func ("/log-view/filter", test_filter);
  g_test_add_func ("/log-view/live/log-stays-whole", test_live_log_stays_whole);
  g_test_add_func ("/log-view/encodings", test_encodings);
  g_test_add_func ("/log-view/live", test_live);
  g_test_add_func ("/log-view/progress", test_progress);
  g_test_add_func ("/log-view/trim-while-scanning", test_trim_while_scanning);
  g_test_add_func ("/log-view/change-while-scanning", test_change_while_scanning);
  g_test_add_func ("/log-view/cancel", test_cancel);
  g_test_add_func ("/log-view/handlers", test_handlers);
  g_test_add_func ("/log-view/rows", test_rows);
  g_test_add_func ("/log-view/undecided", test_undecided);
  g_test_add_func ("/log-view/long-messages", test_long_messages);
  return g_test_run ();
}
