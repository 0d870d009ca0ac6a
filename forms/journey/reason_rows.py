"""The reasons in a citizen's words: plain rows for the screen, print and the command line."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date
from functools import reduce
from typing import assert_never

from forms.catalogue.ids import dashed
from forms.catalogue.model import FactSpec, Pack
from forms.catalogue.wording import Wording
from forms.facts.lists import parts
from forms.facts.types import FactType
from forms.facts.values import (
    Declined,
    DontKnow,
    FactId,
    Facts,
    FactState,
    ItemList,
    Known,
    NotApplicable,
    Source,
    Value,
    YearMonth,
)
from forms.journey.called import called
from forms.journey.reasons import Change, Reason, reasons
from forms.journey.verdict import ProcedureState
from forms.text.wareki import FIRST_DAY, wareki, wareki_month


@dataclass(frozen=True, slots=True)
class ReasonRow:
    """One procedure.  Every text is ready to print; ``law`` and ``checked`` say what it rests on.

    ``answers``: a sentence for each answer that decided it.  ``changes``: one for each single
    answer that would change it.  ``note``: why it has to wait, or cannot be said yet.
    ``checked``: somebody has compared the rule with the law.
    """

    procedure: str
    title: str
    office: str
    becomes: ProcedureState
    state: str
    answers: tuple[str, ...]
    changes: tuple[str, ...]
    note: str
    law: str | None
    checked: bool


def reason_rows(
    pack: Pack,
    event: str,
    facts: Facts,
    today: date,
    language: str,
    *,
    checked_only: bool = False,
) -> tuple[ReasonRow, ...]:
    """A row for every procedure of ``event``, in its order."""
    words = _Words(pack, language, facts)
    found = reasons(pack, event, facts, today, checked_only=checked_only)
    return tuple(words.row(reason) for reason in found)


@dataclass(frozen=True, slots=True)
class _Words:
    pack: Pack
    language: str
    facts: Facts

    def row(self, reason: Reason) -> ReasonRow:
        spec = self.pack.procedures[reason.outcome.id]
        answers = tuple(self._answer(fact, state) for fact, state in reason.answers)
        if not answers and not spec.when.facts:
            answers = (self._text("reason-always"),)
        return ReasonRow(
            procedure=spec.id,
            title=self._text(spec.wording),
            office=self._text(f"{spec.wording}.office"),
            becomes=reason.outcome.state,
            state=self._text(f"reason-{dashed(reason.outcome.state.value)}"),
            answers=answers,
            changes=tuple(self._change(change) for change in reason.changes),
            note=self._note(reason),
            law=spec.source.law,
            checked=not spec.source.missing,
        )

    def _note(self, reason: Reason) -> str:
        held = reason.outcome.held
        if held is not None:
            return self._text(f"{self.pack.guidance[held].wording}.held")
        return self._text("reason-unchecked") if reason.outcome.unchecked else ""

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
        label = self._text(self.pack.facts[fact].wording)
        item = parts(fact)
        name = called(self.pack, self.facts, item[0], item[1]) if item is not None else None
        return label if name is None else self._text("reason-of-item", name=name, label=label)

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
        match value:
            case bool():
                return self._text("reason-yes" if value else "reason-no")
            case date():
                return day_text(self.pack.wording, value, self.language)
            case YearMonth(year=year, month=month):
                era = wareki_month(year, month) if value.days[0] >= FIRST_DAY else str(value)
                return self._text("reason-month", wareki=era, year=str(year), month=month)
            case tuple():
                return self._joined([self._text(spec.choice_wording(part)) for part in value])
            case ItemList():
                names = [called(self.pack, self.facts, spec.id, item) for item in value.items]
                return self._joined([name for name in names if name is not None])
            case int() if spec.type is FactType.MONEY:
                return self._text("reason-money", value=f"{value:,}")
            case str() if spec.type is FactType.ITEM and spec.of is not None:
                return called(self.pack, self.facts, spec.of, value) or value
            case int() | str():
                return str(value)
            case _:
                assert_never(value)

    def _joined(self, parts: Sequence[str]) -> str:
        if not parts:
            return self._text("reason-none")
        return reduce(lambda a, b: self._text("reason-both", first=a, last=b), parts)

    def _text(self, key: str, **arguments: str | int) -> str:
        return self.pack.wording.text(key, self.language, **arguments)


def day_text(wording: Wording, day: date, language: str) -> str:
    """A day in words: 令和8年11月21日, 21 November 2026."""
    era = str(wareki(day)) if day >= FIRST_DAY else day.isoformat()
    return wording.text(
        "reason-date",
        language,
        wareki=era,
        year=str(day.year),
        month=day.month,
        day=str(day.day),
    )
