/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "config.h"

#include "session/sw-rate-meter.h"

#include <string.h>

#define S ((gint64) G_USEC_PER_SEC)

static void
test_empty (void)
{
  SwRateMeter meter;
  guint64 history[SW_RATE_METER_SECONDS];

  sw_rate_meter_init (&meter);
  g_assert_cmpuint (sw_rate_meter_get_rate (&meter, 0), ==, 0);
  g_assert_cmpuint (sw_rate_meter_get_rate (&meter, 1000 * S), ==, 0);
  sw_rate_meter_get_history (&meter, 1000 * S, history);
  for (guint i = 0; i < SW_RATE_METER_SECONDS; i++)
    g_assert_cmpuint (history[i], ==, 0);
}

/* Only full seconds count, so the rate does not begin at 0 every second. */
static void
test_full_second (void)
{
  SwRateMeter meter;

  sw_rate_meter_init (&meter);
  sw_rate_meter_add (&meter, 10 * S, 3, 0);
  sw_rate_meter_add (&meter, 11 * S - 1, 4, 0);
  g_assert_cmpuint (sw_rate_meter_get_rate (&meter, 11 * S - 1), ==, 0);
  g_assert_cmpuint (sw_rate_meter_get_rate (&meter, 11 * S), ==, 7);
  g_assert_cmpuint (sw_rate_meter_get_rate (&meter, 12 * S - 1), ==, 7);
  g_assert_cmpuint (sw_rate_meter_get_rate (&meter, 12 * S), ==, 0);
  sw_rate_meter_add (&meter, 11 * S, 5, 0);
  g_assert_cmpuint (sw_rate_meter_get_rate (&meter, 11 * S), ==, 7);
  g_assert_cmpuint (sw_rate_meter_get_rate (&meter, 12 * S), ==, 5);
}

static void
test_bytes (void)
{
  SwRateMeter meter;

  sw_rate_meter_init (&meter);
  sw_rate_meter_add (&meter, 10 * S, 3, 300);
  sw_rate_meter_add (&meter, 11 * S - 1, 1, 20);
  g_assert_cmpuint (sw_rate_meter_get_byte_rate (&meter, 11 * S - 1), ==, 0);
  g_assert_cmpuint (sw_rate_meter_get_byte_rate (&meter, 11 * S), ==, 320);
  g_assert_cmpuint (sw_rate_meter_get_byte_rate (&meter, 12 * S), ==, 0);
  sw_rate_meter_add (&meter, 71 * S, 1, 7);
  g_assert_cmpuint (sw_rate_meter_get_byte_rate (&meter, 72 * S), ==, 7);
}

/* As long as something is not quiet, its history changes by itself, and then no more. */
static void
test_quiet (void)
{
  SwRateMeter meter;
  guint64 history[SW_RATE_METER_SECONDS];

  sw_rate_meter_init (&meter);
  g_assert_true (sw_rate_meter_is_quiet (&meter, 0));
  sw_rate_meter_add (&meter, 100 * S, 1, 1);
  g_assert_false (sw_rate_meter_is_quiet (&meter, 100 * S));
  g_assert_false (sw_rate_meter_is_quiet (&meter, 161 * S - 1));
  sw_rate_meter_get_history (&meter, 161 * S - 1, history);
  g_assert_cmpuint (history[0], ==, 1);
  g_assert_true (sw_rate_meter_is_quiet (&meter, 161 * S));
  sw_rate_meter_get_history (&meter, 161 * S, history);
  for (guint i = 0; i < SW_RATE_METER_SECONDS; i++)
    g_assert_cmpuint (history[i], ==, 0);
}

static void
test_second_zero (void)
{
  SwRateMeter meter;

  sw_rate_meter_init (&meter);
  sw_rate_meter_add (&meter, 0, 2, 0);
  g_assert_cmpuint (sw_rate_meter_get_rate (&meter, S), ==, 2);
}

