/* SPDX-License-Identifier: LGPL-2.1-or-later */
#include "config.h"

#include "mailslot/netbios/netbios-search-private.h"

#include "mailslot/mailslot-error.h"
#include "mailslot/netbios/netbios-charset.h"
#include "mailslot/netbios/netbios-dns.h"
#include "mailslot/netbios/netbios-lmhosts.h"

#include <glib/gi18n-lib.h>
#include <string.h>

/* Where was looked; for the message that nothing was found. */
typedef enum
{
  PLACE_WINS = 1 << 0,
  PLACE_EVERYBODY = 1 << 1,
  PLACE_DNS = 1 << 2,
  PLACE_NODE = 1 << 3,
} Places;

/* What takes no longer is not worth a number. */
#define AT_ONCE_S 0.05

typedef struct
{
  const NetbiosSearch *search;
  const char *host;
  gint64 start_us;
  guint places;                  /* of Places, so far */
  gboolean has_address;          /* host is an IPv4 literal: */
  guint8 address[4];             /* this */
  gboolean has_name;             /* host can be a NetBIOS name: */
  NetbiosName name;              /* this */
  NetbiosResolution *resolution; /* the result */
} HostSearch;

typedef enum
{
  STEP_FOUND,
  STEP_NEXT,   /* not found here */
  STEP_FAILED, /* with an error that ends the search */
} StepResult;

typedef StepResult (*Step) (HostSearch *self, GError **error);

/* A computer that told its name, or a DNS label, has no scope; the network has. */
static StepResult
found (HostSearch *self, const NetbiosName *name)
{
  const NetbiosName *own = mailslot_network_get_computer_name (self->search->network);

  self->resolution->name = *name;
  g_strlcpy (self->resolution->name.scope, own->scope, sizeof own->scope);
  self->resolution->name.bytes[NETBIOS_NAME_SIZE - 1] = self->search->suffix;
  return STEP_FOUND;
}

/* This computer */

static StepResult
found_own (HostSearch *self)
{
  self->resolution->is_own = TRUE;
  self->resolution->n_addresses = 0;
  return found (self, mailslot_network_get_computer_name (self->search->network));
}

static gboolean
is_own_name (HostSearch *self)
{
  const NetbiosName *own = mailslot_network_get_computer_name (self->search->network);

  return g_ascii_strcasecmp (self->host, "localhost") == 0
         || memcmp (own->bytes, self->name.bytes, NETBIOS_NAME_MAX_LENGTH) == 0;
}

static StepResult
look_at_own_name (HostSearch *self, GError **error)
{
  return is_own_name (self) ? found_own (self) : STEP_NEXT;
}

static StepResult
look_at_own_addresses (HostSearch *self, GError **error)
{
  return netbios_search_is_own_address (self->search, self->address) ? found_own (self)
                                                                     : STEP_NEXT;
}

/* Our workgroup: there may be no other member to say that it is one */

static gboolean
is_group_suffix (guint8 suffix)
{
  return suffix == NETBIOS_SUFFIX_WORKSTATION
         || suffix == NETBIOS_SUFFIX_DOMAIN_CONTROLLERS
         || suffix == NETBIOS_SUFFIX_ELECTIONS;
}

static StepResult
look_at_own_workgroup (HostSearch *self, GError **error)
{
  const NetbiosName *own = mailslot_network_get_workgroup_name (self->search->network);

  if (!is_group_suffix (self->search->suffix)
      || memcmp (own->bytes, self->name.bytes, NETBIOS_NAME_MAX_LENGTH) != 0)
    return STEP_NEXT;
  return netbios_search_find_domain (self->search, self->host, self->resolution, error)
             ? STEP_FOUND
             : STEP_FAILED;
}

/* What was found before */

static char *
make_key (HostSearch *self)
{
  g_autofree char *folded = g_utf8_casefold (self->host, -1);

  return g_strdup_printf ("host %s<%02x>", folded, self->search->suffix);
}

static StepResult
look_into_cache (HostSearch *self, GError **error)
{
  g_autofree char *key = make_key (self);

  return netbios_name_cache_find (self->search->cache,
                                  key,
                                  self->resolution,
                                  g_get_monotonic_time ())
             ? STEP_FOUND
             : STEP_NEXT;
}

/* Only what somebody was asked for, so that a change of LMHOSTS counts at once. */
static void
remember (HostSearch *self)
{
  g_autofree char *key = make_key (self);

  if (self->places != 0 && !self->resolution->is_own)
    netbios_name_cache_insert (self->search->cache,
                               key,
                               self->resolution,
                               g_get_monotonic_time ());
}

