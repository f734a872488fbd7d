/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "config.h"

#include "session/sw-send-history.h"

#include <string.h>

#include <glib/gstdio.h>

#include "session-fixture.h"

static char *
new_path (void)
{
  static guint n_paths;
  g_autofree char *name = g_strdup_printf ("%u", n_paths++);

  return g_build_filename (fixture_get_folder (), "history", name, "sent.jsonl", NULL);
}

static void
add (SwSendHistory *history, const char *content)
{
  const SwSentFields fields = { .target = "\\\\.\\mailslot\\x",
                                .content = content,
                                .encoding_id = "utf-8" };
  g_autoptr (SwSentMessage) message = sw_sent_message_new (&fields);

  sw_send_history_add (history, message);
}

static void
assert_contents (SwSendHistory *history, const char *const *contents)
{
  guint n_items = g_list_model_get_n_items (G_LIST_MODEL (history));

  g_assert_cmpuint (n_items, ==, g_strv_length ((char **) contents));
  for (guint i = 0; i < n_items; i++)
    {
      g_autoptr (SwSentMessage) message =
          g_list_model_get_item (G_LIST_MODEL (history), i);

      g_assert_cmpstr (sw_sent_message_get_fields (message)->content, ==, contents[i]);
    }
}

#define assert_history(history, ...)                                                     \
  assert_contents (history, (const char *const[]){ __VA_ARGS__ __VA_OPT__ (, ) NULL })

static void
test_in_memory (void)
{
  SwSendHistory *history = sw_send_history_new (NULL);

  g_assert_true (g_list_model_get_item_type (G_LIST_MODEL (history))
                 == SW_TYPE_SENT_MESSAGE);
  assert_history (history);
  add (history, "a");
  add (history, "b");
  assert_history (history, "b", "a");
  g_assert_null (g_list_model_get_item (G_LIST_MODEL (history), 2));
  sw_send_history_clear (history);
  assert_history (history);
  g_assert_finalize_object (history);
}

static void
test_same_message_moves (void)
{
  g_autoptr (SwSendHistory) history = sw_send_history_new (NULL);

  add (history, "a");
  add (history, "b");
  add (history, "c");
  add (history, "a");
  assert_history (history, "a", "c", "b");
  add (history, "a");
  assert_history (history, "a", "c", "b");
}

/* Any difference makes another message. */
static void
test_different_messages (void)
{
  const SwSentFields fields[] = {
    { "x", FALSE, SW_CONTENT_TEXT, "0", "utf-8", FALSE },
    { "X", FALSE, SW_CONTENT_TEXT, "0", "utf-8", FALSE },
    { "x", TRUE, SW_CONTENT_TEXT, "0", "utf-8", FALSE },
    { "x", FALSE, SW_CONTENT_HEX, "0", "utf-8", FALSE },
    { "x", FALSE, SW_CONTENT_FILE, "0", "utf-8", FALSE },
    { "x", FALSE, SW_CONTENT_TEXT, "00", "utf-8", FALSE },
    { "x", FALSE, SW_CONTENT_TEXT, "0", "gbk", FALSE },
    { "x", FALSE, SW_CONTENT_TEXT, "0", "utf-8", TRUE },
  };
  g_autoptr (SwSendHistory) history = sw_send_history_new (NULL);

  for (guint i = 0; i < 2 * G_N_ELEMENTS (fields); i++)
    {
      g_autoptr (SwSentMessage) message =
          sw_sent_message_new (&fields[i % G_N_ELEMENTS (fields)]);

      sw_send_history_add (history, message);
    }
  g_assert_cmpuint (g_list_model_get_n_items (G_LIST_MODEL (history)),
                    ==,
                    G_N_ELEMENTS (fields));
}

static void
items_changed_cb (GListModel *model,
                  guint position,
                  guint n_removed,
                  guint n_added,
                  gint64 *n_items)
{
  *n_items += n_added;
  *n_items -= n_removed;
  g_assert_cmpint (*n_items, ==, g_list_model_get_n_items (model));
}

static void
test_51st (void)
{
  g_autoptr (SwSendHistory) history = sw_send_history_new (NULL);
  g_autoptr (SwSentMessage) last = NULL;
  gint64 n_items = 0;

  g_signal_connect (history, "items-changed", G_CALLBACK (items_changed_cb), &n_items);
  for (guint i = 0; i <= SW_SEND_HISTORY_MAX; i++)
    {
      g_autofree char *content = g_strdup_printf ("%u", i);

      add (history, content);
    }
  g_assert_cmpint (n_items, ==, SW_SEND_HISTORY_MAX);
  last = g_list_model_get_item (G_LIST_MODEL (history), SW_SEND_HISTORY_MAX - 1);
  g_assert_cmpstr (sw_sent_message_get_fields (last)->content, ==, "1");

  /* The oldest again: nothing has to go for it. */
  add (history, "1");
  g_clear_object (&last);
  last = g_list_model_get_item (G_LIST_MODEL (history), SW_SEND_HISTORY_MAX - 1);
  g_assert_cmpstr (sw_sent_message_get_fields (last)->content, ==, "2");
}

