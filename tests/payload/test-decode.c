/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "config.h"

#include "payload/decoded-text.h"
#include "payload/sw-hex.h"

#include <string.h>

/*
 * Messages of nmbd from tests/vectors/browse.pcap, and others made by hand from the
 * papers that the decoders name; test-decode-tshark.py has most of these looked at by
 * Wireshark.
 */

typedef struct
{
  const char *path;
  const char *slot;
  const char *hex;
  const char *text;
  gsize n_ambiguous; /* less than that could be another message, or none */
} Vector;

#define WS1_UTF16 "5700530031000000"
#define DC1_UTF16 "4400430031000000"
#define OFFICE_UTF16 "4f004600460049004300450000"
#define GUID "000102030405060708090a0b0c0d0e0f"
#define TOKENS "ffffffff"

static const Vector vectors[] = {
  { "browse/host-announcement",
    "BROWSE",
    "010060ea000053414d4241484f5354000000000000000601039a81000f0155aa"
    "53616d6261207465737420626f7800",
    "Host announcement from SAMBAHOST, Unix server, version 6.1\n"
    "0+1 Command: 1 (HostAnnouncement)\n"
    "1+1 Update count: 0\n"
    "2+4 Periodicity: 60000 ms (0:01:00)\n"
    "6+16 Server name: SAMBAHOST\n"
    "22+2 OS version: 6.1\n"
    "24+4 Server type: 0x00819A03 (workstation, server, print server, Unix or Xenix, "
    "Windows NT, Windows NT Server, potential browser, DFS)\n"
    "28+2 Browser version: 15.1\n"
    "30+2 Signature: 0xAA55\n"
    "32+15 Comment: Samba test box\n" },
  { "browse/host-announcement-of-windows",
    "Browse",
    "010080fc0a004d494e542d50430000000000000000000a00031000100f0155aa00",
    "Host announcement from MINT-PC, Windows 10.0 workstation\n"
    "0+1 Command: 1 (HostAnnouncement)\n"
    "1+1 Update count: 0\n"
    "2+4 Periodicity: 720000 ms (0:12:00)\n"
    "6+16 Server name: MINT-PC\n"
    "22+2 OS version: 10.0\n"
    "24+4 Server type: 0x10001003 (workstation, server, Windows NT; others: 0x10000000)\n"
    "28+2 Browser version: 15.1\n"
    "30+2 Signature: 0xAA55\n"
    "32+1 Comment: (empty)\n" },
  { "browse/local-master-announcement",
    "BROWSE",
    "0f02c0d4010053414d4241484f5354000000000000000601039a84000f0155aa"
    "53616d6261207465737420626f7800",
    "Local master announcement from SAMBAHOST, Unix server, version 6.1\n"
    "0+1 Command: 15 (LocalMasterAnnouncement)\n"
    "1+1 Update count: 2\n"
    "2+4 Periodicity: 120000 ms (0:02:00)\n"
    "6+16 Server name: SAMBAHOST\n"
    "22+2 OS version: 6.1\n"
    "24+4 Server type: 0x00849A03 (workstation, server, print server, Unix or Xenix, "
    "Windows NT, Windows NT Server, master browser, DFS)\n"
    "28+2 Browser version: 15.1\n"
    "30+2 Signature: 0xAA55\n"
    "32+15 Comment: Samba test box\n" },
  { "browse/domain-announcement",
    "BROWSE",
    "0c02c0d40100544553544752500000000000000000000601001000800f0155aa"
    "53414d4241484f535400",
    "Domain announcement of TESTGRP, master browser SAMBAHOST\n"
    "0+1 Command: 12 (DomainAnnouncement)\n"
    "1+1 Update count: 2\n"
    "2+4 Periodicity: 120000 ms (0:02:00)\n"
    "6+16 Machine group: TESTGRP\n"
    "22+2 Browser config version: 6.1\n"
    "24+4 Server type: 0x80001000 (Windows NT, domain enumeration)\n"
    "28+2 Browser version: 15.1\n"
    "30+2 Signature: 0xAA55\n"
    "32+10 Local master browser name: SAMBAHOST\n" },
  { "browse/announcement-request-of-samba",
    "BROWSE",
    "02010053414d4241484f5354",
    "Announcement request from SAMBAHOST\n"
    "0+1 Command: 2 (AnnouncementRequest)\n"
    "1+1 Reserved: 0x01\n"
    "2+10 Response name: SAMBAHOST\n" },
  { "browse/election",
    "BROWSE",
    "08010a0f0123701700000000000053414d4241484f535400",
    "Election request from SAMBAHOST\n"
    "0+1 Command: 8 (RequestElection)\n"
    "1+1 Election version: 1\n"
    "2+1 Election role: 0x0A (domain controller, preferred master browser)\n"
    "3+2 Browser version: 15.1\n"
    "5+1 Election operating system: 35\n"
    "6+4 Uptime: 6000 ms (0:00:06)\n"
    "10+4 Unused: 0x00000000\n"
    "14+10 Server name: SAMBAHOST\n" },
  { "browse/backup-list-request",
    "BROWSE",
    "090478563412",
    "Backup list request\n"
    "0+1 Command: 9 (GetBackupListRequest)\n"
    "1+1 Requested count: 4\n"
    "2+4 Token: 0x12345678\n" },
  { "browse/backup-list-response",
    "BROWSE",
    "0a02785634124d494e54004f464649434500",
    "Backup list response\n"
    "0+1 Command: 10 (GetBackupListResponse)\n"
    "1+1 Backup server count: 2\n"
    "2+4 Token: 0x12345678\n"
    "6+5 Backup server: MINT\n"
    "11+7 Backup server: OFFICE\n" },
  { "browse/become-backup",
    "BROWSE",
    "0b4d494e5400",
    "Request to become a backup browser, to MINT\n"
    "0+1 Command: 11 (BecomeBackup)\n"
    "1+5 Browser to promote: MINT\n" },
  { "browse/master-announcement",
    "BROWSE",
    "0d4d494e5400",
    "Master announcement from MINT\n"
    "0+1 Command: 13 (MasterAnnouncement)\n"
    "1+5 Master browser server name: MINT\n" },
  { "browse/reset-state",
    "BROWSE",
    "0e03ff",
    "Reset of the browser’s state\n"
    "0+1 Command: 14 (ResetStateRequest)\n"
    "1+1 Options: 0x03 (stop being the master browser, forget all lists and begin "
    "again)\n"
    "2+1 Further bytes: ff\n" },
  { "lanman/announcement",
    "LANMAN",
    "0100039a81000601140053414d4241484f53540053414d4241205445535420424f5800",
    "LAN Manager announcement from SAMBAHOST, Unix server, version 6.1\n"
    "0+2 Command: 1 (Announce)\n"
    "2+4 Server type: 0x00819A03 (workstation, server, print server, Unix or Xenix, "
    "Windows NT, Windows NT Server, potential browser, DFS)\n"
    "6+2 OS version: 6.1\n"
    "8+2 Periodicity: 20 s\n"
    "10+10 Server name: SAMBAHOST\n"
    "20+15 Comment: SAMBA TEST BOX\n",
    2 },
  { "lanman/request",
    "LANMAN",
    "020057533100",
    "LAN Manager announcement request from WS1\n"
    "0+2 Command: 2 (AnnounceRequest)\n"
    "2+4 Response name: WS1\n",
    2 },
  /* MS-BRWS 2.2.1 <9>: Windows sends this one here. */
  { "lanman/host-announcement-of-windows",
    "LANMAN",
    "010080fc0a004d494e542d50430000000000000000000a00039000000f0155aa00",
    "Host announcement from MINT-PC, Windows 10.0 server\n"
    "0+1 Command: 1 (HostAnnouncement)\n"
    "1+1 Update count: 0\n"
    "2+4 Periodicity: 720000 ms (0:12:00)\n"
    "6+16 Server name: MINT-PC\n"
    "22+2 OS version: 10.0\n"
    "24+4 Server type: 0x00009003 (workstation, server, Windows NT, Windows NT Server)\n"
    "28+2 Browser version: 15.1\n"
    "30+2 Signature: 0xAA55\n"
    "32+1 Comment: (empty)\n",
    32 },
  { "netlogon/logon-request",
    "NET\\NETLOGON",
    "000057533100616c696365005c4d41494c534c4f545c54454d505c4e45544c4f474f4e0002ffff",
    "Logon request of alice from WS1\n"
    "0+2 Command: 0 (LOGON_REQUEST)\n"
    "2+4 Computer name: WS1\n"
    "6+6 User name: alice\n"
    "12+24 Mailslot name: \\MAILSLOT\\TEMP\\NETLOGON\n"
    "36+1 Request count: 2\n"
    "37+2 LM 2.0 token: 0xFFFF\n",
    2 },
  { "netlogon/logon-response",
    "TEMP\\NETLOGON",
    "06005c5c44433100ffff",
    "Logon response from \\\\DC1\n"
    "0+2 Command: 6 (LOGON_RESPONSE2)\n"
    "2+6 Logon server: \\\\DC1\n"
    "8+2 LM 2.0 token: 0xFFFF\n",
    2 },
  { "netlogon/primary-query",
    "NET\\NETLOGON",
    "0700575331005c4d41494c534c4f545c4e45545c47455444433100"
    "00" /* padding */ WS1_UTF16 "0b000000" TOKENS,
    "Query for the primary domain controller from WS1\n"
    "0+2 Command: 7 (LOGON_PRIMARY_QUERY)\n"
    "2+4 Computer name: WS1\n"
    "6+21 Mailslot name: \\MAILSLOT\\NET\\GETDC1\n"
    "28+8 Unicode computer name: WS1\n"
    "36+4 NT version: 0x0000000B (VERSION_1, VERSION_5, VERSION_5EX_WITH_IP)\n"
    "40+2 LM NT token: 0xFFFF\n"
    "42+2 LM 2.0 token: 0xFFFF\n",
    2 },
  { "netlogon/primary-query-of-lan-manager",
    "NET\\NETLOGON",
    "0700575331005c4d41494c534c4f545c4e45545c47455444433100ffff",
    "Query for the primary domain controller from WS1\n"
    "0+2 Command: 7 (LOGON_PRIMARY_QUERY)\n"
    "2+4 Computer name: WS1\n"
    "6+21 Mailslot name: \\MAILSLOT\\NET\\GETDC1\n"
    "27+2 LM 2.0 token: 0xFFFF\n",
    2 },
  { "netlogon/primary-response",
    "NET\\GETDC1",
    "0c0044433100" DC1_UTF16 OFFICE_UTF16 "0001000000" TOKENS,
    "The primary domain controller is DC1\n"
    "0+2 Command: 12 (LOGON_PRIMARY_RESPONSE)\n"
    "2+4 Primary DC name: DC1\n"
    "6+8 Unicode primary DC name: DC1\n"
    "14+14 Unicode domain name: OFFICE\n"
    "28+4 NT version: 0x00000001 (VERSION_1)\n"
    "32+2 LM NT token: 0xFFFF\n"
    "34+2 LM 2.0 token: 0xFFFF\n",
    2 },
  { "netlogon/sam-logon-request",
    "NET\\NTLOGON",
    "12000000" WS1_UTF16 "57005300310024000000"
    "5c4d41494c534c4f545c4e45545c4745544443390080000000"
    "18000000" /* then a byte of padding */ "00"
    "01040000000000051500000057040000ae080000050d0000"
    "0b000000" TOKENS,
    "SAM logon request of WS1$ from WS1\n"
    "0+2 Command: 18 (LOGON_SAM_LOGON_REQUEST)\n"
    "2+2 Request count: 0\n"
    "4+8 Unicode computer name: WS1\n"
    "12+10 Unicode user name: WS1$\n"
    "22+21 Mailslot name: \\MAILSLOT\\NET\\GETDC9\n"
    "43+4 Allowable account control bits: 0x00000080 (workstation trust account)\n"
    "47+4 Domain SID size: 24\n"
    "52+24 Domain SID: S-1-5-21-1111-2222-3333\n"
    "76+4 NT version: 0x0000000B (VERSION_1, VERSION_5, VERSION_5EX_WITH_IP)\n"
    "80+2 LM NT token: 0xFFFF\n"
    "82+2 LM 2.0 token: 0xFFFF\n",
    2 },
  { "netlogon/sam-logon-request-without-domain",
    "NET\\NTLOGON",
    "12000100" WS1_UTF16 "0000"
    "5c4d41494c534c4f545c4e45545c4745544443390000000000"
    "000000000b000000" TOKENS,
    "SAM logon request from WS1\n"
    "0+2 Command: 18 (LOGON_SAM_LOGON_REQUEST)\n"
    "2+2 Request count: 1\n"
    "4+8 Unicode computer name: WS1\n"
    "12+2 Unicode user name: (empty)\n"
    "14+21 Mailslot name: \\MAILSLOT\\NET\\GETDC9\n"
    "35+4 Allowable account control bits: 0x00000000\n"
    "39+4 Domain SID size: 0\n"
    "43+4 NT version: 0x0000000B (VERSION_1, VERSION_5, VERSION_5EX_WITH_IP)\n"
    "47+2 LM NT token: 0xFFFF\n"
    "49+2 LM 2.0 token: 0xFFFF\n",
    2 },
  { "netlogon/sam-logon-response-of-nt4",
    "NET\\GETDC9",
    "13005c005c00" DC1_UTF16 WS1_UTF16 OFFICE_UTF16 "0001000000" TOKENS,
    "\\\\DC1: SAM logon response\n"
    "0+2 Command: 19 (LOGON_SAM_LOGON_RESPONSE)\n"
    "2+12 Logon server: \\\\DC1\n"
    "14+8 User name: WS1\n"
    "22+14 Domain name: OFFICE\n"
    "36+4 NT version: 0x00000001 (VERSION_1)\n"
    "40+2 LM NT token: 0xFFFF\n"
    "42+2 LM 2.0 token: 0xFFFF\n",
    2 },
  { "netlogon/sam-user-unknown",
    "NET\\GETDC9",
    "15005c005c00" DC1_UTF16 WS1_UTF16 OFFICE_UTF16 "00" GUID
    "00000000000000000000000000000000"
    "076578616d706c6503636f6d00" /* example.com, at byte 68 */
    "c044"
    "03646331c044"
    "c0000201"
    "fd010000"
    "03000000" TOKENS,
    "\\\\DC1: SAM logon response: the user is unknown\n"
    "0+2 Command: 21 (LOGON_SAM_USER_UNKNOWN)\n"
    "2+12 Logon server: \\\\DC1\n"
    "14+8 User name: WS1\n"
    "22+14 Domain name: OFFICE\n"
    "36+16 Domain GUID: 03020100-0504-0706-0809-0a0b0c0d0e0f\n"
    "52+16 Null GUID: 00000000-0000-0000-0000-000000000000\n"
    "68+13 DNS forest name: example.com\n"
    "81+2 DNS domain name: example.com\n"
    "83+6 DNS host name: dc1.example.com\n"
    "89+4 DC IP address: 192.0.2.1\n"
    "93+4 Flags: 0x000001FD (primary domain controller, global catalog, LDAP server, "
    "directory service, Kerberos key distribution center, time service, "
    "in the closest site, writable)\n"
    "97+4 NT version: 0x00000003 (VERSION_1, VERSION_5)\n"
    "101+2 LM NT token: 0xFFFF\n"
    "103+2 LM 2.0 token: 0xFFFF\n",
    2 },
  { "netlogon/sam-logon-response-ex",
    "NET\\GETDC9",
    "17000000fc010000" GUID "076578616d706c6503636f6d00c018"
    "03646331c018"
    "064f464649434500"
    "0344433100"
    "05616c69636500"
    "06486572652d3100"
    "0754686572652d3200"
    "1002000000c00002010000000000000000"
    "0d000000" TOKENS,
    "DC1: SAM logon response\n"
    "0+2 Command: 23 (LOGON_SAM_LOGON_RESPONSE_EX)\n"
    "2+2 Reserved: 0x0000\n"
    "4+4 Flags: 0x000001FC (global catalog, LDAP server, directory service, "
    "Kerberos key distribution center, time service, in the closest site, writable)\n"
    "8+16 Domain GUID: 03020100-0504-0706-0809-0a0b0c0d0e0f\n"
    "24+13 DNS forest name: example.com\n"
    "37+2 DNS domain name: example.com\n"
    "39+6 DNS host name: dc1.example.com\n"
    "45+8 NetBIOS domain name: OFFICE\n"
    "53+5 NetBIOS computer name: DC1\n"
    "58+7 User name: alice\n"
    "65+8 DC site name: Here-1\n"
    "73+9 Client site name: There-2\n"
    "82+1 DC socket address size: 16\n"
    "83+2 Address family: 2\n"
    "85+2 Port: 0x0000\n"
    "87+4 DC IP address: 192.0.2.1\n"
    "91+8 Unused: 00 00 00 00 00 00 00 00\n"
    "99+4 NT version: 0x0000000D (VERSION_1, VERSION_5EX, VERSION_5EX_WITH_IP)\n"
    "103+2 LM NT token: 0xFFFF\n"
    "105+2 LM 2.0 token: 0xFFFF\n",
    2 },
  { "netlogon/change",
    "NET\\NETLOGON",
    "0a004d00000000ca9a3b2c01000001000000444331005445535447525000" DC1_UTF16
    "54004500530054004700520050000000"
    "01000000"
    "02000000"
    "6400000000010000"
    "0000b31955a4bf01"
    "00000000"
    "01000000" TOKENS,
    "Change of the account database of DC1\n"
    "0+2 Command: 10 (NETLOGON_DB_CHANGE)\n"
    "2+4 Low serial number: 77\n"
    "6+4 Date and time: 2001-09-09 01:46:40 UTC\n"
    "10+4 Pulse: 300 s\n"
    "14+4 Random: 1\n"
    "18+4 Primary DC name: DC1\n"
    "22+8 Domain name: TESTGRP\n"
    "30+8 Unicode primary DC name: DC1\n"
    "38+16 Unicode domain name: TESTGRP\n"
    "54+4 Database count: 1\n"
    "58+4 Database: 2 (LSA)\n"
    "62+8 Serial number: 1099511627876\n"
    "70+8 Date and time: 2000-04-12 08:00:00 UTC\n"
    "78+4 Domain SID size: 0\n"
    "82+4 NT version: 0x00000001 (VERSION_1)\n"
    "86+2 LM NT token: 0xFFFF\n"
    "88+2 LM 2.0 token: 0xFFFF\n",
    2 },
  { "messenger/message",
    "MESSNGR",
    "416c69636500424f420048656c6c6f14576f726c6400",
    "Message from Alice to BOB\n"
    "0+6 From: Alice\n"
    "6+4 To: BOB\n"
    "10+12 Text: Hello\nWorld\n",
    6 },
};

