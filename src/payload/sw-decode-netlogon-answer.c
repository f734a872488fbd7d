/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "config.h"

#include "payload/sw-decode-private.h"

#include <string.h>

#include <glib/gi18n-lib.h>

#include "payload/sw-encoding.h"

/* What a domain controller answers: MS-ADTS 6.3.1.7 (as NT 4.0), 6.3.1.8, 6.3.1.9. */

#define GUID_BYTES 16
#define SOCKADDR_BYTES 16
#define SOCKADDR_USED_BYTES 8
#define TAIL_BYTES 8 /* version and tokens, which end each of them */
#define WITH_IP 0x00000008
#define WITH_CLOSEST_SITE 0x00000010

/* RFC 1035 4.1.4 */
#define POINTER 0xC0
#define MAX_LABEL 63
#define MAX_NAME 255
#define MAX_JUMPS 16

/* MS-ADTS 6.3.1.2 */
static const SwDecodeFlag controller_flags[] = {
  { 0x00000001, N_ ("primary domain controller") },
  { 0x00000004, N_ ("global catalog") },
  { 0x00000008, N_ ("LDAP server") },
  { 0x00000010, N_ ("directory service") },
  { 0x00000020, N_ ("Kerberos key distribution center") },
  { 0x00000040, N_ ("time service") },
  { 0x00000080, N_ ("in the closest site") },
  { 0x00000100, N_ ("writable") },
  { 0x00000200, N_ ("reliable time service") },
  { 0x00000400, N_ ("no domain, but another naming context") },
  { 0x00000800, N_ ("read-only since Windows Server 2008") },
  { 0x00001000, N_ ("writable since Windows Server 2008") },
  { 0x00002000, N_ ("web services") },
  { 0x00004000, N_ ("Windows Server 2012 or later") },
  { 0x00008000, N_ ("Windows Server 2012 R2 or later") },
  { 0x00010000, N_ ("Windows Server 2016 or later") },
  { 0x20000000, N_ ("DNS name of the controller") },
  { 0x40000000, N_ ("DNS name of the domain") },
  { 0x80000000, N_ ("DNS name of the forest") },
  { 0, NULL },
};

/* MS-DTYP 2.3.4.2 */
static void
add_guid (SwDecodeCursor *cursor, const char *label)
{
  guint32 first = (guint32) sw_decode_take_number (cursor, 4);
  guint second = (guint) sw_decode_take_number (cursor, 2);
  guint third = (guint) sw_decode_take_number (cursor, 2);
  const guint8 *rest = sw_decode_take_bytes (cursor, GUID_BYTES - 8);
  static const guint8 none[GUID_BYTES - 8];

  if (rest == NULL)
    rest = none;
  sw_decode_add (cursor,
                 label,
                 "%08x-%04x-%04x-%02x%02x-%02x%02x%02x%02x%02x%02x",
                 first,
                 second,
                 third,
                 rest[0],
                 rest[1],
                 rest[2],
                 rest[3],
                 rest[4],
                 rest[5],
                 rest[6],
                 rest[7]);
}

typedef struct
{
  gsize at;
  gsize end; /* behind the name where it began; 0 until that is known */
  guint n_jumps;
  GString *name;
} DnsWalk;

typedef enum
{
  STEP_ON,
  STEP_END,
  STEP_SHORT,
  STEP_BAD,
} DnsStep;

/* A pointer leads to what came before it, and not too often: so every walk ends. */
static DnsStep
follow (SwDecodeCursor *cursor, DnsWalk *walk)
{
  gsize target;

  if (walk->at + 1 >= cursor->size)
    return STEP_SHORT;
  target = (gsize) (cursor->data[walk->at] & ~POINTER) << 8 | cursor->data[walk->at + 1];
  if (target >= walk->at || walk->n_jumps++ == MAX_JUMPS)
    return STEP_BAD;
  if (walk->end == 0)
    walk->end = walk->at + 2;
  walk->at = target;
  return STEP_ON;
}

static DnsStep
step (SwDecodeCursor *cursor, DnsWalk *walk)
{
  gsize length;

  if (walk->at >= cursor->size)
    return STEP_SHORT;
  length = cursor->data[walk->at];
  if (length >= POINTER)
    return follow (cursor, walk);
  if (length > MAX_LABEL || walk->name->len + length > MAX_NAME)
    return STEP_BAD;
  if (length >= cursor->size - walk->at)
    return STEP_SHORT;
  if (length > 0 && walk->name->len > 0)
    g_string_append_c (walk->name, '.');
  g_string_append_len (walk->name,
                       (const char *) cursor->data + walk->at + 1,
                       (gssize) length);
  walk->at += 1 + length;
  if (length == 0 && walk->end == 0)
    walk->end = walk->at;
  return length > 0 ? STEP_ON : STEP_END;
}

/* A name as in DNS, whose end may stand earlier in the message. */
static char *
take_dns_name (SwDecodeCursor *cursor)
{
  g_autoptr (GString) name = g_string_new (NULL);
  DnsWalk walk = { .at = cursor->offset, .name = name };
  DnsStep result;

  if (cursor->is_done || cursor->is_short)
    return g_strdup ("");
  do
    result = step (cursor, &walk);
  while (result == STEP_ON);
  if (result == STEP_END)
    sw_decode_take_bytes (cursor, walk.end - cursor->offset);
  else if (result == STEP_SHORT)
    cursor->is_short = TRUE;
  else
    cursor->is_bad = TRUE;
  return sw_decode_format_text ((const guint8 *) name->str,
                                name->len,
                                sw_encoding_get_utf8 ());
}

