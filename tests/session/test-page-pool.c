/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "config.h"

#include "session/sw-page-pool.h"

#include <string.h>

#define BLOCK_BYTES ((gsize) 64 << 10)
#define N_TURNS 2000

static void
test_recycles (void)
{
  g_autoptr (SwPagePool) pool = sw_page_pool_new (BLOCK_BYTES, 2);
  gboolean is_spare = TRUE;
  gpointer first = sw_page_pool_take (pool, &is_spare);
  gpointer second = sw_page_pool_take (pool, NULL);
  gpointer third;

  g_assert_true (first != second);
  g_assert_false (is_spare);
  memset (first, 1, BLOCK_BYTES);
  memset (second, 2, BLOCK_BYTES);
  sw_page_pool_give (pool, first);
  third = sw_page_pool_take (pool, &is_spare);
  g_assert_true (third == first);
  g_assert_true (is_spare);
  sw_page_pool_give (pool, second);
  sw_page_pool_give (pool, third);
}

/* More than it keeps is the system's; whoever still has a block keeps the pool. */
static void
test_too_many (void)
{
  SwPagePool *pool = sw_page_pool_new (BLOCK_BYTES, 1);
  g_autoptr (SwPagePool) other = sw_page_pool_ref (pool);
  gpointer blocks[5];

  for (guint i = 0; i < G_N_ELEMENTS (blocks); i++)
    {
      blocks[i] = sw_page_pool_take (pool, NULL);
      memset (blocks[i], (int) i, BLOCK_BYTES);
    }
  sw_page_pool_unref (pool);
  for (guint i = 0; i < G_N_ELEMENTS (blocks); i++)
    sw_page_pool_give (other, blocks[i]);
}

/* A block belongs to one thread at a time: what it wrote is still there. */
static gpointer
take_and_give (gpointer data)
{
  SwPagePool *pool = data;

  for (guint i = 0; i < N_TURNS; i++)
    {
      guint8 *block = sw_page_pool_take (pool, NULL);

      block[0] = (guint8) i;
      block[BLOCK_BYTES - 1] = (guint8) i;
      g_thread_yield ();
      g_assert_cmpuint (block[0], ==, (guint8) i);
      g_assert_cmpuint (block[BLOCK_BYTES - 1], ==, (guint8) i);
      sw_page_pool_give (pool, block);
    }
  return NULL;
}

static void
test_threads (void)
{
  g_autoptr (SwPagePool) pool = sw_page_pool_new (BLOCK_BYTES, 2);
  GThread *threads[3];

  for (guint i = 0; i < G_N_ELEMENTS (threads); i++)
    threads[i] = g_thread_new ("pages", take_and_give, pool);
  for (guint i = 0; i < G_N_ELEMENTS (threads); i++)
    g_thread_join (threads[i]);
}

int
main (int argc, char *argv[])
{
  g_test_init (&argc, &argv, NULL);
  g_test_add_func ("/page-pool/recycles", test_recycles);
  g_test_add_func ("/page-pool/too-many", test_too_many);
  g_test_add_func ("/page-pool/threads", test_threads);
  return g_test_run ();
}
