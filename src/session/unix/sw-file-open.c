/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "config.h"

#include "session/sw-file-open-private.h"

#include <fcntl.h>

/* Some files of /proc and /sys look like any other, and wait for the kernel to say more.
 */
FILE *
sw_file_open_at_once (const char *path)
{
  int fd = open (path, O_RDONLY | O_NONBLOCK | O_NOCTTY | O_CLOEXEC);

  return fd >= 0 ? fdopen (fd, "r") : NULL;
}
