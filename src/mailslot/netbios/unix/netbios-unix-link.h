/* SPDX-License-Identifier: LGPL-2.1-or-later */
#pragma once

#include <gio/gio.h>

#include "mailslot/unix/mailslot-unix-wait.h"

G_BEGIN_DECLS

/* The connection to a service of this computer that may end and come back, as when it is
 * restarted. Connecting again is tried at growing intervals, and only by
 * netbios_unix_link_wait(). */
typedef struct
{
  char *path; /* (owned), of the service's socket */
  int type;   /* SOCK_STREAM or SOCK_SEQPACKET */
  int fd;     /* (owned), -1 while it is gone */
  MailslotUnixWait wait;
  gint64 connected_us; /* when it was made; of the monotonic clock like all below */
  gint64 retry_us;     /* while it is gone: when to try again */
  gint64 delay_us;     /* how long to wait before that */
} NetbiosUnixLink;

/* Every link starts like this, so that it can be cleared. */
#define NETBIOS_UNIX_LINK_INIT                                                           \
  {                                                                                      \
    NULL, 0, -1, MAILSLOT_UNIX_WAIT_INIT, 0, 0, 0                                        \
  }

/* A result of netbios_unix_link_wait(). */
typedef enum
{
  NETBIOS_UNIX_LINK_READY,     /* something can be read, or the service has gone */
  NETBIOS_UNIX_LINK_CONNECTED, /* a new connection */
  NETBIOS_UNIX_LINK_TIMED_OUT,
  NETBIOS_UNIX_LINK_CANCELLED,
} NetbiosUnixLinkResult;

/* Connects. Takes @path. Returns 0 or an errno. */
int netbios_unix_link_open (NetbiosUnixLink *self, char *path, int type);
void netbios_unix_link_clear (NetbiosUnixLink *self);

/* Gives up a connection that has ended or makes no sense. */
void netbios_unix_link_drop (NetbiosUnixLink *self);

/* Waits until @deadline_us of g_get_monotonic_time(), or for ever if that is -1. */
NetbiosUnixLinkResult netbios_unix_link_wait (NetbiosUnixLink *self,
                                              gint64 deadline_us,
                                              GCancellable *cancellable);

G_END_DECLS
