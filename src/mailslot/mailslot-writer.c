/* SPDX-License-Identifier: LGPL-2.1-or-later */
#include "config.h"

#include "mailslot/mailslot-writer.h"

#include <glib/gi18n-lib.h>

#include "mailslot/mailslot-backend-private.h"
#include "mailslot/mailslot-error.h"
#include "mailslot/netbios/netbios-writer.h"

typedef struct
{
  MailslotAddress *address; /* (owned) */
  int timeout_ms;
  gboolean is_closed;
} MailslotWriterPrivate;

enum
{
  PROP_ADDRESS = 1,
  N_PROPS
};

static GParamSpec *properties[N_PROPS];

G_DEFINE_ABSTRACT_TYPE_WITH_PRIVATE (MailslotWriter, mailslot_writer, G_TYPE_OBJECT)

static MailslotWriterPrivate *
writer_private (MailslotWriter *self)
{
  return mailslot_writer_get_instance_private (self);
}

MailslotWriter *
mailslot_writer_open (MailslotAddress *address, GError **error)
{
  g_return_val_if_fail (address != NULL, NULL);
  g_return_val_if_fail (error == NULL || *error == NULL, NULL);

  return mailslot_writer_open_on (address, mailslot_network_get_default (), error);
}

MailslotWriter *
mailslot_writer_open_on (MailslotAddress *address,
                         MailslotNetwork *network,
                         GError **error)
{
  MailslotLimits limits;

  g_return_val_if_fail (address != NULL, NULL);
  g_return_val_if_fail (network != NULL, NULL);
  g_return_val_if_fail (error == NULL || *error == NULL, NULL);

  if (!mailslot_network_get_limits (network, address, &limits, error))
    return NULL;
  if (!mailslot_address_is_local (address) && mailslot_network_uses_datagrams (network))
    return netbios_writer_open (address, network, error);
  return mailslot_backend_open_writer (address, limits.max_bytes, error);
}

MailslotAddress *
mailslot_writer_get_address (MailslotWriter *self)
{
  g_return_val_if_fail (MAILSLOT_IS_WRITER (self), NULL);
  return writer_private (self)->address;
}

void
mailslot_writer_set_timeout (MailslotWriter *self, int timeout_ms)
{
  g_return_if_fail (MAILSLOT_IS_WRITER (self));
  g_return_if_fail (timeout_ms >= MAILSLOT_TIMEOUT_INFINITE);

  writer_private (self)->timeout_ms = timeout_ms;
}

int
mailslot_writer_get_timeout (MailslotWriter *self)
{
  g_return_val_if_fail (MAILSLOT_IS_WRITER (self), 0);
  return writer_private (self)->timeout_ms;
}

gboolean
mailslot_writer_write (MailslotWriter *self,
                       gconstpointer data,
                       gsize size,
                       GCancellable *cancellable,
                       GError **error)
{
  MailslotWriterPrivate *priv;

  g_return_val_if_fail (MAILSLOT_IS_WRITER (self), FALSE);
  g_return_val_if_fail (data != NULL || size == 0, FALSE);
  g_return_val_if_fail (error == NULL || *error == NULL, FALSE);

  priv = writer_private (self);
  if (priv->is_closed)
    {
      g_set_error (error,
                   MAILSLOT_ERROR,
                   MAILSLOT_ERROR_CLOSED,
                   _ ("Cannot send to %s: the writer is closed"),
                   mailslot_address_to_string (priv->address));
      return FALSE;
    }
  if (g_cancellable_set_error_if_cancelled (cancellable, error))
    return FALSE;
  return MAILSLOT_WRITER_GET_CLASS (self)->write (self, data, size, cancellable, error);
}

void
mailslot_writer_close (MailslotWriter *self)
{
  MailslotWriterPrivate *priv;

  g_return_if_fail (MAILSLOT_IS_WRITER (self));

  priv = writer_private (self);
  if (priv->is_closed)
    return;
  priv->is_closed = TRUE;
  MAILSLOT_WRITER_GET_CLASS (self)->close (self);
}

static void
mailslot_writer_get_property (GObject *object, guint id, GValue *value, GParamSpec *pspec)
{
  switch (id)
    {
    case PROP_ADDRESS:
      g_value_set_boxed (value, writer_private (MAILSLOT_WRITER (object))->address);
      break;
    default:
      G_OBJECT_WARN_INVALID_PROPERTY_ID (object, id, pspec);
    }
}

static void
mailslot_writer_set_property (GObject *object,
                              guint id,
                              const GValue *value,
                              GParamSpec *pspec)
{
  switch (id)
    {
    case PROP_ADDRESS:
      writer_private (MAILSLOT_WRITER (object))->address = g_value_dup_boxed (value);
      break;
    default:
      G_OBJECT_WARN_INVALID_PROPERTY_ID (object, id, pspec);
    }
}

static void
mailslot_writer_dispose (GObject *object)
{
  mailslot_writer_close (MAILSLOT_WRITER (object));

  G_OBJECT_CLASS (mailslot_writer_parent_class)->dispose (object);
}

static void
mailslot_writer_finalize (GObject *object)
{
  MailslotWriterPrivate *priv = writer_private (MAILSLOT_WRITER (object));

  g_clear_pointer (&priv->address, mailslot_address_unref);

  G_OBJECT_CLASS (mailslot_writer_parent_class)->finalize (object);
}

static void
mailslot_writer_class_init (MailslotWriterClass *klass)
{
  GObjectClass *object_class = G_OBJECT_CLASS (klass);

  object_class->get_property = mailslot_writer_get_property;
  object_class->set_property = mailslot_writer_set_property;
  object_class->dispose = mailslot_writer_dispose;
  object_class->finalize = mailslot_writer_finalize;

  properties[PROP_ADDRESS] = g_param_spec_boxed (
      "address",
      NULL,
      NULL,
      MAILSLOT_TYPE_ADDRESS,
      G_PARAM_READWRITE | G_PARAM_CONSTRUCT_ONLY | G_PARAM_STATIC_STRINGS);
  g_object_class_install_properties (object_class, N_PROPS, properties);
}

static void
mailslot_writer_init (MailslotWriter *self)
{
  writer_private (self)->timeout_ms = MAILSLOT_WRITER_DEFAULT_TIMEOUT_MS;
}