static SwDecoded *
decode_hex (const char *slot, const char *hex)
{
  g_autoptr (GError) error = NULL;
  g_autoptr (GBytes) bytes = sw_hex_parse (hex, &error);
  const guint8 *data;
  gsize size;

  g_assert_no_error (error);
  data = g_bytes_get_data (bytes, &size);
  return decoded_check (slot, data, size);
}

static void
assert_decodes (const char *slot, const char *hex, const char *expected)
{
  g_autoptr (SwDecoded) decoded = decode_hex (slot, hex);
  g_autofree char *text = decoded != NULL ? decoded_to_text (decoded) : NULL;

  g_assert_cmpstr (text, ==, expected);
}

static void
test_vector (gconstpointer data)
{
  const Vector *vector = data;

  assert_decodes (vector->slot, vector->hex, vector->text);
}

static const SwDecodedField *
get_field (SwDecoded *decoded, guint index)
{
  return g_ptr_array_index (decoded->fields, index);
}

static const char *
get_last_label (SwDecoded *decoded)
{
  return get_field (decoded, decoded->fields->len - 1)->label;
}

/* Every field that a shorter message still has in full is read as in the whole one, and
 * it is said where it ends, unless it is a text that ends there. */
static void
assert_is_beginning (SwDecoded *part, gsize size, SwDecoded *whole)
{
  guint n_whole = 0;

  while (n_whole < whole->fields->len
         && get_field (whole, n_whole)->offset + get_field (whole, n_whole)->size <= size)
    n_whole++;
  g_assert_cmpuint (part->fields->len, >=, n_whole);
  g_assert_cmpuint (part->fields->len, <=, n_whole + 1);
  for (guint i = 0; i < n_whole; i++)
    {
      g_assert_cmpstr (get_field (part, i)->label, ==, get_field (whole, i)->label);
      g_assert_cmpstr (get_field (part, i)->value, ==, get_field (whole, i)->value);
      g_assert_cmpuint (get_field (part, i)->offset, ==, get_field (whole, i)->offset);
      g_assert_cmpuint (get_field (part, i)->size, ==, get_field (whole, i)->size);
    }
  if (part->note == NULL)
    g_assert_true (n_whole + 1 == whole->fields->len
                   || g_str_equal (get_last_label (part), "Domain name"));
}

