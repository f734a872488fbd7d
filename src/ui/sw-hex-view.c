/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "config.h"

#include "ui/sw-hex-view-private.h"

#include "payload/sw-hex.h"

enum
{
  PROP_0,
  PROP_HADJUSTMENT,
  PROP_VADJUSTMENT,
  PROP_HSCROLL_POLICY,
  PROP_VSCROLL_POLICY,
};

G_DEFINE_FINAL_TYPE_WITH_CODE (SwHexView,
                               sw_hex_view,
                               GTK_TYPE_DRAWING_AREA,
                               G_IMPLEMENT_INTERFACE (GTK_TYPE_SCROLLABLE, NULL))

const guint8 *
sw_hex_view_get_data (SwHexView *self, gsize *size)
{
  *size = 0;
  return self->bytes != NULL ? g_bytes_get_data (self->bytes, size) : NULL;
}

static void
configure (SwHexView *self, GtkOrientation orientation, double upper, double page)
{
  GtkAdjustment *adjustment = self->adjustments[orientation];
  double value;

  if (adjustment == NULL)
    return;
  value = CLAMP (gtk_adjustment_get_value (adjustment), 0, MAX (0, upper - page));
  gtk_adjustment_configure (adjustment,
                            value,
                            0,
                            MAX (upper, page),
                            self->line_height,
                            page * 0.9,
                            page);
}

static void
update_adjustments (SwHexView *self)
{
  GtkWidget *widget = GTK_WIDGET (self);
  double height;
  gsize size;

  sw_hex_view_measure (self);
  sw_hex_view_get_data (self, &size);
  height =
      (double) sw_hex_get_n_lines (size) * self->line_height + 2 * SW_HEX_VIEW_MARGIN;
  configure (self,
             GTK_ORIENTATION_HORIZONTAL,
             sw_hex_view_get_content_width (self),
             gtk_widget_get_allocated_width (widget));
  configure (self,
             GTK_ORIENTATION_VERTICAL,
             height,
             gtk_widget_get_allocated_height (widget));
  gtk_widget_queue_draw (widget);
}

static void
find_hits (SwHexView *self)
{
  const guint8 *data;
  gsize size;

  g_clear_pointer (&self->hits, g_array_unref);
  data = sw_hex_view_get_data (self, &size);
  if (self->highlight != NULL && size > 0)
    self->hits = sw_filter_find_bytes (self->highlight, data, size);
  if (self->hits != NULL && self->hits->len > 0)
    sw_hex_view_scroll_to_byte (self, g_array_index (self->hits, SwFilterRange, 0).start);
  gtk_widget_queue_draw (GTK_WIDGET (self));
}

void
sw_hex_view_set_highlight (SwHexView *self, SwFilter *highlight)
{
  g_return_if_fail (SW_IS_HEX_VIEW (self));

  if (highlight != NULL)
    sw_filter_ref (highlight);
  g_clear_pointer (&self->highlight, sw_filter_unref);
  self->highlight = highlight;
  find_hits (self);
}

void
sw_hex_view_set_bytes (SwHexView *self, GBytes *bytes)
{
  g_return_if_fail (SW_IS_HEX_VIEW (self));

  g_clear_pointer (&self->bytes, g_bytes_unref);
  if (bytes != NULL)
    self->bytes = g_bytes_ref (bytes);
  self->cursor = self->anchor = 0;
  self->has_selection = self->is_dragging = FALSE;
  for (int i = 0; i < 2; i++)
    if (self->adjustments[i] != NULL)
      gtk_adjustment_set_value (self->adjustments[i], 0);
  update_adjustments (self);
  find_hits (self);
}

void
sw_hex_view_scroll_to_byte (SwHexView *self, gsize offset)
{
  GtkAdjustment *adjustment = self->adjustments[GTK_ORIENTATION_VERTICAL];
  double top =
      SW_HEX_VIEW_MARGIN + (double) (offset / SW_HEX_BYTES_PER_LINE) * self->line_height;

  if (adjustment != NULL)
    gtk_adjustment_clamp_page (adjustment,
                               top - SW_HEX_VIEW_MARGIN,
                               top + self->line_height + SW_HEX_VIEW_MARGIN);
}

static void
set_adjustment (SwHexView *self, GtkOrientation orientation, GtkAdjustment *adjustment)
{
  GtkAdjustment **place = &self->adjustments[orientation];

  if (*place != NULL)
    g_signal_handlers_disconnect_by_func (*place, gtk_widget_queue_draw, self);
  g_set_object (place, adjustment);
  if (adjustment == NULL)
    return;
  g_signal_connect_object (adjustment,
                           "value-changed",
                           G_CALLBACK (gtk_widget_queue_draw),
                           self,
                           G_CONNECT_SWAPPED);
  update_adjustments (self);
}

