/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "config.h"

#include <string.h>

#include "mailslot/mailslot.h"
#include "slot-folder.h"
#include "watchdog.h"

typedef struct
{
  Watchdog *watchdog; /* (owned) */
  char *folder;       /* (owned) */
} Fixture;

static void
set_up (Fixture *self, gconstpointer unused)
{
  self->watchdog = watchdog_start (300);
  self->folder = slot_folder_new ();
}

static void
tear_down (Fixture *self, gconstpointer unused)
{
  slot_folder_free (self->folder);
  watchdog_stop (self->watchdog);
}

/* Returns NULL, with the test marked, where the system does not tell. */
static GPtrArray *
list (void)
{
  g_autoptr (GError) error = NULL;
  GPtrArray *addresses = mailslot_directory_list (&error);

  if (g_error_matches (error, MAILSLOT_ERROR, MAILSLOT_ERROR_UNSUPPORTED))
    g_test_skip (error->message);
  else
    g_assert_no_error (error);
  return addresses;
}

static MailslotReader *
open_name (const char *name)
{
  g_autoptr (MailslotAddress) address = mailslot_address_new_local (name, NULL);

  return slot_open_reader (address, NULL);
}

/* On Windows the slots of other programs are listed too: look for ours only. */
static gboolean
is_listed (GPtrArray *addresses, const char *name)
{
  for (guint i = 0; i < addresses->len; i++)
    if (strcmp (mailslot_address_get_name (addresses->pdata[i]), name) == 0)
      return TRUE;
  return FALSE;
}

static void
test_spelling (Fixture *self, gconstpointer unused)
{
  g_autofree char *long_name = g_strnfill (200, 'L');
  const char *names[] = { "Test-List", "Path\\of\\Levels", "槽 100%", long_name };
  MailslotReader *readers[G_N_ELEMENTS (names)];
  g_autoptr (GPtrArray) addresses = NULL;

  for (gsize i = 0; i < G_N_ELEMENTS (names); i++)
    readers[i] = open_name (names[i]);
  addresses = list ();
  for (gsize i = 0; i < G_N_ELEMENTS (names); i++)
    {
      if (addresses != NULL)
        g_assert_true (is_listed (addresses, names[i]));
      g_assert_finalize_object (readers[i]);
    }
}

static void
test_sorted (Fixture *self, gconstpointer unused)
{
  G_GNUC_UNUSED g_autoptr (MailslotReader) b = open_name ("test-list-B");
  G_GNUC_UNUSED g_autoptr (MailslotReader) a = open_name ("TEST-LIST-a");
  G_GNUC_UNUSED g_autoptr (MailslotReader) c = open_name ("Test-List-c");
  g_autoptr (GPtrArray) addresses = list ();
  g_autoptr (GString) ours = g_string_new (NULL);

  if (addresses == NULL)
    return;
  for (guint i = 0; i < addresses->len; i++)
    {
      const char *name = mailslot_address_get_name (addresses->pdata[i]);

      if (g_ascii_strncasecmp (name, "test-list-", 10) == 0)
        g_string_append (ours, name + 10);
    }
  g_assert_cmpstr (ours->str, ==, "aBc");
}

static void
test_closed_is_gone (Fixture *self, gconstpointer unused)
{
  MailslotReader *reader = open_name ("Test-List-Gone");
  g_autoptr (GPtrArray) addresses = NULL;

  g_assert_finalize_object (reader);
  addresses = list ();
  if (addresses != NULL)
    g_assert_false (is_listed (addresses, "Test-List-Gone"));
}

static void
add (const char *path, void (*test) (Fixture *, gconstpointer))
{
  g_test_add (path, Fixture, NULL, set_up, test, tear_down);
}

int
main (int argc, char **argv)
{
  g_test_init (&argc, &argv, NULL);

  add ("/directory/spelling", test_spelling);
  add ("/directory/sorted", test_sorted);
  add ("/directory/closed-is-gone", test_closed_is_gone);
  return g_test_run ();
}