static void
check_truncated (const Vector *vector, gsize size, SwDecoded *whole)
{
  g_autofree char *hex = g_strndup (vector->hex, 2 * size);
  g_autoptr (SwDecoded) part = decode_hex (vector->slot, hex);

  g_test_message ("%u bytes", (guint) size);
  if (size < vector->n_ambiguous)
    return;
  g_assert_nonnull (part);
  /* LAN Manager's messages had only the beginning, and one token. */
  if (part->note == NULL && g_str_has_prefix (get_last_label (part), "LM 2.0"))
    return;
  assert_is_beginning (part, size, whole);
}

static void
test_truncated (gconstpointer data)
{
  const Vector *vector = data;
  g_autoptr (SwDecoded) whole = decode_hex (vector->slot, vector->hex);

  for (gsize size = 1; size < strlen (vector->hex) / 2; size++)
    check_truncated (vector, size, whole);
}

static void
test_unknown (void)
{
  static const char *const cases[][2] = {
    { "test", "010060ea000053414d42" },
    { "BROWSER", "010060ea000053414d42" },
    { "a\\BROWSE", "010060ea000053414d42" },
    { "NET\\GETD", "0c00" },
    { "BROWSE", "" },
    { "BROWSE", "48656c6c6f" }, /* a person tries the slot */
    { "BROWSE", "00" },
    { "LANMAN", "48656c6c6f" },
    { "NET\\NETLOGON", "07" },
    { "NET\\NETLOGON", "0500" },
    { "NET\\NETLOGON", "48656c6c6f" },
    { "MESSNGR", "48656c6c6f" },
  };

  for (guint i = 0; i < G_N_ELEMENTS (cases); i++)
    {
      g_autoptr (SwDecoded) decoded = decode_hex (cases[i][0], cases[i][1]);

      g_test_message ("%s %s", cases[i][0], cases[i][1]);
      g_assert_null (decoded);
    }
}

