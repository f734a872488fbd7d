/* SPDX-License-Identifier: GPL-3.0-or-later */

/* A library that nobody should load. */
__declspec(dllexport) int decoy (void);

int
decoy (void)
{
  return 1;
}
