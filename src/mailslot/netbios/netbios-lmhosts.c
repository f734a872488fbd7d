/* SPDX-License-Identifier: LGPL-2.1-or-later */
#include "config.h"

#include "mailslot/netbios/netbios-lmhosts.h"

#include "mailslot/netbios/netbios-charset.h"

#include <gio/gio.h>
#include <string.h>

#define SUFFIX_MARK "\\0x"
#define SUFFIX_LENGTH 5 /* such as \0x1B */
#define DOMAIN_MARK "#DOM:"
#define BYTE_ORDER_MARK "\xef\xbb\xbf"

/* A line of the file. */
typedef struct
{
  guint8 address[4];
  NetbiosName name;
  gboolean has_suffix;
  gboolean has_domain;
  NetbiosName domain;
} Entry;

/* Reading a line; each reads at @rest and moves it beyond. */

static const char *
skip_blanks (const char *rest)
{
  return rest + strspn (rest, " \t");
}

static char *
read_word (const char **rest)
{
  gsize length;
  const char *word = *rest = skip_blanks (*rest);

  length = strcspn (word, " \t");
  *rest += length;
  return g_strndup (word, length);
}

static gboolean
read_address (const char **rest, guint8 address[4])
{
  g_autofree char *word = read_word (rest);
  g_autoptr (GInetAddress) parsed = g_inet_address_new_from_string (word);

  if (parsed == NULL || g_inet_address_get_family (parsed) != G_SOCKET_FAMILY_IPV4)
    return FALSE;
  memcpy (address, g_inet_address_to_bytes (parsed), 4);
  return TRUE;
}

/* The file is UTF-8, as people write it today, or in the code page of the network. */
static gboolean
init_name (NetbiosName *name, const char *text, guint8 suffix)
{
  return netbios_charset_init_name (name, text, suffix, NULL)
         || netbios_name_init (name, text, suffix, NULL);
}

/* Cuts off a suffix like \0x1B. */
static gboolean
take_suffix (char *text, guint8 *suffix)
{
  gsize length = strlen (text);
  char *mark;
  int high;
  int low;

  if (length < SUFFIX_LENGTH)
    return FALSE;
  mark = text + length - SUFFIX_LENGTH;
  high = g_ascii_xdigit_value (mark[SUFFIX_LENGTH - 2]);
  low = g_ascii_xdigit_value (mark[SUFFIX_LENGTH - 1]);
  if (g_ascii_strncasecmp (mark, SUFFIX_MARK, strlen (SUFFIX_MARK)) != 0 || high < 0
      || low < 0)
    return FALSE;
  *suffix = (guint8) (high << 4 | low);
  *mark = '\0';
  return TRUE;
}

static gboolean
read_quoted_name (const char **rest, Entry *entry)
{
  const char *begin = *rest + 1;
  const char *end = strchr (begin, '"');
  g_autofree char *text = NULL;
  guint8 suffix = NETBIOS_SUFFIX_WORKSTATION;

  if (end == NULL)
    return FALSE;
  *rest = end + 1;
  text = g_strndup (begin, (gsize) (end - begin));
  entry->has_suffix = take_suffix (text, &suffix);
  return init_name (&entry->name, g_strchomp (text), suffix);
}

static gboolean
read_name (const char **rest, Entry *entry)
{
  g_autofree char *word = NULL;

  *rest = skip_blanks (*rest);
  if (**rest == '"')
    return read_quoted_name (rest, entry);
  word = read_word (rest);
  return *word != '#' && init_name (&entry->name, word, NETBIOS_SUFFIX_WORKSTATION);
}

static void
read_marks (const char *rest, Entry *entry)
{
  while (*(rest = skip_blanks (rest)) != '\0')
    {
      g_autofree char *word = read_word (&rest);
      gsize length = strlen (DOMAIN_MARK);

      if (g_ascii_strncasecmp (word, DOMAIN_MARK, length) == 0)
        entry->has_domain =
            init_name (&entry->domain, word + length, NETBIOS_SUFFIX_WORKSTATION);
      else if (g_ascii_strcasecmp (word, "#PRE") != 0)
        return; /* a comment */
    }
}

static gboolean
entry_parse (Entry *self, const char *line)
{
  const char *rest = line;

  memset (self, 0, sizeof *self);
  if (!read_address (&rest, self->address) || !read_name (&rest, self))
    return FALSE;
  read_marks (rest, self);
  return TRUE;
}

/* Reading the file */

static gboolean
is_small_file (GFile *file)
{
  g_autoptr (GFileInfo) info = g_file_query_info (file,
                                                  G_FILE_ATTRIBUTE_STANDARD_TYPE
                                                  "," G_FILE_ATTRIBUTE_STANDARD_SIZE,
                                                  G_FILE_QUERY_INFO_NONE,
                                                  NULL,
                                                  NULL);

  return info != NULL && g_file_info_get_file_type (info) == G_FILE_TYPE_REGULAR
         && g_file_info_get_size (info) <= NETBIOS_LMHOSTS_MAX_BYTES;
}

static char **
read_lines (const char *path)
{
  g_autoptr (GFile) file = NULL;
  g_autofree char *text = NULL;
  const char *begin;

  if (path == NULL)
    return NULL;
  file = g_file_new_for_path (path);
  if (!is_small_file (file) || !g_file_get_contents (path, &text, NULL, NULL))
    return NULL;

  begin =
      g_str_has_prefix (text, BYTE_ORDER_MARK) ? text + strlen (BYTE_ORDER_MARK) : text;
  return g_strsplit_set (begin, "\r\n", -1);
}

static gboolean
is_same_computer (const NetbiosName *a, const NetbiosName *b)
{
  return memcmp (a->bytes, b->bytes, NETBIOS_NAME_MAX_LENGTH) == 0;
}

static gboolean
entry_is_for (const Entry *self, const NetbiosName *name)
{
  return is_same_computer (&self->name, name)
         && (!self->has_suffix
             || netbios_name_get_suffix (&self->name) == netbios_name_get_suffix (name));
}

gboolean
netbios_lmhosts_find_host (const char *path, const NetbiosName *name, guint8 address[4])
{
  g_auto (GStrv) lines = read_lines (path);

  for (guint i = 0; lines != NULL && lines[i] != NULL; i++)
    {
      Entry entry;

      if (entry_parse (&entry, lines[i]) && entry_is_for (&entry, name))
        {
          memcpy (address, entry.address, 4);
          return TRUE;
        }
    }
  return FALSE;
}

guint
netbios_lmhosts_find_domain (const char *path,
                             const NetbiosName *domain,
                             guint8 (*addresses)[4],
                             guint max_addresses)
{
  g_auto (GStrv) lines = read_lines (path);
  guint n_addresses = 0;

  for (guint i = 0; lines != NULL && lines[i] != NULL; i++)
    {
      Entry entry;

      if (n_addresses < max_addresses && entry_parse (&entry, lines[i])
          && entry.has_domain && is_same_computer (&entry.domain, domain))
        memcpy (addresses[n_addresses++], entry.address, 4);
    }
  return n_addresses;
}
