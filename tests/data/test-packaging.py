# SPDX-License-Identifier: GPL-3.0-or-later
"""What others run of ours: the recipe for MSYS2 and the workflow of GitHub."""

import re

import tap
from checkout import ROOT, check, need, run

PKGBUILD = ROOT / "data" / "windows" / "PKGBUILD"
TESTING = ROOT / "data" / "windows" / "TESTING.md"
MANUAL = ROOT / "data" / "man" / "mailslot.1"
WORKFLOW = ROOT / ".github" / "workflows" / "ci.yml"
DEV = (ROOT / "dev").read_text(encoding="utf-8")
MESON = (ROOT / "meson.build").read_text(encoding="utf-8")

# What brings each library of meson.build; GTK needs GLib.
DEBIAN = {"gio-2.0": "libglib2.0-dev", "gtk+-3.0": "libgtk-3-dev",
          "json-glib-1.0": "libjson-glib-dev", "sqlite3": "libsqlite3-dev"}
MSYS2 = {"gio-2.0": "gtk3", "gtk+-3.0": "gtk3", "json-glib-1.0": "json-glib", "sqlite3": "sqlite3"}


def listed(name):
    """The words of a list of packages in ./dev."""
    return re.search(rf"^{name}='([^']*)'", DEV, re.MULTILINE)[1].split()


def libraries():
    names = re.findall(r"dependency\((?:get_option\('window'\) \? )?'([^']+)'", MESON)
    assert "gio-2.0" in names and "gtk+-3.0" in names, names
    return names


def pkgbuild(expression):
    """The words that bash makes of an expression, once it has read the recipe."""
    script = f'set -eu; startdir=/checkout/data/windows; . "$1"; printf "%s\\n" {expression}'
    result = run(need("bash"), "-c", script, "bash", PKGBUILD,
                 env={"MINGW_PACKAGE_PREFIX": "prefix", "MSYSTEM": "UCRT64"})
    assert result.returncode == 0, result.stdout
    return result.stdout.split("\n")[:-1]


def workflow():
    try:
        import yaml    # pylint: disable=import-outside-toplevel
    except ImportError as error:
        raise tap.Skip("python3-yaml is not installed") from error
    return yaml.safe_load(WORKFLOW.read_text(encoding="utf-8"))


@tap.test("/packaging/every-library-has-a-package")
def every_library_has_a_package():
    for library in libraries():
        assert DEBIAN[library] in listed("build_packages"), library
        assert MSYS2[library] in listed("msys2_depends"), library


@tap.test("/packaging/recipe-has-the-packages-of-dev")
def recipe_has_the_packages_of_dev():
    for array in ("depends", "makedepends"):
        assert sorted(pkgbuild(f'"${{{array}[@]}}"')) \
            == sorted(f"prefix-{name}" for name in listed(f"msys2_{array}")), array


@tap.test("/packaging/recipe-has-our-version")
def recipe_has_our_version():
    version = re.search(r"^ +version: '([^']+)'", MESON, re.MULTILINE)[1]
    assert pkgbuild('"$pkgver" "${pkgname[@]}"') == [version, "prefix-slotwatch"]


@tap.test("/packaging/recipe-is-for-the-shells-of-dev")
def recipe_is_for_the_shells_of_dev():
    shells = re.search(r"^    ([A-Z0-9 |]+)\) ;;$", DEV, re.MULTILINE)[1].lower().split(" | ")
    assert pkgbuild('"${mingw_arch[@]}"') == shells
    matrix = workflow()["jobs"]["msys2"]["strategy"]["matrix"]["include"]
    assert [entry["msystem"].lower() for entry in matrix] == shells


@tap.test("/packaging/recipe-can-be-made")
def recipe_can_be_made():
    check("shellcheck", "--shell=bash", "--exclude=SC2034,SC2154", PKGBUILD)
    for function in ("build", "check", "package"):
        assert pkgbuild(f'"$(type -t {function})"') == ["function"]


@tap.test("/packaging/workflow-tests-on-every-system")
def workflow_tests_on_every_system():
    jobs = workflow()["jobs"]
    assert set(jobs) == {"debian", "msys2"}
    assert jobs["debian"]["container"]["image"] == "debian:12"
    for name, job in jobs.items():
        assert "./dev test" in [step.get("run") for step in job["steps"]], name
        assert job["timeout-minutes"] <= 120, name
        for step in job["steps"]:
            assert ("uses" in step) != ("run" in step), step
            assert re.fullmatch(r"[\w-]+/[\w-]+@v\d+", step.get("uses", "a/b@v1")), step
    assert jobs["msys2"]["defaults"]["run"]["shell"] == "msys2 {0}"


@tap.test("/packaging/workflow-may-only-read")
def workflow_may_only_read():
    assert workflow()["permissions"] == {"contents": "read"}


@tap.test("/packaging/workflow-calls-commands-that-exist")
def workflow_calls_commands_that_exist():
    commands = [step["run"] for job in workflow()["jobs"].values() for step in job["steps"]
                if "run" in step]
    named = {word for command in commands for word in re.findall(r"\./dev (\S+)", command)}
    assert {"test", "windows", "shot"} <= named, named
    help_text = run(ROOT / "dev", "help").stdout
    for word in named:
        assert f"./dev {word} " in help_text, word


@tap.test("/packaging/what-a-person-tests-exists")
def what_a_person_tests_exists():
    """Every option that the script for a person names is in the manual."""
    text = TESTING.read_text(encoding="utf-8")
    manual = MANUAL.read_text(encoding="utf-8")
    options = {option for command in re.findall(r"`(mailslot [^`]*|--[^`]*)`", text)
               for option in re.findall(r"--([a-z][a-z-]+)", command)}
    assert {"count", "max-size", "source"} <= options, options
    for option in options:
        assert f"Fl -{option}" in manual, option
    steps = [int(step) for step in re.findall(r"^(?:\| )?(\d+)(?: \||\. )", text, re.MULTILINE)]
    assert steps == list(range(1, len(steps) + 1)), steps


tap.run()
