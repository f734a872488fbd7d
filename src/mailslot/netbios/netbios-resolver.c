/* SPDX-License-Identifier: LGPL-2.1-or-later */
#include "config.h"

#include "mailslot/netbios/netbios-resolver.h"

#include "mailslot/mailslot-error.h"

struct _NetbiosResolver
{
  MailslotNetwork *network; /* (unowned) */
};

NetbiosResolver *
netbios_resolver_new (MailslotNetwork *network)
{
  NetbiosResolver *self = g_new0 (NetbiosResolver, 1);

  self->network = network;
  return self;
}

void
netbios_resolver_free (NetbiosResolver *self)
{
  g_free (self);
}

gboolean
netbios_resolver_find_host (NetbiosResolver *self,
                            const char *host,
                            guint8 suffix,
                            NetbiosResolution *resolution,
                            GCancellable *cancellable,
                            GError **error)
{
  g_set_error_literal (error, MAILSLOT_ERROR, MAILSLOT_ERROR_UNSUPPORTED, "not yet");
  return FALSE;
}

gboolean
netbios_resolver_find_domain (NetbiosResolver *self,
                              const char *domain,
                              guint8 suffix,
                              NetbiosResolution *resolution,
                              GCancellable *cancellable,
                              GError **error)
{
  g_set_error_literal (error, MAILSLOT_ERROR, MAILSLOT_ERROR_UNSUPPORTED, "not yet");
  return FALSE;
}
