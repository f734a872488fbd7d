# SPDX-License-Identifier: GPL-3.0-or-later
"""Messages between our program, Samba's nmbd and a computer with a plain socket."""

import hosts
import mailslot
import nmbd
import peer
import tap
from mailslot import Listener, payload, send
from peer import GROUP, UNIQUE, Name

segment = hosts.Segment()
ours, sambas, raws = (hosts.Host(segment) for _ in range(3))
raw = peer.Peer(raws, "RAWHOST", "SLOTNET")

PAYLOADS = {
    "text": b"Bingo is handsome\0",
    "nothing": b"",
    "one": b"\0",
    "nuls": b"\0\0a\0\r\n\0\0",
    "every": bytes(range(256)),
    "most": b"m" * 424,
}


def is_from_raw(row):
    assert row["sender"] == {"name": "RAWHOST", "address": raws.address, "port": 138}, row
    assert row["transport"] == "netbios", row
    return True


@tap.test("/network/messages/from-a-socket")
def from_a_socket():
    """Unique, group and `*` messages arrive byte for byte, and say to whom they were sent."""
    kinds = {"OURHOST": {"to": ours.address}, "SLOTNET": {}, "*": {}}
    with Listener(ours, "--source", "direct", "--computer", "OURHOST", *PAYLOADS) as listener:
        for host, options in kinds.items():
            for slot, data in PAYLOADS.items():
                raw.send(slot, data, (host,), **options)
        for host in kinds:
            for slot, data in PAYLOADS.items():
                [row] = listener.wait_for(slot=f"\\\\{host}\\mailslot\\{slot}")
                assert is_from_raw(row) and payload(row) == data, row
        listener.finish()
    assert len(listener.rows) == 3 * len(PAYLOADS), listener


@tap.test("/network/messages/in-any-style")
def in_any_style():
    """Samba does not pad, somebody writes the name in other letters, another has a scope."""
    with Listener(ours, "--source", "direct", "Style") as listener:
        raw.send("Style", b"unpadded", padded=False)
        raw.send("STYLE", b"upper case")
        raw.send("style", b"a scope", scope="netbios.example")
        raw.send("sty", b"another slot")
        raw.send("Style", b"the end")
        rows = listener.wait_for(4)
    assert [payload(row) for row in rows] == [b"unpadded", b"upper case", b"a scope", b"the end"]


@tap.test("/network/messages/of-every-slot")
def of_every_slot():
    """--all shows what nobody here listens to."""
    with Listener(ours, "--source", "direct", "--all") as listener:
        raw.send("nobody\\listens", b"shown", ("ELSEWHERE", 3), to=segment.broadcast)
        [row] = listener.wait_for(slot="\\\\ELSEWHERE<03>\\mailslot\\nobody\\listens")
        assert is_from_raw(row) and payload(row) == b"shown", row


@tap.test("/network/messages/to-a-socket")
def to_a_socket():
    """A computer of the network gets what we send, to its name, to its group and to all."""
    sent = {"RAWHOST": UNIQUE, "SLOTNET": GROUP, "*": GROUP}
    for number, (host, kind) in enumerate(sent.items()):
        scope = ["--scope", "domain"] if host == "SLOTNET" else []
        for slot, data in PAYLOADS.items():
            slot = f"{slot}{number}"
            send(ours, "--from", "OURHOST", "--hex", data.hex(), *scope,
                 f"//{host}/mailslot/{slot}")
            message = raw.wait_for(slot)
            assert message.payload == data, message
            assert message.kind == kind, message
            assert message.source == Name("OURHOST"), message
            assert message.destination == Name("SLOTNET" if host == "*" else host), message
            assert message.sender[0] == ours.address, message


@tap.test("/network/messages/through-nmbd")
def through_nmbd():
    """nmbd hands on what we send to it, to its group and to all."""
    nmbd.need()
    with nmbd.Nmbd(sambas) as samba:
        samba.wait()
        arrives_through(samba)


