"""Short campaigns on the disk: the long ones are ``python -m tests.faults.power.campaign``."""

from __future__ import annotations

import random
from collections.abc import Iterator
from pathlib import Path

import pytest

from tests.faults.power.campaign import explore, fill, inject, workshop
from tests.faults.power.disk import SECTOR, Change, Disk
from tests.faults.power.workload import NORMAL

pytestmark = pytest.mark.timeout(400)


@pytest.fixture(scope="module")
def bench() -> Iterator[tuple[Path, Path]]:
    with workshop() as made:
        yield made


def test_no_cut_loses_what_was_acknowledged(bench: tuple[Path, Path]) -> None:
    result = explore(*bench, seed=3, submissions=12, states=80)
    assert (result.bad, result.states, result.acknowledged) == (0, 80, 12), result.examples


def test_a_store_that_syncs_less_is_seen_to_lose(bench: tuple[Path, Path]) -> None:
    result = explore(*bench, seed=4, submissions=12, states=150, variant=NORMAL)
    assert result.bad > 0


def test_a_failing_disk_is_never_silent(bench: tuple[Path, Path]) -> None:
    result = inject(*bench, seed=0, submissions=2, every=60)
    assert result.bad == 0, result.examples
    assert result.states >= 3


def test_a_full_disk_refuses_before_the_citizen_starts(bench: tuple[Path, Path]) -> None:
    # Too little for the store itself; for some submissions; for all.
    result = fill(*bench, seed=5, submissions=6, sizes=(60_000, 240_000, 2_000_000))
    assert result.bad == 0, result.examples
    assert 6 <= result.acknowledged < 18


# ---- the model of the disk


def disk(*changes: Change) -> Disk:
    made = Disk("/f")
    for change in changes:
        made.take(change)
    return made


def contents(made: Disk, name: str, tries: int = 200) -> set[bytes | None]:
    return {made.after_a_cut(random.Random(seed)).get(name) for seed in range(tries)}


def test_what_was_synced_is_there_and_the_rest_may_be() -> None:
    create, sync = Change("C", "/f/a", 0, b""), Change("S", "/f/a", 0, b"")
    folder = Change("S", "/f", 0, b"")
    first, second = Change("W", "/f/a", 0, b"1"), Change("W", "/f/a", 1, b"2")
    assert contents(disk(create, first, sync, folder), "a") == {b"1"}
    assert contents(disk(create, first, sync, folder, second), "a") == {b"1", b"12"}
    assert contents(disk(create, first, sync), "a") == {None, b"1"}  # its name was not synced
    cut = Change("T", "/f/a", 0, b"")
    assert contents(disk(create, first, sync, folder, cut), "a") == {b"1", b""}
    gone = Change("U", "/f/a", 0, b"")
    assert contents(disk(create, first, sync, folder, gone), "a") == {None, b"1"}


def test_a_long_write_can_be_torn_at_a_sector() -> None:
    long = Change("W", "/f/a", 0, b"x" * SECTOR + b"y")
    made = disk(Change("C", "/f/a", 0, b""), Change("S", "/f", 0, b""), long)
    assert contents(made, "a") >= {b"", b"x" * SECTOR, b"\0" * SECTOR + b"y", long.data}
