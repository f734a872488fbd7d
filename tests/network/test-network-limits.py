# SPDX-License-Identifier: GPL-3.0-or-later
"""How long a message may be: what we refuse, and what Samba loses."""

import capture
import hosts
import nmbd
import peer
import tap
from mailslot import send

segment = hosts.Segment()
ours, sambas, raws = (hosts.Host(segment) for _ in range(3))
raw = peer.Peer(raws, "RAWHOST", "SLOTNET")

# 432 less the length of the name, rounded up to 4 (protocol: an SMB message of 512 bytes).
LIMITS = {"four": 428, "eight8ch": 424, "Mymailslot": 420, "twenty-characters-20": 412}


def send_bytes(n_bytes, target, **options):
    return send(ours, "--from", "OURHOST", "--hex", "6c" * n_bytes, *options.pop("more", ()),
                target, **options)


@tap.test("/network/limits/refused-or-sent")
def refused_or_sent():
    """One byte more than fits is refused, and then nothing is on the wire."""
    for slot, limit in LIMITS.items():
        for target, more in ((f"//RAWHOST/mailslot/{slot}", ()),
                             (f"//SLOTNET/mailslot/{slot}", ("--scope", "domain")),
                             (f"//*/mailslot/{slot}", ())):
            seen = capture.Capture(ours)
            stderr = send_bytes(limit + 1, target, more=more, code=1)
            assert str(limit) in stderr, stderr
            # What comes after it is the first to pass.
            send_bytes(limit, target, more=more)
            seen.wait_for(1)
            sizes = [len(peer.decode(data).payload) for data in seen.datagrams()]
            assert sizes == [limit], (target, sizes)
        assert len(raw.wait_for(slot).payload) == limit, slot


@tap.test("/network/limits/of-nmbd")
def of_nmbd():
    """nmbd reads 576 bytes: 402 for this name arrive, 403 do not, and we warn of that."""
    nmbd.need()
    with nmbd.Nmbd(sambas) as samba:
        samba.wait()
        unexpected = nmbd.Unexpected(samba)
        for target in ("//SAMBAHOST/mailslot/Mymailslot", "//*/mailslot/Mymailslot"):
            warned = send_bytes(403, target)
            assert "nmbd" in warned and "402" in warned, warned
            assert send_bytes(402, target) == ""
            assert len(unexpected.wait_for("Mymailslot").payload) == 402


@tap.test("/network/limits/nothing-and-nmbd")
def nothing_and_nmbd():
    """nmbd loses a message of no bytes, too; a plain socket gets it."""
    warned = send_bytes(0, "//RAWHOST/mailslot/empty")
    assert "nmbd" in warned, warned
    assert raw.wait_for("empty").payload == b""


tap.run()
