/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "config.h"

#include "payload/sw-encoding.h"

#include <string.h>

#include "payload-fixture.h"
#include "payload/sw-payload-error.h"

static void
test_all (void)
{
  guint n_encodings;
  const SwEncoding *const *encodings = sw_encoding_get_all (&n_encodings);

  g_assert_cmpuint (n_encodings, >, 10);
  g_assert_true (encodings[0] == sw_encoding_get_utf8 ());
  g_assert_cmpstr (encodings[0]->id, ==, "utf-8");
  for (guint i = 0; i < n_encodings; i++)
    {
      g_autofree char *upper = g_ascii_strup (encodings[i]->id, -1);

      g_test_message ("%s is %s", encodings[i]->id, encodings[i]->charset);
      g_assert_true (sw_encoding_find (encodings[i]->id, NULL) == encodings[i]);
      g_assert_true (sw_encoding_find (upper, NULL) == encodings[i]);
      g_assert_true (sw_encoding_find (encodings[i]->charset, NULL) == encodings[i]);
      g_assert_cmpstr (encodings[i]->label, !=, "");
    }
}

/* The converter of each computer that the program is built for has these. */
static void
test_needed (void)
{
  static const char *const ids[] = { "utf-8",        "utf-16le",   "utf-16be", "ascii",
                                     "windows-1252", "iso-8859-1", "gbk",      "big5",
                                     "shift_jis",    "euc-kr",     "cp437",    "cp850" };

  for (guint i = 0; i < G_N_ELEMENTS (ids); i++)
    {
      g_autoptr (GError) error = NULL;

      sw_encoding_find (ids[i], &error);
      g_assert_no_error (error);
    }
}

/* The unit is what one character needs at least. */
static void
test_unit (void)
{
  guint n_encodings;
  const SwEncoding *const *encodings = sw_encoding_get_all (&n_encodings);

  for (guint i = 0; i < n_encodings; i++)
    {
      g_autoptr (GError) error = NULL;
      gsize size;
      G_GNUC_UNUSED g_autofree char *bytes =
          g_convert ("A", 1, encodings[i]->charset, "UTF-8", NULL, &size, &error);

      g_assert_no_error (error);
      g_assert_cmpuint (size, ==, encodings[i]->unit);
    }
}

static void
test_find (void)
{
  static const char *const cases[][2] = {
    { "GBK", "gbk" },
    { "cp936", "gbk" },
    { "Windows-1252", "windows-1252" },
    { "CP1252", "windows-1252" },
    { "utf8", "utf-8" },
    { "UTF-16", "utf-16le" },
    { "latin1", "iso-8859-1" },
    { "Shift-JIS", "shift_jis" },
    { "us-ascii", "ascii" },
  };
  static const char *const unknown[] = {
    "", " ", "klingon", "utf-8 ", "utf", "gbk,big5"
  };

  for (guint i = 0; i < G_N_ELEMENTS (cases); i++)
    {
      g_autoptr (GError) error = NULL;
      const SwEncoding *encoding = sw_encoding_find (cases[i][0], &error);

      g_assert_no_error (error);
      g_assert_cmpstr (encoding->id, ==, cases[i][1]);
    }
  for (guint i = 0; i < G_N_ELEMENTS (unknown); i++)
    {
      g_autoptr (GError) error = NULL;

      g_assert_null (sw_encoding_find (unknown[i], &error));
      g_assert_error (error, SW_PAYLOAD_ERROR, SW_PAYLOAD_ERROR_UNKNOWN_ENCODING);
      g_assert_nonnull (strstr (error->message, unknown[i]));
      g_assert_nonnull (strstr (error->message, "utf-16le, utf-16be"));
    }
}

static gpointer
find_in_thread (gpointer data)
{
  return (gpointer) sw_encoding_find ("gbk", NULL);
}

/* Must be the first to ask, in its own process, to mean anything; it never does harm. */
static void
test_threads (void)
{
  GThread *threads[8];
  const SwEncoding *encoding = NULL;

  for (guint i = 0; i < G_N_ELEMENTS (threads); i++)
    threads[i] = g_thread_new ("find", find_in_thread, NULL);
  for (guint i = 0; i < G_N_ELEMENTS (threads); i++)
    {
      const SwEncoding *found = g_thread_join (threads[i]);

      g_assert_nonnull (found);
      g_assert_true (encoding == NULL || encoding == found);
      encoding = found;
    }
}

