"""Banks and branches by what is typed of their reading.  Data: ``assets/text/banks.tsv.gz`` (``packaging/banks``).

The list writes names short (三井住友, 大阪信金) and readings without small kana (ミツイスミトモ, トウキヨウ).
"""

from __future__ import annotations

import gzip
from collections.abc import Iterable
from dataclasses import dataclass
from functools import cache

import assets
from kiosk.session.drafts.kana import to_katakana
from kiosk.session.effects import ConvertKana, Listed

_FILE = assets.ROOT / "text" / "banks.tsv.gz"
_LARGE = str.maketrans("ァィゥェォッャュョヮー", "アイウエオツヤユヨワ－")
_YUCHO = "9900"
"""Has its own questions: 記号 and 番号 stand in its book, no branch."""
_MOST = 24
_ENDINGS = (
    ("信金", "信用金庫", "シンキン", "シンヨウキンコ"),
    ("信組", "信用組合", "シンクミ", "シンヨウクミアイ"),
    ("労金", "労働金庫", "ロウキン", "ロウドウキンコ"),
    ("農協", "農業協同組合", "ノウキヨウ", "ノウギヨウキヨウドウクミアイ"),
)
"""Short and whole, in letters and in kana."""


@dataclass(frozen=True, slots=True)
class Listing:
    """A bank or a branch; ``readings``: as it may be typed."""

    code: str
    name: str
    readings: tuple[str, ...]


def listed(wanted: ConvertKana) -> tuple[str, ...]:
    """Names whose reading begins so, the whole reading first; empty where no list belongs to the field."""
    match wanted.listed:
        case None:
            return ()
        case Listed.BANKS:
            return _beginning(wanted.reading, _banks())
        case Listed.BRANCHES:
            return _beginning(wanted.reading, _branches().get(wanted.bank.strip(), ()))


def _beginning(reading: str, among: Iterable[Listing]) -> tuple[str, ...]:
    typed = to_katakana(reading).translate(_LARGE).replace("\u3000", "")
    found = [each for each in among if any(own.startswith(typed) for own in each.readings)]
    found.sort(key=lambda each: (typed not in each.readings, len(each.readings[0]), each.code))
    return tuple(dict.fromkeys(each.name for each in found))[:_MOST]


@cache
def _banks() -> tuple[Listing, ...]:
    return tuple(bank for bank, _ in _read())


@cache
def _branches() -> dict[str, tuple[Listing, ...]]:
    """By the bank's name."""
    return {bank.name: branches for bank, branches in _read()}


@cache
def _read() -> tuple[tuple[Listing, tuple[Listing, ...]], ...]:
    banks: list[tuple[Listing, list[Listing]]] = []
    for line in gzip.decompress(_FILE.read_bytes()).decode().splitlines():
        match line.split("\t"):
            case ["", code, name, kana]:
                banks[-1][1].append(Listing(code, name, (kana,)))
            case [code, name, kana]:
                banks.append((_bank(code, name, kana), []))
            case _:
                raise ValueError(f"{_FILE.name}: {line!r}")
    return tuple((bank, tuple(rows)) for bank, rows in banks if bank.code != _YUCHO)


def _bank(code: str, name: str, kana: str) -> Listing:
    """Its whole name, and both readings."""
    for short, whole, spoken, spelled in _ENDINGS:
        if name.endswith(short):
            stem = kana.removesuffix(spoken)
            return Listing(code, name.removesuffix(short) + whole, (kana, stem + spelled))
    if _is_domestic(code) and not name.endswith("銀行"):
        return Listing(code, name + "銀行", (kana, kana + "ギンコウ"))
    return Listing(code, name, (kana,))


def _is_domestic(code: str) -> bool:
    """City, net, trust and regional banks.  Those of other countries (04..) have names of their own form."""
    return code < "0400" or "0500" <= code < "1000"
