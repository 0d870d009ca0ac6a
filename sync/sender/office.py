"""One PUT of one sealed submission, or one question how the office is, and what the answer means."""

from __future__ import annotations

import json
import re
import time
from collections.abc import Callable, Mapping
from dataclasses import dataclass
from datetime import UTC, datetime
from http import HTTPStatus
from pathlib import Path
from typing import Any, TypeAlias
from uuid import UUID

import requests
from cryptography.hazmat.primitives.asymmetric.ed25519 import Ed25519PublicKey
from urllib3.exceptions import HTTPError

from sync.envelope.receipt import verified
from sync.envelope.wire import CONTENT_TYPE
from sync.failures import SyncFailureCode
from sync.store.results import Head, OfficeState

_RECEIPT_LIMIT = 64 * 1024
_LONGEST_WISH = 3600.0  # a Retry-After beyond an hour is cut to it
_HASH = re.compile(r"[0-9a-f]{64}")

_BUSY = frozenset({408, 425, 429})
_NOT_OURS = frozenset({401, 403, 404, 405, 407, 421})
"""Set-up on the way or at the office, which people can put right: the submission waits."""


@dataclass(frozen=True, slots=True)
class Delivered:
    """The office has exactly these bytes."""

    head: Head | None
    office: OfficeState | None = None


@dataclass(frozen=True, slots=True)
class Alive:
    """The office answered how it is.  ``office``: only what its pinned key signed."""

    office: OfficeState | None


@dataclass(frozen=True, slots=True)
class Refused:
    """The office looked at it and does not take it; sending again changes nothing."""

    code: SyncFailureCode
    status: int


@dataclass(frozen=True, slots=True)
class Later:
    """Try again.  ``wait``: seconds that the office asked for.  ``reached``: somebody answered."""

    code: SyncFailureCode
    detail: str
    reached: bool
    wait: float | None = None


Outcome: TypeAlias = Delivered | Refused | Later


def _now() -> datetime:
    return datetime.now(UTC)


