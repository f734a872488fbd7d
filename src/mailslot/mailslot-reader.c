/* SPDX-License-Identifier: LGPL-2.1-or-later */
#include "config.h"

#include "mailslot/mailslot-reader.h"

#include <glib/gi18n-lib.h>

#include "mailslot/mailslot-backend-private.h"
#include "mailslot/mailslot-error.h"

/* The public doors of a slot. They check the arguments, the state and the cancellable
 * once, so that a platform's class does not have to. */

typedef struct
{
  MailslotAddress *address; /* (owned) */
  gboolean is_closed;
} MailslotReaderPrivate;

enum
{
  PROP_ADDRESS = 1,
  N_PROPS
};

static GParamSpec *properties[N_PROPS];

G_DEFINE_ABSTRACT_TYPE_WITH_PRIVATE (MailslotReader, mailslot_reader, G_TYPE_OBJECT)

static MailslotReaderPrivate *
reader_private (MailslotReader *self)
{
  return mailslot_reader_get_instance_private (self);
}

MailslotReader *
mailslot_reader_open (MailslotAddress *address,
                      const MailslotReaderOptions *options,
                      GError **error)
{
  static const MailslotReaderOptions default_options = MAILSLOT_READER_OPTIONS_INIT;

  g_return_val_if_fail (address != NULL, NULL);
  g_return_val_if_fail (error == NULL || *error == NULL, NULL);

  if (options == NULL)
    options = &default_options;
  g_return_val_if_fail (options->read_timeout_ms >= MAILSLOT_TIMEOUT_INFINITE, NULL);

  if (!mailslot_address_is_local (address))
    {
      g_set_error (error,
                   MAILSLOT_ERROR,
                   MAILSLOT_ERROR_INVALID_ADDRESS,
                   _ ("Cannot create %s: a program can only create slots on its own "
                      "computer, such as \\\\.\\mailslot\\%s"),
                   mailslot_address_to_string (address),
                   mailslot_address_get_name (address));
      return NULL;
    }
  return mailslot_backend_open_reader (address, options, error);
}

MailslotAddress *
mailslot_reader_get_address (MailslotReader *self)
{
  g_return_val_if_fail (MAILSLOT_IS_READER (self), NULL);
  return reader_private (self)->address;
}

static gboolean
reader_check_open (MailslotReader *self, GError **error)
{
  MailslotReaderPrivate *priv = reader_private (self);

  if (!priv->is_closed)
    return TRUE;
  g_set_error (error,
               MAILSLOT_ERROR,
               MAILSLOT_ERROR_CLOSED,
               _ ("Cannot read %s: the slot is closed"),
               mailslot_address_to_string (priv->address));
  return FALSE;
}

gssize
mailslot_reader_read (MailslotReader *self,
                      gpointer buffer,
                      gsize size,
                      GCancellable *cancellable,
                      GError **error)
{
  g_return_val_if_fail (MAILSLOT_IS_READER (self), -1);
  g_return_val_if_fail (buffer != NULL || size == 0, -1);
  g_return_val_if_fail (error == NULL || *error == NULL, -1);

  if (!reader_check_open (self, error)
      || g_cancellable_set_error_if_cancelled (cancellable, error))
    return -1;
  return MAILSLOT_READER_GET_CLASS (self)->read (self, buffer, size, cancellable, error);
}

gboolean
mailslot_reader_receive (MailslotReader *self,
                         MailslotBatch *batch,
                         GCancellable *cancellable,
                         GError **error)
{
  g_return_val_if_fail (MAILSLOT_IS_READER (self), FALSE);
  g_return_val_if_fail (batch != NULL, FALSE);
  g_return_val_if_fail (error == NULL || *error == NULL, FALSE);

  if (!reader_check_open (self, error)
      || g_cancellable_set_error_if_cancelled (cancellable, error))
    return FALSE;
  return MAILSLOT_READER_GET_CLASS (self)->receive (self, batch, cancellable, error);
}

gboolean
mailslot_reader_get_info (MailslotReader *self, MailslotInfo *info, GError **error)
{
  g_return_val_if_fail (MAILSLOT_IS_READER (self), FALSE);
  g_return_val_if_fail (info != NULL, FALSE);
  g_return_val_if_fail (error == NULL || *error == NULL, FALSE);

  if (!reader_check_open (self, error))
    return FALSE;
  return MAILSLOT_READER_GET_CLASS (self)->get_info (self, info, error);
}

