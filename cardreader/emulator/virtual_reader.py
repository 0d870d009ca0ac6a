"""A private pcscd with a virtual reader, for tests, the demo and development.

Each instance has its own socket, configuration and ports under one folder, beside any pcscd of
the machine.  Clients find it by ``PCSCLITE_CSOCK_NAME``, which libpcsclite reads once per process.
How it is done and why: ``reference/pcsc.md`` 2.
"""

from __future__ import annotations

import contextlib
import os
import shutil
import signal
import socket
import subprocess
import sys
import threading
import time
from collections.abc import Mapping
from pathlib import Path
from types import TracebackType
from typing import Final, Self

_DRIVERS: Final = (
    Path("/usr/lib/pcsc/drivers/serial/libifdvpcd.so"),
    Path("/usr/lib64/pcsc/drivers/serial/libifdvpcd.so"),
)
_RUN_FOLDER: Final = Path("/run/pcscd")
_PORTS: Final = range(20000, 32000, 2)
"""Below the ports that the kernel hands out by itself, so no client takes one in between."""
_START_SECONDS: Final = 10.0
_MOST_ATTEMPTS: Final = 5
_PATH_LIMIT: Final = 100
"""A Unix socket's path fits 108 bytes."""


class VirtualReaderFault(RuntimeError):
    """The virtual reader cannot start: something is not installed or not permitted."""


class VirtualReader:
    """``with VirtualReader(folder) as reader:`` starts pcscd and stops it again.

    One entry of vpcd gives two readers, ``names[0]`` on ``ports[0]`` and ``names[1]`` on
    ``ports[1]``.  The ports belong to vpcd; an emulated card connects to them over loopback.
    Started from the main thread, pcscd ends with its parent, also after ``kill -9``.
    """

    def __init__(self, folder: Path, label: str = "Kakanai Virtual Reader") -> None:
        self.folder = folder.resolve()
        self.socket_path = self.folder / "pcscd.sock"
        self.names = (f"{label} 00 00", f"{label} 00 01")
        self._label = label
        self._process: subprocess.Popen[bytes] | None = None
        self._port = 0

    @property
    def ports(self) -> tuple[int, int]:
        return self._port, self._port + 1

    @property
    def environment(self) -> Mapping[str, str]:
        """What a client's environment needs in addition."""
        return {"PCSCLITE_CSOCK_NAME": str(self.socket_path)}

    @property
    def running(self) -> bool:
        return self._process is not None and self._process.poll() is None

    def start(self) -> None:
        """Start pcscd and wait until it answers; a second start keeps socket and ports.

        :raises VirtualReaderFault: pcscd or vpcd is missing, or it ended at once.
        """
        if self.running:
            return
        pcscd, driver = _installed()
        self.folder.mkdir(parents=True, exist_ok=True)
        if len(os.fsencode(self.socket_path)) > _PATH_LIMIT:
            raise VirtualReaderFault(f"too long for a socket: {self.socket_path}")
        first, attempts = self._port == 0, 0
        while True:
            self._port = _free_pair() if first else self._port
            self._launch(pcscd, driver)
            if self._wait_until_ready():
                return
            attempts += 1
            if not first or attempts == _MOST_ATTEMPTS:
                raise VirtualReaderFault(f"other programs listen on {self.ports}")

    def _launch(self, pcscd: str, driver: Path) -> None:
        configuration = self.folder / "readers"
        configuration.mkdir(exist_ok=True)
        (configuration / "vpcd").write_text(
            f'FRIENDLYNAME "{self._label}"\n'
            f"DEVICENAME /dev/null:0x{self._port:04X}\n"
            f"LIBPATH {driver}\n"
            f"CHANNELID 0x{self._port:04X}\n",
            encoding="ascii",
        )
        command = [
            *_privileges(),
            sys.executable,
            "-I",  # without this folder on the import path
            str(Path(__file__).with_name("activation.py")),
            str(self.socket_path),
            "die-with-parent" if threading.current_thread() is threading.main_thread() else "stay",
            pcscd,
            "--foreground",
            "--info",
            "--config",
            str(configuration),
        ]
        with (self.folder / "pcscd.log").open("ab") as log:
            self._process = subprocess.Popen(
                command, stdin=subprocess.DEVNULL, stdout=log, stderr=log
            )

    def stop(self) -> None:
        """End pcscd; cards that are in it lose their connection."""
        self._end(signal.SIGTERM)

    def kill(self) -> None:
        """As a crash of pcscd: no farewell to anyone."""
        self._end(signal.SIGKILL)

    def _end(self, how: signal.Signals) -> None:
        process, self._process = self._process, None
        if process is None:
            return
        process.send_signal(how)
        try:
            process.wait(5)
        except subprocess.TimeoutExpired:
            process.kill()
            process.wait()
        self.socket_path.unlink(missing_ok=True)

    def _wait_until_ready(self) -> bool:
        """Ready when our pcscd listens on both ports and the client socket is there.

        False when another instance, started at the same time, took one of the ports.
        """
        process = self._process
        assert process is not None
        until = time.monotonic() + _START_SECONDS
        while True:
            listening = _listening()
            own = _sockets_of(process.pid)
            ours = {port for port, inode in listening if inode in own}
            if self.socket_path.exists() and set(self.ports) <= ours:
                return True
            if not self.running or time.monotonic() > until:
                self.kill()
                tail = (self.folder / "pcscd.log").read_text(errors="replace")[-800:]
                raise VirtualReaderFault(f"pcscd did not start:\n{tail}")
            if {port for port, inode in listening if inode not in own} & set(self.ports):
                self.kill()
                return False
            time.sleep(0.01)

    def __enter__(self) -> Self:
        self.start()
        return self

    def __exit__(
        self,
        kind: type[BaseException] | None,
        error: BaseException | None,
        traceback: TracebackType | None,
    ) -> None:
        self.stop()


