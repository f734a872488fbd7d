#!/usr/bin/python3
# SPDX-License-Identifier: GPL-3.0-or-later
"""What the decoders of known slots say, compared with what Wireshark's tshark says of the same
packets, field by field.

    test-decode-tshark.py DECODE-MESSAGES CAPTURE
"""

import shutil
import struct
import subprocess
import sys

import pathlib
sys.path.insert(0, str(pathlib.Path(__file__).resolve().parent.parent / "support"))

import datagrams  # noqa: E402
import tap  # noqa: E402

DECODE_MESSAGES, CAPTURE = sys.argv[1:]

TOKENS = b"\xff\xff\xff\xff"
GUID = bytes(range(16))
SID = struct.pack("<BBxxxxxBIIII", 1, 4, 5, 21, 1111, 2222, 3333)

# tshark's name of a field, and our labels for it; the first that the message has is compared.
NUMBERS = {
    "browser.command": "Command",
    "browser.update_count": "Update count",
    "browser.server_type": "Server type",
    "browser.sig": "Signature",
    "browser.election.version": "Election version",
    "browser.election.desire": "Election role",
    "browser.election.os": "Election operating system",
    "browser.uptime": "Uptime",
    "browser.unused": "Reserved",
    "browser.backup.count": "Requested count|Backup server count",
    "browser.backup.token": "Token",
    "browser.reset_cmd": "Options",
    "smb_netlogon.command": "Command",
    "smb_netlogon.request_count": "Request count",
    "smb_netlogon.flags": "Allowable account control bits",
    "smb_netlogon.domain_sid_size": "Domain SID size",
    "smb_netlogon.nt_version": "NT version",
    "smb_netlogon.lmnt_token": "LM NT token",
    "smb_netlogon.lm_token": "LM 2.0 token",
    "smb_netlogon.low_serial": "Low serial number",
    "smb_netlogon.pulse": "Pulse",
    "smb_netlogon.random": "Random",
    "smb_netlogon.db_count": "Database count",
    "smb_netlogon.db_index": "Database",
    "smb_netlogon.large_serial": "Serial number",
}
TEXTS = {
    "browser.server": "Server name|Machine group",
    "browser.comment": "Comment",
    "browser.mb_server": "Local master browser name|Master browser server name",
    "browser.response_computer_name": "Response name",
    "browser.backup.server": "Backup server",
    "browser.browser_to_promote": "Browser to promote",
    "smb_netlogon.computer_name": "Computer name",
    "smb_netlogon.unicode_computer_name": "Unicode computer name",
    "smb_netlogon.user_name": "User name|Unicode user name",
    "smb_netlogon.mailslot_name": "Mailslot name",
    "smb_netlogon.server_name": "Logon server|NetBIOS computer name",
    "smb_netlogon.pdc_name": "Primary DC name",
    "smb_netlogon.unicode_pdc_name": "Unicode primary DC name",
    "smb_netlogon.domain_name": "Domain name|NetBIOS domain name|Unicode domain name",
    "smb_netlogon.forest_dns_name": "DNS forest name",
    "smb_netlogon.domain_dns_name": "DNS domain name",
    "smb_netlogon.server_dns_name": "DNS host name",
    "smb_netlogon.server_site_name": "DC site name",
    "smb_netlogon.client_site_name": "Client site name",
    "smb_netlogon.server_ip": "DC IP address",
    "nt.sid": "Domain SID",
}


def utf16(text):
    return text.encode("utf-16le") + b"\0\0"


def aligned(data, n):
    return data + bytes(-len(data) % n)


def u16(*numbers):
    return struct.pack(f"<{len(numbers)}H", *numbers)


def u32(*numbers):
    return struct.pack(f"<{len(numbers)}I", *numbers)


def host(opcode, name, comment, server_type=0x1003):
    return (struct.pack("<BBI16sBBI", opcode, 3, 720000, name, 10, 0, server_type)
            + b"\x0f\x01\x55\xaa" + comment + b"\0")


BROWSE = [
    host(1, b"MINT-PC", b""),
    # All bits but that of NetWare's file and print server, which tshark does not have.
    host(1, b"FIFTEEN-LETTERS", b"one", 0xC0FFBFFF),
    host(15, b"MINT-PC", b"the master", 0x00049003),
    host(12, b"OFFICE", b"MINT-PC", 0x80001000),
    b"\x02\x00MINT-PC\0",
    b"\x08\x01" + u32(0x20010FA5, 6000, 0) + b"MINT-PC\0",
    b"\x09\x04" + u32(0x12345678),
    b"\x0a\x02" + u32(0x12345678) + b"MINT\0OFFICE\0",
    b"\x0bMINT\0",
    b"\x0dMINT\0",
    b"\x0e\x03",
]
LANMAN = [
    # The command has two bytes; tshark takes the second for an update count.
    struct.pack("<HIBBH", 1, 0x00002003, 4, 0, 60) + b"OLD\0in the cellar\0",
]
NETLOGON = [
    # LAN Manager's logon. What follows the count tshark takes for a version.
    u16(0) + b"WS1\0alice\0\\MAILSLOT\\TEMP\\NETLOGON\0\x02" + TOKENS,
    u16(6) + b"\\\\DC1\0\xff\xff",
    aligned(u16(7) + b"WS12\0\\MAILSLOT\\NET\\GETDC123\0", 2) + utf16("WS12") + u32(11) + TOKENS,
    aligned(u16(7) + b"WS1\0\\MAILSLOT\\NET\\GETDC123\0", 2) + utf16("WS1") + u32(11) + TOKENS,
    aligned(u16(12) + b"DC1\0", 2) + utf16("DC1") + utf16("OFFICE") + u32(1) + TOKENS,
    aligned(u16(18, 0) + utf16("WS1") + utf16("WS1$") + b"\\MAILSLOT\\NET\\GETDC9\0"
            + u32(0x80, len(SID)), 4) + SID + u32(0xb) + TOKENS,
    u16(18, 1) + utf16("WS1") + utf16("") + b"\\MAILSLOT\\NET\\GETDC9\0" + u32(0, 0, 0xb) + TOKENS,
    u16(19) + utf16("\\\\DC1") + utf16("WS1$") + utf16("OFFICE") + u32(1) + TOKENS,
    u16(23, 0) + u32(0x1fd) + GUID + b"\7example\3com\0\xc0\x18\3dc1\xc0\x18\6OFFICE\0\3DC1\0"
    b"\5alice\0\6Here-1\0\7There-2\0\x10" + u16(2, 0) + bytes((192, 0, 2, 1)) + bytes(8)
    + u32(0xd) + TOKENS,
    aligned(aligned(u16(10) + u32(77, 1000000000, 300, 1) + b"DC1\0OFFICE\0", 2) + utf16("DC1")
            + utf16("OFFICE") + u32(3)
            + b"".join(struct.pack("<IQQ", i, 2**40 + i, 126 * 10**15) for i in range(3))
            + u32(len(SID)), 4) + SID + u32(1) + TOKENS,
]


