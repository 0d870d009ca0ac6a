"""The count of questions to come: a screen does not wait for it, and it comes all the same."""

from __future__ import annotations

from kiosk.app.headless import HeadlessKiosk
from kiosk.screens.foresight import EXACT, AtOnce
from kiosk.session.step import journey_of
from tests.kiosk.walk import TODAY, pack


def first_question() -> HeadlessKiosk:
    kiosk = HeadlessKiosk(pack(), TODAY, draw=False)
    for act, argument in (("start", ""), ("choose", "certificates"), ("next", ""), ("skip", "")):
        kiosk.act(act, argument)
    return kiosk


def note(kiosk: HeadlessKiosk) -> str:
    return next(phase["note"] for phase in kiosk.view()["phases"] if phase["state"] == "now")


def owing(foresight: AtOnce) -> bool:
    """A call, so that it is looked at anew."""
    return foresight.owes


def test_a_screen_does_not_wait_for_the_count() -> None:
    kiosk = first_question()
    foresight = AtOnce()
    kiosk.engine.foresight = foresight
    assert note(kiosk) == ""
    assert owing(foresight)
    assert not journey_of(kiosk.state.visit, kiosk.world).counted
    foresight.work_out()
    said = note(kiosk)
    assert not owing(foresight)
    kiosk.engine.foresight = EXACT
    assert note(kiosk) == said != ""


def test_the_next_screen_goes_on_from_the_last_count() -> None:
    kiosk = first_question()
    foresight = AtOnce()
    kiosk.engine.foresight = foresight
    note(kiosk)
    foresight.work_out()
    journey = journey_of(kiosk.state.visit, kiosk.world)
    before = foresight.to_come(journey, 0)
    assert before is not None
    kiosk.act("choose", "juminhyo")
    kiosk.act("next")
    after = journey_of(kiosk.state.visit, kiosk.world)
    assert not after.counted
    assert foresight.to_come(after, 1) == before - 1
    assert owing(foresight)
    foresight.work_out()
    assert foresight.to_come(after, 1) == after.remaining
