"""The file of a private key that one TPM opens: PEM around JSON, with the chip's address in it.

The address stands in the file so that whoever reads the key needs nothing but the file's path.
"""

from __future__ import annotations

import base64
import json
from dataclasses import dataclass
from pathlib import Path
from typing import Final, TypeAlias

from cryptography.hazmat.primitives.asymmetric.ed25519 import Ed25519PrivateKey
from cryptography.hazmat.primitives.asymmetric.x25519 import X25519PrivateKey

from sync.envelope.canonical import canonical
from sync.envelope.tpm import SealedSecret, TpmFailure, seal, unseal

PrivateKey: TypeAlias = X25519PrivateKey | Ed25519PrivateKey

_FORMAT: Final = 1
_BEGIN: Final = b"-----BEGIN KAKANAI TPM2 SEALED KEY-----\n"
_END: Final = b"-----END KAKANAI TPM2 SEALED KEY-----\n"
_KINDS: Final[dict[str, type[PrivateKey]]] = {
    "ed25519": Ed25519PrivateKey,
    "x25519": X25519PrivateKey,
}


@dataclass(frozen=True, slots=True)
class SealedKey:
    """A key of ``kind`` (``ed25519`` or ``x25519``), sealed to the TPM at ``tpm``."""

    kind: str
    tpm: Path
    secret: SealedSecret

    @classmethod
    def of(cls, key: PrivateKey, tpm: Path) -> SealedKey | TpmFailure:
        """Seal the key's 32 raw bytes."""
        kind = next(name for name, its in _KINDS.items() if isinstance(key, its))
        secret = seal(tpm, key.private_bytes_raw())
        return secret if isinstance(secret, TpmFailure) else cls(kind, tpm, secret)

    def open(self) -> PrivateKey | TpmFailure:
        """The key, from the TPM that it was sealed to.  Raises ``ValueError``: it is no key."""
        raw = unseal(self.tpm, self.secret)
        return raw if isinstance(raw, TpmFailure) else _KINDS[self.kind].from_private_bytes(raw)

    def to_bytes(self) -> bytes:
        """The file."""
        plain = {
            "format": _FORMAT,
            "kind": self.kind,
            "tpm": str(self.tpm),
            "parent": _text(self.secret.parent),
            "private": _text(self.secret.private),
            "public": _text(self.secret.public),
        }
        return _BEGIN + base64.encodebytes(canonical(plain)) + _END

    @classmethod
    def from_bytes(cls, content: bytes) -> SealedKey | None:
        """``None``: another kind of file.  Raises ``ValueError`` for one of ours that is broken."""
        if not content.startswith(_BEGIN):
            return None
        if not content.endswith(_END):
            raise ValueError("cut off")
        inside = content.removeprefix(_BEGIN).removesuffix(_END)
        plain = json.loads(base64.b64decode(inside))
        try:
            if plain["format"] != _FORMAT or plain["kind"] not in _KINDS:
                raise ValueError("format or kind")
            secret = SealedSecret(
                *(_bytes(plain[name]) for name in ("parent", "private", "public"))
            )
            return cls(plain["kind"], Path(plain["tpm"]), secret)
        except (KeyError, TypeError) as fault:
            raise ValueError("not a sealed key") from fault


def _text(content: bytes) -> str:
    return base64.b64encode(content).decode("ascii")


def _bytes(text: str) -> bytes:
    return base64.b64decode(text, validate=True)
