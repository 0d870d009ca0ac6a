"""The cases of tests/stories/okuyami: what a family could say, put into the facts that the pack's screens give.

The cases speak the words of the vocabulary, one fact for each thing.  A screen asks several of them together; what
the person who died had is chosen there, the rest is not, or はっきりしないものが ある.  Where a case mixes わからない
with a plain no, which one screen cannot give, the no is the clerk's.
"""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from datetime import date
from pathlib import Path
from typing import Any, Final

from forms.facts.lists import item_fact
from forms.facts.values import DontKnow, FactId, Facts, FactState, ItemList, Known, Source, Value

FOLDER: Final = Path(__file__).parents[1] / "stories" / "okuyami"
_UNKNOWN: Final = "unknown"

_TOGETHER: Final[Mapping[FactId, Mapping[str, FactId]]] = {
    "deceased.supports": {
        "child": "family.children_u18",
        "handbook": "deceased.has_handbook",
        "jiritsu": "deceased.jiritsu",
        "allowance": "deceased.has_allowance",
        "medical_aid": "deceased.has_medical_aid",
        "elder_service": "deceased.has_elder_service",
        "seiho": "deceased.seiho",
        "special": "deceased.has_special",
    },
    "deceased.care": {
        "certified": "deceased.kaigo_certified",
        "applying": "deceased.kaigo_applying",
        "service": "deceased.kaigo_service",
        "facility": "deceased.in_facility",
    },
    "deceased.things": {
        "seal_card": "deceased.seal_card",
        "mynumber_card": "deceased.mynumber_card",
        "license": "deceased.license",
        "passport": "deceased.passport",
        "residence_card": "deceased.foreign",
    },
    "estate.things": {
        "land": "estate.has_land",
        "vehicle": "estate.has_vehicle",
        "public_housing": "housing.has_public",
        "water": "water.deceased_contract",
        "septic": "housing.septic",
        "waste": "housing.waste_service",
        "dog": "deceased.dog",
        "grave": "deceased.grave",
    },
}
"""Screens of several choices, and the fact of yes and no that each choice gives."""

_BEHIND: Final[Mapping[FactId, FactId]] = {
    "deceased.has_handbook": "deceased.handbooks",
    "deceased.has_allowance": "deceased.allowances",
    "deceased.has_medical_aid": "deceased.medical_aid",
    "deceased.has_elder_service": "deceased.elder_services",
    "estate.has_land": "estate.kinds",
    "estate.has_vehicle": "vehicle.kinds",
}
"""Facts of several choices that are asked behind a yes."""

_MORE: Final = ("fuyo_kyosai", "farmer_pension")
_LISTS: Final = {"children": "family.children", "vehicle.mopeds": "vehicle.mopeds"}
_FOLDED: Final = frozenset(
    {
        "deceased.resident",
        "visitor.same_household",
        "funeral.done",
        "funeral.kind",
        "deceased.kaigo_status",
        "deceased.insurer_elsewhere",
        "deceased.high_care_cost",
        "deceased.city_tax",
        "deceased.tax_by_account",
        "deceased.fuyo_kyosai",
        "deceased.farmer_pension",
        "deceased.kei_reduction",
        "deceased.specials",
        "grave.move",
        "wishes",
        *_LISTS,
    }
)
"""Words of the vocabulary that have another form here."""


def facts_of_a_death(said: Mapping[str, Any]) -> Facts:
    """What the screens give of what a case says."""
    return dict(_facts(said))


def _facts(said: Mapping[str, Any]) -> Iterator[tuple[FactId, FactState]]:
    words = {f: value for f, value in said.items() if f not in _FOLDED} | _folded(said)
    for screen, choices in _TOGETHER.items():
        yield from _together(screen, choices, words)
    given = {fact for choices in _TOGETHER.values() for fact in choices.values()}
    for fact, value in words.items():
        if fact not in given:
            yield fact, _state(value)
    yield from _specials(said)
    for word, fact in _LISTS.items():
        if word in said:
            yield from _items(fact, said[word])


