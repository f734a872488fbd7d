/* SPDX-License-Identifier: LGPL-2.1-or-later */
#pragma once

#include <glib.h>

G_BEGIN_DECLS

/**
 * NetbiosIntern:
 *
 * The objects that were made of bytes from the network, so that the same bytes again cost
 * no new object. Bounded: when it is full, everything is forgotten.
 */
typedef struct _NetbiosIntern NetbiosIntern;

/** @unref: lets go of an object */
NetbiosIntern *netbios_intern_new (GDestroyNotify unref);
void netbios_intern_free (NetbiosIntern *self);
G_DEFINE_AUTOPTR_CLEANUP_FUNC (NetbiosIntern, netbios_intern_free)

/** Returns: (nullable): the object of these bytes, valid until the next insertion */
gpointer netbios_intern_find (NetbiosIntern *self, gconstpointer bytes, gsize size);

/**
 * netbios_intern_insert:
 * @bytes: for which there is no object yet
 * @object: (transfer full): the object
 *
 * Returns: @object, valid until the next insertion
 */
gpointer netbios_intern_insert (NetbiosIntern *self,
                                gconstpointer bytes,
                                gsize size,
                                gpointer object);

G_END_DECLS
