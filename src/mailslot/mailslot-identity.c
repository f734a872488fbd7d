/* SPDX-License-Identifier: LGPL-2.1-or-later */
#include "config.h"

#include "mailslot/mailslot-identity-private.h"

#include <string.h>

#include <gio/gio.h>
#include <glib/gi18n-lib.h>

#include "mailslot/mailslot-address-private.h"
#include "mailslot/mailslot-error.h"
#include "mailslot/netbios/netbios-charset.h"
#include "mailslot/netbios/netbios-host.h"
#include "mailslot/netbios/netbios-smb-conf.h"

#define DEFAULT_WORKGROUP "WORKGROUP"

/* For a computer whose own name cannot be a NetBIOS name at all. */
#define DEFAULT_COMPUTER "HOST"

/* Takes @text as a name of ours, if it is not NULL and can be one. */
static gboolean
take_name (const char *text, char **shown, NetbiosName *name, GError **error)
{
  if (text == NULL
      || !netbios_charset_init_name (name, text, NETBIOS_SUFFIX_WORKSTATION, error))
    return FALSE;
  *shown = mailslot_address_fold (text);
  return TRUE;
}

/* Names before the first dot are told to Windows and Samba alike, and cut off where a
 * NetBIOS name ends. */
static void
take_host_name (MailslotIdentity *self)
{
  const char *host = g_get_host_name ();
  gsize length = strcspn (host, ".");

  while (length > 0)
    {
      g_autofree char *text = g_strndup (host, length);

      if (g_utf8_validate (text, -1, NULL)
          && take_name (text, &self->computer, &self->computer_name, NULL))
        return;
      length--;
    }
  take_name (DEFAULT_COMPUTER, &self->computer, &self->computer_name, NULL);
}

static gboolean
choose_computer (MailslotIdentity *self,
                 const char *wanted,
                 NetbiosSmbConf *smb_conf,
                 GError **error)
{
  g_autoptr (GError) local_error = NULL;

  if (take_name (wanted, &self->computer, &self->computer_name, &local_error))
    return TRUE;
  if (local_error != NULL)
    {
      g_set_error (error,
                   local_error->domain,
                   local_error->code,
                   _ ("Computer name: %s"),
                   local_error->message);
      return FALSE;
    }
  if (!take_name (netbios_smb_conf_get (smb_conf, "netbios name"),
                  &self->computer,
                  &self->computer_name,
                  NULL))
    take_host_name (self);
  return TRUE;
}

static gboolean
choose_workgroup (MailslotIdentity *self,
                  const char *wanted,
                  NetbiosSmbConf *smb_conf,
                  GError **error)
{
  g_autoptr (GError) local_error = NULL;
  g_autofree char *of_system = NULL;
  const char *candidates[] = { NULL, NULL, DEFAULT_WORKGROUP };

  if (take_name (wanted, &self->workgroup, &self->workgroup_name, &local_error))
    return TRUE;
  if (local_error != NULL)
    {
      g_set_error (error,
                   local_error->domain,
                   local_error->code,
                   _ ("Workgroup: %s"),
                   local_error->message);
      return FALSE;
    }
  of_system = netbios_host_dup_workgroup ();
  candidates[0] = netbios_smb_conf_get (smb_conf, "workgroup");
  candidates[1] = of_system;
  for (guint i = 0; i < G_N_ELEMENTS (candidates); i++)
    if (take_name (candidates[i], &self->workgroup, &self->workgroup_name, NULL))
      break;
  return TRUE;
}

/* Returns @text as an IPv4 address that one computer can have, or NULL. */
static char *
normalise_ipv4 (const char *text)
{
  g_autoptr (GInetAddress) address = g_inet_address_new_from_string (text);

  if (address == NULL || g_inet_address_get_family (address) != G_SOCKET_FAMILY_IPV4
      || g_inet_address_get_is_any (address) || g_inet_address_get_is_multicast (address))
    return NULL;
  return g_inet_address_to_string (address);
}

/* Samba takes a list of servers, each with or without a tag before a colon; we ask the
 * first that has an address. */
static char *
find_wins (NetbiosSmbConf *smb_conf)
{
  const char *value = netbios_smb_conf_get (smb_conf, "wins server");
  g_auto (GStrv) words = g_strsplit_set (value != NULL ? value : "", " ,:\t", -1);

  for (guint i = 0; words[i] != NULL; i++)
    {
      char *wins = normalise_ipv4 (words[i]);

      if (wins != NULL)
        return wins;
    }
  return NULL;
}

static gboolean
choose_wins (MailslotIdentity *self,
             const char *wanted,
             NetbiosSmbConf *smb_conf,
             GError **error)
{
  if (wanted == NULL)
    {
      self->wins = find_wins (smb_conf);
      return TRUE;
    }
  if (*wanted == '\0')
    return TRUE;
  self->wins = normalise_ipv4 (wanted);
  if (self->wins != NULL)
    return TRUE;
  g_set_error (error,
               MAILSLOT_ERROR,
               MAILSLOT_ERROR_INVALID_ADDRESS,
               _ ("WINS server: “%s” is not an IPv4 address"),
               wanted);
  return FALSE;
}

static void
choose_scope (MailslotIdentity *self, NetbiosSmbConf *smb_conf)
{
  const char *scope = netbios_smb_conf_get (smb_conf, "netbios scope");

  if (scope != NULL && netbios_name_set_scope (&self->computer_name, scope, NULL))
    memcpy (self->workgroup_name.scope,
            self->computer_name.scope,
            sizeof self->workgroup_name.scope);
}

gboolean
mailslot_identity_init (MailslotIdentity *self,
                        const MailslotNetworkOptions *options,
                        GError **error)
{
  g_autoptr (NetbiosSmbConf) smb_conf = netbios_smb_conf_load ();

  memset (self, 0, sizeof *self);
  if (!choose_computer (self, options->computer, smb_conf, error)
      || !choose_workgroup (self, options->workgroup, smb_conf, error)
      || !choose_wins (self, options->wins, smb_conf, error))
    return FALSE;
  choose_scope (self, smb_conf);
  return TRUE;
}

void
mailslot_identity_clear (MailslotIdentity *self)
{
  g_free (self->computer);
  g_free (self->workgroup);
  g_free (self->wins);
}
