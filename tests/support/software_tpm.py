"""A TPM 2.0 in software (swtpm) of a test's own: its power can be cut, and another can take its place."""

from __future__ import annotations

import os
import shutil
import socket
import subprocess
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

from tests.support.keeper import until


class SoftwareTpm:
    """Started in ``folder``, which is short enough for a Unix socket (``address``)."""

    def __init__(self, folder: Path) -> None:
        self.address = folder / "tpm.sock"
        self._state = folder / "chip"
        self._process: subprocess.Popen[bytes] | None = None

    def start(self) -> None:
        """Power on: ``TPM2_Startup(CLEAR)`` as a PC's firmware does."""
        self._state.mkdir(exist_ok=True)
        self._process = subprocess.Popen(
            [
                *("swtpm", "socket", "--tpm2", "--tpmstate", f"dir={self._state}"),
                *("--server", f"type=unixio,path={self.address}"),
                *("--ctrl", f"type=unixio,path={self.address}.ctrl"),  # where tpm2-tools look too
                *("--flags", "not-need-init,startup-clear"),
            ],
            stdout=subprocess.DEVNULL,
            stderr=subprocess.DEVNULL,
        )
        until(self._answers)

    def cut_power(self) -> None:
        """Nobody says TPM2_Shutdown."""
        if self._process is not None:
            self._process.kill()
            self._process.wait()
            self._process = None
        self.address.unlink(missing_ok=True)

    def replace(self) -> None:
        """Another chip at the same address."""
        self.cut_power()
        shutil.rmtree(self._state)
        self.start()

    def ask(self, *words: str, given: bytes = b"") -> bytes:
        """What a program of Debian's tpm2-tools answers, then with an empty chip again.

        A swtpm has no kernel before it that keeps the objects of one program from the next.
        """
        environment = {**os.environ, "TPM2TOOLS_TCTI": f"swtpm:path={self.address}"}
        done = subprocess.run(
            words, input=given, env=environment, capture_output=True, check=True, timeout=60
        )
        subprocess.run(("tpm2_flushcontext", "-t"), env=environment, check=True, timeout=60)
        return done.stdout

    def _answers(self) -> bool:
        assert self._process is not None
        assert self._process.poll() is None, "swtpm did not start"
        with socket.socket(socket.AF_UNIX) as line:
            return line.connect_ex(str(self.address)) == 0


@contextmanager
def software_tpm(folder: Path) -> Iterator[SoftwareTpm]:
    """Running until the end."""
    chip = SoftwareTpm(folder)
    chip.start()
    try:
        yield chip
    finally:
        chip.cut_power()
