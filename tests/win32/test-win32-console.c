/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "config.h"

#include "session/win32/sw-console.h"
#include "watchdog.h"
#include "win32-program.h"

#include <string.h>
#include <wchar.h>

/* test-win32-console MAILSLOT
 *
 * Runs in a console of its own that nobody sees: the program starts itself again in one.
 */

#define N_CELLS 60
#define CHINESE "你好，邮槽"

static const char *mailslot; /* the path of mailslot.exe */
static HANDLE screen;        /* (owned) */
static HANDLE keyboard;      /* (owned) */

static HANDLE
open_console (const WCHAR *name)
{
  SECURITY_ATTRIBUTES inheritable = { sizeof inheritable, NULL, TRUE };
  HANDLE console = CreateFileW (name,
                                GENERIC_READ | GENERIC_WRITE,
                                FILE_SHARE_READ | FILE_SHARE_WRITE,
                                &inheritable,
                                OPEN_EXISTING,
                                0,
                                NULL);

  g_assert_true (console != INVALID_HANDLE_VALUE);
  return console;
}

static void
clear_screen (void)
{
  const COORD origin = { 0, 0 };
  DWORD n_cells;

  FillConsoleOutputCharacterW (screen, L' ', 80 * 5, origin, &n_cells);
  SetConsoleCursorPosition (screen, origin);
}

/* Returns: (transfer full): the first line of the screen; what is two cells wide counts
 * once */
static char *
read_screen (void)
{
  const COORD origin = { 0, 0 };
  WCHAR cells[N_CELLS];
  WCHAR text[N_CELLS + 1] = { 0 };
  DWORD n_cells;
  gsize length = 0;
  char *line;

  g_assert_true (ReadConsoleOutputCharacterW (screen, cells, N_CELLS, origin, &n_cells));
  for (DWORD i = 0; i < n_cells; i++)
    if (i == 0 || cells[i] != cells[i - 1] || cells[i] < 0x80)
      text[length++] = cells[i];
  line = g_utf16_to_utf8 ((gunichar2 *) text, -1, NULL, NULL, NULL);
  g_assert_nonnull (line);
  return g_strchomp (line);
}

/* What @write leaves on the screen and in a pipe, whatever the code page. */
static void
assert_written (void (*write) (void))
{
  const UINT code_pages[] = { 936, CP_UTF8, 437 };
  HANDLE stdout_before = GetStdHandle (STD_OUTPUT_HANDLE);
  HANDLE pipe;
  HANDLE write_end;
  g_autofree char *piped = NULL;

  for (guint i = 0; i < G_N_ELEMENTS (code_pages); i++)
    {
      g_autofree char *shown = NULL;

      g_assert_true (SetConsoleOutputCP (code_pages[i]));
      clear_screen ();
      SetStdHandle (STD_OUTPUT_HANDLE, screen);
      write ();
      SetStdHandle (STD_OUTPUT_HANDLE, stdout_before);
      shown = read_screen ();
      g_assert_cmpstr (shown, ==, CHINESE);
    }

  g_assert_true (SetConsoleOutputCP (936));
  g_assert_true (CreatePipe (&pipe, &write_end, NULL, 0));
  SetStdHandle (STD_OUTPUT_HANDLE, write_end);
  write ();
  SetStdHandle (STD_OUTPUT_HANDLE, stdout_before);
  CloseHandle (write_end);
  piped = win32_program_read_all (pipe);
  CloseHandle (pipe);
  g_assert_cmpstr (piped, ==, CHINESE);
}

static void
write_directly (void)
{
  g_autoptr (GError) error = NULL;

  sw_console_write (STD_OUTPUT_HANDLE, CHINESE, strlen (CHINESE), &error);
  g_assert_no_error (error);
}

static void
test_write (void)
{
  assert_written (write_directly);
}

static void
write_by_glib (void)
{
  GPrintFunc print_before = g_set_print_handler (NULL);
  GPrintFunc print_error_before = g_set_printerr_handler (NULL);

  sw_console_take_over_print ();
  g_print ("%s", CHINESE);
  g_set_print_handler (print_before);
  g_set_printerr_handler (print_error_before);
}

static void
test_print (void)
{
  assert_written (write_by_glib);
}

static void
type (const WCHAR *text)
{
  for (const WCHAR *unit = text; *unit != 0; unit++)
    {
      INPUT_RECORD key = { .EventType = KEY_EVENT };
      DWORD n_written;

      key.Event.KeyEvent.bKeyDown = TRUE;
      key.Event.KeyEvent.wRepeatCount = 1;
      key.Event.KeyEvent.uChar.UnicodeChar = *unit;
      key.Event.KeyEvent.wVirtualKeyCode = *unit == L'\r' ? VK_RETURN : 0;
      g_assert_true (WriteConsoleInputW (keyboard, &key, 1, &n_written));
    }
}

static void
test_read (void)
{
  g_autoptr (GError) error = NULL;
  char buffer[256] = { 0 };
  gssize n_bytes;

  type (L"\x4F60\x597D\r");
  n_bytes = sw_console_read (keyboard, buffer, sizeof buffer, &error);
  g_assert_no_error (error);
  g_assert_cmpmem (buffer, n_bytes, "你好\r\n", strlen ("你好\r\n"));

  type (L"\x1A\r");
  n_bytes = sw_console_read (keyboard, buffer, sizeof buffer, &error);
  g_assert_no_error (error);
  g_assert_cmpint (n_bytes, ==, 0);
}