static void
sw_hex_view_get_property (GObject *object,
                          guint prop_id,
                          GValue *value,
                          GParamSpec *pspec)
{
  SwHexView *self = SW_HEX_VIEW (object);

  switch (prop_id)
    {
    case PROP_HADJUSTMENT:
      g_value_set_object (value, self->adjustments[GTK_ORIENTATION_HORIZONTAL]);
      break;
    case PROP_VADJUSTMENT:
      g_value_set_object (value, self->adjustments[GTK_ORIENTATION_VERTICAL]);
      break;
    case PROP_HSCROLL_POLICY:
      g_value_set_enum (value, (int) self->scroll_policies[GTK_ORIENTATION_HORIZONTAL]);
      break;
    case PROP_VSCROLL_POLICY:
      g_value_set_enum (value, (int) self->scroll_policies[GTK_ORIENTATION_VERTICAL]);
      break;
    default:
      G_OBJECT_WARN_INVALID_PROPERTY_ID (object, prop_id, pspec);
    }
}

static void
sw_hex_view_set_property (GObject *object,
                          guint prop_id,
                          const GValue *value,
                          GParamSpec *pspec)
{
  SwHexView *self = SW_HEX_VIEW (object);

  switch (prop_id)
    {
    case PROP_HADJUSTMENT:
      set_adjustment (self, GTK_ORIENTATION_HORIZONTAL, g_value_get_object (value));
      break;
    case PROP_VADJUSTMENT:
      set_adjustment (self, GTK_ORIENTATION_VERTICAL, g_value_get_object (value));
      break;
    case PROP_HSCROLL_POLICY:
      self->scroll_policies[GTK_ORIENTATION_HORIZONTAL] =
          (guint) g_value_get_enum (value);
      break;
    case PROP_VSCROLL_POLICY:
      self->scroll_policies[GTK_ORIENTATION_VERTICAL] = (guint) g_value_get_enum (value);
      break;
    default:
      G_OBJECT_WARN_INVALID_PROPERTY_ID (object, prop_id, pspec);
    }
}

static void
sw_hex_view_size_allocate (GtkWidget *widget, GtkAllocation *allocation)
{
  GTK_WIDGET_CLASS (sw_hex_view_parent_class)->size_allocate (widget, allocation);

  update_adjustments (SW_HEX_VIEW (widget));
}

/* The font may be another one, or the scale of the screen. */
static void
sw_hex_view_style_updated (GtkWidget *widget)
{
  SwHexView *self = SW_HEX_VIEW (widget);

  GTK_WIDGET_CLASS (sw_hex_view_parent_class)->style_updated (widget);

  g_clear_object (&self->layout);
  update_adjustments (self);
}

static void
sw_hex_view_dispose (GObject *object)
{
  SwHexView *self = SW_HEX_VIEW (object);

  set_adjustment (self, GTK_ORIENTATION_HORIZONTAL, NULL);
  set_adjustment (self, GTK_ORIENTATION_VERTICAL, NULL);
  g_clear_object (&self->layout);
  g_clear_pointer (&self->bytes, g_bytes_unref);
  g_clear_pointer (&self->highlight, sw_filter_unref);
  g_clear_pointer (&self->hits, g_array_unref);

  G_OBJECT_CLASS (sw_hex_view_parent_class)->dispose (object);
}

static void
sw_hex_view_class_init (SwHexViewClass *klass)
{
  GObjectClass *object_class = G_OBJECT_CLASS (klass);
  GtkWidgetClass *widget_class = GTK_WIDGET_CLASS (klass);

  object_class->get_property = sw_hex_view_get_property;
  object_class->set_property = sw_hex_view_set_property;
  object_class->dispose = sw_hex_view_dispose;
  widget_class->size_allocate = sw_hex_view_size_allocate;
  widget_class->style_updated = sw_hex_view_style_updated;
  widget_class->draw = sw_hex_view_draw;
  widget_class->key_press_event = sw_hex_view_key_press_event;
  widget_class->button_press_event = sw_hex_view_button_press_event;
  widget_class->button_release_event = sw_hex_view_button_release_event;
  widget_class->motion_notify_event = sw_hex_view_motion_notify_event;
  widget_class->popup_menu = sw_hex_view_popup_menu;

  g_object_class_override_property (object_class, PROP_HADJUSTMENT, "hadjustment");
  g_object_class_override_property (object_class, PROP_VADJUSTMENT, "vadjustment");
  g_object_class_override_property (object_class, PROP_HSCROLL_POLICY, "hscroll-policy");
  g_object_class_override_property (object_class, PROP_VSCROLL_POLICY, "vscroll-policy");
  gtk_widget_class_set_css_name (widget_class, "hexview");
}

static void
sw_hex_view_init (SwHexView *self)
{
  GtkWidget *widget = GTK_WIDGET (self);
  GtkStyleContext *style = gtk_widget_get_style_context (widget);

  gtk_widget_set_can_focus (widget, TRUE);
  gtk_widget_add_events (widget,
                         GDK_BUTTON_PRESS_MASK | GDK_BUTTON_RELEASE_MASK
                             | GDK_BUTTON1_MOTION_MASK | GDK_KEY_PRESS_MASK
                             | GDK_SCROLL_MASK | GDK_SMOOTH_SCROLL_MASK);
  gtk_style_context_add_class (style, GTK_STYLE_CLASS_VIEW);
  gtk_style_context_add_class (style, GTK_STYLE_CLASS_MONOSPACE);
}

GtkWidget *
sw_hex_view_new (void)
{
  return g_object_new (SW_TYPE_HEX_VIEW, NULL);
}
