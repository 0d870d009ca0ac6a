"""Breaks each rule of an event and looks whether an expectation written by hand, or the walk, sees it.

    python -m tests.forms.mutants                            # all of them
    python -m tests.forms.mutants --sample 20 --seed 7
    python -m tests.forms.mutants --resume out/mutants.txt   # those not yet in the file; adds to it

Expectations are the stories (``tests/stories``): states and deadlines that people wrote down from
``domain.md``.  A story that the unbroken pack does not meet is left out and counted.  Exit code 0 when
every survivor stands in ``survivors.yaml`` with its reason.
"""

from __future__ import annotations

import argparse
import random
import sys
import time
from collections import Counter
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass, replace
from datetime import date
from fnmatch import fnmatchcase
from functools import cache
from itertools import product
from pathlib import Path
from typing import Any

from ruamel.yaml import YAML

from forms.catalogue import Pack, load
from forms.catalogue.model import AskedBy
from forms.catalogue.telling import BadAnswerError, told
from forms.facts.lists import list_of, of_every_item
from forms.facts.values import DontKnow, FactId, Facts, FactState, Known, Source
from forms.journey import derive
from forms.walk.walker import alone, walk
from tests.forms.rule_mutants import Mutant, mutants
from tests.support.cases import FOLDERS, load_case

STORIES = Path(__file__).parents[1] / "stories"
TODAY = date(2026, 11, 21)
_OF_PROCEDURES = ("state", "deadline", "may")
_APPLIED = ("needed", "check_at_counter")
_WALKED = 2
"""Procedures walked for a broken fact: each of them shows it, all at once would take minutes."""


@dataclass(frozen=True)
class Expectation:
    """What people wrote down of one case: a state, a deadline or a filer of one procedure, a fact."""

    case: str
    facts: Mapping[FactId, FactState]
    today: date
    expected: Mapping[tuple[str, str], object]


def expectations(pack: Pack, event: str) -> list[Expectation]:
    """Of every story of ``event``, as far as ``pack`` has its facts, procedures and answers.

    Raises ``KeyError`` or :class:`BadAnswerError` for a case by hand that speaks of what the pack has not.
    """
    found = written(pack, event)
    found += who_may(pack, found)
    return [each for each in reversed(found) if each.expected]


def written(pack: Pack, event: str) -> list[Expectation]:
    """Of every story of ``event``, and of the cases by hand.  Raises as :func:`expectations`."""
    found = [_read(pack, event, path) for path in sorted(STORIES.rglob("*.yaml"))]
    return [each for each in found if each is not None] + by_hand(pack, event)


def story(pack: Pack, event: str, name: str) -> Expectation | None:
    """The story ``name`` below ``tests/stories``; ``None``: of another event."""
    return _read(pack, event, STORIES / name)


def by_hand(pack: Pack, event: str) -> list[Expectation]:
    """The cases of ``by_hand.yaml`` and ``both_sides.yaml``.  Raises as :func:`expectations`."""
    found = []
    for name in ("both_sides.yaml", "by_hand.yaml"):
        hand = _cases(name)
        for case in hand["cases"]:
            if case.get("event", "okuyami") == event:
                found.append(_by_hand(pack, event, case, hand["today"]))
    return found


def who_may(pack: Pack, known: Sequence[Expectation]) -> Iterator[Expectation]:
    """``who_may.yaml``: each procedure, in a case that needs it, for every relation in and out of the household."""
    for group in YAML(typ="safe").load((Path(__file__).parent / "who_may.yaml").read_text("utf-8")):
        for procedure in group["procedures"]:
            needing = {e.expected.get((procedure, "state")): e for e in reversed(known)}
            case = needing.get("needed") or needing.get("check_at_counter")
            if case is None:
                continue
            relations: list[str | None] = [*_relations(pack), None]
            for relation, home in product(relations, ("with_visitor", "this_city")):
                said = {**case.facts, **dict(told(pack, "deceased.registered", home))}
                said["visitor.relation"] = (
                    DontKnow() if relation is None else Known(relation, Source.CITIZEN)
                )
                each = Expectation(
                    f"who may: {relation} {home}",
                    said,
                    case.today,
                    {(procedure, "state"): None, (procedure, "may"): None},
                )
                if held(pack, "okuyami", each)[procedure, "state"] in _APPLIED:
                    may = _may(group, relation, together=home == "with_visitor")
                    yield replace(each, expected={(procedure, "may"): may})
                if relation in group.get("counter", ()):
                    yield replace(each, expected={(procedure, "state"): "check_at_counter"})


