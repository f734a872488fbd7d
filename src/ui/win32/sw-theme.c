/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "config.h"
#include "ui/win32/sw-theme.h"

#include <dwmapi.h>
#include <gdk/gdkwin32.h>
#include <windows.h>

/* DWMWA_USE_IMMERSIVE_DARK_MODE, and its number before Windows 10 2004. */
#define DARK_TITLE_BAR 20
#define DARK_TITLE_BAR_OLD 19

typedef enum
{
  THEME_LIGHT,
  THEME_DARK,
  THEME_CONTRAST_LIGHT,
  THEME_CONTRAST_DARK
} Theme;

/* One for the program, which keeps it until its end. */
typedef struct
{
  GtkApplication *application; /* (unowned): lives as long as the program */
  Theme theme;
  guint idle_id;
} ThemeFollower;

/* ---- What the user chose ---- */

static gboolean
has_high_contrast (void)
{
  HIGHCONTRASTW contrast = { .cbSize = sizeof contrast };

  return SystemParametersInfoW (SPI_GETHIGHCONTRAST, sizeof contrast, &contrast, 0)
         && (contrast.dwFlags & HCF_HIGHCONTRASTON) != 0;
}

static gboolean
is_window_color_dark (void)
{
  COLORREF color = GetSysColor (COLOR_WINDOW);

  return GetRValue (color) + GetGValue (color) + GetBValue (color) < 3 * 128;
}

/* Absent before the user has ever chosen: light. */
static gboolean
wants_dark_programs (void)
{
  DWORD is_light = 1;
  DWORD size = sizeof is_light;

  RegGetValueW (HKEY_CURRENT_USER,
                L"Software\\Microsoft\\Windows\\CurrentVersion\\Themes\\Personalize",
                L"AppsUseLightTheme",
                RRF_RT_REG_DWORD,
                NULL,
                &is_light,
                &size);
  return is_light == 0;
}

static Theme
read_theme (void)
{
  if (has_high_contrast ())
    return is_window_color_dark () ? THEME_CONTRAST_DARK : THEME_CONTRAST_LIGHT;
  return wants_dark_programs () ? THEME_DARK : THEME_LIGHT;
}

/* ---- What shows it ---- */

static void
show_in_gtk (Theme theme)
{
  GtkSettings *settings = gtk_settings_get_default ();

  if (theme == THEME_CONTRAST_LIGHT || theme == THEME_CONTRAST_DARK)
    g_object_set (settings,
                  "gtk-theme-name",
                  theme == THEME_CONTRAST_DARK ? "HighContrastInverse" : "HighContrast",
                  NULL);
  else
    gtk_settings_reset_property (settings, "gtk-theme-name");
  g_object_set (settings, "gtk-application-prefer-dark-theme", theme == THEME_DARK, NULL);
}

/* A contrast theme has a title bar of its own colours. */
static void
show_in_title_bar (GtkWidget *window, Theme theme)
{
  HWND handle = gdk_win32_window_get_handle (gtk_widget_get_window (window));
  BOOL is_dark = theme == THEME_DARK;

  if (FAILED (DwmSetWindowAttribute (handle, DARK_TITLE_BAR, &is_dark, sizeof is_dark)))
    DwmSetWindowAttribute (handle, DARK_TITLE_BAR_OLD, &is_dark, sizeof is_dark);
  /* Draws the frame anew. */
  SetWindowPos (handle,
                NULL,
                0,
                0,
                0,
                0,
                SWP_FRAMECHANGED | SWP_NOACTIVATE | SWP_NOMOVE | SWP_NOSIZE
                    | SWP_NOZORDER);
}

static void
realize_cb (GtkWidget *window, ThemeFollower *self)
{
  show_in_title_bar (window, self->theme);
}

static void
window_added_cb (GtkApplication *application, GtkWidget *window, ThemeFollower *self)
{
  g_signal_connect (window, "realize", G_CALLBACK (realize_cb), self);
  if (gtk_widget_get_realized (window))
    show_in_title_bar (window, self->theme);
}

/* ---- When it changes ---- */

static gboolean
read_again_cb (gpointer data)
{
  ThemeFollower *self = data;
  Theme theme = read_theme ();

  self->idle_id = 0;
  if (theme == self->theme)
    return G_SOURCE_REMOVE;

  self->theme = theme;
  show_in_gtk (theme);
  for (GList *l = gtk_application_get_windows (self->application); l != NULL; l = l->next)
    if (gtk_widget_get_realized (l->data))
      show_in_title_bar (l->data, theme);
  return G_SOURCE_REMOVE;
}

/* Windows tells every window of a program, and more than once: what is read is read
 * later, for all of them. */
static GdkFilterReturn
message_cb (GdkXEvent *event, GdkEvent *translated, gpointer data)
{
  ThemeFollower *self = data;
  const MSG *message = (const MSG *) event;

  if ((message->message == WM_SETTINGCHANGE || message->message == WM_SYSCOLORCHANGE
       || message->message == WM_THEMECHANGED)
      && self->idle_id == 0)
    self->idle_id = g_idle_add (read_again_cb, self);
  return GDK_FILTER_CONTINUE;
}

void
sw_theme_follow_system (GtkApplication *application)
{
  ThemeFollower *self = g_new0 (ThemeFollower, 1);

  self->application = application;
  self->theme = read_theme ();
  if (self->theme != THEME_LIGHT)
    show_in_gtk (self->theme);
  g_signal_connect (application, "window-added", G_CALLBACK (window_added_cb), self);
  gdk_window_add_filter (NULL, message_cb, self);
}
