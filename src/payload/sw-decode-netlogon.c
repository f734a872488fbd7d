/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "config.h"

#include "payload/sw-decode-private.h"

#include <glib/gi18n-lib.h>

/* How computers find a domain controller, MS-ADTS 6.3.1 and 6.3.5, and what LAN Manager
 * sent before. Questions go to NETLOGON and NTLOGON, answers to the slot that they name.
 */

/* MS-ADTS 6.3.1.1 */
static const SwDecodeFlag versions[] = {
  { 0x00000001, "VERSION_1" },
  { 0x00000002, "VERSION_5" },
  { 0x00000004, "VERSION_5EX" },
  { 0x00000008, "VERSION_5EX_WITH_IP" },
  { 0x00000010, "VERSION_WITH_CLOSEST_SITE" },
  { 0x01000000, "VERSION_AVOID_NT4EMUL" },
  { 0x10000000, "VERSION_PDC" },
  { 0x20000000, "VERSION_IP" },
  { 0x40000000, "VERSION_LOCAL" },
  { 0x80000000, "VERSION_GC" },
  { 0, NULL },
};

/* MS-SAMR 2.2.1.12 */
static const SwDecodeFlag account_types[] = {
  { 0x001, N_ ("account disabled") },
  { 0x002, N_ ("home directory required") },
  { 0x004, N_ ("password not required") },
  { 0x008, N_ ("temporary duplicate account") },
  { 0x010, N_ ("normal account") },
  { 0x020, N_ ("MNS logon account") },
  { 0x040, N_ ("interdomain trust account") },
  { 0x080, N_ ("workstation trust account") },
  { 0x100, N_ ("server trust account") },
  { 0x200, N_ ("password does not expire") },
  { 0x400, N_ ("account locked automatically") },
  { 0, NULL },
};

void
sw_decode_add_netlogon_version (SwDecodeCursor *cursor)
{
  sw_decode_add_flags (cursor, _ ("NT version"), 4, versions);
}

/* The oldest messages have the second only. */
void
sw_decode_add_netlogon_tokens (SwDecodeCursor *cursor)
{
  if (sw_decode_get_left (cursor) != 2)
    sw_decode_add_hex (cursor, _ ("LM NT token"), 2);
  sw_decode_add_hex (cursor, _ ("LM 2.0 token"), 2);
}

/* MS-DTYP 2.4.2.2 */
static char *
format_sid (const guint8 *sid, gsize size)
{
  g_autoptr (GString) text = g_string_new (NULL);
  guint64 authority = 0;

  if (size < 8 || size < 8 + 4 * (gsize) sid[1])
    return NULL;
  for (int i = 2; i < 8; i++)
    authority = authority << 8 | sid[i];
  g_string_printf (text, "S-%u-%" G_GUINT64_FORMAT, sid[0], authority);
  for (gsize i = 8; i < 8 + 4 * (gsize) sid[1]; i += 4)
    g_string_append_printf (text,
                            "-%u",
                            sid[i] | sid[i + 1] << 8 | sid[i + 2] << 16
                                | (guint) sid[i + 3] << 24);
  return g_string_free (g_steal_pointer (&text), FALSE);
}

/* Its size, and if that is not 0, the SID itself at a multiple of 4. */
void
sw_decode_add_sid (SwDecodeCursor *cursor)
{
  gsize size = (gsize) sw_decode_take_number (cursor, 4);
  const guint8 *sid;
  g_autofree char *text = NULL;

  sw_decode_add (cursor, _ ("Domain SID size"), "%u", (guint) size);
  if (size == 0)
    return;
  sw_decode_skip_padding (cursor, 4);
  sid = sw_decode_take_bytes (cursor, size);
  if (sid != NULL)
    text = format_sid (sid, size);
  if (sid != NULL && text == NULL)
    cursor->is_bad = TRUE;
  sw_decode_add (cursor, _ ("Domain SID"), "%s", text != NULL ? text : "");
}

static void
decode_logon_request (SwDecodeCursor *cursor)
{
  g_autofree char *computer = sw_decode_take_oem (cursor);
  g_autofree char *user = NULL;

  sw_decode_add_text (cursor, _ ("Computer name"), g_strdup (computer));
  user = sw_decode_take_oem (cursor);
  if (user[0] != '\0')
    /* TRANSLATORS: a person, and a computer. */
    sw_decode_set_headline (cursor, _ ("Logon request of %s from %s"), user, computer);
  sw_decode_add_text (cursor, _ ("User name"), g_steal_pointer (&user));
  sw_decode_add_oem (cursor, _ ("Mailslot name"));
  sw_decode_add_decimal (cursor, _ ("Request count"), 1);
  sw_decode_add_netlogon_tokens (cursor);
}

static void
decode_logon_response (SwDecodeCursor *cursor)
{
  g_autofree char *server = sw_decode_take_oem (cursor);

  if (server[0] != '\0')
    sw_decode_set_headline (cursor, _ ("Logon response from %s"), server);
  sw_decode_add_text (cursor, _ ("Logon server"), g_steal_pointer (&server));
  sw_decode_add_netlogon_tokens (cursor);
}

