/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include <gio/gio.h>

G_BEGIN_DECLS

/**
 * ScriptedDns:
 *
 * A resolver that knows only the names a test tells it. Use it by
 * g_resolver_set_default().
 */
#define SCRIPTED_TYPE_DNS (scripted_dns_get_type ())
G_DECLARE_FINAL_TYPE (ScriptedDns, scripted_dns, SCRIPTED, DNS, GResolver)

ScriptedDns *scripted_dns_new (void);

/** Tells it the IPv4 address of a name; the last one is the name's. */
void scripted_dns_add (ScriptedDns *self, const char *host, const char *address);

/** Makes every search last until it is cancelled; @started (nullable) is cancelled as
 * soon as there is one. */
void scripted_dns_hang (ScriptedDns *self, GCancellable *started);

/** Returns: how often it was asked */
guint scripted_dns_get_n_requests (ScriptedDns *self);

G_END_DECLS
