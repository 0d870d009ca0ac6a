"""One PUT of one sealed submission, and what the office's answer means for it."""

from __future__ import annotations

import json
import re
from dataclasses import dataclass
from http import HTTPStatus
from pathlib import Path
from typing import TypeAlias
from uuid import UUID

import requests
from urllib3.exceptions import HTTPError

from sync.envelope.wire import CONTENT_TYPE
from sync.failures import SyncFailureCode
from sync.store.outbox import Head

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


class Office:
    """The office's intake at ``url``.  Not thread-safe: the sender's thread uses it alone."""

    def __init__(self, url: str, answer_seconds: float, authority: Path | None = None) -> None:
        self._url = url.rstrip("/")
        self._limits = (min(5.0, answer_seconds), answer_seconds)
        self._session = requests.Session()
        # No proxies, no .netrc, no certificate bundle from the environment.
        self._session.trust_env = False
        self._session.verify = True if authority is None else str(authority)

    def close(self) -> None:
        """Give the connection back."""
        self._session.close()

    def put(self, id_: UUID, digest: str, envelope: bytes) -> Outcome:
        """Send; never raises for what the network or the office does."""
        try:
            with self._session.put(
                f"{self._url}/v1/submissions/{id_}",
                data=envelope,
                headers={"Content-Type": CONTENT_TYPE, "Accept": "application/json"},
                timeout=self._limits,
                allow_redirects=False,
                stream=True,
            ) as response:
                body = response.raw.read(_RECEIPT_LIMIT, decode_content=True)
                return _judge(response, body, id_, digest)
        except (requests.RequestException, HTTPError, OSError, ValueError) as fault:
            # HTTPError: urllib3's, when the line breaks while the receipt is read.
            return Later(SyncFailureCode.OFFICE_UNREACHABLE, type(fault).__name__, reached=False)


def _judge(response: requests.Response, body: bytes, id_: UUID, digest: str) -> Outcome:
    status = response.status_code
    if status in (HTTPStatus.OK, HTTPStatus.CREATED):
        return _receipt(body, id_, digest)
    detail = f"HTTP {status}"
    if status == HTTPStatus.CONFLICT:
        return Refused(SyncFailureCode.OFFICE_CONFLICT, status)
    if status in _BUSY or status >= HTTPStatus.INTERNAL_SERVER_ERROR:
        wait = _seconds(response.headers.get("Retry-After", ""))
        return Later(SyncFailureCode.OFFICE_BUSY, detail, reached=True, wait=wait)
    if status < HTTPStatus.BAD_REQUEST or status in _NOT_OURS:
        return Later(SyncFailureCode.OFFICE_NOT_OURS, detail, reached=True)
    return Refused(SyncFailureCode.OFFICE_REFUSED, status)


def _receipt(body: bytes, id_: UUID, digest: str) -> Outcome:
    """Delivered only when the receipt names these bytes: a portal page also answers 200."""
    wrong = Later(SyncFailureCode.RECEIPT_WRONG, "shape", reached=True)
    try:
        plain = json.loads(body)
        if (UUID(plain["id"]), plain["digest"]) != (id_, digest):
            return Later(SyncFailureCode.RECEIPT_WRONG, "id or digest", reached=True)
        return Delivered(_head(plain["head"]))
    except (KeyError, TypeError, AttributeError, ValueError):
        return wrong


def _head(plain: object) -> Head | None:
    if plain is None:
        return None
    match plain:
        case {"sequence": int(sequence), "hash": str(hash_), **rest} if _HASH.fullmatch(hash_):
            signature = rest.get("signature", "")
            return Head(sequence, hash_, signature if isinstance(signature, str) else "")
    raise ValueError("not a head")


def _seconds(retry_after: str) -> float | None:
    """The seconds form only: a date would need a clock that is right."""
    return min(float(retry_after), _LONGEST_WISH) if retry_after.isdecimal() else None
