/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "config.h"

#include "cli/cli-options.h"

#include <glib/gi18n-lib.h>

/* GOption prints help by itself and ends the program, to a stream that we do not control;
 * so its help is switched off and --help is an option like the others. */
static GOptionContext *
context_new (const CliSyntax *syntax, const GOptionEntry *entries, gboolean *wants_help)
{
  GOptionContext *context =
      g_option_context_new (syntax->parameters != NULL ? _ (syntax->parameters) : NULL);
  const GOptionEntry help_entry[] = {
    { "help", 'h', 0, G_OPTION_ARG_NONE, wants_help, N_ ("Show this text"), NULL },
    G_OPTION_ENTRY_NULL
  };

  g_option_context_set_help_enabled (context, FALSE);
  g_option_context_set_translation_domain (context, GETTEXT_PACKAGE);
  g_option_context_set_summary (context, syntax->summary);
  g_option_context_set_description (context, syntax->description);
  g_option_context_add_main_entries (context, entries, GETTEXT_PACKAGE);
  g_option_context_add_main_entries (context, help_entry, GETTEXT_PACKAGE);
  return context;
}

gboolean
cli_options_parse (const CliSyntax *syntax,
                   const GOptionEntry *entries,
                   char **arguments,
                   char **help,
                   GError **error)
{
  gboolean wants_help = FALSE;
  g_autoptr (GOptionContext) context = context_new (syntax, entries, &wants_help);
  g_autofree char *program = g_strdup_printf ("mailslot %s", syntax->command);
  /* The parser frees what it takes. */
  g_auto (GStrv) left_over = g_strdupv (arguments);

  *help = NULL;
  g_set_prgname (program);
  if (!g_option_context_parse_strv (context, &left_over, error))
    return FALSE;

  if (wants_help)
    *help = g_option_context_get_help (context, TRUE, NULL);
  return TRUE;
}

char *
cli_options_dup_text (const char *argument, GError **error)
{
  g_autofree char *shown = NULL;
  char *text;

  if (g_utf8_validate (argument, -1, NULL))
    return g_strdup (argument);

  text = g_locale_to_utf8 (argument, -1, NULL, NULL, NULL);
  if (text != NULL)
    return text;

  shown = g_utf8_make_valid (argument, -1);
  g_set_error (error,
               G_OPTION_ERROR,
               G_OPTION_ERROR_BAD_VALUE,
               _ ("“%s” is not valid text: send other bytes with --hex or --file"),
               shown);
  return NULL;
}

gboolean
cli_options_parse_number (const CliNumber *number,
                          const char *argument,
                          guint64 *value,
                          GError **error)
{
  g_autofree char *shown = NULL;
  g_autofree char *min = g_strdup_printf ("%" G_GUINT64_FORMAT, number->min);
  g_autofree char *max = g_strdup_printf ("%" G_GUINT64_FORMAT, number->max);

  if (argument == NULL
      || g_ascii_string_to_unsigned (argument, 10, number->min, number->max, value, NULL))
    return TRUE;

  shown = g_utf8_make_valid (argument, -1);
  g_set_error (error,
               G_OPTION_ERROR,
               G_OPTION_ERROR_BAD_VALUE,
               _ ("%s takes a number from %s to %s, not “%s”"),
               number->option,
               min,
               max,
               shown);
  return FALSE;
}

gboolean
cli_options_parse_choice (const char *option,
                          const char *const *choices,
                          const char *argument,
                          guint *value,
                          GError **error)
{
  g_autofree char *known = NULL;
  g_autofree char *shown = NULL;

  if (argument == NULL)
    return TRUE;
  for (guint i = 0; choices[i] != NULL; i++)
    if (g_str_equal (choices[i], argument))
      {
        *value = i;
        return TRUE;
      }

  known = g_strjoinv (", ", (char **) choices);
  shown = g_utf8_make_valid (argument, -1);
  g_set_error (error,
               G_OPTION_ERROR,
               G_OPTION_ERROR_BAD_VALUE,
               _ ("%s takes one of %s, not “%s”"),
               option,
               known,
               shown);
  return FALSE;
}

MailslotAddress *
cli_options_parse_address (const char *argument, GError **error)
{
  g_autofree char *text = cli_options_dup_text (argument, error);

  return text != NULL ? mailslot_address_parse (text, error) : NULL;
}

const SwEncoding *
cli_options_parse_encoding (const char *argument, GError **error)
{
  g_autofree char *text = cli_options_dup_text (argument, error);

  return text != NULL ? sw_encoding_find (text, error) : NULL;
}