/* Every field, and every kind of content. */
static void
test_persistence (void)
{
  const SwSentFields fields[] = {
    { "\\\\.\\mailslot\\Ünï\\x",
      FALSE,
      SW_CONTENT_HEX,
      "你好 \"quoted\"\\n\n\t\001 \302\205 😀",
      "gbk",
      FALSE },
    { "\\\\OFFICE\\mailslot\\x", TRUE, SW_CONTENT_FILE, "/a b/你好", "utf-8", TRUE },
    { "\\\\.\\mailslot\\x", FALSE, SW_CONTENT_TEXT, "", "utf-8", FALSE },
  };
  g_autofree char *path = new_path ();
  g_autoptr (SwSendHistory) history = sw_send_history_new (path);
  g_autoptr (SwSendHistory) again = NULL;

  assert_history (history);
  g_assert_false (g_file_test (path, G_FILE_TEST_EXISTS));
  for (guint i = 0; i < G_N_ELEMENTS (fields); i++)
    {
      g_autoptr (SwSentMessage) message = sw_sent_message_new (&fields[i]);

      sw_send_history_add (history, message);
    }
  g_clear_object (&history);

  history = sw_send_history_new (path);
  assert_history (history, fields[2].content, fields[1].content, fields[0].content);
  for (guint i = 0; i < G_N_ELEMENTS (fields); i++)
    {
      g_autoptr (SwSentMessage) message =
          g_list_model_get_item (G_LIST_MODEL (history), G_N_ELEMENTS (fields) - 1 - i);
      const SwSentFields *read = sw_sent_message_get_fields (message);

      g_assert_cmpstr (read->target, ==, fields[i].target);
      g_assert_cmpint (read->is_domain, ==, fields[i].is_domain);
      g_assert_cmpint (read->kind, ==, fields[i].kind);
      g_assert_cmpstr (read->encoding_id, ==, fields[i].encoding_id);
      g_assert_cmpint (read->has_nul, ==, fields[i].has_nul);
    }
  sw_send_history_clear (history);

  again = sw_send_history_new (path);
  assert_history (again);
}

static void
test_damaged_file (void)
{
  static const char damaged[] =
      "{\"target\":\"x\",\"content\":\"good\",\"hex\":false,"
      "\"encoding\":\"utf-8\",\"nul\":true}\n"
      "\n"
      "{\"target\":\"x\",\"content\":\"cut\n"
      "null\n"
      "[1,2]\n"
      "\"text\"\n"
      "{}\n"
      "{\"target\":1,\"content\":\"number\",\"encoding\":\"a\"}\n"
      "{\"target\":null,\"content\":[],\"encoding\":{}}\n"
      "\377\376\n"
      "{\"target\":\"x\",\"content\":\"also good\","
      "\"encoding\":\"utf-8\",\"hex\":\"yes\",\"new\":[]}\r\n"
      "{\"target\":\"x\",\"content\":\"last\",\"encoding\":\"gbk\"}";
  g_autofree char *path = new_path ();
  g_autofree char *folder = g_path_get_dirname (path);
  g_autoptr (SwSendHistory) history = NULL;
  g_autoptr (SwSendHistory) again = NULL;

  g_assert_cmpint (g_mkdir_with_parents (folder, 0700), ==, 0);
  g_assert_true (g_file_set_contents (path, damaged, -1, NULL));
  history = sw_send_history_new (path);
  assert_history (history, "good", "also good", "last");
  add (history, "new");
  again = sw_send_history_new (path);
  assert_history (again, "new", "good", "also good", "last");
}

/* Any bytes in the file: no crash, and what follows can be saved. */
static void
test_random_file (void)
{
  g_autofree char *path = new_path ();
  g_autofree char *folder = g_path_get_dirname (path);

  g_assert_cmpint (g_mkdir_with_parents (folder, 0700), ==, 0);
  for (guint i = 0; i < 200; i++)
    {
      static const char letters[] = "{}[]\":,\\\n0tfnu\377\0abc";
      char noise[200];
      g_autoptr (SwSendHistory) history = NULL;

      for (guint j = 0; j < sizeof noise; j++)
        noise[j] = letters[g_test_rand_int_range (0, sizeof letters)];
      g_assert_true (g_file_set_contents (path, noise, sizeof noise, NULL));
      history = sw_send_history_new (path);
      assert_history (history);
    }
}

/* More lines than are kept, as another version may have left them. */
static void
test_long_file (void)
{
  g_autofree char *path = new_path ();
  g_autofree char *folder = g_path_get_dirname (path);
  g_autoptr (GString) lines = g_string_new (NULL);
  g_autoptr (SwSendHistory) history = NULL;

  for (guint i = 0; i < 100; i++)
    g_string_append_printf (lines,
                            "{\"target\":\"x\",\"content\":\"%u\",\"encoding\":\"a\"}\n",
                            i);
  g_assert_cmpint (g_mkdir_with_parents (folder, 0700), ==, 0);
  g_assert_true (g_file_set_contents (path, lines->str, -1, NULL));
  history = sw_send_history_new (path);
  g_assert_cmpuint (g_list_model_get_n_items (G_LIST_MODEL (history)),
                    ==,
                    SW_SEND_HISTORY_MAX);
}

int
main (int argc, char *argv[])
{
  g_test_init (&argc, &argv, NULL);
  g_test_add_func ("/send-history/in-memory", test_in_memory);
  g_test_add_func ("/send-history/same-message-moves", test_same_message_moves);
  g_test_add_func ("/send-history/different-messages", test_different_messages);
  g_test_add_func ("/send-history/51st", test_51st);
  g_test_add_func ("/send-history/persistence", test_persistence);
  g_test_add_func ("/send-history/damaged-file", test_damaged_file);
  g_test_add_func ("/send-history/random-file", test_random_file);
  g_test_add_func ("/send-history/long-file", test_long_file);
  return fixture_run ();
}
