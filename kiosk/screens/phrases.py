"""Line breaks at phrases: U+200B between them, U+2060 inside (Qt would break Japanese and Chinese anywhere)."""

from __future__ import annotations

import re
import unicodedata
from functools import cache, lru_cache
from itertools import pairwise

import budoux

from forms.catalogue.translation import EASY

BREAK = "\u200b"
JOIN = "\u2060"
SPACE = "\u3000"
NO_BREAK_SPACE = "\u00a0"
_PHRASED = frozenset({"ja"})
_CHINESE = "zh-Hans"
_SPACE_BETWEEN_JAPANESE = re.compile(
    r"(?<=[^\x00-\x7f]) (?=[^\x00-\x7f])|(?<=[^\x00-\x7f]) | (?=[^\x00-\x7f])"
)
# Kana, kanji and the marks that stand among them.
_JAPANESE_RUN = re.compile(r"[\u3001-\u30ff\u3400-\u9fff\uff01-\uff60]{2,}")
_WHOLE_IN_CHINESE = re.compile(
    r"(（[^（）]{1,6}）|[\u3400-\u9fff]*[\u3041-\u30fa\u30fc-\u30ff][\u3041-\u30ff\u3400-\u9fff]*)"
)
_JAPANESE_IN_BRACKETS = re.compile(r"(?<=\w)\((?=[\u3041-\u30ff\u3400-\u9fff])")
_LAST_LETTER = re.compile(r" (?=\S[.…]?\Z)")
_KANJI_AT_END = re.compile(r"[\u3400-\u9fff]+\Z")
_KANJI_AT_START = re.compile(r"[\u3400-\u9fff]+")
_LONGEST_COMPOUND = 9
_TORN = ("有者",)
"""Ends of compounds that the parser takes for words."""
_LONGEST_LISTING = 6
_IN_A_LISTING = re.compile(r"(?<=・)|(?<=[\u3041-\u30ff\u3400-\u9fff])(?=（)")
_OPENING = "（「『《“‘(["
_CLOSING = "）」』》”’)]，。、；：？！…・,.;:?!"
_COUNTED = re.compile(r"[0-9０-９]\Z")
_COUNTERS = frozenset("年月日円人通回件枚番号時分歳けか台行0123456789０１２３４５６７８９")
"""What stays with the number before it: its other digits too."""
# The parser knows words by their kanji, and tears some of those that are written in kana.
_KANA_ALONE = re.compile(r"(?:\A|.*[、。（「])[\u3041-\u3096]")
_POINTS_ON = re.compile(r"(?:\A|.*[、。（「])[こそあど]の")
_LONGEST_POINTED_AT = 4
"""Letters behind この that stay with it."""
_WHOLE_WORDS = re.compile(
    "もう一度|ゆうちょ|きょうだい|きょうまで|ちが[いうえっわ]|[あ当]ては[まめ]|ふく[みむめ]|さが[しすせ]|日にち"
    "|まあまあ|あて先|書き入れ|飼い主|紙おむつ|お悔やみ|引きつがない|でした|なお[さしすせそっ]|もど[らりるれっ]|のこ[さしすせ]"
    "|くみ取り|として|か月|とどき|こども園|顔写真つき|どのくらい"
)
_LONGEST_PART = 16
_LONGEST_PHRASE = 12
_PREFECTURE = re.compile(r"北海道|東京都|京都府|大阪府|[^\d０-９]{2,3}県")
# 郡 with its 町村; 市 (四日市市 and 東村山市 too) with its 区; a ward of Tokyo; 町村 without 郡.
_MUNICIPALITY = re.compile(
    r".{1,4}?郡(?:余市町|[^市]{1,5}?[町村])|.{1,6}?市(?!市)(?:[^\d０-９]{1,3}?区)?|.{1,4}?区|.{1,5}?[町村]"
)
# What follows: 町丁目, then 番地 and rooms, then names of buildings.
_BLOCK = re.compile(
    r"[\u3000 ]*(?:[^\d０-９\u3000 ]*[\d０-９]*丁目"
    r"|[\d０-９][\d０-９\-－‐ー−―の番地号室棟階]*|[^\d０-９\u3000 ]+)"
)


@lru_cache(maxsize=2048)
def phrased(text: str, language: str) -> str:
    """``text`` with its breaks fixed.  Spaces in Japanese wording are phrase marks and are not shown."""
    if language == EASY:
        # Its spaces are shown; the rest is done where the readings are taken off (kiosk.screens.readings).
        return text if "《" in text else easy_phrases(text)
    if language == _CHINESE:
        return _chinese(text)
    if language not in _PHRASED:
        shown = _JAPANESE_RUN.sub(lambda run: BREAK.join(_phrases(run[0])), text)
        shown = _JAPANESE_IN_BRACKETS.sub(f"{BREAK}(", shown)  # 출입국관리국 | (出入国在留管理局)
        return _LAST_LETTER.sub(NO_BREAK_SPACE, shown)
    return BREAK.join(_phrases(text))


@lru_cache(maxsize=256)
def date_phrases(text: str, language: str) -> str:
    """A written day: 令和10年 | 11月13日."""
    if language not in {*_PHRASED, _CHINESE}:
        return text
    return BREAK.join(glued(part) for part in re.split(r"(?<=年)|(?<=年度)|\u3000", text) if part)


def address_phrases(text: str) -> str:
    """An address at its parts: 都道府県 | 市区町村 | 町丁目 | 番地 | 方書.  Every letter stays."""
    return BREAK.join(glued(part) if len(part) <= _LONGEST_PART else part for part in _parts(text))


