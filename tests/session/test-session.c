/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "config.h"

#include "session/sw-session.h"

#include "session-fixture.h"

typedef struct
{
  guint position;
  guint n_removed;
  guint n_added;
  guint n_calls;
} Change;

static void
items_changed_cb (GListModel *model,
                  guint position,
                  guint n_removed,
                  guint n_added,
                  Change *change)
{
  *change = (Change){ position, n_removed, n_added, change->n_calls + 1 };
}

static void
test_list (void)
{
  SwSession *session = sw_session_new ();
  g_autoptr (MailslotAddress) first = fixture_address_new ();
  g_autoptr (MailslotAddress) second = fixture_address_new ();
  g_autoptr (SwWatch) item = NULL;
  Change change = { 0 };
  SwWatch *watch;

  g_assert_true (g_list_model_get_item_type (G_LIST_MODEL (session)) == SW_TYPE_WATCH);
  g_signal_connect (session, "items-changed", G_CALLBACK (items_changed_cb), &change);
  watch = sw_session_watch (session, first);
  g_assert_cmpint (sw_watch_get_state (watch), ==, SW_WATCH_LISTENING);
  sw_session_watch (session, second);
  g_assert_cmpuint (g_list_model_get_n_items (G_LIST_MODEL (session)), ==, 2);
  g_assert_cmpuint (change.position, ==, 1);
  g_assert_cmpuint (change.n_added, ==, 1);
  g_assert_cmpuint (change.n_calls, ==, 2);
  item = g_list_model_get_item (G_LIST_MODEL (session), 0);
  g_assert_true (item == watch);
  g_assert_null (g_list_model_get_item (G_LIST_MODEL (session), 2));
  g_clear_object (&item);

  sw_session_remove (session, watch);
  g_assert_cmpuint (change.position, ==, 0);
  g_assert_cmpuint (change.n_removed, ==, 1);
  g_assert_null (sw_session_find (session, first));
  g_assert_nonnull (sw_session_find (session, second));
  g_assert_finalize_object (session);
}

static void
count_cb (guint *n_calls)
{
  (*n_calls)++;
}

static void
test_find_in_any_case (void)
{
  g_autoptr (SwSession) session = sw_session_new ();
  g_autoptr (MailslotAddress) address = fixture_address_new ();
  g_autofree char *name = g_ascii_strup (mailslot_address_get_name (address), -1);
  g_autoptr (MailslotAddress) upper = mailslot_address_new_local (name, NULL);
  SwWatch *watch = sw_session_watch (session, address);

  g_assert_true (sw_session_find (session, upper) == watch);
  g_assert_true (sw_session_watch (session, upper) == watch);
  g_assert_cmpuint (g_list_model_get_n_items (G_LIST_MODEL (session)), ==, 1);
}

/* A slot that cannot be created stays in the list, and can be tried again. */
static void
test_failed (void)
{
  g_autoptr (SwSession) session = sw_session_new ();
  g_autoptr (MailslotAddress) address = fixture_address_new ();
  g_autoptr (MailslotReader) reader = mailslot_reader_open (address, NULL, NULL);
  SwWatch *watch = sw_session_watch (session, address);

  g_assert_cmpint (sw_watch_get_state (watch), ==, SW_WATCH_FAILED);
  g_assert_true (sw_session_find (session, address) == watch);
  mailslot_reader_close (reader);
  g_assert_true (sw_session_watch (session, address) == watch);
  g_assert_cmpint (sw_watch_get_state (watch), ==, SW_WATCH_LISTENING);
}

/* Two slots, one log; the messages stay when the slot is removed. */
static void
test_log (void)
{
  g_autoptr (SwSession) session = sw_session_new ();
  g_autoptr (MailslotAddress) first = fixture_address_new ();
  g_autoptr (MailslotAddress) second = fixture_address_new ();
  SwMessageLog *log = sw_session_get_log (session);
  SwWatch *watch = sw_session_watch (session, first);
  MailslotRecord record;

  sw_session_watch (session, second);
  fixture_send (first, "a");
  fixture_wait_for (sw_message_log_get_n_messages (log) == 1);
  fixture_send (second, "b");
  fixture_wait_for (sw_message_log_get_n_messages (log) == 2);
  sw_session_remove (session, watch);
  g_assert_true (sw_message_log_get_record (log, 1, &record));
  g_assert_true (mailslot_address_equal (record.slot, first));
  g_assert_true (sw_message_log_get_record (log, 2, &record));
  g_assert_true (mailslot_address_equal (record.slot, second));
}

#define N_SENT 20000

/* How many of them may be sent by now. */
static int n_allowed; /* atomic */

static gpointer
send_numbers (gpointer address)
{
  g_autoptr (GError) error = NULL;
  g_autoptr (MailslotWriter) writer = mailslot_writer_open (address, &error);

  g_assert_no_error (error);
  mailslot_writer_set_timeout (writer, MAILSLOT_TIMEOUT_INFINITE);
  for (guint32 number = 1; number <= N_SENT; number++)
    {
      while (number > (guint32) g_atomic_int_get (&n_allowed))
        g_usleep (100);
      mailslot_writer_write (writer, &number, sizeof number, NULL, &error);
      g_assert_no_error (error);
    }
  return NULL;
}

