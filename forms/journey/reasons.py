"""Why each procedure is needed or not, and which single answer would change that (不要の理由書).

Found by evaluation, not by reading rules: each other value of a deciding answer is tried.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from datetime import date
from itertools import groupby

from forms.catalogue.model import FactSpec, Pack
from forms.catalogue.procedures import ProcedureSpec
from forms.facts.types import FactType
from forms.facts.values import FactId, Facts, FactState, Known, Source, Value, known
from forms.journey.behind import behind
from forms.journey.journey import ProcedureOutcome, derive
from forms.journey.resolve import GIVEN, Resolver, Settled
from forms.journey.verdict import ProcedureState, judge
from forms.rules.samples import counts, days


@dataclass(frozen=True, slots=True)
class Change:
    """With ``value`` for ``fact``, and all else as it is, the procedure would be ``becomes``.

    Of days and numbers ``value`` is the nearest such one, and all from ``first`` to ``last`` do the
    same (both included; ``None``: without end).  Undecided: further questions would be asked, and
    could make it needed or not.
    """

    fact: FactId
    value: Value
    becomes: ProcedureState
    first: Value | None = None
    last: Value | None = None


@dataclass(frozen=True, slots=True)
class Reason:
    """One procedure: ``answers`` as given that decided it, ``changes`` nearest first.

    Of an undecided procedure there are no answers, and ``changes`` are of what it waits for.
    """

    outcome: ProcedureOutcome
    answers: tuple[tuple[FactId, FactState], ...]
    changes: tuple[Change, ...]


def reasons(
    pack: Pack, event: str, facts: Facts, today: date, *, checked_only: bool = False
) -> tuple[Reason, ...]:
    """A reason for every procedure of ``event``, in its order.

    ``checked_only``: as for the journey; what would change it is told all the same.
    A stale answer is shown nowhere, but would count again where another answer lets it.
    """
    journey = derive(pack, event, facts, today, checked_only=checked_only)
    says = pack.events[event].says
    resolver = Resolver(pack, facts, today, says)
    found = []
    for outcome in journey.procedures:
        spec = pack.procedures[outcome.id]
        if outcome.state is ProcedureState.UNDECIDED:
            answers: tuple[tuple[FactId, FactState], ...] = ()
            tried = sorted(journey.waiting[outcome.id])
        else:
            answers = tuple((f, journey.facts[f]) for f in _given(outcome.because, resolver))
            tried = [fact for fact, state in answers if state.source not in GIVEN]
        changes = _Trial(pack, spec, facts, today, says).changes(tried)
        found.append(Reason(outcome, answers, tuple(changes)))
    return tuple(found)


def _given(because: Sequence[FactId], resolver: Resolver) -> Iterator[FactId]:
    """What was given, by a person or a card, of that which decided; each once."""
    todo, seen = list(reversed(because)), set[FactId]()
    while todo:
        fact = todo.pop()
        resolved = resolver.resolve(fact)
        if fact in seen or not isinstance(resolved, Settled):
            continue
        seen.add(fact)
        if resolved.state.source is Source.DERIVED:
            todo += reversed(resolved.sources)
        else:
            yield fact


@dataclass(frozen=True, slots=True)
class _Trial:
    """Tries values for one procedure, all else as it is."""

    pack: Pack
    spec: ProcedureSpec
    facts: Facts
    today: date
    says: Mapping[FactId, Value]

    def changes(self, tried: Iterable[FactId]) -> Iterator[Change]:
        now = self._state(self.facts)
        rules = behind(self.pack, self.spec).rules
        for fact in tried:
            known_as = known(self.facts, fact)
            match self.pack.facts[fact]:
                case FactSpec(type=FactType.DATE):
                    values: Sequence[int | date] = days(rules, self._days(), ahead=True)
                    yield from self._ordered(fact, values, known_as, now)
                case FactSpec(type=FactType.COUNT | FactType.MONEY, limits=limits):
                    yield from self._ordered(fact, counts(rules, limits), known_as, now)
                case spec:
                    for value in _others(spec, known_as):
                        becomes = self._with(fact, value)
                        if value != known_as and becomes is not now:
                            yield Change(fact, value, becomes)

    def _ordered(
        self,
        fact: FactId,
        values: Sequence[int | date],
        known_as: Value | None,
        now: ProcedureState,
    ) -> Iterator[Change]:
        """The nearest stretch of values for each other state."""
        stretches = [
            (becomes, list(stretch))
            for becomes, stretch in groupby(values, key=lambda value: self._with(fact, value))
        ]
        found = [
            Change(
                fact,
                min(stretch, key=lambda value: _distance(value, known_as)),
                becomes,
                None if index == 0 else stretch[0],
                None if index == len(stretches) - 1 else stretch[-1],
            )
            for index, (becomes, stretch) in enumerate(stretches)
            if becomes is not now
        ]
        found.sort(key=lambda change: _distance(change.value, known_as))
        seen: set[ProcedureState] = set()
        for change in found:
            if change.becomes not in seen:
                seen.add(change.becomes)
                yield change

    def _with(self, fact: FactId, value: Value) -> ProcedureState:
        return self._state({**self.facts, fact: Known(value, Source.CITIZEN)})

    def _state(self, facts: Facts) -> ProcedureState:
        lookup = Resolver(self.pack, facts, self.today, self.says).lookup
        return judge(self.spec, lookup).state

    def _days(self) -> set[date]:
        """Days that another one may be counted from."""
        told = {state.value for state in self.facts.values() if isinstance(state, Known)}
        return {value for value in told if isinstance(value, date)} | {self.today}


def _others(spec: FactSpec, known_as: Value | None) -> Iterator[Value]:
    """Answers beside ``known_as``; of several choices, those with one more or one less."""
    match spec.type:
        case FactType.YES_NO:
            yield from (True, False)
        case FactType.CHOICES:
            chosen = known_as if isinstance(known_as, tuple) else ()
            for changed in spec.values:
                yield tuple(v for v in spec.values if (v in chosen) != (v == changed))
        case _:
            yield from spec.values


def _distance(value: Value, known_as: Value | None) -> int:
    """Days or numbers between the two; of an answer that is not known all are as near."""
    if isinstance(value, date) and isinstance(known_as, date):
        return abs((value - known_as).days)
    if isinstance(value, int) and isinstance(known_as, int):
        return abs(value - known_as)
    return 0