def name_phrases(name: str, reading: str = "") -> str:
    """姓 and 名 whole; the reading, in brackets, begins a line of its own rather than break.

    Left as it is where a selector follows a letter: the screen draws such a name from outlines.
    """
    if any(_is_selector(char) for char in name):
        return f"{name}（{reading}）" if reading else name
    shown = _words(name)
    if not reading:
        return shown
    behind = f"（{reading}）"
    if len(behind) > _LONGEST_PART:
        return f"{shown}{BREAK}{_words(behind)}"
    # Qt breaks after an ideographic space whatever joins it.
    return f"{shown}{BREAK}{glued(behind.replace(SPACE, NO_BREAK_SPACE))}"


def plain(text: str) -> str:
    """The text as it is compared or keyed: without the invisible marks."""
    return text.replace(BREAK, "").replace(JOIN, "")


def _words(name: str) -> str:
    return f"{SPACE}{BREAK}".join(glued(word) for word in name.split(SPACE))


def _parts(address: str) -> list[str]:
    parts: list[str] = []
    at = 0
    for pattern in (_PREFECTURE, _MUNICIPALITY):
        found = pattern.match(address, at)
        if found:
            parts.append(found[0])
            at = found.end()
    rest = address[at:]
    while rest:
        head = _BLOCK.match(rest)
        part = head[0] if head else rest
        parts.append(part)
        rest = rest[len(part) :]
    return parts


def easy_phrases(text: str) -> str:
    """やさしい日本語 at its spaces, which are shown; a single letter behind one (方, 人) stays with what is before."""
    pieces = text.split(" ")
    shown = BREAK.join(map(glued, _listed(pieces[0])))
    for piece in pieces[1:]:
        alone = len(piece.rstrip(_CLOSING)) == 1
        shown += (JOIN + NO_BREAK_SPACE + JOIN if alone else " ") + BREAK.join(
            map(glued, _listed(piece))
        )
    return shown


def _chinese(text: str) -> str:
    """Chinese at its words; a Japanese one, told by kana or short brackets, stays whole; no letter ends it alone."""
    pieces: list[str] = []
    for number, segment in enumerate(_WHOLE_IN_CHINESE.split(text)):
        words = [segment] if number % 2 else _chinese_parser().parse(segment) if segment else []
        pieces += [glued(word) for word in words]
    shown = pieces[:1]
    for number, piece in enumerate(pieces[1:], 2):
        last = number == len(pieces) and len(piece.rstrip(_CLOSING)) == 1
        # A bracket stays with what it holds, a mark with what it ends; a space is a break already.
        joint = JOIN if last or piece[0] in _CLOSING or shown[-1][-1] in _OPENING else BREAK
        shown.append(piece if shown[-1][-1] == " " or piece[0] == " " else joint + piece)
    return "".join(shown)


def _phrases(text: str) -> list[str]:
    parser = _parser()
    marked = _SPACE_BETWEEN_JAPANESE.split(text)
    pieces: list[str] = []
    for segment in marked:
        parsed = parser.parse(segment) if segment else []
        whole = _within_words(segment)
        at = 0
        for index, piece in enumerate(parsed):
            within = index > 0 and (
                at in whole
                or _belongs(piece, pieces[-1])
                or (index == len(parsed) - 1 and _too_short(piece, pieces[-1]))
            )
            if within or (pieces and _is_pointed_at(piece, pieces[-1])):
                pieces[-1] += piece
            else:
                pieces.append(piece)
            at += len(piece)
    return [glued(part) for piece in pieces for part in _listed(piece)]


def _within_words(segment: str) -> frozenset[int]:
    """Places, in letters from its start, where a break would tear one of the known words."""
    return frozenset(
        at for word in _WHOLE_WORDS.finditer(segment) for at in range(word.start() + 1, word.end())
    )


def _listed(piece: str) -> list[str]:
    """A long row of words may break behind a dot between them, and before a bracket: 保険年金課|（年金）."""
    if len(piece) <= _LONGEST_LISTING:
        return [piece]
    return [part for part in _IN_A_LISTING.split(piece) if part]


def _belongs(piece: str, before: str) -> bool:
    """A number and what it counts are one (never 13 | 日), and so are 〜の and a short 方, and a compound of kanji."""
    if _COUNTED.search(before):
        return piece[0] in _COUNTERS
    if _KANA_ALONE.fullmatch(before):
        return True
    left, right = _KANJI_AT_END.search(before), _KANJI_AT_START.match(piece)
    if left and right:
        short = len(left[0]) + len(right[0]) <= _LONGEST_COMPOUND
        return short or len(left[0]) == 1 or len(right[0]) == 1 or piece.startswith(_TORN)
    return piece[0] == "方" and len(before) + len(piece) <= _LONGEST_PHRASE


def _is_pointed_at(piece: str, before: str) -> bool:
    """この市に is one, though the wording has a mark behind この."""
    return len(piece) <= _LONGEST_POINTED_AT and _POINTS_ON.fullmatch(before) is not None


def _too_short(piece: str, before: str) -> bool:
    """One letter at the end goes with what is before it: 減っていた車."""
    return len(piece) == 1 and len(before) < _LONGEST_PHRASE


def glued(phrase: str) -> str:
    """No break inside: a joiner before every character that starts a visible unit of its own."""
    glued = phrase[:1]
    for before, char in pairwise(phrase):
        both_ascii = before.isascii() and char.isascii()
        glued += (
            char if both_ascii or unicodedata.combining(char) or _is_selector(char) else JOIN + char
        )
    return glued


def _is_selector(char: str) -> bool:
    return "\ufe00" <= char <= "\ufe0f" or "\U000e0100" <= char <= "\U000e01ef"


@cache
def _parser() -> budoux.Parser:
    return budoux.load_default_japanese_parser()


@cache
def _chinese_parser() -> budoux.Parser:
    return budoux.load_default_simplified_chinese_parser()
