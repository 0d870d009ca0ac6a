"""The cases of tests/stories, of every event: what a person could say, in the facts that the pack's screens give."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from datetime import date
from pathlib import Path
from typing import Any, Final

from ruamel.yaml import YAML

from forms.facts.values import DontKnow, FactId, Facts, FactState, Known, Source
from tests.support.okuyami_cases import FOLDER as OKUYAMI
from tests.support.okuyami_cases import facts_of_a_death

STORIES: Final = Path(__file__).parents[1] / "stories"
FOLDERS: Final = (OKUYAMI, STORIES / "moves", STORIES / "certificates")
_UNKNOWN: Final = "unknown"


@dataclass(frozen=True)
class Case:
    """One file: what is known, and what must come out.  ``open``: what nobody wanted to say."""

    id: str
    pack: str
    event: str
    today: date
    facts: Facts
    expect: Mapping[str, Any]

    @property
    def open(self) -> frozenset[str]:
        """Procedures that the domain leaves open: not compared."""
        return frozenset(self.expect.get("open", ()))


def load_case(path: Path) -> Case:
    """The case in ``path``."""
    plain = YAML(typ="safe").load(path.read_text(encoding="utf-8"))
    event = plain.get("event", "okuyami")
    said = plain["facts"]
    match event:
        case "okuyami":
            facts = facts_of_a_death(said)
        case "certificates":
            facts = dict(_certificate(said))
        case _:
            facts = dict(_move(event, said))
    return Case(plain["story"], plain["pack"], event, plain["today"], facts, plain["expect"])


def _state(said: Any) -> FactState:
    if said == _UNKNOWN:
        return DontKnow()
    return Known(tuple(said) if isinstance(said, list) else said, Source.CITIZEN)


_THINGS: Final[Mapping[str, str]] = {
    "family.jidoteate": "child",
    "family.nursery": "nursery",
    "family.school": "school",
    "visitor.handbook": "handbook",
    "visitor.kaigo": "care",
    "visitor.seal_registered": "seal",
}
"""Words of the vocabulary, and the choice of the one screen that gives them."""
_AS_SAID: Final = (
    "move.date",
    "move.to_abroad",
    "move.whole_household",
    "insurance.after",
    "setai.kind",
    "setai.separate_living",
)


def _move(event: str, said: Mapping[str, Any]) -> Iterator[tuple[FactId, FactState]]:
    """Who moves is said once for all of them; what holds for one of them, on one screen."""
    movers = said["movers"]
    yield from ((fact, _state(said[fact])) for fact in _AS_SAID if fact in said)
    several = "with_family" if len(movers) > 1 else "me"
    yield "move.party", _state("proxy" if said["visitor.role"] == "proxy" else several)
    yield "mover.birth", _state(movers[0]["birth"])
    yield "visitor.birth", _state(movers[0]["birth"])
    yield "insurance.kokuho_before", _state(any(mover["kokuho"] for mover in movers))
    if event == "setai_change":
        return
    if event == "tennyu":
        papers = "card" if said["move.with_card"] else "certificate"
        yield "move.papers", _state("abroad" if said["move.from_abroad"] else papers)
    else:
        yield "move.with_card", _state(said["move.with_card"])
    chosen = [choice for fact, choice in _THINGS.items() if said[fact]]
    chosen += ["card"] if any(mover["has_card"] for mover in movers) else []
    chosen += ["foreign"] if any(mover["foreign"] for mover in movers) else []
    yield "move.things", _state(chosen)
    after = said["pension.after"]
    joins = after == "first" and not any(mover["kokuho"] for mover in movers)
    yield "pension.joins", _state(after if after == _UNKNOWN else joins)


def _certificate(said: Mapping[str, Any]) -> Iterator[tuple[FactId, FactState]]:
    """Whose it is, is asked in the words of each certificate; what only one of them asks, as it is."""
    own = ("koseki.", "todoke.")
    yield from ((fact, _state(value)) for fact, value in said.items() if fact.startswith(own))
    kind, whose = said["cert.kind"], said["cert.for"]
    yield "cert.kind", _state(kind)
    if kind == "todoke":
        return  # who filed it says whose it is
    where = said["cert.submit_to"]
    yield "cert.submit_to", _state("unsure" if where == _UNKNOWN else where)
    if kind in ("juminhyo", "kosai"):
        words = {"self": "self", "same_household": "household", "other": "other"}
        yield "juminhyo.whose", _state(words[whose])
    elif kind in ("koseki", "fuhyo"):
        yield "koseki.whose", _state(whose)
    else:
        yield "cert.for", _state(whose)
