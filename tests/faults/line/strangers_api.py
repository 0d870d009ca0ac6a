"""The kiosks' API against what its own OpenAPI says, by schemathesis: whatever a stranger may send.

python -m tests.faults.line.strangers_api --seed 1 [--examples 200] [--postgres] [--schemathesis "uvx schemathesis"]

schemathesis is no part of the project: ``uv tool install schemathesis``.  Left out is the one check
that wants valid data taken (``positive_data_acceptance``): no generator makes a valid seal.
"""

from __future__ import annotations

import argparse
import contextlib
import logging
import shlex
import subprocess
import sys
import tempfile
import threading
from collections.abc import Iterator, Sequence
from dataclasses import replace
from pathlib import Path

import uvicorn
from cryptography.hazmat.primitives.asymmetric.ed25519 import Ed25519PrivateKey

from kiosk.bench.postgres import postgres
from sync.office import audit
from sync.office.app import create_app
from sync.office.limits import Buckets
from sync.office.process import OfficeProcess

_START_SECONDS = 60.0


def main(arguments: Sequence[str] | None = None) -> int:
    """0: no finding, the office lives and its chain is whole; 1 otherwise; 2: no schemathesis."""
    parser = argparse.ArgumentParser(prog="python -m tests.faults.line.strangers_api")
    parser.add_argument("--seed", type=int, required=True)
    parser.add_argument("--examples", type=int, default=200, help="of each operation")
    parser.add_argument("--postgres", action="store_true", help="instead of SQLite")
    parser.add_argument("--schemathesis", default="schemathesis", help="how it is called here")
    chosen = parser.parse_args(arguments)
    with contextlib.ExitStack() as stack:
        folder = Path(stack.enter_context(tempfile.TemporaryDirectory(prefix="strangers-")))
        url = stack.enter_context(postgres()).database("office") if chosen.postgres else None
        office = OfficeProcess(folder / "office", url)
        office.enrol("kiosk-a", Ed25519PrivateKey.generate().public_key())
        faults = stack.enter_context(_served(office))
        command = [
            *shlex.split(chosen.schemathesis),
            *("run", f"{office.url}/v1/openapi.json", "--checks", "all"),
            *("--exclude-checks", "positive_data_acceptance", "--continue-on-failure"),
            *("--seed", str(chosen.seed), "--max-examples", str(chosen.examples)),
        ]
        try:
            found = subprocess.run(command, cwd=folder, check=False).returncode
        except FileNotFoundError:
            sys.stderr.write("schemathesis is not here: `uv tool install schemathesis`\n")
            return 2
        with office.database.reading() as connection:
            broken = audit.broken_at(connection)
        sys.stdout.write(
            f"chain broken at: {broken}; faults that the office wrote: {len(faults)}\n"
        )
        return 0 if (found, broken, len(faults)) == (0, None, 0) else 1


@contextlib.contextmanager
def _served(office: OfficeProcess) -> Iterator[list[logging.LogRecord]]:
    """In a thread, for its limits are lifted: behind a 429 nothing would be tried.  What it logs as a fault."""
    app = create_app(replace(office.settings, rate_per_minute=1_000_000, rate_burst=100_000))
    app.state.office = replace(app.state.office, enrolling=Buckets(1e6, 1_000_000))
    host, _, port = office.settings.listen.rpartition(":")
    server = uvicorn.Server(uvicorn.Config(app, host=host, port=int(port), log_level="error"))
    kept = _Kept(logging.ERROR)
    logging.getLogger("uvicorn.error").addHandler(kept)
    thread = threading.Thread(target=server.run)
    thread.start()
    try:
        _wait_until_up(server)
        yield kept.records
    finally:
        server.should_exit = True
        thread.join()


class _Kept(logging.Handler):
    """Keeps what is logged."""

    def __init__(self, level: int) -> None:
        super().__init__(level)
        self.records: list[logging.LogRecord] = []

    def emit(self, record: logging.LogRecord) -> None:
        self.records.append(record)


def _wait_until_up(server: uvicorn.Server) -> None:
    waited = threading.Event()
    for _ in range(int(_START_SECONDS / 0.05)):
        if server.started:
            return
        waited.wait(0.05)
    raise RuntimeError("the office does not answer")


if __name__ == "__main__":
    sys.exit(main())
