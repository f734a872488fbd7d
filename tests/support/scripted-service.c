/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "config.h"

#include "scripted-service.h"

#include <errno.h>
#include <poll.h>
#include <string.h>
#include <sys/socket.h>
#include <sys/un.h>
#include <unistd.h>

#define MAX_WAIT_MS 120000

/* Connections that nobody has accepted. */
#define MAX_WAITING 100

struct _ScriptedService
{
  char *path;     /* (owned) */
  int listener;   /* (owned) */
  int connection; /* (owned), -1 without one */
};

ScriptedService *
scripted_service_new (const char *path, int type)
{
  ScriptedService *self = g_new0 (ScriptedService, 1);
  struct sockaddr_un address = { .sun_family = AF_UNIX };

  self->path = g_strdup (path);
  self->connection = -1;
  self->listener = socket (AF_UNIX, type | SOCK_CLOEXEC, 0);
  g_assert_cmpint (self->listener, >=, 0);
  g_assert_cmpuint (g_strlcpy (address.sun_path, path, sizeof address.sun_path),
                    <,
                    sizeof address.sun_path);
  g_assert_cmpint (
      bind (self->listener, (const struct sockaddr *) &address, sizeof address),
      ==,
      0);
  g_assert_cmpint (listen (self->listener, MAX_WAITING), ==, 0);
  return self;
}

void
scripted_service_free (ScriptedService *self)
{
  scripted_service_hang_up (self);
  close (self->listener);
  g_assert_cmpint (unlink (self->path), ==, 0);
  g_free (self->path);
  g_free (self);
}

static void
wait_for (int fd)
{
  struct pollfd item = { .fd = fd, .events = POLLIN };

  g_assert_cmpint (poll (&item, 1, MAX_WAIT_MS), ==, 1);
}

void
scripted_service_accept (ScriptedService *self)
{
  scripted_service_hang_up (self);
  wait_for (self->listener);
  self->connection = accept4 (self->listener, NULL, NULL, SOCK_CLOEXEC);
  g_assert_cmpint (self->connection, >=, 0);
}

void
scripted_service_send (ScriptedService *self, gconstpointer bytes, gsize size)
{
  g_assert_cmpint (send (self->connection, bytes, size, MSG_NOSIGNAL), ==, size);
}

void
scripted_service_try_send (ScriptedService *self, gconstpointer bytes, gsize size)
{
  send (self->connection, bytes, size, MSG_NOSIGNAL);
}

void
scripted_service_expect (ScriptedService *self, gconstpointer bytes, gsize size)
{
  g_autofree char *said = g_malloc (size + 1);
  gsize n_read = 0;

  while (n_read < size)
    {
      gssize n;

      wait_for (self->connection);
      n = recv (self->connection, said + n_read, size + 1 - n_read, 0);
      g_assert_cmpint (n, >, 0);
      n_read += (gsize) n;
    }
  g_assert_cmpmem (said, n_read, bytes, size);
}

void
scripted_service_expect_end (ScriptedService *self)
{
  char byte;
  gssize n;

  wait_for (self->connection);
  n = recv (self->connection, &byte, 1, 0);
  /* The client may not have read all that it was told. */
  g_assert_true (n == 0 || (n < 0 && errno == ECONNRESET));
}

void
scripted_service_hang_up (ScriptedService *self)
{
  if (self->connection >= 0)
    close (self->connection);
  self->connection = -1;
}
