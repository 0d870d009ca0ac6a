"""A PostgreSQL of one's own."""

from __future__ import annotations

from collections.abc import Iterator

import pytest

from tests.support.postgres import PostgresCluster, postgres


@pytest.fixture(scope="module")
def cluster() -> Iterator[PostgresCluster]:
    """Running while a module's tests do; each makes databases of its own in it."""
    with postgres() as running:
        yield running