def _relations(pack: Pack) -> Sequence[str]:
    return pack.facts["visitor.relation"].values


def _may(group: Mapping[str, Any], relation: str | None, *, together: bool) -> str:
    if relation in group["may"] or (together and group.get("household") == "enough"):
        return "alone"
    if group["otherwise"] == "letter" and (relation is not None or not group["may"]):
        return "with_letter"
    return "check_at_counter"


def held(pack: Pack, event: str, each: Expectation) -> dict[tuple[str, str], object]:
    """What ``pack`` says of everything that ``each`` expects something of."""
    journey = derive(pack, event, each.facts, each.today)
    said: dict[tuple[str, str], object] = {}
    for outcome in journey.procedures:
        said[outcome.id, "state"] = outcome.state.value
        said[outcome.id, "deadline"] = outcome.deadline
        said[outcome.id, "may"] = outcome.may_file and outcome.may_file.value
    for elsewhere in journey.guidance:
        said[elsewhere.id, "guidance"] = elsewhere.state.value
    for fact, state in journey.facts.items():
        said[fact, "fact"] = state.value if isinstance(state, Known) else type(state).__name__
        said[fact, "value"] = state.value if isinstance(state, Known) else None
    need = journey.next_question
    said["next", "question"] = need and need.question.id
    return {what: said.get(what) for what in each.expected}


def met(pack: Pack, event: str, each: Expectation) -> Expectation:
    """``each`` with what the unbroken pack meets; the rest is a finding about one of the two."""
    said = held(pack, event, each)
    good = {what: value for what, value in each.expected.items() if said[what] == value}
    return Expectation(each.case, each.facts, each.today, good)


def killer(
    mutant: Mutant, event: str, known: Sequence[Expectation], *, walking: bool = True
) -> str | None:
    """Who sees that a rule is broken: the first expectation, or the walk; ``None``: nobody."""
    concerned = _concerned(mutant, event)
    for few in (
        True,
        False,
    ):  # first the sooner ones: of states, by the procedures in question alone
        for each in known:
            expected = _told_of(mutant, each, concerned, few=few)
            if not expected:
                continue
            asked = {what for what, kind in expected if kind in _OF_PROCEDURES}
            pack = alone(mutant.pack, event, *sorted(asked)) if few else mutant.pack
            said = held(pack, event, replace(each, expected=expected))
            wrong = [what for what, value in expected.items() if said[what] != value]
            if wrong:
                return f"{each.case}: {' '.join(wrong[0])}"
    if not walking:
        return None
    try:
        graph = walk(alone(mutant.pack, event, *_few_about(mutant, event)), event, {}, TODAY)
    except (ValueError, AssertionError) as fault:
        return f"walk: {fault}"
    return f"walk: {graph.faults[0].message}" if graph.faults else None


def _concerned(mutant: Mutant, event: str) -> frozenset[str]:
    """Procedures and facts of which a broken rule may say something else."""
    if mutant.entry in mutant.pack.procedures:
        return frozenset({mutant.entry})
    affected = mutant.pack.affected[mutant.entry]
    procedures = mutant.pack.events[event].procedures
    specs = [mutant.pack.procedures[procedure] for procedure in procedures]
    return affected.union(s.id for s in specs if not affected.isdisjoint(s.facts))


