/* SPDX-License-Identifier: LGPL-2.1-or-later */
#include "config.h"

#include "mailslot/mailslot-name-responder-private.h"

#include <glib/gi18n-lib.h>

#include "mailslot/mailslot-error.h"
#include "mailslot/mailslot-network-private.h"
#include "mailslot/netbios/netbios-endpoint.h"
#include "mailslot/netbios/netbios-interfaces.h"
#include "mailslot/netbios/netbios-name-claims.h"
#include "mailslot/netbios/netbios-name-socket.h"
#include "mailslot/netbios/netbios-route.h"

/* BCAST_REQ_RETRY_COUNT and BCAST_REQ_RETRY_TIMEOUT of RFC 1002 section 6. */
#define N_REQUESTS 3
#define REQUEST_INTERVAL_MS 250

/* The most packets that are looked at before the main loop gets its turn. */
#define MAX_PACKETS_AT_ONCE 64

/* A packet of the name service is shorter: RFC 1002 section 4.2.1. */
#define MAX_PACKET_SIZE 1024

struct _MailslotNameResponder
{
  GObject parent_instance;

  MailslotNetwork *network; /* (owned) */
  NetbiosNameClaims claims;
  guint n_requests;  /* sent so far for each name */
  gboolean is_ready; /* nobody objected */
  GSocket *socket;   /* (owned) (nullable): while it is open */
  GSource *reading;  /* (owned) (nullable): the same */
  GSource *claiming; /* (owned) (nullable): until it is ready */
};

typedef struct
{
  GSocketAddress *socket_address; /* (not owned) */
  guint8 address[4];
  guint16 port;
} Sender;

enum
{
  READY,
  FAILED,
  N_SIGNALS
};

static guint signals[N_SIGNALS];

G_DEFINE_FINAL_TYPE (MailslotNameResponder, mailslot_name_responder, G_TYPE_OBJECT)

/* The end */

static void
clear_source (GSource **source)
{
  if (*source != NULL)
    g_source_destroy (*source);
  g_clear_pointer (source, g_source_unref);
}

static void
stop (MailslotNameResponder *self)
{
  clear_source (&self->claiming);
  clear_source (&self->reading);
  g_clear_object (&self->socket);
}

/* Once, although RFC 1002 section 5.1.1.4 says it three times: who misses it notices when
 * nobody answers, and whoever closes this may end the program at once. */
void
mailslot_name_responder_close (MailslotNameResponder *self)
{
  g_return_if_fail (MAILSLOT_IS_NAME_RESPONDER (self));

  if (self->socket == NULL)
    return;
  netbios_name_claims_tell_both (&self->claims, self->socket, NETBIOS_CLAIM_RELEASE);
  stop (self);
}

/* @objected is not released: it belongs to the other computer. */
static void
fail_for_owner (MailslotNameResponder *self,
                const NetbiosName *objected,
                const Sender *owner)
{
  const NetbiosNameTable *names = &self->claims.names;
  gboolean is_computer = objected == &names->computer;
  g_autoptr (GInetAddress) host =
      g_inet_address_new_from_bytes (owner->address, G_SOCKET_FAMILY_IPV4);
  g_autofree char *address = g_inet_address_to_string (host);
  g_autoptr (GError) error = g_error_new (
      MAILSLOT_ERROR,
      MAILSLOT_ERROR_ALREADY_EXISTS,
      _ ("Cannot answer for the name “%s”: the computer at %s has it already"),
      is_computer ? mailslot_network_get_computer (self->network)
                  : mailslot_network_get_workgroup (self->network),
      address);

  netbios_name_claims_tell (&self->claims,
                            self->socket,
                            is_computer ? &names->workgroup : &names->computer,
                            NETBIOS_CLAIM_RELEASE);
  stop (self);
  g_signal_emit (self, signals[FAILED], 0, error);
}

/* Receiving */

static gboolean
init_sender (Sender *self, GSocketAddress *socket_address)
{
  self->socket_address = socket_address;
  return netbios_endpoint_read (socket_address, self->address, &self->port);
}

