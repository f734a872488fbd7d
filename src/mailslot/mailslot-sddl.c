/* SPDX-License-Identifier: LGPL-2.1-or-later */
#include "config.h"

#include "mailslot/mailslot-sddl-private.h"

#include <string.h>

#include <glib/gi18n-lib.h>

#include "mailslot/mailslot-error.h"

/* A string is a row of parts, each a letter and a colon: the owner (O:), the group (G:),
 * the list of rights (D:) and that of labels and audits (S:). After the flags of a list
 * come its entries, each in parentheses. (Microsoft's documentation, “Security Descriptor
 * String Format”.) */

#define MAX_SHOWN_CHARACTERS 60

typedef struct
{
  const char *sddl;
  MailslotSddlJudge judge;
  gpointer data;
  MailslotSddlFault fault;
} Search;

static gboolean
is_part (const char *p)
{
  return *p != '\0' && strchr ("OGDS", *p) != NULL && p[1] == ':';
}

static gboolean
find (Search *self, const char *start, const char *end)
{
  self->fault.offset = (gsize) (start - self->sddl);
  self->fault.size = (gsize) (end - start);
  return TRUE;
}

static gboolean
is_refused (Search *self, char part, const char *start, const char *end)
{
  g_autofree char *text = g_strdup_printf ("%c:%.*s", part, (int) (end - start), start);

  return !self->judge (text, self->data);
}

/* Where the entry that opens at @start has closed; conditions have parentheses of their
 * own. Returns NULL if it does not. */
static const char *
find_entry_end (const char *start)
{
  guint depth = 0;

  for (const char *p = start; *p != '\0'; p++)
    {
      if (*p == '(')
        depth++;
      else if (*p == ')' && --depth == 0)
        return p + 1;
    }
  return NULL;
}

/* Goes over the entries from @p to the next part, or to the end. Returns NULL if the
 * fault is found. */
static const char *
search_entries (Search *self, char part, const char *p)
{
  while (*p == '(')
    {
      const char *end = find_entry_end (p);

      if (end == NULL || is_refused (self, part, p, end))
        {
          find (self, p, end != NULL ? end : p + strlen (p));
          return NULL;
        }
      p = end + strspn (end, " \t\r\n");
    }
  return p;
}

/* The same from the beginning of a part. */
static const char *
search_part (Search *self, const char *p)
{
  char part = *p;
  gboolean is_list = part == 'D' || part == 'S';
  const char *value = p + 2;
  const char *end = value;

  while (*end != '\0' && !is_part (end) && !(is_list && *end == '('))
    end++;
  if (is_refused (self, part, value, end))
    {
      find (self, p, end);
      return NULL;
    }
  return is_list ? search_entries (self, part, end) : end;
}

MailslotSddlFault
mailslot_sddl_find_fault (const char *sddl, MailslotSddlJudge judge, gpointer data)
{
  Search self = { sddl, judge, data, { 0, strlen (sddl) } };
  const char *p = sddl + strspn (sddl, " \t\r\n");

  while (p != NULL && *p != '\0')
    {
      const char *end = p;

      while (*end != '\0' && !is_part (end))
        end++;
      if (end > p)
        {
          find (&self, p, end);
          break;
        }
      p = search_part (&self, p);
    }
  return self.fault;
}

void
mailslot_sddl_set_error (GError **error, const char *sddl, const MailslotSddlFault *fault)
{
  glong position = g_utf8_pointer_to_offset (sddl, sddl + fault->offset) + 1;
  g_autofree char *part = g_strndup (sddl + fault->offset, fault->size);
  g_autofree char *shown = g_utf8_strlen (part, -1) > MAX_SHOWN_CHARACTERS
                               ? g_utf8_substring (part, 0, MAX_SHOWN_CHARACTERS)
                               : g_strdup (part);

  if (fault->size == strlen (sddl))
    g_set_error (error,
                 MAILSLOT_ERROR,
                 MAILSLOT_ERROR_INVALID_SECURITY,
                 _ ("The SDDL string “%s” is wrong"),
                 shown);
  else
    g_set_error (error,
                 MAILSLOT_ERROR,
                 MAILSLOT_ERROR_INVALID_SECURITY,
                 _ ("The SDDL string is wrong at character %ld: “%s”"),
                 position,
                 shown);
}
