# SPDX-License-Identifier: GPL-3.0-or-later
"""What a Windows program says of itself: the headers and resources of its file."""

import pathlib
import struct

RT_ICON, RT_GROUP_ICON, RT_VERSION, RT_MANIFEST = 3, 14, 16, 24
RESOURCE_DIRECTORY = 2


class Program:
    """The file of a 64-bit program."""

    def __init__(self, path):
        self.data = pathlib.Path(path).read_bytes()
        [header] = struct.unpack_from("<I", self.data, 0x3C)
        assert self.data[header:header + 4] == b"PE\0\0", path
        [n_sections] = struct.unpack_from("<H", self.data, header + 6)
        [optional_size] = struct.unpack_from("<H", self.data, header + 20)
        self.optional = header + 24
        [magic] = struct.unpack_from("<H", self.data, self.optional)
        assert magic == 0x20B, hex(magic)
        [self.subsystem, self.characteristics] = struct.unpack_from("<HH", self.data,
                                                                    self.optional + 68)
        table = self.optional + optional_size
        self.sections = [struct.unpack_from("<IIII", self.data, table + 40 * number + 8)
                         for number in range(n_sections)]

    def offset(self, address):
        """Where in the file a virtual address is."""
        for virtual_size, start, raw_size, raw in self.sections:
            if start <= address < start + max(virtual_size, raw_size):
                return raw + address - start
        raise ValueError(hex(address))

    def resources(self, kind):
        """The resources of a kind: {(id, language): bytes}."""
        [address] = struct.unpack_from("<I", self.data,
                                       self.optional + 112 + 8 * RESOURCE_DIRECTORY)
        root = self.offset(address)

        def entries(directory):
            named, numbered = struct.unpack_from("<HH", self.data, root + directory + 12)
            for number in range(named + numbered):
                name, below = struct.unpack_from("<II", self.data,
                                                 root + directory + 16 + 8 * number)
                yield name, below & 0x7FFFFFFF

        found = {}
        for number, directory in entries(0):
            if number != kind:
                continue
            for name, languages in entries(directory):
                for language, leaf in entries(languages):
                    start, size = struct.unpack_from("<II", self.data, root + leaf)
                    start = self.offset(start)
                    found[name, language] = self.data[start:start + size]
        return found


def version_blocks(data, offset=0):
    """One block of version information: (key, value, what is below, where it ends)."""
    length, value_length, is_text = struct.unpack_from("<HHH", data, offset)
    end = offset + length
    key_end = data.index(b"\0\0", offset + 6)
    key_end += (key_end - offset) % 2
    key = data[offset + 6:key_end].decode("utf-16le")
    value_start = (key_end + 2 + 3) // 4 * 4
    value_end = value_start + value_length * (2 if is_text else 1)
    value = data[value_start:value_end]
    if is_text:
        value = value.decode("utf-16le").rstrip("\0")
    below = []
    at = (value_end + 3) // 4 * 4
    while at < end:
        block = version_blocks(data, at)
        below.append(block)
        at = (block[3] + 3) // 4 * 4
    return key, value, below, end


def version_strings(data):
    """{language and code page: {name: text}}, and the translations that are named."""
    _, _, infos, _ = version_blocks(data)
    strings = {table[0]: {name: text for name, text, _, _ in table[2]}
               for info in infos if info[0] == "StringFileInfo" for table in info[2]}
    [translations] = [variable[1] for info in infos if info[0] == "VarFileInfo"
                      for variable in info[2]]
    pairs = struct.unpack(f"<{len(translations) // 2}H", translations)
    return strings, [f"{language:04X}{page:04X}" for language, page in zip(pairs[::2], pairs[1::2])]
