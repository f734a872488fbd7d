/* SPDX-License-Identifier: LGPL-2.1-or-later */
#include "config.h"

#include "mailslot/win32/mailslot-win32-security-private.h"

#include <aclapi.h>
#include <sddl.h>

#include "mailslot/mailslot-backend-private.h"
#include "mailslot/mailslot-sddl-private.h"

/* The owner is the user and not, as for a program with raised rights by default, the
 * administrators: so the same user's programs without them are not shut out. FA is
 * FILE_ALL_ACCESS, FR and FW are what GENERIC_READ and GENERIC_WRITE stand for. SYSTEM
 * (SY) and the administrators (BA) are members of Everyone (WD); they get all, as Windows
 * itself gives it to them. The places are for the user's SID. */
#define USER_FORMAT "O:%sD:P(A;;FA;;;%s)"
#define EVERYONE_FORMAT "O:%sD:P(A;;FA;;;%s)(A;;FA;;;SY)(A;;FA;;;BA)(A;;FRFW;;;WD)"

#define SHOWN_PARTS                                                                      \
  (OWNER_SECURITY_INFORMATION | GROUP_SECURITY_INFORMATION | DACL_SECURITY_INFORMATION)

typedef wchar_t LocalText;

static void
local_text_free (LocalText *text)
{
  LocalFree (text);
}

G_DEFINE_AUTOPTR_CLEANUP_FUNC (LocalText, local_text_free)

static char *
dup_utf8 (const wchar_t *text)
{
  return g_utf16_to_utf8 ((const gunichar2 *) text, -1, NULL, NULL, NULL);
}

static char *
dup_sid (PSID sid)
{
  g_autoptr (LocalText) text = NULL;

  return ConvertSidToStringSidW (sid, &text) ? dup_utf8 (text) : NULL;
}

/* Returns the SID of the user who runs this program, or NULL with GetLastError() set. */
static char *
dup_own_sid (void)
{
  union
  {
    TOKEN_USER user;
    char bytes[sizeof (TOKEN_USER) + SECURITY_MAX_SID_SIZE];
  } found;
  DWORD size = 0;
  HANDLE token;
  DWORD code = ERROR_SUCCESS;

  if (!OpenProcessToken (GetCurrentProcess (), TOKEN_QUERY, &token))
    return NULL;
  if (!GetTokenInformation (token, TokenUser, &found, sizeof (found), &size))
    code = GetLastError ();
  CloseHandle (token);
  SetLastError (code);
  return code == ERROR_SUCCESS ? dup_sid (found.user.User.Sid) : NULL;
}

static DWORD
parse (const char *sddl, PSECURITY_DESCRIPTOR *descriptor)
{
  g_autofree gunichar2 *text = g_utf8_to_utf16 (sddl, -1, NULL, NULL, NULL);

  if (text == NULL)
    return ERROR_INVALID_PARAMETER;
  if (!ConvertStringSecurityDescriptorToSecurityDescriptorW ((const wchar_t *) text,
                                                             SDDL_REVISION_1,
                                                             descriptor,
                                                             NULL))
    return GetLastError ();
  return ERROR_SUCCESS;
}

static gboolean
is_accepted (const char *sddl, gpointer unused)
{
  PSECURITY_DESCRIPTOR descriptor = NULL;
  gboolean is_right = parse (sddl, &descriptor) == ERROR_SUCCESS;

  LocalFree (descriptor);
  return is_right;
}

gboolean
mailslot_backend_has_sddl (void)
{
  return TRUE;
}

gboolean
mailslot_backend_check_sddl (const char *sddl, GError **error)
{
  MailslotSddlFault fault;

  if (is_accepted (sddl, NULL))
    return TRUE;
  fault = mailslot_sddl_find_fault (sddl, is_accepted, NULL);
  mailslot_sddl_set_error (error, sddl, &fault);
  return FALSE;
}

DWORD
mailslot_win32_security_make (MailslotSecurity *security,
                              PSECURITY_DESCRIPTOR *descriptor)
{
  MailslotSecurityKind kind = MAILSLOT_SECURITY_DEFAULT;
  g_autofree char *sid = NULL;
  g_autofree char *sddl = NULL;

  *descriptor = NULL;
  if (security != NULL)
    kind = mailslot_security_get_kind (security);
  if (kind == MAILSLOT_SECURITY_DEFAULT)
    return ERROR_SUCCESS;
  if (kind == MAILSLOT_SECURITY_SDDL)
    return parse (mailslot_security_to_string (security), descriptor);

  sid = dup_own_sid ();
  /* Never no error: it would mean the default rights. */
  if (sid == NULL)
    return GetLastError () != ERROR_SUCCESS ? GetLastError () : ERROR_INVALID_SID;
  sddl = kind == MAILSLOT_SECURITY_USER ? g_strdup_printf (USER_FORMAT, sid, sid)
                                        : g_strdup_printf (EVERYONE_FORMAT, sid, sid);
  return parse (sddl, descriptor);
}

/* DOMAIN\name, or the SID where nobody knows its name. */
static char *
dup_account (PSID sid)
{
  wchar_t name[256];
  wchar_t domain[256];
  DWORD name_size = G_N_ELEMENTS (name);
  DWORD domain_size = G_N_ELEMENTS (domain);
  SID_NAME_USE use;
  g_autofree char *name_text = NULL;
  g_autofree char *domain_text = NULL;

  if (!LookupAccountSidW (NULL, sid, name, &name_size, domain, &domain_size, &use))
    return dup_sid (sid);
  name_text = dup_utf8 (name);
  domain_text = dup_utf8 (domain);
  if (name_text == NULL || domain_text == NULL)
    return dup_sid (sid);
  return *domain_text != '\0' ? g_strconcat (domain_text, "\\", name_text, NULL)
                              : g_steal_pointer (&name_text);
}

/* The slot's own handle is the one that Windows answers; it was opened to read, which
 * includes its descriptor. */
void
mailslot_win32_security_describe (HANDLE slot, char **owner, char **rights)
{
  g_autoptr (LocalText) text = NULL;
  PSECURITY_DESCRIPTOR descriptor = NULL;
  PSID owner_sid = NULL;

  if (GetSecurityInfo (slot,
                       SE_KERNEL_OBJECT,
                       SHOWN_PARTS,
                       &owner_sid,
                       NULL,
                       NULL,
                       NULL,
                       &descriptor)
      != ERROR_SUCCESS)
    return;
  if (owner_sid != NULL)
    *owner = dup_account (owner_sid);
  if (ConvertSecurityDescriptorToStringSecurityDescriptorW (descriptor,
                                                            SDDL_REVISION_1,
                                                            SHOWN_PARTS,
                                                            &text,
                                                            NULL)
      && *text != L'\0')
    *rights = dup_utf8 (text);
  LocalFree (descriptor);
}

/* Only the program that reads from a slot is told. */
void
mailslot_backend_describe (MailslotAddress *address, char **owner, char **rights)
{
}
