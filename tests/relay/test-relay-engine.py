# SPDX-License-Identifier: GPL-3.0-or-later
"""From the wire of a small private network through the relay into `mailslot listen`."""

import sys

import hosts  # first, because it starts this program anew
import mailslot
import peer
import tap
from relay import (GROUP, IS_ROOT, MAX_DATAGRAM, MEMBER, PROGRAM, STRANGER, Client, Relay,
                   need_root, within_reach, without_rights)

MAILSLOT = within_reach(sys.argv[2])

segment = hosts.Segment()
ours, raws = hosts.Host(segment), hosts.Host(segment)
raw = peer.Peer(raws, "RAWHOST", "SLOTNET")


def relay():
    """The port as the unit has it: for every address, broadcasts too."""
    return Relay(ours.udp(peer.DATAGRAM_PORT), group=GROUP if IS_ROOT else None)


def options(user, group, path):
    """How a program of this user and group is run."""
    need_root()
    return {"command": (*without_rights(user, group), MAILSLOT),
            "SLOTWATCH_RELAY_SOCKET": path, "MAILSLOT_DIR": mailslot.folder_of(user)}


def listen(it):
    """`mailslot listen` of a member of the group."""
    return mailslot.Listener(ours, "--source", "relay", "Test",
                             **options(MEMBER, GROUP, it.path))


@tap.test("/relay-engine/the-header-has-the-addresses-of-the-wire")
def the_header_has_the_addresses():
    with relay() as it, Client(it.path) as client:
        raw.raw(b"to all")
        raw.raw(b"to one", ours.address)
        for payload, destination in ((b"to all", ours.broadcast), (b"to one", ours.address)):
            packet = client.receive()
            assert (packet.payload, packet.destination) == (payload, destination), vars(packet)
            assert (packet.source, packet.source_port) == (raws.address, peer.DATAGRAM_PORT)
            with hosts.entered(ours.namespace):
                assert packet.interface == hosts.socket.if_nametoindex("eth0")


@tap.test("/relay-engine/a-member-sees-what-comes-for-its-slots")
def a_member_sees_what_comes():
    with relay() as it, listen(it) as listener:
        raw.send("Test", b"to all")
        raw.send("Other", b"not asked for")
        raw.send("Test", b"to one", ("OURS",), to=ours.address)
        rows = listener.wait_for(2)
        listener.finish()
        listener.wait_for_line("source “relay”")
    assert len(listener.rows) == 2, listener
    assert [(row["slot"], mailslot.payload(row)) for row in rows] == [
        ("\\\\SLOTNET\\mailslot\\Test", b"to all"), ("\\\\OURS\\mailslot\\Test", b"to one")]
    for row in rows:
        assert row["sender"] == {"name": "RAWHOST", "address": raws.address, "port": 138}, row


@tap.test("/relay-engine/others-are-told-of-the-group")
def others_are_told_of_the_group():
    with relay() as it:
        stranger = options(STRANGER, STRANGER, it.path)
        result = ours.run(*stranger.pop("command"), "listen", "--source", "relay", "Test",
                          env=mailslot.environment(**stranger))
        assert (result.returncode, result.stdout) == (1, b""), result
        assert b"serves only members of the group" in result.stderr, result


@tap.test("/relay-engine/what-is-lost-is-reported")
def what_is_lost_is_reported():
    with relay() as it, listen(it) as listener:
        for _ in range(3):
            raw.raw(bytes(MAX_DATAGRAM + 1))
        raw.send("Test", b"text")
        listener.wait_for(1)
        listener.finish()
        assert listener.wait_for_line("3 datagrams .*lost")


@tap.test("/relay-engine/a-relay-that-is-started-again-is-found-again")
def a_relay_started_again_is_found_again():
    with relay() as it, listen(it) as listener:
        raw.send("Test", b"before")
        listener.wait_for(1)
        it.process.terminate()
        assert it.ends_with(0) == ""
        it.start([*without_rights(), PROGRAM])
        # Until it has connected again, nothing reaches it.
        hosts.wait_until(lambda: raw.send("Test", b"after") and len(listener.rows) > 1,
                         "it hears again", interval=0.1)
        assert mailslot.payload(listener.rows[1]) == b"after"
        listener.finish()


tap.run()