/* Our own broadcasts come back to us. */
static gboolean
is_ourselves (MailslotNameResponder *self, const Sender *sender)
{
  return sender->port == self->claims.port
         && netbios_name_claims_has_address (&self->claims, sender->address);
}

/* What does not get out is like what gets lost on its way: who needs it asks again. */
static void
send_answer (MailslotNameResponder *self, GByteArray *answer, const Sender *asker)
{
  g_socket_send_to (self->socket,
                    asker->socket_address,
                    (const char *) answer->data,
                    answer->len,
                    NULL,
                    NULL);
}

/* Says the address that the sender reaches us by, which may be another one than when we
 * began: an adapter may have got a new one, or the sender may be beyond a router. */
static void
take_request (MailslotNameResponder *self,
              const NetbiosNamePacket *request,
              const Sender *sender)
{
  g_autoptr (GByteArray) answer = g_byte_array_new ();
  guint8 own[4];

  if (self->is_ready
      && netbios_route_find_source (sender->address, sender->port, own, NULL)
      && netbios_name_table_answer (&self->claims.names, request, own, answer))
    send_answer (self, answer, sender);
}

/* A workgroup is objected to by a computer of that name.
 *
 * Once we have the names nobody can take them from us: anybody could silence us like
 * that. */
static void
take_response (MailslotNameResponder *self,
               const NetbiosNamePacket *response,
               const Sender *sender)
{
  const NetbiosName *objected =
      netbios_name_claims_find_objected (&self->claims, response);

  if (objected != NULL && !self->is_ready)
    fail_for_owner (self, objected, sender);
}

static void
take_packet (MailslotNameResponder *self,
             const guint8 *data,
             gsize size,
             GSocketAddress *socket_address)
{
  NetbiosNamePacket packet;
  Sender sender;

  if (!init_sender (&sender, socket_address) || is_ourselves (self, &sender)
      || !netbios_name_packet_decode (&packet, data, size, NULL))
    return;
  if (netbios_name_packet_is_response (&packet))
    take_response (self, &packet, &sender);
  else
    take_request (self, &packet, &sender);
}

/* An error may only say that nobody was there for an answer of ours (on Windows), so that
 * the next packet may be a good one.
 *
 * Returns: whether there may be more */
static gboolean
receive_packet (MailslotNameResponder *self)
{
  g_autoptr (GSocketAddress) sender = NULL;
  g_autoptr (GError) error = NULL;
  guint8 data[MAX_PACKET_SIZE];
  gssize size = g_socket_receive_from (self->socket,
                                       &sender,
                                       (char *) data,
                                       sizeof data,
                                       NULL,
                                       &error);

  if (size >= 0)
    take_packet (self, data, (gsize) size, sender);
  return !g_error_matches (error, G_IO_ERROR, G_IO_ERROR_WOULD_BLOCK);
}

static gboolean
readable_cb (GSocket *socket, GIOCondition condition, gpointer data)
{
  g_autoptr (MailslotNameResponder) self = g_object_ref (data);

  for (guint i = 0; i < MAX_PACKETS_AT_ONCE && self->socket != NULL; i++)
    if (!receive_packet (self))
      break;
  return self->socket != NULL;
}

/* The beginning */

static void
request_names (MailslotNameResponder *self)
{
  netbios_name_claims_tell_both (&self->claims, self->socket, NETBIOS_CLAIM_REQUEST);
  self->n_requests++;
}

/* Who heard nothing of us until now, or remembers another owner, hears it by the demand.
 */
static gboolean
claim_cb (gpointer data)
{
  MailslotNameResponder *self = data;

  if (self->n_requests < N_REQUESTS)
    {
      request_names (self);
      return G_SOURCE_CONTINUE;
    }
  netbios_name_claims_tell_both (&self->claims, self->socket, NETBIOS_CLAIM_DEMAND);
  self->is_ready = TRUE;
  clear_source (&self->claiming);
  g_signal_emit (self, signals[READY], 0);
  return G_SOURCE_REMOVE;
}

