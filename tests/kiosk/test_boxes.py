"""What would not come out right is said before anything is sealed or printed, and nothing is replaced."""

from __future__ import annotations

from cardreader.emulator.card import EmulatedCard
from cardreader.emulator.profiles import load_profile
from kiosk.app.headless import HeadlessKiosk
from kiosk.screens.phrases import plain
from kiosk.session.states import Answering, ResultShown, Reviewing, SettlingBoxes, Situation
from kiosk.session.world import SessionSettings
from tests.kiosk.walk import FACTS, TODAY, touches

NAME = "渡邉\U000e01e0　澪"
"""An ideographic variation sequence that no registered collection and no face of ours has."""


def at_review(settings: SessionSettings | None = None) -> HeadlessKiosk:
    card = EmulatedCard(load_profile("rare_sequence"))
    at = HeadlessKiosk(
        "toyonaka", TODAY, settings=settings, card=lambda apdu: card.respond(bytes(apdu))
    )
    at.act("start")
    at.act("choose", "certificates")
    at.act("next")
    at.put_card()
    at.pin(load_profile("rare_sequence").pin)
    at.act("next")
    at.act("next")
    while isinstance(situation := now(at), Answering):
        for event in touches(situation, {**FACTS, "cert.submit_to": "employer"}):
            at.engine.post(event)
        at.act("next")
    assert now(at) == Reviewing()
    return at


def now(at: HeadlessKiosk) -> Situation:
    return at.state.situation


def test_a_letter_without_a_glyph_is_named_before_anything_is_sealed() -> None:
    at = at_review()
    at.act("next")
    situation = now(at)
    assert isinstance(situation, SettlingBoxes)
    [finding] = situation.findings
    assert (finding.code, finding.facts) == ("form.glyph_missing", ("visitor.name",))
    assert finding.letters == ("邉\U000e01e0",)
    assert at.outcome.submission is None
    assert not at.outcome.forms_printed
    view = at.view()
    [row] = view["body"]["groups"][0]["rows"]
    assert plain(row["value"]) == NAME
    assert "「邉\U000e01e0」" in plain(row["reading"])
    at.act(row["action"], row["argument"])
    assert isinstance(now(at), Answering), "the name can be typed in the form that the citizen uses"


def test_the_box_is_left_for_the_pen_and_the_name_goes_to_the_office_as_it_is() -> None:
    at = at_review()
    at.act("next")
    at.act("next")
    assert now(at) == ResultShown()
    submission = at.outcome.submission
    assert submission is not None
    [form] = submission.forms
    assert form.fields["visitor.name"] == ""
    assert form.fields["visitor.address"] != ""
    assert getattr(submission.facts["visitor.name"], "value", "") == NAME
    assert "left_for_pen" in at.outcome.audit


def test_back_leads_to_the_review_and_the_question_comes_again() -> None:
    at = at_review()
    at.act("next")
    at.act("back")
    assert now(at) == Reviewing()
    at.act("next")
    assert isinstance(now(at), SettlingBoxes)


def test_where_the_city_wants_it_only_staff_settles_it() -> None:
    at = at_review(SessionSettings(leave_for_pen=False))
    at.act("next")
    view = at.view()
    assert not view["next"]["enabled"]
    assert at.outcome.staff_calls == ["form.glyph_missing"]
    at.act("next")
    assert isinstance(now(at), SettlingBoxes)
    assert at.outcome.submission is None
