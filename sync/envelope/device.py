"""What a kiosk's own key is used for: it signs envelopes, and gives keys to programs of the kiosk."""

from __future__ import annotations

from cryptography.hazmat.primitives.asymmetric.ed25519 import Ed25519PrivateKey
from cryptography.hazmat.primitives.hashes import SHA256
from cryptography.hazmat.primitives.kdf.hkdf import HKDF

_STORE_ROWS = b"kakanai store rows 1"
_BYTES = 32


def row_key(device: Ed25519PrivateKey) -> bytes:
    """The key of the store's row MACs: HKDF-SHA256 (RFC 5869) over the device's private key.

    Knowing it does not help to sign; another device's store does not fit.
    """
    derived = HKDF(SHA256(), _BYTES, salt=None, info=_STORE_ROWS)
    return derived.derive(device.private_bytes_raw())
