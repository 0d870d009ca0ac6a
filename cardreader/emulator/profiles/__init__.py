"""Synthetic people and their cards, as data: ``<name>.yaml`` beside this file.

None of them exists.  Each 個人番号 fails its check digit on purpose, so that it can be nobody's;
it is there only to show that the kiosk never reads it.
"""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field
from datetime import date
from enum import StrEnum
from functools import cache
from pathlib import Path
from typing import Any, Final

from ruamel.yaml import YAML

_FOLDER: Final = Path(__file__).parent
_CONTACTLESS_ATR: Final = "3B888001000041E0B381A1003B"
"""As readers make it up for the My Number Card (``reference/card.md`` 1)."""
_FORMAT: Final = 1
ERAS: Final = (
    (date(2019, 5, 1), 2018),
    (date(1989, 1, 8), 1988),
    (date(1926, 12, 25), 1925),
    (date(1912, 7, 30), 1911),
)
"""First day and the year before year one, from 令和 back to 大正."""


class CardKind(StrEnum):
    """What the thing on the reader is."""

    MY_NUMBER = "my_number"
    PHONE = "phone"
    """Answers the JPKI AP only."""
    FOREIGN = "foreign"
    """A card without any of these applications."""
    LICENCE = "licence"
    """A driver's licence."""
    RESIDENCE = "residence"
    """在留カード or 特別永住者証明書."""
    OLD_RESIDENT_CARD = "old_resident_card"
    """住基カード: answers the JPKI AP with its own label, no text AP."""
    MUTE = "mute"
    """Gives no usable answer to reset: two cards at once, or upside down."""


class Forgery(StrEnum):
    """What is wrong with the signatures of a card."""

    NONE = "none"
    WRONG_SIGNATURE = "wrong_signature"
    """The signature over the digests is of another key than the certificate's."""
    CHANGED_TEXT = "changed_text"
    """Name or address is not what was signed."""
    WRONG_CERTIFICATE = "wrong_certificate"
    """The certificate names the CA, which did not sign it."""
    UNKNOWN_AUTHORITY = "unknown_authority"
    """All is well, by a CA that nobody knows."""
    COPIED = "copied"
    """All files are those of a true card; the private key is not."""


@dataclass(frozen=True, slots=True)
class Behaviour:
    """Where real cards differ or nobody knows (``reference/card.md`` 2.1, 2.3, 2.4, 2.8, 8)."""

    blocked_word: int = 0x6984
    """The answer to VERIFY of a blocked key; ISO 7816-4 would say 6983."""
    tells_verified: bool = False
    """VERIFY without data answers 9000 once the key was verified, instead of its counter."""
    reselect_clears: bool = False
    other_application_clears: bool = False
    first_command_fails: bool = False
    """6F00 to the first command after power-up."""


class ProfileFault(ValueError):
    """A profile file does not say what a profile must say."""


@dataclass(frozen=True, slots=True)
class Profile:
    """One emulated card.  ``birth`` is ``YYYYMMDD`` as on the card, ``sex`` one digit.

    ``pin_left`` and ``pin_tries`` are the counter now and its full value; ``long_lengths`` writes
    every length as ``82 hi lo`` as some cards do.  ``tries_left`` sets other counters than the
    PIN's by application and file, such as ``visual.0012``.
    """

    id: str
    title: str
    kind: CardKind
    name: str
    address: str
    birth: str
    sex: str
    number: str
    pin: str
    pin_left: int
    pin_tries: int
    security_code: str
    expiry: date
    municipality: str
    long_lengths: bool
    atr: bytes
    forgery: Forgery = Forgery.NONE
    tries_left: Mapping[str, int] = field(default_factory=dict)
    auth_pin: str = "1234"
    sign_password: str = "ABC123"  # noqa: S105 - of a card that is nobody's
    sign_certificate: bool = True
    behaviour: Behaviour = Behaviour()
    token: str = ""
    """What the JPKI AP calls itself, where it is not what this kind of thing usually says."""
    serial: bytes = b""
    """What the reader says of the card's own number (PC/SC part 3, 3.2.2.1.3); empty: it has none."""

    def __repr__(self) -> str:
        return f"Profile({self.id})"


@cache
def profile_names() -> tuple[str, ...]:
    """The ids of all profiles, sorted."""
    return tuple(sorted(path.stem for path in _FOLDER.glob("*.yaml")))


def load_profile(name: str) -> Profile:
    """The profile ``name``.

    :raises KeyError: there is none of that name.
    :raises ProfileFault: its file is wrong.
    """
    if name not in profile_names():
        raise KeyError(name)
    data = YAML(typ="safe").load((_FOLDER / f"{name}.yaml").read_text(encoding="utf-8"))
    try:
        return _profile(name, data)
    except (KeyError, TypeError, ValueError) as fault:
        raise ProfileFault(f"{name}.yaml: {fault!r}") from fault


def _profile(name: str, data: dict[str, Any]) -> Profile:
    if data["format"] != _FORMAT:
        raise ValueError(f"format {data['format']}")
    person, card = data.get("person", {}), data["card"]
    birth: date | str = person.get("birth", "00000000")
    return Profile(
        id=name,
        title=data["title"],
        kind=CardKind(card.get("kind", CardKind.MY_NUMBER)),
        name=person.get("name", ""),
        address=person.get("address", ""),
        birth=f"{birth:%Y%m%d}" if isinstance(birth, date) else birth,
        sex=str(person.get("sex", 0)),
        number=person.get("number", "0" * 12),
        pin=card.get("pin", "1234"),
        pin_left=card.get("pin_left", card.get("pin_tries", 3)),
        pin_tries=card.get("pin_tries", 3),
        security_code=card.get("security_code", "0000"),
        expiry=card.get("expiry", date(2035, 1, 1)),
        municipality=card.get("municipality", "27203"),
        long_lengths=card.get("long_lengths", False),
        atr=bytes.fromhex(card.get("atr", _CONTACTLESS_ATR)),
        forgery=Forgery(card.get("forgery", Forgery.NONE)),
        tries_left=dict(card.get("tries_left", {})),
        sign_certificate=card.get("sign_certificate", True),
        behaviour=Behaviour(**card.get("behaviour", {})),
        token=card.get("token", ""),
        serial=bytes.fromhex(card.get("serial", "")),
    )