/* NetBIOS */

static StepResult
look_into_lmhosts (HostSearch *self, GError **error)
{
  guint8 address[1][4];

  if (!netbios_lmhosts_find_host (self->search->lmhosts_path, &self->name, address[0]))
    return STEP_NEXT;
  netbios_search_add_addresses (self->search, address, 1, self->resolution);
  return found (self, &self->name);
}

static StepResult
take_owners (HostSearch *self, NetbiosOwners *owners)
{
  if (!owners->is_owned)
    return STEP_NEXT;
  self->resolution->is_group = owners->is_group;
  netbios_search_add_addresses (self->search,
                                owners->addresses,
                                owners->n_addresses,
                                self->resolution);
  return found (self, &self->name);
}

static StepResult
ask_wins (HostSearch *self, GError **error)
{
  NetbiosOwners owners;

  if (!netbios_search_has_wins (self->search))
    return STEP_NEXT;
  self->places |= PLACE_WINS;
  if (!netbios_search_ask_wins (self->search, &self->name, &owners, error))
    return STEP_FAILED;
  return take_owners (self, &owners);
}

static StepResult
ask_everybody (HostSearch *self, GError **error)
{
  NetbiosNameClient client = netbios_search_get_client (self->search);
  NetbiosOwners owners;

  if (self->search->interfaces->len == 0)
    return STEP_NEXT;
  self->places |= PLACE_EVERYBODY;
  if (!netbios_name_client_ask_everybody (&client,
                                          &self->name,
                                          &owners,
                                          self->search->cancellable,
                                          error))
    return STEP_FAILED;
  return take_owners (self, &owners);
}

/* A node at a known address */

static StepResult
ask_node (HostSearch *self, GError **error)
{
  NetbiosNameClient client = netbios_search_get_client (self->search);
  NetbiosName name;
  gboolean is_told;

  self->places |= PLACE_NODE;
  if (!netbios_name_client_ask_node (&client,
                                     self->resolution->addresses[0],
                                     &name,
                                     &is_told,
                                     self->search->cancellable,
                                     error))
    return STEP_FAILED;
  return is_told ? found (self, &name) : STEP_NEXT;
}

static StepResult
ask_address (HostSearch *self, GError **error)
{
  netbios_search_add_addresses (self->search, &self->address, 1, self->resolution);
  return ask_node (self, error);
}

/* DNS */

/* Returns: whether one of them is our own */
static gboolean
take_addresses (HostSearch *self, GList *found_addresses)
{
  guint8 addresses[NETBIOS_RESOLUTION_MAX_ADDRESSES][4];
  gboolean is_own = FALSE;
  guint n_addresses = 0;

  for (GList *link = found_addresses; link != NULL; link = link->next)
    if (n_addresses < NETBIOS_RESOLUTION_MAX_ADDRESSES
        && g_inet_address_get_family (link->data) == G_SOCKET_FAMILY_IPV4)
      {
        memcpy (addresses[n_addresses], g_inet_address_to_bytes (link->data), 4);
        is_own |= netbios_search_is_own_address (self->search, addresses[n_addresses++]);
      }
  netbios_search_add_addresses (self->search, addresses, n_addresses, self->resolution);
  return is_own;
}

/* Windows, too, takes the first part of the DNS name as NetBIOS name. */
static StepResult
found_first_label (HostSearch *self, GError **error)
{
  g_autofree char *label = g_strndup (self->host, strcspn (self->host, "."));
  g_autofree char *bytes = netbios_charset_encode_upper (label, error);
  NetbiosName name;

  if (bytes == NULL)
    return STEP_FAILED;
  if (strlen (bytes) > NETBIOS_NAME_MAX_LENGTH)
    bytes[NETBIOS_NAME_MAX_LENGTH] = '\0';
  if (!netbios_name_init (&name, bytes, self->search->suffix, error))
    return STEP_FAILED;
  return found (self, &name);
}

static StepResult
ask_dns (HostSearch *self, GError **error)
{
  GCancellable *cancellable = self->search->cancellable;
  GList *addresses;
  gboolean is_own;
  StepResult result;

  self->places |= PLACE_DNS;
  addresses = netbios_dns_find (self->host, cancellable, NULL);
  if (g_cancellable_set_error_if_cancelled (cancellable, error))
    {
      g_resolver_free_addresses (addresses);
      return STEP_FAILED;
    }
  is_own = take_addresses (self, addresses);
  g_resolver_free_addresses (addresses);
  if (is_own)
    return found_own (self);
  if (self->resolution->n_addresses == 0)
    return STEP_NEXT;

  result = ask_node (self, error);
  return result == STEP_NEXT ? found_first_label (self, error) : result;
}

