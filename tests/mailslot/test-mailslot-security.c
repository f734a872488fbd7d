/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "config.h"

#include <string.h>

#include "mailslot/mailslot.h"

/* Who may send, as it is asked for; what comes of it is in the contract. */

static void
test_words (void)
{
  static const char *const words[] = { "default", "user", "everyone" };

  for (gsize i = 0; i < G_N_ELEMENTS (words); i++)
    {
      g_autoptr (GError) error = NULL;
      g_autoptr (MailslotSecurity) security = mailslot_security_parse (words[i], &error);
      g_autoptr (MailslotSecurity) same = NULL;

      g_assert_no_error (error);
      g_assert_cmpint ((int) mailslot_security_get_kind (security), ==, (int) i);
      g_assert_cmpstr (mailslot_security_to_string (security), ==, words[i]);
      same = mailslot_security_new ((MailslotSecurityKind) i);
      g_assert_true (mailslot_security_equal (security, same));
    }
}

static void
test_different (void)
{
  g_autoptr (MailslotSecurity) user = mailslot_security_new (MAILSLOT_SECURITY_USER);
  g_autoptr (MailslotSecurity) other = mailslot_security_new (MAILSLOT_SECURITY_DEFAULT);

  g_assert_false (mailslot_security_equal (user, other));
}

static void
assert_refused (const char *text, MailslotError code, const char *part)
{
  g_autoptr (GError) error = NULL;

  g_assert_null (mailslot_security_parse (text, &error));
  g_assert_error (error, MAILSLOT_ERROR, (int) code);
  g_assert_nonnull (strstr (error->message, part));
  g_assert_nonnull (mailslot_error_get_advice (error));
}

static void
test_no_security (void)
{
  static const char *const texts[] = {
    "", " ", "Everyone", "all", "user ", "(A;;FA;;;WD)"
  };

  for (gsize i = 0; i < G_N_ELEMENTS (texts); i++)
    assert_refused (texts[i], MAILSLOT_ERROR_INVALID_SECURITY, texts[i]);
}

static void
test_sddl (void)
{
  static const char text[] = "O:BAD:P(A;;FA;;;BA)(A;;FW;;;AU)";
  g_autoptr (GError) error = NULL;
  g_autoptr (MailslotSecurity) security = NULL;

  if (!mailslot_security_has_sddl ())
    {
      assert_refused (text, MAILSLOT_ERROR_UNSUPPORTED, text);
      return;
    }
  security = mailslot_security_parse (text, &error);
  g_assert_no_error (error);
  g_assert_cmpint ((int) mailslot_security_get_kind (security),
                   ==,
                   (int) MAILSLOT_SECURITY_SDDL);
  g_assert_cmpstr (mailslot_security_to_string (security), ==, text);
}

static void
test_wrong_sddl (void)
{
  if (!mailslot_security_has_sddl ())
    {
      g_test_skip ("this system has no SDDL");
      return;
    }
  assert_refused ("D:P(A;;FA;;;BA)(A;;FA;;;QQ)(A;;FA;;;WD)",
                  MAILSLOT_ERROR_INVALID_SECURITY,
                  "character 16: “(A;;FA;;;QQ)”");
  assert_refused ("O:QQD:(A;;FA;;;WD)", MAILSLOT_ERROR_INVALID_SECURITY, "“O:QQ”");
  assert_refused ("D:(A;;FA;;;WD", MAILSLOT_ERROR_INVALID_SECURITY, "“(A;;FA;;;WD”");
  assert_refused ("x:y", MAILSLOT_ERROR_INVALID_SECURITY, "“x:y”");
}

int
main (int argc, char **argv)
{
  g_test_init (&argc, &argv, NULL);

  g_test_add_func ("/security/words", test_words);
  g_test_add_func ("/security/different", test_different);
  g_test_add_func ("/security/no-security", test_no_security);
  g_test_add_func ("/security/sddl", test_sddl);
  g_test_add_func ("/security/sddl/wrong", test_wrong_sddl);
  return g_test_run ();
}
