/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include "mailslot/mailslot.h"

G_BEGIN_DECLS

/* When and from where saved messages came, made anew from what a file says. Anybody may
 * have written the file, so everything is checked, and texts are made fit for people. */

/** Returns: whether @time_us is in the years 1 to 9999, which can be shown */
gboolean sw_saved_time_is_valid (gint64 time_us);

/** Returns: "local", "host", "domain" or "own-domain" */
const char *sw_saved_scope_to_string (MailslotScope scope);

/** Returns: %FALSE if there is no scope of this name */
gboolean sw_saved_scope_from_string (const char *text, MailslotScope *scope);

/** Returns: %FALSE if there is no transport of this name */
gboolean sw_saved_transport_from_string (const char *text, MailslotTransport *transport);

/**
 * SwSavedSlot:
 * @host: (nullable): %NULL for a local slot only
 *
 * The parts of a slot's address.
 */
typedef struct
{
  MailslotScope scope;
  const char *host;
  guint8 suffix;
  const char *name;
} SwSavedSlot;

/** Returns: (transfer full) (nullable): the address, %NULL if there can be none */
MailslotAddress *sw_saved_slot_new (const SwSavedSlot *saved);

/**
 * sw_saved_slot_parse:
 * @text: what mailslot_address_to_string() gave, which says the same of a computer and of
 * a domain
 * @is_domain: whether it is a domain
 *
 * Returns: (transfer full) (nullable): the address, %NULL if there can be none
 */
MailslotAddress *sw_saved_slot_parse (const char *text, gboolean is_domain);

/** What is known of a sender, either a process of this computer or the source of a
 * datagram; see #MailslotSender for what stands for "unknown". */
typedef struct
{
  gint64 pid;
  gint64 uid;
  const char *process;
  const char *name;
  const char *address;
  guint16 port;
} SwSavedSender;

/** Returns: (transfer full) (nullable): the sender, %NULL if there can be none */
MailslotSender *sw_saved_sender_new (const SwSavedSender *saved);

G_END_DECLS
