/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include "mailslot/mailslot.h"
#include "payload/sw-encoding.h"

G_BEGIN_DECLS

/**
 * CliFormat:
 * @CLI_FORMAT_TEXT: one line a message, for people
 * @CLI_FORMAT_HEX: a line about the message, then a dump of it
 * @CLI_FORMAT_JSON: one JSON object a line, for programs
 * @CLI_FORMAT_RAW: the bytes and nothing else
 */
typedef enum
{
  CLI_FORMAT_TEXT,
  CLI_FORMAT_HEX,
  CLI_FORMAT_JSON,
  CLI_FORMAT_RAW,
} CliFormat;

/**
 * CliPrinterOptions:
 * @format: how messages look
 * @encoding: (nullable): how text is read, %NULL to find out for each message
 * @shows_slot: whether lines for people name the slot
 */
typedef struct
{
  CliFormat format;
  const SwEncoding *encoding;
  gboolean shows_slot;
} CliPrinterOptions;

/**
 * cli_printer_options_parse:
 * @format: (nullable): what was typed for --format
 * @encoding: (nullable): what was typed for --encoding
 * @error: return location
 *
 * Sets the two in @self. Fails with a %G_OPTION_ERROR, or like sw_encoding_find().
 */
gboolean cli_printer_options_parse (CliPrinterOptions *self,
                                    const char *format,
                                    const char *encoding,
                                    GError **error) G_GNUC_WARN_UNUSED_RESULT;

/**
 * CliPrinter:
 *
 * Turns messages into what is printed.
 */
typedef struct _CliPrinter CliPrinter;

CliPrinter *cli_printer_new (const CliPrinterOptions *options);
void cli_printer_free (CliPrinter *self);
G_DEFINE_AUTOPTR_CLEANUP_FUNC (CliPrinter, cli_printer_free)

/**
 * cli_printer_append:
 * @out: where to append; UTF-8, but for %CLI_FORMAT_RAW
 * @record: the message
 * @serial: its number, from 1
 */
void cli_printer_append (CliPrinter *self,
                         GString *out,
                         const MailslotRecord *record,
                         guint64 serial);

G_END_DECLS
