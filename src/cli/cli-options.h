/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include <glib.h>

#include "mailslot/mailslot-address.h"
#include "payload/sw-encoding.h"

G_BEGIN_DECLS

/**
 * CliSyntax:
 * @command: the command's name
 * @parameters: (nullable): what follows the options, untranslated
 * @summary: what the command does, untranslated
 * @description: what else there is to know, with an example, untranslated
 *
 * What `--help` tells beside the options.
 */
typedef struct
{
  const char *command;
  const char *parameters;
  const char *summary;
  const char *description;
} CliSyntax;

/* Entries of an option table: one that takes a value, one that may be given again and
 * again, one that is a switch, and the rest. */
#define CLI_OPTION_VALUE(name, letter, place, help, value)                               \
  {                                                                                      \
    name, letter, 0, G_OPTION_ARG_FILENAME, place, help, value                           \
  }
#define CLI_OPTION_VALUES(name, letter, place, help, value)                              \
  {                                                                                      \
    name, letter, 0, G_OPTION_ARG_FILENAME_ARRAY, place, help, value                     \
  }
#define CLI_OPTION_SWITCH(name, letter, place, help)                                     \
  {                                                                                      \
    name, letter, 0, G_OPTION_ARG_NONE, place, help, NULL                                \
  }
#define CLI_OPTION_REST(place)                                                           \
  {                                                                                      \
    G_OPTION_REMAINING, 0, 0, G_OPTION_ARG_FILENAME_ARRAY, place, NULL, NULL             \
  }

/**
 * cli_options_parse:
 * @syntax: the command
 * @entries: its options, made of the macros above: they leave the bytes of values alone;
 *   convert them with the functions below
 * @arguments: the command's name and what was typed after it
 * @help: (out): the help text if it was asked for, else %NULL
 * @error: return location
 *
 * Fails with a %G_OPTION_ERROR.
 */
gboolean cli_options_parse (const CliSyntax *syntax,
                            const GOptionEntry *entries,
                            char **arguments,
                            char **help,
                            GError **error) G_GNUC_WARN_UNUSED_RESULT;

/**
 * cli_options_dup_text:
 * @argument: as it was typed
 * @error: return location
 *
 * Reads an argument as UTF-8, whatever the locale, or else in the locale's encoding.
 * Fails with %G_OPTION_ERROR_BAD_VALUE.
 *
 * Returns: (transfer full): UTF-8
 */
char *cli_options_dup_text (const char *argument,
                            GError **error) G_GNUC_WARN_UNUSED_RESULT;

/**
 * CliNumber:
 * @option: its option, for the error, such as "--count"
 * @min: the smallest value allowed
 * @max: the largest value allowed
 */
typedef struct
{
  const char *option;
  guint64 min;
  guint64 max;
} CliNumber;

/**
 * cli_options_parse_number:
 * @number: what is allowed
 * @argument: (nullable): as it was typed, %NULL leaves @value alone
 * @value: (inout): the number
 *
 * Reads a decimal number. Fails with %G_OPTION_ERROR_BAD_VALUE.
 */
gboolean cli_options_parse_number (const CliNumber *number,
                                   const char *argument,
                                   guint64 *value,
                                   GError **error) G_GNUC_WARN_UNUSED_RESULT;

/**
 * cli_options_parse_choice:
 * @option: its option, for the error
 * @choices: (array zero-terminated=1): what is allowed
 * @argument: (nullable): as it was typed, %NULL leaves @value alone
 * @value: (inout): the index in @choices
 *
 * Fails with %G_OPTION_ERROR_BAD_VALUE.
 */
gboolean cli_options_parse_choice (const char *option,
                                   const char *const *choices,
                                   const char *argument,
                                   guint *value,
                                   GError **error) G_GNUC_WARN_UNUSED_RESULT;

/**
 * cli_options_parse_address:
 * @argument: as it was typed
 *
 * Fails like cli_options_dup_text() and mailslot_address_parse().
 *
 * Returns: (transfer full): the address
 */
MailslotAddress *cli_options_parse_address (const char *argument,
                                            GError **error) G_GNUC_WARN_UNUSED_RESULT;

/**
 * cli_options_parse_encoding:
 * @argument: as it was typed
 *
 * Fails like cli_options_dup_text() and sw_encoding_find().
 *
 * Returns: (transfer none): the encoding
 */
const SwEncoding *cli_options_parse_encoding (const char *argument,
                                              GError **error) G_GNUC_WARN_UNUSED_RESULT;

G_END_DECLS
