"""Functions of rules that take a text apart; ``None``: it does not say it, so nobody is sure."""

from __future__ import annotations

import re
from typing import Final

__all__ = ["family_name", "given_name", "yucho_branch", "yucho_kind", "yucho_number"]

_BLANK: Final = re.compile(r"[ 　]+")
_BRACKET: Final = re.compile(r"[(（\[［]")
_FIGURES: Final = "〇一二三四五六七八九"


def family_name(name: str) -> str | None:
    """氏 of a name that says where it ends: 「山田　花子」.  A card gives it so, a keyboard may not."""
    found = _two_parts(name)
    return None if found is None else found[0]


def given_name(name: str) -> str | None:
    """名 of such a name."""
    found = _two_parts(name)
    return None if found is None else found[1]


def _two_parts(name: str) -> tuple[str, str] | None:
    """Not of a name of three parts, nor with 旧氏 or 通称 in brackets: there no blank is sure."""
    parts = _BLANK.split(name.strip())
    if len(parts) != 2 or not all(parts) or _BRACKET.search(name):
        return None
    return parts[0], parts[1]


def yucho_branch(symbol: str) -> str | None:
    """店名 for transfers to an account of ゆうちょ銀行, from its 記号 (five digits).

    The second and third digit, then 八 for an account whose 記号 begins with 1 (総合口座, 通常貯金) and
    九 for one that begins with 0 (振替口座): 10530 is 〇五八 (店番 058).  As the bank tells its customers.
    """
    last = {"1": "8", "0": "9"}.get(symbol[:1])
    if last is None or not re.fullmatch(r"[0-9]{5}", symbol):
        return None
    return "".join(_FIGURES[int(digit)] for digit in symbol[1:3] + last)


def yucho_number(symbol: str, number: str) -> str | None:
    """口座番号 (seven digits) for transfers, from 記号 and 番号.

    Of a 記号 that begins with 1 the 番号 ends with 1, which goes; what is left is filled up with
    zeros from the left: 12345671 is 1234567, 71 is 0000007.
    """
    if yucho_branch(symbol) is None or not re.fullmatch(r"[0-9]{1,8}", number):
        return None
    if symbol.startswith("0"):
        return number.zfill(7) if len(number) <= 7 else None
    return number[:-1].zfill(7) if number.endswith("1") and len(number) > 1 else None


def yucho_kind(symbol: str) -> str | None:
    """``ordinary`` (普通) or ``checking`` (当座), as such an account is named in transfers."""
    if yucho_branch(symbol) is None:
        return None
    return "ordinary" if symbol.startswith("1") else "checking"