def _folded(said: Mapping[str, Any]) -> dict[str, Any]:
    """What the screens ask in another way than the vocabulary names it."""
    found: dict[str, Any] = {}
    home = "with_visitor" if said["visitor.same_household"] else "this_city"
    found["deceased.registered"] = _by(said["deceased.resident"], home, "elsewhere")
    if found["deceased.registered"] != home:
        found["visitor.same_household"] = said["visitor.same_household"]
    found["funeral.stage"] = _stage(said)
    status = said.get("deceased.kaigo_status", "none")
    for name in ("certified", "applying"):
        found[f"deceased.kaigo_{name}"] = status if status == _UNKNOWN else status == name
    found |= _insurer(said)
    tax, account = said["deceased.city_tax"], said.get("deceased.tax_by_account", False)
    found["deceased.tax"] = _by(tax, _by(account, "by_account", "by_slip"), "none")
    others = [said["deceased.specials"], *(said[f"deceased.{name}"] for name in _MORE)]
    found["deceased.has_special"] = _UNKNOWN if _UNKNOWN in others else any(others)
    for gate, behind in _BEHIND.items():
        value = said[behind]
        found[gate] = value if value == _UNKNOWN else bool(value)
    if said["deceased.kei_reduction"] is True:
        found["vehicle.kinds"] = [*said["vehicle.kinds"], "reduced"]
    public = said["housing.public"]
    found["housing.has_public"] = public if public == _UNKNOWN else public != "no"
    wishes, move = said["wishes"], said["grave.move"]
    if _UNKNOWN in (wishes, move):
        found["family.wishes"] = _UNKNOWN
    else:
        found["family.wishes"] = [*wishes, *(["move_grave"] if move else [])]
    return found


def _specials(said: Mapping[str, Any]) -> Iterator[tuple[FactId, FactState]]:
    """More things stand on that screen than under that word."""
    specials = said["deceased.specials"]
    more = {name: said[f"deceased.{name}"] for name in _MORE}
    if specials == _UNKNOWN:
        yield "deceased.specials", DontKnow()
    else:
        chosen = (*specials, *(name for name, has in more.items() if has is True))
        source = Source.CLERK if _UNKNOWN in more.values() else Source.CITIZEN
        yield "deceased.specials", Known(chosen, source)
    if _UNKNOWN in (specials, *more.values()):
        yield from (
            (f"deceased.{name}", Known(has, Source.CLERK))
            for name, has in more.items()
            if has != _UNKNOWN
        )


def _by(value: object, yes: str, no: str) -> str:
    if value == _UNKNOWN:
        return _UNKNOWN
    return yes if value else no


def _stage(said: Mapping[str, Any]) -> str:
    if said["funeral.done"] is not True:
        return _by(said["funeral.done"], "", "to_come")
    if said.get("death.abroad") is True:
        return "abroad"
    kind = said["funeral.kind"]
    return {"funeral": "held", "cremation_only": "cremation_only"}.get(kind, _UNKNOWN)


def _insurer(said: Mapping[str, Any]) -> dict[str, Any]:
    """Asked where a person lived in a home or elsewhere; who lived elsewhere and in a home is insured here."""
    elsewhere = said.get("deceased.insurer_elsewhere", False)
    if said["deceased.resident"] is False:
        elsewhere = said["deceased.in_facility"] is not True
    elif said["deceased.resident"] == _UNKNOWN or said.get("deceased.in_facility") is not True:
        return {}
    return {"deceased.insurer": _by(elsewhere, "other_prefecture", "here")}


def _together(
    screen: FactId, choices: Mapping[str, FactId], words: Mapping[str, Any]
) -> Iterator[tuple[FactId, FactState]]:
    states = {choice: words.get(fact, False) for choice, fact in choices.items()}
    if all(value == _UNKNOWN for value in states.values()):
        yield screen, DontKnow()
        return
    chosen = tuple(choice for choice, value in states.items() if value is True)
    if _UNKNOWN not in states.values():
        yield screen, Known(chosen, Source.CITIZEN)
        return
    yield screen, Known((*chosen, "unsure"), Source.CITIZEN)
    for choice, value in states.items():
        if value is False:
            yield choices[choice], Known(value, Source.CLERK)


def _items(fact: FactId, said: object) -> Iterator[tuple[FactId, FactState]]:
    if not isinstance(said, list):
        yield fact, DontKnow()
        return
    names = tuple("abcdefgh"[: len(said)])
    yield fact, Known(ItemList(names, closed=True), Source.CITIZEN)
    for name, item in zip(names, said, strict=True):
        for field, value in item.items():
            yield item_fact(fact, name, field), _state(value)


def _state(said: object) -> FactState:
    return DontKnow() if said == _UNKNOWN else Known(_value(said), Source.CITIZEN)


def _value(said: object) -> Value:
    if isinstance(said, list):
        return tuple(str(part) for part in said)
    assert isinstance(said, bool | int | str | date)
    return said
