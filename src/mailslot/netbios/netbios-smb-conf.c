/* SPDX-License-Identifier: LGPL-2.1-or-later */
#include "config.h"

#include "mailslot/netbios/netbios-smb-conf.h"

#include <string.h>

#include <gio/gio.h>

#include "mailslot/netbios/netbios-host.h"

/* More than anybody writes; the rest of a longer file is not read. */
#define MAX_FILE_BYTES (1024 * 1024)

struct _NetbiosSmbConf
{
  GHashTable *values; /* (owned): of normalised keys */
};

/* Samba compares parameters without regard to case and blanks. */
static char *
normalise (const char *key)
{
  GString *normal = g_string_new (NULL);

  for (const char *c = key; *c != '\0'; c++)
    if (!g_ascii_isspace (*c))
      g_string_append_c (normal, g_ascii_tolower (*c));
  return g_string_free (normal, FALSE);
}

/* The last line about a parameter counts, also when it says nothing that we can use. */
static void
take_parameter (NetbiosSmbConf *self, char *line)
{
  char *equals = strchr (line, '=');
  const char *value;

  if (equals == NULL)
    return;
  *equals = '\0';
  value = g_strstrip (equals + 1);
  if (*value == '\0' || strchr (value, '%') != NULL || !g_utf8_validate (value, -1, NULL))
    value = NULL;
  g_hash_table_insert (self->values, normalise (line), g_strdup (value));
}

/* Whether what follows "[…]" is for everybody. */
static gboolean
is_global (const char *section)
{
  return g_ascii_strncasecmp (section, "[global]", strlen ("[global]")) == 0
         || g_ascii_strncasecmp (section, "[globals]", strlen ("[globals]")) == 0;
}

static void
parse_lines (NetbiosSmbConf *self, char *text)
{
  g_auto (GStrv) lines = g_strsplit (text, "\n", -1);
  gboolean in_global = TRUE; /* what stands before the first section counts, too */

  for (guint i = 0; lines[i] != NULL; i++)
    {
      char *line = g_strstrip (lines[i]);

      if (*line == '#' || *line == ';')
        continue;
      if (*line == '[')
        in_global = is_global (line);
      else if (in_global)
        take_parameter (self, line);
    }
}

/* Makes one line of those that end in a backslash. */
static char *
join_lines (const char *text, gsize size)
{
  GString *joined = g_string_sized_new (size);

  for (gsize i = 0; i < size && text[i] != '\0'; i++)
    {
      if (text[i] == '\\' && i + 1 < size && text[i + 1] == '\n')
        i++;
      else if (text[i] == '\\' && i + 2 < size && text[i + 1] == '\r'
               && text[i + 2] == '\n')
        i += 2;
      else
        g_string_append_c (joined, text[i]);
    }
  return g_string_free (joined, FALSE);
}

NetbiosSmbConf *
netbios_smb_conf_parse (const char *text, gsize size)
{
  NetbiosSmbConf *self = g_new0 (NetbiosSmbConf, 1);
  g_autofree char *joined = join_lines (text, size);

  self->values = g_hash_table_new_full (g_str_hash, g_str_equal, g_free, g_free);
  parse_lines (self, joined);
  return self;
}

/* Returns the file's first bytes, as many as we take. */
static char *
read_file (const char *path, gsize *size)
{
  g_autoptr (GFile) file = g_file_new_for_path (path);
  g_autoptr (GFileInputStream) stream = g_file_read (file, NULL, NULL);
  g_autofree char *text = g_malloc (MAX_FILE_BYTES);

  *size = 0;
  if (stream == NULL
      || !g_input_stream_read_all (G_INPUT_STREAM (stream),
                                   text,
                                   MAX_FILE_BYTES,
                                   size,
                                   NULL,
                                   NULL))
    return NULL;
  return g_steal_pointer (&text);
}

NetbiosSmbConf *
netbios_smb_conf_load (void)
{
  g_autofree char *path = netbios_host_dup_smb_conf_path ();
  g_autofree char *text = NULL;
  gsize size = 0;

  if (path != NULL)
    text = read_file (path, &size);
  return netbios_smb_conf_parse (text, text != NULL ? size : 0);
}

void
netbios_smb_conf_free (NetbiosSmbConf *self)
{
  g_hash_table_unref (self->values);
  g_free (self);
}

const char *
netbios_smb_conf_get (NetbiosSmbConf *self, const char *key)
{
  g_autofree char *normal = normalise (key);

  return g_hash_table_lookup (self->values, normal);
}
