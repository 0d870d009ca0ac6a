"""How a text on a QML screen is broken into lines: laid out once more by Qt's own layout.

Qt breaks inside of a word where nothing else fits the width, and says nothing about it.
"""

from __future__ import annotations

import unicodedata
from collections.abc import Iterator
from itertools import pairwise

from PySide6.QtGui import QTextLayout, QTextOption
from PySide6.QtQuick import QQuickItem

JOIN = "\u2060"
_INVISIBLE = "\u200b\u2060\ufeff"
_MULTI_LENGTH = "\u009c"
"""Before it stands what is drawn (kiosk.screens.readings)."""
_NEVER_FIRST = "、。，．・：；？！）」』】〕ーっゃゅょッャュョ,.:;?!)]}"


def broken(item: QQuickItem) -> Iterator[str]:
    """What is wrong with the ends of the lines of a QML ``Text``."""
    if int(item.property("lineCount")) < 2:
        return
    for before, after in pairwise(lines(item)):
        tail, head = before.rstrip("\u200b"), after.lstrip("\u200b")
        if not tail or not head or tail[-1].isspace():
            continue
        left, right = tail.rstrip(JOIN)[-1:], head.lstrip(JOIN)[:1]
        if right in _NEVER_FIRST:
            yield f"{_shown(after)!r} begins a line with {right!r}"
        elif tail.endswith(JOIN) or head.startswith(JOIN) or _one_word(left, right):
            yield f"{_shown(before)!r} | {_shown(after)!r} breaks a word"
    yield from (f"{_shown(each)!r} stands on a line alone" for each in lines(item) if _lonely(each))


def lines(item: QQuickItem) -> list[str]:
    """The text as it stands on its lines."""
    shown = str(item.property("text")).partition(_MULTI_LENGTH)[0].replace("\n", "\u2028")
    layout = QTextLayout(shown, item.property("font"))
    option = QTextOption()
    option.setWrapMode(QTextOption.WrapMode.WrapAtWordBoundaryOrAnywhere)
    layout.setTextOption(option)
    found = []
    units = shown.encode("utf-16-le")  # Qt counts them
    layout.beginLayout()
    while (line := layout.createLine()).isValid():
        line.setLineWidth(item.width())
        start = 2 * line.textStart()
        found.append(units[start : start + 2 * line.textLength()].decode("utf-16-le"))
    layout.endLayout()
    return found


def _one_word(left: str, right: str) -> bool:
    """Letters of a script that parts its words by spaces."""
    return all(_spaced(letter) for letter in (left, right))


def _spaced(letter: str) -> bool:
    name = unicodedata.name(letter, "")
    return letter.isdigit() or name.startswith(("LATIN", "HANGUL", "FULLWIDTH DIGIT"))


def _lonely(line: str) -> bool:
    letters = [each for each in line if each not in _INVISIBLE and not each.isspace()]
    return len([each for each in letters if not unicodedata.combining(each)]) == 1


def _shown(line: str) -> str:
    return "".join(each for each in line if each not in _INVISIBLE)[-24:]