/* The slots that only some messages go to, in any case. */
static void
test_slots (void)
{
  static const char *const slots[] = {
    "NET\\NETLOGON",      "net\\ntlogon",   "NET\\GETDC",
    "Net\\GetDc0A1B2C3D", "TEMP\\NETLOGON", "NET\\GETDC\\other",
  };

  for (guint i = 0; i < G_N_ELEMENTS (slots); i++)
    assert_decodes (slots[i],
                    "06005c5c444300ffff",
                    "Logon response from \\\\DC\n"
                    "0+2 Command: 6 (LOGON_RESPONSE2)\n"
                    "2+5 Logon server: \\\\DC\n"
                    "7+2 LM 2.0 token: 0xFFFF\n");
}

static void
test_cut_off (void)
{
  assert_decodes ("BROWSE",
                  "010060ea00",
                  "Host announcement\n"
                  "0+1 Command: 1 (HostAnnouncement)\n"
                  "1+1 Update count: 0\n"
                  "2+3 Periodicity: 60 ea 00\n"
                  "! The message ends after 5 bytes, within “Periodicity”.\n");
  assert_decodes ("BROWSE",
                  "010060ea0000",
                  "Host announcement\n"
                  "0+1 Command: 1 (HostAnnouncement)\n"
                  "1+1 Update count: 0\n"
                  "2+4 Periodicity: 60000 ms (0:01:00)\n"
                  "! The message ends after 6 bytes, before “Server name”.\n");
  assert_decodes ("BROWSE",
                  "010060ea00004d494e54",
                  "Host announcement from MINT\n"
                  "0+1 Command: 1 (HostAnnouncement)\n"
                  "1+1 Update count: 0\n"
                  "2+4 Periodicity: 60000 ms (0:01:00)\n"
                  "6+4 Server name: MINT\n"
                  "! The message ends after 10 bytes, before “OS version”.\n");
  assert_decodes ("BROWSE",
                  "0aff00000000",
                  "Backup list response\n"
                  "0+1 Command: 10 (GetBackupListResponse)\n"
                  "1+1 Backup server count: 255\n"
                  "2+4 Token: 0x00000000\n"
                  "! The message ends after 6 bytes, before “Backup server”.\n");
}

