# SPDX-License-Identifier: GPL-3.0-or-later
"""What the relay does for its clients, whatever they do."""

import contextlib
import os
import signal
import socket
import subprocess
import time

import tap
from relay import (MAX_CLIENTS, MAX_CLIENTS_PER_USER, MAX_DATAGRAM, PATIENCE, PROGRAM, Client,
                   Relay, folder, need_root, open_listener, open_port, start_with, wait_until)


def run(*arguments, **options):
    return subprocess.run([PROGRAM, *arguments], capture_output=True, text=True,
                          timeout=PATIENCE, check=False, **options)


@tap.test("/relay/hands-on-byte-for-byte")
def hands_on_byte_for_byte():
    payloads = [b"Bingo is handsome\0", bytes(range(256)), os.urandom(1472), b"x"]
    with Relay() as relay, Client(relay.path) as one, Client(relay.path) as other:
        relay.send(*payloads)
        assert one.payloads(len(payloads)) == payloads
        assert other.payloads(len(payloads)) == payloads


@tap.test("/relay/tells-sender-destination-adapter-and-time")
def tells_where_it_comes_from():
    with Relay() as relay, Client(relay.path) as client:
        before = time.time()
        relay.send(b"text")
        packet = client.receive()
        assert before - 0.001 <= packet.time_us / 1e6 <= time.time() + 0.001
        assert packet.source == packet.destination == "127.0.0.1"
        assert packet.source_port == relay.sender.getsockname()[1]
        assert packet.interface == socket.if_nametoindex("lo")
        assert packet.n_lost == 0


@tap.test("/relay/time-is-that-of-arrival")
def time_is_that_of_arrival():
    with Relay() as relay, Client(relay.path) as client:
        relay.send(b"awake")
        client.receive()
        relay.process.send_signal(signal.SIGSTOP)
        relay.send(b"late")
        sent = time.time()
        # Longer than any doubt about the clock.
        time.sleep(0.5)
        relay.process.send_signal(signal.SIGCONT)
        assert client.receive().time_us / 1e6 < sent + 0.4


@tap.test("/relay/an-empty-datagram-is-one")
def an_empty_datagram_is_one():
    with Relay() as relay, Client(relay.path) as client:
        relay.send(b"", b"next")
        assert client.payloads(2) == [b"", b"next"]


@tap.test("/relay/what-is-too-long-is-counted-as-lost")
def what_is_too_long_is_counted():
    longest = os.urandom(MAX_DATAGRAM)
    with Relay() as relay, Client(relay.path) as client:
        relay.send(longest, longest + b"x", bytes(65507), b"next")
        packets = [client.receive(), client.receive()]
        assert [packet.payload for packet in packets] == [longest, b"next"]
        assert [packet.n_lost for packet in packets] == [0, 2]


@tap.test("/relay/who-connects-later-gets-nothing-old")
def who_connects_later_gets_nothing_old():
    with Relay() as relay:
        with Client(relay.path) as witness:
            relay.send(*(b"%d" % number for number in range(10)))
            # Whoever is served had been accepted before, so the next client comes after them.
            assert witness.payloads(10) == [b"%d" % number for number in range(10)]
            with Client(relay.path) as client:
                relay.send(b"new")
                packet = client.receive()
                assert (packet.payload, packet.n_lost) == (b"new", 0)


@tap.test("/relay/what-comes-while-nobody-is-connected-is-dropped")
def dropped_while_nobody_is_connected():
    old = [b"%d" % number for number in range(10)]
    with Relay() as relay:
        relay.send(*old)
        wait_until(lambda: waiting_bytes(relay.port) == 0, "the port is empty")
        with Client(relay.path) as client:
            relay.send(b"new")
            packet = client.receive()
            # Now it has read all of them, but it accepts clients before it hands on the last.
            if packet.payload == old[-1]:
                packet = client.receive()
            assert (packet.payload, packet.n_lost) == (b"new", 0)


