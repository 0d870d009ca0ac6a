"""A PostgreSQL cluster of its own for benches and tests: temporary folder, free port, gone at the end.

PostgreSQL refuses to run as root, so root starts it as the user ``postgres``.
"""

from __future__ import annotations

import os
import shutil
import signal
import socket
import subprocess
import tempfile
import time
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from pathlib import Path

_BINARIES = sorted(Path("/usr/lib/postgresql").glob("*/bin"))[-1:]
_USER = "postgres"


@dataclass(frozen=True)
class PostgresCluster:
    """A running cluster; every database is a fresh one."""

    folder: Path
    port: int

    def database(self, name: str) -> str:
        """Make an empty database; its URL for SQLAlchemy."""
        self._run("createdb", "--encoding=UTF8", "--template=template0", name)
        return f"postgresql+psycopg://{_USER}@127.0.0.1:{self.port}/{name}"

    @property
    def pid(self) -> int:
        """Of the postmaster; every connection has a child of it."""
        return int((self.folder / "data" / "postmaster.pid").read_text().split()[0])

    def kill(self) -> None:
        """SIGKILL to the postmaster: as a power cut for the database."""
        os.kill(self.pid, signal.SIGKILL)

    def start(self, seconds: float = 60.0) -> None:
        """Start, or start again; until the killed one's children are gone that is refused."""
        deadline = time.monotonic() + seconds
        options = f"-p {self.port} -c listen_addresses=127.0.0.1 "
        options += f"-c unix_socket_directories={self.folder}"
        data, log = str(self.folder / "data"), str(self.folder / "log")
        while True:
            try:
                _as_postgres("pg_ctl", "-D", data, "-w", "-l", log, "-o", options, "start")
            except subprocess.CalledProcessError:
                if time.monotonic() > deadline:
                    raise
                time.sleep(0.1)
            else:
                return

    def dump(self, name: str) -> bytes:
        """``pg_dump`` of a database, as plain SQL."""
        return self._run("pg_dump", name)

    def _run(self, program: str, *arguments: str) -> bytes:
        connection = ["-h", "127.0.0.1", "-p", str(self.port), "-U", _USER]
        command = [str(_BINARIES[0] / program), *connection, *arguments]
        return subprocess.run(command, check=True, capture_output=True, timeout=60).stdout


@contextmanager
def postgres() -> Iterator[PostgresCluster]:
    """Start a cluster, stop it at the end."""
    folder = Path(tempfile.mkdtemp(prefix="pg-"))
    try:
        if os.geteuid() == 0:
            shutil.chown(folder, _USER, _USER)
        port, data = _free_port(), folder / "data"
        _as_postgres("initdb", "-D", str(data), "-U", _USER, "-A", "trust", "-E", "UTF8", "-N")
        cluster = PostgresCluster(folder, port)
        cluster.start()
        try:
            yield cluster
        finally:
            _as_postgres("pg_ctl", "-D", str(data), "-m", "immediate", "-w", "stop")
    finally:
        shutil.rmtree(folder, ignore_errors=True)


def _as_postgres(program: str, *arguments: str) -> None:
    command = [str(_BINARIES[0] / program), *arguments]
    if os.geteuid() == 0:
        command = ["setpriv", f"--reuid={_USER}", f"--regid={_USER}", "--init-groups", *command]
    subprocess.run(
        command,
        check=True,
        timeout=60,
        cwd="/",
        stdin=subprocess.DEVNULL,
        stdout=subprocess.DEVNULL,
        stderr=subprocess.STDOUT,
    )


def _free_port() -> int:
    with socket.socket() as free:
        free.bind(("127.0.0.1", 0))
        return int(free.getsockname()[1])
