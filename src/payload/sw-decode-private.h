/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include "payload/sw-decode.h"
#include "payload/sw-encoding.h"

G_BEGIN_DECLS

/* sw-decode.c chooses the decoder by slot; each of the others reads one protocol by means
 * of the cursor of sw-decode-cursor.c, which alone touches the bytes. */

/**
 * SwDecodeCursor:
 * @start: the first byte of the field that is being read
 * @offset: the next byte to read
 * @is_short: the message ended in the field that is being read
 * @is_bad: the field that is being read is not what it should be
 * @is_done: nothing more is read or added
 *
 * A decoder takes the parts of a field and then adds the field. It need not look whether
 * the message is long enough: taking from one that has ended gives 0 or "", adding notes
 * where it ended, once, and what comes after is neither taken nor added.
 */
typedef struct
{
  const guint8 *data;
  gsize size;
  gsize start;
  gsize offset;
  gboolean is_short;
  gboolean is_bad;
  gboolean is_done;
  SwDecoded *decoded;
} SwDecodeCursor;

/** Bits of a number and what each stands for; the list ends with a 0. */
typedef struct
{
  guint32 bit;
  const char *name; /* N_() */
} SwDecodeFlag;

/* Taking. Numbers are little-endian, @n_bytes at most 8; strings are without their NUL,
 * which may be missing at the end of the message, and can be printed. */
guint64 sw_decode_take_number (SwDecodeCursor *cursor, gsize n_bytes);
char *sw_decode_take_oem (SwDecodeCursor *cursor);
char *sw_decode_take_oem_padded (SwDecodeCursor *cursor, gsize n_bytes);
char *sw_decode_take_utf16 (SwDecodeCursor *cursor);

/** Returns: (nullable): the next bytes, %NULL if there are not as many */
const guint8 *sw_decode_take_bytes (SwDecodeCursor *cursor, gsize n_bytes);

/** Bytes that make the next field begin at a multiple of @alignment; they are no field.
 */
void sw_decode_skip_padding (SwDecodeCursor *cursor, gsize alignment);

gsize sw_decode_get_left (SwDecodeCursor *cursor);

/** Adds what was taken since the last field. */
void sw_decode_add (SwDecodeCursor *cursor, const char *label, const char *format, ...)
    G_GNUC_PRINTF (3, 4);

/** Adds a string that was taken (transfer full), an empty one as such. */
void sw_decode_add_text (SwDecodeCursor *cursor, const char *label, char *taken);

/** Takes the number that says what the message is, and adds what the papers call it. */
void sw_decode_add_command (SwDecodeCursor *cursor, gsize n_bytes, const char *name);

/* Taking and adding in one. */
void sw_decode_add_oem (SwDecodeCursor *cursor, const char *label);
void sw_decode_add_utf16 (SwDecodeCursor *cursor, const char *label);
void sw_decode_add_decimal (SwDecodeCursor *cursor, const char *label, gsize n_bytes);
void sw_decode_add_hex (SwDecodeCursor *cursor, const char *label, gsize n_bytes);
void sw_decode_add_ms (SwDecodeCursor *cursor, const char *label, gsize n_bytes);
void sw_decode_add_flags (SwDecodeCursor *cursor,
                          const char *label,
                          gsize n_bytes,
                          const SwDecodeFlag *flags);

/** Takes and adds bytes of which nothing better is known. */
void sw_decode_add_bytes (SwDecodeCursor *cursor, const char *label, gsize n_bytes);

/** Adds what is left at the end of a message, if anything. */
void sw_decode_add_rest (SwDecodeCursor *cursor);

void sw_decode_set_headline (SwDecodeCursor *cursor, const char *format, ...)
    G_GNUC_PRINTF (2, 3);

/** Returns: (transfer full): text without surprises, cut if it is very long */
char *sw_decode_format_text (const guint8 *data, gsize size, const SwEncoding *encoding);

/** Returns: (transfer full): a number in hex, and in words which of @flags it has */
char *sw_decode_format_flags (guint32 value, gsize n_bytes, const SwDecodeFlag *flags);

/* What a computer says of itself in its announcements, MS-RAP 2.5.5.2.1. */
extern const SwDecodeFlag sw_decode_server_types[];

/** Returns: (transfer full): such as "Windows 10.0 workstation" */
char *sw_decode_format_server (guint32 server_type, guint major, guint minor);

/* The protocols. Each returns FALSE, and leaves the cursor alone, if it does not know
 * this kind of message. */
gboolean sw_decode_browse (SwDecodeCursor *cursor);
gboolean sw_decode_lanman (SwDecodeCursor *cursor);
gboolean sw_decode_netlogon (SwDecodeCursor *cursor);
gboolean sw_decode_messenger (SwDecodeCursor *cursor);

/* Parts of sw_decode_netlogon(): the answers of a domain controller, the announcement of
 * changes, and what ends most of these messages. */
void sw_decode_netlogon_answer (SwDecodeCursor *cursor);
void sw_decode_netlogon_answer_ex (SwDecodeCursor *cursor);
void sw_decode_netlogon_change (SwDecodeCursor *cursor);
void sw_decode_add_netlogon_version (SwDecodeCursor *cursor);
void sw_decode_add_netlogon_tokens (SwDecodeCursor *cursor);
void sw_decode_add_sid (SwDecodeCursor *cursor);

G_END_DECLS
