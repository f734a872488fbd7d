/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "config.h"

#include "payload/sw-encoding.h"

#include "payload/sw-encoding-private.h"
#include "payload/sw-payload-error.h"

#include <string.h>

#include <glib/gi18n-lib.h>

/* Converters name the same encoding differently, and each knows some that others do not,
 * so every encoding has its names in the order in which they are tried. All names are
 * accepted from a person. Windows' own code pages come first: they hold more characters
 * than the standards they grew out of, and Windows programs send them. */
typedef struct
{
  const char *id;
  const char *names;
  const char *label;
  guint unit;
} KnownEncoding;

static const KnownEncoding known_encodings[] = {
  { "utf-8", "UTF-8 UTF8 CP65001", N_ ("Unicode (UTF-8)"), 1 },
  { "utf-16le", "UTF-16LE UTF-16 UTF16 UTF16LE UCS-2LE", N_ ("Unicode (UTF-16LE)"), 2 },
  { "utf-16be", "UTF-16BE UTF16BE UCS-2BE", N_ ("Unicode (UTF-16BE)"), 2 },
  { "utf-32le", "UTF-32LE UTF-32 UTF32 UTF32LE UCS-4LE", N_ ("Unicode (UTF-32LE)"), 4 },
  { "utf-32be", "UTF-32BE UTF32BE UCS-4BE", N_ ("Unicode (UTF-32BE)"), 4 },
  { "ascii", "US-ASCII ASCII ANSI_X3.4-1968 CP20127", N_ ("ASCII"), 1 },
  { "gbk", "CP936 GBK MS936 GB2312", N_ ("Chinese, simplified (GBK)"), 1 },
  { "gb18030", "GB18030 CP54936", N_ ("Chinese, simplified (GB18030)"), 1 },
  { "big5", "CP950 BIG5 BIG-5", N_ ("Chinese, traditional (Big5)"), 1 },
  { "shift_jis",
    "CP932 SHIFT_JIS SHIFT-JIS SJIS WINDOWS-31J",
    N_ ("Japanese (Shift_JIS)"),
    1 },
  { "euc-jp", "EUC-JP EUCJP CP51932", N_ ("Japanese (EUC-JP)"), 1 },
  { "euc-kr", "CP949 UHC EUC-KR EUCKR", N_ ("Korean (EUC-KR)"), 1 },
  { "windows-1250", "CP1250 WINDOWS-1250", N_ ("Central European (Windows-1250)"), 1 },
  { "windows-1251", "CP1251 WINDOWS-1251", N_ ("Cyrillic (Windows-1251)"), 1 },
  { "windows-1252", "CP1252 WINDOWS-1252", N_ ("Western (Windows-1252)"), 1 },
  { "windows-1253", "CP1253 WINDOWS-1253", N_ ("Greek (Windows-1253)"), 1 },
  { "windows-1254", "CP1254 WINDOWS-1254", N_ ("Turkish (Windows-1254)"), 1 },
  { "windows-1255", "CP1255 WINDOWS-1255", N_ ("Hebrew (Windows-1255)"), 1 },
  { "windows-1256", "CP1256 WINDOWS-1256", N_ ("Arabic (Windows-1256)"), 1 },
  { "windows-1257", "CP1257 WINDOWS-1257", N_ ("Baltic (Windows-1257)"), 1 },
  { "windows-1258", "CP1258 WINDOWS-1258", N_ ("Vietnamese (Windows-1258)"), 1 },
  { "windows-874", "CP874 WINDOWS-874", N_ ("Thai (Windows-874)"), 1 },
  { "iso-8859-1", "ISO-8859-1 LATIN1 ISO8859-1 CP28591", N_ ("Western (ISO-8859-1)"), 1 },
  { "iso-8859-2",
    "ISO-8859-2 LATIN2 ISO8859-2 CP28592",
    N_ ("Central European (ISO-8859-2)"),
    1 },
  { "iso-8859-15",
    "ISO-8859-15 LATIN9 ISO8859-15 CP28605",
    N_ ("Western (ISO-8859-15)"),
    1 },
  { "koi8-r", "KOI8-R CP20866", N_ ("Cyrillic (KOI8-R)"), 1 },
  { "cp437", "CP437 IBM437", N_ ("DOS, United States (CP437)"), 1 },
  { "cp850", "CP850 IBM850", N_ ("DOS, Western (CP850)"), 1 },
  { "cp852", "CP852 IBM852", N_ ("DOS, Central European (CP852)"), 1 },
  { "cp866", "CP866 IBM866", N_ ("DOS, Cyrillic (CP866)"), 1 },
};

