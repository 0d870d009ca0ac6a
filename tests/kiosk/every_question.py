"""A state at every question of the packs, each filled in with what is long for its kind."""

from __future__ import annotations

from dataclasses import replace
from datetime import date
from functools import cache

from forms.catalogue import Pack
from forms.catalogue.model import QuestionSpec
from forms.facts.lists import item_fact, of_every_item
from forms.facts.types import FactType
from forms.facts.values import FactId, Facts, ItemList, Known, Source, Value
from kiosk.session.asking import asking_id
from kiosk.session.questions import open_question
from kiosk.session.reducer import initial
from kiosk.session.states import SessionState
from tests.kiosk.walk import SESSION, world

ITEMS = ("a", "b")
LONG: dict[FactType, Value] = {
    FactType.NAME: "勅使河原　五郎左衛門",
    FactType.KANA: "テシガワラ　ゴロウザエモン",
    FactType.ADDRESS: "大阪府豊中市曽根東町六丁目94番3号　豊中グランドヒルズ曽根東　Ａ棟2504号室",
    FactType.TEXT: "豊中市　ひ　12-34",
    FactType.DATE: date(1988, 12, 28),
    FactType.POSTCODE: "5600001",
    FactType.PHONE: "09068582525",
    FactType.COUNT: 12,
    FactType.MONEY: 123456789,
}
"""The people are invented."""
HONSEKI = "京都府京都市上京区今出川通烏丸東入二丁目相国寺門前町六百四十七番地の一"
"""Has no building: streets of Kyoto make the long ones."""


@cache
def one_of_every_question() -> dict[str, SessionState]:
    """By the question's id, in the order of the events."""
    pack = world().pack
    return {
        question: asked_at(event.id, pack.questions[question])
        for event in pack.events.values()
        for question in event.questions
    }


def asked_at(event: str, spec: QuestionSpec) -> SessionState:
    """The question on the screen, with an answer."""
    item = ITEMS[0] if spec.over else None
    asked = spec.facts_of(item)
    known = {fact: _known(world().pack, fact) for fact in asked}
    visit = replace(initial(SESSION).visit, event=event, facts={**_about_the_list(spec), **known})
    at = open_question(visit, world(), asking_id(spec.id, item), asked)
    return replace(initial(SESSION), visit=visit, situation=at)


def _about_the_list(spec: QuestionSpec) -> Facts:
    """The people that are asked about have names."""
    lists = [spec.over] if spec.over else [f for f in spec.facts if _type(f) is FactType.LIST]
    facts: dict[FactId, Known] = {}
    for over in lists:
        facts[over] = Known(ItemList(ITEMS), Source.CITIZEN)
        named = world().pack.facts[over].named_by
        for item in ITEMS if named else ():
            fact = item_fact(over, item, str(named))
            facts[fact] = _known(world().pack, fact)
    return facts


def _type(fact: FactId) -> FactType:
    return world().pack.facts[of_every_item(fact)].type


def _known(pack: Pack, fact: FactId) -> Known:
    spec = pack.facts[of_every_item(fact)]
    value: Value
    match spec.type:
        case FactType.YES_NO:
            value = True
        case FactType.LIST:
            value = ItemList(ITEMS)
        case FactType.CHOICE:
            value = spec.values[-1]
        case FactType.CHOICES:
            value = tuple(spec.values[:2])
        case FactType.ITEM:
            value = ITEMS[1]
        case FactType.DIGITS:
            value = "1234567890"[: spec.digits or 10]
        case FactType.ADDRESS if fact.endswith(".honseki"):
            value = HONSEKI
        case kind:
            value = LONG[kind]
    return Known(value, Source.CITIZEN)
