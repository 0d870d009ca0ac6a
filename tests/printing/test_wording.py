"""Every printing failure has its texts in every language, and the citizen's keep the tone."""

from __future__ import annotations

import re
from pathlib import Path

import pytest
from fluent.syntax import FluentParser
from fluent.syntax.ast import Message, Pattern

import assets
from printing.failures import PrintFailureCode

LANGUAGES = ("en", "ja")  # of staff too; the others are not complete yet
PARTS = {"safe", "next", "staff"}


def texts(file: Path) -> dict[str, str]:
    """``failure-printer-jam`` and ``failure-printer-jam.safe`` to their sources."""
    source = file.read_text(encoding="utf-8")
    found: dict[str, str] = {}
    for entry in FluentParser().parse(source).body:
        if isinstance(entry, Message):
            found[entry.id.name] = excerpt(source, entry.value)
            for part in entry.attributes:
                found[f"{entry.id.name}.{part.id.name}"] = excerpt(source, part.value)
    return found


def excerpt(source: str, pattern: Pattern | None) -> str:
    assert pattern is not None
    assert pattern.span is not None
    return source[pattern.span.start : pattern.span.end]


@pytest.mark.parametrize("language", LANGUAGES)
def test_every_code_has_its_texts_and_every_text_its_code(language: str) -> None:
    found = texts(assets.ROOT / "wording" / language / "failures-printing.ftl")

    assert {"ja", "en"} <= set(LANGUAGES)
    ids = {"failure-" + re.sub(r"[._]", "-", code.value) for code in PrintFailureCode}
    expected = ids | {f"{key}.{part}" for key in ids for part in PARTS}
    assert set(found) == expected


def test_the_citizen_reads_no_codes_and_no_alarm() -> None:
    for language in LANGUAGES:
        found = texts(assets.ROOT / "wording" / language / "failures-printing.ftl")
        for key, text in found.items():
            if not key.endswith(".staff"):
                assert not re.search(
                    r"エラー|失敗|異常|IPP|0x|[Ee]rror|[Ff]ail|再度|もう一度", text
                ), key
            if "." not in key:
                assert len(text) <= 50, key