/* The first entry is UTF-8, which every computer has. */
static SwEncoding available[G_N_ELEMENTS (known_encodings)];
static const SwEncoding *available_list[G_N_ELEMENTS (known_encodings)];
static char **available_names[G_N_ELEMENTS (known_encodings)];
static guint n_available;

/* Opening proves little on Windows: a code page may be known but not installed. */
static gboolean
charset_works (const char *charset)
{
  gsize size;
  g_autofree char *encoded = g_convert ("A", 1, charset, "UTF-8", NULL, &size, NULL);
  g_autofree char *decoded = NULL;

  if (encoded == NULL)
    return FALSE;
  decoded = g_convert (encoded, (gssize) size, "UTF-8", charset, NULL, NULL, NULL);
  return g_strcmp0 (decoded, "A") == 0;
}

static void
probe (const KnownEncoding *known)
{
  g_auto (GStrv) names = g_strsplit (known->names, " ", -1);

  for (guint i = 0; names[i] != NULL; i++)
    if (charset_works (names[i]))
      {
        SwEncoding *encoding = &available[n_available];

        *encoding = (SwEncoding){ known->id, names[i], known->label, known->unit };
        available_list[n_available] = encoding;
        available_names[n_available] = g_steal_pointer (&names);
        n_available++;
        return;
      }
  g_debug ("This computer cannot convert %s", known->id);
}

static void
probe_once (void)
{
  static gsize is_probed;

  if (!g_once_init_enter (&is_probed))
    return;
  for (guint i = 0; i < G_N_ELEMENTS (known_encodings); i++)
    probe (&known_encodings[i]);
  g_once_init_leave (&is_probed, 1);
}

const SwEncoding *const *
sw_encoding_get_all (guint *n_encodings)
{
  probe_once ();
  if (n_encodings != NULL)
    *n_encodings = n_available;
  return available_list;
}

static gboolean
has_name (guint index, const char *name)
{
  if (g_ascii_strcasecmp (available[index].id, name) == 0)
    return TRUE;
  for (char **other = available_names[index]; *other != NULL; other++)
    if (g_ascii_strcasecmp (*other, name) == 0)
      return TRUE;
  return FALSE;
}

static char *
list_ids (void)
{
  GString *ids = g_string_new (NULL);

  for (guint i = 0; i < n_available; i++)
    g_string_append_printf (ids, "%s%s", i == 0 ? "" : ", ", available[i].id);
  return g_string_free (ids, FALSE);
}

const SwEncoding *
sw_encoding_find (const char *id, GError **error)
{
  g_return_val_if_fail (id != NULL, NULL);

  probe_once ();
  for (guint i = 0; i < n_available; i++)
    if (has_name (i, id))
      return &available[i];

  g_autofree char *ids = list_ids ();
  g_set_error (error,
               SW_PAYLOAD_ERROR,
               SW_PAYLOAD_ERROR_UNKNOWN_ENCODING,
               _ ("unknown encoding '%s'; known are: %s"),
               id,
               ids);
  return NULL;
}

const SwEncoding *
sw_encoding_get_utf8 (void)
{
  probe_once ();
  return &available[0];
}

gsize
sw_encoding_trim_nuls (const SwEncoding *self, const guint8 *data, gsize size)
{
  static const guint8 nul[4];

  if (size % self->unit != 0)
    return size;
  while (size > 0 && memcmp (data + size - self->unit, nul, self->unit) == 0)
    size -= self->unit;
  return size;
}
