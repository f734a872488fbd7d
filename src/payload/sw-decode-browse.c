/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "config.h"

#include "payload/sw-decode-private.h"

#include <glib/gi18n-lib.h>

/* The CIFS Browser Protocol, MS-BRWS 2.2: who is on the network, and who keeps the list.
 */

#define NAME_BYTES 16

/* MS-BRWS 2.2.3, byte 0 of the election criteria */
static const SwDecodeFlag roles[] = {
  { 0x01, N_ ("running backup browser") },
  { 0x02, N_ ("domain controller") },
  { 0x04, N_ ("running master browser") },
  { 0x08, N_ ("preferred master browser") },
  { 0x20, N_ ("uses WINS") },
  { 0x80, N_ ("primary domain controller") },
  { 0, NULL },
};

/* MS-BRWS 2.2.9 */
static const SwDecodeFlag reset_options[] = {
  { 0x01, N_ ("stop being the master browser") },
  { 0x02, N_ ("forget all lists and begin again") },
  { 0x04, N_ ("stop being a browser") },
  { 0, NULL },
};

typedef struct
{
  char *name; /* (owned) */
  char *kind; /* (owned) what the computer is */
  gboolean is_kind_known;
} Announcer;

static void
announcer_clear (Announcer *self)
{
  g_free (self->name);
  g_free (self->kind);
}

G_DEFINE_AUTO_CLEANUP_CLEAR_FUNC (Announcer, announcer_clear)

static void
add_browser_version (SwDecodeCursor *cursor)
{
  guint major = (guint) sw_decode_take_number (cursor, 1);
  guint minor = (guint) sw_decode_take_number (cursor, 1);

  sw_decode_add (cursor, _ ("Browser version"), "%u.%u", major, minor);
}

/* What the three kinds of announcement have in common: all but the text at the end. */
static void
add_announcement (SwDecodeCursor *cursor,
                  const char *name_label,
                  const char *version_label,
                  Announcer *announcer)
{
  guint major;
  guint minor;
  guint32 type;
  g_autofree char *types = NULL;

  sw_decode_add_decimal (cursor, _ ("Update count"), 1);
  sw_decode_add_ms (cursor, _ ("Periodicity"), 4);
  announcer->name = sw_decode_take_oem_padded (cursor, NAME_BYTES);
  sw_decode_add_text (cursor, name_label, g_strdup (announcer->name));
  major = (guint) sw_decode_take_number (cursor, 1);
  minor = (guint) sw_decode_take_number (cursor, 1);
  sw_decode_add (cursor, version_label, "%u.%u", major, minor);
  type = (guint32) sw_decode_take_number (cursor, 4);
  types = sw_decode_format_flags (type, 4, sw_decode_server_types);
  sw_decode_add (cursor, _ ("Server type"), "%s", types);
  announcer->is_kind_known = !cursor->is_done;
  announcer->kind = sw_decode_format_server (type, major, minor);
  add_browser_version (cursor);
  sw_decode_add_hex (cursor, _ ("Signature"), 2);
}

static void
decode_host_announcement (SwDecodeCursor *cursor)
{
  g_auto (Announcer) host = { NULL };

  add_announcement (cursor, _ ("Server name"), _ ("OS version"), &host);
  if (host.is_kind_known)
    sw_decode_set_headline (cursor,
                            /* TRANSLATORS: a computer, and what it is: "OFFICE",
                               "Windows 10.0 workstation". */
                            _ ("Host announcement from %s, %s"),
                            host.name,
                            host.kind);
  else if (host.name[0] != '\0')
    sw_decode_set_headline (cursor, _ ("Host announcement from %s"), host.name);
  sw_decode_add_oem (cursor, _ ("Comment"));
}

static void
decode_local_master_announcement (SwDecodeCursor *cursor)
{
  g_auto (Announcer) host = { NULL };

  add_announcement (cursor, _ ("Server name"), _ ("OS version"), &host);
  if (host.is_kind_known)
    sw_decode_set_headline (cursor,
                            /* TRANSLATORS: a computer, and what it is: "OFFICE",
                               "Windows 10.0 workstation". */
                            _ ("Local master announcement from %s, %s"),
                            host.name,
                            host.kind);
  else if (host.name[0] != '\0')
    sw_decode_set_headline (cursor, _ ("Local master announcement from %s"), host.name);
  sw_decode_add_oem (cursor, _ ("Comment"));
}

/* Windows leaves the versions and the signature of this one undefined, MS-BRWS <17>-<21>.
 */
static void
decode_domain_announcement (SwDecodeCursor *cursor)
{
  g_auto (Announcer) domain = { NULL };
  g_autofree char *master = NULL;

  add_announcement (cursor, _ ("Machine group"), _ ("Browser config version"), &domain);
  master = sw_decode_take_oem (cursor);
  if (master[0] != '\0')
    sw_decode_set_headline (cursor,
                            /* TRANSLATORS: a domain, and a computer. */
                            _ ("Domain announcement of %s, master browser %s"),
                            domain.name,
                            master);
  else if (domain.name[0] != '\0')
    sw_decode_set_headline (cursor, _ ("Domain announcement of %s"), domain.name);
  sw_decode_add_text (cursor, _ ("Local master browser name"), g_steal_pointer (&master));
}

