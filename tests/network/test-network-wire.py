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


def smb_fields(packet):
    return {name: values for name, values in packet.items()
            if name and name.startswith(("nbdgm.", "smb.", "mailslot.", "data."))
            and name not in DIFFERS}


@tap.test("/network/wire/as-windows-writes-it")
def as_windows_writes_it():
    """Every field of the whole message equals the captured one, and so do the bytes."""
    seen = capture.Capture(ours)
    [model] = capture.dissect(VECTORS / "mymailslot.pcap", "frame.number == 1")
    [packet] = passed(["--hex", TEXT.hex(), "//RAWHOST/mailslot/Mymailslot"])
    changed = {"nbdgm.source_name": ["OURHOST<00> (Workstation/Redirector)"],
               "nbdgm.destination_name": ["RAWHOST<00> (Workstation/Redirector)"]}
    assert smb_fields(packet) == {**smb_fields(model), **changed}
    assert len(smb_fields(model)) > 50, smb_fields(model)

    [datagram] = seen.datagrams()
    message = peer.decode(datagram)
    vector = (VECTORS / "mymailslot.pcap").read_bytes()
    assert message.smb in vector, message
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
        assert only(packet, "nbdgm.source_name").startswith("OURHOST<00>"), packet
        assert only(packet, "nbdgm.destination_name").startswith(destination), packet
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


@tap.test("/network/wire/sizes")
def sizes():
    """The most that fits into 512 bytes, and nothing: tshark takes the latter for a reply."""
    most, nothing = passed(["--hex", "6d" * 420, "//RAWHOST/mailslot/Mymailslot"],
                           ["--hex", "", "//RAWHOST/mailslot/Mymailslot"])
    assert only(most, "data.data") == ":".join(["6d"] * 420), most
    assert only(most, "smb.dc") == "420" and only(most, "smb.data_offset") == "92", most
    assert only(most, "udp.length") == str(8 + 14 + 34 + 34 + 512), most
    [model] = capture.dissect(VECTORS / "mymailslot.pcap", "frame.number == 4")
    assert nothing["protocols"] == model["protocols"], nothing["protocols"]
    assert only(nothing, "mailslot.name") == only(model, "mailslot.name"), nothing
    assert "data.data" not in nothing, nothing


tap.run()
