/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include <gio/gio.h>

G_BEGIN_DECLS

/* What both programs need of Windows at their start. */

/**
 * sw_process_restrict_libraries:
 *
 * From now on a library is loaded only from the folder of the program, the folder of
 * GLib, and Windows' own: never from the current folder or PATH, where anybody may have
 * put one. First thing in main().
 */
void sw_process_restrict_libraries (void);

/**
 * sw_process_dup_arguments:
 * @error: return location
 *
 * Fails with %G_CONVERT_ERROR_ILLEGAL_SEQUENCE if there is half a surrogate pair on the
 * command line, which Windows allows and UTF-8 does not.
 *
 * Returns: (transfer full): the command line in UTF-8, or %NULL with @error set
 */
char **sw_process_dup_arguments (GError **error) G_GNUC_WARN_UNUSED_RESULT;

G_END_DECLS