def _told_of(
    mutant: Mutant, each: Expectation, concerned: frozenset[str], *, few: bool
) -> dict[tuple[str, str], object]:
    """What ``each`` expects of those; the next question, and facts, are those of the whole event."""
    return {
        (what, kind): value
        for (what, kind), value in each.expected.items()
        if (kind in _OF_PROCEDURES) == few
        and (
            not concerned.isdisjoint((what, list_of(what), of_every_item(what)))
            or kind == "question"
        )
    }


def _few_about(mutant: Mutant, event: str) -> Sequence[str]:
    """Procedures to walk for a broken rule: its own, or some that the fact has a say in."""
    procedures = mutant.pack.events[event].procedures
    if mutant.entry in procedures:
        return (mutant.entry,)
    affected = mutant.pack.affected[mutant.entry]
    specs = [mutant.pack.procedures[procedure] for procedure in procedures]
    return [spec.id for spec in specs if not affected.isdisjoint(spec.facts)][:_WALKED]


def _read(pack: Pack, event: str, path: Path) -> Expectation | None:
    data: dict[str, Any] = YAML(typ="safe").load(path.read_text("utf-8"))
    if data.get("event", "okuyami") != event:
        return None
    facts: dict[FactId, FactState] = {}
    if path.parent in FOLDERS:
        facts |= load_case(path).facts
    else:
        for fact, plain in data["facts"].items():
            try:
                facts |= dict(told(pack, fact, plain))
            except BadAnswerError:
                continue  # the vocabulary has more facts than the pack as yet
    expect = data.get("expect", {})
    procedures = dict(expect.get("procedures", {}))
    if expect.get("others"):
        rest = set(pack.events[event].procedures) - set(procedures) - set(expect.get("open", {}))
        procedures |= dict.fromkeys(rest, expect["others"])
    ours = pack.events[event].procedures
    wanted: dict[tuple[str, str], object] = {
        (p, "state"): s for p, s in procedures.items() if p in ours
    }
    deadlines = expect.get("deadlines") or {}
    wanted |= {(p, "deadline"): day for p, day in deadlines.items() if p in ours}
    return Expectation(str(path.relative_to(STORIES)), facts, _day(data["today"]), wanted)


@cache
def _cases(name: str) -> Mapping[str, Any]:
    found: Mapping[str, Any] = YAML(typ="safe").load(
        (Path(__file__).parent / name).read_text("utf-8")
    )
    return found


def _by_hand(pack: Pack, event: str, case: Mapping[str, Any], today: date) -> Expectation:
    facts: dict[FactId, FactState] = {}
    for fact, plain in case["facts"].items():
        if pack.facts[fact].asked_by is AskedBy.NOBODY:
            raise BadAnswerError(f"{case['why']}: nobody says {fact}, it follows from others")
        facts |= dict(told(pack, fact, plain))
    for fact, plain in case.get("card", {}).items():
        facts |= {
            f: Known(s.value, Source.CARD)
            for f, s in told(pack, fact, plain)
            if isinstance(s, Known)
        }
    day = case.get("today", today)
    wanted: dict[tuple[str, str], object] = {}
    for what, kinds in case["expect"].items():
        if what.endswith(".*"):
            wanted |= _each_of(pack, what[:-1], kinds, derive(pack, event, facts, day).facts)
        else:
            wanted |= {(what, kind): value for kind, value in kinds.items()}
    return Expectation(f"by hand: {case['why']}", facts, day, wanted)


def _each_of(
    pack: Pack, role: str, like: str, facts: Facts
) -> Iterator[tuple[tuple[str, str], object]]:
    """Every fact of ``role`` (with its point): as that of the role ``like``, or, of ``nothing``, none."""
    patterns = (like,) if like != "nothing" else ("visitor", "account")
    for fact in pack.facts:
        name = fact.removeprefix(role)
        alike = not name.startswith("is_")  # an answer of the visitor's own: is_mourner
        if (
            alike
            and fact.startswith(role)
            and any(f"{other}.{name}" in pack.facts for other in patterns)
        ):
            said = facts.get(f"{like}.{name}")
            yield (fact, "value"), said.value if isinstance(said, Known) else None


