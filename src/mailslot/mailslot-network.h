/* SPDX-License-Identifier: LGPL-2.1-or-later */
#pragma once

#include <gio/gio.h>

#include "mailslot/mailslot-address.h"

G_BEGIN_DECLS

/**
 * MailslotRemoteTransport:
 * @MAILSLOT_REMOTE_TRANSPORT_DEFAULT: Windows where it is Windows, else datagrams
 * @MAILSLOT_REMOTE_TRANSPORT_WINDOWS: by the redirector of Windows
 * @MAILSLOT_REMOTE_TRANSPORT_DATAGRAM: by our own NetBIOS datagrams, which work also
 * where Windows has remote mailslots switched off (error 3025)
 *
 * By what messages to other computers go.
 */
typedef enum
{
  MAILSLOT_REMOTE_TRANSPORT_DEFAULT,
  MAILSLOT_REMOTE_TRANSPORT_WINDOWS,
  MAILSLOT_REMOTE_TRANSPORT_DATAGRAM,
} MailslotRemoteTransport;

/**
 * MailslotNetworkOptions:
 * @computer: (nullable): our NetBIOS name, 1 to 15 characters, UTF-8; %NULL for that of
 * smb.conf, else of the host, cut at the first dot and after 15 characters
 * @workgroup: (nullable): our workgroup or domain; %NULL for that of smb.conf, else of
 * Windows, else "WORKGROUP"
 * @wins: (nullable): IPv4 address of a WINS server; %NULL for that of smb.conf; empty for
 * none
 * @remote_transport: by what messages to other computers go
 * @datagram_port: UDP port of the datagram service, 0 for 138
 * @name_port: UDP port of the name service, 0 for 137
 *
 * smb.conf is looked for where Samba looks: $SMB_CONF_PATH, else /etc/samba/smb.conf;
 * there is none on Windows.
 */
typedef struct
{
  const char *computer;
  const char *workgroup;
  const char *wins;
  MailslotRemoteTransport remote_transport;
  guint16 datagram_port;
  guint16 name_port;
} MailslotNetworkOptions;

#define MAILSLOT_NETWORK_OPTIONS_INIT                                                    \
  {                                                                                      \
    NULL, NULL, NULL, MAILSLOT_REMOTE_TRANSPORT_DEFAULT, 0, 0                            \
  }

/**
 * MailslotLimits:
 * @max_bytes: the most bytes a message may have; more is refused before it is sent
 * @nmbd_max_bytes: more than this is lost where Samba's nmbd receives it, see
 * netbios_mailslot_write_get_max_size_for_nmbd()
 *
 * %G_MAXSIZE where there is no such limit: slots on this computer.
 */
typedef struct
{
  gsize max_bytes;
  gsize nmbd_max_bytes;
} MailslotLimits;

/**
 * MailslotNetwork:
 *
 * Who we are for other computers, and how we reach them. Its settings never change; it
 * remembers the addresses of names it has looked for. Reference counted; any thread may
 * use it.
 */
typedef struct _MailslotNetwork MailslotNetwork;

#define MAILSLOT_TYPE_NETWORK (mailslot_network_get_type ())
GType mailslot_network_get_type (void);

/**
 * mailslot_network_new:
 * @options: (nullable): %NULL for the defaults
 * @error: return location
 *
 * Fails with %MAILSLOT_ERROR_INVALID_ADDRESS if a name is empty, longer than 15
 * characters, holds characters that no name may hold or that the network's code page does
 * not have, or if @wins is not an IPv4 address; with %MAILSLOT_ERROR_UNSUPPORTED if
 * Windows is asked for where it is not. An error says which value it is about. What
 * smb.conf says wrong never fails: it is ignored.
 *
 * Returns: (transfer full): the network, or %NULL with @error set
 */
MailslotNetwork *mailslot_network_new (const MailslotNetworkOptions *options,
                                       GError **error) G_GNUC_WARN_UNUSED_RESULT;

/**
 * mailslot_network_get_default:
 *
 * Returns: (transfer none): the network with the default options
 */
MailslotNetwork *mailslot_network_get_default (void);

MailslotNetwork *mailslot_network_ref (MailslotNetwork *self);
void mailslot_network_unref (MailslotNetwork *self);
G_DEFINE_AUTOPTR_CLEANUP_FUNC (MailslotNetwork, mailslot_network_unref)

/** Returns: our NetBIOS name as it is sent, in upper case, UTF-8 */
const char *mailslot_network_get_computer (MailslotNetwork *self);

/** Returns: our workgroup as it is sent, in upper case, UTF-8 */
const char *mailslot_network_get_workgroup (MailslotNetwork *self);

/** Returns: (nullable): IPv4 address of the WINS server */
const char *mailslot_network_get_wins (MailslotNetwork *self);

/** Returns: whether messages to other computers go by our own datagrams */
gboolean mailslot_network_uses_datagrams (MailslotNetwork *self);

/**
 * mailslot_network_get_limits:
 * @address: where a message would go
 * @limits: (out caller-allocates): how long it may be
 * @error: return location
 *
 * Asks nobody on the network.
 *
 * Fails with %MAILSLOT_ERROR_NAME_TOO_LONG or %MAILSLOT_ERROR_INVALID_ADDRESS if no
 * datagram can carry the slot's name, or if the computer's cannot be a NetBIOS name
 * although it is not one that DNS could know.
 */
gboolean mailslot_network_get_limits (MailslotNetwork *self,
                                      MailslotAddress *address,
                                      MailslotLimits *limits,
                                      GError **error);

G_END_DECLS
