"""手続き一覧: what is to be done, where, until when, with what; the first sheet that a family takes home.

Procedures of one last day stand together, the earliest day first; then what other offices do, where to call, and the
days as codes for a phone's calendar.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass
from datetime import date
from itertools import groupby
from typing import Final

from forms.document.filled import FillContext, FilledForm
from forms.journey.due import DeadlineNote
from forms.journey.filing import MayFile
from forms.journey.journey import Journey
from forms.journey.outcomes import GuidanceOutcome, ProcedureOutcome
from forms.journey.verdict import ProcedureState
from forms.papers.calendar import MOST_DAYS, calendar_entry, days_to_keep
from forms.papers.flow import GAP, LEFT, ROOM, Flow, Indents, Style, broken, paper
from forms.papers.words import PaperWords

FORM_ID: Final = "todo"
_CITY: Final = Style(14)
_TITLE: Final = Style(24, "gothic-bold", 1.3)
_LEAD: Final = Style(14, line=1.4)
_NAME: Final = Style(16, "gothic-bold", 1.4)
_BAND: Final = Style(16, "gothic-bold")
_BODY: Final = Style(14, line=1.35)
_LABEL: Final = Style(14, "gothic-bold", 1.35)
_SQUARE: Final = 8.5
"""From the left edge to the name, beside the square to tick, mm."""
_LABELLED: Final[Indents] = (_SQUARE, 38.0)
_CODE: Final = 27.0
"""Side of a code, mm: 57 modules of 0.47 mm, which a phone reads from a printer's paper."""


@dataclass(frozen=True, slots=True)
class _Entry:
    """One thing to do: the band that it stands under, its name, and its lines behind a label or alone."""

    band: str
    name: str
    lines: tuple[tuple[str, str], ...]

    def high(self, language: str) -> float:
        """In mm, on a sheet in ``language``."""
        room = ROOM - _LABELLED[1]
        rows = sum(
            len(broken(text, _BODY, room if label else ROOM - _SQUARE, language))
            for label, text in self.lines
        )
        names = len(broken(self.name, _NAME, ROOM - _SQUARE, language))
        return names * _NAME.high + rows * _BODY.high + 5


def todo_list(words: PaperWords, journey: Journey, context: FillContext) -> FilledForm:
    """The sheets in the language of ``words``."""
    flow, today = Flow(language=words.language), context.today
    _head(flow, words, journey.event, context)
    _entries(flow, [_procedure(words, each, today) for each in journey.to_do])
    _entries(flow, [_elsewhere(words, each, today) for each in journey.guidance])
    _contact(flow, words)
    _calendar(flow, words, days_to_keep(journey.to_do, today), context)
    return paper(
        FORM_ID, words.say("paper-list"), flow, words.foot(context), context, words.numbered()
    )


def _head(flow: Flow, words: PaperWords, event: str, context: FillContext) -> None:
    flow.lines(f"{words.pack.city.name}{GAP}{words.of_pack(f'event-{event}')}", _CITY)
    flow.lines(
        f"{words.say('paper-number', number=context.number)}{GAP}"
        f"{words.day(context.today, date.min)}",
        _CITY,
    )
    flow.gap(2)
    flow.lines(words.say("paper-list"), _TITLE)
    flow.gap(1)
    flow.lines(words.say("paper-list.lead"), _LEAD)


def _entries(flow: Flow, entries: Sequence[_Entry]) -> None:
    for band, group in groupby(entries, key=lambda each: each.band):
        for index, entry in enumerate(group):
            flow.need(entry.high(flow.language) + (14 if index == 0 else 0))
            if index == 0 or flow.fresh:
                flow.band(band, _BAND)
            else:
                flow.rule()
            flow.gap(2.5)
            _entry(flow, entry)
            flow.gap(2)


def _entry(flow: Flow, entry: _Entry) -> None:
    flow.square(_NAME)
    flow.lines(entry.name, _NAME, _SQUARE)
    for label, text in entry.lines:
        if label:
            flow.labelled(label, text, (_LABEL, _BODY), _LABELLED)
        else:
            flow.lines(text, _BODY, _SQUARE)


def _procedure(words: PaperWords, outcome: ProcedureOutcome, today: date) -> _Entry:
    wording = words.pack.procedures[outcome.id].wording
    bring = words.say("paper-list.comma").join(words.thing(each) for each in outcome.bring)
    lines = [
        ("", words.japanese(wording)),
        (words.say("paper-list.where"), words.of_pack(f"{wording}.office")),
        (words.say("paper-list.bring"), bring),
        (words.say("paper-list.who"), _who(words, outcome)),
        *(("", text) for text in _notes(words, outcome, wording, today)),
    ]
    shown = tuple((label, text) for label, text in lines if text)
    return _Entry(_until(words, outcome, today), words.of_pack(wording), shown)


