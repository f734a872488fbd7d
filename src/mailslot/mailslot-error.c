/* SPDX-License-Identifier: LGPL-2.1-or-later */
#include "config.h"

#include "mailslot/mailslot-error.h"

#include <glib/gi18n-lib.h>

#include "mailslot/mailslot-backend-private.h"

static const char invalid_address_advice[] =
    N_ ("Write \\\\.\\mailslot\\NAME, or only NAME, for a slot on this computer, "
        "\\\\HOST\\mailslot\\NAME for one on another computer, and "
        "\\\\*\\mailslot\\NAME for every computer of the workgroup. In a shell put "
        "the address in single quotes or write //./mailslot/NAME.");

static const char name_too_long_advice[] =
    N_ ("Choose a shorter name. At most 255 characters may follow \\mailslot\\; some, "
        "such as emoji, count twice.");

static const char not_found_advice[] =
    N_ ("A slot exists only while the program that reads from it runs. Start that "
        "program first and compare the spelling of the name. On Linux every user has "
        "slots of their own: both programs must run as the same user, with the same "
        "MAILSLOT_DIR and XDG_RUNTIME_DIR.");

static const char already_exists_advice[] =
    N_ ("Only one program at a time can read from a slot, and upper and lower case "
        "make no difference to its name. End the other program, or choose another "
        "name. On Windows a name can stay taken until every program that sends to it "
        "has closed it.");

static const char host_not_found_advice[] =
    N_ ("Check the name and that the computer is switched on and on the same network; "
        "if it is the name of a workgroup or domain, say so (--scope domain). Where "
        "broadcasts do not reach, its IPv4 address, a line in LMHOSTS or a WINS server "
        "help. Mailslots need NetBIOS over TCP/IP and the UDP ports 137 and 138, which "
        "firewalls often block. Where Windows does not reach a computer, our own "
        "datagrams may (--transport datagram).");

static const char remote_disabled_advice[] =
    N_ ("Since Windows 11 24H2 and Windows Server 2025 mailslots between computers "
        "are switched off; slots on this computer work as before. To switch them on, "
        "run as administrator in PowerShell “Set-SmbClientConfiguration "
        "-EnableMailslots $true” on the computer that sends and "
        "“Set-SmbServerConfiguration -EnableMailslots $true” on the one that "
        "receives, then restart the receiver. The policies are the values "
        "EnableMailslots under "
        "HKLM\\Software\\Policies\\Microsoft\\Windows\\NetworkProvider (to send) and "
        "HKLM\\Software\\Policies\\Microsoft\\Windows\\Bowser (to receive). To send "
        "without Windows, choose our own datagrams (--transport datagram). Microsoft "
        "plans to remove the feature: prefer another way for new programs.");

static const char message_too_large_advice[] =
    N_ ("Send a shorter message, or several. The reader sets the longest message when "
        "it creates the slot, where 0 stands for any size; a message to another "
        "computer has at most 428 bytes, and less the longer the slot's name is.");

static const char buffer_too_small_advice[] =
    N_ ("The message is still in the slot. Read it again with a buffer of at least "
        "its size.");

static const char timed_out_advice[] =
    N_ ("When reading: nothing was sent in that time; wait longer, or check that the "
        "sender uses the same name. When sending: the program that reads from the "
        "slot runs but does not read; let it catch up, or restart it.");

static const char closed_advice[] =
    N_ ("The program that read from the slot has closed it. Open the slot again once "
        "that program runs again.");

static const char malformed_advice[] =
    N_ ("One message was damaged or longer than the slot takes, and is lost. The slot "
        "goes on working; look at the program that sent it.");

static const char unsupported_advice[] =
    N_ ("This system or this build cannot do that. Slots on this computer always "
        "work.");

static const char network_down_advice[] =
    N_ ("Check that a network adapter is connected and has an IPv4 address: mailslots "
        "between computers do not use IPv6. To a workgroup or domain they go by "
        "broadcast, which many VPN connections do not carry.");

static const char invalid_security_advice[] = N_ (
    "Write “user” for programs of this user, or “everyone” for those of all users. On "
    "Windows an SDDL string says more: “D:(A;;FA;;;BA)(A;;FW;;;AU)” gives "
    "administrators full access and lets every user who has logged in send.");

typedef struct
{
  guint win32_code;
  const char *advice; /* untranslated; NULL if it depends on the platform */
} ErrorFacts;

static const ErrorFacts error_facts[] = {
  [MAILSLOT_ERROR_INVALID_ADDRESS] = { 123, invalid_address_advice },
  [MAILSLOT_ERROR_NAME_TOO_LONG] = { 206, name_too_long_advice },
  [MAILSLOT_ERROR_NOT_FOUND] = { 2, not_found_advice },
  [MAILSLOT_ERROR_ALREADY_EXISTS] = { 183, already_exists_advice },
  [MAILSLOT_ERROR_ACCESS_DENIED] = { 5, NULL },
  [MAILSLOT_ERROR_HOST_NOT_FOUND] = { 53, host_not_found_advice },
  [MAILSLOT_ERROR_REMOTE_DISABLED] = { 3025, remote_disabled_advice },
  [MAILSLOT_ERROR_MESSAGE_TOO_LARGE] = { 87, message_too_large_advice },
  [MAILSLOT_ERROR_BUFFER_TOO_SMALL] = { 122, buffer_too_small_advice },
  [MAILSLOT_ERROR_TIMED_OUT] = { 121, timed_out_advice },
  [MAILSLOT_ERROR_CLOSED] = { 6, closed_advice },
  [MAILSLOT_ERROR_MALFORMED] = { 13, malformed_advice },
  [MAILSLOT_ERROR_UNSUPPORTED] = { 50, unsupported_advice },
  [MAILSLOT_ERROR_NETWORK_DOWN] = { 1231, network_down_advice },
  [MAILSLOT_ERROR_NO_DATAGRAM_PORT] = { 5, NULL },
  [MAILSLOT_ERROR_INVALID_SECURITY] = { 1338, invalid_security_advice },
};

GQuark
mailslot_error_quark (void)
{
  return g_quark_from_static_string ("mailslot-error-quark");
}

static const ErrorFacts *
error_facts_find (const GError *error)
{
  if (error == NULL || error->domain != MAILSLOT_ERROR)
    return NULL;
  if (error->code < 0 || (gsize) error->code >= G_N_ELEMENTS (error_facts))
    return NULL;
  return &error_facts[error->code];
}

guint
mailslot_error_get_win32_code (const GError *error)
{
  const ErrorFacts *facts = error_facts_find (error);

  return facts != NULL ? facts->win32_code : 0;
}

const char *
mailslot_error_get_advice (const GError *error)
{
  const ErrorFacts *facts = error_facts_find (error);

  if (facts == NULL)
    return NULL;
  return facts->advice != NULL
             ? _ (facts->advice)
             : mailslot_backend_get_advice ((MailslotError) error->code);
}
