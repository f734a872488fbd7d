/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include <glib.h>
#include <windows.h>

G_BEGIN_DECLS

/* A program that a test runs, its two outputs being pipes or what the test gives. */
typedef struct
{
  HANDLE process;  /* (owned) */
  HANDLE messages; /* (owned) (nullable): where its stdout can be read */
  HANDLE errors;   /* (owned): where its stderr can be read */
} Win32Program;

/**
 * win32_program_start:
 * @path: of the program
 * @arguments: what follows on its command line, as it stands
 * @output: (nullable): its stdout, an inheritable handle; a pipe if %NULL
 */
Win32Program *win32_program_start (const char *path,
                                   const WCHAR *arguments,
                                   HANDLE output);

/** Reads stdout, or stderr, until a text of this length came; the test ends if it does
 * not. */
char *win32_program_read (HANDLE pipe, gsize length);

/** Reads a pipe to its end. */
char *win32_program_read_all (HANDLE pipe);

/** Returns: its exit code, once it has ended, which it must do in time */
guint win32_program_wait (Win32Program *self);

void win32_program_free (Win32Program *self);
G_DEFINE_AUTOPTR_CLEANUP_FUNC (Win32Program, win32_program_free)

G_END_DECLS
