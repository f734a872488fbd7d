# SPDX-License-Identifier: GPL-3.0-or-later
"""How we find other computers, and how they find us."""

import contextlib
import functools
import os
import pathlib
import re
import subprocess
import tempfile

import capture
import hosts
import mailslot
import nmbd
import peer
import tap
from mailslot import Listener, send
from peer import NAME_PORT, Name

segment = hosts.Segment()
ours, sambas, raws = (hosts.Host(segment) for _ in range(3))
raw = peer.Peer(raws, "RAWHOST", "SLOTNET")


@functools.cache
def start_samba():
    """One nmbd for all tests, which is also the WINS server."""
    nmbd.need()
    return nmbd.Nmbd(sambas, more="wins support = yes")


def samba_that_is_ready():
    samba = start_samba()
    samba.wait()
    return samba


# It is slow to start; the first tests do not need it.
with contextlib.suppress(tap.Skip):
    start_samba()


def send_to(target, *arguments, **options):
    return send(ours, "--from", "OURHOST", *arguments, "--text", "found", target, **options)


def arrives(slot, destination, *arguments, **options):
    """Sends to a slot of a computer that is written so, and expects it at the raw one."""
    send_to(f"//{destination}/mailslot/{slot}", *arguments, **options)
    message = raw.wait_for(slot)
    assert (message.payload, message.kind) == (b"found", peer.UNIQUE), message
    return message


@tap.test("/network/names/by-broadcast")
def by_broadcast():
    assert arrives("broadcast", "rawhost").destination == Name("RAWHOST")


@tap.test("/network/names/by-address")
def by_address():
    """A node status request tells the name of the computer."""
    assert arrives("address", raws.address).destination == Name("RAWHOST")


@tap.test("/network/names/by-dns")
def by_dns():
    """A name that is none of NetBIOS: DNS has the address, node status the name."""
    if not os.path.exists("/etc/hosts"):
        raise tap.Skip("this system has no /etc/hosts to be covered by another")
    with tempfile.NamedTemporaryFile("w", prefix="hosts-") as file:
        file.write(f"127.0.0.1 localhost\n{raws.address} raw.slots.example\n")
        file.flush()
        # Seen by this program and its children only.
        subprocess.run(["mount", "--bind", file.name, "/etc/hosts"], check=True)
        try:
            message = arrives("dns", "raw.slots.example")
        finally:
            subprocess.run(["umount", "/etc/hosts"], check=True)
    assert message.destination == Name("RAWHOST"), message


@tap.test("/network/names/by-lmhosts")
def by_lmhosts():
    """The file lies beside smb.conf; its name is one that nobody answers for."""
    with tempfile.TemporaryDirectory() as folder:
        (pathlib.Path(folder) / "lmhosts").write_text(f"{raws.address} FILEHOST #PRE\n")
        message = arrives("lmhosts", "filehost", SMB_CONF_PATH=f"{folder}/smb.conf")
    assert message.destination == Name("FILEHOST"), message


@tap.test("/network/names/no-way-to-it")
def no_way_to_it():
    """What the system says of an address that lmhosts knows, in words."""
    alone = hosts.Host(hosts.Segment())
    for kind, number in (("unreachable", 1), ("prohibit", 2)):
        alone.run("ip", "route", "add", kind, f"10.98.{number}.0/24").check_returncode()
    # Messages wait until the address of the adapter is known, and it never is.
    alone.run("sh", "-c", "cd /proc/sys/net/ipv4/neigh/eth0 && echo 16777216 >unres_qlen_bytes &&"
              " echo 100000 >mcast_solicit").check_returncode()
    nobody = alone.segments[0].next_address()
    with tempfile.TemporaryDirectory() as folder:
        (pathlib.Path(folder) / "lmhosts").write_text(
            f"10.98.1.1 UNREACHABLE #PRE\n10.98.2.1 FORBIDDEN #PRE\n{nobody} NOBODY #PRE\n")
        for host, words in (("unreachable", "no network leads there"),
                            ("forbidden", "a firewall of this computer forbids it"),
                            ("nobody", "the network adapter was busy for 10000 ms")):
            stderr = send(alone, "--from", "ALONE", "--text", "x" * 400, "--repeat", "1000",
                          f"//{host}/mailslot/x", code=1, SMB_CONF_PATH=f"{folder}/smb.conf")
            assert words in stderr, (host, stderr)


@tap.test("/network/names/by-wins")
def by_wins():
    """nmbd as WINS server knows a computer beyond a router, where no broadcast comes."""
    samba_that_is_ready()
    second = hosts.Segment()
    router, far = hosts.Host(segment, second), hosts.Host(second)
    router.be_router()
    far.route(segment, router.addresses[1])
    for host in (ours, sambas):
        host.route(second, router.address)
    farthest = peer.Peer(far, "FARHOST", "SLOTNET")
    peer.register(far, sambas.address, Name("FARHOST"))
    peer.register(far, sambas.address, Name("SLOTNET", 0x1C), is_group=True)

    send_to("//farhost/mailslot/far", code=1)
    send_to("//farhost/mailslot/far", "--wins", sambas.address)
    assert farthest.wait_for("far").destination == Name("FARHOST")

    # The members of a group, there and here.
    send_to("//slotnet<1c>/mailslot/members", "--scope", "domain", "--wins", sambas.address)
    for computer in (farthest, raw):
        message = computer.wait_for("members")
        assert message.destination == Name("SLOTNET", 0x1C), message
        assert message.kind == peer.GROUP, message


