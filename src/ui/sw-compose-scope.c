/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "config.h"
#include "ui/sw-compose-pane-private.h"

#include "ui/sw-target-text.h"

/* Who is meant can be chosen, or typed as part of the target; each follows the other.
 * Only the choice tells a computer from a domain, whose addresses look the same. */

/* By the rows of the choice. */
static const MailslotScope scopes[] = {
  MAILSLOT_SCOPE_LOCAL,
  MAILSLOT_SCOPE_HOST,
  MAILSLOT_SCOPE_DOMAIN,
  MAILSLOT_SCOPE_OWN_DOMAIN,
};

static MailslotScope
get_scope (SwComposePane *self)
{
  int active = gtk_combo_box_get_active (self->scope_combo);

  return active >= 0 ? scopes[active] : MAILSLOT_SCOPE_LOCAL;
}

static void
show_scope (SwComposePane *self, MailslotScope scope)
{
  self->is_following = TRUE;
  for (guint i = 0; i < G_N_ELEMENTS (scopes); i++)
    {
      if (scopes[i] == scope)
        gtk_combo_box_set_active (self->scope_combo, (int) i);
    }
  self->is_following = FALSE;
}

static gboolean
is_own_workgroup (SwComposePane *self, const char *host)
{
  const char *workgroup = mailslot_network_get_workgroup (self->network);
  g_autofree char *folded = g_utf8_casefold (host, -1);
  g_autofree char *folded_workgroup = g_utf8_casefold (workgroup, -1);

  return g_str_equal (folded, folded_workgroup);
}

/* What a typed address means: our own workgroup is no computer, and else the choice
 * stays. */
static MailslotScope
find_scope (SwComposePane *self, MailslotAddress *address)
{
  const char *host = mailslot_address_get_host (address);

  if (mailslot_address_get_scope (address) != MAILSLOT_SCOPE_HOST)
    return mailslot_address_get_scope (address);
  if (get_scope (self) == MAILSLOT_SCOPE_DOMAIN)
    return MAILSLOT_SCOPE_DOMAIN;
  if (g_strcmp0 (host, self->host) != 0 && is_own_workgroup (self, host))
    return MAILSLOT_SCOPE_DOMAIN;
  return MAILSLOT_SCOPE_HOST;
}

static void
remember_host (SwComposePane *self, MailslotAddress *address)
{
  if (mailslot_address_get_scope (address) != MAILSLOT_SCOPE_HOST)
    return;
  g_free (self->host);
  self->host = g_strdup (mailslot_address_get_host (address));
}

MailslotAddress *
sw_compose_pane_parse_target (SwComposePane *self, GError **error)
{
  g_autoptr (MailslotAddress) address = sw_target_combo_parse (self->target_combo, error);
  MailslotScope scope;

  if (address == NULL)
    return NULL;
  scope = find_scope (self, address);
  remember_host (self, address);
  show_scope (self, scope);
  if (scope == MAILSLOT_SCOPE_DOMAIN)
    return mailslot_address_with_scope (address, scope, error);
  return g_steal_pointer (&address);
}

/* Returns: (transfer full): the host that is most likely meant; empty if there is none */
static char *
guess_host (SwComposePane *self, MailslotScope scope, const char *text)
{
  g_autofree char *host = sw_target_text_dup_host (text);

  if (host == NULL && scope == MAILSLOT_SCOPE_DOMAIN)
    return g_strdup (mailslot_network_get_workgroup (self->network));
  if (host == NULL && self->host != NULL)
    host = g_strdup (self->host);
  if (host == NULL || (scope == MAILSLOT_SCOPE_HOST && is_own_workgroup (self, host)))
    return g_strdup ("");
  return g_steal_pointer (&host);
}

/* Walking through the choice by keys must not lead away from it. */
static gboolean
is_walking (void)
{
  g_autoptr (GdkEvent) event = gtk_get_current_event ();
  guint keyval;

  return event != NULL
         && (event->type == GDK_SCROLL
             || (gdk_event_get_keyval (event, &keyval) && keyval != GDK_KEY_Return
                 && keyval != GDK_KEY_KP_Enter && keyval != GDK_KEY_space));
}

void
sw_compose_pane_choose_scope (SwComposePane *self)
{
  MailslotScope scope = get_scope (self);
  GtkWidget *entry = gtk_bin_get_child (GTK_BIN (self->target_combo));
  const char *text = sw_target_combo_get_text (self->target_combo);
  g_autofree char *host = NULL;
  g_autofree char *target = NULL;
  int cursor;

  if (self->is_following)
    return;
  host = guess_host (self, scope, text);
  target = sw_target_text_with_scope (text, scope, host, &cursor);
  /* Chosen, so not a workgroup that was just typed. */
  g_free (self->host);
  self->host = g_strdup (host);
  sw_target_combo_set_text (self->target_combo, target);
  show_scope (self, scope);
  if (*host == '\0' && sw_target_text_lacks_host (target) && !is_walking ())
    gtk_entry_grab_focus_without_selecting (GTK_ENTRY (entry));
  gtk_editable_set_position (GTK_EDITABLE (entry), cursor);
}

void
sw_compose_pane_reset_scope (SwComposePane *self, gboolean is_domain)
{
  show_scope (self, is_domain ? MAILSLOT_SCOPE_DOMAIN : MAILSLOT_SCOPE_LOCAL);
  g_clear_pointer (&self->host, g_free);
}
