/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "config.h"

#include "ui/sw-fact-text.h"

#include <glib/gi18n-lib.h>

#include "session/sw-time.h"

/* Dates are read from left to right in every language; the mark says so and is not shown.
 */
#define LEFT_TO_RIGHT_MARK "\342\200\216" /* U+200E */

char *
sw_fact_text_time (gint64 time_us, gboolean is_rtl)
{
  int us;
  gint64 second = sw_time_split (time_us, &us);
  g_autoptr (GDateTime) local = g_date_time_new_from_unix_local (second);
  g_autofree char *seconds = NULL;
  g_autofree char *zone = NULL;

  if (local == NULL) /* a capture file may claim any time */
    return g_strdup (_ ("Unknown"));
  seconds = g_date_time_format (local, "%Y-%m-%d %H:%M:%S");
  zone = g_date_time_format (local, "%:z");
  return g_strdup_printf ("%s%s.%06d %s",
                          is_rtl ? LEFT_TO_RIGHT_MARK : "",
                          seconds,
                          us,
                          zone);
}

const char *
sw_fact_text_transport (MailslotTransport transport)
{
  switch (transport)
    {
    case MAILSLOT_TRANSPORT_LOCAL:
      return C_ ("transport", "Local slot");
    case MAILSLOT_TRANSPORT_NETBIOS:
      return C_ ("transport", "NetBIOS datagram");
    case MAILSLOT_TRANSPORT_CAPTURE:
      return C_ ("transport", "Capture file");
    default:
      return C_ ("transport", "Unknown");
    }
}

char *
sw_fact_text_sender (MailslotSender *sender)
{
  const char *text = mailslot_sender_to_string (sender);
  gint64 uid = mailslot_sender_get_uid (sender);
  guint port = mailslot_sender_get_port (sender);

  if (text[0] == '\0')
    return g_strdup (_ ("Unknown"));
  if (uid != MAILSLOT_UID_UNKNOWN)
    {
      g_autofree char *user = g_strdup_printf ("%" G_GINT64_FORMAT, uid);

      /* TRANSLATORS: a process, such as "python3 (4711)", and the number of its user. */
      return g_strdup_printf (_ ("%s, user %s"), text, user);
    }
  if (port != 0)
    /* TRANSLATORS: a computer, such as "OFFICE (192.0.2.7)", and its UDP port. */
    return g_strdup_printf (_ ("%s, port %u"), text, port);
  return g_strdup (text);
}