/* Only the version, which comes later, tells of this name. */
static void
test_closest_site (void)
{
  g_autoptr (SwDecoded) decoded = decode_hex ("NET\\GETDC9",
                                              "1700000000000000" GUID "0000000000000000"
                                              "064e6561722d3300"
                                              "15000000" TOKENS);

  g_assert_cmpstr (get_field (decoded, 12)->label, ==, "Next closest site name");
  g_assert_cmpstr (get_field (decoded, 12)->value, ==, "Near-3");
  g_assert_cmpuint (decoded->fields->len, ==, 16);
  g_assert_null (decoded->note);
}

/* A pointer to itself, forward, round and round, and labels that are none. */
static void
test_hostile_names (void)
{
  static const char *const names[] = {
    "c018", "c01a", "c0ff", "0161c018", "4001", "80", "016101610161016101610161c018",
  };

  for (guint i = 0; i < G_N_ELEMENTS (names); i++)
    {
      g_autofree char *hex = g_strconcat ("1700000000000000" GUID, names[i], NULL);
      g_autoptr (SwDecoded) decoded = decode_hex ("NET\\GETDC1", hex);

      g_test_message ("%s", names[i]);
      g_assert_nonnull (decoded);
      g_assert_cmpstr (decoded->note, ==, "“DNS forest name” at byte 24 is malformed.");
      g_assert_cmpuint (decoded->fields->len, ==, 5);
      g_assert_cmpuint (get_field (decoded, 4)->size, ==, strlen (names[i]) / 2);
    }
}

