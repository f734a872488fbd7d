/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "config.h"
#include "ui/sw-security-text.h"

#include <glib/gi18n-lib.h>

char *
sw_security_text_new (SwWatch *watch)
{
  const char *owner = sw_watch_get_owner (watch);
  const char *rights = sw_watch_get_rights (watch);
  g_autofree char *owner_line = NULL;
  g_autofree char *rights_line = NULL;

  if (sw_watch_get_state (watch) != SW_WATCH_LISTENING
      || !mailslot_address_is_local (sw_watch_get_address (watch)))
    return NULL;
  /* Translators: the user who owns a slot. */
  owner_line = g_strdup_printf (_ ("Owner: %s"), owner != NULL ? owner : _ ("unknown"));
  /* Translators: rights such as "srw--w--w-", or an SDDL string of Windows. */
  rights_line =
      g_strdup_printf (_ ("Rights: %s"), rights != NULL ? rights : _ ("unknown"));
  return g_strdup_printf ("%s\n%s", owner_line, rights_line);
}

const char *
sw_security_text_explain (MailslotSecurityKind kind)
{
  gboolean is_windows = mailslot_security_has_sddl ();

  switch (kind)
    {
    case MAILSLOT_SECURITY_DEFAULT:
      return is_windows ? _ ("Programs of this user can send. If this program has raised "
                             "rights, those without them may be refused.")
                        : _ ("Other users cannot send.");
    case MAILSLOT_SECURITY_USER:
      return is_windows ? _ ("Other users cannot send, nor can services.")
                        : _ ("Other users cannot send.");
    case MAILSLOT_SECURITY_EVERYONE:
      return is_windows ? _ ("Other users can send, and so can services.")
                        : _ ("Other users can send, if MAILSLOT_DIR names a folder that "
                             "they can enter.");
    case MAILSLOT_SECURITY_SDDL:
    default:
      return _ ("Type a security descriptor, such as D:(A;;FA;;;BA)(A;;FW;;;AU)");
    }
}