guint
mailslot_reader_count_waiting (MailslotReader *self)
{
  g_return_val_if_fail (MAILSLOT_IS_READER (self), 0);

  if (reader_private (self)->is_closed
      || MAILSLOT_READER_GET_CLASS (self)->count_waiting == NULL)
    return 0;
  return MAILSLOT_READER_GET_CLASS (self)->count_waiting (self);
}

gboolean
mailslot_reader_set_timeout (MailslotReader *self, int timeout_ms, GError **error)
{
  g_return_val_if_fail (MAILSLOT_IS_READER (self), FALSE);
  g_return_val_if_fail (timeout_ms >= MAILSLOT_TIMEOUT_INFINITE, FALSE);
  g_return_val_if_fail (error == NULL || *error == NULL, FALSE);

  if (!reader_check_open (self, error))
    return FALSE;
  return MAILSLOT_READER_GET_CLASS (self)->set_timeout (self, timeout_ms, error);
}

void
mailslot_reader_describe (MailslotReader *self, char **owner, char **rights)
{
  MailslotReaderClass *klass;

  g_return_if_fail (MAILSLOT_IS_READER (self));
  g_return_if_fail (owner != NULL && rights != NULL);

  *owner = NULL;
  *rights = NULL;
  klass = MAILSLOT_READER_GET_CLASS (self);
  if (klass->describe != NULL && !reader_private (self)->is_closed)
    klass->describe (self, owner, rights);
}

void
mailslot_reader_close (MailslotReader *self)
{
  MailslotReaderPrivate *priv;

  g_return_if_fail (MAILSLOT_IS_READER (self));

  priv = reader_private (self);
  if (priv->is_closed)
    return;
  priv->is_closed = TRUE;
  MAILSLOT_READER_GET_CLASS (self)->close (self);
}

gboolean
mailslot_reader_is_closed (MailslotReader *self)
{
  g_return_val_if_fail (MAILSLOT_IS_READER (self), TRUE);
  return reader_private (self)->is_closed;
}

static void
mailslot_reader_get_property (GObject *object, guint id, GValue *value, GParamSpec *pspec)
{
  switch (id)
    {
    case PROP_ADDRESS:
      g_value_set_boxed (value, reader_private (MAILSLOT_READER (object))->address);
      break;
    default:
      G_OBJECT_WARN_INVALID_PROPERTY_ID (object, id, pspec);
    }
}

static void
mailslot_reader_set_property (GObject *object,
                              guint id,
                              const GValue *value,
                              GParamSpec *pspec)
{
  switch (id)
    {
    case PROP_ADDRESS:
      reader_private (MAILSLOT_READER (object))->address = g_value_dup_boxed (value);
      break;
    default:
      G_OBJECT_WARN_INVALID_PROPERTY_ID (object, id, pspec);
    }
}

static void
mailslot_reader_dispose (GObject *object)
{
  mailslot_reader_close (MAILSLOT_READER (object));

  G_OBJECT_CLASS (mailslot_reader_parent_class)->dispose (object);
}

static void
mailslot_reader_finalize (GObject *object)
{
  MailslotReaderPrivate *priv = reader_private (MAILSLOT_READER (object));

  g_clear_pointer (&priv->address, mailslot_address_unref);

  G_OBJECT_CLASS (mailslot_reader_parent_class)->finalize (object);
}

static void
mailslot_reader_class_init (MailslotReaderClass *klass)
{
  GObjectClass *object_class = G_OBJECT_CLASS (klass);

  object_class->get_property = mailslot_reader_get_property;
  object_class->set_property = mailslot_reader_set_property;
  object_class->dispose = mailslot_reader_dispose;
  object_class->finalize = mailslot_reader_finalize;

  properties[PROP_ADDRESS] = g_param_spec_boxed (
      "address",
      NULL,
      NULL,
      MAILSLOT_TYPE_ADDRESS,
      G_PARAM_READWRITE | G_PARAM_CONSTRUCT_ONLY | G_PARAM_STATIC_STRINGS);
  g_object_class_install_properties (object_class, N_PROPS, properties);
}

static void
mailslot_reader_init (MailslotReader *self)
{
}
