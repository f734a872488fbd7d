/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "config.h"
#include "ui/sw-compose-pane-private.h"

/* The properties and signals of the form; sw-compose-pane.h lists them. */

enum
{
  PROP_CAN_SEND = 1,
  PROP_IS_SENDING,
  PROP_IS_HEX,
  PROP_ENCODING_ID,
  PROP_HAS_NUL,
  PROP_TRANSPORT_ID,
  N_PROPERTIES
};
static GParamSpec *properties[N_PROPERTIES];

enum
{
  SENT,
  FAILED,
  N_SIGNALS
};
static guint signals[N_SIGNALS];

static gboolean
can_send (SwComposePane *self)
{
  return self->target != NULL && self->payload != NULL && self->fits && self->job == NULL;
}

static void
set_transport (SwComposePane *self, const char *id)
{
  /* Whoever chose Windows by its name gets it as the default, too. */
  if (g_strcmp0 (id, "datagram") != 0)
    id = "default";
  gtk_combo_box_set_active_id (self->transport_combo, id);
}

static void
get_property (GObject *object, guint id, GValue *value, GParamSpec *pspec)
{
  SwComposePane *self = SW_COMPOSE_PANE (object);

  switch (id)
    {
    case PROP_CAN_SEND:
      g_value_set_boolean (value, can_send (self));
      break;
    case PROP_IS_SENDING:
      g_value_set_boolean (value, self->job != NULL);
      break;
    case PROP_IS_HEX:
      g_value_set_boolean (value, sw_compose_pane_get_kind (self) == SW_CONTENT_HEX);
      break;
    case PROP_ENCODING_ID:
      g_value_set_string (
          value,
          gtk_combo_box_get_active_id (GTK_COMBO_BOX (self->encoding_combo)));
      break;
    case PROP_HAS_NUL:
      g_value_set_boolean (value, gtk_toggle_button_get_active (self->nul_button));
      break;
    case PROP_TRANSPORT_ID:
      g_value_set_string (value, gtk_combo_box_get_active_id (self->transport_combo));
      break;
    default:
      G_OBJECT_WARN_INVALID_PROPERTY_ID (object, id, pspec);
    }
}

static void
set_property (GObject *object, guint id, const GValue *value, GParamSpec *pspec)
{
  SwComposePane *self = SW_COMPOSE_PANE (object);

  switch (id)
    {
    case PROP_IS_HEX:
      sw_compose_pane_set_hex (self, g_value_get_boolean (value));
      break;
    case PROP_ENCODING_ID:
      sw_compose_pane_set_encoding (self, g_value_get_string (value));
      break;
    case PROP_HAS_NUL:
      gtk_toggle_button_set_active (self->nul_button, g_value_get_boolean (value));
      break;
    case PROP_TRANSPORT_ID:
      set_transport (self, g_value_get_string (value));
      break;
    default:
      G_OBJECT_WARN_INVALID_PROPERTY_ID (object, id, pspec);
    }
}

static void
install_properties (GObjectClass *object_class)
{
  const GParamFlags readable = G_PARAM_READABLE | G_PARAM_STATIC_STRINGS;
  const GParamFlags writable =
      G_PARAM_READWRITE | G_PARAM_EXPLICIT_NOTIFY | G_PARAM_STATIC_STRINGS;

  properties[PROP_CAN_SEND] =
      g_param_spec_boolean ("can-send", NULL, NULL, FALSE, readable);
  properties[PROP_IS_SENDING] =
      g_param_spec_boolean ("is-sending", NULL, NULL, FALSE, readable);
  properties[PROP_IS_HEX] = g_param_spec_boolean ("is-hex", NULL, NULL, FALSE, writable);
  properties[PROP_ENCODING_ID] =
      g_param_spec_string ("encoding-id", NULL, NULL, "utf-8", writable);
  properties[PROP_HAS_NUL] =
      g_param_spec_boolean ("has-nul", NULL, NULL, FALSE, writable);
  properties[PROP_TRANSPORT_ID] =
      g_param_spec_string ("transport-id", NULL, NULL, "default", writable);
  g_object_class_install_properties (object_class, N_PROPERTIES, properties);
}

static void
install_signals (void)
{
  signals[SENT] = g_signal_new ("sent",
                                SW_TYPE_COMPOSE_PANE,
                                G_SIGNAL_RUN_LAST,
                                0,
                                NULL,
                                NULL,
                                NULL,
                                G_TYPE_NONE,
                                0);
  signals[FAILED] = g_signal_new ("failed",
                                  SW_TYPE_COMPOSE_PANE,
                                  G_SIGNAL_RUN_LAST,
                                  0,
                                  NULL,
                                  NULL,
                                  NULL,
                                  G_TYPE_NONE,
                                  2,
                                  G_TYPE_STRING | G_SIGNAL_TYPE_STATIC_SCOPE,
                                  G_TYPE_ERROR | G_SIGNAL_TYPE_STATIC_SCOPE);
}

void
sw_compose_pane_install (GObjectClass *object_class)
{
  object_class->get_property = get_property;
  object_class->set_property = set_property;
  install_properties (object_class);
  install_signals ();
}

void
sw_compose_pane_notify_can_send (SwComposePane *self)
{
  g_object_notify_by_pspec (G_OBJECT (self), properties[PROP_CAN_SEND]);
}

void
sw_compose_pane_notify_sending (SwComposePane *self)
{
  g_object_notify_by_pspec (G_OBJECT (self), properties[PROP_IS_SENDING]);
  g_object_notify_by_pspec (G_OBJECT (self), properties[PROP_CAN_SEND]);
}

void
sw_compose_pane_emit_sent (SwComposePane *self)
{
  g_signal_emit (self, signals[SENT], 0);
}

void
sw_compose_pane_emit_failed (SwComposePane *self, const char *title, const GError *error)
{
  g_signal_emit (self, signals[FAILED], 0, title, error);
}
