/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "config.h"

#include "cli/cli-command.h"

#include "cli/cli-options.h"
#include "cli/cli-output.h"
#include "cli/cli-report.h"
#include "mailslot/mailslot.h"

#include <glib/gi18n-lib.h>
#include <json-glib/json-glib.h>

typedef enum
{
  LIST_FORMAT_TEXT,
  LIST_FORMAT_JSON,
} ListFormat;

static const CliSyntax syntax = {
  "list",
  NULL,
  N_ ("Lists the slots that exist on this computer, one a line."),
  N_ ("Example: mailslot list --format json\n"),
};

typedef struct
{
  ListFormat format;
  gboolean is_long;
} ListOptions;

static gboolean
parse_arguments (char **arguments, ListOptions *options, char **help, GError **error)
{
  const char *const names[] = { "text", "json", NULL };
  g_autofree char *name = NULL;
  g_auto (GStrv) left_over = NULL;
  guint index = LIST_FORMAT_TEXT;
  const GOptionEntry entries[] = {
    CLI_OPTION_VALUE ("format",
                      'f',
                      &name,
                      N_ ("Print text (the default) or json"),
                      N_ ("FORMAT")),
    CLI_OPTION_SWITCH ("long",
                       'l',
                       &options->is_long,
                       N_ ("Print the owner and the rights, too, where they are known")),
    CLI_OPTION_REST (&left_over),
    G_OPTION_ENTRY_NULL,
  };

  if (!cli_options_parse (&syntax, entries, arguments, help, error))
    return FALSE;
  if (*help == NULL && left_over != NULL)
    {
      g_set_error_literal (error,
                           G_OPTION_ERROR,
                           G_OPTION_ERROR_FAILED,
                           _ ("“list” takes no arguments"));
      return FALSE;
    }
  if (!cli_options_parse_choice ("--format", names, name, &index, error))
    return FALSE;

  options->format = (ListFormat) index;
  return TRUE;
}

typedef struct
{
  const char *slot;
  const char *owner;  /* (nullable) */
  const char *rights; /* (nullable) */
} ListedSlot;

/* What is not known has no key. */
static void
append_json (GString *text, const ListedSlot *listed)
{
  g_autoptr (JsonObject) object = json_object_new ();
  g_autoptr (JsonNode) node = json_node_alloc ();
  g_autofree char *line = NULL;

  json_object_set_string_member (object, "slot", listed->slot);
  if (listed->owner != NULL)
    json_object_set_string_member (object, "owner", listed->owner);
  if (listed->rights != NULL)
    json_object_set_string_member (object, "rights", listed->rights);
  json_node_init_object (node, object);
  line = json_to_string (node, FALSE);
  g_string_append (text, line);
}

static void
append_address (GString *text, MailslotAddress *address, const ListOptions *options)
{
  g_autofree char *owner = NULL;
  g_autofree char *rights = NULL;
  ListedSlot listed = { mailslot_address_to_string (address), NULL, NULL };

  if (options->is_long)
    {
      mailslot_directory_describe (address, &owner, &rights);
      listed.owner = owner;
      listed.rights = rights;
    }
  if (options->format == LIST_FORMAT_JSON)
    append_json (text, &listed);
  else if (options->is_long)
    g_string_append_printf (text,
                            "%s\t%s\t%s",
                            listed.slot,
                            owner != NULL ? owner : _ ("unknown"),
                            rights != NULL ? rights : _ ("unknown"));
  else
    g_string_append (text, listed.slot);
  g_string_append_c (text, '\n');
}

static CliExit
list_slots (const ListOptions *options)
{
  g_autoptr (GError) error = NULL;
  g_autoptr (GPtrArray) addresses = mailslot_directory_list (&error);
  g_autoptr (GString) text = g_string_new (NULL);

  if (addresses == NULL)
    return cli_report_failure (error);

  if (addresses->len == 0)
    g_printerr (_ ("mailslot: There are no slots on this computer\n"));
  for (guint i = 0; i < addresses->len; i++)
    append_address (text, addresses->pdata[i], options);
  return cli_print (text->str);
}

CliExit
cli_list (char **arguments)
{
  ListOptions options = { LIST_FORMAT_TEXT, FALSE };
  g_autofree char *help = NULL;
  g_autoptr (GError) error = NULL;

  if (!parse_arguments (arguments, &options, &help, &error))
    return cli_report_usage_error ("list", error);
  if (help != NULL)
    return cli_print (help);
  return list_slots (&options);
}
