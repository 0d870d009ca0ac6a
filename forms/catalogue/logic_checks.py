"""Rules that decide nothing, questions that are never asked, and わからない that hides a procedure.

These try answers, so `kakanai catalogue check` runs them, no kiosk.
"""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from datetime import date, timedelta
from typing import Final

from forms.catalogue.faults import PackFault
from forms.catalogue.model import EventSpec, FactSpec, Pack
from forms.catalogue.places import Place
from forms.catalogue.procedures import ProcedureSpec
from forms.catalogue.source import PackSource
from forms.facts.lists import item_fact, parts
from forms.facts.types import FactType
from forms.facts.values import DontKnow, FactId, FactState, ItemList, Known, Source, Value
from forms.journey.behind import behind
from forms.journey.resolve import Resolver, Settled
from forms.journey.verdict import ProcedureState, Verdict, judge
from forms.rules.rule import Rule
from forms.rules.samples import combinations, counts, days, outcomes
from forms.walk.asked import asked_questions

_TRIES: Final = 100
"""Sets of other answers under which わからない is tried, for each question."""
_ITEMS: Final = ("a", "b")
_ANY_TEXT: Final = "あ"
_ANY_DIGIT: Final = (
    "1"  # of a ゆうちょ 記号 and 番号 too: the one begins with it, the other ends with it
)


def check_logic(pack: Pack, source: PackSource, day: date) -> Iterator[PackFault]:
    """Every such fault; ``day`` is the day of the tried sessions."""
    yield from _constant(pack, source, day)
    for event in pack.events.values():
        yield from _hidden(pack, source, event, day)
    yield from _never_asked(pack, source, day)


def rules_of(pack: Pack, source: PackSource) -> Iterator[tuple[Rule, Place]]:
    """Every rule of yes and no, with its place."""
    for procedure, job in pack.procedures.items():
        entry = source.entries["procedures"][procedure]
        yield job.when, entry.place("when")
        if job.counter is not None:
            yield job.counter, entry.place("counter")
        if job.filing is not None:
            yield job.filing.may, entry.place("who", "may")
        for index, belonging in enumerate(job.bring):
            if belonging.when is not None:
                yield belonging.when, entry.place("bring", index, "when")
        for index, fee in enumerate(job.fees):
            if fee.when is not None:
                yield fee.when, entry.place("fee", index, "when")
    for guidance, told in pack.guidance.items():
        yield told.when, source.entries["guidance"][guidance].place("when")
    for fact, declared in pack.facts.items():
        entry = source.entries["facts"][fact]
        spec = declared if declared.within is None else declared.about(_ITEMS[0])
        if spec.applies is not None:
            yield spec.applies, entry.place("applies")
        for index, derivation in enumerate(spec.derive):
            if derivation.when is not None:
                yield derivation.when, entry.place("derive", index, "when")
    for question, asked in pack.questions.items():
        entry = source.entries["questions"][question]
        for index, hint in enumerate(asked.hints):
            when = hint.when if asked.over is None else hint.when.about(_ITEMS[0])
            yield when, entry.place("hints", index, "when")


def sample_values(spec: FactSpec, rules: Sequence[Rule], day: date) -> tuple[Value, ...]:
    """Values of a fact that ``rules`` can tell apart; the first text is no constant of theirs."""
    match spec.type:
        case FactType.YES_NO:
            return (True, False)
        case FactType.CHOICE:
            return spec.values
        case FactType.CHOICES:
            return ((), spec.values, *((value,) for value in spec.values))
        case FactType.LIST:
            return tuple(ItemList(_ITEMS[:many], closed=True) for many in range(len(_ITEMS) + 1))
        case FactType.ITEM:
            return _ITEMS
        case FactType.COUNT | FactType.MONEY:
            return counts(rules, spec.limits)
        case FactType.DATE:
            near = (day, day + timedelta(days=1)) if spec.ahead else (day,)
            return days(rules, near, ahead=spec.ahead)
        case FactType.DIGITS:
            return (_ANY_DIGIT * (spec.digits or 8),)
        case _:
            return (_ANY_TEXT,)


