/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "config.h"

#include "cli/cli-platform.h"

#include <errno.h>
#include <fcntl.h>
#include <glib-unix.h>
#include <glib/gi18n-lib.h>
#include <limits.h>
#include <pthread.h>
#include <signal.h>
#include <sys/resource.h>
#include <sys/stat.h>
#include <unistd.h>

/* Signals that come so soon after another are the same wish. */
#define ECHO_MS 100

/* A stream that was closed would give its number to the next file we open, and that file
 * our messages. Open it the wrong way round instead, so that using it fails. Called in
 * the order of the numbers, so that open() fills the very gap. */
static void
occupy_if_closed (int fd, int flags)
{
  if (fcntl (fd, F_GETFD) < 0 && errno == EBADF && open ("/dev/null", flags) < 0)
    g_error ("/dev/null: %s", g_strerror (errno));
}

/* A slot takes some descriptors, and the usual soft limit of 1024 is there for programs
 * that use select(), which we do not. If it cannot be raised, fewer slots can be listened
 * on; opening one too many says so. */
static void
raise_descriptor_limit (void)
{
  struct rlimit limit;

  if (getrlimit (RLIMIT_NOFILE, &limit) != 0 || limit.rlim_cur == limit.rlim_max)
    return;
  limit.rlim_cur = limit.rlim_max;
  setrlimit (RLIMIT_NOFILE, &limit);
}

void
cli_platform_init (void)
{
  occupy_if_closed (STDIN_FILENO, O_WRONLY);
  occupy_if_closed (STDOUT_FILENO, O_RDONLY);
  occupy_if_closed (STDERR_FILENO, O_WRONLY);
  signal (SIGPIPE, SIG_IGN);
  raise_descriptor_limit ();
}

char **
cli_platform_dup_arguments (char **argv, GError **error)
{
  return g_strdupv (argv);
}

static gboolean
is_ignored (int number)
{
  struct sigaction action;

  return sigaction (number, NULL, &action) == 0 && action.sa_handler == SIG_IGN;
}

static void
fill_interrupts (sigset_t *signals)
{
  const int numbers[] = { SIGINT, SIGTERM, SIGHUP };

  sigemptyset (signals);
  for (guint i = 0; i < G_N_ELEMENTS (numbers); i++)
    if (!is_ignored (numbers[i]))
      sigaddset (signals, numbers[i]);
}

/* timeout(1) and some supervisors send a signal twice at once, to the program and to its
 * group. That is one wish to end, not an impatient second one. */
static void
swallow_echoes (const sigset_t *signals)
{
  const struct timespec echo_time = { 0, ECHO_MS * 1000 * 1000 };

  while (sigtimedwait (signals, NULL, &echo_time) > 0)
    continue;
}

static gpointer
interrupt_thread (gpointer data)
{
  GCancellable *cancellable = data; /* (owned): never given back, the thread never ends */
  sigset_t signals;
  int number;

  fill_interrupts (&signals);
  if (sigwait (&signals, &number) == 0)
    g_cancellable_cancel (cancellable);
  swallow_echoes (&signals);

  /* The next one does what it does to any program. */
  pthread_sigmask (SIG_UNBLOCK, &signals, NULL);
  while (TRUE)
    pause ();
  return NULL;
}

/* A thread that waits, and not a source of the main loop: the loop may be busy writing to
 * a reader that takes nothing. */
void
cli_platform_cancel_on_interrupt (GCancellable *cancellable)
{
  sigset_t signals;

  fill_interrupts (&signals);
  pthread_sigmask (SIG_BLOCK, &signals, NULL);
  g_thread_unref (
      g_thread_new ("interrupt", interrupt_thread, g_object_ref (cancellable)));
}

/* Waits for room in stdout, but not for ever once @stop is cancelled. */
static gboolean
wait_for_room (GCancellable *stop, GError **error)
{
  GPollFD fds[2] = { { STDOUT_FILENO, G_IO_OUT, 0 }, { -1, 0, 0 } };

  /* The usual case costs one system call. */
  if (g_poll (fds, 1, 0) > 0)
    return TRUE;

  while (fds[0].revents == 0)
    {
      gboolean is_stopping = g_cancellable_is_cancelled (stop);
      gboolean has_stop = !is_stopping && g_cancellable_make_pollfd (stop, &fds[1]);
      int n_ready =
          g_poll (fds, has_stop ? 2 : 1, is_stopping ? CLI_PLATFORM_GRACE_MS : -1);

      if (has_stop)
        g_cancellable_release_fd (stop);
      if (n_ready == 0 && is_stopping)
        {
          g_set_error_literal (error,
                               G_IO_ERROR,
                               G_IO_ERROR_TIMED_OUT,
                               _ ("nobody reads it; the last messages are lost"));
          return FALSE;
        }
    }
  return TRUE;
}

gboolean
cli_platform_write_stdout (const char *data,
                           gsize size,
                           GCancellable *stop,
                           GError **error)
{
  while (size > 0)
    {
      gssize n_written;

      if (!wait_for_room (stop, error))
        return FALSE;

      /* A pipe that has room takes this much without blocking. */
      n_written = write (STDOUT_FILENO, data, MIN (size, PIPE_BUF));
      if (n_written < 0 && errno != EINTR && errno != EAGAIN)
        {
          int saved_errno = errno;

          g_set_error_literal (error,
                               G_IO_ERROR,
                               (int) g_io_error_from_errno (saved_errno),
                               g_strerror (saved_errno));
          return FALSE;
        }
      data += MAX (n_written, 0);
      size -= (gsize) MAX (n_written, 0);
    }
  return TRUE;
}

gssize
cli_platform_read_stdin (void *buffer, gsize size, GError **error)
{
  gssize n_read;

  do
    n_read = read (STDIN_FILENO, buffer, size);
  while (n_read < 0 && errno == EINTR);

  if (n_read < 0)
    {
      int saved_errno = errno;

      g_set_error_literal (error,
                           G_IO_ERROR,
                           (int) g_io_error_from_errno (saved_errno),
                           g_strerror (saved_errno));
    }
  return n_read;
}

gboolean
cli_platform_stdin_is_terminal (void)
{
  return isatty (STDIN_FILENO);
}

const char *
cli_platform_get_end_of_input_key (void)
{
  return "Ctrl+D";
}

static gboolean
stdout_failed_cb (int fd, GIOCondition condition, gpointer data)
{
  g_cancellable_cancel (data);
  return G_SOURCE_REMOVE;
}

void
cli_platform_cancel_when_reader_is_gone (GCancellable *cancellable)
{
  struct stat status;

  if (fstat (STDOUT_FILENO, &status) == 0 && S_ISFIFO (status.st_mode))
    g_unix_fd_add_full (G_PRIORITY_LOW,
                        STDOUT_FILENO,
                        G_IO_ERR,
                        stdout_failed_cb,
                        g_object_ref (cancellable),
                        g_object_unref);
}