/* Nothing found */

static char *
describe_not_found (HostSearch *self, double duration_s)
{
  switch (self->places)
    {
    case PLACE_WINS | PLACE_EVERYBODY | PLACE_DNS:
      return g_strdup_printf (
          _ ("Cannot find the computer “%s”: looked for %.1f s at the "
             "WINS server, by broadcast, by DNS"),
          self->host,
          duration_s);
    case PLACE_WINS | PLACE_DNS:
      return g_strdup_printf (
          _ ("Cannot find the computer “%s”: looked for %.1f s at the "
             "WINS server, by DNS"),
          self->host,
          duration_s);
    case PLACE_EVERYBODY | PLACE_DNS:
      return g_strdup_printf (_ ("Cannot find the computer “%s”: looked for %.1f s by "
                                 "broadcast, by DNS"),
                              self->host,
                              duration_s);
    case PLACE_NODE:
      /* It was refused at once, or there is no way to it. */
      if (duration_s < AT_ONCE_S)
        return g_strdup_printf (
            _ ("Cannot find the computer %s: it does not tell its NetBIOS name"),
            self->host);
      return g_strdup_printf (
          _ ("Cannot find the computer %s: it did not tell its NetBIOS "
             "name within %.1f s"),
          self->host,
          duration_s);
    default:
      return g_strdup_printf (
          _ ("Cannot find the computer “%s”: looked for %.1f s by DNS"),
          self->host,
          duration_s);
    }
}

static void
set_not_found (HostSearch *self, GError **error)
{
  gint64 duration_us = g_get_monotonic_time () - self->start_us;
  g_autofree char *text =
      describe_not_found (self, (double) duration_us / G_TIME_SPAN_SECOND);

  if (netbios_search_is_offline (self->search, self->has_address ? self->address : NULL))
    g_set_error (error,
                 MAILSLOT_ERROR,
                 MAILSLOT_ERROR_NETWORK_DOWN,
                 _ ("Cannot look for the computer “%s”: this computer is not connected "
                    "to a network"),
                 self->host);
  else
    g_set_error_literal (error, MAILSLOT_ERROR, MAILSLOT_ERROR_HOST_NOT_FOUND, text);
}

static const Step address_steps[] = {
  look_at_own_addresses,
  look_into_cache,
  ask_address,
  NULL,
};

static const Step name_steps[] = {
  look_at_own_name, look_at_own_workgroup, look_into_cache, look_into_lmhosts,
  ask_wins,         ask_everybody,         ask_dns,         NULL,
};

static const Step dns_steps[] = {
  look_into_cache,
  ask_dns,
  NULL,
};

static gboolean
init_address (HostSearch *self)
{
  g_autoptr (GInetAddress) address = g_inet_address_new_from_string (self->host);

  if (address == NULL || g_inet_address_get_family (address) != G_SOCKET_FAMILY_IPV4)
    return FALSE;
  memcpy (self->address, g_inet_address_to_bytes (address), 4);
  return TRUE;
}

/* A longer name, or one with a dot, can only be known to DNS. */
static gboolean
init_name (HostSearch *self, GError **error)
{
  g_autofree char *bytes = NULL;

  if (strchr (self->host, '.') != NULL
      || g_utf8_strlen (self->host, -1) > NETBIOS_NAME_MAX_LENGTH)
    return TRUE;
  bytes = netbios_charset_encode_upper (self->host, error);
  if (bytes == NULL)
    return FALSE;
  self->has_name = strlen (bytes) <= NETBIOS_NAME_MAX_LENGTH;
  return !self->has_name
         || mailslot_network_init_name (self->search->network,
                                        self->host,
                                        self->search->suffix,
                                        &self->name,
                                        error);
}

gboolean
netbios_search_find_host (const NetbiosSearch *self,
                          const char *host,
                          NetbiosResolution *resolution,
                          GError **error)
{
  HostSearch search = { .search = self,
                        .host = host,
                        .start_us = g_get_monotonic_time (),
                        .resolution = resolution };
  const Step *steps;
  StepResult result = STEP_NEXT;

  search.has_address = init_address (&search);
  if (!search.has_address && !init_name (&search, error))
    return FALSE;
  steps = search.has_address ? address_steps : search.has_name ? name_steps : dns_steps;
  for (guint i = 0; steps[i] != NULL && result == STEP_NEXT; i++)
    result = steps[i](&search, error);

  if (result == STEP_FOUND)
    remember (&search);
  else if (result == STEP_NEXT)
    set_not_found (&search, error);
  return result == STEP_FOUND;
}
