/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "config.h"

#include "contract-slot.h"

#include <gmodule.h>
#include <string.h>

#define LONGEST_TEST_SECONDS 300

static MailslotAddress *
new_address (void)
{
  static int n_slots;
  g_autofree char *name =
      g_strdup_printf ("Contract-%08x-%d", g_random_int (), ++n_slots);
  g_autoptr (GError) error = NULL;
  MailslotAddress *address;

  address = mailslot_address_new_local (name, &error);
  g_assert_no_error (error);
  return address;
}

void
contract_slot_set_up (ContractSlot *self, gconstpointer unused)
{
  const MailslotReaderOptions options = { 0, 0 };
  g_autoptr (GError) error = NULL;

  self->watchdog = watchdog_start (LONGEST_TEST_SECONDS);
  self->address = new_address ();
  self->reader = mailslot_reader_open (self->address, &options, &error);
  g_assert_no_error (error);
}

void
contract_slot_tear_down (ContractSlot *self, gconstpointer unused)
{
  if (self->reader != NULL)
    g_assert_finalize_object (self->reader);
  mailslot_address_unref (self->address);
  watchdog_stop (self->watchdog);
}

MailslotWriter *
contract_slot_open_writer (ContractSlot *self)
{
  g_autoptr (GError) error = NULL;
  MailslotWriter *writer;

  writer = mailslot_writer_open (self->address, &error);
  g_assert_no_error (error);
  mailslot_writer_set_timeout (writer, MAILSLOT_TIMEOUT_INFINITE);
  return writer;
}

static void
send_bytes (MailslotWriter *writer, gconstpointer data, gsize size)
{
  g_autoptr (GError) error = NULL;

  mailslot_writer_write (writer, data, size, NULL, &error);
  g_assert_no_error (error);
}

void
contract_send_fill (MailslotWriter *writer, gsize size, guint8 value)
{
  g_autofree guint8 *data = g_malloc (size);

  if (size > 0)
    memset (data, value, size);
  send_bytes (writer, data, size);
}

void
contract_send (MailslotWriter *writer, const char *text)
{
  send_bytes (writer, text, strlen (text));
}

void
contract_assert_read (ContractSlot *self, const char *text)
{
  g_autoptr (GError) error = NULL;
  char buffer[256];
  gssize size;

  size = mailslot_reader_read (self->reader, buffer, sizeof buffer, NULL, &error);
  g_assert_no_error (error);
  g_assert_cmpmem (buffer, size, text, strlen (text));
}

void
contract_assert_read_fails (ContractSlot *self, gsize size, MailslotError code)
{
  g_autoptr (GError) error = NULL;
  g_autofree char *buffer = g_malloc (size);

  g_assert_cmpint (mailslot_reader_read (self->reader, buffer, size, NULL, &error),
                   ==,
                   -1);
  g_assert_error (error, MAILSLOT_ERROR, (int) code);
}

void
contract_assert_info (ContractSlot *self, gsize next_size, guint n_messages)
{
  g_autoptr (GError) error = NULL;
  MailslotInfo info;

  mailslot_reader_get_info (self->reader, &info, &error);
  g_assert_no_error (error);
  g_assert_cmpuint (info.next_size, ==, next_size);
  g_assert_cmpuint (info.n_messages, ==, n_messages);
}

gboolean
contract_is_wine (void)
{
  GModule *ntdll = g_module_open ("ntdll.dll", G_MODULE_BIND_LAZY);
  gpointer symbol;
  gboolean is_wine;

  if (ntdll == NULL)
    return FALSE;
  is_wine = g_module_symbol (ntdll, "wine_get_version", &symbol);
  g_module_close (ntdll);
  return is_wine;
}
