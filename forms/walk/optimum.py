"""The best order of questions there could be, by trying every policy; for small catalogues.

A policy may choose, at each moment and by all that was answered before, any question that can
decide something open or that is needed for sure, but no birth before the day of death.  Its cost is
the screens that people of a population see on average.  (Left out: asking for a box before it is known
to be needed, only because the answer makes another one likelier.)
"""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass, replace
from functools import partial
from random import Random
from typing import Final, TypeAlias

from forms.catalogue.model import AskedBy, EventSpec, Pack
from forms.facts.lists import items_of
from forms.facts.values import FactId
from forms.journey.moment import Moment, QuestionNeed
from forms.journey.screens import screens
from forms.walk.answers import Answers
from forms.walk.parts import Part, Parts
from forms.walk.population import Population

Belief: TypeAlias = tuple[float, ...]
"""How likely each kind of the population is by now."""

MOST_FACTS: Final = 10
_RARE: Final = 0.002
"""Answers that fewer give are left out, of both orders: the days just beside a limit of age."""


@dataclass(frozen=True, slots=True)
class SmallCatalogue:
    """Some procedures of a pack, with some boxes of their forms; ``facts`` can be asked."""

    seed: int
    pack: Pack
    event: str
    facts: frozenset[FactId]


@dataclass(frozen=True, slots=True)
class Compared:
    """Screens on average: in the pack's order, and at best.  ``states`` were tried for the best."""

    catalogue: SmallCatalogue
    ours: float
    best: float
    states: int

    @property
    def over(self) -> float:
        """How far our order is over the best one: 0.1 is ten percent."""
        return self.ours / self.best - 1 if self.best else 0.0


def draw(pack: Pack, event: str, seed: int, *, carried: bool) -> SmallCatalogue:
    """A sub-catalogue of four to ten facts to ask, drawn by ``seed``.

    First whole procedures, by their rules; then facts that their forms need and, if ``carried``,
    what every submission carries (who comes, and who died).
    """
    choose = Random(seed)  # noqa: S311 - to be repeated
    most = choose.randint(4, MOST_FACTS)
    spec = pack.events[event]
    facts: frozenset[FactId] = frozenset()
    procedures: list[str] = []
    many = choose.randint(1, len(spec.procedures))
    for procedure in choose.sample(spec.procedures, many):
        rules = pack.procedures[procedure].asking
        behind = {fact for rule in rules for name in rule.facts for fact in _asked_for(pack, name)}
        grown = facts | _with_mates(pack, spec, frozenset(behind))
        if len(grown) <= most:
            procedures.append(procedure)
            facts = grown
    forms = [form for procedure in procedures for form in pack.forms_of[procedure]]
    own = spec.needs if carried else ()
    needs = sorted({*own}.union(*(form.needs for form in forms)))
    chosen: set[FactId] = set()
    for need in choose.sample(needs, len(needs)):
        grown = facts | _with_mates(pack, spec, _asked_for(pack, need))
        if len(grown) <= most:
            chosen.add(need)
            facts = grown
    small = replace(
        spec,
        procedures=tuple(p for p in spec.procedures if p in procedures),
        needs=tuple(need for need in own if need in chosen),
    )
    boxes = {
        form.id: replace(form, needs=tuple(need for need in form.needs if need in chosen))
        for form in pack.forms.values()
    }
    return SmallCatalogue(
        seed, replace(pack, events={**pack.events, event: small}, forms=boxes), event, facts
    )


class TooManyStatesError(Exception):
    """A catalogue that is too wide to try every order of it."""


def compare(
    catalogue: SmallCatalogue, population: Population, *, most: int | None = None
) -> Compared:
    """Our order beside the best one.  Raises :class:`TooManyStatesError` beyond ``most`` states."""
    search = _Search(catalogue, population, most=most)
    best, states = search.best(), len(search.known)
    return Compared(catalogue, in_order(catalogue, population), best, states)


def in_order(catalogue: SmallCatalogue, population: Population) -> float:
    """The mean in the pack's order, counted the same way as the best one."""
    return _Search(catalogue, population, in_order=True).best()


@dataclass(frozen=True, slots=True)
class _Step:
    """One answer to a question: the state after it, and its chance for each kind of people."""

    target: Part
    chances: tuple[float, ...]