static void
add_dns_name (SwDecodeCursor *cursor, const char *label)
{
  sw_decode_add_text (cursor, label, take_dns_name (cursor));
}

static void
add_ipv4 (SwDecodeCursor *cursor, const char *label)
{
  const guint8 *address = sw_decode_take_bytes (cursor, 4);
  static const guint8 none[4];

  if (address == NULL)
    address = none;
  sw_decode_add (cursor,
                 label,
                 "%u.%u.%u.%u",
                 address[0],
                 address[1],
                 address[2],
                 address[3]);
}

static void
set_headline (SwDecodeCursor *cursor, const char *server)
{
  g_autofree char *kind = g_strdup (cursor->decoded->headline);

  if (server[0] != '\0')
    /* TRANSLATORS: a computer, and what it answers: "\\DC1", "SAM logon response". */
    sw_decode_set_headline (cursor, _ ("%s: %s"), server, kind);
}

static gboolean
ends_with_tokens (SwDecodeCursor *cursor)
{
  static const guint8 tokens[] = { 0xFF, 0xFF, 0xFF, 0xFF };

  return sw_decode_get_left (cursor) >= TAIL_BYTES
         && memcmp (cursor->data + cursor->size - sizeof tokens, tokens, sizeof tokens)
                == 0;
}

/* The form of NT 4.0 comes without what Active Directory added: the version, which is 1,
 * and the tokens are next. */
static gboolean
is_nt4 (SwDecodeCursor *cursor)
{
  gsize left = sw_decode_get_left (cursor);

  if (left < TAIL_BYTES)
    return left == 0 || cursor->data[cursor->offset] == 1;
  return left == TAIL_BYTES && ends_with_tokens (cursor);
}

void
sw_decode_netlogon_answer (SwDecodeCursor *cursor)
{
  g_autofree char *server = sw_decode_take_utf16 (cursor);

  set_headline (cursor, server);
  sw_decode_add_text (cursor, _ ("Logon server"), g_steal_pointer (&server));
  sw_decode_add_utf16 (cursor, _ ("User name"));
  sw_decode_add_utf16 (cursor, _ ("Domain name"));
  if (!is_nt4 (cursor))
    {
      add_guid (cursor, _ ("Domain GUID"));
      add_guid (cursor, _ ("Null GUID"));
      add_dns_name (cursor, _ ("DNS forest name"));
      add_dns_name (cursor, _ ("DNS domain name"));
      add_dns_name (cursor, _ ("DNS host name"));
      add_ipv4 (cursor, _ ("DC IP address"));
      sw_decode_add_flags (cursor, _ ("Flags"), 4, controller_flags);
    }
  sw_decode_add_netlogon_version (cursor);
  sw_decode_add_netlogon_tokens (cursor);
}

/* The version, which stands near the end, says what stands before it. */
static guint32
peek_version (SwDecodeCursor *cursor)
{
  SwDecodeCursor tail = *cursor;

  tail.offset = cursor->size - TAIL_BYTES;
  return (guint32) sw_decode_take_number (&tail, 4);
}

/* A sockaddr_in of Windows, of which only the family and the address are set. */
static void
add_socket_address (SwDecodeCursor *cursor)
{
  gsize size = (gsize) sw_decode_take_number (cursor, 1);

  sw_decode_add (cursor, _ ("DC socket address size"), "%u", (guint) size);
  if (size < SOCKADDR_USED_BYTES)
    {
      sw_decode_add_bytes (cursor, _ ("DC socket address"), size);
      return;
    }
  sw_decode_add_decimal (cursor, _ ("Address family"), 2);
  sw_decode_add_hex (cursor, _ ("Port"), 2);
  add_ipv4 (cursor, _ ("DC IP address"));
  sw_decode_add_bytes (cursor, _ ("Unused"), size - SOCKADDR_USED_BYTES);
}

/* If the end is missing, nobody knows what comes before it, but for a size. */
static void
add_optional_parts (SwDecodeCursor *cursor)
{
  gboolean is_whole = ends_with_tokens (cursor);
  guint32 version = is_whole ? peek_version (cursor) : 0;
  gsize left = sw_decode_get_left (cursor);

  if ((version & WITH_IP) != 0
      || (!is_whole && left > 0 && cursor->data[cursor->offset] == SOCKADDR_BYTES))
    add_socket_address (cursor);
  if ((version & WITH_CLOSEST_SITE) != 0)
    add_dns_name (cursor, _ ("Next closest site name"));
  if (!is_whole && sw_decode_get_left (cursor) > TAIL_BYTES)
    cursor->is_short = TRUE;
}

void
sw_decode_netlogon_answer_ex (SwDecodeCursor *cursor)
{
  g_autofree char *server = NULL;

  sw_decode_add_hex (cursor, _ ("Reserved"), 2);
  sw_decode_add_flags (cursor, _ ("Flags"), 4, controller_flags);
  add_guid (cursor, _ ("Domain GUID"));
  add_dns_name (cursor, _ ("DNS forest name"));
  add_dns_name (cursor, _ ("DNS domain name"));
  add_dns_name (cursor, _ ("DNS host name"));
  add_dns_name (cursor, _ ("NetBIOS domain name"));
  server = take_dns_name (cursor);
  set_headline (cursor, server);
  sw_decode_add_text (cursor, _ ("NetBIOS computer name"), g_steal_pointer (&server));
  add_dns_name (cursor, _ ("User name"));
  add_dns_name (cursor, _ ("DC site name"));
  add_dns_name (cursor, _ ("Client site name"));
  if (!cursor->is_done)
    add_optional_parts (cursor);
  sw_decode_add_netlogon_version (cursor);
  sw_decode_add_netlogon_tokens (cursor);
}