def waiting_bytes(port):
    """What waits in the UDP socket of this port of 127.0.0.1."""
    with open("/proc/net/udp", encoding="ascii") as table:
        sockets = [line.split() for line in table]
    ((*_, queues),) = [words[:5] for words in sockets if words[1] == f"0100007F:{port:04X}"]
    return int(queues.split(":")[1], 16)


@tap.test("/relay/who-is-connected-gets-the-very-next-datagram")
def who_is_connected_gets_the_next():
    # Often, because the relay is to be met at every place of its loop.
    with Relay() as relay, Client(relay.path):
        for number in range(500):
            relay.send(b"noise", b"noise")
            with Client(relay.path) as client:
                relay.send(b"%d" % number)
                while client.receive().payload != b"%d" % number:
                    pass


@tap.test("/relay/a-client-that-never-reads-harms-nobody")
def a_client_that_never_reads_harms_nobody():
    n_sent = 20000
    with Relay() as relay, Client(relay.path) as lazy, Client(relay.path) as busy:
        for number in range(0, n_sent, 50):
            relay.send(*(b"%d" % i for i in range(number, number + 50)))
            assert busy.payloads(50) == [b"%d" % i for i in range(number, number + 50)]
        relay.send(b"%d" % n_sent)
        packet = busy.receive()
        assert (packet.payload, packet.n_lost) == (b"%d" % n_sent, 0)

        # It got the first ones, and is told of the others when it has room again. The relay
        # may still hold the last one for it: what makes room then lets that one in.
        kept = lazy.receive_waiting()
        relay.send(b"%d" % (n_sent + 1))
        while kept[-1].payload != b"%d" % (n_sent + 1):
            kept.append(lazy.receive())
        assert 100 < len(kept) < n_sent, len(kept)
        assert kept[100].n_lost == 0
        for n_received, packet in enumerate(kept):
            assert packet.payload == b"%d" % (n_received + packet.n_lost), packet


@tap.test("/relay/a-client-that-says-something-is-hung-up-on")
def a_client_that_says_something_is_hung_up_on():
    with Relay() as relay, Client(relay.path) as good:
        for said in (b"x", b"", bytes(100000)):
            with Client(relay.path) as talker:
                talker.socket.send(said)
                assert talker.receive() is None
        with Client(relay.path) as halved:
            halved.socket.shutdown(socket.SHUT_WR)
            assert halved.receive() is None
        with Client(relay.path) as giver:
            with open("/dev/null", "rb") as null:
                socket.send_fds(giver.socket, [b"x"], [null.fileno()] * 200)
            assert giver.receive() is None
        wait_until(lambda: n_descriptors(relay) == n_own_descriptors() + 1, "one client is left")
        relay.send(b"text")
        packet = good.receive()
        assert (packet.payload, packet.n_lost) == (b"text", 0)


def n_descriptors(relay):
    return len(os.listdir(f"/proc/{relay.process.pid}/fd"))


def n_own_descriptors():
    """Three streams, two sockets, signals."""
    return 6


@tap.test("/relay/a-client-that-floods-harms-nobody")
def a_client_that_floods_harms_nobody():
    with Relay() as relay, Client(relay.path) as good:
        with Client(relay.path) as bad:
            bad.socket.setblocking(False)
            with contextlib.suppress(OSError):
                while True:
                    bad.socket.send(bytes(60000))
            for number in range(200):
                relay.send(b"%d" % number)
                assert good.receive().payload == b"%d" % number
        for _ in range(2000):  # comes and goes
            Client(relay.path).socket.close()
        relay.send(b"text")
        packet = good.receive()
        assert (packet.payload, packet.n_lost) == (b"text", 0)
        wait_until(lambda: n_descriptors(relay) == n_own_descriptors() + 1, "one client is left")


