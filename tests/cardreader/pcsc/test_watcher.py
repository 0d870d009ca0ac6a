"""Events of readers and cards, through the death and return of pcscd."""

from __future__ import annotations

import queue
from collections.abc import Iterator
from dataclasses import dataclass, field

import pytest

from cardreader.failures import CardFailureCode
from cardreader.pcsc.watcher import (
    CardInserted,
    CardRemoved,
    ReaderEvent,
    ReaderMissing,
    ReaderReady,
    Watcher,
    no_sam,
)
from tests.support.card import Table


@dataclass
class Heard:
    events: queue.SimpleQueue[ReaderEvent] = field(default_factory=queue.SimpleQueue)

    def next(self) -> ReaderEvent:
        return self.events.get(timeout=10)

    def nothing_more(self) -> bool:
        return self.events.empty()


def watch(table: Table, heard: Heard) -> Iterator[Heard]:
    watcher = Watcher(heard.events.put, lambda name: name == table.name)
    watcher.start()
    yield heard
    watcher.stop()
    assert heard.nothing_more()


@pytest.fixture
def heard(table: Table) -> Iterator[Heard]:
    yield from watch(table, Heard())


def test_cards_come_and_go(table: Table, heard: Heard) -> None:
    name = table.name
    assert heard.next() == ReaderReady(name)
    for profile in ("taro", "two_cards"):
        table.lay(profile)
        assert heard.next() == CardInserted(name)
        table.take()
        assert heard.next() == CardRemoved(name)


def test_a_card_that_lies_there_already(table: Table) -> None:
    table.lay("taro")
    for heard in watch(table, Heard()):
        assert [heard.next(), heard.next()] == [ReaderReady(table.name), CardInserted(table.name)]


def test_pcscd_is_killed_under_a_card_and_comes_back(table: Table, heard: Heard) -> None:
    name, gone = table.name, ReaderMissing(CardFailureCode.SERVICE_MISSING)
    assert heard.next() == ReaderReady(name)
    table.lay("taro")
    assert heard.next() == CardInserted(name)
    for _ in range(2):
        table.reader.kill()
        assert [heard.next(), heard.next()] == [CardRemoved(name), gone]
        table.reader.start()
        assert [heard.next(), heard.next()] == [ReaderReady(name), CardInserted(name)]
    table.take()
    assert heard.next() == CardRemoved(name)


def test_started_before_pcscd(table: Table) -> None:
    table.reader.stop()
    for heard in watch(table, Heard()):
        assert heard.next() == ReaderMissing(CardFailureCode.SERVICE_MISSING)
        table.reader.start()
        assert heard.next() == ReaderReady(table.name)


def test_no_reader_that_fits(table: Table) -> None:
    heard = Heard()
    watcher = Watcher(heard.events.put, lambda _: False)
    watcher.start()
    assert heard.next() == ReaderMissing(CardFailureCode.READER_MISSING)
    watcher.stop()
    assert table.reader.running
    assert heard.nothing_more()


@pytest.mark.parametrize(
    ("name", "wanted"),
    [
        ("ACS ACR1252 1S CL Reader [ACR1252 Reader PICC] 00 00", True),
        ("ACS ACR1252 1S CL Reader [ACR1252 Reader SAM] 00 01", False),
        ("ACS ACR1252 Dual Reader SAM 0", False),
        ("SAMSUNG Reader 00 00", True),
    ],
)
def test_security_module_slots_are_left_out(name: str, wanted: bool) -> None:
    assert no_sam(name) is wanted
