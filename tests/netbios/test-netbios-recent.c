/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "config.h"
#include "mailslot/netbios/netbios-intern.h"
#include "mailslot/netbios/netbios-recent.h"

#include <string.h>

#define WINDOW_US 2000

/* Far more than either of them keeps. */
#define N_FLOOD 200000

static gboolean
finds (NetbiosRecent *recent, guint64 digest, gint64 now_us, guint64 expected_way)
{
  guint64 way;

  if (!netbios_recent_find (recent, digest, now_us, &way))
    return FALSE;
  g_assert_cmpuint (way, ==, expected_way);
  return TRUE;
}

static void
test_window (void)
{
  g_autoptr (NetbiosRecent) recent = netbios_recent_new (WINDOW_US);

  g_assert_false (finds (recent, 7, 1000, 0));
  netbios_recent_note (recent, 7, 1000, 70);
  g_assert_true (finds (recent, 7, 1000, 70));
  g_assert_true (finds (recent, 7, 2999, 70));
  g_assert_false (finds (recent, 7, 3000, 70));
  g_assert_false (finds (recent, 8, 1000, 0));
  netbios_recent_note (recent, 7, 2999, 71);
  g_assert_true (finds (recent, 7, 4998, 71));
}

/* Digests that meet in one row: what was noted last is found, the oldest is not. */
static void
test_full_row (void)
{
  const guint64 step = G_GUINT64_CONSTANT (1) << 32;
  g_autoptr (NetbiosRecent) recent = netbios_recent_new (WINDOW_US);

  for (guint64 i = 0; i < 5; i++)
    netbios_recent_note (recent, i * step, (gint64) i + 1, i);
  g_assert_false (finds (recent, 0, 10, 0));
  for (guint64 i = 1; i < 5; i++)
    g_assert_true (finds (recent, i * step, 10, i));
  /* One that is there again takes no other's place. */
  netbios_recent_note (recent, 4 * step, 10, 44);
  for (guint64 i = 1; i < 4; i++)
    g_assert_true (finds (recent, i * step, 11, i));
  g_assert_true (finds (recent, 4 * step, 11, 44));
}

static void
test_flood_of_recent (void)
{
  g_autoptr (NetbiosRecent) recent = netbios_recent_new (G_MAXINT32);

  for (guint64 i = 1; i <= N_FLOOD; i++)
    {
      netbios_recent_note (recent, i, (gint64) i, i);
      g_assert_true (finds (recent, i, (gint64) i, i));
    }
  g_assert_true (finds (recent, N_FLOOD - 10000, N_FLOOD, N_FLOOD - 10000));
}

static guint n_living;

static void
object_unref (gpointer object)
{
  n_living--;
  g_free (object);
}

static gpointer
intern (NetbiosIntern *self, const char *text)
{
  gpointer object = netbios_intern_find (self, text, strlen (text));

  if (object != NULL)
    return object;
  n_living++;
  return netbios_intern_insert (self, text, strlen (text), g_strdup (text));
}

static void
test_intern (void)
{
  NetbiosIntern *self = netbios_intern_new (object_unref);
  char text[] = "ab";
  gpointer ab;

  g_assert_null (netbios_intern_find (self, "", 0));
  ab = intern (self, text);
  g_assert_cmpstr (intern (self, ""), ==, "");
  g_assert_cmpstr (intern (self, "a"), ==, "a");
  g_assert_true (intern (self, text) == ab);
  /* The key was copied. */
  text[1] = 'c';
  g_assert_cmpstr (intern (self, text), ==, "ac");
  g_assert_true (intern (self, "ab") == ab);
  netbios_intern_free (self);
  g_assert_cmpuint (n_living, ==, 0);
}

static void
test_flood_of_interned (void)
{
  NetbiosIntern *self = netbios_intern_new (object_unref);

  for (guint i = 0; i < N_FLOOD; i++)
    {
      char text[16];

      g_snprintf (text, sizeof text, "%u", i);
      g_assert_cmpstr (intern (self, text), ==, text);
      g_assert_cmpuint (n_living, <=, 1024);
    }
  netbios_intern_free (self);
  g_assert_cmpuint (n_living, ==, 0);
}

int
main (int argc, char **argv)
{
  g_test_init (&argc, &argv, NULL);
  g_test_add_func ("/netbios-recent/window", test_window);
  g_test_add_func ("/netbios-recent/full-row", test_full_row);
  g_test_add_func ("/netbios-recent/flood", test_flood_of_recent);
  g_test_add_func ("/netbios-intern/same-bytes-same-object", test_intern);
  g_test_add_func ("/netbios-intern/flood", test_flood_of_interned);
  return g_test_run ();
}
