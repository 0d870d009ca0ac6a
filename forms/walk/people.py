"""People of a population, drawn by chance: each answers one whole session."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass, field
from datetime import timedelta
from functools import cached_property
from itertools import pairwise
from random import Random

from forms.catalogue.model import FactSpec, Pack
from forms.facts.lists import items_of, unsure_answer
from forms.facts.types import FactType
from forms.facts.values import FactId, Facts, FactState, Known, Source, Value
from forms.journey.moment import Moment, QuestionNeed
from forms.walk.answers import Answers, lists
from forms.walk.population import Kind, Population
from forms.walk.screens import Grouping, Screens


@dataclass
class Sampled:
    """Sessions of drawn people.  ``together``: how many saw both questions of a pair, and how many one or both."""

    people: int = 0
    screens: Counter[int] = field(default_factory=Counter)
    asked: Counter[str] = field(default_factory=Counter)
    together: dict[tuple[str, str], tuple[int, int]] = field(default_factory=dict)

    @property
    def shown(self) -> Screens:
        """As shares."""
        most = max(self.screens)
        shares = tuple(self.screens[n] / self.people for n in range(most + 1))
        return Screens(shares, {q: n / self.people for q, n in self.asked.items()})

    @property
    def error(self) -> float:
        """Standard error of the mean."""
        mean = self.shown.mean
        spread = sum(n * (number - mean) ** 2 for number, n in self.screens.items())
        return float((spread / self.people / self.people) ** 0.5)

    def groupings(self) -> list[Grouping]:
        """What asking neighbours on one screen would save, most first."""
        found = [
            Grouping(first, second, both / self.people, (either - both) / self.people)
            for (first, second), (both, either) in self.together.items()
        ]
        return sorted(found, key=lambda grouping: -grouping.saves)


@dataclass(frozen=True)
class People:
    """Sessions of ``population`` from what ``start`` gives."""

    population: Population
    start: Facts

    def sample(self, many: int, seed: int) -> Sampled:
        """The sessions of so many people, drawn by ``seed``."""
        choose, found = Random(seed), Sampled()  # noqa: S311 - to be repeated
        pairs = list(self._neighbours())
        for _ in range(many):
            asked = Counter(need.question.id for need, _ in self.session(choose))
            found.people += 1
            found.screens[asked.total()] += 1
            found.asked += asked
            for pair in pairs:
                both, either = found.together.get(pair, (0, 0))
                seen = sum(question in asked for question in pair)
                found.together[pair] = both + (seen == 2), either + (seen > 0)
        return found

    def session(self, choose: Random) -> Iterator[tuple[QuestionNeed, Mapping[FactId, FactState]]]:
        """Each question that one person is asked, with the answer."""
        kinds = self.population.kinds
        (kind,) = choose.choices(kinds, [kind.share for kind in kinds])
        moment = self._first
        while (need := moment.next_question()) is not None:
            answer = self._answer(need, kind, moment.resolver.given, choose)
            yield need, answer
            moment = moment.after(answer)

    @cached_property
    def _first(self) -> Moment:
        pack, event = self._pack, self._pack.events[self.population.event]
        return Moment.of(pack, event, self.start, self.population.today)

    @cached_property
    def _answers(self) -> Answers:
        pack = self._pack
        return Answers(pack, pack.events[self.population.event], self.population.today)

    @property
    def _pack(self) -> Pack:
        return self.population.pack

    def _neighbours(self) -> Iterator[tuple[str, str]]:
        questions = self._pack.questions
        for first, second in pairwise(self._pack.events[self.population.event].questions):
            if questions[first].group == questions[second].group:
                yield first, second

    def _answer(
        self, need: QuestionNeed, kind: Kind, given: Facts, choose: Random
    ) -> dict[FactId, FactState]:
        question = need.question
        if question.dont_know and choose.random() < self.population.dont_know:
            return {fact: unsure_answer(fact, given) for fact in need.facts}
        return {
            fact: Known(self._value(self._pack.facts[fact], kind, given, choose), Source.CITIZEN)
            for fact in need.facts
        }

    def _value(self, spec: FactSpec, kind: Kind, given: Facts, choose: Random) -> Value:
        population, line = self.population, self.population.line(spec.id, kind)
        match spec.type:
            case FactType.YES_NO:
                return choose.random() < (population.yes if line is None else float(line))
            case FactType.CHOICE | FactType.COUNT if line:
                return _one(line, choose)
            case FactType.CHOICES if line:
                return tuple(v for v in spec.values if choose.random() < line.get(v, 0.0))
            case FactType.LIST if line:
                items = items_of(given, spec.id)
                share = population.one_more(line, len(items))
                found = lists(items)
                return found[-1] if choose.random() < share else found[0]
            case FactType.DATE if line:
                first, last = population.days_of(line, given)
                return first + timedelta(days=choose.randint(0, (last - first).days))
            case _:
                return choose.choice(self._answers.values(spec.id, given))


def _one(line: Mapping[Value, float], choose: Random) -> Value:
    values: Sequence[Value] = list(line)
    (found,) = choose.choices(values, list(line.values()))
    return found
