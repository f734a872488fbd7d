/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "config.h"
#include "ui/sw-sparkline.h"

#include <string.h>

#define BAR_WIDTH 1.0
#define BASE_LINE_ALPHA 0.3
#define BAR_ALPHA 0.85

struct _SwSparkline
{
  GtkDrawingArea parent_instance;

  guint64 history[SW_RATE_METER_SECONDS];
};

G_DEFINE_FINAL_TYPE (SwSparkline, sw_sparkline, GTK_TYPE_DRAWING_AREA)

static void
draw_bars (SwSparkline *self, cairo_t *cr, int width, int height)
{
  double step = (double) width / SW_RATE_METER_SECONDS;
  guint64 highest = 1;

  for (guint i = 0; i < SW_RATE_METER_SECONDS; i++)
    highest = MAX (highest, self->history[i]);

  for (guint i = 0; i < SW_RATE_METER_SECONDS; i++)
    {
      /* One message is always visible beside a flood. */
      double bar = self->history[i] == 0
                       ? 0
                       : MAX (2.0, (double) self->history[i] / highest * (height - 1));

      cairo_rectangle (cr, i * step, height - 1 - bar, MAX (step, BAR_WIDTH), bar);
    }
  cairo_fill (cr);
}

static gboolean
sw_sparkline_draw (GtkWidget *widget, cairo_t *cr)
{
  GtkStyleContext *style = gtk_widget_get_style_context (widget);
  int width = gtk_widget_get_allocated_width (widget);
  int height = gtk_widget_get_allocated_height (widget);
  GdkRGBA color;

  gtk_style_context_get_color (style, gtk_style_context_get_state (style), &color);
  color.alpha *= BASE_LINE_ALPHA;
  gdk_cairo_set_source_rgba (cr, &color);
  cairo_rectangle (cr, 0, height - 1, width, 1);
  cairo_fill (cr);

  color.alpha *= BAR_ALPHA / BASE_LINE_ALPHA;
  gdk_cairo_set_source_rgba (cr, &color);
  draw_bars (SW_SPARKLINE (widget), cr, width, height);
  return GDK_EVENT_PROPAGATE;
}

static void
sw_sparkline_class_init (SwSparklineClass *klass)
{
  GTK_WIDGET_CLASS (klass)->draw = sw_sparkline_draw;
}

static void
sw_sparkline_init (SwSparkline *self)
{
}

GtkWidget *
sw_sparkline_new (void)
{
  return g_object_new (SW_TYPE_SPARKLINE, NULL);
}

void
sw_sparkline_show (SwSparkline *self, const SwRateMeter *meter, gint64 monotonic_us)
{
  guint64 history[SW_RATE_METER_SECONDS];

  g_return_if_fail (SW_IS_SPARKLINE (self));

  sw_rate_meter_get_history (meter, monotonic_us, history);
  if (memcmp (history, self->history, sizeof history) == 0)
    return;
  memcpy (self->history, history, sizeof history);
  gtk_widget_queue_draw (GTK_WIDGET (self));
}
