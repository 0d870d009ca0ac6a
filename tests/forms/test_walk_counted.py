"""Screens counted from the merged walk are those of every journey, walked one by one."""

from collections import defaultdict
from collections.abc import Iterator
from dataclasses import replace
from datetime import date
from itertools import pairwise
from pathlib import Path

import pytest

import assets
from forms.catalogue import load
from forms.facts.values import Facts, Known, Source
from forms.journey.moment import Moment
from forms.walk.counted import counted, groupings
from forms.walk.graph import Graph
from forms.walk.population import Kind, Population
from forms.walk.walker import alone, walk
from tests.support.small_pack import SMALL

TODAY = date(2026, 11, 21)
PACKS = assets.ROOT / "packs"
A_CHILD = {
    "visitor.relation": Known("child", Source.CITIZEN),
    "deceased.registered": Known("this_city", Source.CITIZEN),
}


def journeys(graph: Graph, population: Population, kind: Kind) -> Iterator[tuple[float, list[str]]]:
    """Every journey of people of a kind, nothing merged: its chance, and the questions asked."""
    first = Moment.of(graph.pack, graph.pack.events[graph.event], graph.start, graph.today)
    todo = [(first, 1.0, list[str]())]
    while todo:
        moment, chance, asked = todo.pop()
        need = moment.next_question()
        if need is None:
            yield chance, asked
            continue
        given = moment.resolver.given
        ways = list(graph.answers.to(need, given))
        shares = population.chances(kind, ways, given)
        todo += [
            (moment.after(dict(way)), chance * share, [*asked, need.question.id])
            for way, share in zip(ways, shares, strict=True)
            if share
        ]


@pytest.mark.parametrize(
    ("root", "procedure", "start", "kinds"),
    [
        pytest.param(SMALL, "head_change", {}, 14, id="kinds of people"),
        pytest.param(
            PACKS, "koseki_wide", A_CHILD, 1, id="several choices, and what waits for the end"
        ),
    ],
)
def test_counted_is_as_walked_one_by_one(
    root: Path, procedure: str, start: Facts, kinds: int
) -> None:
    pack = alone(load("toyonaka", root), "okuyami", f"okuyami.{procedure}")
    graph = walk(pack, "okuyami", start, TODAY, unsure=False, sets=True)
    population = Population.load(pack, "okuyami", TODAY)
    population = population.seen_by(fact for node in graph.nodes for fact in node.need.facts)
    some = tuple(Kind(1 / kinds, kind.traits) for kind in population.kinds[:kinds])
    population = replace(population, kinds=some)
    shares: dict[int, float] = defaultdict(float)
    asked: dict[str, float] = defaultdict(float)
    both: dict[tuple[str, str], float] = defaultdict(float)
    either: dict[tuple[str, str], float] = defaultdict(float)
    neighbours = list(pairwise(pack.events["okuyami"].questions))
    for kind in population.kinds:
        for chance, questions in journeys(graph, population, kind):
            shares[len(questions)] += kind.share * chance
            for question in questions:
                asked[question] += kind.share * chance
            for pair in neighbours:
                seen = sum(question in questions for question in pair)
                both[pair] += kind.share * chance * (seen == 2)
                either[pair] += kind.share * chance * (seen > 0)
    found = counted(graph, population)
    assert len(shares) > 2, "people see more or less"
    every = {number: shares[number] for number in range(len(found.shares))}
    assert dict(enumerate(found.shares)) == pytest.approx(every)
    assert found.asked == pytest.approx(asked)
    for row in groupings(graph, population):
        pair = (row.first, row.second)
        assert (row.saves, row.needless) == pytest.approx((both[pair], either[pair] - both[pair]))
