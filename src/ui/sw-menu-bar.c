/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "config.h"
#include "ui/sw-menu-bar.h"

static GMenuModel *
get_menus (GtkApplication *application)
{
  return G_MENU_MODEL (gtk_application_get_menu_by_id (application, "menus"));
}

void
sw_menu_bar_add_titles (GtkApplication *application)
{
  GMenuModel *menus = get_menus (application);
  g_autoptr (GMenu) bar = g_menu_new ();

  for (int i = 0; i < g_menu_model_get_n_items (menus); i++)
    {
      g_autoptr (GMenu) empty = g_menu_new ();
      g_autofree char *title = NULL;

      g_menu_model_get_item_attribute (menus, i, G_MENU_ATTRIBUTE_LABEL, "s", &title);
      g_menu_append_submenu (bar, title, G_MENU_MODEL (empty));
    }
  gtk_application_set_menubar (application, G_MENU_MODEL (bar));
}

static void
fill (GMenu *menu, GMenuModel *sections)
{
  if (g_menu_model_get_n_items (G_MENU_MODEL (menu)) > 0)
    return;
  for (int i = 0; i < g_menu_model_get_n_items (sections); i++)
    {
      g_autoptr (GMenuItem) section = g_menu_item_new_from_model (sections, i);

      g_menu_append_item (menu, section);
    }
}

void
sw_menu_bar_fill (GtkApplication *application)
{
  GMenuModel *menus = get_menus (application);
  GMenuModel *bar = gtk_application_get_menubar (application);

  for (int i = 0; i < g_menu_model_get_n_items (bar); i++)
    {
      g_autoptr (GMenuModel) menu =
          g_menu_model_get_item_link (bar, i, G_MENU_LINK_SUBMENU);
      g_autoptr (GMenuModel) sections =
          g_menu_model_get_item_link (menus, i, G_MENU_LINK_SUBMENU);

      fill (G_MENU (menu), sections);
    }
}
