"""Deadlines on closing days: moved where the data says so, else shown as counted with a note."""

from datetime import date, timedelta
from functools import cache

import pytest
from hypothesis import given
from hypothesis import strategies as st

from forms.catalogue import Pack, load
from forms.catalogue.procedures import Closing
from forms.facts.values import FactState, Known, Source
from forms.journey import DeadlineNote, ProcedureOutcome, derive
from tests.support.small_pack import SMALL

TODAY = date(2026, 11, 21)


@cache
def pack() -> Pack:
    return load("toyonaka", SMALL)


def outcome(procedure: str, **facts: bool | str | date) -> ProcedureOutcome:
    said: dict[str, FactState] = {
        fact.replace("__", "."): Known(value, Source.CITIZEN) for fact, value in facts.items()
    }
    journey = derive(pack(), "okuyami", said, TODAY)
    return next(o for o in journey.procedures if o.id == procedure)


def loss(died: date) -> ProcedureOutcome:
    return outcome(
        "okuyami.kokuho_loss",
        deceased__resident=True,
        deceased__insurance="kokuho",
        deceased__death_date=died,
    )


def funeral_aid(held: date) -> ProcedureOutcome:
    return outcome("okuyami.kokuho_sosaihi", funeral__date=held)


@pytest.mark.parametrize(
    ("died", "nominal", "last", "note"),
    [
        (date(2026, 11, 10), date(2026, 11, 24), date(2026, 11, 24), None),
        (date(2026, 11, 7), date(2026, 11, 21), date(2026, 11, 24), DeadlineNote.MOVED),
        (date(2026, 12, 16), date(2026, 12, 30), date(2027, 1, 4), DeadlineNote.MOVED),
        (date(2027, 12, 20), date(2028, 1, 3), date(2028, 1, 3), DeadlineNote.CALENDAR_ENDS),
    ],
)
def test_a_notice_is_in_time_on_the_next_open_day(
    died: date, nominal: date, last: date, note: DeadlineNote | None
) -> None:
    found = loss(died)
    assert (found.nominal, found.deadline, found.deadline_note) == (nominal, last, note)


def test_a_bar_by_time_does_not_move() -> None:
    found = funeral_aid(date(2024, 11, 23))
    assert found.deadline == found.nominal == date(2026, 11, 23)  # 勤労感謝の日
    assert found.deadline_note is DeadlineNote.OFFICE_CLOSED
    assert funeral_aid(date(2024, 11, 25)).deadline_note is None


def test_days_left_are_counted_to_the_day_that_is_shown() -> None:
    found = loss(date(2026, 11, 7))
    assert found.days_left(date(2026, 11, 21)) == 3
    assert found.days_left(date(2026, 11, 24)) == 0
    assert found.days_left(date(2026, 11, 25)) == -1
    assert outcome("okuyami.seal_card", deceased__resident=True).days_left(TODAY) is None


def test_only_terms_for_notices_move() -> None:
    moving = {p.id for p in pack().procedures.values() if p.deadline and _moves(p.deadline.closing)}
    assert moving == {
        "okuyami.head_change",
        "okuyami.kokuho_loss",
        "okuyami.kouki_loss",
        "okuyami.kaigo_loss",
    }


def _moves(closing: Closing) -> bool:
    return closing is Closing.NEXT_OPEN


@given(st.dates(date(2024, 1, 1), date(2027, 12, 1)))
def test_a_deadline_never_moves_to_an_earlier_or_a_closed_day(died: date) -> None:
    found = loss(died)
    office = pack().closing_days("hoken_shikaku")
    assert found.nominal == died + timedelta(days=14)
    assert found.deadline is not None
    assert found.deadline >= found.nominal
    assert not office.is_closed(found.deadline)
    assert (found.deadline_note is DeadlineNote.MOVED) == office.is_closed(found.nominal)
