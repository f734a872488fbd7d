/* SPDX-License-Identifier: LGPL-2.1-or-later */
#pragma once

#include <glib.h>

G_BEGIN_DECLS

/* Whether the system accepts @sddl as a security descriptor. */
typedef gboolean (*MailslotSddlJudge) (const char *sddl, gpointer data);

/* A part of a string, in bytes. */
typedef struct
{
  gsize offset;
  gsize size;
} MailslotSddlFault;

/* Finds the first part of @sddl that @judge, which refuses the whole, refuses alone: an
 * owner, a group, the flags of a list, one entry of a list, or what is no part at all. If
 * every part is right by itself, it is the whole. Windows says only that a string is
 * wrong, and it alone knows what it takes: so it is asked for each part. */
MailslotSddlFault mailslot_sddl_find_fault (const char *sddl,
                                            MailslotSddlJudge judge,
                                            gpointer data);

/* Sets MAILSLOT_ERROR_INVALID_SECURITY, which shows the fault in @sddl. */
void mailslot_sddl_set_error (GError **error,
                              const char *sddl,
                              const MailslotSddlFault *fault);

G_END_DECLS
