"""Screens counted from the merged walk are those of every journey, walked one by one."""

from collections import defaultdict
from collections.abc import Iterator
from datetime import date
from functools import cache
from itertools import pairwise

import pytest

from forms.catalogue import Pack, load
from forms.journey.moment import Moment
from forms.walk.answers import Answers
from forms.walk.counted import counted
from forms.walk.population import Kind, Population
from forms.walk.walker import alone, walk
from tests.support.small_pack import SMALL

TODAY = date(2026, 11, 21)


@cache
def slice_of() -> Pack:
    return alone(load("toyonaka", SMALL), "okuyami", "okuyami.head_change", "okuyami.seal_card")


def journeys(population: Population, kind: Kind) -> Iterator[tuple[float, tuple[str, ...]]]:
    """Every journey of people of a kind: its chance and the questions asked, nothing merged."""
    pack, event = slice_of(), slice_of().events["okuyami"]
    answers = Answers(pack, event, TODAY)

    def on(
        moment: Moment, chance: float, asked: tuple[str, ...]
    ) -> Iterator[tuple[float, tuple[str, ...]]]:
        need = moment.next_question()
        if need is None:
            yield chance, asked
            return
        given = moment.resolver.given
        ways = list(answers.to(need, given))
        for way, share in zip(ways, population.chances(kind, ways, given), strict=True):
            if share:
                yield from on(moment.after(dict(way)), chance * share, (*asked, need.question.id))

    yield from on(Moment.of(pack, event, {}, TODAY), 1.0, ())


def test_counted_is_as_walked_one_by_one() -> None:
    graph = walk(slice_of(), "okuyami", {}, TODAY)
    everybody = Population.load(slice_of(), "okuyami", TODAY)
    population = everybody.seen_by(fact for node in graph.nodes for fact in node.need.facts)
    shares: dict[int, float] = defaultdict(float)
    asked: dict[str, float] = defaultdict(float)
    both: dict[tuple[str, str], float] = defaultdict(float)
    either: dict[tuple[str, str], float] = defaultdict(float)
    neighbours = list(pairwise(slice_of().events["okuyami"].questions))
    for kind in population.kinds:
        for chance, questions in journeys(population, kind):
            shares[len(questions)] += kind.share * chance
            for question in questions:
                asked[question] += kind.share * chance
            for pair in neighbours:
                seen = sum(question in questions for question in pair)
                both[pair] += kind.share * chance * (seen == 2)
                either[pair] += kind.share * chance * (seen > 0)
    found, groupings = counted(graph, population)
    assert len(shares) > 3, "a slice in which people see more or less"
    assert dict(enumerate(found.shares)) == pytest.approx(
        {n: shares[n] for n in range(len(found.shares))}
    )
    assert found.asked == pytest.approx(asked)
    for row in groupings:
        pair = (row.first, row.second)
        assert (row.saves, row.needless) == pytest.approx((both[pair], either[pair] - both[pair]))
