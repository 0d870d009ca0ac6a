"""The CA of emulated cards as the reader's side takes CA keys."""

from __future__ import annotations

from cardreader.emulator import issuer
from cardreader.protocol.signatures import Authority, PublicKey


def own_authorities() -> tuple[Authority, ...]:
    """For as long as this process lives; another process has another CA."""
    return tuple(
        Authority(
            issuer.key_id(number, "001"),
            application,
            PublicKey(issuer.authority_key(application).modulus),
        )
        for application, number in issuer.AUTHORITIES.items()
    )
