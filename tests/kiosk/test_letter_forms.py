"""Forms of a letter in a typed name: seen beside one another, taken by a touch, never asked for, never of a card's."""

from __future__ import annotations

from typing import Any

import pytest

from forms.facts.values import Known, Source
from kiosk.screens.build import build_view
from kiosk.screens.gallery.gallery import PX_PER_MM, Stage
from kiosk.session import events as e
from kiosk.session.answers import draft_for
from kiosk.session.drafts.letter_forms import choose_form, forms_to_choose
from kiosk.session.drafts.text_entry import TextDraft
from tests.kiosk.qml_items import faults, target, targets
from tests.kiosk.walk import Citizen, pack, wording, world

NAME, READING = "visitor.name", "visitor.name_kana"


def drafted(name: str, source: Source = Source.CITIZEN) -> TextDraft:
    given = {NAME: Known(name, source), READING: Known("ワタナベ　タカエ", source)}
    draft = draft_for(pack(), "visitor_name", (NAME, READING), given, {})
    assert isinstance(draft, TextDraft)
    return draft


def typed(name: str) -> Citizen:
    citizen = Citizen()
    citizen.starts("certificates")
    citizen.happens(e.Begun("027", 1), e.SkipPressed())
    citizen.comes_to("visitor_name")
    citizen.happens(e.FieldChosen(NAME), *map(e.KeyTyped, name))
    return citizen


def name_of(citizen: Citizen) -> str:
    draft = citizen.asked().draft
    assert isinstance(draft, TextDraft)
    return draft.fields[0].value


def test_each_letter_with_another_form_is_offered_the_everyday_one_first() -> None:
    found = [
        (choice.place, choice.present, choice.forms)
        for choice in forms_to_choose(drafted("渡邉　高恵"))
    ]
    assert [(place, present) for place, present, _ in found] == [(1, "邉"), (3, "高"), (4, "恵")]
    assert [set(forms) for _, _, forms in found] == [{"辺", "邉", "邊"}, {"高", "髙"}, {"恵", "惠"}]
    assert [forms[0] for _, _, forms in found] == ["辺", "高", "恵"]


@pytest.mark.parametrize("name", ["山本　一二", "やまだ", "SMITH JOHN", ""])
def test_a_name_without_such_letters_is_left_in_peace(name: str) -> None:
    assert forms_to_choose(drafted(name)) == ()


def test_what_a_card_says_is_not_asked_about_here() -> None:
    assert forms_to_choose(drafted("渡邉　高恵", Source.CARD)) == ()


def test_a_form_that_is_not_offered_changes_nothing() -> None:
    draft = drafted("渡邉　高恵")
    for which in ("form.1.高", "form.9.辺", "form..", "form.1", "form.0.渡"):
        assert choose_form(draft, which) == draft


def test_a_touch_takes_a_form_and_nothing_else_changes() -> None:
    citizen = typed("渡辺　恵")
    citizen.happens(e.FieldChosen(READING), *map(e.KeyTyped, "わたなべ"), e.FieldChosen(NAME))
    citizen.happens(e.CandidateChosen("form.1.邊"))
    assert name_of(citizen) == "渡邊　恵"
    citizen.happens(e.CandidateChosen("form.3.惠"), e.CandidateChosen("form.1.辺"), e.NextPressed())
    assert citizen.visit().facts[NAME] == Known("渡辺　惠", Source.CITIZEN)
    assert citizen.visit().facts[READING] == Known("ワタナベ", Source.CITIZEN)


def test_who_does_not_know_goes_on_as_it_is() -> None:
    citizen = typed("渡辺　恵")
    citizen.happens(e.FieldChosen(READING), *map(e.KeyTyped, "わたなべ"), e.FieldChosen(NAME))
    citizen.happens(e.NextPressed())
    assert citizen.visit().facts[NAME] == Known("渡辺　恵", Source.CITIZEN)


def test_kana_on_the_way_to_kanji_has_its_candidates_first() -> None:
    citizen = typed("渡辺")
    assert view(citizen)["body"]["forms"]
    citizen.happens(e.KeyTyped("け"))
    assert view(citizen)["body"]["forms"] == []


def test_the_forms_are_large_and_a_letters_stand_together(stage: Stage) -> None:
    stage.show(view(typed("渡邉　高恵")))
    assert faults(stage.window, PX_PER_MM) == []
    shown = [target(stage.window, f"candidate.form.1.{number}") for number in range(3)]
    assert len({one.rect.top() for one in shown}) == 1
    assert min(one.rect.height() for one in shown) >= int(26 * PX_PER_MM)
    both = {one.name for one in targets(stage.window)} & {
        "candidate.form.3.0",
        "candidate.form.3.1",
    }
    assert len(both) != 1, "two forms are compared, or neither is there"


def view(citizen: Citizen) -> dict[str, Any]:
    return dict(build_view(citizen.state, world(), wording(), "ja"))
