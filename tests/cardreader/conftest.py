"""The table that the tests lay cards on."""

from collections.abc import Iterator

import pytest

from cardreader.emulator.slot import Slot
from tests.support.card import Table, shared_reader


@pytest.fixture
def table() -> Iterator[Table]:
    reader = shared_reader()
    reader.start()
    slot = Slot(reader.ports[0])
    table = Table(reader, slot)
    yield table
    reader.start()
    table.take()