def _until(words: PaperWords, outcome: ProcedureOutcome, today: date) -> str:
    """The last day, or why none is said."""
    if outcome.held:
        return words.say("paper-list.held")
    if outcome.deadline is not None:
        return words.say("paper-list.until", day=words.day(outcome.deadline, today))
    has_rule = words.pack.procedures[outcome.id].deadline is not None
    return words.say("paper-list.open" if has_rule or outcome.unchecked else "paper-list.none")


def _who(words: PaperWords, outcome: ProcedureOutcome) -> str:
    """Said only where the visitor cannot simply file it."""
    match outcome.may_file if outcome.applied_for else None:
        case MayFile.WITH_LETTER:
            return words.say("paper-who-letter")
        case MayFile.CHECK_AT_COUNTER:
            return words.say("paper-who-counter")
        case _:
            return ""


def _notes(
    words: PaperWords, outcome: ProcedureOutcome, wording: str, today: date
) -> Iterator[str]:
    if outcome.held:
        yield words.of_pack(f"{words.pack.guidance[outcome.held].wording}.held")
        return
    if outcome.state is not ProcedureState.NEEDED:
        yield words.say("paper-list.check")
    if outcome.deadline is None and not outcome.unchecked:
        yield words.of_pack(f"{wording}.deadline")
    left = outcome.days_left(today)
    if left is not None and left < 0:
        yield words.say("paper-list.past")
    elif outcome.deadline_note is DeadlineNote.MOVED and outcome.nominal is not None:
        yield words.say("paper-list.moved", day=words.day(outcome.nominal, today))
    elif outcome.deadline_note is DeadlineNote.OFFICE_CLOSED:
        yield words.say("paper-list.closed")
    if outcome.amounts and outcome.state is ProcedureState.NEEDED:
        amounts = words.pack.procedures[outcome.id].amount_wording(len(outcome.amounts))
        yield words.of_pack(amounts, **outcome.amount_variables)
    if outcome.yen_unchecked:
        yield words.say("paper-list.amount")
    yield words.of_pack(f"{wording}.note")


def _elsewhere(words: PaperWords, outcome: GuidanceOutcome, today: date) -> _Entry:
    wording = words.pack.guidance[outcome.id].wording
    day = outcome.deadline
    until = "" if day is None else words.say("paper-list.until", day=words.day(day, today))
    notes = [until, words.of_pack(f"{wording}.note")]
    if (outcome.days_left(today) or 0) < 0:
        notes.append(words.say("paper-list.past-elsewhere"))
    if outcome.state is ProcedureState.CHECK_AT_COUNTER:
        notes.append(words.say("paper-list.perhaps"))
    lines = [
        ("", words.japanese(wording)),
        (words.say("paper-list.where"), words.of_pack(f"{wording}.office")),
        *(("", note) for note in notes),
    ]
    shown = tuple((label, text) for label, text in lines if text)
    return _Entry(words.say("paper-list.elsewhere"), words.of_pack(wording), shown)


def _contact(flow: Flow, words: PaperWords) -> None:
    """Where to book and to ask, with a code where there is a page for it."""
    reached = {
        name: there for name, there in words.pack.hand_off.items() if there.phone or there.url
    }
    if not reached:
        return
    flow.need(20 + (_CODE + 4) * len(reached))
    flow.band(words.say("paper-contact"), _BAND)
    flow.gap(3)
    for name, there in reached.items():
        top = flow.y
        flow.lines(words.say(f"paper-contact.{name}"), _NAME, _SQUARE)
        if there.phone:
            flow.lines(words.say("paper-contact.phone", phone=there.phone), _NAME, _SQUARE)
        if there.url:
            flow.lines(there.url, _BODY, _SQUARE, ROOM - _CODE - 6)
            below, flow.y = flow.y, top
            flow.code(there.url, LEFT + ROOM - _CODE, _CODE)
            flow.y = max(below, top + _CODE)
        flow.gap(3)


def _calendar(
    flow: Flow, words: PaperWords, days: Iterable[tuple[date, int]], context: FillContext
) -> None:
    """A code for each last day, two beside each other: a phone takes in one entry of a code."""
    days = tuple(days)[:MOST_DAYS]
    if not days:
        return
    lead = broken(words.say("paper-calendar.lead"), _LEAD, ROOM, words.language)
    flow.need(22 + len(lead) * _LEAD.high + (_CODE + 6) * -(-len(days) // 2))
    flow.band(words.say("paper-calendar"), _BAND)
    flow.gap(2)
    flow.lines(words.say("paper-calendar.lead"), _LEAD)
    flow.gap(3)
    top = flow.y
    for index, (day, count) in enumerate(days):
        row, column = divmod(index, 2)
        left = column * ROOM / 2
        flow.y = top + row * (_CODE + 6)
        flow.code(calendar_entry(words, day, count, context), LEFT + left + 1, _CODE)
        flow.gap(4)
        room = left + ROOM / 2
        flow.lines(words.day(day, context.today), _NAME, left + _CODE + 5, room)
        flow.lines(words.say("paper-calendar.count", count=count), _BODY, left + _CODE + 5, room)
    flow.y = top + -(-len(days) // 2) * (_CODE + 6)
