# SPDX-License-Identifier: GPL-3.0-or-later
"""Samba's real nmbd on a computer of the test network, with nothing of the system's."""

import pathlib
import socket
import struct
import subprocess
import tempfile

from hosts import PATIENCE, wait_until
from peer import DATAGRAM_PORT, decode
from tap import Skip

SAMBA = pathlib.Path(__file__).parent / "samba"

CONFIGURATION = """[global]
  netbios name = {name}
  workgroup = {group}
  server string = A host of the test
  lock directory = {folder}/lock
  state directory = {folder}/state
  cache directory = {folder}/cache
  pid directory = {folder}/pid
  private dir = {folder}/private
  nmbd:socket dir = {folder}/nmbd
  log file = {folder}/log
  load printers = no
  local master = no
  {more}
"""


def need():
    """Skips a test if there is no nmbd."""
    version = subprocess.run([SAMBA, "nmbd", "--version"], stdin=subprocess.DEVNULL,
                             stdout=subprocess.PIPE, stderr=subprocess.STDOUT, text=True,
                             check=False)
    if version.returncode != 0:
        raise Skip(version.stdout.strip())


class Nmbd:
    """A running nmbd, ended with the block it is used in. It owns its names some four seconds
    after its start: see wait()."""

    def __init__(self, host, name="SAMBAHOST", group="SLOTNET", more=""):
        self.host = host
        self.name = name
        self.group = group
        self.folder = pathlib.Path(tempfile.mkdtemp(prefix="nmbd-"))
        # Whoever uses its socket, such as nobody, has to come by here.
        self.folder.chmod(0o755)
        for below in ("lock", "state", "cache", "pid", "private"):
            (self.folder / below).mkdir()
        self.configuration = self.folder / "smb.conf"
        self.configuration.write_text(CONFIGURATION.format(name=name, group=group, more=more,
                                                           folder=self.folder))
        self.unexpected = self.folder / "nmbd" / "unexpected"
        self.start()

    def __enter__(self):
        return self

    def __exit__(self, *_exception):
        self.kill()

    def start(self):
        with open(self.folder / "output", "ab") as output:
            self.process = self.host.start(SAMBA, "nmbd", "--foreground", "--no-process-group",
                                           "-s", self.configuration, stdout=output, stderr=output)

    def kill(self):
        self.process.kill()
        self.process.wait(PATIENCE)

    def wait_for_socket(self):
        """Waits until nmbd listens and hands on what it does not need itself."""
        wait_until(lambda: self._alive() and self.unexpected.exists() and self._is_bound(),
                   "nmbd has its sockets")

    def _is_bound(self):
        """Whether it has the socket for what is sent to this very computer; it comes last."""
        address = socket.inet_aton(self.host.address)[::-1].hex().upper()
        table = pathlib.Path(f"/proc/{self.process.pid}/net/udp").read_text(encoding="ascii")
        return f"{address}:{DATAGRAM_PORT:04X}" in table

    def wait(self):
        """Waits until it answers for its name."""
        self.wait_for_socket()
        wait_until(lambda: self._alive() and self.lookup(self.host, self.name), "nmbd has its name")

    def _alive(self):
        if self.process.poll() is not None:
            raise AssertionError("nmbd has ended: " + (self.folder / "output").read_text())
        return True

    def log(self):
        """What it has to say."""
        return "".join(path.read_text(errors="replace") for path in self.folder.glob("log*")
                       if path.is_file())

    def lookup(self, host, *arguments):
        """What Samba's nmblookup finds from a computer, or None."""
        result = host.run(SAMBA, "nmblookup", "-s", self.configuration, "-B", host.broadcast,
                          *arguments)
        return result.stdout.decode() if result.returncode == 0 else None


class Unexpected:
    """A client of nmbd's socket for datagrams that it does not need itself."""

    HEADER = struct.Struct("=QI4xq4si")

    def __init__(self, nmbd):
        self._socket = socket.socket(socket.AF_UNIX)
        self._socket.settimeout(PATIENCE)
        self._socket.connect(str(nmbd.unexpected))
        self._socket.sendall(struct.pack("=I4xQi4x", 1, 0, -1))
        assert self._read(1) == b"\0"

    def _read(self, n_bytes):
        data = self._socket.recv(n_bytes, socket.MSG_WAITALL)
        assert len(data) == n_bytes, data
        return data

    def wait_for(self, slot):
        """The next message for this slot."""
        while True:
            length, kind, _time, address, port = self.HEADER.unpack(self._read(32))
            data = self._read(length)
            assert kind == 1, kind
            message = decode(data, (socket.inet_ntoa(address), port))
            if message.slot == slot:
                return message