static void
attach (MailslotNameResponder *self, GSource *source, GSourceFunc callback)
{
  g_autoptr (GMainContext) context = g_main_context_ref_thread_default ();

  g_source_set_callback (source, callback, self, NULL);
  g_source_attach (source, context);
}

static void
start (MailslotNameResponder *self)
{
  self->reading = g_socket_create_source (self->socket, G_IO_IN, NULL);
  attach (self, self->reading, G_SOURCE_FUNC (readable_cb));
  self->claiming = g_timeout_source_new (REQUEST_INTERVAL_MS);
  attach (self, self->claiming, claim_cb);
  request_names (self);
}

MailslotNameResponder *
mailslot_name_responder_open_on (MailslotNetwork *network,
                                 GArray *interfaces,
                                 GInetAddress *address,
                                 GError **error)
{
  g_autoptr (MailslotNameResponder) self = NULL;
  NetbiosNameTable names;

  if (interfaces->len == 0)
    {
      g_set_error_literal (
          error,
          MAILSLOT_ERROR,
          MAILSLOT_ERROR_NETWORK_DOWN,
          _ ("Cannot answer for this computer's name: no network adapter "
             "can broadcast"));
      return NULL;
    }

  self = g_object_new (MAILSLOT_TYPE_NAME_RESPONDER, NULL);
  self->network = mailslot_network_ref (network);
  names.computer = *mailslot_network_get_computer_name (network);
  names.workgroup = *mailslot_network_get_workgroup_name (network);
  netbios_name_claims_init (&self->claims,
                            &names,
                            interfaces,
                            mailslot_network_get_name_port (network));
  self->socket = netbios_name_socket_open (address, self->claims.port, error);
  if (self->socket == NULL)
    return NULL;
  start (self);
  return g_steal_pointer (&self);
}

MailslotNameResponder *
mailslot_name_responder_open (MailslotNetwork *network, GError **error)
{
  g_autoptr (GArray) interfaces = netbios_interfaces_list (error);
  g_autoptr (GInetAddress) any = g_inet_address_new_any (G_SOCKET_FAMILY_IPV4);

  if (interfaces == NULL)
    return NULL;
  return mailslot_name_responder_open_on (network, interfaces, any, error);
}

static void
mailslot_name_responder_dispose (GObject *object)
{
  mailslot_name_responder_close (MAILSLOT_NAME_RESPONDER (object));

  G_OBJECT_CLASS (mailslot_name_responder_parent_class)->dispose (object);
}

static void
mailslot_name_responder_finalize (GObject *object)
{
  MailslotNameResponder *self = MAILSLOT_NAME_RESPONDER (object);

  g_clear_pointer (&self->network, mailslot_network_unref);
  netbios_name_claims_clear (&self->claims);

  G_OBJECT_CLASS (mailslot_name_responder_parent_class)->finalize (object);
}

static void
mailslot_name_responder_class_init (MailslotNameResponderClass *klass)
{
  GObjectClass *object_class = G_OBJECT_CLASS (klass);

  object_class->dispose = mailslot_name_responder_dispose;
  object_class->finalize = mailslot_name_responder_finalize;

  signals[READY] = g_signal_new ("ready",
                                 MAILSLOT_TYPE_NAME_RESPONDER,
                                 G_SIGNAL_RUN_LAST,
                                 0,
                                 NULL,
                                 NULL,
                                 NULL,
                                 G_TYPE_NONE,
                                 0);
  signals[FAILED] = g_signal_new ("failed",
                                  MAILSLOT_TYPE_NAME_RESPONDER,
                                  G_SIGNAL_RUN_LAST,
                                  0,
                                  NULL,
                                  NULL,
                                  NULL,
                                  G_TYPE_NONE,
                                  1,
                                  G_TYPE_ERROR);
}

static void
mailslot_name_responder_init (MailslotNameResponder *self)
{
}