static void
test_hostile_sid (void)
{
  assert_decodes ("NET\\NTLOGON",
                  "12000000" /* */ "0000"
                  "0000"
                  "6100"
                  "00000000"
                  "08000000"
                  "0000" /* padding */
                  "01ff000000000005"
                  "00000000ffffffff",
                  "SAM logon request\n"
                  "0+2 Command: 18 (LOGON_SAM_LOGON_REQUEST)\n"
                  "2+2 Request count: 0\n"
                  "4+2 Unicode computer name: (empty)\n"
                  "6+2 Unicode user name: (empty)\n"
                  "8+2 Mailslot name: a\n"
                  "10+4 Allowable account control bits: 0x00000000\n"
                  "14+4 Domain SID size: 8\n"
                  "20+16 Domain SID: 01 ff 00 00 00 00 00 05 00 00 00 00 ff ff ff ff\n"
                  "! “Domain SID” at byte 20 is malformed.\n");
}

/* Text that hides, turns, or never ends. */
static void
test_hostile_text (void)
{
  g_autofree char *long_text = g_strnfill (100000, 'x');
  g_autofree char *message = g_strconcat ("A", long_text, NULL);
  g_autoptr (SwDecoded) decoded = NULL;

  message[1] = message[3] = '\0';
  decoded = decoded_check ("MESSNGR", (const guint8 *) message, strlen (long_text));
  g_assert_cmpstr (get_field (decoded, 1)->value, ==, "x");
  g_assert_cmpuint (strlen (get_field (decoded, 2)->value), ==, 4096 + strlen ("…"));
  g_clear_pointer (&decoded, sw_decoded_free);

  decoded = decode_hex ("NET\\GETDC1",
                        "13002e20610007006200"
                        "00d8"
                        "0000");
  g_assert_cmpstr (get_field (decoded, 1)->value, ==, "<U+202E>a␇b\357\277\275");
}

