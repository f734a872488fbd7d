/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "config.h"

#include "session/sw-network.h"

struct _SwNetwork
{
  GObject parent_instance;
};

G_DEFINE_FINAL_TYPE (SwNetwork, sw_network, G_TYPE_OBJECT)

static void
sw_network_class_init (SwNetworkClass *klass)
{
}

static void
sw_network_init (SwNetwork *self)
{
}

SwNetwork *
sw_network_new (void)
{
  return g_object_new (SW_TYPE_NETWORK, NULL);
}

gboolean
sw_network_apply (SwNetwork *self, const SwNetworkSettings *settings, GError **error)
{
  return TRUE;
}

MailslotNetwork *
sw_network_get_network (SwNetwork *self)
{
  return mailslot_network_get_default ();
}

void
sw_network_set_wanted (SwNetwork *self, GPtrArray *slots, gboolean wants_all)
{
}

SwNetworkState
sw_network_get_state (SwNetwork *self)
{
  return SW_NETWORK_OFF;
}

const GError *
sw_network_get_error (SwNetwork *self)
{
  return NULL;
}

const GError *
sw_network_get_names_error (SwNetwork *self)
{
  return NULL;
}

gboolean
sw_network_get_status (SwNetwork *self, MailslotPortStatus *status)
{
  return FALSE;
}
