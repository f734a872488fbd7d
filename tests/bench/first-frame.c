/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "config.h"

#include <X11/Xlib.h>
#include <X11/Xutil.h>
#include <X11/extensions/Xdamage.h>
#include <glib.h>
#include <signal.h>
#include <stdio.h>
#include <sys/wait.h>
#include <time.h>
#include <unistd.h>

/* first-frame COMMAND [ARGUMENT...]: starts a program, waits until a window of its shows
 * something, prints the milliseconds that this took and those of processor time, and ends
 * the program. Only for a display on which nothing else happens. */

#define PATIENCE_SECONDS 30
#define MIN_WINDOW_PIXELS 100

static Display *display;

/* A window may be gone before we look at it. */
static int
ignore_error (Display *unused, XErrorEvent *error)
{
  return 0;
}

static gboolean
is_one_colour (XImage *image)
{
  unsigned long first = XGetPixel (image, 0, 0);

  for (int y = 0; y < image->height; y++)
    for (int x = 0; x < image->width; x++)
      if (XGetPixel (image, x, y) != first)
        return FALSE;
  return TRUE;
}

/* The display itself fills a new window with one colour. */
static gboolean
shows_something (const XDamageNotifyEvent *damage)
{
  XImage *image;
  gboolean is_plain;

  if (damage->geometry.width < MIN_WINDOW_PIXELS
      || damage->geometry.height < MIN_WINDOW_PIXELS)
    return FALSE;
  image = XGetImage (display,
                     damage->drawable,
                     0,
                     0,
                     damage->geometry.width,
                     damage->geometry.height,
                     AllPlanes,
                     ZPixmap);
  if (image == NULL)
    return FALSE;
  is_plain = is_one_colour (image);
  XDestroyImage (image);
  return !is_plain;
}

/* Returns: the time of the first frame */
static gint64
wait_for_frame (int damage_event)
{
  for (;;)
    {
      XEvent event;
      gint64 now_us;

      XNextEvent (display, &event);
      now_us = g_get_monotonic_time ();
      if (event.type == CreateNotify)
        XDamageCreate (display, event.xcreatewindow.window, XDamageReportRawRectangles);
      else if (event.type == damage_event
               && shows_something ((XDamageNotifyEvent *) &event))
        return now_us;
    }
}

static double
get_processor_ms (GPid pid)
{
  struct timespec now = { 0 };
  clockid_t clock;

  if (clock_getcpuclockid (pid, &clock) == 0)
    clock_gettime (clock, &now);
  return (double) now.tv_sec * 1e3 + (double) now.tv_nsec / 1e6;
}

int
main (int argc, char **argv)
{
  g_autoptr (GError) error = NULL;
  int damage_event;
  int damage_error;
  gint64 begin_us;
  gint64 end_us;
  GPid pid;

  alarm (PATIENCE_SECONDS);
  display = XOpenDisplay (NULL);
  g_assert (display != NULL && argc > 1);
  g_assert (XDamageQueryExtension (display, &damage_event, &damage_error));
  XSetErrorHandler (ignore_error);
  XSelectInput (display, DefaultRootWindow (display), SubstructureNotifyMask);
  XSync (display, False);

  begin_us = g_get_monotonic_time ();
  if (!g_spawn_async (NULL,
                      argv + 1,
                      NULL,
                      G_SPAWN_SEARCH_PATH | G_SPAWN_DO_NOT_REAP_CHILD,
                      NULL,
                      NULL,
                      &pid,
                      &error))
    g_error ("%s", error->message);
  end_us = wait_for_frame (damage_event + XDamageNotify);
  printf ("%.1f %.1f\n", (double) (end_us - begin_us) / 1e3, get_processor_ms (pid));
  kill (pid, SIGKILL);
  waitpid (pid, NULL, 0);
  return 0;
}
