# SPDX-License-Identifier: GPL-3.0-or-later
"""How ./dev installs packages, tried with a dpkg-query, an apt-get and a pacman of our own."""

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

# -T prints those of its arguments that are missing.
PACMAN = """#!/bin/sh
echo "pacman $*" >>"$FAKE/calls"
case $1 in
  -T)
    [ -e "$FAKE/missing" ] || exit 0
    shift
    printf '%s\\n' "$@"
    exit 127
    ;;
  *) [ ! -e "$FAKE/fails" ] ;;
esac
"""
MSYS2_SHELLS = {"UCRT64": "mingw-w64-ucrt-x86_64", "CLANGARM64": "mingw-w64-clang-aarch64"}
OTHER_SHELLS = ["MSYS", "MINGW32", "MINGW64", "CLANG32", "CLANG64"]


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

    def run(self, path=None, command=(ROOT / "dev", "packages"), shell=None, **variables):
        environment = dict(os.environ, FAKE=str(self.folder),
                           PATH=f"{self.folder}:{path or os.environ['PATH']}", **variables)
        environment.pop("SLOTWATCH_PACKAGES", None)
        environment.pop("MSYSTEM", None)
        if shell:
            environment["MSYSTEM"] = shell
            environment["MINGW_PACKAGE_PREFIX"] = MSYS2_SHELLS.get(shell, "")
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


@tap.test("/dev/msys2/installs-what-is-missing")
def msys2_installs_what_is_missing():
    for shell, prefix in MSYS2_SHELLS.items():
        with fake() as it:
            it.program("pacman", PACMAN)
            it.mark("missing")
            result = it.run(shell=shell)
            assert result.returncode == 0, result.stdout
            deptest, install = map(str.split, it.calls())
            assert install[:4] == ["pacman", "-S", "--needed", "--noconfirm"], install
            assert install[4:] == deptest[2:], (deptest, install)
            assert f"{prefix}-gtk3" in install, install
            assert all(word.startswith(f"{prefix}-") for word in install[4:]), install
            assert " ".join(install) in result.stdout, result.stdout


@tap.test("/dev/msys2/leaves-pacman-alone-if-nothing-is-missing")
def msys2_leaves_pacman_alone():
    with fake() as it:
        it.program("pacman", PACMAN)
        result = it.run(shell="UCRT64")
        assert (result.returncode, result.stdout) == (0, "")
        assert [call.split()[1] for call in it.calls()] == ["-T"], it.calls()


@tap.test("/dev/msys2/says-when-pacman-fails")
def msys2_says_when_pacman_fails():
    with fake() as it:
        it.program("pacman", PACMAN)
        it.mark("missing")
        it.mark("fails")
        result = it.run(shell="UCRT64")
        assert result.returncode == 1
        assert result.stdout.splitlines()[-1].startswith("dev: pacman could not install mingw-w64-")


@tap.test("/dev/msys2/says-which-shell-to-open")
def msys2_says_which_shell_to_open():
    for shell in OTHER_SHELLS:
        for command in ("run", "test", "build", "packages"):
            with fake() as it:
                it.program("pacman", PACMAN)
                result = it.run(shell=shell, command=(ROOT / "dev", command))
                assert (result.returncode, it.calls()) == (1, []), (shell, command)
                assert result.stdout.startswith(f"dev: this is the {shell} shell: open MSYS2 UCRT64")
                assert result.stdout.count("\n") == 1, result.stdout
    with fake() as it:
        assert it.run(shell="MINGW64", command=(ROOT / "dev", "help")).returncode == 0


@tap.test("/dev/msys2/says-that-git-has-no-pacman")
def msys2_says_that_git_has_no_pacman():
    with fake() as it:
        result = it.run(shell="UCRT64")
        assert (result.returncode, result.stdout.count("\n")) == (1, 1), result.stdout
        assert result.stdout.startswith("dev: no pacman here"), result.stdout


@tap.test("/dev/msys2/leaves-the-rest-to-debian")
def msys2_leaves_the_rest_to_debian():
    for command in ("windows", "bench", "format", "shot"):
        with fake() as it:
            it.program("pacman", PACMAN)
            result = it.run(shell="UCRT64", command=(ROOT / "dev", command))
            assert (result.returncode, it.calls()) == (1, []), result.stdout
            assert result.stdout == f"dev: ./dev {command} needs Debian\n"


class Msys2(Fake):
    """The same, with a checkout of nothing but ./dev, and tools that note their calls."""

    def __init__(self, folder):
        super().__init__(folder)
        self.program("pacman", PACMAN)
        self.program("meson", '#!/bin/sh\necho "meson $*" >>"$FAKE/calls"; mkdir -p build\n')
        self.program("python3", '#!/bin/sh\necho "python3 $*" >>"$FAKE/calls"\n')
        self.program("dev", (ROOT / "dev").read_text())

    def dev(self, *arguments):
        result = self.run(shell="UCRT64", command=(self.folder / "dev", *arguments), CI="true")
        assert result.returncode == 0, result.stdout
        return [call for call in self.calls() if not call.startswith("pacman")]


@tap.test("/dev/msys2/build")
def msys2_build():
    with tempfile.TemporaryDirectory() as folder:
        assert Msys2(folder).dev("build") == ["meson setup build", "meson compile -C build"]


@tap.test("/dev/msys2/test")
def msys2_test():
    """Nothing of Wine, Samba or sanitizers, and no warning is an error."""
    with tempfile.TemporaryDirectory() as folder:
        calls = Msys2(folder).dev("test")
    assert calls[:2] == ["meson setup build", "meson compile -C build"], calls
    assert calls[2].startswith("meson test -C build --no-rebuild"), calls
    assert calls[-1] == "python3 tests/support/tally.py msys2=build", calls


tap.run()
