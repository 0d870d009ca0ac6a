"""What one session hands over to the office, as plain values and as canonical JSON (format 2).

Format 1 had no ``answers`` and no ``document``; it is still read, for sealed bytes are never rewritten.
"""

from __future__ import annotations

import json
import re
from collections.abc import Mapping, Sequence
from dataclasses import asdict, dataclass, field
from datetime import date
from typing import Any
from uuid import UUID

from forms.facts.values import FactId, Facts, FactState, from_json, to_json
from sync.envelope.canonical import canonical

FORMAT = 2
_READABLE = (1, 2)

_SHA256 = re.compile(r"[0-9a-f]{64}")

PROCEDURE_STATES = frozenset({"needed", "not_needed", "check_at_counter", "undecided"})
"""The values of ``forms.journey``'s ``ProcedureState``; this room may not import it."""


@dataclass(frozen=True, slots=True)
class SubmittedProcedure:
    """How one procedure came out.  ``state`` is one of :data:`PROCEDURE_STATES`."""

    id: str
    state: str
    because: tuple[FactId, ...] = ()
    deadline: date | None = None
    section: str = ""

    def __post_init__(self) -> None:
        if self.state not in PROCEDURE_STATES:
            raise ValueError("unknown state of a procedure")


@dataclass(frozen=True, slots=True)
class SubmittedForm:
    """One filled form.  ``fields``: box id to text exactly as printed."""

    form_id: str
    procedure_id: str
    fields: Mapping[str, str] = field(default_factory=dict)


CARD_VERDICTS = frozenset({"verified", "not_checked"})
"""What a check of the card may have come to; what failed one is not submitted at all."""


@dataclass(frozen=True, slots=True)
class CardValue:
    """Where a fact from the card stood, what opened it, and whether its signature was checked.

    ``file`` such as ``text 0002``; ``verdict`` is one of :data:`CARD_VERDICTS`, ``reason`` why it is
    not ``verified``.
    """

    file: str
    credential: str
    verdict: str
    reason: str = ""

    def __post_init__(self) -> None:
        if self.verdict not in CARD_VERDICTS:
            raise ValueError("unknown verdict on a card")


@dataclass(frozen=True, slots=True)
class CardProvenance:
    """About the card that was read: per fact, the copy check, and what it tells without a PIN.

    ``copy_check`` is one of :data:`CARD_VERDICTS`; ``municipality`` has five digits.
    """

    values: Mapping[FactId, CardValue]
    copy_check: str
    expiry: date | None = None
    municipality: str = ""

    def __post_init__(self) -> None:
        if self.copy_check not in CARD_VERDICTS:
            raise ValueError("unknown verdict on a card")


@dataclass(frozen=True, slots=True)
class SubmittedAnswer:
    """A question that the citizen answered, and which of the submitted facts it supplied.

    Only ids: the values stand once, in ``facts``; what was asked and is not needed does not leave.
    """

    question: str
    facts: tuple[FactId, ...]


@dataclass(frozen=True, slots=True)
class SubmittedDocument:
    """What went to the forms printer: SHA-256 (hex) of the PDF, its pages, its bytes.

    The office draws the same bytes from the facts and the pack version (docs/adr/0015).
    """

    sha256: str
    pages: int
    size: int

    def __post_init__(self) -> None:
        if not (_SHA256.fullmatch(self.sha256) and self.pages > 0 and self.size > 0):
            raise ValueError("not a document")


@dataclass(frozen=True, slots=True)
class Submission:
    """Everything the clerk gets.  ``id`` is the session's id; ``today`` was frozen at its start.

    ``answers`` in the order in which they were given.  ``document``: ``None`` where nothing was to
    be printed.

    ``pack`` and ``pack_version`` stay with the case until it is closed.  ``card`` is None without
    one, and from kiosks that did not tell of it yet; ``more_cards`` are those of other people, such as the
    one of the person who died beside the visitor's own.  ``supersedes`` names the
    submission that this one replaces, when a citizen changed an answer after sending.
    """

    id: UUID
    number: str
    office: str
    device: str
    pack: str
    pack_version: str
    event: str
    language: str
    today: date
    facts: Facts
    procedures: tuple[SubmittedProcedure, ...]
    forms: tuple[SubmittedForm, ...]
    supersedes: UUID | None = None
    card: CardProvenance | None = None
    answers: tuple[SubmittedAnswer, ...] = ()
    document: SubmittedDocument | None = None
    more_cards: tuple[CardProvenance, ...] = ()

    def card_behind(self, fact: FactId) -> CardProvenance | None:
        """The card that gave ``fact``; else the first one, which says that none did."""
        cards = self.more_cards if self.card is None else (self.card, *self.more_cards)
        return next((card for card in cards if fact in card.values), self.card)

    def to_bytes(self) -> bytes:
        """Canonical JSON.  Raises ``ValueError`` for text that is not Unicode."""
        return canonical(
            {
                "format": FORMAT,
                "id": str(self.id),
                "number": self.number,
                "office": self.office,
                "device": self.device,
                "pack": self.pack,
                "pack_version": self.pack_version,
                "event": self.event,
                "language": self.language,
                "today": self.today.isoformat(),
                "facts": {fact: to_json(state) for fact, state in self.facts.items()},
                "procedures": [_procedure_to_json(each) for each in self.procedures],
                "forms": [
                    {
                        "form_id": each.form_id,
                        "procedure_id": each.procedure_id,
                        "fields": dict(each.fields),
                    }
                    for each in self.forms
                ],
                "supersedes": None if self.supersedes is None else str(self.supersedes),
                "card": None if self.card is None else _card_to_json(self.card),
                "answers": [
                    {"question": each.question, "facts": list(each.facts)} for each in self.answers
                ],
                "document": None if self.document is None else asdict(self.document),
                **_more_cards(self.more_cards),
            }
        )

    @classmethod
    def from_bytes(cls, data: bytes) -> Submission:
        """The inverse of :meth:`to_bytes`.  Raises ``ValueError``, without the content in it."""
        try:
            plain = json.loads(data)
            return _submission(plain)
        except (KeyError, TypeError, AttributeError, ValueError):
            # From None: the fault's text would quote the content.
            raise ValueError("not a submission of a known format") from None