@tap.test("/relay/a-user-gets-no-more-than-a-share")
def a_user_gets_no_more_than_a_share():
    with Relay() as relay, contextlib.ExitStack() as stack:
        clients = [stack.enter_context(Client(relay.path)) for _ in range(MAX_CLIENTS_PER_USER)]
        with Client(relay.path) as refused:
            assert refused.receive() is None
        relay.send(b"text")
        assert [client.receive().payload for client in clients] == [b"text"] * len(clients)

        # A place that is free can be taken.
        clients.pop().socket.close()
        wait_until(lambda: n_descriptors(relay) == n_own_descriptors() + len(clients),
                   "the relay has noticed")
        clients.append(stack.enter_context(Client(relay.path)))
        relay.send(b"next")
        assert [client.receive().payload for client in clients] == [b"next"] * len(clients)


HOLDER = """
import os, socket, sys
user, path, n = int(sys.argv[1]), sys.argv[2], int(sys.argv[3])
os.setresuid(user, user, user)
clients = []
for _ in range(n):
    clients.append(socket.socket(socket.AF_UNIX, socket.SOCK_SEQPACKET))
    clients[-1].connect(path)
print("connected", flush=True)
print(sum(bool(client.recv(65536)) for client in clients), flush=True)
sys.stdin.read()
"""


def hold(path, user, n):
    """Connects as another user, so often."""
    return subprocess.Popen(["/usr/bin/python3", "-c", HOLDER, str(user), path, str(n)],
                            stdin=subprocess.PIPE, stdout=subprocess.PIPE, text=True)


@tap.test("/relay/all-users-together-are-bounded")
def all_users_together_are_bounded():
    need_root()
    n_users = MAX_CLIENTS // MAX_CLIENTS_PER_USER
    with Relay(mode=0o666) as relay, contextlib.ExitStack() as stack:
        holders = [stack.enter_context(hold(relay.path, 64100 + i, MAX_CLIENTS_PER_USER))
                   for i in range(n_users)]
        for holder in holders:
            assert holder.stdout.readline() == "connected\n"
        with Client(relay.path) as refused:
            assert refused.receive() is None
        relay.send(b"text")
        for holder in holders:
            assert holder.stdout.readline() == f"{MAX_CLIENTS_PER_USER}\n"
        for holder in holders:
            holder.stdin.close()


class Counter:
    """Follows a row of datagrams that are numbered from 0."""

    def __init__(self, client):
        self.client = client
        self.n_received = 0
        self.n_lost = 0

    def take(self, packet):
        """Whatever is missing before this one must be counted as lost, no more and no less."""
        assert int(packet.payload) == self.n_received + packet.n_lost, vars(packet)
        assert packet.n_lost >= self.n_lost
        self.n_received += 1
        self.n_lost = packet.n_lost

    def take_waiting(self):
        for packet in self.client.receive_waiting():
            self.take(packet)


@tap.test("/relay/a-flood-is-delivered-or-counted-as-lost", seconds=180)
def a_flood_is_delivered_or_counted():
    n_flood = 100000
    with Relay() as relay, Client(relay.path) as lazy, Client(relay.path) as client:
        busy, idle = Counter(client), Counter(lazy)
        relay.send(b"0")
        busy.take(client.receive())

        for begin in range(1, n_flood, 1000):
            # For a while the relay does not get to it, and the kernel drops what comes.
            if begin // 1000 in (20, 30):
                relay.process.send_signal(signal.SIGSTOP if begin < 25000 else signal.SIGCONT)
            relay.send(*(b"%d" % i for i in range(begin, min(begin + 1000, n_flood))))
            busy.take_waiting()
        while waiting_bytes(relay.port) > 0:
            busy.take_waiting()

        # The next one tells of what is missing at the end; if there was room for it.
        for counter in (busy, idle):
            counter.take_waiting()
        relay.send(b"%d" % n_flood)
        for counter in (busy, idle):
            while counter.n_received + counter.n_lost <= n_flood:
                counter.take(counter.client.receive())
            assert counter.n_received + counter.n_lost == n_flood + 1
        # What came while the relay stood still does not fit the port.
        assert busy.n_received > 0 and busy.n_lost > 0, vars(busy)
        print(f"# {n_flood + 1} sent: one client got {busy.n_received} and lost {busy.n_lost}, "
              f"another that did not read got {idle.n_received}", flush=True)