static void
test_detect (void)
{
  static const char *const cases[][2] = {
    { "", "utf-8" },               /* no bytes */
    { "00", "utf-8" },             /* an empty C string */
    { "61", "utf-8" },             /* a */
    { "6100", "utf-8" },           /* a with its NUL, not UTF-16 */
    { "61620000000000", "utf-8" }, /* char[7] */
    { "e4bda0e5a5bd", "utf-8" },   /* 你好 */
    { "e4bda0e5a5bd00", "utf-8" },
    { "610a620d0a09", "utf-8" },                /* lines */
    { "0268656c6c6f03", "utf-8" },              /* STX hello ETX */
    { "1b5b316d61", "utf-8" },                  /* a terminal's colours */
    { "efbbbf61", "utf-8" },                    /* marked */
    { "48006900", "utf-16le" },                 /* Hi */
    { "480069000000", "utf-16le" },             /* Hi with its NUL */
    { "480069000000000000000000", "utf-16le" }, /* wchar_t[6] */
    { "604f7d59210021000000", "utf-16le" },     /* 你好!! with its NUL */
    { "604f7d590cff164e4c760000", "utf-16le" }, /* 你好，世界 with its NUL */
    { "fffe604f7d59", "utf-16le" },             /* marked */
    { "feff4f60597d", "utf-16be" },
    { "fffe0000604f0000", "utf-32le" },
    { "0000feff00004f60", "utf-32be" },
    { "50430057494e444f5753005869140a00", "utf-8" }, /* strings: PC, WINDOWS, Xi */
    { "61626300646566", "utf-8" },                   /* abc, def */
    { "610062006300604f", "utf-16le" },              /* abc你: bytes like strings' */
    { "0000", NULL },                                /* numbers, not text */
    { "00000000", NULL },
    { "07", NULL },
    { "0102030405", NULL },
    { "0100000002000000", NULL },
    { "00ff", NULL },
    { "fffe", "utf-16le" }, /* a mark and nothing more */
    { "fffe3dd8", NULL },   /* marked, but half of a pair */
    { "efbbbfff", NULL },
    { "480069004a", NULL }, /* UTF-16 of an odd size */
    { "001122334455", NULL },
    { "deadbeef00c0ffee", NULL },
    { "7f454c460201010000000000", NULL }, /* the beginning of a program */
    { "89504e470d0a1a0a0000000d", NULL }, /* of a picture */
  };

  for (guint i = 0; i < G_N_ELEMENTS (cases); i++)
    {
      g_autoptr (GBytes) bytes = fixture_bytes_new_from_hex (cases[i][0]);
      const SwEncoding *encoding =
          sw_encoding_detect (g_bytes_get_data (bytes, NULL), g_bytes_get_size (bytes));

      g_test_message ("%s", cases[i][0]);
      g_assert_cmpstr (encoding == NULL ? NULL : encoding->id, ==, cases[i][1]);
    }
}

static void
test_detect_random (void)
{
  for (guint i = 0; i < 5000; i++)
    {
      g_autoptr (GBytes) bytes = fixture_bytes_new_random (200);

      sw_encoding_detect (g_bytes_get_data (bytes, NULL), g_bytes_get_size (bytes));
    }
}

/* Random bytes do not pass for text, but once in a blue moon. */
static void
test_detect_noise (void)
{
  guint n_text = 0;

  for (guint i = 0; i < 1000; i++)
    {
      guint8 data[32];

      for (guint j = 0; j < sizeof data; j++)
        data[j] = (guint8) g_test_rand_int_range (0, 256);
      if (sw_encoding_detect (data, sizeof data) != NULL)
        n_text++;
    }
  g_assert_cmpuint (n_text, <, 20);
}

static void
test_detect_huge (void)
{
  gsize size = 4 << 20;
  g_autofree guint8 *data = g_malloc0 (size);

  g_assert_null (sw_encoding_detect (data, size));
  memset (data, 'a', size);
  g_assert_true (sw_encoding_detect (data, size) == sw_encoding_get_utf8 ());
  data[size - 1] = 0xFF;
  sw_encoding_detect (data, size);
}

int
main (int argc, char *argv[])
{
  g_test_init (&argc, &argv, NULL);
  g_test_add_func ("/encoding/threads", test_threads);
  g_test_add_func ("/encoding/all", test_all);
  g_test_add_func ("/encoding/needed", test_needed);
  g_test_add_func ("/encoding/unit", test_unit);
  g_test_add_func ("/encoding/find", test_find);
  g_test_add_func ("/encoding/detect/cases", test_detect);
  g_test_add_func ("/encoding/detect/random", test_detect_random);
  g_test_add_func ("/encoding/detect/noise", test_detect_noise);
  g_test_add_func ("/encoding/detect/huge", test_detect_huge);
  return g_test_run ();
}
