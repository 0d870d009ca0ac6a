"""Every state of every event is walked; what holds on each edge; and that the merging is sound."""

import dataclasses
from collections.abc import Callable
from datetime import date
from functools import cache
from typing import Any

import pytest

from forms.catalogue import Pack, load
from forms.journey.moment import Moment
from forms.walk.chance import RandomWalks, random_walks, twins
from forms.walk.faults import counter_reasons
from forms.walk.graph import Graph, lengths, walk
from forms.walk.residual import Residuals, StateKey
from forms.walk.starts import starts
from tests.support.small_pack import SMALL

TODAY = date(2026, 11, 21)
SEED = 20261121


@cache
def pack() -> Pack:
    return load("toyonaka", SMALL)


CASES = [(event, start) for event in pack().events for start in starts(pack(), event, TODAY)]


@cache
def walked(event: str, start: str, unsure: bool = True) -> Graph:
    return walk(pack(), event, starts(pack(), event, TODAY)[start], TODAY, unsure=unsure)


@pytest.mark.parametrize("unsure", [True, False], ids=["with わからない", "every answer known"])
@pytest.mark.parametrize(("event", "start"), CASES)
def test_every_edge_matters_and_every_end_is_complete(event: str, start: str, unsure: bool) -> None:
    graph = walked(event, start, unsure)
    assert graph.faults == []
    assert lengths(graph)[1] <= len(pack().events[event].questions)
    assert len(graph.nodes) > lengths(graph)[1]


def test_what_is_left_to_the_counter_though_every_answer_is_known() -> None:
    """domain.md 2.3: 火葬のみは対象外の市(津)と対象の市がある《市》; 2.4: 相続放棄 comes before a refund."""
    assert set(counter_reasons(pack(), "okuyami")) == {
        "okuyami.kokuho_sosaihi",
        "okuyami.kouki_sosaihi",
        "okuyami.kokuho_highcost",
        "okuyami.kouki_heir",
    }
    assert counter_reasons(pack(), "juminhyo") == {}


def by_chance(graph: Graph, seeds: range) -> RandomWalks:
    sums = RandomWalks()
    for found in random_walks(graph, seeds):
        sums = found
    return sums


@pytest.mark.parametrize(("event", "start"), CASES)
def test_walks_that_do_not_merge_meet_nothing_else(event: str, start: str) -> None:
    """1,000 in all; `kakanai catalogue walk okuyami --random 100000` makes more."""
    many = 300 if event == "okuyami" else 50
    found = by_chance(walked(event, start), range(SEED, SEED + many))
    assert found.faults == []
    assert found.walks == many


@pytest.mark.parametrize("start", starts(pack(), "okuyami", TODAY))
def test_merged_states_have_the_same_future(start: str) -> None:
    found = twins(walked("okuyami", start), SEED, 60)
    assert found.faults == ()
    assert found.pairs == 60


@pytest.mark.parametrize("part", [field.name for field in dataclasses.fields(StateKey)])
def test_a_key_that_forgets_a_part_is_found_out(part: str, monkeypatch: pytest.MonkeyPatch) -> None:
    """Were the proof blind to a part of the state, it would prove nothing about it."""
    whole: Callable[[Residuals, Moment], StateKey] = Residuals.key

    def forgetful(self: Residuals, moment: Moment) -> StateKey:
        key = whole(self, moment)
        changed: dict[str, Any] = {part: frozenset()}
        # the end stays the end, so that only the merging is wrong
        return key if key.is_end else dataclasses.replace(key, **changed)

    monkeypatch.setattr(Residuals, "key", forgetful)
    try:
        graph = walk(pack(), "okuyami", {}, TODAY)
    except (ValueError, AssertionError):
        return  # it runs in a circle, or ends where the journey does not
    found = twins(graph, SEED, 200).faults + tuple(by_chance(graph, range(SEED, SEED + 50)).faults)
    assert found or graph.faults