class _Search:
    """The least mean from each state, by trying every question there.

    ``in_order``: only the one that the pack asks.  ``shortcut``: a question that is certain to be
    asked is asked at once.  That loses nothing: every policy asks it once on every path, and to
    know its answer earlier is no harm.
    """

    def __init__(
        self,
        catalogue: SmallCatalogue,
        population: Population,
        *,
        shortcut: bool = True,
        in_order: bool = False,
        most: int | None = None,
    ) -> None:
        self.most = most
        self.pack = catalogue.pack
        self.event = catalogue.pack.events[catalogue.event]
        self.population = population.seen_by(catalogue.facts)
        self.shortcut = shortcut
        self.in_order = in_order
        self.parts = Parts(self.pack, self.event)
        self.answers = Answers(self.pack, self.event, population.today)
        self.known: dict[tuple[Part, Belief], float] = {}
        self.moments: dict[Part, Moment] = {}
        self.options: dict[Part, list[list[_Step]]] = {}

    def best(self) -> float:
        """From the first moment."""
        first = Moment.of(self.pack, self.event, {}, self.population.today)
        belief = tuple(kind.share for kind in self.population.kinds)
        return self.least(self.state(first), belief)

    def state(self, moment: Moment) -> Part:
        """The state of a moment, which then stands for it."""
        key = self.parts.whole(moment)
        self.moments.setdefault(key, moment)
        return key

    def least(self, key: Part, belief: Belief) -> float:
        """Screens still to come, at best."""
        if key.is_end:
            return 0.0
        state = (key, self._telling(key, belief))
        found = self.known.get(state)
        if found is None:
            if self.most is not None and len(self.known) > self.most:
                raise TooManyStatesError
            if key not in self.options:
                self.options[key] = [self._steps(key, need) for need in self._questions(key)]
            found = min(self._cost(steps, belief) for steps in self.options[key])
            self.known[state] = found
        return found

    def _telling(self, key: Part, belief: Belief) -> Belief:
        """What of ``belief`` can still matter: its shares over the axes of the facts in reach."""
        axes = sorted(self.population.axes_of(fact for fact, _ in key.facts))
        shares: dict[tuple[str, ...], float] = {}
        for kind, share in zip(self.population.kinds, belief, strict=True):
            traits = tuple(kind.traits[axis] for axis in axes)
            shares[traits] = shares.get(traits, 0.0) + share
        return tuple(round(share, 7) for share in shares.values())

    def _questions(self, key: Part) -> list[QuestionNeed]:
        moment, ways, telling = self.moments[key], dict(key.facts), key.telling()
        if self.in_order:
            need = moment.next_question()
            assert need is not None
            return [need]
        options = []
        items = partial(items_of, moment.resolver.given)
        for screen in screens(self.pack, self.event, items):
            missing = moment.missing(screen)
            open_facts = [fact for fact in missing if fact in telling]
            sure = any(fact in key.missing and ways[fact] is None for fact in open_facts)
            if sure and self.shortcut:
                return [QuestionNeed(screen.question, missing, (), item=screen.item)]
            if open_facts and not self._too_soon(open_facts, telling):
                options.append(QuestionNeed(screen.question, missing, (), item=screen.item))
        return options

    def _too_soon(self, facts: list[FactId], open_facts: frozenset[FactId]) -> bool:
        """Whether a day is asked before the one that it is held against.

        Until that one is known, one day stands for all others (:mod:`forms.walk.stretches`): asked first, it would
        decide by a value that nobody gave.
        """
        bases = frozenset[FactId]().union(*map(self.population.counted_from, facts))
        return not bases.isdisjoint(open_facts - {*facts})

    def _steps(self, key: Part, need: QuestionNeed) -> list[_Step]:
        moment = self.moments[key]
        given = moment.resolver.given
        answers = list(self.answers.to(need, given))
        rows = [self.population.chances(kind, answers, given) for kind in self.population.kinds]
        likely = [i for i in range(len(answers)) if max(row[i] for row in rows) > _RARE]
        kept = [sum(row[i] for i in likely) for row in rows]
        return [
            _Step(
                self.state(moment.after(dict(answers[i]))),
                tuple(row[i] / whole for row, whole in zip(rows, kept, strict=True)),
            )
            for i in likely
        ]

    def _cost(self, steps: list[_Step], belief: Belief) -> float:
        """One screen, and what comes after each answer."""
        total = 1.0
        for step in steps:
            weights = [share * chance for share, chance in zip(belief, step.chances, strict=True)]
            weight = sum(weights)
            if weight > 0:
                total += weight * self.least(step.target, tuple(w / weight for w in weights))
        return total


def every_policy(catalogue: SmallCatalogue, population: Population) -> float:
    """The best mean without the shortcut; for tests, on very small catalogues."""
    return _Search(catalogue, population, shortcut=False).best()


def _asked_for(pack: Pack, need: FactId) -> frozenset[FactId]:
    """Facts that citizens may be asked for ``need``."""
    found: set[FactId] = set()
    todo = [need]
    while todo:
        fact = todo.pop()
        if fact not in found:
            found.add(fact)
            todo += pack.facts[fact].consulted
    return frozenset(f for f in found if pack.facts[f].asked_by is AskedBy.CITIZEN)


def _with_mates(pack: Pack, event: EventSpec, facts: frozenset[FactId]) -> frozenset[FactId]:
    """With all that stands on the same screens."""
    return facts.union(
        *(screen for screen in _screens(pack, event) if not facts.isdisjoint(screen))
    )


def _screens(pack: Pack, event: EventSpec) -> Iterator[frozenset[FactId]]:
    return (frozenset(pack.questions[question].facts) for question in event.questions)
