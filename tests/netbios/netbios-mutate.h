/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include <glib.h>

G_BEGIN_DECLS

/** Damages @packet, which is not empty, in one to three places. */
void netbios_mutate (GByteArray *packet, GRand *rand);

G_END_DECLS
