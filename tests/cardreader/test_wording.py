"""Every failure code has its texts in every language, calm and without codes (look.md 5)."""

from __future__ import annotations

import re

import pytest
from fluent.syntax import ast, parse

import assets
from cardreader.failures import CardFailureCode

LANGUAGES = ("en", "ja")  # of staff too; the others are not complete yet
FOR_CITIZENS = ("title", "safe", "next")


def texts(language: str) -> dict[str, dict[str, str]]:
    """Message id → part → text."""
    path = assets.ROOT / "wording" / language / "failures-card.ftl"
    found: dict[str, dict[str, str]] = {}
    for entry in parse(path.read_text(encoding="utf-8")).body:
        assert not isinstance(entry, ast.Junk), entry
        if isinstance(entry, ast.Message):
            assert entry.value is not None
            parts = {"title": _plain(entry.value)}
            parts |= {item.id.name: _plain(item.value) for item in entry.attributes}
            assert entry.id.name not in found
            found[entry.id.name] = parts
    return found


def _plain(pattern: ast.Pattern) -> str:
    """No variables: the caller has none to give."""
    assert all(isinstance(element, ast.TextElement) for element in pattern.elements)
    return "".join(e.value for e in pattern.elements if isinstance(e, ast.TextElement))


@pytest.mark.parametrize("language", LANGUAGES)
def test_exactly_the_codes(language: str) -> None:
    expected = {"failure-" + re.sub("[._]", "-", code) for code in CardFailureCode}
    found = texts(language)
    assert set(found) == expected
    for parts in found.values():
        assert set(parts) == {"title", "safe", "next", "staff"}


@pytest.mark.parametrize("language", LANGUAGES)
def test_calm_words(language: str) -> None:
    for name, parts in texts(language).items():
        assert len(parts["title"]) <= 48, name
        for part in FOR_CITIZENS:
            assert not re.search(
                "エラー|失敗|再度|追って|くり返|続けて|もう一度|error|failed|pcscd|SW",
                parts[part],
            ), (name, part)
