/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "config.h"
#include "mailslot/netbios/netbios-interfaces-private.h"

typedef struct
{
  guint8 address[4];
  guint prefix_length;
  guint8 netmask[4];
  guint8 broadcast[4];
} Row;

static const Row rows[] = {
  { { 192, 168, 1, 7 }, 24, { 255, 255, 255, 0 }, { 192, 168, 1, 255 } },
  { { 10, 99, 0, 1 }, 8, { 255, 0, 0, 0 }, { 10, 255, 255, 255 } },
  { { 172, 20, 255, 250 }, 12, { 255, 240, 0, 0 }, { 172, 31, 255, 255 } },
  { { 192, 0, 2, 129 }, 25, { 255, 255, 255, 128 }, { 192, 0, 2, 255 } },
  { { 192, 0, 2, 5 }, 30, { 255, 255, 255, 252 }, { 192, 0, 2, 7 } },
  { { 200, 0, 2, 5 }, 1, { 128, 0, 0, 0 }, { 255, 255, 255, 255 } },
};

static GArray *
make_interfaces (void)
{
  return g_array_new (FALSE, FALSE, sizeof (NetbiosInterface));
}

static void
test_computes_broadcast (void)
{
  for (gsize i = 0; i < G_N_ELEMENTS (rows); i++)
    {
      g_autoptr (GArray) interfaces = make_interfaces ();
      const NetbiosInterface *added;

      netbios_interfaces_add (interfaces, rows[i].address, rows[i].prefix_length);
      g_assert_cmpuint (interfaces->len, ==, 1);
      added = &g_array_index (interfaces, NetbiosInterface, 0);
      g_assert_cmpmem (added->address, 4, rows[i].address, 4);
      g_assert_cmpmem (added->netmask, 4, rows[i].netmask, 4);
      g_assert_cmpmem (added->broadcast, 4, rows[i].broadcast, 4);
    }
}

static void
test_leaves_out_what_has_no_broadcast (void)
{
  static const guint8 ethernet[4] = { 192, 0, 2, 5 };
  static const guint8 loopback[4] = { 127, 0, 0, 1 };
  g_autoptr (GArray) interfaces = make_interfaces ();

  netbios_interfaces_add (interfaces, ethernet, 31);
  netbios_interfaces_add (interfaces, ethernet, 32);
  netbios_interfaces_add (interfaces, ethernet, 0);
  netbios_interfaces_add (interfaces, loopback, 8);
  g_assert_cmpuint (interfaces->len, ==, 0);
}

static void
test_own (void)
{
  static const guint8 ours[4] = { 192, 0, 2, 5 };
  static const guint8 neighbour[4] = { 192, 0, 2, 6 };
  static const guint8 loopback[4] = { 127, 3, 2, 1 };
  g_autoptr (GArray) interfaces = make_interfaces ();

  g_assert_false (netbios_interfaces_own (interfaces, ours));
  g_assert_true (netbios_interfaces_own (interfaces, loopback));
  netbios_interfaces_add (interfaces, ours, 24);
  g_assert_true (netbios_interfaces_own (interfaces, ours));
  g_assert_false (netbios_interfaces_own (interfaces, neighbour));
}

/* How many there are is this computer's business. */
static void
test_finds_by_network (void)
{
  static const guint8 here[4] = { 192, 168, 1, 200 };
  static const guint8 there[4] = { 172, 31, 0, 1 };
  static const guint8 elsewhere[4] = { 192, 168, 2, 7 };
  g_autoptr (GArray) interfaces = make_interfaces ();

  g_assert_null (netbios_interfaces_find (interfaces, here));
  netbios_interfaces_add (interfaces, rows[0].address, rows[0].prefix_length);
  netbios_interfaces_add (interfaces, rows[2].address, rows[2].prefix_length);
  g_assert_true (netbios_interfaces_find (interfaces, here)
                 == &g_array_index (interfaces, NetbiosInterface, 0));
  g_assert_true (netbios_interfaces_find (interfaces, there)
                 == &g_array_index (interfaces, NetbiosInterface, 1));
  g_assert_null (netbios_interfaces_find (interfaces, elsewhere));
}

static void
test_lists_what_the_system_has (void)
{
  g_autoptr (GError) error = NULL;
  g_autoptr (GArray) interfaces = netbios_interfaces_list (&error);

  g_assert_no_error (error);
  g_assert_nonnull (interfaces);
  for (guint i = 0; i < interfaces->len; i++)
    {
      const NetbiosInterface *own = &g_array_index (interfaces, NetbiosInterface, i);

      g_test_message ("%u.%u.%u.%u, broadcast %u.%u.%u.%u",
                      own->address[0],
                      own->address[1],
                      own->address[2],
                      own->address[3],
                      own->broadcast[0],
                      own->broadcast[1],
                      own->broadcast[2],
                      own->broadcast[3]);
      g_assert_cmpuint (own->address[0], !=, 127);
      g_assert_true (netbios_interfaces_own (interfaces, own->address));
      for (guint k = 0; k < 4; k++)
        g_assert_cmpuint (own->broadcast[k],
                          ==,
                          (own->address[k] | ~own->netmask[k]) & 0xff);
    }
}

int
main (int argc, char **argv)
{
  g_test_init (&argc, &argv, NULL);
  g_test_add_func ("/netbios-interfaces/computes-broadcast", test_computes_broadcast);
  g_test_add_func ("/netbios-interfaces/leaves-out-what-has-no-broadcast",
                   test_leaves_out_what_has_no_broadcast);
  g_test_add_func ("/netbios-interfaces/own", test_own);
  g_test_add_func ("/netbios-interfaces/finds-by-network", test_finds_by_network);
  g_test_add_func ("/netbios-interfaces/lists-what-the-system-has",
                   test_lists_what_the_system_has);
  return g_test_run ();
}
