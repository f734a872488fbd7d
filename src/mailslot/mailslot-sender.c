/* SPDX-License-Identifier: LGPL-2.1-or-later */
#include "config.h"

#include "mailslot/mailslot-sender.h"

#include <glib/gi18n-lib.h>

struct _MailslotSender
{
  gint64 pid;
  gint64 uid;
  char *process; /* (owned) (nullable) */
  char *name;    /* (owned) (nullable) */
  char *address; /* (owned) (nullable) */
  guint16 port;
  char *text; /* (owned), for mailslot_sender_to_string() */
};

G_DEFINE_BOXED_TYPE (MailslotSender,
                     mailslot_sender,
                     mailslot_sender_ref,
                     mailslot_sender_unref)

/* A process may call itself anything, line breaks included; a list row must stay one
 * line. */
static char *
text_to_line (const char *text)
{
  GString *line = g_string_new (NULL);

  for (const char *p = text; *p != '\0'; p = g_utf8_next_char (p))
    {
      gunichar c = g_utf8_get_char (p);

      g_string_append_unichar (line, g_unichar_iscntrl (c) ? 0xfffd : c);
    }
  return g_string_free (line, FALSE);
}

static char *
process_to_line (MailslotSender *self)
{
  g_autofree char *pid = NULL;
  g_autofree char *command = NULL;

  if (self->process != NULL)
    command = text_to_line (self->process);
  if (self->pid == 0)
    return g_strdup (command != NULL ? command : "");

  pid = g_strdup_printf ("%" G_GINT64_FORMAT, self->pid);
  if (command == NULL)
    /* Translators: a sender whose program is not known; %s is its process id. */
    return g_strdup_printf (_ ("process %s"), pid);
  return g_strdup_printf ("%s (%s)", command, pid);
}

static char *
remote_to_line (MailslotSender *self)
{
  g_autofree char *name = NULL;

  if (self->name == NULL)
    return g_strdup (self->address);
  name = text_to_line (self->name);
  return g_strdup_printf ("%s (%s)", name, self->address);
}

static MailslotSender *
sender_alloc (void)
{
  MailslotSender *self = g_atomic_rc_box_new0 (MailslotSender);

  self->uid = MAILSLOT_UID_UNKNOWN;
  return self;
}

MailslotSender *
mailslot_sender_get_unknown (void)
{
  static MailslotSender *unknown = NULL;

  if (g_once_init_enter (&unknown))
    g_once_init_leave (&unknown,
                       mailslot_sender_new_process (0, MAILSLOT_UID_UNKNOWN, NULL));
  return unknown;
}

MailslotSender *
mailslot_sender_new_process (gint64 pid, gint64 uid, const char *process)
{
  MailslotSender *self = sender_alloc ();

  self->pid = pid;
  self->uid = uid;
  self->process = process != NULL ? g_utf8_make_valid (process, -1) : NULL;
  self->text = process_to_line (self);
  return self;
}

MailslotSender *
mailslot_sender_new_remote (const char *name, const char *address, guint16 port)
{
  MailslotSender *self;

  g_return_val_if_fail (address != NULL, NULL);

  self = sender_alloc ();
  self->name = name != NULL ? g_utf8_make_valid (name, -1) : NULL;
  self->address = g_strdup (address);
  self->port = port;
  self->text = remote_to_line (self);
  return self;
}

MailslotSender *
mailslot_sender_ref (MailslotSender *self)
{
  return g_atomic_rc_box_acquire (self);
}

static void
sender_clear (gpointer data)
{
  MailslotSender *self = data;

  g_free (self->process);
  g_free (self->name);
  g_free (self->address);
  g_free (self->text);
}

void
mailslot_sender_unref (MailslotSender *self)
{
  g_atomic_rc_box_release_full (self, sender_clear);
}

gint64
mailslot_sender_get_pid (MailslotSender *self)
{
  g_return_val_if_fail (self != NULL, 0);
  return self->pid;
}

gint64
mailslot_sender_get_uid (MailslotSender *self)
{
  g_return_val_if_fail (self != NULL, MAILSLOT_UID_UNKNOWN);
  return self->uid;
}

const char *
mailslot_sender_get_process (MailslotSender *self)
{
  g_return_val_if_fail (self != NULL, NULL);
  return self->process;
}

const char *
mailslot_sender_get_name (MailslotSender *self)
{
  g_return_val_if_fail (self != NULL, NULL);
  return self->name;
}

const char *
mailslot_sender_get_address (MailslotSender *self)
{
  g_return_val_if_fail (self != NULL, NULL);
  return self->address;
}

guint16
mailslot_sender_get_port (MailslotSender *self)
{
  g_return_val_if_fail (self != NULL, 0);
  return self->port;
}

const char *
mailslot_sender_to_string (MailslotSender *self)
{
  g_return_val_if_fail (self != NULL, NULL);
  return self->text;
}
