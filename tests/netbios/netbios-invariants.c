/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "config.h"
#include "netbios/netbios-invariants.h"

#include "mailslot/mailslot-error.h"
#include "mailslot/netbios/netbios-datagram.h"
#include "mailslot/netbios/netbios-mailslot-write.h"
#include "mailslot/netbios/netbios-node-status.h"
#include "mailslot/netbios/netbios-owner.h"

#include <string.h>

/* A block of exactly this size, even if it is 0. */
static guint8 *
copy_exactly (const guint8 *data, gsize size)
{
  guint8 *copy = g_malloc (MAX (size, 1));

  if (size > 0)
    memcpy (copy, data, size);
  return size > 0 ? g_realloc (copy, size) : copy;
}

static void
assert_inside (gconstpointer part, gsize part_size, const guint8 *data, gsize size)
{
  const guint8 *start = part;

  if (part_size == 0)
    return;

  g_assert_nonnull (start);
  g_assert_true (start >= data && start <= data + size);
  g_assert_cmpuint (part_size, <=, (gsize) (data + size - start));
}

/* Under Wine it takes a sixth of a millisecond to translate a message: ask only now and
 * then. */
static GError **
ask_for_error (GError **error, gsize size)
{
  return size % 16 == 0 ? error : NULL;
}

static void
assert_error_fits (gboolean accepted, GError **asked)
{
  if (asked == NULL)
    return;
  if (accepted)
    {
      g_assert_no_error (*asked);
      return;
    }
  g_assert_nonnull (*asked);
  g_assert_true (g_error_matches (*asked, MAILSLOT_ERROR, MAILSLOT_ERROR_MALFORMED)
                 || g_error_matches (*asked, MAILSLOT_ERROR, MAILSLOT_ERROR_UNSUPPORTED));
  g_assert_true (g_utf8_validate ((*asked)->message, -1, NULL));
}

static void
assert_name_is_sound (const NetbiosName *name)
{
  g_autofree char *text = netbios_name_to_string (name);
  NetbiosName copy = *name;

  g_assert_true (g_utf8_validate (text, -1, NULL));
  g_assert_nonnull (memchr (name->scope, '\0', sizeof name->scope));
  g_assert_true (netbios_name_set_scope (&copy, name->scope, NULL));
  g_assert_cmpuint (netbios_name_get_encoded_size (name), <=, 255);
}

gboolean
check_name (const guint8 *data, gsize size)
{
  g_autofree guint8 *copy = copy_exactly (data, size);
  g_autoptr (GByteArray) again = g_byte_array_new ();
  g_autoptr (GError) error = NULL;
  GError **asked = ask_for_error (&error, size);
  NetbiosCursor cursor;
  NetbiosName name;
  NetbiosName second;
  gboolean accepted;

  netbios_cursor_init (&cursor, copy, size);
  accepted = netbios_name_decode (&name, &cursor, asked);
  assert_error_fits (accepted, asked);
  if (!accepted)
    return FALSE;

  assert_name_is_sound (&name);
  g_assert_cmpuint (cursor.offset, <=, size);
  netbios_name_encode (&name, again);
  g_assert_cmpuint (again->len, ==, netbios_name_get_encoded_size (&name));
  netbios_cursor_init (&cursor, again->data, again->len);
  g_assert_true (netbios_name_decode (&second, &cursor, NULL));
  g_assert_true (netbios_name_equal (&name, &second));
  g_assert_cmpstr (name.scope, ==, second.scope);
  return TRUE;
}

static void
check_datagram_survives (const NetbiosDatagram *first)
{
  g_autoptr (GByteArray) again = g_byte_array_new ();
  NetbiosDatagram second;

  g_assert_true (netbios_datagram_encode (first, again, NULL));
  g_assert_true (netbios_datagram_decode (&second, again->data, again->len, NULL));
  g_assert_cmpint (first->type, ==, second.type);
  g_assert_cmpint (first->node_type, ==, second.node_type);
  g_assert_cmpuint (first->id, ==, second.id);
  g_assert_cmpmem (first->source_address, 4, second.source_address, 4);
  g_assert_cmpuint (first->source_port, ==, second.source_port);
  g_assert_true (netbios_name_equal (&first->source, &second.source));
  g_assert_true (netbios_name_equal (&first->destination, &second.destination));
  g_assert_cmpmem (first->user_data,
                   first->user_size,
                   second.user_data,
                   second.user_size);
}

gboolean
check_datagram (const guint8 *data, gsize size)
{
  g_autofree guint8 *copy = copy_exactly (data, size);
  g_autoptr (GError) error = NULL;
  GError **asked = ask_for_error (&error, size);
  NetbiosDatagram datagram;
  gboolean accepted = netbios_datagram_decode (&datagram, copy, size, asked);

  assert_error_fits (accepted, asked);
  if (!accepted)
    return FALSE;

  assert_name_is_sound (&datagram.source);
  assert_name_is_sound (&datagram.destination);
  if (!netbios_datagram_has_user_data (&datagram))
    {
      g_assert_cmpuint (datagram.user_size, ==, 0);
      return TRUE;
    }
  assert_inside (datagram.user_data, datagram.user_size, copy, size);
  check_datagram_survives (&datagram);
  check_mailslot_write (datagram.user_data, datagram.user_size);
  return TRUE;
}

