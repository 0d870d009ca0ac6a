"""Our own test CA, which plays J-LIS for emulated cards, and the private keys on the cards.

The key ids are those of the official test cards, the keys are not: they are made when first used
and live as long as the process, so nothing signed here is worth anything elsewhere.  Layouts:
``reference/card.md`` 2.6 and 2.11; operations: 2.2.
"""

from __future__ import annotations

from functools import cache
from hashlib import sha256
from typing import Final

from cryptography.hazmat.primitives.asymmetric import rsa
from cryptography.hazmat.primitives.asymmetric.padding import MGF1, PSS
from cryptography.hazmat.primitives.asymmetric.utils import Prehashed
from cryptography.hazmat.primitives.hashes import SHA256

KEY_BYTES: Final = 256
_DIGEST_INFO: Final = bytes.fromhex("3031300d060960864801650304020105000420")
_MOST_INPUT: Final = 245
AUTHORITIES: Final = {"text": "6000033", "visual": "6000023"}
STRANGER: Final = "7000033"
"""A CA that no list of anyone holds."""


class SigningKey:
    """RSA-2048.  ``objects`` is its public half as a card writes it."""

    def __init__(self) -> None:
        self.private = rsa.generate_private_key(65537, KEY_BYTES * 8)
        self._numbers = self.private.private_numbers()

    @property
    def modulus(self) -> bytes:
        return self._numbers.public_numbers.n.to_bytes(KEY_BYTES, "big")

    @property
    def objects(self) -> bytes:
        return bytes.fromhex("9003010001") + bytes.fromhex("91820100") + self.modulus

    def sign(self, data: bytes) -> bytes:
        """SHA-256, PKCS#1 v1.5."""
        return self.pad_and_sign(_DIGEST_INFO + sha256(data).digest())

    def pad_and_sign(self, content: bytes) -> bytes:
        """PKCS#1 v1.5 type 1 padding around ``content`` as it is."""
        padding = b"\xff" * (KEY_BYTES - 3 - len(content))
        block = int.from_bytes(b"\x00\x01" + padding + b"\x00" + content, "big")
        return self._power(block).to_bytes(KEY_BYTES, "big")

    def _power(self, block: int) -> int:
        """``block`` to the private exponent, by its two halves (RFC 8017, 5.1.2)."""
        n = self._numbers
        first, second = pow(block, n.dmp1, n.p), pow(block, n.dmq1, n.q)
        return second + n.q * ((first - second) * n.iqmp % n.p)

    def compute(self, p1: int, data: bytes) -> bytes | int:
        """COMPUTE DIGITAL SIGNATURE in the form ``p1``: the signature, or a status word."""
        if p1 > 5:
            return 0x6A86
        if not data or (p1 == 0x00 and len(data) > _MOST_INPUT):
            return 0x6700
        if p1 in (0x02, 0x04) and len(data) != 32:
            return 0x6985
        digest = data if p1 in (0x02, 0x04) else sha256(data).digest()
        match p1:
            case 0x00:
                return self.pad_and_sign(data)
            case 0x01:
                return self.pad_and_sign(digest)
            case 0x02 | 0x03:
                return self.pad_and_sign(_DIGEST_INFO + digest)
            case _:
                padding = PSS(MGF1(SHA256()), 32)
                return self.private.sign(digest, padding, Prehashed(SHA256()))


@cache
def key_of(owner: str) -> SigningKey:
    """The key of ``owner``, the same for the life of the process."""
    del owner
    return SigningKey()


def authority_key(application: str) -> SigningKey:
    return key_of(f"authority {application}")


def issuer_key(application: str) -> SigningKey:
    """The key that signs data of cards.  Real municipalities have one each; ours share one."""
    return key_of(f"issuer {application}")


def key_id(number: str, version: str) -> bytes:
    """16 bytes: seven digits, 08 05, three digits, zeros."""
    return number.encode("ascii") + b"\x08\x05" + version.encode("ascii") + bytes(4)


def authorities_file() -> str:
    """The public half of our CA in the form of ``cardreader/cards/authorities.yaml``."""
    rows = [
        f'  - name: "{number}/001"\n'
        "    hierarchy: test\n"
        f"    application: {application}\n"
        f'    key_id: "{key_id(number, "001").hex().upper()}"\n'
        f'    modulus: "{authority_key(application).modulus.hex().upper()}"\n'
        for application, number in AUTHORITIES.items()
    ]
    return "# The CA of emulated cards, made anew at each start.\nformat: 1\nauthorities:\n" + (
        "".join(rows)
    )
