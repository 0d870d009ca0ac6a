"""Prepared cases as codes: there and back, sealed, and nothing else opens."""

from __future__ import annotations

import os
import pty
from datetime import date
from pathlib import Path

import pypdfium2
import pytest
import zxingcpp
from cryptography.hazmat.primitives.asymmetric.x25519 import X25519PrivateKey
from hypothesis import given
from hypothesis import strategies as st

from forms.facts.values import DontKnow, Known, Source
from forms.papers.words import PaperWords
from kiosk.app.prepared_codes import (
    PREFIX,
    Collector,
    NotPreparedError,
    base45,
    codes_of,
    from_base45,
    opened,
)
from kiosk.app.scanner import Scanner
from kiosk.session.prepared import Made, PreparedCase
from kiosk.staff.takeaway_sheet import takeaway_sheet
from tests.kiosk.walk import wording, world
from tests.support.keeper import until

KEY = X25519PrivateKey.generate()
CASE = PreparedCase(
    Made.LEFT,
    "okuyami",
    date(2026, 11, 20),
    {
        "visitor.name": Known("葛\U000e0100西　花子", Source.CITIZEN),
        "deceased.death_date": Known(date(2026, 11, 9), Source.CITIZEN),
        "deceased.pension": DontKnow(),
    },
    ("relation", "visitor_name"),
    "葛\U000e0100西　花子",
    date(1972, 11, 3),
)


@pytest.mark.parametrize(
    ("data", "letters"),
    [
        (b"AB", "BB8"),
        (b"Hello!!", "%69 VD92EX0"),
        (b"base-45", "UJCLQE7W581"),
        (b"ietf!", "QED8WEX0"),
    ],
)
def test_base45_as_in_the_rfc(data: bytes, letters: str) -> None:
    # RFC 9285, 4.3 and 4.4.
    assert base45(data) == letters
    assert from_base45(letters) == data


@pytest.mark.parametrize("letters", ["GGW", ":::", "A", "a1", "BB8A"])
def test_what_is_no_base45_is_refused(letters: str) -> None:
    with pytest.raises(ValueError, match=r"letter|group|found"):
        from_base45(letters)


@given(st.binary(max_size=200))
def test_base45_there_and_back(data: bytes) -> None:
    assert from_base45(base45(data)) == data


def scanned(codes: tuple[str, ...]) -> str:
    collector = Collector()
    letters = [collector.take(code) for code in codes]
    assert letters[:-1] == [None] * (len(codes) - 1)
    assert letters[-1] is not None
    return letters[-1]


def test_a_case_comes_back_as_it_was() -> None:
    codes = codes_of(CASE, KEY.public_key())
    assert len(codes) == 1
    assert all(letter in "0123456789ABCDEFGHIJKLMNOPQRSTUVWXYZ $%*+-./:" for letter in codes[0])
    assert opened(scanned(codes), KEY) == CASE


def test_a_long_case_in_several_codes_in_any_order() -> None:
    many = {f"visitor.f{n}": Known(os.urandom(12).hex(), Source.CITIZEN) for n in range(60)}
    long = PreparedCase(Made.HOME, "okuyami", date(2026, 11, 20), many)
    codes = codes_of(long, KEY.public_key())
    assert len(codes) > 1
    assert opened(scanned(tuple(reversed(codes))), KEY) == long


def test_another_citys_kiosk_and_a_changed_code_open_nothing() -> None:
    letters = scanned(codes_of(CASE, KEY.public_key()))
    with pytest.raises(NotPreparedError):
        opened(letters, X25519PrivateKey.generate())
    changed = letters[:-3] + ("000" if letters[-3:] != "000" else "111")
    with pytest.raises(NotPreparedError):
        opened(changed, KEY)


@given(st.text(max_size=60))
def test_any_other_code_is_told_apart(text: str) -> None:
    with pytest.raises(NotPreparedError):
        Collector().take(text)
    with pytest.raises(NotPreparedError):
        opened(text, KEY)


def test_the_message_has_nothing_of_the_content() -> None:
    with pytest.raises(NotPreparedError) as caught:
        Collector().take(PREFIX + "葛西花子")
    assert "葛西" not in str(caught.value)


def test_a_scanner_is_a_serial_line() -> None:
    scanner_end, kiosk_end = pty.openpty()
    heard: list[str] = []
    scanner = Scanner(Path(os.ttyname(kiosk_end)), heard.append)
    scanner.start()
    try:
        os.write(scanner_end, b"KKNS1:AB\r\nKKND1:")
        until(lambda: heard == ["KKNS1:AB"])
        os.write(scanner_end, b"X\n\xff\xfe\n")
        until(lambda: len(heard) > 1)
        assert heard == ["KKNS1:AB", "KKND1:X"]
    finally:
        scanner.stop()
        os.close(scanner_end)
        os.close(kiosk_end)


@pytest.mark.parametrize(
    ("answers", "language"), [(3, "ja"), *((60, each) for each in world().languages())]
)
def test_the_sheet_is_read_back_from_paper(answers: int, language: str) -> None:
    facts = {f"visitor.f{n}": Known(os.urandom(12).hex(), Source.CITIZEN) for n in range(answers)}
    case = PreparedCase(Made.LEFT, "okuyami", date(2026, 11, 20), facts)
    codes = codes_of(case, KEY.public_key())
    words = PaperWords(wording(), world().pack, language)
    page = pypdfium2.PdfDocument(takeaway_sheet(words, codes, practice=False))[0]
    # 200 dots to the inch: a modest hand scanner.
    read = zxingcpp.read_barcodes(page.render(scale=200 / 72).to_pil().convert("L"))
    assert sorted(code.text for code in read) == sorted(codes)
    assert opened(scanned(codes), KEY) == case
    text = page.get_textpage().get_text_range()
    assert "途中までの紙" in text  # what the clerk looks for, whatever the citizen reads
    assert "《" not in text
