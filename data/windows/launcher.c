/* SPDX-License-Identifier: GPL-3.0-or-later */
/* cmd\mailslot.exe of the installed folder: calls bin\mailslot.exe beside it.
 *
 * PATH leads to the folder cmd, which holds nothing else. If it led to bin, every program
 * of the computer that misses a DLL would find ours. */
#include <windows.h>

#include <stdio.h>
#include <stdlib.h>
#include <wchar.h>

#define TARGET L"\\bin\\mailslot.exe"
/* The longest path that Windows knows. */
#define MAX_PATH_LENGTH 32768

static WCHAR target[MAX_PATH_LENGTH + sizeof TARGET];

static BOOL
find_target (void)
{
  DWORD length = GetModuleFileNameW (NULL, target, MAX_PATH_LENGTH);
  WCHAR *end;

  if (length == 0 || length >= MAX_PATH_LENGTH)
    return FALSE;
  for (int i = 0; i < 2; i++)
    {
      end = wcsrchr (target, L'\\');
      if (end == NULL)
        return FALSE;
      *end = L'\0';
    }
  wcscat (target, TARGET);
  return TRUE;
}

/* Ctrl+C reaches the program, too; it decides, and its exit code is ours. */
static BOOL WINAPI
leave_to_program (DWORD event)
{
  return TRUE;
}

/* Whoever ends us ends the program: it dies with the last handle of the job, which is
 * ours. */
static HANDLE
new_job (void)
{
  JOBOBJECT_EXTENDED_LIMIT_INFORMATION limits = { 0 };
  HANDLE job = CreateJobObjectW (NULL, NULL);

  limits.BasicLimitInformation.LimitFlags = JOB_OBJECT_LIMIT_KILL_ON_JOB_CLOSE;
  if (job != NULL)
    SetInformationJobObject (job,
                             JobObjectExtendedLimitInformation,
                             &limits,
                             sizeof limits);
  return job;
}

static HANDLE
inherited (DWORD standard_handle)
{
  HANDLE handle = GetStdHandle (standard_handle);

  SetHandleInformation (handle, HANDLE_FLAG_INHERIT, HANDLE_FLAG_INHERIT);
  return handle;
}

static BOOL
start_program (PROCESS_INFORMATION *process)
{
  STARTUPINFOW startup = { .cb = sizeof startup };

  startup.dwFlags = STARTF_USESTDHANDLES;
  startup.hStdInput = inherited (STD_INPUT_HANDLE);
  startup.hStdOutput = inherited (STD_OUTPUT_HANDLE);
  startup.hStdError = inherited (STD_ERROR_HANDLE);
  return CreateProcessW (target,
                         GetCommandLineW (),
                         NULL,
                         NULL,
                         TRUE,
                         CREATE_SUSPENDED,
                         NULL,
                         NULL,
                         &startup,
                         process);
}

int
main (void)
{
  PROCESS_INFORMATION process;
  HANDLE job = new_job ();
  DWORD code = EXIT_FAILURE;

  SetConsoleCtrlHandler (leave_to_program, TRUE);
  if (!find_target () || !start_program (&process))
    {
      fprintf (stderr,
               "mailslot: Cannot start %ls: error %lu\n",
               target,
               GetLastError ());
      return EXIT_FAILURE;
    }
  if (job != NULL)
    AssignProcessToJobObject (job, process.hProcess);
  ResumeThread (process.hThread);

  WaitForSingleObject (process.hProcess, INFINITE);
  GetExitCodeProcess (process.hProcess, &code);
  return (int) code;
}