@tap.test("/relay/ends-when-it-is-told-to")
def ends_when_it_is_told_to():
    for number in (signal.SIGTERM, signal.SIGINT):
        with Relay() as relay, Client(relay.path) as client:
            relay.send(b"text", b"more")
            assert client.receive().payload == b"text"
            # What it has read it hands on before it looks for signals.
            wait_until(lambda: waiting_bytes(relay.port) == 0, "the port is empty")
            relay.process.send_signal(number)
            assert relay.ends_with(0) == ""
            # What it has handed on can be read.
            assert client.receive().payload == b"more"
            assert client.receive() is None


@tap.test("/relay/loses-nothing-that-waits-when-it-is-started-again")
def loses_nothing_when_started_again():
    with Relay() as relay, Client(relay.path) as client:
        relay.send(b"text")
        client.receive()
        relay.process.terminate()
        assert relay.ends_with(0) == ""
        assert client.receive() is None

        # As with systemd, the sockets are still there, and what comes waits in them.
        with Client(relay.path) as later:
            relay.send(b"waits")
            relay.start([PROGRAM])
            packet = later.receive()
            assert (packet.payload, packet.n_lost, packet.destination) == (b"waits", 0, "127.0.0.1")


@tap.test("/relay/without-its-sockets-it-says-what-to-do")
def without_its_sockets_it_says_what_to_do():
    def refused(result):
        assert (result.returncode, result.stdout) == (2, ""), result
        first, advice = result.stderr.splitlines()
        assert first.startswith("slotwatch-relay: ") and "sockets" in first, first
        assert "systemctl enable --now slotwatch-relay.socket" in advice, advice

    refused(run())
    for number in ("", "0", "x", "-1", "99999999999999999999", "2x"):
        refused(run(env={"LISTEN_FDS": number, "LISTEN_PID": str(os.getpid())}))

    path = os.path.join(folder.name, "wrong")
    listener, port = open_listener(path), open_port()
    stream = socket.socket(socket.AF_UNIX, socket.SOCK_STREAM)
    unlistened = socket.socket(socket.AF_UNIX, socket.SOCK_SEQPACKET)
    for wrong in ([], [port], [listener], [port, port], [listener, listener], [port, stream],
                  [port, unlistened], [port, listener, stream]):
        process = start_with(wrong, [PROGRAM], stderr=subprocess.PIPE, stdout=subprocess.PIPE,
                             text=True)
        stdout, stderr = process.communicate(timeout=PATIENCE)
        refused(subprocess.CompletedProcess("", process.returncode, stdout, stderr))
    for one in (listener, port, stream, unlistened):
        one.close()


@tap.test("/relay/takes-its-sockets-in-any-order")
def takes_its_sockets_in_any_order():
    with Relay() as relay:
        for _ in range(2):
            with Client(relay.path) as client:
                relay.send(b"text")
                assert client.receive().payload == b"text"
            relay.process.terminate()
            assert relay.ends_with(0) == ""
            relay.sockets.reverse()
            relay.start([PROGRAM])


@tap.test("/relay/help-and-version")
def help_and_version():
    result = run("--help")
    assert result.returncode == 0 and "Usage: slotwatch-relay" in result.stdout, result
    result = run("--version")
    assert result.returncode == 0 and result.stdout.startswith("slotwatch-relay "), result
    for arguments in (["--no-such-option"], ["--help", "--version"], [""]):
        result = run(*arguments)
        assert (result.returncode, result.stdout) == (2, ""), result
        assert "Usage: slotwatch-relay" in result.stderr, result
    with open("/dev/full", "wb") as full:
        assert subprocess.run([PROGRAM, "--help"], stdout=full, timeout=PATIENCE,
                              check=False).returncode == 1


tap.run()
