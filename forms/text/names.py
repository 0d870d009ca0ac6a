"""Which names the residence record can hold, told by their letters.

Sources: domain.md 4.10 and 4.11; 志木市 30327 (a 通称 is made of the letters of a 戸籍: hiragana, katakana and
kanji but 簡体字 and 繁体字; no alphabet, no Hangul, no signs); 平成23年法務省告示第582号 (names on a residence
card: Roman letters, beside them kanji in their 正字); 氏名の読み仮名の法制化に関する研究会取りまとめ (furigana: the
katakana of 現代仮名遣い, small ones and ー).

Only letters are looked at: whether such a person is on record, and whether the reading fits, the
counter sees.  Nothing here changes a name.
"""

from __future__ import annotations

import json
import re
from dataclasses import dataclass, field
from enum import StrEnum
from functools import cache

import assets
from forms.text.clusters import clusters, is_private, is_selector
from forms.text.furigana import KANJI

LONGEST = 100
"""Letters of a name, and of its furigana.  domain.md 4.11 has fields hold 100 half-width letters (names of 74 and
more are on record); a full-width name so long is unheard of, so both widths share the limit."""


class NameKind(StrEnum):
    """How the record writes a name."""

    JAPANESE = "japanese"
    """Kanji and kana: of a 戸籍, a 通称, or a foreigner's name on record without Roman letters."""
    LATIN = "latin"
    LATIN_BESIDE_KANJI = "latin_beside_kanji"
    """Roman letters, then the same name in kanji, as a residence card may have it."""


class NameFault(StrEnum):
    """Why the record cannot hold a name; ``kiosk-why-name-…`` says it to whoever typed it."""

    DIGITS = "digits"
    SIGNS = "signs"
    """Also emoji, control characters, the ・ that a 通称 cannot have, and no letter at all."""
    HALF_WIDTH = "half-width"
    OTHER_SCRIPT = "other-script"
    """Hangul, Cyrillic, Roman letters with accents: a passport's machine-readable lines have A to Z."""
    PRIVATE_USE = "private-use"
    """U+E000 to U+F8FF: 外字, another letter in each city."""
    CHINESE = "chinese"
    """簡体字 and 繁体字 that the record replaces by a 正字; see :func:`chinese_letters`."""
    MIXED = "mixed"
    BRACKETS = "brackets"
    TOO_LONG = "too-long"
    FURIGANA = "furigana"


@dataclass(frozen=True, slots=True)
class RecordName:
    """A name that the record can hold.  ``bracketed``: 旧氏 or 通称; which of them, letters do not tell."""

    kind: NameKind
    bracketed: str = field(default="", repr=False)


@dataclass(frozen=True, slots=True)
class RefusedName:
    """A name that it cannot hold.  ``letters``: those that are the reason, each once, where they are."""

    fault: NameFault
    letters: tuple[str, ...] = field(default=(), repr=False)


_KANA = r"\u3041-\u3096\u309d-\u309f\u30a1-\u30fa\u30fc-\u30ff\U0001b000-\U0001b122"
"""Also 変体仮名, which names before 1948 have."""
_JAPANESE = re.compile(rf"[{KANJI}\u303b{_KANA}]")
_KANJI = re.compile(f"[{KANJI}]")
_VOICED_KANA = re.compile(rf"[{_KANA}][\u3099\u309a]")
_LATIN = re.compile("[A-Za-zＡ-Ｚａ-ｚ]")
_JOINS_LATIN = frozenset("-‐‑－'’＇")
_BLANKS = frozenset(" \u3000")
_PAIRS = {"(": ")", "（": "）", "[": "]", "［": "］", "【": "】", "〔": "〕"}
_BRACKETS = frozenset("".join((*_PAIRS, *_PAIRS.values())))
_HALF_WIDTH_KANA = re.compile("[\uff65-\uff9f]")
_FURIGANA = re.compile("[ァ-ヶー]+(?:[ \u3000]+[ァ-ヶー]+)*")


def read_name(text: str) -> RecordName | RefusedName:
    """What kind of name ``text`` is, or the rule that it breaks.  Blanks at its ends do not count."""
    letters = clusters(text.strip(" \u3000"))
    if len(letters) > LONGEST:
        return RefusedName(NameFault.TOO_LONG)
    faults = {letter: fault for letter in letters if (fault := _letter_fault(letter))}
    if faults:
        worst = next(iter(faults.values()))
        return RefusedName(worst, tuple(each for each, fault in faults.items() if fault is worst))
    return _arranged("".join(letters))


