# SPDX-License-Identifier: GPL-3.0-or-later
"""A Wine prefix of one's own."""

import pathlib
import subprocess


def copy_prefix(original, copy, shares_drive=False):
    """Copies a prefix that is in use; what is on drive C may be the same for both."""
    for path in pathlib.Path(original).iterdir():
        # Wine's server writes the registry to such a file now and then, and renames it.
        if path.suffix == ".tmp":
            continue
        if shares_drive and path.name == "drive_c":
            (pathlib.Path(copy) / path.name).symlink_to(path)
        else:
            subprocess.run(["cp", "-a", "--reflink=auto", path, copy], check=True)
