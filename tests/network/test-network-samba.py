# SPDX-License-Identifier: GPL-3.0-or-later
"""Beside nmbd on one computer, as an ordinary user."""

import hosts
import mailslot
import nmbd
import peer
import tap
from mailslot import Listener, payload, send

NOBODY = 65534
AS_NOBODY = ("setpriv", f"--reuid={NOBODY}", f"--regid={NOBODY}", "--clear-groups")

MESSENGER = b"RAWHOST\0SAMBAHOST\0hello\0"

segment = hosts.Segment()
sambas, raws = hosts.Host(segment), hosts.Host(segment)
raw = peer.Peer(raws, "RAWHOST", "SLOTNET")


def as_nobody(samba):
    """The environment of nobody, who finds nmbd's socket by the same smb.conf."""
    if not hosts.may_change_user():
        raise tap.Skip("only root can become another user")
    return {"SMB_CONF_PATH": samba.configuration, "MAILSLOT_DIR": mailslot.folder_of(NOBODY)}


def listen(samba, *arguments):
    """Listens as nobody."""
    return Listener(sambas, *arguments, command=(*AS_NOBODY, mailslot.PROGRAM),
                    **as_nobody(samba))


def listen_to_end(samba, *arguments):
    """The same, until it ends by itself."""
    return sambas.run(*AS_NOBODY, mailslot.PROGRAM, "listen", *arguments,
                      env=mailslot.environment(**as_nobody(samba)))


def new_nmbd():
    nmbd.need()
    samba = nmbd.Nmbd(sambas)
    samba.wait_for_socket()
    return samba


@tap.test("/network/samba/once-each")
def once_each():
    """nmbd hands on every broadcast twice; it is shown once, and what was dropped is counted."""
    to_nmbd = {"destination": ("SAMBAHOST", 3), "to": sambas.address}
    with new_nmbd() as samba, listen(samba, "--source", "samba", "Test", "MESSNGR") as listener:
        raw.send("Test", b"to all")
        listener.wait_for(1)
        raw.send("MESSNGR", MESSENGER, **to_nmbd)
        listener.wait_for(2)
        raw.send("Test", b"to all again")
        listener.wait_for(3)
        raw.send("Test", b"the end", **to_nmbd)
        listener.wait_for(4)
        listener.finish()
        dropped = listener.wait_for_line(r"(\d+) datagrams? came twice")
    assert [(row["slot"], payload(row)) for row in listener.rows] == [
        ("\\\\SLOTNET\\mailslot\\Test", b"to all"),
        ("\\\\SAMBAHOST<03>\\mailslot\\MESSNGR", MESSENGER),
        ("\\\\SLOTNET\\mailslot\\Test", b"to all again"),
        ("\\\\SAMBAHOST<03>\\mailslot\\Test", b"the end"),
    ], listener
    for row in listener.rows:
        assert row["sender"] == {"name": "RAWHOST", "address": raws.address, "port": 138}, row
    # The second copy of the last broadcast may be late.
    assert int(dropped[1]) in (1, 2), listener


@tap.test("/network/samba/chosen-by-itself")
def chosen_by_itself():
    """Without --source nmbd's socket is found, and it is said what it does not give."""
    with new_nmbd() as samba, listen(samba, "Test") as listener:
        listener.wait_for_line("source “samba”")
        raw.send("Test", b"found")
        listener.wait_for(text="found")


@tap.test("/network/samba/comes-back")
def comes_back():
    """nmbd is killed and started again: what is sent then arrives."""
    with new_nmbd() as samba, listen(samba, "--source", "samba", "Test") as listener:
        raw.send("Test", b"before")
        listener.wait_for(text="before")
        samba.kill()
        listener.wait_for_line("source “samba” is gone")
        samba.start()
        samba.wait_for_socket()

        def arrives():
            raw.send("Test", b"after")
            return listener.of(text="after")

        hosts.wait_until(arrives, "it has connected again", interval=0.1)
        listener.wait_for_line("source “samba” is back")


@tap.test("/network/samba/not-there")
def not_there():
    """Without nmbd the samba source says so."""
    result = sambas.run(mailslot.PROGRAM, "listen", "--source", "samba", "x",
                        env=mailslot.environment())
    assert result.returncode == 1, result
    assert b"Samba" in result.stderr or b"nmbd" in result.stderr, result


@tap.test("/network/samba/names-are-not-for-nobody")
def names_are_forbidden():
    """What helps against a port that is forbidden is said, not what helps with a slot."""
    with new_nmbd() as samba:
        result = listen_to_end(samba, "--answer-names", "x")
    line, advice = result.stderr.decode().splitlines()
    assert result.returncode == 1 and "UDP port 137" in line, result
    assert advice == "Run this as an administrator, or leave --answer-names out.", result


@tap.test("/network/samba/direct-takes-nothing-away")
def direct_takes_nothing_away():
    """Our own socket beside nmbd's gets what is for all; what is for nmbd stays nmbd's."""
    with new_nmbd() as samba:
        unexpected = nmbd.Unexpected(samba)
        with Listener(sambas, "--source", "direct", "Test",
                      SMB_CONF_PATH=samba.configuration) as listener:
            raw.send("Test", b"for nmbd", ("SAMBAHOST",), to=sambas.address)
            assert unexpected.wait_for("Test").payload == b"for nmbd"
            raw.send("Test", b"for all")
            listener.wait_for(text="for all")
            assert unexpected.wait_for("Test").payload == b"for all"
            listener.finish()
        assert len(listener.rows) == 1, listener


@tap.test("/network/samba/sends-from-beside")
def sends_from_beside():
    """What we send from nmbd's computer reaches others, and listeners beside it."""
    with new_nmbd() as samba, listen(samba, "--source", "samba", "Test") as listener:
        send(sambas, "--text", "from here", "//*/mailslot/Test",
             SMB_CONF_PATH=samba.configuration)
        message = raw.wait_for("Test")
        assert message.payload == b"from here" and message.source.name == "SAMBAHOST", message
        listener.wait_for(text="from here")


tap.run()
