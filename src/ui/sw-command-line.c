/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "config.h"
#include "ui/sw-command-line.h"

#include "mailslot/mailslot.h"

#include <glib/gi18n-lib.h>

void
sw_command_line_free (SwCommandLine *self)
{
  g_clear_pointer (&self->addresses, g_ptr_array_unref);
  g_clear_pointer (&self->save_path, g_free);
  g_clear_pointer (&self->journal_path, g_free);
  g_clear_pointer (&self->open_path, g_free);
  g_free (self);
}

static gboolean
add_slot (SwCommandLine *self, const char *argument, GError **error)
{
  g_autoptr (MailslotAddress) address = NULL;

  if (!g_utf8_validate (argument, -1, NULL))
    {
      g_autofree char *shown = g_filename_display_name (argument);
      g_set_error (error,
                   G_OPTION_ERROR,
                   G_OPTION_ERROR_BAD_VALUE,
                   _ ("the slot “%s” is not valid UTF-8"),
                   shown);
      return FALSE;
    }

  address = mailslot_address_parse (argument, error);
  if (address == NULL)
    return FALSE;
  if (!mailslot_address_is_local (address))
    {
      g_set_error (error,
                   G_OPTION_ERROR,
                   G_OPTION_ERROR_BAD_VALUE,
                   _ ("%s is not on this computer; only local slots can be watched"),
                   mailslot_address_to_string (address));
      return FALSE;
    }

  g_ptr_array_add (self->addresses, g_steal_pointer (&address));
  return TRUE;
}

static GOptionContext *
context_new (SwCommandLine *self, char ***slots)
{
  const GOptionEntry entries[] = {
    { "all",
      0,
      G_OPTION_FLAG_NONE,
      G_OPTION_ARG_NONE,
      &self->watches_all,
      N_ ("Watch all slots on the network"),
      NULL },
    { "save",
      's',
      G_OPTION_FLAG_NONE,
      G_OPTION_ARG_FILENAME,
      &self->save_path,
      N_ ("Append every message to FILE as JSON Lines"),
      N_ ("FILE") },
    { "journal",
      0,
      G_OPTION_FLAG_NONE,
      G_OPTION_ARG_FILENAME,
      &self->journal_path,
      N_ ("Record every message to the journal FILE"),
      N_ ("FILE") },
    { "open",
      'o',
      G_OPTION_FLAG_NONE,
      G_OPTION_ARG_FILENAME,
      &self->open_path,
      N_ ("Show the messages of FILE, a journal or JSON Lines"),
      N_ ("FILE") },
    { "version",
      'V',
      G_OPTION_FLAG_NONE,
      G_OPTION_ARG_NONE,
      &self->show_version,
      N_ ("Show the version and exit"),
      NULL },
    { G_OPTION_REMAINING,
      0,
      G_OPTION_FLAG_NONE,
      G_OPTION_ARG_FILENAME_ARRAY,
      slots,
      NULL,
      NULL },
    G_OPTION_ENTRY_NULL,
  };
  GOptionContext *context = g_option_context_new (_ ("[SLOT…]"));

  g_option_context_set_translation_domain (context, GETTEXT_PACKAGE);
  g_option_context_set_summary (context, _ ("Watches mailslots and sends to them."));
  g_option_context_set_description (
      context,
      _ ("A slot is written as \\\\.\\mailslot\\NAME, //./mailslot/NAME or just NAME."));
  g_option_context_add_main_entries (context, entries, GETTEXT_PACKAGE);
  return context;
}

SwCommandLine *
sw_command_line_parse (const char *const *arguments, GError **error)
{
  g_autoptr (SwCommandLine) self = g_new0 (SwCommandLine, 1);
  g_auto (GStrv) slots = NULL;
  g_auto (GStrv) left_over = g_strdupv ((char **) arguments);
  g_autoptr (GOptionContext) context = context_new (self, &slots);

  self->addresses =
      g_ptr_array_new_with_free_func ((GDestroyNotify) mailslot_address_unref);
  if (!g_option_context_parse_strv (context, &left_over, error))
    return NULL;
  for (guint i = 0; slots != NULL && slots[i] != NULL; i++)
    {
      if (!add_slot (self, slots[i], error))
        return NULL;
    }
  return g_steal_pointer (&self);
}