def _procedure_to_json(procedure: SubmittedProcedure) -> dict[str, Any]:
    return {
        "id": procedure.id,
        "state": procedure.state,
        "because": list(procedure.because),
        "deadline": None if procedure.deadline is None else procedure.deadline.isoformat(),
        "section": procedure.section,
    }


def _card_to_json(card: CardProvenance) -> dict[str, Any]:
    return {
        "values": {
            fact: {
                "file": value.file,
                "credential": value.credential,
                "verdict": value.verdict,
                "reason": value.reason,
            }
            for fact, value in card.values.items()
        },
        "copy_check": card.copy_check,
        "expiry": None if card.expiry is None else card.expiry.isoformat(),
        "municipality": card.municipality,
    }


def _more_cards(cards: tuple[CardProvenance, ...]) -> dict[str, Any]:
    """Left out where there is one card or none: older offices read those submissions too."""
    return {"more_cards": [_card_to_json(each) for each in cards]} if cards else {}


def _submission(plain: Mapping[str, Any]) -> Submission:
    if plain["format"] not in _READABLE:
        raise ValueError
    later = plain["format"] > 1
    supersedes, card = plain["supersedes"], plain.get("card")
    return Submission(
        id=UUID(_text(plain["id"])),
        number=_text(plain["number"]),
        office=_text(plain["office"]),
        device=_text(plain["device"]),
        pack=_text(plain["pack"]),
        pack_version=_text(plain["pack_version"]),
        event=_text(plain["event"]),
        language=_text(plain["language"]),
        today=date.fromisoformat(plain["today"]),
        facts=_facts(plain["facts"]),
        procedures=tuple(_procedure(each) for each in _list(plain["procedures"])),
        forms=tuple(_form(each) for each in _list(plain["forms"])),
        supersedes=None if supersedes is None else UUID(_text(supersedes)),
        card=None if card is None else _card(card),
        answers=tuple(_answer(each) for each in _list(plain["answers"])) if later else (),
        document=_document(plain["document"]) if later else None,
        more_cards=tuple(_card(each) for each in _list(plain.get("more_cards", []))),
    )


def _answer(plain: Mapping[str, Any]) -> SubmittedAnswer:
    facts = tuple(_text(each) for each in _list(plain["facts"]))
    return SubmittedAnswer(_text(plain["question"]), facts)


def _document(plain: Mapping[str, Any] | None) -> SubmittedDocument | None:
    if plain is None:
        return None
    pages, size = plain["pages"], plain["size"]
    if isinstance(pages, bool) or not isinstance(pages, int) or not isinstance(size, int):
        raise TypeError
    return SubmittedDocument(_text(plain["sha256"]), pages, size)


def _facts(plain: Mapping[str, Any]) -> dict[FactId, FactState]:
    return {fact: from_json(state) for fact, state in plain.items()}


def _card(plain: Mapping[str, Any]) -> CardProvenance:
    expiry = plain["expiry"]
    return CardProvenance(
        values={
            _text(fact): CardValue(
                _text(value["file"]),
                _text(value["credential"]),
                _text(value["verdict"]),
                _text(value["reason"]),
            )
            for fact, value in plain["values"].items()
        },
        copy_check=_text(plain["copy_check"]),
        expiry=None if expiry is None else date.fromisoformat(_text(expiry)),
        municipality=_text(plain["municipality"]),
    )


def _procedure(plain: Mapping[str, Any]) -> SubmittedProcedure:
    deadline = plain["deadline"]
    return SubmittedProcedure(
        id=_text(plain["id"]),
        state=_text(plain["state"]),
        because=tuple(_text(each) for each in _list(plain["because"])),
        deadline=None if deadline is None else date.fromisoformat(deadline),
        section=_text(plain["section"]),
    )


def _form(plain: Mapping[str, Any]) -> SubmittedForm:
    return SubmittedForm(
        form_id=_text(plain["form_id"]),
        procedure_id=_text(plain["procedure_id"]),
        fields={_text(box): _text(text) for box, text in plain["fields"].items()},
    )


def _text(value: object) -> str:
    if not isinstance(value, str):
        raise TypeError
    return value


def _list(value: object) -> Sequence[Any]:
    if not isinstance(value, list):
        raise TypeError
    return value
