"""``docs/card-failures.md`` is what the code says, and names tests that exist."""

from __future__ import annotations

from cardreader.failures import CardFailureCode
from tests.cardreader.failure_rows import ROOT, ROWS, missing_tests, page


def test_every_failure_has_its_row_and_its_test() -> None:
    assert set(ROWS) == set(CardFailureCode)
    assert missing_tests() == []


def test_the_page_is_not_stale() -> None:
    written = (ROOT / "docs" / "card-failures.md").read_text("utf-8")
    assert written == page(), "python -m tests.cardreader.failure_rows > docs/card-failures.md"
