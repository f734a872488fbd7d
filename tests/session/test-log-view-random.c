/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "config.h"

#include "session/sw-log-view.h"

#include <string.h>

#include "log-view-mirror.h"
#include "session-fixture.h"

/* Random logs under random filters, against a filter so simple that it must be right:
 * it knows each message by what it was made from, not by its bytes. */

#define N_ROUNDS (IS_SANITIZED ? 12 : 40)
#define N_STEPS 30

typedef struct
{
  const char *text;
  char *slot;
  char *process;
  MailslotTransport transport;
  gboolean is_repeated;
  gboolean is_wide; /* UTF-16LE */
  gboolean has_nul;
} Origin;

static const char *const words[] = { "error", "Error", "tick", "Disk 7", "timeout 33 s",
                                     "TICK",  "x",     "ok",   "größe",  "GRÖSSE",
                                     "世界",  "Ящик",  "ящик", "a-b",    "" };
static const char *const slots[] = { "alerts", "Backup", "x" };
static const char *const processes[] = { "python3", "cmd", "Tick" };

static guint32 seed;

/* The same for the same number. */
static Origin
make_origin (guint64 number, GString *text)
{
  g_autoptr (GRand) rand =
      g_rand_new_with_seed_array ((guint32[]){ seed, (guint32) number }, 2);
  guint n_words = (guint) g_rand_int_range (rand, 0, 6);
  Origin origin = { 0 };

  g_string_truncate (text, 0);
  for (guint i = 0; i < n_words; i++)
    g_string_append_printf (text,
                            " %s",
                            words[g_rand_int_range (rand, 0, G_N_ELEMENTS (words))]);
  origin.text = text->str;
  origin.slot = (char *) slots[g_rand_int_range (rand, 0, G_N_ELEMENTS (slots))];
  origin.process =
      (char *) processes[g_rand_int_range (rand, 0, G_N_ELEMENTS (processes))];
  origin.transport = (MailslotTransport) g_rand_int_range (rand, 0, 3);
  origin.is_repeated = g_rand_int_range (rand, 0, 4) == 0;
  origin.is_wide = g_rand_boolean (rand);
  origin.has_nul = g_rand_boolean (rand);
  return origin;
}

/* Its bytes. */
static guint8 *
write_text (const Origin *origin, gsize *size)
{
  gsize length = strlen (origin->text);

  if (origin->is_wide)
    {
      glong n_units;
      gunichar2 *units = g_utf8_to_utf16 (origin->text, -1, NULL, &n_units, NULL);

      *size = (gsize) (n_units + (origin->has_nul ? 1 : 0)) * 2;
      return (guint8 *) units;
    }
  *size = length + (origin->has_nul ? 1 : 0);
  return g_memdup2 (origin->text, length + 1);
}

static void
append_message (MailslotBatch *batch, guint64 number)
{
  g_autoptr (GString) text = g_string_new (NULL);
  Origin origin = make_origin (number, text);
  g_autoptr (MailslotAddress) slot = mailslot_address_new_local (origin.slot, NULL);
  g_autoptr (MailslotSender) sender =
      mailslot_sender_new_process (1, MAILSLOT_UID_UNKNOWN, origin.process);
  MailslotRecord record = fixture_record (number, NULL, 0);
  gsize size;
  g_autofree guint8 *payload = write_text (&origin, &size);

  record.slot = slot;
  record.sender = sender;
  record.transport = origin.transport;
  record.flags = origin.is_repeated ? MAILSLOT_RECORD_REPEATED : 0;
  record.payload = size > 0 ? payload : NULL;
  record.size = size;
  mailslot_batch_append (batch, &record);
}

static void
append (SwMessageLog *log, guint64 n_messages)
{
  guint64 number = sw_message_log_get_end_serial (log);
  g_autoptr (MailslotBatch) batch = mailslot_batch_new ();

  for (guint64 i = 0; i < n_messages; i++)
    append_message (batch, number + i);
  sw_message_log_append_batch (log, batch);
}

/* Lower case by the letters of these words only. */
static char *
fold (const char *text)
{
  return g_utf8_strdown (text, -1);
}