class Office:
    """The office's intake at ``url``.  Not thread-safe: the sender's thread uses it alone.

    ``head_key``: the key with which the office signs.  With it a receipt that this office did not
    sign is no receipt; without it (not enrolled by code) the office's word on backups is not
    taken, and nothing is ever deleted here.
    """

    def __init__(
        self,
        url: str,
        answer_seconds: float,
        authority: Path | None = None,
        head_key: Ed25519PublicKey | None = None,
        clock: Callable[[], datetime] = _now,
    ) -> None:
        self._url = url.rstrip("/")
        self._limits = (min(5.0, answer_seconds), answer_seconds)
        self._session = requests.Session()
        # No proxies, no .netrc, no certificate bundle from the environment.
        self._session.trust_env = False
        self._session.verify = True if authority is None else str(authority)
        self._head_key = head_key
        self._clock = clock
        self._skew: float | None = None
        self._heard: float | None = None

    @property
    def skew(self) -> float | None:
        """Seconds that our clock is ahead of the office's, as last heard.  Any thread may ask."""
        return self._skew

    @property
    def silent(self) -> float | None:
        """Seconds since the office's last answer; ``None``: none since the start."""
        heard = self._heard
        return None if heard is None else time.monotonic() - heard

    def close(self) -> None:
        """Give the connection back."""
        self._session.close()

    def put(self, id_: UUID, digest: str, envelope: bytes) -> Outcome:
        """Send; never raises for what the network or the office does."""
        answer = self._ask("PUT", f"/v1/submissions/{id_}", envelope)
        if isinstance(answer, Later):
            return answer
        if answer.status not in (HTTPStatus.OK, HTTPStatus.CREATED):
            return _refusal(answer)
        try:
            plain = json.loads(answer.body)
            if (UUID(plain["id"]), plain["digest"]) != (id_, digest):
                # A portal page also answers 200; delivered is only what names these bytes.
                return Later(SyncFailureCode.RECEIPT_WRONG, "id or digest", reached=True)
            return Delivered(self._head(plain["head"]), self._state(plain.get("office")))
        except (KeyError, TypeError, AttributeError, ValueError):
            return Later(SyncFailureCode.RECEIPT_WRONG, "shape", reached=True)

    def state(self) -> Alive | Later:
        """Ask how the office is; carries nothing of ours."""
        answer = self._ask("GET", "/v1/state", None)
        if isinstance(answer, Later):
            return answer
        if answer.status != HTTPStatus.OK:
            refusal = _refusal(answer)
            if isinstance(refusal, Later):
                return refusal
            return Later(SyncFailureCode.OFFICE_NOT_OURS, f"HTTP {answer.status}", reached=True)
        try:
            return Alive(self._state(json.loads(answer.body)))
        except (KeyError, TypeError, AttributeError, ValueError):
            return Later(SyncFailureCode.RECEIPT_WRONG, "shape", reached=True)

    def _ask(self, method: str, path: str, body: bytes | None) -> _Answer | Later:
        headers = {"Accept": "application/json"}
        if body is not None:
            headers["Content-Type"] = CONTENT_TYPE
        try:
            with self._session.request(
                method,
                f"{self._url}{path}",
                data=body,
                headers=headers,
                timeout=self._limits,
                allow_redirects=False,
                stream=True,
            ) as response:
                read = response.raw.read(_RECEIPT_LIMIT, decode_content=True)
                wish = _seconds(response.headers.get("Retry-After", ""))
                return _Answer(response.status_code, read, wish)
        except (requests.RequestException, HTTPError, OSError, ValueError) as fault:
            # HTTPError: urllib3's, when the line breaks while the receipt is read.
            return Later(SyncFailureCode.OFFICE_UNREACHABLE, type(fault).__name__, reached=False)

    def _head(self, plain: Any) -> Head | None:
        if plain is None and self._head_key is None:
            return None
        match plain:
            case {"sequence": int(sequence), "hash": str(hash_), **rest} if _HASH.fullmatch(hash_):
                if self._head_key and not verified("audit head", plain, self._head_key):
                    raise ValueError("not signed by our office")
                signature, epoch = rest.get("signature", ""), rest.get("epoch", 1)
                if isinstance(signature, str) and isinstance(epoch, int):
                    return Head(sequence, hash_, signature, epoch)
        raise ValueError("not a head")

    def _state(self, plain: Mapping[str, Any] | None) -> OfficeState | None:
        """Only what the pinned key signed counts; the time is noted in any case."""
        if plain is None:
            return None
        self._skew = (self._clock() - datetime.fromisoformat(plain["time"])).total_seconds()
        self._heard = time.monotonic()
        if self._head_key is None:
            return None
        if not verified("office state", plain, self._head_key):
            raise ValueError("not signed by our office")
        return OfficeState(int(plain["epoch"]), int(plain["backed_up"]))


@dataclass(frozen=True, slots=True)
class _Answer:
    status: int
    body: bytes
    wish: float | None


def _refusal(answer: _Answer) -> Refused | Later:
    status, detail = answer.status, f"HTTP {answer.status}"
    if status == HTTPStatus.CONFLICT:
        return Refused(SyncFailureCode.OFFICE_CONFLICT, status)
    if status in _BUSY or status >= HTTPStatus.INTERNAL_SERVER_ERROR:
        return Later(SyncFailureCode.OFFICE_BUSY, detail, reached=True, wait=answer.wish)
    if status < HTTPStatus.BAD_REQUEST or status in _NOT_OURS:
        return Later(SyncFailureCode.OFFICE_NOT_OURS, detail, reached=True)
    return Refused(SyncFailureCode.OFFICE_REFUSED, status)


def _seconds(retry_after: str) -> float | None:
    """The seconds form only: a date would need a clock that is right."""
    return min(float(retry_after), _LONGEST_WISH) if retry_after.isdecimal() else None