def _day(plain: object) -> date:
    return plain if isinstance(plain, date) else date.fromisoformat(str(plain))


def reason(name: str) -> str | None:
    """Why nobody can see the mutant, if somebody has found out."""
    path = Path(__file__).parent / "survivors.yaml"
    known: dict[str, str] = YAML(typ="safe").load(path.read_text("utf-8")) or {}
    return next((why for pattern, why in known.items() if fnmatchcase(name, pattern)), None)


def campaign(
    event: str, chosen: Sequence[Mutant], known: Sequence[Expectation], *, walking: bool = True
) -> Iterator[tuple[Mutant, str | None]]:
    """Each mutant with who kills it.  An expectation that has killed is asked first the next time."""
    order = list(known)
    for mutant in chosen:
        by = killer(mutant, event, order, walking=walking)
        yield mutant, by
        for index, each in enumerate(order):
            if by is not None and by.startswith(f"{each.case}: "):
                order.insert(0, order.pop(index))
                break


def main(arguments: Sequence[str] | None = None) -> int:
    """Runs the campaign; prints its seed, every survivor, and the sums."""
    parser = argparse.ArgumentParser(description=__doc__.splitlines()[0] if __doc__ else "")
    parser.add_argument("--pack", default="toyonaka")
    parser.add_argument("--event", default="okuyami")
    parser.add_argument("--sample", type=int, help="only so many, drawn at random")
    parser.add_argument("--seed", type=int, default=random.SystemRandom().randrange(10**6))
    parser.add_argument("--resume", type=Path, help="a file of those done; the others are added")
    parser.add_argument(
        "--no-walk", action="store_true", help="only what people wrote down: sooner"
    )
    args = parser.parse_args(arguments)
    pack = load(args.pack)
    every = list(mutants(pack, args.event))
    random.Random(args.seed).shuffle(every)
    done = dict(_done(args.resume))
    chosen = [m for m in every if m.name not in done][: args.sample]
    told_by_people = expectations(pack, args.event)
    known = [met(pack, args.event, each) for each in told_by_people]
    wanted = sum(len(each.expected) for each in told_by_people)
    kept = sum(len(each.expected) for each in known)
    _say(f"seed {args.seed}: {len(chosen)} of {len(every)} mutants")
    _say(f"{len(known)} cases, {kept} of {wanted} expectations met by the unbroken pack")
    began = time.monotonic()
    for mutant, by in campaign(args.event, chosen, known, walking=not args.no_walk):
        done[mutant.name] = by or "SURVIVED"
        if args.resume is not None:
            with args.resume.open("a", encoding="utf-8") as file:
                file.write(f"{mutant.name}\t{done[mutant.name]}\n")
    return _sum_up(done, time.monotonic() - began)


def _sum_up(done: Mapping[str, str], seconds: float) -> int:
    left = [name for name, by in done.items() if by == "SURVIVED"]
    who = Counter("walk" if by.startswith("walk") else "people" for by in done.values())
    for name in sorted(left):
        _say(f"survived  {name}\n          {reason(name) or 'NOBODY KNOWS WHY'}")
    _say(
        f"{len(done)} mutants: seen by expectations {who['people'] - len(left)}, "
        f"by the walk {who['walk']}, survived {len(left)}; {seconds:.0f} s"
    )
    return 0 if all(reason(name) for name in left) else 1


def _done(path: Path | None) -> Iterator[tuple[str, str]]:
    if path is not None and path.exists():
        for line in path.read_text("utf-8").splitlines():
            name, _, by = line.partition("\t")
            yield name, by


def _say(line: str) -> None:
    sys.stdout.write(line + "\n")
    sys.stdout.flush()


if __name__ == "__main__":
    sys.exit(main())