static void
assert_number (const MailslotRecord *record, guint64 serial)
{
  guint32 number = (guint32) serial;

  g_assert_cmpmem (record->payload, record->size, &number, sizeof number);
}

static gpointer
check_snapshot (gpointer snapshot)
{
  MailslotRecord record;
  guint64 serial;

  while (sw_log_snapshot_next (snapshot, &record, &serial))
    assert_number (&record, serial);
  sw_log_snapshot_free (snapshot);
  return NULL;
}

/* Limits that change while messages pour in, and while a thread reads those of before:
 * what is kept is what was sent, in order and without a gap. */
static void
test_limits_while_receiving (void)
{
  static const guint64 limits[] = { 5000, 1, 20000, 100, 700 };
  g_autoptr (SwSession) session = sw_session_new ();
  g_autoptr (MailslotAddress) address = fixture_address_new ();
  SwMessageLog *log = sw_session_get_log (session);
  SwWatch *watch = sw_session_watch (session, address);
  GThread *sender;
  MailslotRecord record;
  guint64 first;

  g_atomic_int_set (&n_allowed, 0);
  sender = g_thread_new ("send", send_numbers, address);
  for (guint i = 0; i < G_N_ELEMENTS (limits); i++)
    {
      guint64 n_wanted = N_SENT / G_N_ELEMENTS (limits) * (i + 1);
      GThread *reader =
          g_thread_new ("read", check_snapshot, sw_message_log_take_snapshot (log));

      sw_message_log_set_limits (log, limits[i], i % 2 == 0 ? G_MAXUINT64 : 1 << 20);
      /* Some come while the next limits are set, but none of those that are to come
       * after. */
      g_atomic_int_set (&n_allowed, (int) MIN (n_wanted + N_SENT / 10, N_SENT));
      fixture_wait_for (sw_watch_get_n_messages (watch) >= n_wanted);
      g_assert_cmpuint (sw_message_log_get_n_messages (log), <=, limits[i]);
      g_thread_join (reader);
    }
  g_thread_join (sender);
  g_assert_cmpuint (sw_message_log_get_end_serial (log), ==, N_SENT + 1);
  g_assert_cmpuint (sw_message_log_get_n_messages (log), ==, 700);
  first = sw_message_log_get_first_serial (log);
  for (guint64 serial = first; serial <= N_SENT; serial++)
    {
      g_assert_true (sw_message_log_get_record (log, serial, &record));
      assert_number (&record, serial);
    }
}

/* Who asks for another security gets the slot anew; who asks for none, as it is. */
static void
test_security (void)
{
  g_autoptr (SwSession) session = sw_session_new ();
  g_autoptr (MailslotAddress) address = fixture_address_new ();
  g_autoptr (MailslotSecurity) standard =
      mailslot_security_new (MAILSLOT_SECURITY_DEFAULT);
  g_autoptr (MailslotSecurity) user = mailslot_security_new (MAILSLOT_SECURITY_USER);
  SwWatch *watch = sw_session_watch (session, address);
  guint n_notifies = 0;

  g_signal_connect_swapped (watch, "notify::state", G_CALLBACK (count_cb), &n_notifies);
  sw_session_watch_with_security (session, address, standard);
  g_assert_cmpuint (n_notifies, ==, 0);

  g_assert_true (sw_session_watch_with_security (session, address, user) == watch);
  g_assert_cmpuint (n_notifies, ==, 2);
  g_assert_cmpint (sw_watch_get_state (watch), ==, SW_WATCH_LISTENING);
  g_assert_true (sw_watch_get_security (watch) == user);
  g_assert_nonnull (sw_watch_get_owner (watch));
  g_assert_nonnull (sw_watch_get_rights (watch));

  sw_session_watch (session, address);
  sw_session_watch_with_security (session, address, user);
  g_assert_cmpuint (n_notifies, ==, 2);

  sw_watch_stop (watch);
  g_assert_null (sw_watch_get_owner (watch));
  g_assert_null (sw_watch_get_rights (watch));
}

static void
test_stop_all (void)
{
  g_autoptr (SwSession) session = sw_session_new ();
  g_autoptr (MailslotAddress) first = fixture_address_new ();
  g_autoptr (MailslotAddress) second = fixture_address_new ();

  sw_session_watch (session, first);
  sw_session_watch (session, second);
  sw_session_stop_all (session);
  g_assert_cmpuint (g_list_model_get_n_items (G_LIST_MODEL (session)), ==, 2);
  g_assert_cmpint (sw_watch_get_state (sw_session_find (session, first)),
                   ==,
                   SW_WATCH_STOPPED);
  g_assert_cmpint (sw_watch_get_state (sw_session_find (session, second)),
                   ==,
                   SW_WATCH_STOPPED);
  g_assert_null (mailslot_writer_open (first, NULL));
}

int
main (int argc, char *argv[])
{
  g_test_init (&argc, &argv, NULL);
  g_test_add_func ("/session/list", test_list);
  g_test_add_func ("/session/find-in-any-case", test_find_in_any_case);
  g_test_add_func ("/session/failed", test_failed);
  g_test_add_func ("/session/log", test_log);
  g_test_add_func ("/session/limits-while-receiving", test_limits_while_receiving);
  g_test_add_func ("/session/security", test_security);
  g_test_add_func ("/session/stop-all", test_stop_all);
  return fixture_run ();
}
