/* SPDX-License-Identifier: LGPL-2.1-or-later */
#pragma once

#include "mailslot/mailslot-batch.h"

G_BEGIN_DECLS

/* Empties a batch that was not handed over, but keeps some memory for the next messages.
 */
void mailslot_batch_clear (MailslotBatch *self);

G_END_DECLS
