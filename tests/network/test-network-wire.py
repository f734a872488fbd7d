# SPDX-License-Identifier: GPL-3.0-or-later
"""What we send, as Wireshark reads it and as Windows writes it."""

import pathlib

import capture
import hosts
import peer
import tap
from mailslot import send

VECTORS = pathlib.Path(__file__).parents[1] / "vectors"

segment = hosts.Segment()
ours, raws = hosts.Host(segment), hosts.Host(segment)
raw = peer.Peer(raws, "RAWHOST", "SLOTNET")

TEXT = b"Bingo is handsome\0"

# How the datagrams of the vector are told apart, and the node type of the sender: there it is
# Windows' H, ours is B (RFC 1002, section 4.4.1).
DIFFERS = {"nbdgm.flags", "nbdgm.node_type", "nbdgm.dgram_id", "nbdgm.src.ip"}


def passed(*sends):
    """Sends each and returns the packets that tshark read."""
    capture.need()
    seen = capture.Capture(ours)
    for arguments in sends:
        send(ours, "--from", "OURHOST", *arguments)
    seen.wait_for(len(sends))
    packets = seen.dissect()
    assert len(packets) == len(sends), [dict(packet) for packet in packets]
    return packets


def only(packet, field):
    [value] = packet[field]
    return value


def assert_like_vector(packet, number):
    """Every field that tshark shows of the message equals that of the captured one."""
    [model] = capture.dissect(VECTORS / "mymailslot.pcap", f"frame.number == {number}")
    expected = {**model, "nbdgm.source_name": ["OURHOST<00>"],
                "nbdgm.destination_name": ["RAWHOST<00>"]}
    names = {name for name in {*model, *packet}
             if name and name.startswith(("nbdgm.", "smb.", "mailslot.", "data."))} - DIFFERS
    assert len(names) > 50, names
    different = {name: (expected.get(name), packet.get(name)) for name in names
                 if expected.get(name) != packet.get(name)}
    assert different == {}, different
    assert packet["protocols"] == model["protocols"], packet["protocols"]


@tap.test("/network/wire/as-windows-writes-it")
def as_windows_writes_it():
    """So do its bytes, and the message of nothing is what tshark makes of Windows' own."""
    seen = capture.Capture(ours)
    text, nothing = passed(["--hex", TEXT.hex(), "//RAWHOST/mailslot/Mymailslot"],
                           ["--hex", "", "//RAWHOST/mailslot/Mymailslot"])
    assert_like_vector(text, 1)
    assert_like_vector(nothing, 4)

    message = peer.decode(seen.datagrams()[0])
    assert message.smb in (VECTORS / "mymailslot.pcap").read_bytes(), message
    assert message.header[:2] == bytes([peer.UNIQUE, peer.FIRST]), message


@tap.test("/network/wire/every-kind")
def every_kind():
    packets = passed(["--hex", TEXT.hex(), "//RAWHOST/mailslot/kind"],
                     ["--hex", TEXT.hex(), "--scope", "domain", "//elsewhere/mailslot/kind"],
                     ["--hex", TEXT.hex(), "//*/mailslot/kind"],
                     ["--hex", TEXT.hex(), "//RAWHOST<03>/mailslot/kind"])
    expected = (("16", "RAWHOST<00>", raws.address), ("17", "ELSEWHERE<00>", segment.broadcast),
                ("17", "SLOTNET<00>", segment.broadcast), ("16", "RAWHOST<03>", raws.address))
    for packet, (kind, destination, address) in zip(packets, expected):
        assert "mailslot" in packet["protocols"], packet["protocols"]
        assert only(packet, "nbdgm.type") == kind, packet
        assert only(packet, "nbdgm.source_name") == "OURHOST<00>", packet
        assert only(packet, "nbdgm.destination_name") == destination, packet
        assert only(packet, "nbdgm.src.ip") == ours.address, packet
        assert only(packet, "nbdgm.src.port") == "138", packet
        assert only(packet, "nbdgm.first") == "1" and only(packet, "nbdgm.next") == "0", packet
        assert only(packet, "ip.dst") == address, packet
        assert only(packet, "mailslot.opcode") == "1", packet
        assert only(packet, "mailslot.class") == "2", packet
        assert only(packet, "mailslot.name") == "\\MAILSLOT\\kind", packet
        assert only(packet, "data.data") == TEXT.hex(":"), packet
    numbers = {only(packet, "nbdgm.dgram_id") for packet in packets}
    assert len(numbers) == len(packets), numbers


@tap.test("/network/wire/limit")
def limit():
    """The most that fits into the 512 bytes of Windows."""
    [most] = passed(["--hex", "6d" * 420, "//RAWHOST/mailslot/Mymailslot"])
    assert only(most, "data.data") == ":".join(["6d"] * 420), most
    assert only(most, "smb.dc") == "420" and only(most, "smb.data_offset") == "92", most
    assert only(most, "udp.length") == str(8 + 14 + 34 + 34 + 512), most


tap.run()
