"""What stands on a receipt.  All texts come ready in the citizen's language; none names a
person."""

from __future__ import annotations

from dataclasses import dataclass, field
from enum import StrEnum


class Paper(StrEnum):
    """The papers a receipt can be laid out for."""

    ROLL80 = "roll80"
    A5 = "a5"
    A4 = "a4"


@dataclass(frozen=True, slots=True)
class ReceiptRow:
    """One thing to do: what, where, until when, by whom.  Empty texts are left out.

    ``left``: how long it is until the deadline.  ``notes``: sentences below.
    """

    procedure: str
    office: str
    deadline: str = ""
    left: str = ""
    who: str = ""
    notes: tuple[str, ...] = ()


@dataclass(frozen=True, slots=True)
class Lent:
    """Font files (TrueType) with the letters of one receipt."""

    regular: bytes = field(repr=False)
    bold: bytes = field(repr=False)


@dataclass(frozen=True, slots=True)
class ReceiptLabels:
    """The small words.  An empty one is left out."""

    number: str = "受付番号"
    office: str = "窓口"
    deadline: str = "期限"
    who: str = "届け出る方"
    bring: str = "お持ちいただく物"
    elsewhere: str = "市役所の外ですること"
    qr: str = "係員が読み取ります"


@dataclass(frozen=True, slots=True)
class Receipt:
    """A receipt.  ``qr`` carries the submission's id or number and nothing else about a person.

    ``bring``: things to bring, to be ticked.  ``elsewhere``: what other offices do.
    ``lent``: the letters of a language that the receipt's own face has not.
    Texts may hold U+200B where a line may break; without it Japanese breaks at phrases.
    """

    city: str
    headline: str
    number: str
    qr: str
    steps: tuple[str, ...]
    rows: tuple[ReceiptRow, ...]
    issued: str
    heading: str = ""
    lead: str = ""
    list_title: str = ""
    notes: tuple[str, ...] = ()
    bring: tuple[str, ...] = ()
    elsewhere: tuple[ReceiptRow, ...] = ()
    labels: ReceiptLabels = field(default_factory=ReceiptLabels)
    lent: Lent | None = None
