/* SPDX-License-Identifier: LGPL-2.1-or-later */
#pragma once

#include "mailslot/netbios/netbios-writer.h"

G_BEGIN_DECLS

/* For tests: @interfaces (element-type NetbiosInterface) instead of those of this
 * computer. */
void netbios_writer_set_interfaces (MailslotWriter *writer, GArray *interfaces);

/* For tests: how long what was found for the name is kept. */
void netbios_writer_set_lifetime (MailslotWriter *writer, gint64 lifetime_us);

G_END_DECLS
