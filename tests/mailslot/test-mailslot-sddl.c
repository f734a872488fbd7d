/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "config.h"

#include <string.h>

#include "mailslot/mailslot-error.h"
#include "mailslot/mailslot-sddl-private.h"

/* Where a string is wrong, with a judge that knows a few right parts. */

static const char *const right_parts[] = {
  "O:BA",
  "O:",
  "G:SY",
  "D:",
  "D:P",
  "D:PAI",
  "S:",
  "D:(A;;FA;;;WD)",
  "D:(A;;FW;;;BA)",
  "S:(ML;;NW;;;LW)",
  "O:S-1-1-0",
  NULL,
};

static gboolean
judge_cb (const char *sddl, gpointer n_asked)
{
  ++*(guint *) n_asked;
  return g_strv_contains (right_parts, sddl);
}

typedef struct
{
  const char *sddl;
  const char *fault;
  const char *position; /* in the message; NULL if it shows the whole */
} Row;

static const Row rows[] = {
  { "D:(A;;FQ;;;WD)", "(A;;FQ;;;WD)", "character 3:" },
  { "D:(A;;FA;;;WD)(A;;FA;;;XX)(A;;FW;;;BA)", "(A;;FA;;;XX)", "character 15:" },
  { "O:BAD:(A;;FA;;;XX)", "(A;;FA;;;XX)", "character 7:" },
  { "O:XXD:(A;;FA;;;WD)", "O:XX", "character 1:" },
  { "O:BAG:XXD:(A;;FA;;;WD)", "G:XX", "character 5:" },
  { "O:S-1-1-0G:SYD:Q(A;;FA;;;WD)", "D:Q", "character 14:" },
  { "D:P(A;;FA;;;WD)S:(ML;;NW;;;XX)", "(ML;;NW;;;XX)", "character 18:" },
  { "D:P(A;;FA;;;WD)S:(ML;;NW;;;LW)x", "x", "character 31:" },
  { "D:P(A;;FA;;;WD", "(A;;FA;;;WD", "character 4:" },
  { "D:(A;;FA;;;WD))", ")", "character 15:" },
  { "D:(A;;FA;;;WD) (A;;FA;;;XX)", "(A;;FA;;;XX)", "character 16:" },
  { "x:(A;;FA;;;WD)", "x:(A;;FA;;;WD)", NULL },
  { "xD:(A;;FA;;;WD)", "x", "character 1:" },
  { "O:邮D:(A;;FA;;;WD)", "O:邮", "character 1:" },
  { "D:(A;;FA;;;邮)(A;;FA;;;WD)", "(A;;FA;;;邮)", "character 3:" },
  { "D:(A;;FA;;;WD)邮(A;;FA;;;XX)", "邮(A;;FA;;;XX)", "character 15:" },
  /* Right in each part. */
  { "D:(A;;FA;;;WD)D:(A;;FA;;;WD)", "D:(A;;FA;;;WD)D:(A;;FA;;;WD)", NULL },
  { "", "", NULL },
  { "  ", "  ", NULL },
};

static void
test_table (void)
{
  for (gsize i = 0; i < G_N_ELEMENTS (rows); i++)
    {
      const char *sddl = rows[i].sddl;
      guint n_asked = 0;
      MailslotSddlFault fault = mailslot_sddl_find_fault (sddl, judge_cb, &n_asked);
      g_autofree char *part = g_strndup (sddl + fault.offset, fault.size);
      g_autoptr (GError) error = NULL;

      g_assert_cmpuint (fault.offset + fault.size, <=, strlen (sddl));
      g_assert_cmpstr (part, ==, rows[i].fault);
      mailslot_sddl_set_error (&error, sddl, &fault);
      g_assert_error (error, MAILSLOT_ERROR, MAILSLOT_ERROR_INVALID_SECURITY);
      g_assert_nonnull (strstr (error->message, part));
      if (rows[i].position != NULL)
        g_assert_nonnull (strstr (error->message, rows[i].position));
    }
}

/* The system is asked for each part once, however long the string is. */
static void
test_long (void)
{
  g_autoptr (GString) sddl = g_string_new ("D:");
  g_autoptr (GError) error = NULL;
  MailslotSddlFault fault;
  guint n_asked = 0;

  for (int i = 0; i < 1000; i++)
    g_string_append (sddl, "(A;;FA;;;WD)");
  for (int i = 0; i < 1000; i++)
    g_string_append_c (sddl, '(');
  fault = mailslot_sddl_find_fault (sddl->str, judge_cb, &n_asked);
  g_assert_cmpuint (fault.offset, ==, strlen ("D:") + 12 * 1000);
  g_assert_cmpuint (fault.size, ==, 1000);
  g_assert_cmpuint (n_asked, ==, 1001);
  mailslot_sddl_set_error (&error, sddl->str, &fault);
  g_assert_cmpuint (strlen (error->message), <, 200);
}

int
main (int argc, char **argv)
{
  g_test_init (&argc, &argv, NULL);

  g_test_add_func ("/sddl/table", test_table);
  g_test_add_func ("/sddl/long", test_long);
  return g_test_run ();
}
