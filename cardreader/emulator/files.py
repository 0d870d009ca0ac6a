"""What an application of an emulated card is made of."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass, field

from cardreader.emulator.issuer import SigningKey


@dataclass
class Key:
    """A PIN or number with its counter; the counter outlives power."""

    value: bytes
    left: int
    full: int
    verifies: int = 0
    """How often a VERIFY with data came, right or wrong."""


@dataclass(frozen=True)
class File:
    """``opens``: any one of these keys; empty: free.  Signed content is made when first read,
    for making RSA keys takes longer than all the rest of a card."""

    content: bytes | Callable[[], bytes]
    opens: frozenset[int] = frozenset()

    def read(self) -> bytes:
        return self.content if isinstance(self.content, bytes) else self.content()


@dataclass(frozen=True)
class Signer:
    """A private key in a file; ``opens`` as in :class:`File`."""

    key: Callable[[], SigningKey]
    opens: frozenset[int] = frozenset()


@dataclass
class Application:
    """``default_signer``: the private key that a command without a file number means."""

    aid: bytes
    files: dict[int, File] = field(default_factory=dict)
    keys: dict[int, Key] = field(default_factory=dict)
    records: dict[int, list[bytes]] = field(default_factory=dict)
    signers: dict[int, Signer] = field(default_factory=dict)
    default_signer: int | None = None
    internal: dict[int, Signer] = field(default_factory=dict)
    """Keys of INTERNAL AUTHENTICATE."""
    verified: set[int] = field(default_factory=set)

    def holds(self, number: int) -> bool:
        parts = (self.files, self.keys, self.records, self.signers)
        return any(number in part for part in parts)

    def opened(self, opens: frozenset[int]) -> bool:
        return not opens or bool(opens & self.verified)
