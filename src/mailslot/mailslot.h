/* SPDX-License-Identifier: LGPL-2.1-or-later */
#pragma once

/* Everything a program needs to read from and write to mailslots. */
#include "mailslot/mailslot-address.h"
#include "mailslot/mailslot-batch.h"
#include "mailslot/mailslot-directory.h"
#include "mailslot/mailslot-error.h"
#include "mailslot/mailslot-message.h"
#include "mailslot/mailslot-name-responder.h"
#include "mailslot/mailslot-network.h"
#include "mailslot/mailslot-port.h"
#include "mailslot/mailslot-reader.h"
#include "mailslot/mailslot-security.h"
#include "mailslot/mailslot-sender.h"
#include "mailslot/mailslot-watcher.h"
#include "mailslot/mailslot-writer.h"
