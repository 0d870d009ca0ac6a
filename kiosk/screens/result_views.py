"""What is to be done and where: the rows of the result screen and of the receipt.

``result`` has: number, numberLabel, steps [str], qr [str], columns [3], listTitle, rows [Row], bringTitle,
bring [str], elsewhereTitle, elsewhere [Row], reasonsKey Key, reasonsText, note, page.
"""

from __future__ import annotations

from typing import Any, Final, TypedDict

from forms.catalogue.ids import item_wording
from forms.journey import (
    DeadlineNote,
    GuidanceOutcome,
    Journey,
    MayFile,
    ProcedureOutcome,
    ProcedureState,
)
from kiosk.screens.content import Sight
from kiosk.screens.view import key
from kiosk.screens.words import Words
from kiosk.session.states import ReasonsSheet, ResultShown

COLUMNS: Final = ("office", "deadline", "who")
_SOON: Final = 60
"""Days within which a deadline is counted in days, and a closed office matters."""
_MONTH: Final = 30.44
_YEAR: Final = 365.25


class Row(TypedDict):
    """One thing to do: where, until when, by whom; ``check`` when the counter has to look at it first.

    ``deadline`` may have two lines; ``note`` are sentences under the row, one a line.
    """

    title: str
    office: str
    deadline: str
    who: str
    check: bool
    checkText: str
    note: str


def lists(sight: Sight, journey: Journey) -> dict[str, Any]:
    """Procedures, things to bring, and what other offices do."""
    words = sight.words
    rows = [procedure_row(sight, outcome) for outcome in journey.to_do]
    elsewhere = [
        *hand_off_rows(sight),
        *(guidance_row(sight, outcome) for outcome in journey.guidance),
    ]
    bring = belongings(words, journey)
    return {
        "listTitle": words.text("kiosk-result-list", count=len(rows)),
        "columns": [words.text(f"kiosk-result-column-{name}") for name in COLUMNS],
        "rows": rows,
        "bringTitle": words.text("kiosk-result-bring") if bring else "",
        "bring": bring,
        "elsewhereTitle": words.text("kiosk-result-elsewhere") if elsewhere else "",
        "elsewhere": elsewhere,
    }


def reasons_key(words: Words, at: ResultShown, *, lists_came: bool) -> dict[str, Any]:
    """``reasonsKey``: the key that prints why each procedure is needed or not, and ``reasonsText`` beside it.

    Unless ``lists_came`` out with the forms, the lists to take home are printed with them.
    """
    state = at.reasons
    what = "reasons" if lists_came else "take-home"
    shown = key("key.reasons", words.say(f"kiosk-result-{what}"), "reasons")
    waiting = state is ReasonsSheet.NOT_ASKED_FOR
    text = f"kiosk-result-{what}-{state.value.replace('_', '-')}"
    return {
        "reasonsKey": {**shown, "icon": "printer", "enabled": waiting},
        "reasonsText": words.say(text),
    }


def belongings(words: Words, journey: Journey) -> list[str]:
    """One list of all things to bring."""
    return [
        words.say(item_wording(each.item))
        if each.sure
        else words.say("kiosk-result-bring-perhaps", item=words.written(item_wording(each.item)))
        for each in journey.bring
    ]


def procedure_row(sight: Sight, outcome: ProcedureOutcome) -> Row:
    """窓口, 期限, 届け出る方 of one procedure."""
    words = sight.words
    wording = sight.world.pack.procedures[outcome.id].wording
    check = outcome.state is not ProcedureState.NEEDED
    asked = "kiosk-result-held" if outcome.held else "kiosk-check-at-counter"
    return Row(
        title=words.say(wording),
        office=words.maybe(f"{wording}.office"),
        deadline=_deadline(sight, outcome, f"{wording}.deadline"),
        who=_who(words, outcome),
        check=check,
        checkText=words.say(asked) if check else "",
        note="\n".join(_notes(sight, outcome)),
    )