static gboolean
holds_text (const SwFilterTerm *term, const char *text)
{
  g_autofree char *folded_term = fold (term->text);
  g_autofree char *folded = fold (text);

  switch (term->kind)
    {
    case SW_FILTER_EXACT:
      return strstr (text, term->text) != NULL;
    case SW_FILTER_CASELESS:
      return strstr (folded, folded_term) != NULL;
    case SW_FILTER_EXPRESSION:
      return g_regex_match_simple (term->text, text, 0, 0);
    case SW_FILTER_EXPRESSION_CASELESS:
      return g_regex_match_simple (term->text, text, G_REGEX_CASELESS, 0);
    default:
      g_assert_not_reached ();
    }
}

static gboolean
holds_size (const SwFilterTerm *term, const Origin *origin)
{
  gsize size;
  G_GNUC_UNUSED g_autofree guint8 *payload = write_text (origin, &size);

  return term->comparison == SW_FILTER_LESS ? size < term->size : size >= term->size;
}

static gboolean
holds (const SwFilterTerm *term, const Origin *origin)
{
  switch (term->field)
    {
    case SW_FILTER_TEXT:
      return holds_text (term, origin->text);
    case SW_FILTER_SLOT:
      return holds_text (term, origin->slot);
    case SW_FILTER_SENDER:
      return holds_text (term, origin->process);
    case SW_FILTER_SIZE:
      return holds_size (term, origin);
    case SW_FILTER_TRANSPORT:
      return origin->transport == term->transport;
    case SW_FILTER_REPEATED:
      return origin->is_repeated;
    case SW_FILTER_BYTES:
    default:
      g_assert_not_reached ();
    }
}

static gboolean
is_wanted (SwFilter *filter, guint64 number)
{
  g_autoptr (GString) text = g_string_new (NULL);
  Origin origin = make_origin (number, text);

  for (guint i = 0; filter != NULL && i < sw_filter_get_n_terms (filter); i++)
    if (holds (sw_filter_get_term (filter, i), &origin)
        == sw_filter_get_term (filter, i)->is_excluded)
      return FALSE;
  return TRUE;
}

static const char *
pick (const char *const *texts, guint n_texts)
{
  return texts[g_test_rand_int_range (0, (gint32) n_texts)];
}

static SwFilterTerm
make_term (void)
{
  static const char *const texts[] = { "error", "E",   "tick", "k 7",  "x",
                                       "größe", "GRÖ", "世",   "ящик", "ЯЩ",
                                       "a-b",   " ok", "33 s", "none" };
  static const char *const expressions[] = { "t[io].*k", "\\d+ s",     "^ error",
                                             "ok$",      "Error|TICK", "Disk\\s7" };
  static const char *const names[] = { "alert", "backup", "x", "py", "TICK" };
  SwFilterTerm term = { .field = SW_FILTER_TEXT };

  term.is_excluded = g_test_rand_bit ();
  term.kind = (SwFilterKind) g_test_rand_int_range (0, 4);
  term.size = (guint64) g_test_rand_int_range (0, 40);
  term.comparison = g_test_rand_bit () ? SW_FILTER_LESS : SW_FILTER_GREATER_OR_EQUAL;
  term.transport = (MailslotTransport) g_test_rand_int_range (0, 3);
  if (g_test_rand_bit ())
    term.field =
        (SwFilterField) g_test_rand_int_range (SW_FILTER_SLOT, SW_FILTER_REPEATED + 1);
  if (term.field == SW_FILTER_TEXT)
    term.text = term.kind >= SW_FILTER_EXPRESSION
                    ? pick (expressions, G_N_ELEMENTS (expressions))
                    : pick (texts, G_N_ELEMENTS (texts));
  else if (term.field <= SW_FILTER_SENDER)
    term.text = pick (names, G_N_ELEMENTS (names));
  return term;
}

/* Text of UTF-16 that does not look like it is no text for an expression, so that there
 * it is another question: see sw_encoding_detect(). */
static gboolean
is_decidable (const SwFilterTerm *term)
{
  return term->field != SW_FILTER_TEXT || term->kind < SW_FILTER_EXPRESSION;
}

static SwFilter *
make_filter (gboolean with_expressions)
{
  SwFilterTerm terms[3];
  guint n_terms = (guint) g_test_rand_int_range (0, 4);
  g_autoptr (GError) error = NULL;
  g_autoptr (SwFilter) filter = NULL;
  SwFilter *parsed;

  for (guint i = 0; i < n_terms; i++)
    do
      terms[i] = make_term ();
    while (!with_expressions && !is_decidable (&terms[i]));
  filter = sw_filter_new (terms, n_terms, &error);
  g_assert_no_error (error);
  parsed = sw_filter_parse (sw_filter_to_string (filter), &error);
  g_assert_no_error (error);
  g_assert_cmpstr (sw_filter_to_string (parsed), ==, sw_filter_to_string (filter));
  return parsed;
}

