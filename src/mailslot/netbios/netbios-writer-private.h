/* SPDX-License-Identifier: LGPL-2.1-or-later */
#pragma once

#include "mailslot/netbios/netbios-writer.h"

G_BEGIN_DECLS

/* For tests: @interfaces (element-type NetbiosInterface) instead of those of this
 * computer. */
void netbios_writer_set_interfaces (MailslotWriter *writer, GArray *interfaces);

G_END_DECLS
