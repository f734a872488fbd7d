# SPDX-License-Identifier: GPL-3.0-or-later
"""A computer that speaks NetBIOS datagrams from a plain socket.

What is on the wire is written down here once more, from RFC 1002 and [MS-MAIL], so that a
mistake in the program's own codec cannot hide behind itself.
"""

import contextlib
import itertools
import re
import socket
import struct
import threading
import typing

from hosts import PATIENCE

DATAGRAM_PORT = 138
NAME_PORT = 137

UNIQUE, GROUP, BROADCAST, ERROR = 0x10, 0x11, 0x12, 0x13
FIRST, MORE = 0x02, 0x01
BROADCAST_QUERY = 0x0110


class Name(typing.NamedTuple):
    name: str
    suffix: int = 0
    scope: str = ""


class Message(typing.NamedTuple):
    """A mailslot message as it stood on the wire."""

    kind: int
    number: int
    source: Name
    destination: Name
    slot: str
    payload: bytes
    smb: bytes
    header: bytes
    sender: tuple


# --- Writing ----------------------------------------------------------------------------------


def encode_name(name):
    """The second level encoding of RFC 1002, section 4.1."""
    first, suffix, scope = Name(*name)
    padded = b"*" + bytes(15) if first == "*" else first.encode().ljust(15) + bytes([suffix])
    letters = bytes(ord("A") + half for byte in padded for half in (byte >> 4, byte & 15))
    labels = [letters, *scope.encode().split(b".")] if scope else [letters]
    return b"".join(bytes([len(label)]) + label for label in labels) + b"\0"


def mailslot_write(slot, payload, padded=True, **fields):
    """An SMB message that writes to \\MAILSLOT\\slot. Fields of the fixed part can be given."""
    name = b"\\MAILSLOT\\" + slot.encode("latin-1") + b"\0"
    padding = bytes(-(69 + len(name)) % 4) if padded else b""
    values = {"command": 0x25, "words": 17, "total": len(payload), "count": len(payload),
              "offset": 69 + len(name) + len(padding), "setup": 3, "opcode": 1,
              "bytes": len(name) + len(padding) + len(payload), **fields}
    return b"".join((
        b"\xffSMB", bytes([values["command"]]), bytes(27), bytes([values["words"]]),
        struct.pack("<HHHHBBHIHHHHHBBHHHH", 0, values["total"], 0, 0, 0, 0, 0, 0, 0, 0, 0,
                    values["count"], values["offset"], values["setup"], 0,
                    values["opcode"], 1, 2, values["bytes"]),
        name, padding, payload))


def datagram(source, destination, smb, kind=UNIQUE, number=1, address="0.0.0.0", flags=FIRST,
             offset=0):
    body = encode_name(source) + encode_name(destination) + smb
    return struct.pack(">BBH4sHHH", kind, flags, number, socket.inet_aton(address),
                       DATAGRAM_PORT, len(body), offset) + body


def query(name, flags=0):
    """A question for the address of a name (RFC 1002, section 4.2.12)."""
    header = struct.pack(">6H", 1, flags, 1, 0, 0, 0)
    return header + encode_name(name) + struct.pack(">HH", 0x20, 1)


def register(host, wins, name, is_group=False):
    """Tells a WINS server a name of the computer (RFC 1002, section 4.2.2)."""
    flags = 0x8000 if is_group else 0
    with contextlib.closing(host.udp()) as asker:
        asker.settimeout(PATIENCE)
        asker.sendto(query(name, 0x2900)[:10] + b"\0\1" + query(name)[12:] + b"\xc0\x0c"
                     + struct.pack(">HHIHH4s", 0x20, 1, 300, 6, flags,
                                   socket.inet_aton(host.address)), (wins, NAME_PORT))
        answer = asker.recv(2048)
    assert answer[2:4] == b"\xad\x80", answer


# --- Reading ----------------------------------------------------------------------------------


class Malformed(Exception):
    """What no receiver may take for a message."""


class Foreign(Exception):
    """Something else that is at home on the port, such as an error."""


def check(condition, *what):
    if not condition:
        raise Malformed(*what)


def decode_labels(data, at):
    """Returns the labels of a name, without the last one, and where it ends."""
    labels = []
    while True:
        check(at < len(data), "a name is cut")
        length = data[at]
        check(length < 0x40 and at + 1 + length <= len(data), "a label is cut", length)
        at += 1 + length
        if length == 0:
            return labels, at
        labels.append(data[at - length:at])


def decode_name(data, at):
    """Returns the name and where it ends."""
    labels, end = decode_labels(data, at)
    check(labels and len(labels[0]) == 32, "no NetBIOS name", labels)
    letters = [letter - ord("A") for letter in labels[0]]
    check(all(0 <= letter < 16 for letter in letters), "no letter from A to P", letters)
    raw = bytes(high << 4 | low for high, low in zip(letters[::2], letters[1::2]))
    scope = b".".join(labels[1:])
    check(re.fullmatch(rb"[A-Za-z0-9_.-]*", scope), "no scope", scope)
    if raw == b"*" + bytes(15):
        return Name("*", 0, scope.decode()), end
    return Name(raw[:15].decode("latin-1").rstrip(" "), raw[15], scope.decode()), end


