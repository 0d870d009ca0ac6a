"""Every failure code of this room has its four texts in every language."""

from __future__ import annotations

import re

import pytest
from fluent.syntax import FluentParser, ast

from assets import ROOT
from sync.failures import SyncFailureCode

LANGUAGES = ("en", "ja")  # of staff too; the others are not complete yet


def _texts(language: str) -> dict[str, dict[str, str]]:
    path = ROOT / "wording" / language / "failures-sync.ftl"
    resource = FluentParser().parse(path.read_text("utf-8"))
    texts = {}
    for entry in resource.body:
        assert not isinstance(entry, ast.Junk), entry.content
        if isinstance(entry, ast.Message):
            parts = [("", entry.value), *((each.id.name, each.value) for each in entry.attributes)]
            texts[entry.id.name] = {name: _plain(pattern) for name, pattern in parts}
    return texts


def _plain(pattern: ast.Pattern | None) -> str:
    assert pattern is not None
    assert all(isinstance(each, ast.TextElement) for each in pattern.elements)
    return "".join(each.value for each in pattern.elements if isinstance(each, ast.TextElement))


def test_both_languages_are_there() -> None:
    assert {"ja", "en"} <= set(LANGUAGES)


@pytest.mark.parametrize("language", LANGUAGES)
def test_the_texts_are_complete_and_none_is_left_over(language: str) -> None:
    expected = {"failure-" + re.sub("[._]", "-", code.value) for code in SyncFailureCode}
    texts = _texts(language)
    assert set(texts) == expected
    for parts in texts.values():
        assert set(parts) == {"", "safe", "next", "staff"}
        assert all(parts.values())


def test_the_citizen_reads_no_word_of_alarm_and_none_that_repeats() -> None:
    """look.md 5 and domain.md 5.4: calm, no codes, nothing that "repeats" a loss."""
    for parts in _texts("ja").values():
        shown = parts[""] + parts["safe"] + parts["next"]
        assert len(parts[""]) <= 40
        for word in ("エラー", "再度", "続けて", "追って", "繰り返", "くり返", "OK", "キャンセル"):
            assert word not in shown