static void
test_many_fields (void)
{
  g_autoptr (GString) hex = g_string_new ("0a00"
                                          "00000000"
                                          "00000000"
                                          "00000000"
                                          "00000000"
                                          "4400"
                                          "4400"
                                          "0000"
                                          "0000"
                                          "ffffffff");
  g_autoptr (SwDecoded) decoded = NULL;

  for (int i = 0; i < 400 * 20; i++)
    g_string_append (hex, "00");
  decoded = decode_hex ("NET\\NETLOGON", hex->str);
  g_assert_cmpuint (decoded->fields->len, ==, SW_DECODE_MAX_FIELDS);
  g_assert_cmpstr (decoded->note, ==, "The message has more fields than are shown.");
}

static void
test_random (void)
{
  static const char *const slots[] = { "BROWSE", "LANMAN", "NET\\NETLOGON", "MESSNGR" };

  for (int i = 0; i < 20000; i++)
    {
      guint8 data[200];
      gsize size = (gsize) g_test_rand_int_range (1, sizeof data);

      for (gsize j = 0; j < size; j++)
        data[j] = (guint8) g_test_rand_int_range (0, j % 3 == 0 ? 256 : 4);
      data[0] = (guint8) g_test_rand_int_range (0, 26);
      data[1] = (guint8) g_test_rand_int_range (0, 2);
      for (guint j = 0; j < G_N_ELEMENTS (slots); j++)
        {
          G_GNUC_UNUSED g_autoptr (SwDecoded) decoded =
              decoded_check (slots[j], data, size);
        }
    }
}

static void
add_vector_tests (void)
{
  for (guint i = 0; i < G_N_ELEMENTS (vectors); i++)
    {
      g_autofree char *path = g_strconcat ("/decode/", vectors[i].path, NULL);
      g_autofree char *part = g_strconcat (path, "/truncated", NULL);

      g_test_add_data_func (path, &vectors[i], test_vector);
      g_test_add_data_func (part, &vectors[i], test_truncated);
    }
}

int
main (int argc, char *argv[])
{
  g_test_init (&argc, &argv, NULL);

  add_vector_tests ();
  g_test_add_func ("/decode/unknown", test_unknown);
  g_test_add_func ("/decode/slots", test_slots);
  g_test_add_func ("/decode/cut-off", test_cut_off);
  g_test_add_func ("/decode/closest-site", test_closest_site);
  g_test_add_func ("/decode/hostile/names", test_hostile_names);
  g_test_add_func ("/decode/hostile/sid", test_hostile_sid);
  g_test_add_func ("/decode/hostile/text", test_hostile_text);
  g_test_add_func ("/decode/hostile/many-fields", test_many_fields);
  g_test_add_func ("/decode/hostile/random", test_random);

  return g_test_run ();
}