def decode(slot, payload):
    """Our fields, as {label: [value, ...]}."""
    result = subprocess.run([DECODE_MESSAGES, slot, payload.hex()], capture_output=True,
                            encoding="utf-8", timeout=tap.PATIENCE, check=True,
                            stdin=subprocess.DEVNULL)
    lines = result.stdout.rstrip("\n").split("\n")
    assert not lines[-1].startswith("!"), lines
    fields = {}
    for line in lines[1:]:
        label, value = line.split(" ", 1)[1].split(": ", 1)
        fields.setdefault(label, []).append("" if value == "(empty)" else value)
    return fields


def number(value):
    return int(value.split()[0], 0)


def milliseconds(value):
    return number(value) * (1000 if value.endswith(" s") else 1)


def take(fields, labels):
    """Removes and returns the next value of the first label that has one."""
    for label in labels.split("|"):
        if fields.get(label):
            return fields[label].pop(0)
    raise AssertionError(f"no {labels} is left in {fields}")


def compare_pairs(theirs, ours):
    """Versions, of which tshark has two fields and we one."""
    found = dict((name, show) for name, show, _ in theirs)
    for first, second, label in (("os_major", "os_minor", "OS version|Browser config version"),
                                 ("proto_major", "proto_minor", "Browser version")):
        if f"browser.{first}" in found and f"browser.{second}" in found:
            expected = f"{found['browser.' + first]}.{found['browser.' + second]}"
            assert take(ours, label) == expected, (label, expected)


def compare_bits(theirs, ours):
    """As many names as tshark has bits that are set."""
    for prefix, label in (("browser.server_type.", "Server type"),
                          ("browser.election.desire.", "Election role"),
                          ("browser.reset_cmd.", "Options")):
        names = [show for name, show, _ in theirs if name.startswith(prefix)]
        if names:
            value = ours[label][0].split(";")[0]
            assert value.count(", ") + ("(" in value) == names.count("1"), (label, value, names)


def compare(theirs, ours):
    """Returns how many fields were the same."""
    n_same = 0
    compare_bits(theirs, ours)
    compare_pairs(theirs, ours)
    for name, show, _ in theirs:
        if name == "browser.period":
            assert milliseconds(take(ours, "Periodicity")) == number(show), (name, show)
        elif name in NUMBERS:
            assert number(take(ours, NUMBERS[name])) == number(show), (name, show)
        elif name in TEXTS:
            assert take(ours, TEXTS[name]) == show, (name, show)
        else:
            continue
        n_same += 1
    return n_same


def check(messages, except_for=()):
    """Compares all that tshark has names for, but for some; returns how many fields it was."""
    n_same = 0
    if shutil.which("tshark") is None:
        raise tap.Skip("tshark is not installed")
    dissected = datagrams.dissect(messages)
    assert len(dissected) == len(messages), dissected
    for (slot, payload), theirs in zip(messages, dissected):
        theirs = [field for field in theirs if field[0] not in except_for
                  and field[0].startswith(("browser.", "smb_netlogon.", "nt."))]
        ours = decode(slot, payload)
        try:
            n_same += compare(theirs, ours)
        except AssertionError as error:
            raise AssertionError(slot, payload.hex(), theirs, ours) from error
    print(f"# {n_same} fields of {len(messages)} messages are the same")
    return n_same


@tap.test("/decode/tshark/capture")
def capture():
    messages = datagrams.read(CAPTURE)
    browse = [message for message in messages if message[0] == "BROWSE"]
    lanman = [message for message in messages if message[0] == "LANMAN"]
    assert (len(browse), len(lanman)) == (11, 10), messages
    # Samba's extra NUL before the name is where it ends for tshark.
    assert check(browse, except_for=("browser.response_computer_name",)) > 60
    assert check(lanman, except_for=("browser.update_count",)) > 40


@tap.test("/decode/tshark/browse")
def browse():
    assert check([("BROWSE", payload) for payload in BROWSE]) > 40


@tap.test("/decode/tshark/lanman")
def lanman():
    messages = [("LANMAN", payload) for payload in LANMAN]
    assert check(messages, except_for=("browser.update_count",)) > 4


@tap.test("/decode/tshark/netlogon")
def netlogon():
    messages = [("NET\\NETLOGON", payload) for payload in NETLOGON]
    check(messages[:1], except_for=("smb_netlogon.nt_version",))
    assert check(messages[1:]) > 60


tap.run()
