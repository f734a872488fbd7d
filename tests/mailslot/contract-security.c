/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "config.h"

#include <string.h>

#include "contract-slot.h"

/* Who may send to a slot, and what the system tells of it. Two users at once are in the
 * tests of the command line; how a folder on Linux has to be, in test-unix-security.c. */

/* Opens the slot anew. */
static MailslotReader *
open_slot (ContractSlot *slot, MailslotSecurity *security, GError **error)
{
  const MailslotReaderOptions options = { 0, 0, security };

  g_assert_finalize_object (g_steal_pointer (&slot->reader));
  slot->reader = mailslot_reader_open (slot->address, &options, error);
  return slot->reader;
}

static void
open_with (ContractSlot *slot, MailslotSecurityKind kind)
{
  g_autoptr (MailslotSecurity) security = mailslot_security_new (kind);
  g_autoptr (GError) error = NULL;

  open_slot (slot, security, &error);
  g_assert_no_error (error);
}

static void
assert_can_send (ContractSlot *slot)
{
  g_autoptr (MailslotWriter) writer = contract_slot_open_writer (slot);

  contract_send (writer, "let in");
  contract_assert_read (slot, "let in");
}

static void
test_default (ContractSlot *slot, gconstpointer unused)
{
  g_autofree char *owner = NULL;
  g_autofree char *rights = NULL;

  open_with (slot, MAILSLOT_SECURITY_DEFAULT);
  assert_can_send (slot);
  mailslot_reader_describe (slot->reader, &owner, &rights);
  if (contract_is_wine ())
    {
      g_test_message ("Wine makes a slot without owner and rights");
      g_assert_null (owner);
      g_assert_null (rights);
      return;
    }
  g_assert_nonnull (owner);
  g_assert_nonnull (rights);
  if (!mailslot_security_has_sddl ())
    g_assert_cmpstr (rights, ==, "srw-------");
}

static void
test_user (ContractSlot *slot, gconstpointer unused)
{
  g_autofree char *owner = NULL;
  g_autofree char *rights = NULL;

  open_with (slot, MAILSLOT_SECURITY_USER);
  assert_can_send (slot);
  mailslot_reader_describe (slot->reader, &owner, &rights);
  g_assert_nonnull (owner);
  if (!mailslot_security_has_sddl ())
    {
      g_assert_cmpstr (rights, ==, "srw-------");
      return;
    }
  /* One entry, for the owner. */
  g_assert_true (g_regex_match_simple (
      "^O:(S-[0-9-]+|[A-Z]{2})(G:.*)?D:P\\(A;;(FA|0x1f01ff);;;\\1\\)$",
      rights,
      0,
      0));
}

static void
test_everyone (ContractSlot *slot, gconstpointer unused)
{
  g_autofree char *owner = NULL;
  g_autofree char *rights = NULL;

  if (!mailslot_security_has_sddl ())
    {
      g_test_skip ("here it depends on the folder: see test-unix-security");
      return;
    }
  open_with (slot, MAILSLOT_SECURITY_EVERYONE);
  assert_can_send (slot);
  mailslot_reader_describe (slot->reader, &owner, &rights);
  g_assert_nonnull (owner);
  g_assert_nonnull (strstr (rights, ";;;WD)"));
}

/* Opens the slot with an SDDL string. Returns FALSE, with the test skipped, where there
 * is none. */
static gboolean
open_with_sddl (ContractSlot *slot, const char *sddl, GError **error)
{
  g_autoptr (MailslotSecurity) security = NULL;
  g_autoptr (GError) local_error = NULL;

  if (!mailslot_security_has_sddl ())
    {
      g_test_skip ("this system has no SDDL");
      return FALSE;
    }
  security = mailslot_security_parse (sddl, &local_error);
  g_assert_no_error (local_error);
  open_slot (slot, security, error);
  return TRUE;
}

static void
test_sddl (ContractSlot *slot, gconstpointer unused)
{
  g_autoptr (GError) error = NULL;
  g_autofree char *owner = NULL;
  g_autofree char *rights = NULL;

  if (!open_with_sddl (slot, "D:P(A;;FA;;;WD)", &error))
    return;
  g_assert_no_error (error);
  assert_can_send (slot);
  mailslot_reader_describe (slot->reader, &owner, &rights);
  g_assert_nonnull (strstr (rights, "D:P(A;;FA;;;WD)"));
}

/* Everybody may read, nobody may write: not even who created the slot. */
static void
test_no_right_to_send (ContractSlot *slot, gconstpointer unused)
{
  g_autoptr (GError) error = NULL;
  g_autoptr (MailslotWriter) writer = NULL;

  if (!open_with_sddl (slot, "D:P(A;;FRWD;;;WD)", &error))
    return;
  g_assert_no_error (error);
  writer = mailslot_writer_open (slot->address, &error);
  if (writer != NULL)
    {
      g_test_message ("Wine lets anybody send, whatever the rights of the slot are");
      g_assert_true (contract_is_wine ());
      return;
    }
  g_assert_error (error, MAILSLOT_ERROR, MAILSLOT_ERROR_ACCESS_DENIED);
  g_assert_nonnull (strstr (mailslot_error_get_advice (error), "session 0"));
}

static void
test_no_right_to_create (ContractSlot *slot, gconstpointer unused)
{
  g_autoptr (GError) error = NULL;

  if (!contract_is_wine ())
    {
      g_test_skip ("only of Wine it is known that the rights hold for their slot, too");
      return;
    }
  if (!open_with_sddl (slot, "D:P(A;;FA;;;SY)", &error))
    return;
  g_assert_null (slot->reader);
  g_assert_error (error, MAILSLOT_ERROR, MAILSLOT_ERROR_ACCESS_DENIED);
}

static void
test_closed (ContractSlot *slot, gconstpointer unused)
{
  char *owner;
  char *rights;

  mailslot_reader_close (slot->reader);
  mailslot_reader_describe (slot->reader, &owner, &rights);
  g_assert_null (owner);
  g_assert_null (rights);
}

/* Somebody who only knows the name. */
static void
test_described_by_name (ContractSlot *slot, gconstpointer unused)
{
  char *owner;
  char *rights;
  g_autofree char *reader_owner = NULL;
  g_autofree char *reader_rights = NULL;

  open_with (slot, MAILSLOT_SECURITY_USER);
  mailslot_reader_describe (slot->reader, &reader_owner, &reader_rights);
  mailslot_directory_describe (slot->address, &owner, &rights);
  if (mailslot_security_has_sddl ())
    {
      g_assert_null (owner);
      g_assert_null (rights);
    }
  g_assert_cmpstr (owner, ==, mailslot_security_has_sddl () ? NULL : reader_owner);
  g_assert_cmpstr (rights, ==, mailslot_security_has_sddl () ? NULL : reader_rights);
  g_free (owner);
  g_free (rights);

  g_assert_finalize_object (g_steal_pointer (&slot->reader));
  mailslot_directory_describe (slot->address, &owner, &rights);
  g_assert_null (owner);
  g_assert_null (rights);
}

void
contract_add_security_tests (void)
{
  contract_add ("/security/default", test_default);
  contract_add ("/security/user", test_user);
  contract_add ("/security/everyone", test_everyone);
  contract_add ("/security/sddl", test_sddl);
  contract_add ("/security/no-right-to-send", test_no_right_to_send);
  contract_add ("/security/no-right-to-create", test_no_right_to_create);
  contract_add ("/security/closed", test_closed);
  contract_add ("/security/described-by-name", test_described_by_name);
}
