/* SPDX-License-Identifier: LGPL-2.1-or-later */
#pragma once

#include <windows.h>

#include "mailslot/mailslot-security.h"

G_BEGIN_DECLS

/* Makes what CreateMailslotW() takes. Returns 0 with *@descriptor set, which LocalFree()
 * frees and which is NULL for the default (also if @security is NULL), or the error of
 * Windows. */
DWORD mailslot_win32_security_make (MailslotSecurity *security,
                                    PSECURITY_DESCRIPTOR *descriptor);

/* Sets what Windows tells of the open slot. */
void mailslot_win32_security_describe (HANDLE slot, char **owner, char **rights);

G_END_DECLS
