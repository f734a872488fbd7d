/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "config.h"

#include "session/sw-saved-origin.h"

#include <string.h>

#include <gio/gio.h>

#define FIRST_TIME_US G_GINT64_CONSTANT (-62135596800000000)
#define END_TIME_US G_GINT64_CONSTANT (253402300800000000)

static const char *const scope_names[] = {
  [MAILSLOT_SCOPE_LOCAL] = "local",
  [MAILSLOT_SCOPE_HOST] = "host",
  [MAILSLOT_SCOPE_DOMAIN] = "domain",
  [MAILSLOT_SCOPE_OWN_DOMAIN] = "own-domain",
};

gboolean
sw_saved_time_is_valid (gint64 time_us)
{
  return time_us >= FIRST_TIME_US && time_us < END_TIME_US;
}

const char *
sw_saved_scope_to_string (MailslotScope scope)
{
  return scope_names[scope];
}

gboolean
sw_saved_scope_from_string (const char *text, MailslotScope *scope)
{
  for (guint i = 0; i < G_N_ELEMENTS (scope_names); i++)
    if (strcmp (scope_names[i], text) == 0)
      {
        *scope = (MailslotScope) i;
        return TRUE;
      }
  return FALSE;
}

gboolean
sw_saved_transport_from_string (const char *text, MailslotTransport *transport)
{
  const MailslotTransport transports[] = { MAILSLOT_TRANSPORT_LOCAL,
                                           MAILSLOT_TRANSPORT_NETBIOS,
                                           MAILSLOT_TRANSPORT_CAPTURE };

  for (guint i = 0; i < G_N_ELEMENTS (transports); i++)
    if (strcmp (mailslot_transport_to_string (transports[i]), text) == 0)
      {
        *transport = transports[i];
        return TRUE;
      }
  return FALSE;
}

/* Returns: (transfer full): @text without what would break a line or a terminal */
static char *
make_fit (const char *text)
{
  g_autofree char *valid = g_utf8_make_valid (text, -1);
  GString *fit = g_string_new (NULL);

  for (const char *p = valid; *p != '\0'; p = g_utf8_next_char (p))
    {
      gunichar c = g_utf8_get_char (p);

      g_string_append_unichar (fit, g_unichar_iscntrl (c) ? 0xFFFD : c);
    }
  return g_string_free (fit, FALSE);
}

MailslotAddress *
sw_saved_slot_new (const SwSavedSlot *saved)
{
  g_autofree char *name = make_fit (saved->name);
  g_autofree char *host = NULL;

  if ((saved->host == NULL) != (saved->scope == MAILSLOT_SCOPE_LOCAL))
    return NULL;
  if (saved->scope == MAILSLOT_SCOPE_LOCAL)
    return saved->suffix == 0 ? mailslot_address_new_local (name, NULL) : NULL;
  host = make_fit (saved->host);
  return mailslot_address_new_destination (saved->scope, host, saved->suffix, name);
}

/* Takes the number off the end of `HOST<1C>`. */
static guint8
split_suffix (char *host)
{
  gsize length = strlen (host);
  char *end = host + length;

  if (length < 4 || end[-1] != '>' || end[-4] != '<' || !g_ascii_isxdigit (end[-3])
      || !g_ascii_isxdigit (end[-2]))
    return 0;
  end[-4] = '\0';
  return (guint8) (g_ascii_xdigit_value (end[-3]) << 4 | g_ascii_xdigit_value (end[-2]));
}

MailslotAddress *
sw_saved_slot_parse (const char *text, gboolean is_domain)
{
  static const char mark[] = "\\mailslot\\";
  const char *name = g_str_has_prefix (text, "\\\\") ? strstr (text + 2, mark) : NULL;
  g_autofree char *host = NULL;
  SwSavedSlot saved = { MAILSLOT_SCOPE_HOST, NULL, 0, NULL };

  if (is_domain)
    saved.scope = MAILSLOT_SCOPE_DOMAIN;
  if (name == NULL)
    return NULL;
  host = g_strndup (text + 2, (gsize) (name - text - 2));
  saved.name = name + strlen (mark);
  if (strcmp (host, ".") == 0)
    saved.scope = MAILSLOT_SCOPE_LOCAL;
  else
    {
      saved.suffix = split_suffix (host);
      saved.host = host;
      if (strcmp (host, "*") == 0)
        saved.scope = MAILSLOT_SCOPE_OWN_DOMAIN;
    }
  if (is_domain && saved.scope != MAILSLOT_SCOPE_DOMAIN)
    return NULL;
  return sw_saved_slot_new (&saved);
}

MailslotSender *
sw_saved_sender_new (const SwSavedSender *saved)
{
  gboolean is_here =
      saved->pid != 0 || saved->uid != MAILSLOT_UID_UNKNOWN || saved->process != NULL;

  if (saved->address != NULL)
    return !is_here && g_hostname_is_ip_address (saved->address)
               ? mailslot_sender_new_remote (saved->name, saved->address, saved->port)
               : NULL;
  if (saved->name != NULL || saved->port != 0)
    return NULL;
  if (!is_here)
    return mailslot_sender_ref (mailslot_sender_get_unknown ());
  return mailslot_sender_new_process (saved->pid, saved->uid, saved->process);
}