/* While second 160 runs, the history has 100 to 159. */
static void
test_history (void)
{
  SwRateMeter meter;
  guint64 history[SW_RATE_METER_SECONDS];

  sw_rate_meter_init (&meter);
  for (gint64 second = 0; second <= 160; second++)
    sw_rate_meter_add (&meter, second * S, (guint64) second, 0);
  sw_rate_meter_get_history (&meter, 160 * S, history);
  for (guint i = 0; i < SW_RATE_METER_SECONDS; i++)
    g_assert_cmpuint (history[i], ==, 100 + i);
}

static void
test_silence (void)
{
  SwRateMeter meter;
  guint64 history[SW_RATE_METER_SECONDS];

  sw_rate_meter_init (&meter);
  sw_rate_meter_add (&meter, 100 * S, 9, 0);
  sw_rate_meter_get_history (&meter, 130 * S, history);
  g_assert_cmpuint (history[30], ==, 9);
  g_assert_cmpuint (history[29] + history[31], ==, 0);
  sw_rate_meter_get_history (&meter, 160 * S, history);
  g_assert_cmpuint (history[0], ==, 9);
  sw_rate_meter_get_history (&meter, 161 * S, history);
  for (guint i = 0; i < SW_RATE_METER_SECONDS; i++)
    g_assert_cmpuint (history[i], ==, 0);

  sw_rate_meter_add (&meter, 1000000 * S, 1, 0);
  sw_rate_meter_get_history (&meter, 1000001 * S, history);
  for (guint i = 0; i < SW_RATE_METER_SECONDS - 1; i++)
    g_assert_cmpuint (history[i], ==, 0);
  g_assert_cmpuint (history[SW_RATE_METER_SECONDS - 1], ==, 1);
}

/* Messages may be handed over some seconds after they came. */
static void
test_late (void)
{
  SwRateMeter meter;
  guint64 history[SW_RATE_METER_SECONDS];

  sw_rate_meter_init (&meter);
  sw_rate_meter_add (&meter, 100 * S, 1, 0);
  sw_rate_meter_add (&meter, 98 * S, 2, 0);
  sw_rate_meter_add (&meter, 30 * S, 50, 0);
  sw_rate_meter_get_history (&meter, 101 * S, history);
  g_assert_cmpuint (history[SW_RATE_METER_SECONDS - 1], ==, 1);
  g_assert_cmpuint (history[SW_RATE_METER_SECONDS - 3], ==, 2);
  for (guint i = 0; i < SW_RATE_METER_SECONDS - 3; i++)
    g_assert_cmpuint (history[i], ==, 0);
}

/* The ring against a plain table. */
static void
test_random (void)
{
  guint64 table[400] = { 0 };
  SwRateMeter meter;
  gint64 now = 0;

  sw_rate_meter_init (&meter);
  while (now < 390)
    {
      guint64 history[SW_RATE_METER_SECONDS];
      guint64 n_messages = (guint64) g_test_rand_int_range (0, 1000);

      sw_rate_meter_add (&meter,
                         now * S + g_test_rand_int_range (0, G_USEC_PER_SEC),
                         n_messages,
                         0);
      table[now] += n_messages;
      sw_rate_meter_get_history (&meter, now * S, history);
      for (gint64 i = 0; i < SW_RATE_METER_SECONDS; i++)
        {
          gint64 second = now - SW_RATE_METER_SECONDS + i;

          g_assert_cmpuint (history[i], ==, second < 0 ? 0 : table[second]);
        }
      now += g_test_rand_int_range (0, 4);
    }
}

int
main (int argc, char *argv[])
{
  g_test_init (&argc, &argv, NULL);
  g_test_add_func ("/rate-meter/empty", test_empty);
  g_test_add_func ("/rate-meter/full-second", test_full_second);
  g_test_add_func ("/rate-meter/bytes", test_bytes);
  g_test_add_func ("/rate-meter/quiet", test_quiet);
  g_test_add_func ("/rate-meter/second-zero", test_second_zero);
  g_test_add_func ("/rate-meter/history", test_history);
  g_test_add_func ("/rate-meter/silence", test_silence);
  g_test_add_func ("/rate-meter/late", test_late);
  g_test_add_func ("/rate-meter/random", test_random);
  return g_test_run ();
}
