/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "config.h"

#include "session/win32/sw-locale-tags.h"
#include "session/win32/sw-process.h"
#include "win32-program.h"

#include <string.h>

/* test-win32-process DECOY [PROGRAM...]: a library, and our programs */

static char **programs;   /* the paths of our programs */
static const char *decoy; /* the path of a library */

static gboolean
can_load (const WCHAR *name)
{
  HMODULE module = LoadLibraryW (name);

  if (module == NULL)
    g_assert_cmpuint (GetLastError (), ==, ERROR_MOD_NOT_FOUND);
  else
    FreeLibrary (module);
  return module != NULL;
}

static void
test_libraries (void)
{
  g_autofree char *folder = g_path_get_dirname (decoy);
  g_autofree char *name = g_path_get_basename (decoy);
  g_autofree gunichar2 *folder16 = g_utf8_to_utf16 (folder, -1, NULL, NULL, NULL);
  g_autofree gunichar2 *name16 = g_utf8_to_utf16 (name, -1, NULL, NULL, NULL);

  /* Where a program is called, and where PATH leads to. */
  g_assert_true (SetCurrentDirectoryW ((WCHAR *) folder16));
  g_assert_true (SetEnvironmentVariableW (L"PATH", (WCHAR *) folder16));
  g_assert_true (can_load ((WCHAR *) name16));

  sw_process_restrict_libraries ();
  g_assert_false (can_load ((WCHAR *) name16));
  g_assert_true (can_load (L"version.dll"));
  /* What this program has not loaded yet, and stands beside GLib. */
  g_assert_null (GetModuleHandleW (L"libatk-1.0-0.dll"));
  g_assert_true (can_load (L"libatk-1.0-0.dll"));
}

/* Half a surrogate pair: Windows lets it through, it is no text. */
static void
test_half_a_character (void)
{
  for (guint i = 0; programs[i] != NULL; i++)
    {
      g_autoptr (Win32Program) program =
          win32_program_start (programs[i], L"--version \xD83D end", NULL);
      g_autofree char *errors = win32_program_read_all (program->errors);
      g_auto (GStrv) lines = g_strsplit (errors, "\n", -1);

      g_assert_cmpuint (win32_program_wait (program), ==, 2);
      g_assert_true (g_str_has_suffix (lines[0], ": An argument holds half a character"));
      g_assert_cmpuint (g_strv_length (lines), ==, 3);
      g_assert_true (g_str_has_prefix (lines[1], "Try “"));
    }
}

/* A whole pair, as of a picture character, is text. */
static void
test_pair (void)
{
  for (guint i = 0; programs[i] != NULL; i++)
    {
      g_autoptr (Win32Program) program =
          win32_program_start (programs[i], L"--\xD83D\xDE00", NULL);
      g_autofree char *errors = win32_program_read_all (program->errors);

      g_assert_cmpuint (win32_program_wait (program), ==, 2);
      g_assert_nonnull (strstr (errors, "😀"));
    }
}

static void
assert_languages (const char *tags, const char *expected)
{
  g_auto (GStrv) list = g_strsplit (tags, " ", -1);
  g_autofree char *languages = sw_locale_tags_to_gettext ((const char *const *) list);

  g_assert_cmpstr (languages, ==, expected);
}

static void
test_languages (void)
{
  assert_languages ("zh-CN en-US", "zh_CN:en_US");
  assert_languages ("zh-Hans-CN", "zh_CN");
  assert_languages ("zh-Hans", "zh_CN");
  assert_languages ("zh-SG", "zh_CN");
  assert_languages ("zh-Hans-HK", "zh_CN");
  assert_languages ("zh-Hant-TW", "zh_TW");
  assert_languages ("zh-Hant", "zh_TW");
  assert_languages ("zh-HK", "zh_HK");
  assert_languages ("de-DE fr zh-CN", "de_DE:fr:zh_CN");
  assert_languages ("sr-Latn-RS", "sr_RS");
  /* An English display speaks English, whatever else its owner reads. */
  assert_languages ("en-US zh-CN", "en_US");
  assert_languages ("de en-GB zh-CN", "de:en_GB");
  assert_languages ("", NULL);
}

int
main (int argc, char **argv)
{
  g_test_init (&argc, &argv, NULL);
  g_assert_cmpint (argc, >=, 3);
  decoy = argv[1];
  programs = argv + 2;

  g_test_add_func ("/win32/process/half-a-character", test_half_a_character);
  g_test_add_func ("/win32/process/pair", test_pair);
  g_test_add_func ("/win32/process/languages", test_languages);
  /* Last: what it restricts stays so. */
  g_test_add_func ("/win32/process/libraries", test_libraries);
  return g_test_run ();
}