def _choices(
    pack: Pack, facts: frozenset[FactId], rules: Sequence[Rule], day: date
) -> Mapping[FactId, tuple[Value, ...]]:
    named = [each for fact in sorted(facts) for each in _of_items(fact)]
    return {fact: sample_values(pack.facts[fact], rules, day) for fact in named}


def _of_items(fact: FactId) -> tuple[FactId, ...]:
    """A fact of every item as those of the items that are tried."""
    found = parts(fact)
    if found is None or found[1]:
        return (fact,)
    return tuple(item_fact(found[0], item, found[2]) for item in _ITEMS)


def _constant(pack: Pack, source: PackSource, day: date) -> Iterator[PackFault]:
    for rule, place in rules_of(pack, source):
        if rule.text == "true":
            continue  # said, not come about
        found = outcomes(rule, _choices(pack, rule.facts, [rule], day), day)
        if len(found) == 1:
            yield place.fault(f"is always {str(found.pop()).lower()}, whatever is answered")


def _hidden(pack: Pack, source: PackSource, event: EventSpec, day: date) -> Iterator[PackFault]:
    for procedure in event.procedures:
        spec = pack.procedures[procedure]
        base = behind(pack, spec)
        unsure = {f for q in event.questions for f in _unsure(pack, q) if f in base.facts}
        for fact in sorted(unsure):
            if _hides(
                pack, spec, _of_items(fact)[0], _choices(pack, base.facts, base.rules, day), day
            ):
                place = source.entries["procedures"][procedure].place("when")
                yield place.fault(
                    f"わからない to {fact!r} hides {procedure!r}: a rule takes it as no"
                )


def _unsure(pack: Pack, question: str) -> tuple[FactId, ...]:
    spec = pack.questions[question]
    return spec.facts if spec.dont_know else ()


def _hides(
    pack: Pack,
    spec: ProcedureSpec,
    fact: FactId,
    choices: Mapping[FactId, Sequence[Value]],
    day: date,
) -> bool:
    others = {name: values for name, values in choices.items() if name != fact}
    for chosen in combinations(others, _TRIES):
        said: dict[FactId, FactState] = {
            name: Known(value, Source.CITIZEN) for name, value in chosen.items()
        }
        unsure = _verdict(pack, spec, {**said, fact: DontKnow()}, day)
        if unsure.state is not ProcedureState.NOT_NEEDED:
            continue
        for value in choices[fact]:
            answered = {**said, fact: Known(value, Source.CITIZEN)}
            if not _stands(pack, unsure.because, answered, day):
                continue  # nobody is asked there what settled it here
            if _verdict(pack, spec, answered, day).state is not ProcedureState.NOT_NEEDED:
                return True
    return False


def _verdict(
    pack: Pack, spec: ProcedureSpec, facts: Mapping[FactId, FactState], day: date
) -> Verdict:
    return judge(spec, Resolver(pack, facts, day).lookup)


def _stands(
    pack: Pack, reasons: Sequence[FactId], said: Mapping[FactId, FactState], day: date
) -> bool:
    """Whether what was said of the ``reasons`` is what holds: no rule overrules or excludes it."""
    resolver = Resolver(pack, said, day)
    mine = [fact for fact in reasons if isinstance(said.get(fact), Known)]
    found = ((resolver.resolve(fact), said[fact]) for fact in mine)
    return all(
        isinstance(now, Settled)
        and isinstance(now.state, Known)
        and isinstance(then, Known)
        and now.state.value == then.value
        for now, then in found
    )


def _never_asked(pack: Pack, source: PackSource, day: date) -> Iterator[PackFault]:
    for event in pack.events.values():
        found = asked_questions(pack, event.id, day)
        entry = source.entries["events"][event.id]
        for index, question in enumerate(event.questions):
            if question not in found:
                place = entry.place("questions", index)
                yield place.fault(f"{event.id!r} never asks {question!r}, whatever is answered")
    listed = {question for event in pack.events.values() for question in event.questions}
    for question in pack.questions:
        if question not in listed:
            place = source.entries["questions"][question].place()
            yield place.fault(f"no event asks {question!r}")
