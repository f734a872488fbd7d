/* SPDX-License-Identifier: LGPL-2.1-or-later */
#include "config.h"

#include "mailslot/netbios/netbios-host.h"

#include <windows.h>
#include <lm.h>

char *
netbios_host_dup_smb_conf_path (void)
{
  return NULL;
}

char *
netbios_host_dup_lmhosts_path (void)
{
  gunichar2 folder[MAX_PATH];
  guint length = GetSystemDirectoryW (folder, G_N_ELEMENTS (folder));
  g_autofree char *system = NULL;

  if (length == 0 || length >= G_N_ELEMENTS (folder))
    return NULL;
  system = g_utf16_to_utf8 (folder, length, NULL, NULL, NULL);
  return system != NULL ? g_build_filename (system, "drivers", "etc", "lmhosts", NULL)
                        : NULL;
}

char *
netbios_host_dup_workgroup (void)
{
  NETSETUP_JOIN_STATUS status;
  LPWSTR name = NULL;
  char *workgroup = NULL;

  if (NetGetJoinInformation (NULL, &name, &status) != NERR_Success)
    return NULL;
  if (status == NetSetupWorkgroupName || status == NetSetupDomainName)
    workgroup = g_utf16_to_utf8 (name, -1, NULL, NULL, NULL);
  NetApiBufferFree (name);
  return workgroup;
}

char *
netbios_host_dup_charset (void)
{
  UINT page = GetOEMCP ();

  return page == CP_UTF8 ? g_strdup ("UTF-8") : g_strdup_printf ("CP%u", page);
}
