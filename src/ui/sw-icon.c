/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "config.h"
#include "ui/sw-icon.h"

#include <string.h>

#define RESOURCE_FORMAT                                                                  \
  "/io/github/slotwatch/Slotwatch/icons/%1$ux%1$u/actions/sw-%2$s-symbolic.symbolic.png"

/** Width and height in the units of the window. */
#define ICON_SIZE 16

struct _SwIcon
{
  GtkWidget parent_instance;

  char *picture;            /* (owned) */
  cairo_surface_t *surface; /* (owned) (nullable): read at scale */
  int scale;
};

enum
{
  PROP_PICTURE = 1,
  N_PROPERTIES
};
static GParamSpec *properties[N_PROPERTIES];

G_DEFINE_FINAL_TYPE (SwIcon, sw_icon, GTK_TYPE_WIDGET)

/* ---- The picture ---- */

typedef struct
{
  const guchar *data;
  gsize size;
} Bytes;

static cairo_status_t
read_cb (gpointer closure, guchar *data, guint size)
{
  Bytes *bytes = closure;

  if (size > bytes->size)
    return CAIRO_STATUS_READ_ERROR;
  memcpy (data, bytes->data, size);
  bytes->data += size;
  bytes->size -= size;
  return CAIRO_STATUS_SUCCESS;
}

static cairo_surface_t *
surface_new (const char *picture, int scale)
{
  guint size = scale > 1 ? 2 * ICON_SIZE : ICON_SIZE;
  g_autofree char *path = g_strdup_printf (RESOURCE_FORMAT, size, picture);
  g_autoptr (GBytes) file = g_resources_lookup_data (path, 0, NULL);
  cairo_surface_t *surface;
  Bytes bytes;

  g_return_val_if_fail (file != NULL, NULL);
  bytes.data = g_bytes_get_data (file, &bytes.size);
  surface = cairo_image_surface_create_from_png_stream (read_cb, &bytes);
  cairo_surface_set_device_scale (surface,
                                  (double) size / ICON_SIZE,
                                  (double) size / ICON_SIZE);
  return surface;
}

static void
ensure_surface (SwIcon *self)
{
  int scale = gtk_widget_get_scale_factor (GTK_WIDGET (self));

  if (self->surface != NULL && self->scale == scale)
    return;
  g_clear_pointer (&self->surface, cairo_surface_destroy);
  self->surface = surface_new (self->picture, scale);
  self->scale = scale;
}

/* ---- The widget ---- */

static gboolean
sw_icon_draw (GtkWidget *widget, cairo_t *cr)
{
  SwIcon *self = SW_ICON (widget);
  GtkStyleContext *style = gtk_widget_get_style_context (widget);
  int width = gtk_widget_get_allocated_width (widget);
  int height = gtk_widget_get_allocated_height (widget);
  GdkRGBA color;

  ensure_surface (self);
  gtk_style_context_get_color (style, gtk_style_context_get_state (style), &color);
  gdk_cairo_set_source_rgba (cr, &color);
  cairo_mask_surface (cr,
                      self->surface,
                      (width - ICON_SIZE) / 2,
                      (height - ICON_SIZE) / 2);
  return GDK_EVENT_PROPAGATE;
}

static void
sw_icon_get_preferred_size (GtkWidget *widget, int *minimum, int *natural)
{
  *minimum = *natural = ICON_SIZE;
}

static void
sw_icon_set_property (GObject *object, guint id, const GValue *value, GParamSpec *pspec)
{
  SwIcon *self = SW_ICON (object);

  if (id == PROP_PICTURE)
    self->picture = g_value_dup_string (value);
  else
    G_OBJECT_WARN_INVALID_PROPERTY_ID (object, id, pspec);
}

static void
sw_icon_finalize (GObject *object)
{
  SwIcon *self = SW_ICON (object);

  g_clear_pointer (&self->surface, cairo_surface_destroy);
  g_free (self->picture);

  G_OBJECT_CLASS (sw_icon_parent_class)->finalize (object);
}

static void
sw_icon_class_init (SwIconClass *klass)
{
  GObjectClass *object_class = G_OBJECT_CLASS (klass);
  GtkWidgetClass *widget_class = GTK_WIDGET_CLASS (klass);

  object_class->set_property = sw_icon_set_property;
  object_class->finalize = sw_icon_finalize;
  widget_class->draw = sw_icon_draw;
  widget_class->get_preferred_width = sw_icon_get_preferred_size;
  widget_class->get_preferred_height = sw_icon_get_preferred_size;
  /* Themes know it by this name. */
  gtk_widget_class_set_css_name (widget_class, "image");
  gtk_widget_class_set_accessible_role (widget_class, ATK_ROLE_ICON);

  properties[PROP_PICTURE] = g_param_spec_string (
      "picture",
      NULL,
      NULL,
      NULL,
      G_PARAM_WRITABLE | G_PARAM_CONSTRUCT_ONLY | G_PARAM_STATIC_STRINGS);
  g_object_class_install_properties (object_class, N_PROPERTIES, properties);
}

static void
sw_icon_init (SwIcon *self)
{
  gtk_widget_set_has_window (GTK_WIDGET (self), FALSE);
}
