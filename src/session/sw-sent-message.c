/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "config.h"

#include "session/sw-sent-message-private.h"

#include <json-glib/json-glib.h>

#include <string.h>

struct _SwSentMessage
{
  GObject parent_instance;

  SwSentFields fields; /* (owned strings) */
};

G_DEFINE_FINAL_TYPE (SwSentMessage, sw_sent_message, G_TYPE_OBJECT)

static void
sw_sent_message_finalize (GObject *object)
{
  const SwSentFields *fields = &SW_SENT_MESSAGE (object)->fields;

  g_free ((char *) fields->target);
  g_free ((char *) fields->content);
  g_free ((char *) fields->encoding_id);
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
sw_sent_message_new (const SwSentFields *fields)
{
  SwSentMessage *self;

  g_return_val_if_fail (fields->target != NULL, NULL);
  g_return_val_if_fail (fields->content != NULL, NULL);
  g_return_val_if_fail (fields->encoding_id != NULL, NULL);

  self = g_object_new (SW_TYPE_SENT_MESSAGE, NULL);
  self->fields = *fields;
  self->fields.target = g_strdup (fields->target);
  self->fields.content = g_strdup (fields->content);
  self->fields.encoding_id = g_strdup (fields->encoding_id);
  return self;
}

const SwSentFields *
sw_sent_message_get_fields (SwSentMessage *self)
{
  g_return_val_if_fail (SW_IS_SENT_MESSAGE (self), NULL);

  return &self->fields;
}

gboolean
sw_sent_message_equal (SwSentMessage *a, SwSentMessage *b)
{
  const SwSentFields *x = &a->fields;
  const SwSentFields *y = &b->fields;

  return strcmp (x->target, y->target) == 0 && !x->is_domain == !y->is_domain
         && x->kind == y->kind && strcmp (x->content, y->content) == 0
         && strcmp (x->encoding_id, y->encoding_id) == 0 && !x->has_nul == !y->has_nul;
}

/* One member for each kind but text, so that a line says it in the words of the command
 * line. */
char *
sw_sent_message_to_json (SwSentMessage *self)
{
  const SwSentFields *fields = &self->fields;
  g_autoptr (JsonObject) object = json_object_new ();
  g_autoptr (JsonNode) node = json_node_alloc ();

  json_object_set_string_member (object, "target", fields->target);
  json_object_set_boolean_member (object, "domain", fields->is_domain);
  json_object_set_string_member (object, "content", fields->content);
  json_object_set_boolean_member (object, "hex", fields->kind == SW_CONTENT_HEX);
  json_object_set_boolean_member (object, "file", fields->kind == SW_CONTENT_FILE);
  json_object_set_string_member (object, "encoding", fields->encoding_id);
  json_object_set_boolean_member (object, "nul", fields->has_nul);
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

static SwContentKind
get_kind (JsonObject *object)
{
  if (get_boolean (object, "file"))
    return SW_CONTENT_FILE;
  return get_boolean (object, "hex") ? SW_CONTENT_HEX : SW_CONTENT_TEXT;
}

static SwSentMessage *
new_from_object (JsonObject *object)
{
  const SwSentFields fields = { .target = get_string (object, "target"),
                                .is_domain = get_boolean (object, "domain"),
                                .kind = get_kind (object),
                                .content = get_string (object, "content"),
                                .encoding_id = get_string (object, "encoding"),
                                .has_nul = get_boolean (object, "nul") };

  if (fields.target == NULL || fields.content == NULL || fields.encoding_id == NULL)
    return NULL;
  return sw_sent_message_new (&fields);
}

SwSentMessage *
sw_sent_message_new_from_json (const char *line, GError **error)
{
  g_autoptr (JsonNode) node = NULL;
  SwSentMessage *self = NULL;

  if (!g_utf8_validate (line, -1, NULL))
    {
      g_set_error (error, G_IO_ERROR, G_IO_ERROR_INVALID_DATA, "not UTF-8");
      return NULL;
    }
  node = json_from_string (line, error);
  if (node == NULL && error != NULL && *error != NULL)
    return NULL;
  if (node != NULL && JSON_NODE_HOLDS_OBJECT (node))
    self = new_from_object (json_node_get_object (node));
  if (self == NULL)
    g_set_error (error, G_IO_ERROR, G_IO_ERROR_INVALID_DATA, "not a sent message");
  return self;
}