def decode_mailslot_write(smb):
    """Returns slot and message, by the rules for receivers of [MS-MAIL] and no others."""
    check(len(smb) > 69, "no message", len(smb))
    check(smb[:5] == b"\xffSMB\x25" and smb[32] == 17 and smb[59] == 3, "no mailslot write")
    check(smb[61:63] == b"\1\0", "another operation")
    count, offset = struct.unpack("<HH", smb[55:59])
    end = smb.find(b"\0", 69)
    name = smb[69:end]
    check(end >= 0 and name[:10].upper() == b"\\MAILSLOT\\" and len(name) > 10, "no slot", name)
    check(count == 0 or end < offset and offset + count <= len(smb), "no data", offset, count)
    return name[10:].decode("latin-1"), smb[offset:offset + count]


def decode(data, sender=None):
    """The mailslot message in a datagram."""
    check(data, "nothing")
    kind = data[0]
    if ERROR <= kind <= 0x16:
        raise Foreign(kind)
    check(UNIQUE <= kind <= BROADCAST, "an unknown type", kind)
    check(len(data) >= 14, "no header")
    flags, number, offset = data[1], *struct.unpack(">H8xH", data[2:14])
    check(not flags & MORE and offset == 0, "a fragment")
    source, at = decode_name(data, 14)
    destination, at = decode_name(data, at)
    slot, payload = decode_mailslot_write(data[at:])
    return Message(kind, number, source, destination, slot, payload, data[at:], data[:14], sender)


def is_answered(host, name):
    """Asks on the network of a computer who has the name; returns whether anybody says so."""
    with contextlib.closing(host.udp()) as asker:
        asker.settimeout(0.25)
        asker.sendto(query(name, BROADCAST_QUERY), (host.broadcast, NAME_PORT))
        try:
            return asker.recv(2048)[2:4] in (b"\x85\0", b"\x85\x80")
        except TimeoutError:
            return False


# --- The computer -----------------------------------------------------------------------------


class Peer:
    """Sends and receives datagrams, and answers for its name as a Windows computer does."""

    def __init__(self, host, name, group):
        self.host = host
        self.name = name
        self.group = group
        self.messages = []
        self._numbers = itertools.count(1)
        self._changed = threading.Condition()
        self.datagrams = host.udp(DATAGRAM_PORT)
        self._names = host.udp(NAME_PORT)
        for function in (self._receive, self._answer):
            threading.Thread(target=function, daemon=True).start()

    def send(self, slot, payload, destination=None, to=None, source=None, padded=True, scope=""):
        """Sends one message, to the group unless told otherwise; returns its number."""
        number = next(self._numbers)
        destination = Name(*(destination or (self.group,)))._replace(scope=scope)
        is_unique = to is not None
        self.raw(datagram(Name(source or self.name, 0, scope), destination,
                          mailslot_write(slot, payload, padded),
                          UNIQUE if is_unique else GROUP, number, self.host.address), to)
        return number

    def raw(self, data, to=None):
        self.datagrams.sendto(data, (to or self.host.broadcast, DATAGRAM_PORT))

    def _receive(self):
        while True:
            data, sender = self.datagrams.recvfrom(65536)
            if sender[0] in self.host.addresses:
                continue
            message = decode(data, sender)    # nobody here sends anything else to it
            with self._changed:
                self.messages.append(message)
                self._changed.notify_all()

    def wait_for(self, slot, source=None):
        """The first message for this slot, maybe that of one computer."""
        def find():
            return [message for message in self.messages if message.slot == slot
                    and source in (None, message.source.name)]

        with self._changed:
            assert self._changed.wait_for(find, PATIENCE), (slot, self.messages)
            return find()[0]

    def _answer(self):
        """Positive answers to queries for the name, and node status (RFC 1002, 4.2.13, 4.2.18)."""
        while True:
            query, asker = self._names.recvfrom(2048)
            number, flags, questions = struct.unpack(">HHH", query[:6])
            if flags & 0xF800 or questions != 1:    # only questions
                continue
            asked, at = decode_name(query, 12)
            kind = struct.unpack(">H", query[at:at + 2])[0]
            if kind == 0x20 and asked in (Name(self.name, 0), Name(self.name, 3)):
                data = struct.pack(">H4s", 0, socket.inet_aton(self.host.address))
            elif kind == 0x21 and asked.name in ("*", self.name):
                data = self._node_status()
            else:
                continue
            self._names.sendto(struct.pack(">HHHHHH", number, 0x8500, 0, 1, 0, 0) + query[12:at]
                               + struct.pack(">HHIH", kind, 1, 300, len(data)) + data, asker)

    def _node_status(self):
        names = ((self.name, 0, 0x0400), (self.group, 0, 0x8400), (self.name, 3, 0x0400))
        return bytes([len(names)]) + b"".join(
            name.encode().ljust(15) + struct.pack(">BH", suffix, flags)
            for name, suffix, flags in names) + bytes(46)
