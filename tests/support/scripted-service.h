/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include <glib.h>

G_BEGIN_DECLS

/**
 * ScriptedService:
 *
 * What a service such as nmbd or slotwatch-relay is to its one client: a socket in the
 * file system, and a connection on which it says what the test wants. Every wait ends
 * after some seconds, and then the test fails.
 */
typedef struct _ScriptedService ScriptedService;

/**
 * scripted_service_new:
 * @path: of its socket
 * @type: SOCK_STREAM or SOCK_SEQPACKET
 */
ScriptedService *scripted_service_new (const char *path, int type);

/** Ends the service; its socket is gone, and its connection too. */
void scripted_service_free (ScriptedService *self);

/** Waits for the client to connect; the connection before is closed. */
void scripted_service_accept (ScriptedService *self);

/** Says @size bytes; in one packet if the service has packets. */
void scripted_service_send (ScriptedService *self, gconstpointer bytes, gsize size);

/** The same to a client that may have hung up. */
void scripted_service_try_send (ScriptedService *self, gconstpointer bytes, gsize size);

/** Waits for the client to say exactly these bytes. */
void scripted_service_expect (ScriptedService *self, gconstpointer bytes, gsize size);

/** Waits for the client to hang up. */
void scripted_service_expect_end (ScriptedService *self);

/** Hangs up. */
void scripted_service_hang_up (ScriptedService *self);

G_END_DECLS