def arrives_through(samba):
    unexpected = nmbd.Unexpected(samba)
    for number, host in enumerate(("SAMBAHOST", "SLOTNET", "*")):
        scope = ["--scope", "domain"] if host == "SLOTNET" else []
        for slot in ("nuls", "every"):
            send(ours, "--from", "OURHOST", "--hex", PAYLOADS[slot].hex(), *scope,
                 f"//{host}/mailslot/{slot}{number}")
            message = unexpected.wait_for(f"{slot}{number}")
            assert message.payload == PAYLOADS[slot], message
            assert message.source == Name("OURHOST"), message
            assert message.sender[0] == ours.address, message


@tap.test("/network/messages/of-nmbd")
def of_nmbd():
    """nmbd's announcements show under all slots as they are."""
    nmbd.need()
    with (Listener(ours, "--source", "direct", "--all") as listener,
          nmbd.Nmbd(sambas, name="ANNOUNCER")):
        [row] = listener.wait_for(slot="\\\\SLOTNET<1D>\\mailslot\\BROWSE")
        assert row["sender"] == {"name": "ANNOUNCER", "address": sambas.address, "port": 138}, row
        seen = raw.wait_for("BROWSE", source="ANNOUNCER")
        assert seen.destination == Name("SLOTNET", 0x1D), seen
        assert payload(row) == seen.payload and seen.payload[0] == 1, (row, seen)
        assert b"ANNOUNCER\0" in payload(row), row


@tap.test("/network/messages/to-several-listeners")
def to_several_listeners():
    """Broadcasts reach every listener of a computer."""
    several = [Listener(ours, "--source", "direct", "several", MAILSLOT_DIR=mailslot.folder_of(0))
               for _ in range(2)]
    with several[0], several[1]:
        raw.send("several", b"for both")
        for listener in several:
            [row] = listener.wait_for()
            assert payload(row) == b"for both", row


@tap.test("/network/messages/local-and-remote")
def local_and_remote():
    """A watched slot gets what programs of its own computer send, too."""
    with Listener(ours, "--source", "direct", "both") as listener:
        send(ours, "--text", "near", "both")
        raw.send("both", b"far")
        [near] = listener.wait_for(transport="local")
        [far] = listener.wait_for(transport="netbios")
    assert (payload(near), payload(far)) == (b"near", b"far")
    assert near["slot"] == "\\\\.\\mailslot\\both", near


@tap.test("/network/messages/of-nobody-else")
def of_nobody_else():
    """With the source none only this computer is heard."""
    deaf = Listener(ours, "--source", "none", "deaf")
    hears = Listener(ours, "--source", "direct", "deaf", MAILSLOT_DIR=mailslot.folder_of(0))
    with deaf, hears:
        raw.send("deaf", b"far")
        hears.wait_for(text="far")
        send(ours, "--text", "near", "deaf")
        deaf.wait_for(text="near")
        deaf.finish()
    assert len(deaf.rows) == 1, deaf


@tap.test("/network/messages/over-two-adapters")
def over_two_adapters():
    """The same message by another way is marked, and can be left out."""
    second = hosts.Segment()
    left, right = hosts.Host(segment, second), hosts.Host(segment, second)
    everything = Listener(right, "--source", "direct", "twice",
                          MAILSLOT_DIR=mailslot.folder_of(0))
    once = Listener(right, "--source", "direct", "--no-repeats", "twice",
                    MAILSLOT_DIR=mailslot.folder_of(0))
    with everything, once:
        send(left, "--from", "LEFT", "--text", "by both", "//*/mailslot/twice")
        # One way may be slower than the other.
        everything.wait_for(2)
        once.wait_for(1)
        send(left, "--from", "LEFT", "--text", "the end", "//*/mailslot/twice")
        rows = everything.wait_for(4)
        once.wait_for(2)
        everything.finish()
        once.finish()
    assert [row["text"] for row in rows] == ["by both", "by both", "the end", "the end"], rows
    assert {row["sender"]["address"] for row in rows} == set(left.addresses), rows
    assert [row.get("repeated", False) for row in rows] == [False, True, False, True], rows
    assert [row["text"] for row in once.rows] == ["by both", "the end"], once


tap.run()