def furigana_fault(text: str) -> NameFault | None:
    """Why ``text`` is no furigana: full-width katakana, with a blank between 氏 and 名."""
    reading = text.strip(" \u3000")
    if len(reading) > LONGEST:
        return NameFault.TOO_LONG
    if _HALF_WIDTH_KANA.search(reading):
        return NameFault.HALF_WIDTH
    return None if _FURIGANA.fullmatch(reading) else NameFault.FURIGANA


@cache
def chinese_letters() -> frozenset[str]:
    """Kanji of the Chinese standards that no Japanese one has: ``assets/text/chinese-letters.json``.

    Most 繁体字 are letters of a 戸籍 as well (龍, 國), and so are some 簡体字 (刘, 边), which are not among
    these: where a record would have 劉 instead, letters do not tell.
    """
    path = assets.ROOT / "text" / "chinese-letters.json"
    return frozenset("".join(json.loads(path.read_text(encoding="utf-8"))["letters"]))


def _letter_fault(letter: str) -> NameFault | None:
    """What is wrong with one letter wherever it stands."""
    if is_private(letter):
        return NameFault.PRIVATE_USE
    if _HALF_WIDTH_KANA.match(letter):
        return NameFault.HALF_WIDTH
    if _JAPANESE.match(letter):
        return _japanese_fault(letter)
    if letter in _JOINS_LATIN | _BLANKS | _BRACKETS or _LATIN.fullmatch(letter):
        return None
    if letter[0].isnumeric():
        return NameFault.DIGITS
    return NameFault.OTHER_SCRIPT if letter[0].isalpha() else NameFault.SIGNS


def _japanese_fault(letter: str) -> NameFault | None:
    """A form of a kanji is chosen by one selector; kana may carry a mark that has no code with it."""
    if len(letter) == 1:
        return NameFault.CHINESE if _only_chinese(letter) else None
    if len(letter) == 2 and is_selector(letter[1]) and _KANJI.match(letter):
        return None
    return None if _VOICED_KANA.fullmatch(letter) else NameFault.SIGNS


def _only_chinese(letter: str) -> bool:
    """The list is read only for the few letters that may be on it."""
    chinese = any(_has(standard, letter) for standard in ("gb2312", "big5"))
    return chinese and not _has("euc_jis_2004", letter) and letter in chinese_letters()


def _has(standard: str, letter: str) -> bool:
    try:
        letter.encode(standard)
    except UnicodeEncodeError:
        return False
    return True


def _arranged(text: str) -> RecordName | RefusedName:
    """Letters that are all right alone: where they stand."""
    outside, bracketed = text, ""
    begins = next((at for at, letter in enumerate(text) if letter in _BRACKETS), None)
    if begins is not None:
        ends = text.find(_PAIRS.get(text[begins], text[begins]), begins + 1)
        bracketed, outside = text[begins + 1 : ends], f"{text[:begins]} {text[ends + 1 :]}"
        whole = ends > 0 and bool(outside.strip(" \u3000")) and not _BRACKETS & set(outside)
        if not whole or _writing(bracketed) is not NameKind.JAPANESE:
            return RefusedName(NameFault.BRACKETS)
    kind = _writing(outside)
    if isinstance(kind, NameFault):
        return RefusedName(kind)
    return RecordName(kind, bracketed.strip(" \u3000"))


def _writing(text: str) -> NameKind | NameFault:
    """How the words of ``text`` are written, one after the other."""
    order: list[NameKind] = []
    for word in re.split("[ \u3000]+", text.strip(" \u3000")):
        latin, japanese = _LATIN.search(word), _JAPANESE.search(word)
        if latin and japanese:
            return NameFault.MIXED
        if not (latin or japanese) or (japanese and _JOINS_LATIN & set(word)):
            return NameFault.SIGNS
        kind = NameKind.LATIN if latin else NameKind.JAPANESE
        if order[-1:] != [kind]:
            order.append(kind)
    match order:
        case [kind]:
            return kind
        case [NameKind.LATIN, NameKind.JAPANESE]:
            return NameKind.LATIN_BESIDE_KANJI
        case _:
            return NameFault.MIXED