def hand_off_rows(sight: Sight) -> list[Row]:
    """Where to book and to ask; none while the city has not said it."""
    words = sight.words
    return [
        Row(
            title=words.say(f"kiosk-hand-off-{name}"),
            office=words.say("kiosk-hand-off-phone", phone=there.phone),
            deadline="",
            who="",
            check=False,
            checkText="",
            note="",
        )
        for name, there in sight.world.pack.hand_off.items()
        if there.phone
    ]


def guidance_row(sight: Sight, outcome: GuidanceOutcome) -> Row:
    """Where else, until when."""
    words = sight.words
    wording = sight.world.pack.guidance[outcome.id].wording
    notes = [words.maybe(f"{wording}.note")]
    if (outcome.days_left(sight.world.today) or 0) < 0:
        notes.append(words.say("kiosk-deadline-past-elsewhere"))
    if outcome.state is ProcedureState.CHECK_AT_COUNTER:
        notes.append(words.say("kiosk-result-elsewhere-perhaps"))
    return Row(
        title=words.say(wording),
        office=words.maybe(f"{wording}.office"),
        deadline=_day(sight, outcome),
        who="",
        check=False,
        checkText="",
        note="\n".join(note for note in notes if note),
    )


def _deadline(sight: Sight, outcome: ProcedureOutcome, otherwise: str) -> str:
    """The day and how long it is until then; what the pack says where no day can be counted."""
    words = sight.words
    if outcome.held or outcome.unchecked:
        return ""
    if outcome.deadline is None and outcome.deadline_note is None:
        has_rule = sight.world.pack.procedures[outcome.id].deadline is not None
        unknown = "kiosk-check-at-counter" if has_rule else "kiosk-result-no-deadline"
        return words.maybe(otherwise) or words.say(unknown)
    return _day(sight, outcome)


def _day(sight: Sight, outcome: ProcedureOutcome | GuidanceOutcome) -> str:
    words, today = sight.words, sight.world.today
    if outcome.deadline is None:
        unchecked = outcome.deadline_note is DeadlineNote.UNCHECKED
        return words.say("kiosk-check-at-counter") if unchecked else ""
    left = _left(words, outcome.days_left(today) or 0)
    return f"{words.short_day(outcome.deadline, today)}\n{left}"


def _left(words: Words, days: int) -> str:
    if days < 0:
        return words.say("kiosk-days-past")
    if days == 0:
        return words.say("kiosk-days-today")
    if days <= _SOON:
        return words.say("kiosk-days-left", days=days)
    if days < 2 * _YEAR - _MONTH:
        return words.say("kiosk-months-left", months=int(days / _MONTH))
    return words.say("kiosk-years-left", years=round(days / _YEAR))


_WHO: Final = {
    MayFile.ALONE: "kiosk-result-who-you",
    MayFile.WITH_LETTER: "kiosk-result-who-letter",
    MayFile.CHECK_AT_COUNTER: "kiosk-check-at-counter",
}


def _who(words: Words, outcome: ProcedureOutcome) -> str:
    shown = outcome.may_file if outcome.applied_for else None
    return words.say(_WHO[shown]) if shown else ""


def _notes(sight: Sight, outcome: ProcedureOutcome) -> list[str]:
    """Sentences under the row: what it pays, what is to be known of the day, why it has to wait."""
    words, pack = sight.words, sight.world.pack
    notes = []
    if outcome.held:
        return [words.say(f"{pack.guidance[outcome.held].wording}.held")]
    if outcome.amounts and outcome.state is ProcedureState.NEEDED:
        wording = pack.procedures[outcome.id].amount_wording(len(outcome.amounts))
        notes.append(words.say(wording, **outcome.amount_variables))
    if outcome.yen_unchecked:
        notes.append(words.say("kiosk-result-amount"))
    left = outcome.days_left(sight.world.today)
    if left is None:
        return notes
    if left < 0:
        notes.append(words.say("kiosk-deadline-past"))
    elif outcome.deadline_note is DeadlineNote.MOVED and outcome.nominal is not None:
        nominal = words.plain_day(outcome.nominal, sight.world.today)
        notes.append(words.say("kiosk-deadline-moved", day=nominal))
    elif outcome.deadline_note is not None and left <= _SOON:
        notes.append(words.say(f"kiosk-deadline-{outcome.deadline_note.value.replace('_', '-')}"))
    return notes