/* A character of two units stays whole wherever the buffer ends. */
static void
test_read_pieces (void)
{
  const char *typed = "1😀2😀3😀4😀😀😀😀\r\n";
  g_autoptr (Watchdog) watchdog = watchdog_start (100);
  g_autoptr (GString) text = g_string_new (NULL);
  g_autofree WCHAR *units = NULL;

  units = (WCHAR *) g_utf8_to_utf16 (typed, (glong) strlen (typed) - 1, NULL, NULL, NULL);
  for (gsize size = 16; size < 32; size++)
    {
      type (units);
      g_string_truncate (text, 0);
      while (!g_str_has_suffix (text->str, "\n"))
        {
          g_autoptr (GError) error = NULL;
          char buffer[32];
          gssize n_bytes = sw_console_read (keyboard, buffer, size, &error);

          g_assert_no_error (error);
          g_assert_true (g_utf8_validate (buffer, n_bytes, NULL));
          g_string_append_len (text, buffer, n_bytes);
        }
      g_assert_cmpstr (text->str, ==, typed);
    }
}

/* Returns: (transfer full): `listen` on @slot, which exists */
static Win32Program *
start_listening (const WCHAR *slot, const WCHAR *format, HANDLE output)
{
  const char *said = "listening on ";
  g_autofree WCHAR *arguments = g_new0 (WCHAR, 200);
  g_autofree char *line = NULL;
  Win32Program *listener;

  swprintf (arguments, 200, L"listen --source none --format %ls %ls", format, slot);
  listener = win32_program_start (mailslot, arguments, output);
  line = win32_program_read (listener->errors, strlen (said));
  g_assert_cmpstr (line, ==, said);
  return listener;
}

static void
send_chinese (const WCHAR *slot)
{
  g_autofree WCHAR *arguments = g_new0 (WCHAR, 200);
  g_autoptr (Win32Program) sender = NULL;

  swprintf (arguments, 200, L"send %ls \x4F60\x597D\xFF0C\x90AE\x69FD", slot);
  sender = win32_program_start (mailslot, arguments, NULL);
  g_assert_cmpuint (win32_program_wait (sender), ==, 0);
}

static void
make_slot (WCHAR *slot, gsize size, const WCHAR *name)
{
  swprintf (slot, size, L"slotwatch-console-%lu-%ls", GetCurrentProcessId (), name);
}

static void
test_program_on_screen (void)
{
  g_autoptr (Win32Program) listener = NULL;
  g_autofree char *shown = NULL;
  WCHAR slot[80];

  make_slot (slot, G_N_ELEMENTS (slot), L"screen");
  g_assert_true (SetConsoleOutputCP (936));
  clear_screen ();
  listener = start_listening (slot, L"raw --count 1", screen);
  send_chinese (slot);
  g_assert_cmpuint (win32_program_wait (listener), ==, 0);
  shown = read_screen ();
  g_assert_cmpstr (shown, ==, CHINESE);
}

static void
test_ctrl_c (void)
{
  g_autoptr (Win32Program) listener = NULL;
  g_autofree char *printed = NULL;
  g_autofree char *rest = NULL;
  WCHAR slot[80];

  make_slot (slot, G_N_ELEMENTS (slot), L"ctrl-c");
  listener = start_listening (slot, L"raw", NULL);
  send_chinese (slot);
  printed = win32_program_read (listener->messages, strlen (CHINESE));
  g_assert_cmpstr (printed, ==, CHINESE);

  g_assert_true (GenerateConsoleCtrlEvent (CTRL_C_EVENT, 0));
  g_assert_cmpuint (win32_program_wait (listener), ==, 0);
  rest = win32_program_read_all (listener->messages);
  g_assert_cmpstr (rest, ==, "");
}

/* Ctrl+C is for the program that is tested, not for the test. */
static BOOL WINAPI
ignore_cb (DWORD event)
{
  return event == CTRL_C_EVENT;
}

static guint
run_again_in_console (void)
{
  g_autofree WCHAR *line = NULL;
  STARTUPINFOW startup = { .cb = sizeof startup, .dwFlags = STARTF_USESTDHANDLES };
  PROCESS_INFORMATION process;
  DWORD code = 1;

  SetEnvironmentVariableW (L"SLOTWATCH_TEST_IN_CONSOLE", L"yes");
  startup.hStdOutput = GetStdHandle (STD_OUTPUT_HANDLE);
  startup.hStdError = GetStdHandle (STD_ERROR_HANDLE);
  line = (WCHAR *) g_memdup2 (GetCommandLineW (),
                              (wcslen (GetCommandLineW ()) + 1) * sizeof (WCHAR));
  if (!CreateProcessW (NULL,
                       line,
                       NULL,
                       NULL,
                       TRUE,
                       CREATE_NO_WINDOW,
                       NULL,
                       NULL,
                       &startup,
                       &process))
    return 99;
  WaitForSingleObject (process.hProcess, INFINITE);
  GetExitCodeProcess (process.hProcess, &code);
  return code;
}

int
main (int argc, char **argv)
{
  if (g_getenv ("SLOTWATCH_TEST_IN_CONSOLE") == NULL)
    return (int) run_again_in_console ();

  g_test_init (&argc, &argv, NULL);
  g_assert_cmpint (argc, ==, 2);
  mailslot = argv[1];
  screen = open_console (L"CONOUT$");
  keyboard = open_console (L"CONIN$");
  SetConsoleCtrlHandler (ignore_cb, TRUE);

  g_test_add_func ("/win32/console/write", test_write);
  g_test_add_func ("/win32/console/print", test_print);
  g_test_add_func ("/win32/console/read", test_read);
  g_test_add_func ("/win32/console/read-pieces", test_read_pieces);
  g_test_add_func ("/win32/console/program-on-screen", test_program_on_screen);
  g_test_add_func ("/win32/console/ctrl-c", test_ctrl_c);
  return g_test_run ();
}
