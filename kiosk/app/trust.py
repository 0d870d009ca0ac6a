"""Whose signatures on cards the kiosk believes."""

from __future__ import annotations

from cardreader.cards.authorities import AuthoritiesFault, known_authorities, load_authorities
from cardreader.protocol.signatures import Authority
from kiosk.app.config import ConfigFault, KioskConfig


def card_authorities(config: KioskConfig) -> tuple[Authority, ...]:
    """The production keys that are known, and those of ``card.authorities``, as for emulated cards.

    :raises ConfigFault: that file is missing or wrong.
    """
    if config.card_authorities is None:
        return known_authorities()
    try:
        return (*known_authorities(), *load_authorities(config.card_authorities))
    except (AuthoritiesFault, OSError) as fault:
        raise ConfigFault(f"card.authorities: {fault}") from fault
