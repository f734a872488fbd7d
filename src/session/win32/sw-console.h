/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include <gio/gio.h>
#include <windows.h>

G_BEGIN_DECLS

/* Standard streams as they should be on Windows: on a console every character is shown as
 * it is meant, whatever the console's code page; a pipe or a file gets UTF-8. */

/**
 * sw_console_fail:
 * @code: what GetLastError() gave
 *
 * Sets a %G_IO_ERROR; %G_IO_ERROR_BROKEN_PIPE if nobody is at the other end,
 * %G_IO_ERROR_CANCELLED after Ctrl+C or CancelSynchronousIo().
 *
 * Returns: %FALSE
 */
gboolean sw_console_fail (DWORD code, GError **error);

/** Returns: whether a person is at the other end of @handle */
gboolean sw_console_is_console (HANDLE handle);

/**
 * sw_console_write:
 * @stream: %STD_OUTPUT_HANDLE or %STD_ERROR_HANDLE
 * @data: UTF-8, or any bytes if it is no console
 *
 * Writes everything. Fails as sw_console_fail() says.
 */
gboolean sw_console_write (DWORD stream, const char *data, gsize size, GError **error);

/**
 * sw_console_read:
 * @console: a console to type on
 * @size: at least 16
 *
 * Reads some UTF-8. Fails as sw_console_fail() says.
 *
 * Returns: how many bytes, 0 after Ctrl+Z, -1 with @error set
 */
gssize sw_console_read (HANDLE console, char *buffer, gsize size, GError **error);

/** Lets g_print() and g_printerr() write as sw_console_write() does. */
void sw_console_take_over_print (void);

G_END_DECLS
