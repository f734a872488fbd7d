/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "config.h"

#include "session/sw-sent-message-private.h"

#include "session/sw-json-cursor.h"

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

/* What a line says. */
typedef struct
{
  char *target;      /* (owned) (nullable) */
  char *content;     /* (owned) (nullable) */
  char *encoding_id; /* (owned) (nullable) */
  gboolean is_domain;
  gboolean is_hex;
  gboolean is_file;
  gboolean has_nul;
} Line;

static void
line_clear (Line *line)
{
  g_free (line->target);
  g_free (line->content);
  g_free (line->encoding_id);
}
G_DEFINE_AUTO_CLEANUP_CLEAR_FUNC (Line, line_clear)

static gboolean
read_string (SwJsonCursor *cursor, char **place)
{
  g_clear_pointer (place, g_free);
  return sw_json_cursor_read_string (cursor, place);
}

/* Anything else than true is false. */
static gboolean
read_boolean (SwJsonCursor *cursor, gboolean *value)
{
  const SwJsonCursor begin = *cursor;

  if (sw_json_cursor_read_boolean (cursor, value))
    return TRUE;
  *cursor = begin;
  *value = FALSE;
  return sw_json_cursor_skip (cursor);
}

static gboolean
read_member (SwJsonCursor *cursor, const char *key, Line *line)
{
  if (strcmp (key, "target") == 0)
    return read_string (cursor, &line->target);
  if (strcmp (key, "content") == 0)
    return read_string (cursor, &line->content);
  if (strcmp (key, "encoding") == 0)
    return read_string (cursor, &line->encoding_id);
  if (strcmp (key, "domain") == 0)
    return read_boolean (cursor, &line->is_domain);
  if (strcmp (key, "hex") == 0)
    return read_boolean (cursor, &line->is_hex);
  if (strcmp (key, "file") == 0)
    return read_boolean (cursor, &line->is_file);
  if (strcmp (key, "nul") == 0)
    return read_boolean (cursor, &line->has_nul);
  return sw_json_cursor_skip (cursor);
}

static gboolean
read_line (SwJsonCursor *cursor, Line *line)
{
  if (!sw_json_cursor_take (cursor, '{'))
    return FALSE;
  do
    {
      g_autofree char *key = NULL;

      if (!sw_json_cursor_read_string (cursor, &key) || !sw_json_cursor_take (cursor, ':')
          || !read_member (cursor, key, line))
        return FALSE;
    }
  while (sw_json_cursor_take (cursor, ','));
  return sw_json_cursor_take (cursor, '}') && sw_json_cursor_is_at_end (cursor)
         && line->target != NULL && line->content != NULL && line->encoding_id != NULL;
}

static SwContentKind
get_kind (const Line *line)
{
  if (line->is_file)
    return SW_CONTENT_FILE;
  return line->is_hex ? SW_CONTENT_HEX : SW_CONTENT_TEXT;
}

/* Not by JSON-GLib, which does not free all of what it reads of a broken line. */
SwSentMessage *
sw_sent_message_new_from_json (const char *line, GError **error)
{
  SwJsonCursor cursor = { line, line + strlen (line) };
  g_auto (Line) said = { 0 };

  if (!read_line (&cursor, &said))
    {
      g_set_error (error, G_IO_ERROR, G_IO_ERROR_INVALID_DATA, "not a sent message");
      return NULL;
    }
  return sw_sent_message_new (&(SwSentFields){ .target = said.target,
                                               .is_domain = said.is_domain,
                                               .kind = get_kind (&said),
                                               .content = said.content,
                                               .encoding_id = said.encoding_id,
                                               .has_nul = said.has_nul });
}
