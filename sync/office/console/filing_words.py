"""Until when, by whom, with what: what the console says of a procedure beyond its state."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date
from typing import Final

from forms.catalogue.model import Pack
from forms.journey import (
    Bring,
    DeadlineNote,
    GuidanceOutcome,
    Journey,
    MayFile,
    ProcedureOutcome,
    ProcedureState,
)
from sync.office.console.words import Words

_WHO: Final = {
    MayFile.ALONE: "この方が届け出できます",
    MayFile.WITH_LETTER: "委任状が要ります",
    MayFile.CHECK_AT_COUNTER: "届け出る方を窓口で確認",
}
_CLOSED: Final = {
    DeadlineNote.OFFICE_CLOSED: "閉庁日です。期限は動きません",
    DeadlineNote.CALENDAR_ENDS: "この年の祝日は未定です",
    DeadlineNote.UNCHECKED: "法令との照合が済んでいません",
}


@dataclass(frozen=True, slots=True)
class GuidanceView:
    """Something that another office does."""

    title: str
    office: str
    deadline: str
    left: str
    note: str


@dataclass(frozen=True, slots=True)
class FilingWords:
    """For one day at the counter."""

    pack: Pack
    words: Words
    today: date

    def deadline(self, outcome: ProcedureOutcome) -> str:
        """The last day, or why there is none to show."""
        if outcome.deadline is not None:
            return self.words.day(outcome.deadline)
        if outcome.held:
            return ""
        has_rule = self.pack.procedures[outcome.id].deadline is not None
        return "窓口で確認" if has_rule else self.words.no_deadline(outcome.id)

    def left(self, outcome: ProcedureOutcome | GuidanceOutcome) -> str:
        """「あと3日」, counted from today and not from the day of the visit."""
        days = outcome.days_left(self.today)
        if days is None:
            return ""
        if days < 0:
            return f"{-days}日過ぎています"
        return "きょうまで" if days == 0 else f"あと{days}日"

    def day_note(self, outcome: ProcedureOutcome) -> str:
        """What is to be known of the day."""
        if outcome.deadline_note is DeadlineNote.MOVED and outcome.nominal is not None:
            return f"{self.words.day(outcome.nominal)}が閉庁日のため"
        note = outcome.deadline_note
        return _CLOSED.get(note, "") if note else ""

    def who(self, outcome: ProcedureOutcome) -> str:
        """Whether the visitor may file it."""
        return _WHO[outcome.may_file] if outcome.applied_for and outcome.may_file else ""

    def bring(self, outcome: ProcedureOutcome) -> tuple[str, ...]:
        """持ち物 of this procedure."""
        return tuple(self._thing(each) for each in outcome.bring)

    def held(self, outcome: ProcedureOutcome) -> str:
        """Why it has to wait, as it was told to the citizen."""
        return "" if outcome.held is None else self.words.held(outcome.held)

    def amount(self, outcome: ProcedureOutcome) -> str:
        """What it pays or costs: 支給額 or 手数料."""
        if not outcome.amounts and not outcome.yen_unchecked:
            return ""
        told = "・".join(f"{yen:,}円" for _, yen in outcome.amounts) or "金額は未確認"
        what = "支給額" if self.pack.procedures[outcome.id].benefit else "手数料"
        return f"{what} {told}"

    def guidance(self, journey: Journey) -> tuple[GuidanceView, ...]:
        """What other offices do for the family."""
        return tuple(self._guidance(outcome) for outcome in journey.guidance)

    def _guidance(self, outcome: GuidanceOutcome) -> GuidanceView:
        perhaps = outcome.state is not ProcedureState.NEEDED
        return GuidanceView(
            title=self.words.guidance(outcome.id),
            office=self.words.guidance(outcome.id, "office"),
            deadline=self.words.day(outcome.deadline),
            left=self.left(outcome),
            note="あてはまるかを確かめる" if perhaps else self.words.guidance(outcome.id, "note"),
        )

    def _thing(self, each: Bring) -> str:
        item = self.words.item(each.item)
        return item if each.sure else f"{item}（あるとき）"