static void
check_rows (SwLogView *view)
{
  SwMessageLog *log = sw_log_view_get_log (view);
  SwFilter *filter = sw_log_view_get_filter (view);
  guint64 end_serial = sw_message_log_get_end_serial (log);
  guint64 row = 0;

  for (guint64 serial = sw_message_log_get_first_serial (log); serial < end_serial;
       serial++)
    {
      gboolean wanted = is_wanted (filter, serial);

      if (wanted != sw_log_view_has_serial (view, serial))
        g_error ("seed %u: message %" G_GUINT64_FORMAT " and “%s”",
                 seed,
                 serial,
                 filter != NULL ? sw_filter_to_string (filter) : "");
      if (wanted)
        g_assert_cmpuint (sw_log_view_get_serial (view, row++), ==, serial);
    }
  g_assert_cmpuint (sw_log_view_get_n_rows (view), ==, row);
}

static void
do_something (SwLogView *view)
{
  SwMessageLog *log = sw_log_view_get_log (view);
  g_autoptr (SwFilter) filter = NULL;

  switch (g_test_rand_int_range (0, 12))
    {
    case 0:
      filter = make_filter (TRUE);
      sw_log_view_set_filter (view, filter);
      break;
    case 1:
      sw_message_log_set_limits (log,
                                 (guint64) g_test_rand_int_range (1, 20000),
                                 G_MAXUINT64);
      break;
    case 2:
      if (g_test_rand_int_range (0, 4) == 0)
        sw_message_log_clear (log);
      break;
    case 3:
      sw_log_view_cancel (view);
      break;
    case 4:
      sw_log_view_resume (view);
      break;
    case 5:
      append (log, (guint64) g_test_rand_int_range (1, 9000));
      break;
    case 6:
    case 7:
    case 8:
      append (log, (guint64) g_test_rand_int_range (1, 300));
      break;
    default:
      for (int i = g_test_rand_int_range (0, 5); i > 0; i--)
        g_main_context_iteration (NULL, FALSE);
      break;
    }
}

static void
test_random (void)
{
  for (guint round = 0; round < N_ROUNDS; round++)
    {
      g_autoptr (SwMessageLog) log = sw_message_log_new ();
      g_autoptr (SwLogView) view = sw_log_view_new (log);
      g_autoptr (LogViewMirror) mirror = log_view_mirror_new (view);
      g_autoptr (SwFilter) filter = make_filter (FALSE);

      seed = (guint32) g_test_rand_int ();
      for (guint step = 0; step < N_STEPS; step++)
        {
          do_something (view);
          log_view_mirror_check (mirror);
        }
      sw_log_view_set_filter (view, filter);
      do_something (view);
      sw_log_view_set_filter (view, filter);
      sw_log_view_resume (view);
      fixture_wait_for (sw_log_view_is_complete (view));
      log_view_mirror_check (mirror);
      if (sw_log_view_get_filter (view) == NULL
          || sw_filter_equal (sw_log_view_get_filter (view), filter))
        check_rows (view);
    }
}

/* Expressions, on text that is known as such. */
static void
test_expressions (void)
{
  for (guint round = 0; round < N_ROUNDS * 20; round++)
    {
      g_autoptr (SwFilter) filter = make_filter (TRUE);
      g_autoptr (MailslotBatch) batch = mailslot_batch_new ();
      MailslotBatchIter iter;
      MailslotRecord record;

      seed = (guint32) g_test_rand_int ();
      for (guint64 number = 0; number < 50; number++)
        append_message (batch, number);
      mailslot_batch_iter_init (&iter, batch);
      for (guint64 number = 0; mailslot_batch_iter_next (&iter, &record); number++)
        {
          g_autoptr (GString) text = g_string_new (NULL);
          Origin origin = make_origin (number, text);

          if (origin.is_wide)
            continue;
          if (sw_filter_matches (filter, &record) != is_wanted (filter, number))
            g_error ("seed %u: “%s” and “%s”",
                     seed,
                     sw_filter_to_string (filter),
                     origin.text);
        }
    }
}

int
main (int argc, char *argv[])
{
  g_test_init (&argc, &argv, NULL);
  g_test_add_func ("/log-view-random/expressions", test_expressions);
  g_test_add_func ("/log-view-random/changes", test_random);
  return g_test_run ();
}
