/* SPDX-License-Identifier: LGPL-2.1-or-later */
#include "config.h"
#include "mailslot/netbios/netbios-source.h"

#include "mailslot/mailslot-error.h"

#include <glib/gi18n-lib.h>

void
netbios_source_init (NetbiosSource *self, const NetbiosSourceClass *klass)
{
  self->klass = klass;
  g_mutex_init (&self->lock);
}

void
netbios_source_close (NetbiosSource *self)
{
  self->klass->close (self);
  netbios_source_set_connected (self, FALSE);
}

void
netbios_source_free (NetbiosSource *self)
{
  g_mutex_clear (&self->lock);
  g_free (self);
}

gssize
netbios_source_receive (NetbiosSource *self,
                        NetbiosPacket *packets,
                        gint64 deadline_us,
                        GCancellable *cancellable,
                        GError **error)
{
  return self->klass->receive (self, packets, deadline_us, cancellable, error);
}

void
netbios_source_get_status (NetbiosSource *self, MailslotPortStatus *status)
{
  g_mutex_lock (&self->lock);
  status->source = self->klass->kind;
  status->is_connected = self->is_connected;
  status->n_lost = self->n_lost;
  g_mutex_unlock (&self->lock);
}

void
netbios_source_set_connected (NetbiosSource *self, gboolean is_connected)
{
  g_mutex_lock (&self->lock);
  self->is_connected = is_connected;
  g_mutex_unlock (&self->lock);
}

void
netbios_source_add_lost (NetbiosSource *self, guint64 n_lost)
{
  if (n_lost == 0)
    return;
  g_mutex_lock (&self->lock);
  self->n_lost += n_lost;
  g_mutex_unlock (&self->lock);
}

/* Puts into words that the error of a platform is about. */
static NetbiosSource *
open_one (MailslotSource source, MailslotNetwork *network, GError **error)
{
  GError *reason = NULL;
  NetbiosSource *self = netbios_source_platform_open (source, network, &reason);

  if (self == NULL)
    {
      /* Translators: the first %s is the name of a source, such as samba, the second says
       * why it does not work. */
      g_set_error (error,
                   reason->domain,
                   reason->code,
                   _ ("Cannot receive from other computers by “%s”: %s"),
                   mailslot_source_to_string (source),
                   reason->message);
      g_error_free (reason);
    }
  return self;
}

static void
append_reason (GString *reasons, MailslotSource source, const GError *reason)
{
  if (reasons->len > 0)
    g_string_append (reasons, "; ");
  g_string_append_printf (reasons,
                          "%s: %s",
                          mailslot_source_to_string (source),
                          reason->message);
}

/* Whether nothing is tried after @candidate, which failed because of @reason. */
static gboolean
is_last (const MailslotSource *candidate, const GError *reason)
{
  return candidate[1] == MAILSLOT_SOURCE_NONE
         || !g_error_matches (reason, MAILSLOT_ERROR, MAILSLOT_ERROR_NO_DATAGRAM_PORT);
}

static NetbiosSource *
open_first (MailslotNetwork *network, GError **error)
{
  const MailslotSource *candidate = netbios_source_platform_get_candidates ();
  g_autoptr (GString) reasons = g_string_new (NULL);

  for (; *candidate != MAILSLOT_SOURCE_NONE; candidate++)
    {
      g_autoptr (GError) reason = NULL;
      NetbiosSource *self = netbios_source_platform_open (*candidate, network, &reason);

      if (self != NULL)
        return self;
      append_reason (reasons, *candidate, reason);
      if (is_last (candidate, reason))
        {
          /* Translators: %s is a list of sources, each with why it does not work. */
          g_set_error (error,
                       reason->domain,
                       reason->code,
                       _ ("Cannot receive from other computers (%s)"),
                       reasons->str);
          break;
        }
    }
  return NULL;
}

NetbiosSource *
netbios_source_open (MailslotSource source, MailslotNetwork *network, GError **error)
{
  if (source == MAILSLOT_SOURCE_AUTO)
    return open_first (network, error);
  return open_one (source, network, error);
}

MailslotSource
mailslot_source_get_default (void)
{
  return netbios_source_platform_get_default ();
}

const char *
mailslot_source_to_string (MailslotSource source)
{
  static const char *const names[] = { "none", "auto", "samba", "relay", "direct" };

  g_return_val_if_fail ((gsize) source < G_N_ELEMENTS (names), NULL);
  return names[source];
}

const char *
mailslot_source_get_limits (MailslotSource source)
{
  g_return_val_if_fail (source >= MAILSLOT_SOURCE_SAMBA, NULL);
  return netbios_source_platform_get_limits (source);
}
