/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include <glib.h>

#include "payload/sw-encoding.h"
#include "payload/sw-text.h"

G_BEGIN_DECLS

/** The longest message read from a file or stdin; an endless one must not fill the
 * memory. */
#define CLI_PAYLOAD_MAX_BYTES (64 * 1024 * 1024)

/**
 * CliPayloadKind:
 * @CLI_PAYLOAD_STDIN: standard input
 * @CLI_PAYLOAD_FILE: a file, or stdin if its name is "-"
 * @CLI_PAYLOAD_TEXT: text
 * @CLI_PAYLOAD_HEX: hex digits
 */
typedef enum
{
  CLI_PAYLOAD_STDIN,
  CLI_PAYLOAD_FILE,
  CLI_PAYLOAD_TEXT,
  CLI_PAYLOAD_HEX,
} CliPayloadKind;

/**
 * CliPayloadSource:
 * @kind: where the message comes from
 * @content: as typed: the text, the digits, the file's name or, for stdin, nothing
 * @encoding: (nullable): for text, what to send it in (%NULL: UTF-8). A file or stdin is
 *   sent as it is if this is %NULL and @flags has no escapes; else it is text as well
 * @flags: how to read text, and whether a NUL follows
 */
typedef struct
{
  CliPayloadKind kind;
  const char *content;
  const SwEncoding *encoding;
  SwTextFlags flags;
} CliPayloadSource;

/**
 * cli_payload_is_typed:
 *
 * Returns: whether the command line holds the message, so that loading it touches nothing
 *   and its failure is a usage error
 */
gboolean cli_payload_is_typed (const CliPayloadSource *source);

/**
 * cli_payload_load:
 *
 * Makes the bytes to send. Fails with a %G_OPTION_ERROR or #SwPayloadError for what was
 * typed, and with a %G_IO_ERROR for a file or stdin that cannot be read.
 *
 * Returns: (transfer full): the bytes, which may be none
 */
GBytes *cli_payload_load (const CliPayloadSource *source,
                          GError **error) G_GNUC_WARN_UNUSED_RESULT;

G_END_DECLS
