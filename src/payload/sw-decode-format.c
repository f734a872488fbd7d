/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "config.h"

#include "payload/sw-decode-private.h"

#include <glib/gi18n-lib.h>

char *
sw_decode_format_flags (guint32 value, gsize n_bytes, const SwDecodeFlag *flags)
{
  g_autoptr (GString) names = g_string_new (NULL);
  g_autofree char *hex = g_strdup_printf ("0x%0*X", (int) (2 * n_bytes), value);
  guint32 rest = value;

  for (; flags->bit != 0; flags++)
    {
      if ((value & flags->bit) == 0)
        continue;
      if (names->len > 0)
        /* TRANSLATORS: between the names in a list, such as "server, print server". */
        g_string_append (names, C_ ("between names", ", "));
      g_string_append (names, _ (flags->name));
      rest &= ~flags->bit;
    }
  if (names->len == 0)
    return g_steal_pointer (&hex);
  if (rest != 0)
    /* TRANSLATORS: a number, what some of its bits stand for, and the bits for which no
     * name is known, such as "0x13 (server, SQL server; others: 0x10)". */
    return g_strdup_printf (_ ("%s (%s; others: 0x%X)"), hex, names->str, rest);
  /* TRANSLATORS: a number and what it stands for, such as "0x3 (server, SQL server)". */
  return g_strdup_printf (_ ("%s (%s)"), hex, names->str);
}

void
sw_decode_add_flags (SwDecodeCursor *cursor,
                     const char *label,
                     gsize n_bytes,
                     const SwDecodeFlag *flags)
{
  guint32 value = (guint32) sw_decode_take_number (cursor, n_bytes);
  g_autofree char *text = sw_decode_format_flags (value, n_bytes, flags);

  sw_decode_add (cursor, label, "%s", text);
}

void
sw_decode_add_command (SwDecodeCursor *cursor, gsize n_bytes, const char *name)
{
  guint number = (guint) sw_decode_take_number (cursor, n_bytes);

  /* TRANSLATORS: the number of a command and its name, such as "1 (HostAnnouncement)". */
  sw_decode_add (cursor, _ ("Command"), _ ("%u (%s)"), number, name);
}

void
sw_decode_add_decimal (SwDecodeCursor *cursor, const char *label, gsize n_bytes)
{
  guint64 number = sw_decode_take_number (cursor, n_bytes);

  sw_decode_add (cursor, label, "%" G_GUINT64_FORMAT, number);
}

void
sw_decode_add_hex (SwDecodeCursor *cursor, const char *label, gsize n_bytes)
{
  guint64 number = sw_decode_take_number (cursor, n_bytes);

  sw_decode_add (cursor,
                 label,
                 "0x%0*" G_GINT64_MODIFIER "X",
                 (int) (2 * n_bytes),
                 number);
}

void
sw_decode_add_ms (SwDecodeCursor *cursor, const char *label, gsize n_bytes)
{
  guint ms = (guint) sw_decode_take_number (cursor, n_bytes);
  guint s = ms / 1000;

  sw_decode_add (
      cursor,
      label,
      /* TRANSLATORS: milliseconds, and the same as hours, minutes and seconds. */
      _ ("%u ms (%u:%02u:%02u)"),
      ms,
      s / 3600,
      s / 60 % 60,
      s % 60);
}

enum
{
  DOMAIN_CONTROLLER = 1 << 3,
  BACKUP_CONTROLLER = 1 << 4,
  UNIX = 1 << 11,
  NT = 1 << 12,
  WINDOWS_FOR_WORKGROUPS = 1 << 13,
  NT_SERVER = 1 << 15,
  WINDOWS_95 = 1 << 22,
};

const SwDecodeFlag sw_decode_server_types[] = {
  { 1 << 0, N_ ("workstation") },
  { 1 << 1, N_ ("server") },
  { 1 << 2, N_ ("SQL Server") },
  { DOMAIN_CONTROLLER, N_ ("domain controller") },
  { BACKUP_CONTROLLER, N_ ("backup domain controller") },
  { 1 << 5, N_ ("time source") },
  { 1 << 6, N_ ("Apple file server") },
  { 1 << 7, N_ ("NetWare server") },
  { 1 << 8, N_ ("domain member") },
  { 1 << 9, N_ ("print server") },
  { 1 << 10, N_ ("dial-in server") },
  { UNIX, N_ ("Unix or Xenix") },
  { NT, N_ ("Windows NT") },
  { WINDOWS_FOR_WORKGROUPS, N_ ("Windows for Workgroups") },
  { 1 << 14, N_ ("NetWare file and print server") },
  { NT_SERVER, N_ ("Windows NT Server") },
  { 1 << 16, N_ ("potential browser") },
  { 1 << 17, N_ ("backup browser") },
  { 1 << 18, N_ ("master browser") },
  { 1 << 19, N_ ("domain master browser") },
  { 1 << 20, N_ ("OSF") },
  { 1 << 21, N_ ("VMS") },
  { WINDOWS_95, N_ ("Windows 95 or later") },
  { 1 << 23, N_ ("DFS") },
  { 1 << 24, N_ ("cluster") },
  { 1 << 25, N_ ("Terminal Server") },
  { 1 << 26, N_ ("virtual cluster server") },
  { 1u << 30, N_ ("local list only") },
  { 1u << 31, N_ ("domain enumeration") },
  { 0, NULL },
};

static gboolean
has (guint32 server_type, guint32 bits)
{
  return (server_type & bits) == bits;
}

/* What its bits say first is what it is best known by. */
char *
sw_decode_format_server (guint32 type, guint major, guint minor)
{
  g_autofree char *version = g_strdup_printf ("%u.%u", major, minor);

  if (has (type, UNIX | DOMAIN_CONTROLLER))
    return g_strdup_printf (_ ("Unix domain controller, version %s"), version);
  if (has (type, UNIX | BACKUP_CONTROLLER))
    return g_strdup_printf (_ ("Unix backup domain controller, version %s"), version);
  if (has (type, UNIX))
    return g_strdup_printf (_ ("Unix server, version %s"), version);
  if (has (type, NT | DOMAIN_CONTROLLER))
    return g_strdup_printf (_ ("Windows %s domain controller"), version);
  if (has (type, NT | BACKUP_CONTROLLER))
    return g_strdup_printf (_ ("Windows %s backup domain controller"), version);
  if (has (type, NT_SERVER))
    return g_strdup_printf (_ ("Windows %s server"), version);
  if (has (type, NT))
    return g_strdup_printf (_ ("Windows %s workstation"), version);
  if (has (type, WINDOWS_95))
    return g_strdup_printf (_ ("Windows 95 or later, version %s"), version);
  if (has (type, WINDOWS_FOR_WORKGROUPS))
    return g_strdup_printf (_ ("Windows for Workgroups %s"), version);
  return g_strdup_printf (_ ("version %s"), version);
}
