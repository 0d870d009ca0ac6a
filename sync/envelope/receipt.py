"""What the office signs for its kiosks: heads of its audit chain, and its own state.

Both are Ed25519 over a name of the statement and canonical JSON.  Written once for both sides, so
that the office signs what the kiosk verifies.
"""

from __future__ import annotations

import base64
import binascii
from collections.abc import Mapping
from typing import Any

from cryptography.exceptions import InvalidSignature
from cryptography.hazmat.primitives.asymmetric.ed25519 import Ed25519PrivateKey, Ed25519PublicKey

from sync.envelope.canonical import canonical

_SIGNATURE = "signature"


def head_statement(epoch: int, sequence: int, hash_: str) -> dict[str, Any]:
    """The newest row of the chain: ``epoch`` counts the office's restores, from 1."""
    return {"epoch": epoch, "sequence": sequence, "hash": hash_}


def state_statement(office: str, epoch: int, backed_up: int, time: str) -> dict[str, Any]:
    """``backed_up``: place in the chain that a backup covers.  ``time``: the office's clock, UTC."""
    return {"office": office, "epoch": epoch, "backed_up": backed_up, "time": time}


def sign(kind: str, statement: Mapping[str, Any], key: Ed25519PrivateKey) -> dict[str, Any]:
    """``statement`` with its ``signature`` (base64).  ``kind``: ``audit head`` or ``office state``."""
    signature = key.sign(_message(kind, statement))
    return {**statement, _SIGNATURE: base64.b64encode(signature).decode("ascii")}


def verified(kind: str, signed: Mapping[str, Any], key: Ed25519PublicKey) -> bool:
    """Whether ``key`` signed exactly this."""
    statement = {name: value for name, value in signed.items() if name != _SIGNATURE}
    try:
        signature = base64.b64decode(signed[_SIGNATURE], validate=True)
        key.verify(signature, _message(kind, statement))
    except (InvalidSignature, KeyError, TypeError, ValueError, binascii.Error):
        return False
    return True


def _message(kind: str, statement: Mapping[str, Any]) -> bytes:
    return f"kakanai {kind} 2\n".encode() + canonical(dict(statement))
