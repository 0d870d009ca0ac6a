"""Invented families for practice, as data (``assets/practice/families.yaml``): their cards, read without a card."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from functools import cache

from ruamel.yaml import YAML

import assets
from cardreader.cards.basic_four import BasicFour
from cardreader.cards.verified_read import CloneVerdict, Credential, Value, VerifiedRecord
from cardreader.protocol.signatures import Checked, Reason, Verdict
from kiosk.session.visit import Whose

_FORMAT = 1
_CHECK = Checked(Verdict.NOT_CHECKED, Reason.NOT_READ)
"""Nothing was read, so nothing is claimed."""


@dataclass(frozen=True, slots=True)
class Family:
    """``titles`` by language; one card each."""

    id: str
    titles: Mapping[str, str]
    cards: Mapping[Whose, BasicFour]

    def record(self, whose: Whose) -> VerifiedRecord:
        """As a reading would have given it."""
        card = self.cards[whose]
        return VerifiedRecord(
            name=Value(card.name, "practice", Credential.PIN, _CHECK),
            address=Value(card.address, "practice", Credential.PIN, _CHECK),
            birth=Value(card.birth, "practice", Credential.PIN, _CHECK),
            sex=Value(card.sex, "practice", Credential.PIN, _CHECK),
            expiry=None,
            municipality=None,
            clone=CloneVerdict.NOT_CHECKED,
            clone_reason=Reason.NOT_READ,
        )


@cache
def families() -> Mapping[str, Family]:
    """By id, in the order of the file.  Raises ``ValueError`` for another format."""
    plain = YAML(typ="safe", pure=True).load(assets.ROOT / "practice" / "families.yaml")
    if plain["format"] != _FORMAT:
        raise ValueError(f"families.yaml: format {_FORMAT} is the only one known")
    found = [
        Family(
            entry["id"], entry["title"], {whose: BasicFour(**entry[whose.value]) for whose in Whose}
        )
        for entry in plain["families"]
    ]
    return {family.id: family for family in found}
