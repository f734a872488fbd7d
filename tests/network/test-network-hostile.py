# SPDX-License-Identifier: GPL-3.0-or-later
"""Datagrams of somebody who means harm, or whose program is broken."""

import random

import hosts
import peer
import tap
from mailslot import Listener, payload
from peer import FIRST, MORE, Name, datagram, encode_name, mailslot_write

segment = hosts.Segment()
ours, raws = hosts.Host(segment), hosts.Host(segment)
raw = peer.Peer(raws, "RAWHOST", "SLOTNET")

SOURCE, TARGET = Name("RAWHOST"), Name("SLOTNET")
N_MUTATED = 20000


def message(slot, data, number=1, **fields):
    return datagram(SOURCE, TARGET, mailslot_write(slot, data, **fields), number=number)


def cut(data, n_bytes):
    return data[:n_bytes]


def changed(data, at, new):
    return data[:at] + new + data[at + len(new):]


def malformed():
    """By name, what must be refused. Each says that it is for the slot "claim"."""
    good = message("claim", b"wrong")
    smb = mailslot_write("claim", b"wrong")
    body = 14 + 34 + 34
    unterminated = smb[:69] + b"\\MAILSLOT\\claim" + b"x" * 40
    return {
        "data ends past the packet": message("claim", b"wrong", count=6),
        "data begins past the packet": message("claim", b"wrong", offset=0xFFFF),
        "data begins in the name": message("claim", b"wrong", offset=72),
        "the name has no end": datagram(SOURCE, TARGET, unterminated),
        "16 words": message("claim", b"wrong", words=16),
        "2 setup words": message("claim", b"wrong", setup=2),
        "opcode 2": message("claim", b"wrong", opcode=2),
        "another command": message("claim", b"wrong", command=0x26),
        "another protocol": changed(good, body, b"\xfeSMB"),
        "no slot": message("", b"wrong"),
        "a pipe": datagram(SOURCE, TARGET, smb.replace(b"\\MAILSLOT\\", b"\\PIPE\\LOT\\")),
        "a label of 31": changed(good, 14, b"\x1f"),
        "a letter outside A..P": changed(good, 20, b"Q"),
        "a label that points forward": changed(good, 14, b"\xc0\x40"),
        "13 bytes": cut(good, 13),
        "only a header": cut(good, 14),
        "half a name": cut(good, 30),
        "no SMB": cut(good, body),
        "half an SMB": cut(good, body + 60),
        "an unknown type": b"\x42" + good[1:],
        "a first fragment": datagram(SOURCE, TARGET, smb, flags=FIRST | MORE),
        "a last fragment": datagram(SOURCE, TARGET, smb, flags=0, offset=500),
    }


def foreign():
    """What other programs say to each other on that port: neither shown nor refused."""
    good = message("claim", b"wrong")
    return {
        "an error of 11 bytes": b"\x13" + good[1:10] + b"\x82",
        "an error with a message": b"\x13" + good[1:],
        "a question": b"\x14" + good[1:14] + encode_name(TARGET),
    }


def refused(listener):
    """How many were refused, as it says at its end."""
    listener.finish()
    return int(listener.wait_for_line(r"(\d+) damaged datagrams?")[1])


@tap.test("/network/hostile/malformed")
def malformed_datagrams():
    """None is shown, each is counted, and what is right still arrives."""
    cases = malformed()
    with Listener(ours, "--source", "direct", "--all", "claim") as listener:
        for data in (*cases.values(), *foreign().values()):
            raw.raw(data)
        raw.send("after", b"right")
        [row] = listener.wait_for()
        assert row["slot"] == "\\\\SLOTNET\\mailslot\\after" and payload(row) == b"right", row
        assert refused(listener) == len(cases), listener.lines
    assert len(listener.rows) == 1, listener


def mutate(data, dice):
    data = bytearray(data)
    for _ in range(dice.randint(1, 4)):
        at = dice.randrange(len(data))
        match dice.randrange(4):
            case 0:
                data[at] = dice.randrange(256)
            case 1:
                data[at] ^= 1 << dice.randrange(8)
            case 2 if len(data) > 20:
                del data[at:at + dice.randint(1, 8)]
            case _:
                data[at:at] = dice.randbytes(dice.randint(1, 8))
    return bytes(data)


@tap.test("/network/hostile/mutated")
def mutated_datagrams():
    """What is whole is shown with the bytes that were sent; of the rest nothing is shown."""
    dice = random.Random(138)
    sent = {}
    for number in range(N_MUTATED):
        data = b"%d %s" % (number, dice.randbytes(8))
        sent[number] = mutate(message("claim", data, number=number), dice)

    with Listener(ours, "--source", "direct", "--all") as listener:
        for number, data in sent.items():
            raw.raw(data)
            if number % 50 == 49:    # no more than the smallest buffer holds
                raw.send(f"mark-{number}", b"")
                listener.wait_for(slot=f"\\\\SLOTNET\\mailslot\\mark-{number}")
        n_refused = refused(listener)

    shown = [row for row in listener.rows if "\\mark-" not in row["slot"]]
    assert all(row["sender"]["address"] == raws.address for row in shown)
    whole, broken, foreign_ = [], 0, 0
    for data in sent.values():
        try:
            whole.append(peer.decode(data).payload)
        except peer.Foreign:
            foreign_ += 1
        except peer.Malformed:
            broken += 1
    assert sorted(map(payload, shown)) == sorted(whole)
    assert n_refused == broken, (n_refused, broken, foreign_)
    assert min(len(whole), broken) > N_MUTATED / 10, (len(whole), broken)


tap.run()
