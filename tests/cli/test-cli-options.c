/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "config.h"

#include "cli/cli-options.h"

static const CliNumber number = { "--number", 1, 1000 };

static void
test_number_accepts (void)
{
  const struct
  {
    const char *typed;
    guint64 value;
  } cases[] = { { "1", 1 }, { "1000", 1000 }, { "007", 7 } };

  for (guint i = 0; i < G_N_ELEMENTS (cases); i++)
    {
      g_autoptr (GError) error = NULL;
      guint64 value = 0;

      g_assert_true (cli_options_parse_number (&number, cases[i].typed, &value, &error));
      g_assert_no_error (error);
      g_assert_cmpuint (value, ==, cases[i].value);
    }
}

static void
test_number_keeps_default (void)
{
  guint64 value = 42;

  g_assert_true (cli_options_parse_number (&number, NULL, &value, NULL));
  g_assert_cmpuint (value, ==, 42);
}

static void
test_number_refuses (void)
{
  const char *const cases[] = { "",
                                "0",
                                "1001",
                                "-1",
                                "+1",
                                " 1",
                                "1 ",
                                "1x",
                                "0x1",
                                "1.0",
                                "99999999999999999999999999",
                                "\xff" };

  for (guint i = 0; i < G_N_ELEMENTS (cases); i++)
    {
      g_autoptr (GError) error = NULL;
      guint64 value = 42;

      g_assert_false (cli_options_parse_number (&number, cases[i], &value, &error));
      g_assert_error (error, G_OPTION_ERROR, G_OPTION_ERROR_BAD_VALUE);
      g_assert_nonnull (strstr (error->message, "--number"));
      g_assert_nonnull (strstr (error->message, "1000"));
      g_assert_true (g_utf8_validate (error->message, -1, NULL));
    }
}

static void
test_choice (void)
{
  const char *const choices[] = { "red", "green", NULL };
  g_autoptr (GError) error = NULL;
  guint value = 7;

  g_assert_true (cli_options_parse_choice ("--color", choices, NULL, &value, &error));
  g_assert_cmpuint (value, ==, 7);
  g_assert_true (cli_options_parse_choice ("--color", choices, "green", &value, &error));
  g_assert_cmpuint (value, ==, 1);

  g_assert_false (cli_options_parse_choice ("--color", choices, "Red", &value, &error));
  g_assert_error (error, G_OPTION_ERROR, G_OPTION_ERROR_BAD_VALUE);
  g_assert_nonnull (strstr (error->message, "--color"));
  g_assert_nonnull (strstr (error->message, "red, green"));
}

static void
test_text (void)
{
  g_autoptr (GError) error = NULL;
  g_autofree char *text = cli_options_dup_text ("你好", &error);

  g_assert_no_error (error);
  g_assert_cmpstr (text, ==, "你好");
}

static const CliSyntax syntax = { "test", "THING…", "Tests.", "Example: mailslot test" };

static void
test_parse (void)
{
  g_autoptr (GError) error = NULL;
  g_autofree char *help = NULL;
  g_autofree char *color = NULL;
  g_auto (GStrv) things = NULL;
  const GOptionEntry entries[] = {
    { "color", 'c', 0, G_OPTION_ARG_FILENAME, &color, "Its color", "COLOR" },
    { G_OPTION_REMAINING, 0, 0, G_OPTION_ARG_FILENAME_ARRAY, &things, NULL, NULL },
    G_OPTION_ENTRY_NULL,
  };
  char *arguments[] = { (char *) "test", (char *) "a",  (char *) "--color", (char *) "-5",
                        (char *) "--",   (char *) "-x", (char *) "",        NULL };

  g_assert_true (cli_options_parse (&syntax, entries, arguments, &help, &error));
  g_assert_no_error (error);
  g_assert_null (help);
  g_assert_cmpstr (color, ==, "-5");
  g_assert_cmpuint (g_strv_length (things), ==, 3);
  g_assert_cmpstr (things[1], ==, "-x");
  g_assert_cmpstr (things[2], ==, "");
  g_assert_cmpstr (arguments[4], ==, "--");
}

static void
test_parse_help (void)
{
  g_autoptr (GError) error = NULL;
  g_autofree char *help = NULL;
  const GOptionEntry entries[] = { G_OPTION_ENTRY_NULL };
  char *arguments[] = { (char *) "test", (char *) "--help", NULL };

  g_assert_true (cli_options_parse (&syntax, entries, arguments, &help, &error));
  g_assert_no_error (error);
  g_assert_nonnull (strstr (help, "mailslot test [OPTION…] THING…"));
  g_assert_nonnull (strstr (help, "--help"));
  g_assert_nonnull (strstr (help, "Example: mailslot test"));
}

int
main (int argc, char **argv)
{
  g_test_init (&argc, &argv, NULL);

  g_test_add_func ("/cli-options/number/accepts", test_number_accepts);
  g_test_add_func ("/cli-options/number/keeps-default", test_number_keeps_default);
  g_test_add_func ("/cli-options/number/refuses", test_number_refuses);
  g_test_add_func ("/cli-options/choice", test_choice);
  g_test_add_func ("/cli-options/text", test_text);
  g_test_add_func ("/cli-options/parse/arguments", test_parse);
  g_test_add_func ("/cli-options/parse/help", test_parse_help);

  return g_test_run ();
}
