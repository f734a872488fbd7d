/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "config.h"
#include "ui/sw-target-text.h"

#include <string.h>

#define MAILSLOT "mailslot\\"
#define SERVER "\\\\"

static char *
normalize (const char *text)
{
  return g_strdelimit (g_strdup (text), "/", '\\');
}

/* Returns: the name of the slot in @normal */
static const char *
find_name (const char *normal)
{
  const char *rest;

  if (!g_str_has_prefix (normal, SERVER))
    return normal;
  rest = strchr (normal + strlen (SERVER), '\\');
  if (rest == NULL)
    return "";
  rest++;
  if (g_ascii_strncasecmp (rest, MAILSLOT, strlen (MAILSLOT)) == 0)
    return rest + strlen (MAILSLOT);
  return "";
}

char *
sw_target_text_dup_host (const char *text)
{
  g_autofree char *normal = normalize (text);
  g_autofree char *host = NULL;

  if (!g_str_has_prefix (normal, SERVER))
    return NULL;
  host = g_strndup (normal + strlen (SERVER), strcspn (normal + strlen (SERVER), "\\"));
  if (*host == '\0' || g_str_equal (host, ".") || g_str_equal (host, "*"))
    return NULL;
  return g_steal_pointer (&host);
}

static const char *
get_server (MailslotScope scope, const char *host)
{
  switch (scope)
    {
    case MAILSLOT_SCOPE_HOST:
    case MAILSLOT_SCOPE_DOMAIN:
      return host;
    case MAILSLOT_SCOPE_OWN_DOMAIN:
      return "*";
    case MAILSLOT_SCOPE_LOCAL:
    default:
      return ".";
    }
}

char *
sw_target_text_with_scope (const char *text,
                           MailslotScope scope,
                           const char *host,
                           int *cursor)
{
  g_autofree char *normal = normalize (text);
  const char *server = get_server (scope, host);
  g_autofree char *target =
      g_strconcat (SERVER, server, "\\" MAILSLOT, find_name (normal), NULL);

  *cursor = *server == '\0' ? (int) strlen (SERVER) : (int) g_utf8_strlen (target, -1);
  return g_steal_pointer (&target);
}

gboolean
sw_target_text_lacks_host (const char *text)
{
  g_autofree char *normal = normalize (text);
  const char *rest = normal + strlen (SERVER) + 1;

  return g_str_has_prefix (normal, SERVER "\\")
         && g_ascii_strncasecmp (rest, MAILSLOT, strlen (MAILSLOT)) == 0;
}
