"""A typed name that no residence record holds is refused in words; nothing typed is lost, and staff can be called."""

from __future__ import annotations

from dataclasses import replace

import pytest

from forms.facts.values import Known, Source
from forms.text.names import NameFault
from kiosk.screens.build import build_view
from kiosk.screens.gallery.gallery import PX_PER_MM, Stage
from kiosk.session import events as e
from kiosk.session.answers import answer, draft_for
from kiosk.session.drafts.text_entry import TextDraft
from kiosk.session.looks import Looks
from kiosk.session.staff import events as s
from tests.kiosk.qml_items import faults
from tests.kiosk.walk import TODAY, Citizen, pack, wording, world

LANGUAGES = world().languages()
NAME, READING = "visitor.name", "visitor.name_kana"


def asked_for_the_name() -> Citizen:
    citizen = Citizen()
    citizen.starts("certificates")
    citizen.happens(e.Begun("027", 1), e.SkipPressed())
    citizen.comes_to("visitor_name")
    return citizen


def draft(citizen: Citizen) -> TextDraft:
    typing = citizen.asked().draft
    assert isinstance(typing, TextDraft)
    return typing


def types(citizen: Citizen, name: str, reading: str) -> None:
    for fact, text in ((NAME, name), (READING, reading)):
        citizen.happens(e.FieldChosen(fact), e.KeyTyped("clear"), *map(e.KeyTyped, text))


def refused(name: str, reading: str, complaint: str, active: str) -> Citizen:
    citizen = asked_for_the_name()
    types(citizen, name, reading)
    before = citizen.visit().facts
    citizen.happens(e.NextPressed())
    assert citizen.complaint() == complaint
    assert citizen.asked().question == "visitor_name"
    assert [field.text for field in draft(citizen).fields] == [name, reading], "nothing is lost"
    assert draft(citizen).current.fact == active, "and the keys are where it is put right"
    assert citizen.visit().facts == before
    return citizen


@pytest.mark.parametrize(
    ("name", "reading", "complaint", "active"),
    [
        ("やまだ1", "ヤマダ", "name-digits", NAME),
        ("SMITH.", "スミス", "name-signs", NAME),
        ("やまだA", "ヤマダ", "name-mixed", NAME),
        ("やまだ1", "", "name-digits", NAME),  # the first that is wrong, not the one that is empty
        ("やまだ", "ヤマダA", "name-furigana", READING),
    ],
)
def test_what_no_record_holds_is_refused(
    name: str, reading: str, complaint: str, active: str
) -> None:
    refused(name, reading, complaint, active)


def test_put_right_it_goes_on() -> None:
    citizen = refused("やまだ1", "ヤマダ", "name-digits", NAME)
    citizen.happens(e.KeyTyped("erase"))
    assert citizen.complaint() is None
    citizen.happens(e.NextPressed())
    assert citizen.asked().question != "visitor_name"
    assert citizen.visit().facts[NAME] == Known("やまだ", Source.CITIZEN)
    assert citizen.visit().facts[READING] == Known("ヤマダ", Source.CITIZEN)


def test_staff_come_and_what_is_typed_waits_for_them() -> None:
    citizen = refused("やまだ1", "ヤマダ", "name-digits", NAME)
    typed = draft(citizen)
    citizen.happens(e.StaffPressed())
    assert citizen.visit().staff_called
    assert draft(citizen) == typed


def test_beside_staff_the_same_rules_hold() -> None:
    citizen = asked_for_the_name()
    citizen.happens(s.BadgeShown("A1"), e.AssistChanged(on=True))
    assert citizen.visit().assisted
    types(citizen, "やまだ1", "ヤマダ")
    citizen.happens(e.NextPressed())
    assert citizen.complaint() == "name-digits"


@pytest.mark.parametrize("source", [Source.CARD, Source.REGISTRY])
def test_what_is_on_record_is_never_refused(source: Source) -> None:
    recorded = Known("\ue000田　2世", source)
    opened = draft_for(pack(), "visitor_name", (NAME,), {NAME: recorded}, {})
    assert answer(opened, TODAY) == {NAME: recorded}, "and stays what the record said"


def test_the_same_letters_typed_are_refused() -> None:
    typed = Known("\ue000田　2世", Source.CITIZEN)
    opened = draft_for(pack(), "visitor_name", (NAME,), {NAME: typed}, {})
    assert answer(opened, TODAY) == "name-private-use"


def test_only_names_are_held_against_the_record() -> None:
    address = {"visitor.address": Known("見本県見本市花町1-2-3", Source.CITIZEN)}
    opened = draft_for(pack(), "visitor_address", ("visitor.address",), address, {})
    assert answer(opened, TODAY) == address


def view(fault: NameFault, language: str, text: str = "1") -> dict[str, object]:
    citizen = asked_for_the_name()
    types(citizen, "やまだ", "ヤマダ　ハナコ")
    citizen.happens(e.FieldChosen(NAME))
    visit = replace(citizen.visit(), language=language, looks=Looks().with_choice(f"text.{text}"))
    state = replace(citizen.state, visit=visit, complaint=f"name-{fault}")
    return dict(build_view(state, world(), wording(), language))


@pytest.mark.parametrize("language", LANGUAGES)
def test_each_refusal_is_said_in_every_language(language: str) -> None:
    said = set()
    for fault in NameFault:
        shown = view(fault, language)
        assert shown["kind"] == "text", "the screen stays what it was"
        banner = shown["banner"]
        assert isinstance(banner, dict)
        said.add(banner["head"])
    assert len(said) == len(NameFault)


@pytest.mark.parametrize("landscape", [False, True], ids=["portrait", "landscape"])
def test_it_covers_nothing_on_the_screen(stage: Stage, landscape: bool) -> None:
    stage.turn(landscape=landscape)
    found = []
    for language, size in (("ja", "1"), ("ja", "1.6"), ("vi", "1"), ("pt-BR", "1.6")):
        longest = max(
            NameFault, key=lambda fault: len(wording().text(f"kiosk-why-name-{fault}", language))
        )
        stage.show(view(longest, language, size))
        found += [(language, size, each) for each in faults(stage.window, PX_PER_MM, contrast=7.0)]
    assert found == []
