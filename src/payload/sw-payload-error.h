/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include <glib.h>

G_BEGIN_DECLS

#define SW_PAYLOAD_ERROR (sw_payload_error_quark ())

/**
 * SwPayloadError:
 * @SW_PAYLOAD_ERROR_SYNTAX: what was typed cannot be read as escapes or as hex
 * @SW_PAYLOAD_ERROR_ENCODING: the text cannot be expressed in the encoding
 * @SW_PAYLOAD_ERROR_UNKNOWN_ENCODING: no such encoding on this computer
 */
typedef enum
{
  SW_PAYLOAD_ERROR_SYNTAX,
  SW_PAYLOAD_ERROR_ENCODING,
  SW_PAYLOAD_ERROR_UNKNOWN_ENCODING,
} SwPayloadError;

GQuark sw_payload_error_quark (void);

G_END_DECLS