/* LAN Manager's ends after the name of the slot, but for a token. */
static void
decode_primary_query (SwDecodeCursor *cursor)
{
  g_autofree char *computer = sw_decode_take_oem (cursor);

  if (computer[0] != '\0')
    sw_decode_set_headline (cursor,
                            _ ("Query for the primary domain controller from %s"),
                            computer);
  sw_decode_add_text (cursor, _ ("Computer name"), g_steal_pointer (&computer));
  sw_decode_add_oem (cursor, _ ("Mailslot name"));
  if (sw_decode_get_left (cursor) != 2)
    {
      sw_decode_skip_padding (cursor, 2);
      sw_decode_add_utf16 (cursor, _ ("Unicode computer name"));
      sw_decode_add_netlogon_version (cursor);
    }
  sw_decode_add_netlogon_tokens (cursor);
}

static void
decode_primary_response (SwDecodeCursor *cursor)
{
  g_autofree char *server = sw_decode_take_oem (cursor);

  if (server[0] != '\0')
    sw_decode_set_headline (cursor, _ ("The primary domain controller is %s"), server);
  sw_decode_add_text (cursor, _ ("Primary DC name"), g_steal_pointer (&server));
  sw_decode_skip_padding (cursor, 2);
  sw_decode_add_utf16 (cursor, _ ("Unicode primary DC name"));
  sw_decode_add_utf16 (cursor, _ ("Unicode domain name"));
  sw_decode_add_netlogon_version (cursor);
  sw_decode_add_netlogon_tokens (cursor);
}

static void
decode_sam_logon_request (SwDecodeCursor *cursor)
{
  g_autofree char *computer = NULL;
  g_autofree char *user = NULL;

  sw_decode_add_decimal (cursor, _ ("Request count"), 2);
  computer = sw_decode_take_utf16 (cursor);
  sw_decode_add_text (cursor, _ ("Unicode computer name"), g_strdup (computer));
  user = sw_decode_take_utf16 (cursor);
  if (user[0] != '\0')
    sw_decode_set_headline (cursor,
                            /* TRANSLATORS: a person, and a computer. */
                            _ ("SAM logon request of %s from %s"),
                            user,
                            computer);
  else if (computer[0] != '\0')
    sw_decode_set_headline (cursor, _ ("SAM logon request from %s"), computer);
  sw_decode_add_text (cursor, _ ("Unicode user name"), g_steal_pointer (&user));
  sw_decode_add_oem (cursor, _ ("Mailslot name"));
  sw_decode_add_flags (cursor, _ ("Allowable account control bits"), 4, account_types);
  sw_decode_add_sid (cursor);
  sw_decode_add_netlogon_version (cursor);
  sw_decode_add_netlogon_tokens (cursor);
}

typedef struct
{
  guint16 opcode;
  const char
      *name; /* in MS-ADTS 6.3.1.3 and MS-NRPC, else in the papers of LAN Manager */
  const char *headline;
  void (*decode) (SwDecodeCursor *cursor);
} Operation;

static const Operation operations[] = {
  { 0, "LOGON_REQUEST", N_ ("Logon request"), decode_logon_request },
  { 6, "LOGON_RESPONSE2", N_ ("Logon response"), decode_logon_response },
  { 7,
    "LOGON_PRIMARY_QUERY",
    N_ ("Query for the primary domain controller"),
    decode_primary_query },
  { 10,
    "NETLOGON_DB_CHANGE",
    N_ ("Change of the account database"),
    sw_decode_netlogon_change },
  { 12,
    "LOGON_PRIMARY_RESPONSE",
    N_ ("Response to the query for the primary domain controller"),
    decode_primary_response },
  { 18, "LOGON_SAM_LOGON_REQUEST", N_ ("SAM logon request"), decode_sam_logon_request },
  { 19,
    "LOGON_SAM_LOGON_RESPONSE",
    N_ ("SAM logon response"),
    sw_decode_netlogon_answer },
  { 20,
    "LOGON_SAM_PAUSE_RESPONSE",
    N_ ("SAM logon response: Netlogon is paused"),
    sw_decode_netlogon_answer },
  { 21,
    "LOGON_SAM_USER_UNKNOWN",
    N_ ("SAM logon response: the user is unknown"),
    sw_decode_netlogon_answer },
  { 23,
    "LOGON_SAM_LOGON_RESPONSE_EX",
    N_ ("SAM logon response"),
    sw_decode_netlogon_answer_ex },
  { 24,
    "LOGON_SAM_PAUSE_RESPONSE_EX",
    N_ ("SAM logon response: Netlogon is paused"),
    sw_decode_netlogon_answer_ex },
  { 25,
    "LOGON_SAM_USER_UNKNOWN_EX",
    N_ ("SAM logon response: the user is unknown"),
    sw_decode_netlogon_answer_ex },
};

gboolean
sw_decode_netlogon (SwDecodeCursor *cursor)
{
  if (cursor->size < 2 || cursor->data[1] != 0)
    return FALSE;
  for (guint i = 0; i < G_N_ELEMENTS (operations); i++)
    if (operations[i].opcode == cursor->data[0])
      {
        sw_decode_set_headline (cursor, "%s", _ (operations[i].headline));
        sw_decode_add_command (cursor, 2, operations[i].name);
        operations[i].decode (cursor);
        return TRUE;
      }
  return FALSE;
}
