/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "config.h"
#include "mailslot/netbios/netbios-name-cache.h"

#define START_US (1000 * G_USEC_PER_SEC)

static void
insert (NetbiosNameCache *cache, const char *key, guint8 last_byte, gint64 now_us)
{
  NetbiosResolution resolution = { .n_addresses = 1,
                                   .addresses = { { 10, 0, 0, last_byte } } };

  netbios_name_cache_insert (cache, key, &resolution, now_us);
}

/* Returns: the last byte of the address, or 0 if the name is not known */
static guint8
find (NetbiosNameCache *cache, const char *key, gint64 now_us)
{
  NetbiosResolution resolution;

  if (!netbios_name_cache_find (cache, key, &resolution, now_us))
    return 0;
  g_assert_cmpuint (resolution.n_addresses, ==, 1);
  return resolution.addresses[0][3];
}

static void
test_remembers (void)
{
  NetbiosNameCache *cache = netbios_name_cache_new ();

  insert (cache, "A", 1, START_US);
  insert (cache, "B", 2, START_US);
  g_assert_cmpuint (find (cache, "A", START_US), ==, 1);
  g_assert_cmpuint (find (cache, "B", START_US), ==, 2);
  g_assert_cmpuint (find (cache, "C", START_US), ==, 0);
  insert (cache, "A", 3, START_US);
  g_assert_cmpuint (find (cache, "A", START_US), ==, 3);
  g_assert_cmpuint (find (cache, "B", START_US), ==, 2);
  netbios_name_cache_free (cache);
}

static void
test_forgets_in_time (void)
{
  NetbiosNameCache *cache = netbios_name_cache_new ();
  gint64 end_us = START_US + NETBIOS_NAME_CACHE_LIFETIME_US;

  insert (cache, "A", 1, START_US);
  insert (cache, "B", 2, START_US + 1);
  g_assert_cmpuint (find (cache, "A", end_us - 1), ==, 1);
  g_assert_cmpuint (find (cache, "A", end_us), ==, 0);
  g_assert_cmpuint (find (cache, "B", end_us), ==, 2);
  g_assert_cmpuint (find (cache, "B", end_us + 1), ==, 0);

  /* What is found again lives again. */
  insert (cache, "A", 3, end_us);
  g_assert_cmpuint (find (cache, "A", end_us + 1), ==, 3);
  netbios_name_cache_free (cache);
}

static void
test_is_bounded (void)
{
  NetbiosNameCache *cache = netbios_name_cache_new ();
  guint n_known = 0;

  for (guint i = 0; i < 3 * NETBIOS_NAME_CACHE_MAX_NAMES; i++)
    {
      g_autofree char *key = g_strdup_printf ("%u", i);

      insert (cache, key, 1, START_US);
    }
  for (guint i = 0; i < 3 * NETBIOS_NAME_CACHE_MAX_NAMES; i++)
    {
      g_autofree char *key = g_strdup_printf ("%u", i);

      n_known += find (cache, key, START_US);
    }
  g_assert_cmpuint (n_known, ==, NETBIOS_NAME_CACHE_MAX_NAMES);
  g_assert_cmpuint (find (cache, "0", START_US), ==, 0);
  netbios_name_cache_free (cache);
}

int
main (int argc, char **argv)
{
  g_test_init (&argc, &argv, NULL);
  g_test_add_func ("/netbios-name-cache/remembers", test_remembers);
  g_test_add_func ("/netbios-name-cache/forgets-in-time", test_forgets_in_time);
  g_test_add_func ("/netbios-name-cache/is-bounded", test_is_bounded);
  return g_test_run ();
}
