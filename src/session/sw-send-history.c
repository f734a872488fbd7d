/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "config.h"

#include "session/sw-send-history.h"

#include <glib/gstdio.h>

#include "session/sw-sent-message-private.h"

struct _SwSendHistory
{
  GObject parent_instance;

  char *path;          /* (owned) (nullable) */
  GPtrArray *messages; /* (owned) SwSentMessage, newest first */
};

static GType
sw_send_history_get_item_type (GListModel *model)
{
  return SW_TYPE_SENT_MESSAGE;
}

static guint
sw_send_history_get_n_items (GListModel *model)
{
  return SW_SEND_HISTORY (model)->messages->len;
}

static gpointer
sw_send_history_get_item (GListModel *model, guint position)
{
  SwSendHistory *self = SW_SEND_HISTORY (model);

  if (position >= self->messages->len)
    return NULL;
  return g_object_ref (g_ptr_array_index (self->messages, position));
}

static void
sw_send_history_list_model_init (GListModelInterface *iface)
{
  iface->get_item_type = sw_send_history_get_item_type;
  iface->get_n_items = sw_send_history_get_n_items;
  iface->get_item = sw_send_history_get_item;
}

G_DEFINE_FINAL_TYPE_WITH_CODE (SwSendHistory,
                               sw_send_history,
                               G_TYPE_OBJECT,
                               G_IMPLEMENT_INTERFACE (G_TYPE_LIST_MODEL,
                                                      sw_send_history_list_model_init))

static void
sw_send_history_finalize (GObject *object)
{
  SwSendHistory *self = SW_SEND_HISTORY (object);

  g_free (self->path);
  g_ptr_array_unref (self->messages);
  G_OBJECT_CLASS (sw_send_history_parent_class)->finalize (object);
}

static void
sw_send_history_class_init (SwSendHistoryClass *klass)
{
  G_OBJECT_CLASS (klass)->finalize = sw_send_history_finalize;
}

static void
sw_send_history_init (SwSendHistory *self)
{
  self->messages = g_ptr_array_new_with_free_func (g_object_unref);
}

static void
load_line (SwSendHistory *self, const char *line, guint number)
{
  g_autoptr (GError) error = NULL;
  SwSentMessage *message;

  if (*line == '\0' || self->messages->len == SW_SEND_HISTORY_MAX)
    return;
  message = sw_sent_message_new_from_json (line, &error);
  if (message != NULL)
    g_ptr_array_add (self->messages, message);
  else
    g_debug ("Left out line %u of %s: %s", number, self->path, error->message);
}

static void
load (SwSendHistory *self)
{
  g_autoptr (GError) error = NULL;
  g_autofree char *content = NULL;
  g_auto (GStrv) lines = NULL;

  if (!g_file_get_contents (self->path, &content, NULL, &error))
    {
      g_debug ("No history: %s", error->message);
      return;
    }
  lines = g_strsplit (content, "\n", -1);
  for (guint i = 0; lines[i] != NULL; i++)
    load_line (self, lines[i], i + 1);
}

static void
save (SwSendHistory *self)
{
  g_autoptr (GError) error = NULL;
  g_autoptr (GString) content = g_string_new (NULL);
  g_autofree char *folder = NULL;

  if (self->path == NULL)
    return;
  for (guint i = 0; i < self->messages->len; i++)
    {
      g_autofree char *line =
          sw_sent_message_to_json (g_ptr_array_index (self->messages, i));

      g_string_append (content, line);
      g_string_append_c (content, '\n');
    }
  folder = g_path_get_dirname (self->path);
  g_mkdir_with_parents (folder, 0700);
  if (!g_file_set_contents_full (self->path,
                                 content->str,
                                 (gssize) content->len,
                                 G_FILE_SET_CONTENTS_CONSISTENT,
                                 0600,
                                 &error))
    g_warning ("The messages sent are not remembered: %s", error->message);
}

SwSendHistory *
sw_send_history_new (const char *path)
{
  SwSendHistory *self = g_object_new (SW_TYPE_SEND_HISTORY, NULL);

  self->path = g_strdup (path);
  if (path != NULL)
    load (self);
  return self;
}

/* Which message has to go for @message: the same one, else the oldest if there are too
 * many. */
static gboolean
find_replaced (SwSendHistory *self, SwSentMessage *message, guint *position)
{
  if (g_ptr_array_find_with_equal_func (self->messages,
                                        message,
                                        (GEqualFunc) sw_sent_message_equal,
                                        position))
    return TRUE;
  *position = SW_SEND_HISTORY_MAX - 1;
  return self->messages->len == SW_SEND_HISTORY_MAX;
}

void
sw_send_history_add (SwSendHistory *self, SwSentMessage *message)
{
  guint position;

  g_return_if_fail (SW_IS_SEND_HISTORY (self));
  g_return_if_fail (SW_IS_SENT_MESSAGE (message));

  g_object_ref (message);
  if (find_replaced (self, message, &position))
    {
      g_ptr_array_remove_index (self->messages, position);
      g_list_model_items_changed (G_LIST_MODEL (self), position, 1, 0);
    }
  g_ptr_array_insert (self->messages, 0, message);
  g_list_model_items_changed (G_LIST_MODEL (self), 0, 0, 1);
  save (self);
}

void
sw_send_history_clear (SwSendHistory *self)
{
  guint n_messages;

  g_return_if_fail (SW_IS_SEND_HISTORY (self));

  n_messages = self->messages->len;
  g_ptr_array_set_size (self->messages, 0);
  g_list_model_items_changed (G_LIST_MODEL (self), 0, n_messages, 0);
  save (self);
}
