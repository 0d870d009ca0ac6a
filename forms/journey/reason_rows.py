"""The reasons in a citizen's words: plain rows for the screen, print and the command line."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date

from forms.catalogue.ids import dashed
from forms.catalogue.model import FactSpec, Pack
from forms.facts.types import FactType
from forms.facts.values import (
    Declined,
    DontKnow,
    FactId,
    Facts,
    FactState,
    Known,
    NotApplicable,
    Source,
    Value,
)
from forms.journey.reasons import Change, Reason, reasons
from forms.text.wareki import FIRST_DAY, wareki


@dataclass(frozen=True, slots=True)
class ReasonRow:
    """One procedure.  Every text is ready to print; ``law`` and ``checked`` say what it rests on.

    ``answers``: a sentence for each answer that decided it.  ``changes``: one for each single
    answer that would change it.  ``checked``: somebody has compared the rule with the law.
    """

    procedure: str
    title: str
    office: str
    state: str
    answers: tuple[str, ...]
    changes: tuple[str, ...]
    law: str | None
    checked: bool


def reason_rows(
    pack: Pack, event: str, facts: Facts, today: date, language: str
) -> tuple[ReasonRow, ...]:
    """A row for every procedure of ``event``, in its order."""
    words = _Words(pack, language)
    return tuple(words.row(reason) for reason in reasons(pack, event, facts, today))


@dataclass(frozen=True, slots=True)
class _Words:
    pack: Pack
    language: str

    def row(self, reason: Reason) -> ReasonRow:
        spec = self.pack.procedures[reason.outcome.id]
        answers = tuple(self._answer(fact, state) for fact, state in reason.answers)
        if not answers and not spec.when.facts:
            answers = (self._text("reason-always"),)
        return ReasonRow(
            procedure=spec.id,
            title=self._text(spec.wording),
            office=self._text(f"{spec.wording}.office"),
            state=self._text(f"reason-{dashed(reason.outcome.state.value)}"),
            answers=answers,
            changes=tuple(self._change(change) for change in reason.changes),
            law=spec.source.law,
            checked=not spec.source.missing,
        )

    def _answer(self, fact: FactId, state: FactState) -> str:
        said = "reason-answer" if state.source is Source.CITIZEN else "reason-record"
        return self._text(said, label=self._label(fact), value=self._said(fact, state))

    def _change(self, change: Change) -> str:
        key = f"reason-change-{dashed(change.becomes.value)}"
        return self._text(key, label=self._label(change.fact), value=self._stretch(change))

    def _stretch(self, change: Change) -> str:
        spec = self.pack.facts[change.fact]
        ends = [self._value(spec, end) for end in (change.first, change.last) if end is not None]
        if not ends or (len(ends) == 2 and ends[0] == ends[1]):
            return self._value(spec, change.value)
        if len(ends) == 2:
            return self._text("reason-between", first=ends[0], last=ends[1])
        way = "from" if change.last is None else "until"
        kind = "date" if spec.type is FactType.DATE else "count"
        return self._text(f"reason-{kind}-{way}", value=ends[0])

    def _label(self, fact: FactId) -> str:
        return self._text(self.pack.facts[fact].wording)

    def _said(self, fact: FactId, state: FactState) -> str:
        match state:
            case Known(value=value):
                return self._value(self.pack.facts[fact], value)
            case DontKnow():
                return self._text("reason-dont-know")
            case Declined():
                return self._text("reason-declined")
            case NotApplicable():
                return self._text("reason-not-applicable")

    def _value(self, spec: FactSpec, value: Value) -> str:
        if spec.type is FactType.CHOICE:
            return self._text(spec.choice_wording(str(value)))
        if isinstance(value, bool):
            return self._text("reason-yes" if value else "reason-no")
        if isinstance(value, date):
            return self._day(value)
        return str(value)

    def _day(self, day: date) -> str:
        era = str(wareki(day)) if day >= FIRST_DAY else day.isoformat()
        return self._text(
            "reason-date", wareki=era, year=str(day.year), month=day.month, day=str(day.day)
        )

    def _text(self, key: str, **arguments: str | int) -> str:
        return self.pack.wording.text(key, self.language, **arguments)
