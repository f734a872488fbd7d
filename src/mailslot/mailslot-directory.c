/* SPDX-License-Identifier: LGPL-2.1-or-later */
#include "config.h"

#include "mailslot/mailslot-directory.h"

#include <string.h>

#include "mailslot/mailslot-address-private.h"
#include "mailslot/mailslot-backend-private.h"

static int
compare_addresses (gconstpointer a, gconstpointer b)
{
  MailslotAddress *const *left = a;
  MailslotAddress *const *right = b;

  return strcmp (mailslot_address_get_folded_name (*left),
                 mailslot_address_get_folded_name (*right));
}

GPtrArray *
mailslot_directory_list (GError **error)
{
  g_autoptr (GPtrArray) addresses = NULL;

  addresses = g_ptr_array_new_with_free_func ((GDestroyNotify) mailslot_address_unref);
  if (!mailslot_backend_list (addresses, error))
    return NULL;
  g_ptr_array_sort (addresses, compare_addresses);
  return g_steal_pointer (&addresses);
}

void
mailslot_directory_describe (MailslotAddress *address, char **owner, char **rights)
{
  g_return_if_fail (address != NULL && mailslot_address_is_local (address));
  g_return_if_fail (owner != NULL && rights != NULL);

  *owner = NULL;
  *rights = NULL;
  mailslot_backend_describe (address, owner, rights);
}
