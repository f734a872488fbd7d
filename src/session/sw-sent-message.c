/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "config.h"

#include "session/sw-sent-message-private.h"

#include <json-glib/json-glib.h>

#include <string.h>

struct _SwSentMessage
{
  GObject parent_instance;

  char *target;
  char *content;
  char *encoding_id;
  gboolean is_hex;
  gboolean has_nul;
};

G_DEFINE_FINAL_TYPE (SwSentMessage, sw_sent_message, G_TYPE_OBJECT)

static void
sw_sent_message_finalize (GObject *object)
{
  SwSentMessage *self = SW_SENT_MESSAGE (object);

  g_free (self->target);
  g_free (self->content);
  g_free (self->encoding_id);
  G_OBJECT_CLASS (sw_sent_message_parent_class)->finalize (object);
}

static void
sw_sent_message_class_init (SwSentMessageClass *klass)
{
  G_OBJECT_CLASS (klass)->finalize = sw_sent_message_finalize;
}

static void
sw_sent_message_init (SwSentMessage *self)
{
}

SwSentMessage *
sw_sent_message_new (const char *target,
                     const char *content,
                     gboolean is_hex,
                     const char *encoding_id,
                     gboolean has_nul)
{
  SwSentMessage *self;

  g_return_val_if_fail (target != NULL && content != NULL && encoding_id != NULL, NULL);

  self = g_object_new (SW_TYPE_SENT_MESSAGE, NULL);
  self->target = g_strdup (target);
  self->content = g_strdup (content);
  self->encoding_id = g_strdup (encoding_id);
  self->is_hex = is_hex;
  self->has_nul = has_nul;
  return self;
}

const char *
sw_sent_message_get_target (SwSentMessage *self)
{
  g_return_val_if_fail (SW_IS_SENT_MESSAGE (self), NULL);

  return self->target;
}

const char *
sw_sent_message_get_content (SwSentMessage *self)
{
  g_return_val_if_fail (SW_IS_SENT_MESSAGE (self), NULL);

  return self->content;
}

gboolean
sw_sent_message_get_is_hex (SwSentMessage *self)
{
  g_return_val_if_fail (SW_IS_SENT_MESSAGE (self), FALSE);

  return self->is_hex;
}

const char *
sw_sent_message_get_encoding_id (SwSentMessage *self)
{
  g_return_val_if_fail (SW_IS_SENT_MESSAGE (self), NULL);

  return self->encoding_id;
}

gboolean
sw_sent_message_get_has_nul (SwSentMessage *self)
{
  g_return_val_if_fail (SW_IS_SENT_MESSAGE (self), FALSE);

  return self->has_nul;
}

gboolean
sw_sent_message_equal (SwSentMessage *a, SwSentMessage *b)
{
  return strcmp (a->target, b->target) == 0 && strcmp (a->content, b->content) == 0
         && strcmp (a->encoding_id, b->encoding_id) == 0 && !a->is_hex == !b->is_hex
         && !a->has_nul == !b->has_nul;
}

char *
sw_sent_message_to_json (SwSentMessage *self)
{
  g_autoptr (JsonObject) object = json_object_new ();
  g_autoptr (JsonNode) node = json_node_alloc ();

  json_object_set_string_member (object, "target", self->target);
  json_object_set_string_member (object, "content", self->content);
  json_object_set_boolean_member (object, "hex", self->is_hex);
  json_object_set_string_member (object, "encoding", self->encoding_id);
  json_object_set_boolean_member (object, "nul", self->has_nul);
  json_node_init_object (node, object);
  return json_to_string (node, FALSE);
}

static const char *
get_string (JsonObject *object, const char *key)
{
  JsonNode *node = json_object_get_member (object, key);

  if (node == NULL || !JSON_NODE_HOLDS_VALUE (node)
      || json_node_get_value_type (node) != G_TYPE_STRING)
    return NULL;
  return json_node_get_string (node);
}

static gboolean
get_boolean (JsonObject *object, const char *key)
{
  JsonNode *node = json_object_get_member (object, key);

  return node != NULL && JSON_NODE_HOLDS_VALUE (node)
         && json_node_get_value_type (node) == G_TYPE_BOOLEAN
         && json_node_get_boolean (node);
}

SwSentMessage *
sw_sent_message_new_from_json (const char *line, GError **error)
{
  g_autoptr (JsonNode) node = NULL;
  const char *target = NULL;
  const char *content = NULL;
  const char *encoding_id = NULL;
  JsonObject *object = NULL;

  if (!g_utf8_validate (line, -1, NULL))
    {
      g_set_error (error, G_IO_ERROR, G_IO_ERROR_INVALID_DATA, "not UTF-8");
      return NULL;
    }
  node = json_from_string (line, error);
  if (node != NULL && JSON_NODE_HOLDS_OBJECT (node))
    {
      object = json_node_get_object (node);
      target = get_string (object, "target");
      content = get_string (object, "content");
      encoding_id = get_string (object, "encoding");
    }
  if (target != NULL && content != NULL && encoding_id != NULL)
    return sw_sent_message_new (target,
                                content,
                                get_boolean (object, "hex"),
                                encoding_id,
                                get_boolean (object, "nul"));
  if (error != NULL && *error == NULL)
    g_set_error (error, G_IO_ERROR, G_IO_ERROR_INVALID_DATA, "not a sent message");
  return NULL;
}
