/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include "cli/cli-filter.h"
#include "cli/cli-options.h"
#include "cli/cli-printer.h"

G_BEGIN_DECLS

/**
 * CliPrintArguments:
 *
 * What was typed about the messages to print, by the commands that print some: each text
 * is (owned) (nullable).
 */
typedef struct
{
  char *count;
  char *format;
  char *encoding;
  char **matches;
  char **excludes;
} CliPrintArguments;

void cli_print_arguments_clear (CliPrintArguments *self);
G_DEFINE_AUTO_CLEANUP_CLEAR_FUNC (CliPrintArguments, cli_print_arguments_clear)

/* The entries of an option table that fill @self. */
#define CLI_PRINT_OPTIONS(self)                                                          \
  CLI_OPTION_VALUE ("count",                                                             \
                    'c',                                                                 \
                    &(self)->count,                                                      \
                    N_ ("End after N messages"),                                         \
                    N_ ("N")),                                                           \
      CLI_OPTION_VALUE ("format",                                                        \
                        'f',                                                             \
                        &(self)->format,                                                 \
                        N_ ("Print text (the default), hex, json or raw"),               \
                        N_ ("FORMAT")),                                                  \
      CLI_OPTION_VALUE ("encoding",                                                      \
                        'E',                                                             \
                        &(self)->encoding,                                               \
                        N_ ("Read text in this encoding (default: detect)"),             \
                        N_ ("ENCODING")),                                                \
      CLI_OPTION_VALUES (                                                                \
          "match",                                                                       \
          0,                                                                             \
          &(self)->matches,                                                              \
          N_ ("Print only what matches, such as: error size>100 -slot:test"),            \
          N_ ("FILTER")),                                                                \
      CLI_OPTION_VALUES ("exclude",                                                      \
                         0,                                                              \
                         &(self)->excludes,                                              \
                         N_ ("Do not print what matches"),                               \
                         N_ ("FILTER"))

/**
 * cli_print_arguments_parse:
 * @max_messages: (inout): stays as it is if no number was typed
 * @printer: (inout): likewise
 * @filter: (out) (transfer full): which messages to print
 * @error: return location
 *
 * Fails with a %G_OPTION_ERROR, or like cli_filter_new().
 */
gboolean cli_print_arguments_parse (const CliPrintArguments *self,
                                    guint64 *max_messages,
                                    CliPrinterOptions *printer,
                                    CliFilter **filter,
                                    GError **error) G_GNUC_WARN_UNUSED_RESULT;

G_END_DECLS