@tap.test("/network/names/of-nmbd")
def of_nmbd():
    """nmbd's computer by its name and by its address."""
    samba = samba_that_is_ready()
    unexpected = nmbd.Unexpected(samba)
    for number, host in enumerate(("sambahost", sambas.address)):
        send_to(f"//{host}/mailslot/nmbd{number}")
        message = unexpected.wait_for(f"nmbd{number}")
        assert message.destination == Name("SAMBAHOST"), message


@tap.test("/network/names/of-nobody")
def of_nobody():
    """An unknown computer: error 53, and how long it was looked for."""
    stderr = send_to("//nosuchhost/mailslot/x", code=1)
    assert "53" in stderr and "nosuchhost" in stderr.lower(), stderr
    assert re.search(r"\d (?:ms|s\b|second)", stderr), stderr


@tap.test("/network/names/of-no-address")
def of_no_address():
    """An address that nobody has."""
    stderr = send_to(f"//10.99.{segment.number}.99/mailslot/x", code=1)
    assert "53" in stderr, stderr


@tap.test("/network/names/without-a-network")
def without_a_network():
    alone = hosts.Host()
    for target in ("//rawhost/mailslot/x", "//*/mailslot/x"):
        stderr = send(alone, "--from", "ALONE", "--text", "x", target, code=1)
        assert "network" in stderr.lower(), stderr


@tap.test("/network/names/answered")
def answered():
    """Others find us by name, by address and by group, and a name that is ours is defended."""
    samba = samba_that_is_ready()
    with Listener(ours, "--source", "direct", "--answer-names", "--computer", "OURHOST",
                  "answered") as listener:
        for arguments, expected in ((("OURHOST",), f"{ours.address} OURHOST<00>"),
                                    (("SLOTNET",), f"{ours.address} SLOTNET<00>"),
                                    (("-A", ours.address), r"OURHOST +<00> -"),
                                    (("-A", ours.address), r"SLOTNET +<00> - <GROUP>")):
            hosts.wait_until(lambda: re.search(expected, samba.lookup(sambas, *arguments) or ""),
                             f"nmblookup {arguments} finds {expected}")

        # A Samba that would like to have our name does not get it.
        with nmbd.Nmbd(hosts.Host(segment), name="OURHOST") as rival:
            hosts.wait_until(lambda: "Failed to register my name OURHOST<00>" in rival.log(),
                             "the rival is refused")
        # And it is still ours.
        send(sambas, "--from", "SAMBAHOST", "--text", "by name", "//ourhost/mailslot/answered")
        [row] = listener.wait_for(text="by name")
        assert row["sender"]["name"] == "SAMBAHOST", row
        listener.finish()
    assert samba.lookup(sambas, "OURHOST") is None


@tap.test("/network/names/claimed")
def claimed():
    """Three requests, and when nobody objects a demand; at the end a release (RFC 1002, 5.1.1)."""
    samba_that_is_ready()    # a member of the group, which lets us in
    seen = capture.Capture(ours)

    def said(name):
        """The flags of what we told everybody about it, in this order."""
        packets = [packet for packet in seen.sent_by(ours.address) if not packet[2] & 0x80]
        return [int.from_bytes(packet[2:4], "big") for packet in packets
                if peer.decode_name(packet, 12)[0] == Name(name)]

    everything = [0x2910, 0x2910, 0x2910, 0x2810, 0x3010]
    with Listener(ours, "--source", "direct", "--answer-names", "--computer", "OURHOST",
                  "claimed") as listener:
        hosts.wait_until(lambda: said("SLOTNET") == everything[:4], "the names are ours")
        listener.finish()
    hosts.wait_until(lambda: said("SLOTNET") == everything, "the names are released")
    assert said("OURHOST") == everything, said("OURHOST")


@tap.test("/network/names/taken")
def taken():
    """A name that another computer owns is not claimed; messages arrive all the same."""
    samba_that_is_ready()

    def is_refused():
        """A claim waits for less than a second, and nmbd may be busy."""
        with Listener(ours, "--source", "direct", "--answer-names", "--computer", "SAMBAHOST",
                      "taken") as listener:
            line = listener.wait_for_line("mailslot: (Other)?.*SAMBAHOST")
            raw.send("taken", b"still")
            listener.wait_for(text="still")
            return not line[1]

    hosts.wait_until(is_refused, "nmbd refuses its name to us")


@tap.test("/network/names/beside-nmbd")
def beside_nmbd():
    """nmbd answers for its computer already, and it is said so."""
    samba = samba_that_is_ready()
    result = sambas.run(mailslot.PROGRAM, "listen", "--answer-names", "beside",
                        env=mailslot.environment(SMB_CONF_PATH=samba.configuration))
    assert result.returncode == 1, result
    assert b"nmbd" in result.stderr, result


@tap.test("/network/names/quiet-by-default")
def quiet_by_default():
    """Without --answer-names nothing is claimed or answered."""
    seen = capture.Capture(ours)
    with Listener(ours, "--source", "direct", "--computer", "OURHOST", "quiet") as listener:
        raw.send("quiet", b"here")
        listener.wait_for()
        with contextlib.closing(raws.udp()) as asker:
            asker.sendto(peer.query(Name("OURHOST")), (ours.address, NAME_PORT))
            raw.send("quiet", b"later")
            listener.wait_for(2)
    assert seen.sent_by(ours.address) == []


tap.run()
