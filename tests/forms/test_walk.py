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
from forms.walk.graph import Graph, alone, lengths, walk
from forms.walk.residual import Residuals, StateKey
from forms.walk.starts import starts
from tests.support.small_pack import SMALL

TODAY = date(2026, 11, 21)
SEED = 20261121


@cache
def pack() -> Pack:
    return load("toyonaka", SMALL)


@cache
def shipped() -> Pack:
    """The city's own: 75 procedures."""
    return load("toyonaka")


CASES = [(event, start) for event in pack().events for start in starts(pack(), event, TODAY)]
SLICES = (
    "crematorium_use",
    "head_change",
    "mynumber_card",
    "koseki",
    "koseki_wide",
    "name_restore",
)
"""Procedures of the shipped okuyami that are walked by themselves.  All of the 75 together have more
states than can be walked as yet: there the walks by chance have to do, on all of them at once."""


@cache
def walked(event: str, start: str, unsure: bool = True) -> Graph:
    """``event``: of the small pack, or of a slice of the shipped one: ``okuyami/name_restore``."""
    whole, _, procedure = event.partition("/")
    part = alone(shipped(), whole, f"{whole}.{procedure}") if procedure else pack()
    return walk(part, whole, starts(part, whole, TODAY)[start], TODAY, unsure=unsure)


@cache
def begun(start: str) -> Graph:
    """The whole of the shipped okuyami, hardly walked: for walks by chance."""
    return walk(shipped(), "okuyami", starts(shipped(), "okuyami", TODAY)[start], TODAY, most=1)


WALKED = [*CASES, *((f"okuyami/{procedure}", "no card") for procedure in SLICES)]


@pytest.mark.parametrize("unsure", [True, False], ids=["with わからない", "every answer known"])
@pytest.mark.parametrize(("event", "start"), WALKED)
def test_every_edge_matters_and_every_end_is_complete(event: str, start: str, unsure: bool) -> None:
    graph = walked(event, start, unsure)
    assert graph.finished
    assert graph.faults == []
    assert lengths(graph)[1] <= len(shipped().events[event.partition("/")[0]].questions)


def test_only_cremation_and_late_claims_leave_a_funeral_allowance_to_the_counter() -> None:
    """domain.md 2.3: 火葬のみは対象外の市(津)と対象の市がある《市》."""
    reasons = counter_reasons(pack(), "okuyami")
    assert "cremation_only" in reasons["okuyami.kouki_sosaihi"]
    assert "family_court" in reasons["okuyami.kouki_heir"]  # 2.4: 相続放棄 comes before a refund
    assert counter_reasons(pack(), "juminhyo") == {}


def by_chance(graph: Graph, seeds: range) -> RandomWalks:
    sums = RandomWalks()
    for found in random_walks(graph, seeds):
        sums = found
    return sums


@pytest.mark.parametrize(("event", "start"), WALKED)
def test_walks_that_do_not_merge_meet_nothing_else(event: str, start: str) -> None:
    """`kakanai catalogue walk EVENT --random 100000` makes more."""
    found = by_chance(walked(event, start), range(SEED, SEED + 100))
    assert found.faults == []
    assert found.walks == 100


@pytest.mark.parametrize("start", starts(shipped(), "okuyami", TODAY))
def test_walks_through_all_procedures_at_once(start: str) -> None:
    found = by_chance(begun(start), range(SEED, SEED + 25))
    assert found.faults == []


@pytest.mark.parametrize("start", starts(pack(), "okuyami", TODAY))
def test_merged_states_have_the_same_future(start: str) -> None:
    """Of the pack that is walked whole; what twins found on the shipped one: docs/journey.md."""
    found = twins(walked("okuyami", start), SEED, 30)
    assert found.faults == ()
    assert found.pairs == 30


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
        graph = walk(alone(pack(), "okuyami", "okuyami.head_change"), "okuyami", {}, TODAY)
    except (ValueError, AssertionError):
        return  # it runs in a circle, or ends where the journey does not
    found = twins(graph, SEED, 200).faults + tuple(by_chance(graph, range(SEED, SEED + 50)).faults)
    assert found or graph.faults