/* Others may send more than we do: such a message is not encoded again. */
static void
check_mailslot_write_survives (const NetbiosMailslotWrite *first)
{
  g_autoptr (GByteArray) again = g_byte_array_new ();
  gsize max_size = netbios_mailslot_write_get_max_size (strlen (first->name));
  NetbiosMailslotWrite second;

  if (!netbios_mailslot_write_encode (first, again, NULL))
    {
      g_assert_true (first->size > max_size
                     || strlen (first->name) > NETBIOS_MAILSLOT_WRITE_MAX_NAME_LENGTH);
      g_assert_cmpuint (again->len, ==, 0);
      return;
    }

  g_assert_cmpuint (first->size, <=, max_size);
  g_assert_cmpuint (again->len, <=, 512);
  g_assert_true (netbios_mailslot_write_decode (&second, again->data, again->len, NULL));
  g_assert_cmpstr (first->name, ==, second.name);
  g_assert_cmpmem (first->data, first->size, second.data, second.size);
  g_assert_cmpuint (first->priority, ==, second.priority);
  g_assert_cmpuint (first->delivery_class, ==, second.delivery_class);
}

gboolean
check_mailslot_write (const guint8 *data, gsize size)
{
  g_autofree guint8 *copy = copy_exactly (data, size);
  g_autoptr (GError) error = NULL;
  GError **asked = ask_for_error (&error, size);
  NetbiosMailslotWrite message;
  gboolean accepted = netbios_mailslot_write_decode (&message, copy, size, asked);

  assert_error_fits (accepted, asked);
  if (!accepted)
    return FALSE;

  assert_inside (message.name, 1, copy, size);
  g_assert_nonnull (
      memchr (message.name, '\0', (gsize) (copy + size - (const guint8 *) message.name)));
  g_assert_cmpstr (message.name, !=, "");
  assert_inside (message.data, message.size, copy, size);
  check_mailslot_write_survives (&message);
  return TRUE;
}

static void
check_status (const guint8 *record, gsize size)
{
  NetbiosNodeStatus status;
  NetbiosName computer;

  if (!netbios_node_status_decode (&status, record, size, NULL))
    return;

  assert_inside (status.names, status.n_names * 18u, record, size);
  for (guint i = 0; i < status.n_names; i++)
    {
      NetbiosNodeName name;

      netbios_node_status_get_name (&status, i, &name);
      assert_name_is_sound (&name.name);
    }
  if (netbios_node_status_find_computer (&status, &computer))
    g_assert_cmpuint (netbios_name_get_suffix (&computer), ==, 0);
}

static void
check_name_packet_survives (const NetbiosNamePacket *first)
{
  g_autoptr (GByteArray) again = g_byte_array_new ();
  NetbiosNamePacket second;

  g_assert_true (netbios_name_packet_encode (first, again, NULL));
  g_assert_true (netbios_name_packet_decode (&second, again->data, again->len, NULL));
  g_assert_cmpuint (first->id, ==, second.id);
  g_assert_cmpuint (first->opcode, ==, second.opcode);
  g_assert_cmphex (first->flags, ==, second.flags);
  g_assert_cmpuint (first->result, ==, second.result);
  g_assert_true (netbios_name_equal (&first->name, &second.name));
  g_assert_cmpuint (first->type, ==, second.type);
  g_assert_cmpint (first->has_record, ==, second.has_record);
  g_assert_cmpuint (first->time_to_live_s, ==, second.time_to_live_s);
  g_assert_cmpmem (first->record, first->record_size, second.record, second.record_size);
}

gboolean
check_name_packet (const guint8 *data, gsize size)
{
  g_autofree guint8 *copy = copy_exactly (data, size);
  g_autoptr (GError) error = NULL;
  GError **asked = ask_for_error (&error, size);
  NetbiosNamePacket packet;
  gboolean accepted = netbios_name_packet_decode (&packet, copy, size, asked);

  assert_error_fits (accepted, asked);
  if (!accepted)
    return FALSE;

  assert_name_is_sound (&packet.name);
  assert_inside (packet.record, packet.record_size, copy, size);
  for (gsize i = 0; i < netbios_name_packet_get_n_owners (&packet); i++)
    netbios_name_packet_get_owner (&packet, i);
  if (packet.type == NETBIOS_RECORD_STATUS && packet.has_record)
    check_status (packet.record, packet.record_size);
  check_name_packet_survives (&packet);
  return TRUE;
}
