# SPDX-License-Identifier: GPL-3.0-or-later
"""How ./dev installs packages, tried with a dpkg-query and an apt-get of our own."""

import contextlib
import os
import pathlib
import tempfile

import tap
from checkout import ROOT, run

APT_GET = """#!/bin/sh
echo "apt-get $*" >>"$FAKE/calls"
case "$*" in *install*) [ ! -e "$FAKE/fails" ] ;; esac
"""
DPKG_QUERY = """#!/bin/sh
[ ! -e "$FAKE/nothing" ] || exit 1
for word in "$@"; do
  case $word in
    -* | *'$'* | shellcheck) ;;
    *) echo "installed $word" ;;
  esac
done
[ ! -e "$FAKE/missing" ] || exit 1
echo "installed shellcheck"
"""


class Fake:
    """A folder of programs that stand before the real ones."""

    def __init__(self, folder):
        self.folder = pathlib.Path(folder)
        self.program("apt-get", APT_GET)
        self.program("dpkg-query", DPKG_QUERY)

    def program(self, name, text):
        path = self.folder / name
        path.write_text(text)
        path.chmod(0o755)

    def mark(self, name):
        (self.folder / name).touch()

    def calls(self):
        path = self.folder / "calls"
        return path.read_text().splitlines() if path.exists() else []

    def run(self, path=None, command=(ROOT / "dev", "packages")):
        environment = dict(os.environ, FAKE=str(self.folder),
                           PATH=f"{self.folder}:{path or os.environ['PATH']}")
        environment.pop("SLOTWATCH_PACKAGES", None)
        return run(*command, env=environment)


@contextlib.contextmanager
def fake():
    with tempfile.TemporaryDirectory() as folder:
        yield Fake(folder)


@tap.test("/dev/packages/leaves-apt-alone-if-nothing-is-missing")
def leaves_apt_alone_if_nothing_is_missing():
    with fake() as it:
        result = it.run()
        assert (result.returncode, result.stdout, it.calls()) == (0, "", [])


@tap.test("/dev/packages/installs-what-is-missing")
def installs_what_is_missing():
    with fake() as it:
        it.mark("missing")
        it.program("id", "#!/bin/sh\necho 0\n")
        result = it.run()
        assert result.returncode == 0, result.stdout
        assert "apt-get install -y --no-install-recommends shellcheck" in result.stdout
        assert it.calls()[-1].endswith("install -y --no-install-recommends shellcheck")


@tap.test("/dev/packages/says-when-apt-fails")
def says_when_apt_fails():
    with fake() as it:
        it.mark("missing")
        it.mark("fails")
        it.program("id", "#!/bin/sh\necho 0\n")
        result = it.run()
        assert result.returncode == 1
        assert result.stdout.endswith("dev: apt-get could not install shellcheck \n"), result.stdout
        assert sum(call.endswith("update") for call in it.calls()) >= 1


@tap.test("/dev/packages/uses-sudo")
def uses_sudo():
    with fake() as it:
        it.mark("missing")
        it.program("id", "#!/bin/sh\necho 1000\n")
        it.program("sudo", '#!/bin/sh\necho "sudo" >>"$FAKE/calls"\nshift\nexec "$@"\n')
        result = it.run()
        assert result.returncode == 0, result.stdout
        assert it.calls()[-2] == "sudo", it.calls()


@tap.test("/dev/packages/says-that-there-is-no-root")
def says_that_there_is_no_root():
    with fake() as it:
        it.mark("missing")
        it.program("id", "#!/bin/sh\necho 1000\n")
        for name in ("sh", "dirname", "sed", "tr", "printf"):
            (it.folder / name).symlink_to(f"/usr/bin/{name}")
        result = it.run(path=str(it.folder))
        assert result.returncode == 1
        assert result.stdout.startswith("dev: neither root nor sudo"), result.stdout
        assert result.stdout.count("\n") == 1


@tap.test("/dev/packages/says-that-this-is-not-debian")
def says_that_this_is_not_debian():
    with fake() as it:
        (it.folder / "apt-get").unlink()
        for name in ("sh", "dirname", "id"):
            (it.folder / name).symlink_to(f"/usr/bin/{name}")
        result = it.run(path=str(it.folder))
        assert result.returncode == 1
        assert result.stdout.startswith("dev: no apt-get here"), result.stdout
        assert "SLOTWATCH_PACKAGES=ready" in result.stdout


@tap.test("/dev/packages/leaves-what-is-to-be-compared-to-bench")
def leaves_what_is_to_be_compared_to_bench():
    with fake() as it:
        it.mark("nothing")
        it.program("id", "#!/bin/sh\necho 0\n")
        assert it.run().returncode == 0
        assert " socat" not in it.calls()[-1], it.calls()


@tap.test("/dev/bench/compares-with-what-can-be-installed")
def compares_with_what_can_be_installed():
    with fake() as it:
        it.mark("nothing")
        it.program("id", "#!/bin/sh\necho 0\n")
        it.program("meson", "#!/bin/sh\necho broken; exit 1\n")
        # In a folder of its own: it makes others beside it.
        (it.folder / "dev").write_text((ROOT / "dev").read_text())
        (it.folder / "dev").chmod(0o755)
        result = it.run(command=(it.folder / "dev", "bench"))
        assert result.returncode == 1
        assert result.stdout.endswith("broken\ndev: the build failed\n"), result.stdout
        assert any(" socat" in call for call in it.calls()), it.calls()


tap.run()