def _installed() -> tuple[str, Path]:
    pcscd = shutil.which("pcscd", path=f"{os.environ.get('PATH', '')}:/usr/sbin:/sbin")
    driver = next((path for path in _DRIVERS if path.exists()), None)
    if pcscd is None or driver is None:
        raise VirtualReaderFault("install the packages pcscd and vsmartcard-vpcd")
    return pcscd, driver


def _privileges() -> list[str]:
    """pcscd wants /run/pcscd; who may not make it gets a /run of its own."""
    if os.geteuid() == 0 or _RUN_FOLDER.is_dir():
        return []
    if shutil.which("unshare") is None:
        raise VirtualReaderFault("make /run/pcscd as root, or install util-linux")
    return ["unshare", "-Urm", "sh", "-c", 'mount -t tmpfs t /run && exec "$@"', "sh"]


def _free_pair() -> int:
    """An even port whose successor is free too; vpcd binds all addresses."""
    offset = int.from_bytes(os.urandom(2), "big")
    for step in range(len(_PORTS)):
        port = _PORTS[(offset + step) % len(_PORTS)]
        if _is_free(port) and _is_free(port + 1):
            return port
    raise VirtualReaderFault("no two free ports in a row")


def _is_free(port: int) -> bool:
    with socket.socket() as probe:
        probe.setsockopt(socket.SOL_SOCKET, socket.SO_REUSEADDR, 1)
        try:
            probe.bind(("", port))
        except OSError:
            return False
        return True


def _listening() -> set[tuple[int, str]]:
    """Port and inode of each listening socket.  By looking, not by connecting: vpcd takes any
    connection for a card."""
    lines = Path("/proc/net/tcp").read_text(encoding="ascii").splitlines()[1:]
    rows = (line.split() for line in lines)
    return {(int(row[1].rpartition(":")[2], 16), row[9]) for row in rows if row[3] == "0A"}


def _sockets_of(process: int) -> set[str]:
    """The inodes of its open sockets; empty while it starts and after it ended."""
    found = set()
    with contextlib.suppress(OSError):
        for descriptor in Path(f"/proc/{process}/fd").iterdir():
            with contextlib.suppress(OSError):
                found.add(str(descriptor.readlink()).removeprefix("socket:[").rstrip("]"))
    return found
