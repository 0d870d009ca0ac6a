"""A keeper on its own folder and an office peer that can be away, slow, wrong or itself."""

from __future__ import annotations

import hashlib
import json
import shutil
import tempfile
import threading
import time
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from dataclasses import dataclass, field
from datetime import date
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer
from pathlib import Path
from uuid import UUID

from cryptography.hazmat.primitives.asymmetric.ed25519 import Ed25519PrivateKey

from forms.facts.values import Known, Source
from sync.envelope.keys import (
    KeyFolder,
    load_sealing_public,
    load_signing_private,
    make_development_keys,
)
from sync.envelope.receipt import head_statement, sign
from sync.envelope.seal import SealingKeys, seal
from sync.envelope.submission import Submission
from sync.envelope.wire import Envelope
from sync.store.settings import KeeperSettings, save_settings

OFFICE = "toyonaka"
DEVICE = "kiosk-a"
MARKER = "みほん太郎"
ROW_KEY = bytes(range(32))
"""Of the rows' MACs, where no device key is at hand."""


def until(condition: Callable[[], bool], seconds: float = 120.0) -> None:
    """Poll until ``condition`` holds; fails the test after ``seconds``."""
    deadline = time.monotonic() + seconds
    while not condition():
        assert time.monotonic() < deadline, "the condition did not come true in time"
        time.sleep(0.01)


def sealing_keys(keys: KeyFolder) -> SealingKeys:
    return SealingKeys(
        load_sealing_public(keys.public("office")),
        load_sealing_public(keys.public("escrow")),
        load_signing_private(keys.private("device")),
    )


def sealed(keys: SealingKeys, id_: UUID, sequence: int, number: str = "A-001") -> Envelope:
    """A small submission with one name in it."""
    submission = Submission(
        id=id_,
        number=number,
        office=OFFICE,
        device=DEVICE,
        pack="toyonaka",
        pack_version="1",
        event="okuyami",
        language="ja",
        today=date(2026, 11, 21),
        facts={"deceased.name": Known(MARKER, Source.CITIZEN)},
        procedures=(),
        forms=(),
    )
    return seal(submission, keys, sequence)


@dataclass(frozen=True)
class Answer:
    status: int
    body: bytes = b""
    headers: tuple[tuple[str, str], ...] = ()


@dataclass
class OfficePeer:
    """A tiny real HTTP server with the intake's contract; ``rule`` may answer in its place.

    ``held``: id to the bytes taken.  ``state``: what it says of itself; ``asked``: how often.
    ``key``: signs like an office.  ``requests``: every PUT in order, with its body.
    """

    held: dict[UUID, bytes] = field(default_factory=dict)
    requests: list[tuple[UUID, bytes]] = field(default_factory=list)
    rule: Callable[[UUID, bytes], Answer | None] = lambda _id, _body: None
    state: dict[str, object] | None = None
    asked: int = 0
    key: Ed25519PrivateKey | None = None
    port: int = 0
    _server: ThreadingHTTPServer | None = None

    @property
    def url(self) -> str:
        return f"http://127.0.0.1:{self.port}"

    def start(self) -> None:
        server = ThreadingHTTPServer(("127.0.0.1", self.port), self._handler())
        self.port = server.server_address[1]
        self._server = server
        threading.Thread(target=server.serve_forever, args=(0.01,), daemon=True).start()

    def stop(self) -> None:
        if self._server is not None:
            self._server.shutdown()
            self._server.server_close()
            self._server = None

    def receipt(self, id_: UUID, digest: str) -> bytes:
        place = 1 + list(self.held).index(id_) if id_ in self.held else 1
        hash_ = hashlib.sha256(str(place).encode()).hexdigest()
        head = self.signed("audit head", head_statement(1, place, hash_))
        plain = {"id": str(id_), "digest": digest, "head": head, "office": self.state}
        return json.dumps(plain).encode()

    def signed(self, kind: str, statement: dict[str, object]) -> dict[str, object]:
        return statement if self.key is None else sign(kind, statement, self.key)

    def take(self, id_: UUID, body: bytes) -> Answer:
        self.requests.append((id_, body))
        other = self.rule(id_, body)
        if other is not None:
            return other
        envelope = Envelope.from_bytes(body)
        assert isinstance(envelope, Envelope)
        status = 200 if id_ in self.held else 201
        if self.held.setdefault(id_, body) != body:
            return Answer(409)
        return Answer(status, self.receipt(id_, envelope.digest))

    def _handler(self) -> type[BaseHTTPRequestHandler]:
        peer = self

        class Handler(BaseHTTPRequestHandler):
            def do_GET(self) -> None:  # http.server's name
                peer.asked += 1
                self._send(Answer(200, json.dumps(peer.state).encode()))

            def do_PUT(self) -> None:  # http.server's name
                body = self.rfile.read(int(self.headers["Content-Length"]))
                self._send(peer.take(UUID(self.path.rpartition("/")[2]), body))

            def _send(self, answer: Answer) -> None:
                self.send_response(answer.status)
                for name, value in answer.headers:
                    self.send_header(name, value)
                self.send_header("Content-Length", str(len(answer.body)))
                self.end_headers()
                self.wfile.write(answer.body)

            def log_message(self, format: str, *args: object) -> None:
                """Say nothing."""

        return Handler


@contextmanager
def short_folder() -> Iterator[Path]:
    """A folder whose path is short enough for a Unix socket."""
    folder = Path(tempfile.mkdtemp(prefix="kk-"))
    try:
        yield folder
    finally:
        shutil.rmtree(folder)


@dataclass(frozen=True)
class KeeperBench:
    """Keys and configuration of one keeper in ``folder``."""

    folder: Path
    keys: KeyFolder
    config: Path
    settings: KeeperSettings

    @classmethod
    def make(cls, folder: Path, office_url: str) -> KeeperBench:
        keys = make_development_keys(folder / "keys")
        settings = KeeperSettings(
            store=folder / "keeper.db",
            socket=folder / "keeper.sock",
            letter="A",
            office=OFFICE,
            device=DEVICE,
            device_key=keys.private("device"),
            office_url=office_url,
            min_free_bytes=1,
            retry_first_seconds=0.02,
            retry_most_seconds=0.1,
            answer_seconds=5.0,
        )
        save_settings(settings, folder / "keeper.toml")
        return cls(folder, keys, folder / "keeper.toml", settings)