/* Samba has flags in the reserved byte, and one NUL more before the name. */
static void
decode_announcement_request (SwDecodeCursor *cursor)
{
  g_autofree char *name = NULL;

  sw_decode_add_hex (cursor, _ ("Reserved"), 1);
  name = sw_decode_take_oem (cursor);
  if (name[0] == '\0' && sw_decode_get_left (cursor) > 0)
    {
      g_free (name);
      name = sw_decode_take_oem (cursor);
    }
  if (name[0] != '\0')
    sw_decode_set_headline (cursor, _ ("Announcement request from %s"), name);
  sw_decode_add_text (cursor, _ ("Response name"), g_steal_pointer (&name));
}

/* The highest byte of the criteria. Samba sends its "os level", which is any number. */
static void
add_election_system (SwDecodeCursor *cursor)
{
  guint system = (guint) sw_decode_take_number (cursor, 1);
  const char *label = _ ("Election operating system");

  if (system == 0x01) /* not in MS-BRWS, but older systems have it */
    sw_decode_add (cursor, label, "%u (%s)", system, _ ("Windows for Workgroups"));
  else if (system == 0x10)
    sw_decode_add (cursor, label, "%u (%s)", system, _ ("Windows NT"));
  else if (system == 0x20)
    sw_decode_add (cursor, label, "%u (%s)", system, _ ("Windows NT Server"));
  else
    sw_decode_add (cursor, label, "%u", system);
}

/* MS-BRWS has the uptime in seconds, but what Windows and Samba send is milliseconds. */
static void
decode_election (SwDecodeCursor *cursor)
{
  g_autofree char *name = NULL;

  sw_decode_add_decimal (cursor, _ ("Election version"), 1);
  sw_decode_add_flags (cursor, _ ("Election role"), 1, roles);
  add_browser_version (cursor);
  add_election_system (cursor);
  sw_decode_add_ms (cursor, _ ("Uptime"), 4);
  sw_decode_add_hex (cursor, _ ("Unused"), 4);
  name = sw_decode_take_oem (cursor);
  if (name[0] != '\0')
    sw_decode_set_headline (cursor, _ ("Election request from %s"), name);
  sw_decode_add_text (cursor, _ ("Server name"), g_steal_pointer (&name));
}

static void
decode_backup_list_request (SwDecodeCursor *cursor)
{
  sw_decode_add_decimal (cursor, _ ("Requested count"), 1);
  sw_decode_add_hex (cursor, _ ("Token"), 4);
}

static void
decode_backup_list_response (SwDecodeCursor *cursor)
{
  guint n_servers = (guint) sw_decode_take_number (cursor, 1);

  sw_decode_add (cursor, _ ("Backup server count"), "%u", n_servers);
  sw_decode_add_hex (cursor, _ ("Token"), 4);
  for (guint i = 0; i < n_servers; i++)
    sw_decode_add_oem (cursor, _ ("Backup server"));
}

static void
decode_become_backup (SwDecodeCursor *cursor)
{
  g_autofree char *name = sw_decode_take_oem (cursor);

  if (name[0] != '\0')
    sw_decode_set_headline (cursor,
                            _ ("Request to become a backup browser, to %s"),
                            name);
  sw_decode_add_text (cursor, _ ("Browser to promote"), g_steal_pointer (&name));
}

static void
decode_master_announcement (SwDecodeCursor *cursor)
{
  g_autofree char *name = sw_decode_take_oem (cursor);

  if (name[0] != '\0')
    sw_decode_set_headline (cursor, _ ("Master announcement from %s"), name);
  sw_decode_add_text (cursor, _ ("Master browser server name"), g_steal_pointer (&name));
}

static void
decode_reset_state (SwDecodeCursor *cursor)
{
  sw_decode_add_flags (cursor, _ ("Options"), 1, reset_options);
}

typedef struct
{
  guint8 opcode;
  const char *name; /* in MS-BRWS */
  const char *headline;
  void (*decode) (SwDecodeCursor *cursor);
} Frame;

static const Frame frames[] = {
  { 1, "HostAnnouncement", N_ ("Host announcement"), decode_host_announcement },
  { 2, "AnnouncementRequest", N_ ("Announcement request"), decode_announcement_request },
  { 8, "RequestElection", N_ ("Election request"), decode_election },
  { 9, "GetBackupListRequest", N_ ("Backup list request"), decode_backup_list_request },
  { 10,
    "GetBackupListResponse",
    N_ ("Backup list response"),
    decode_backup_list_response },
  { 11, "BecomeBackup", N_ ("Request to become a backup browser"), decode_become_backup },
  { 12, "DomainAnnouncement", N_ ("Domain announcement"), decode_domain_announcement },
  { 13, "MasterAnnouncement", N_ ("Master announcement"), decode_master_announcement },
  { 14, "ResetStateRequest", N_ ("Reset of the browser’s state"), decode_reset_state },
  { 15,
    "LocalMasterAnnouncement",
    N_ ("Local master announcement"),
    decode_local_master_announcement },
};

gboolean
sw_decode_browse (SwDecodeCursor *cursor)
{
  for (guint i = 0; i < G_N_ELEMENTS (frames); i++)
    if (frames[i].opcode == cursor->data[0])
      {
        sw_decode_set_headline (cursor, "%s", _ (frames[i].headline));
        sw_decode_add_command (cursor, 1, frames[i].name);
        frames[i].decode (cursor);
        return TRUE;
      }
  return FALSE;
}
