# SPDX-License-Identifier: GPL-3.0-or-later
"""The two programs as Windows sees them: their resources, and the language they speak."""

import os
import re
import shlex
import struct
import subprocess
import sys
import xml.etree.ElementTree as ET

import pe
import tap
from tap import PATIENCE

SOURCE_ROOT, *PATHS = sys.argv[1:]
PROGRAMS = {os.path.basename(path).removesuffix(".exe"): path for path in PATHS}
WRAPPER = shlex.split(os.environ.get("MESON_EXE_WRAPPER", ""))

SUBSYSTEMS = {"mailslot": 3, "slotwatch": 2}    # console; window
# Addresses at random, over the whole address space; data is no code.
SAFE = 0x0040 | 0x0020 | 0x0100
ENGLISH, CHINESE = "040904B0", "080404B0"
WINDOWS_10 = "{8e0f7a12-bfb3-4fe8-b9a5-48fd50a15a9a}"


def only(resources):
    [resource] = resources.values()
    return resource


def version():
    with open(os.path.join(SOURCE_ROOT, "meson.build"), encoding="utf-8") as file:
        return re.search(r"^ +version: '([^']+)'", file.read(), re.MULTILINE)[1]


@tap.test("/programs/subsystem")
def subsystem():
    for name, path in PROGRAMS.items():
        program = pe.Program(path)
        assert program.subsystem == SUBSYSTEMS[name], (name, program.subsystem)
        assert program.characteristics & SAFE == SAFE, (name, hex(program.characteristics))


@tap.test("/programs/icon")
def icon():
    for name, path in PROGRAMS.items():
        program = pe.Program(path)
        group = only(program.resources(pe.RT_GROUP_ICON))
        [count] = struct.unpack_from("<H", group, 4)
        entries = [struct.unpack_from("<BBBBHHIH", group, 6 + 14 * i) for i in range(count)]
        assert [entry[0] or 256 for entry in entries] == [16, 20, 24, 32, 40, 48, 64, 96, 256], name
        images = {number: data for (number, _), data in program.resources(pe.RT_ICON).items()}
        for entry in entries:
            assert len(images[entry[7]]) == entry[6], (name, entry)


@tap.test("/programs/version")
def version_resource():
    numbers = [int(number) for number in version().split(".")]
    for name, path in PROGRAMS.items():
        data = only(pe.Program(path).resources(pe.RT_VERSION))
        _, fixed, _, _ = pe.version_blocks(data)
        high, low = struct.unpack_from("<II", fixed, 8)
        assert [high >> 16, high & 0xFFFF, low >> 16] == numbers, (name, hex(high), hex(low))

        strings, translations = pe.version_strings(data)
        assert translations == [ENGLISH, CHINESE] == list(strings), (name, translations)
        for texts in strings.values():
            assert texts["FileVersion"] == texts["ProductVersion"] == version(), texts
            assert texts["OriginalFilename"] == f"{name}.exe", texts
            assert texts["ProductName"] == "Slotwatch", texts
        assert strings[ENGLISH]["FileDescription"].isascii(), strings
        assert "邮槽" in strings[CHINESE]["FileDescription"], strings


@tap.test("/programs/manifest")
def manifest():
    for name, path in PROGRAMS.items():
        root = ET.fromstring(only(pe.Program(path).resources(pe.RT_MANIFEST)))
        elements = {element.tag.rpartition("}")[2]: element for element in root.iter()}
        assert elements["requestedExecutionLevel"].get("level") == "asInvoker", name
        assert elements["supportedOS"].get("Id") == WINDOWS_10, name
        assert elements["longPathAware"].text == "true", name
        assert elements["dpiAware"].text == "true", name
        # The program has to know the code page that others write in.
        assert "activeCodePage" not in elements, name


def help_in_display_language(path, environment):
    """What --help says in a Windows whose display is Chinese, of Wine by its own locale."""
    unset = "&".join(f"set {name}={environment.get(name, '')}"
                     for name in ("LANG", "LC_ALL", "LC_MESSAGES", "LANGUAGE"))
    windows_path = "Z:" + os.path.abspath(path).replace("/", "\\")
    result = subprocess.run([*WRAPPER, "cmd.exe", "/c", f"{unset}&{windows_path} --help"],
                            stdin=subprocess.DEVNULL, stdout=subprocess.PIPE,
                            timeout=PATIENCE, check=False,
                            env={**os.environ, "LC_ALL": "zh_CN.UTF-8"})
    assert result.returncode == 0, result
    return result.stdout.decode("utf-8")


@tap.test("/programs/speak-the-language-of-the-display")
def speak_the_language_of_the_display():
    if not WRAPPER:
        raise tap.Skip("the language of this display is its owner's; see TESTING.md")
    for path in PROGRAMS.values():
        assert "邮槽" in help_in_display_language(path, {}), path
        assert "邮槽" not in help_in_display_language(path, {"LANGUAGE": "en"}), path
        assert "邮槽" not in help_in_display_language(path, {"LANG": "en_US.UTF-8"}), path


tap.run()
