"""What a clerk typed, as the state of a fact, by the fact's type.

A mistake comes back as a sentence for the clerk.  Characters are kept as typed: no Unicode
normalisation, which would change 﨑 and variation sequences.
"""

from __future__ import annotations

import re
from collections.abc import Mapping
from dataclasses import dataclass, field
from datetime import date
from typing import assert_never

import jaconv

from forms.catalogue.model import FactSpec
from forms.facts.types import FactType
from forms.facts.values import DontKnow, FactState, Known, Source, Value
from forms.text.names import NameFault, RefusedName, read_name
from forms.text.wareki import ERAS, gregorian

WESTERN = "西暦"
ERA_NAMES = (*(era.name for era in reversed(ERAS)), WESTERN)
"""令和 first, 西暦 last, as the correction page lists them."""
_LONGEST = 200
_KANA = re.compile(r"[ァ-ヶー・ 　]+")


@dataclass(frozen=True, slots=True)
class Mistake:
    """Why the entry was not taken."""

    text: str


@dataclass(frozen=True, slots=True)
class Doubt:
    """Letters that no residence record should have.  A clerk who has the record open may know better (a name
    that came from paper as it stood there), so ``typed["on_record"]`` takes it as it is."""

    fault: NameFault
    letters: tuple[str, ...] = field(repr=False)


def read(spec: FactSpec, typed: Mapping[str, str]) -> FactState | Mistake | Doubt:
    """The new state of a fact: ``value`` or ``era, year, month, day``; ``unknown`` = not known."""
    if typed.get("unknown"):
        return DontKnow(Source.CLERK)
    value = (
        _date(typed) if spec.type is FactType.DATE else _value(spec, typed.get("value", "").strip())
    )
    if isinstance(value, Mistake):
        return value
    if spec.type is FactType.NAME and isinstance(value, str) and not typed.get("on_record"):
        name = read_name(value)
        if isinstance(name, RefusedName):
            return Doubt(name.fault, name.letters)
    return Known(value, Source.CLERK)


def _value(spec: FactSpec, text: str) -> Value | Mistake:
    if not text:
        return Mistake("入力してください。わからないときは「まだわからない」を選びます。")
    if len(text) > _LONGEST or any(ord(c) < 0x20 for c in text):
        return Mistake("長すぎるか、使えない文字があります。")
    digits = jaconv.z2h(text, kana=False, ascii=True, digit=True).replace("−", "-")
    match spec.type:
        case FactType.YES_NO:
            given = {"yes": True, "no": False}.get(text)
            return Mistake("はい・いいえのどちらかを選んでください。") if given is None else given
        case FactType.CHOICE:
            return text if text in spec.values else Mistake("一つ選んでください。")
        case FactType.CHOICES:
            chosen = text.split()
            if set(chosen) <= set(spec.values):
                return tuple(value for value in spec.values if value in chosen)
            return Mistake("この中から選んでください。")
        case FactType.COUNT:
            return _count(spec, digits)
        case FactType.MONEY:
            plain = digits.replace(",", "").removesuffix("円")
            if re.fullmatch(r"[0-9]{1,9}", plain):
                return int(plain)
            return Mistake("金額を数字で入力してください。")
        case FactType.LIST | FactType.ITEM:
            return Mistake("人や物の一覧は、ここでは直せません。")
        case FactType.DIGITS:
            return _digits(spec, digits)
        case FactType.POSTCODE:
            plain = digits.replace("-", "").removeprefix("〒")
            if re.fullmatch(r"[0-9]{7}", plain):
                return plain
            return Mistake("郵便番号は7けたの数字です。")
        case FactType.PHONE:
            plain = digits.replace("-", "").replace(" ", "")
            if re.fullmatch(r"0[0-9]{9,10}", plain):
                return plain
            return Mistake("電話番号は0から始まる10けたか11けたの数字です。")
        case FactType.KANA:
            kana = jaconv.hira2kata(jaconv.h2z(text))
            return kana if _KANA.fullmatch(kana) else Mistake("カタカナで入力してください。")
        case FactType.NAME | FactType.ADDRESS | FactType.TEXT | FactType.DATE:
            return text
        case _:
            assert_never(spec.type)


def _count(spec: FactSpec, digits: str) -> int | Mistake:
    low, high = spec.limits or (0, 99)
    if re.fullmatch(r"[0-9]{1,4}", digits) and low <= int(digits) <= high:
        return int(digits)
    return Mistake(f"{low}から{high}までの数字を入力してください。")


def _digits(spec: FactSpec, digits: str) -> str | Mistake:
    plain = digits.replace("-", "").replace(" ", "")
    if not re.fullmatch(r"[0-9]{1,20}", plain):
        return Mistake("数字だけで入力してください。")
    if spec.digits is not None and len(plain) != spec.digits:
        return Mistake(f"{spec.digits}けたの数字です。")
    return plain


def _date(typed: Mapping[str, str]) -> date | Mistake:
    wide = {k: jaconv.z2h(typed.get(k, "").strip(), digit=True) for k in ("year", "month", "day")}
    era = typed.get("era", "")
    if era not in ERA_NAMES or not all(re.fullmatch(r"[0-9]{1,4}", t) for t in wide.values()):
        return Mistake("元号を選び、年・月・日を数字で入力してください。")
    year, month, day = int(wide["year"]), int(wide["month"]), int(wide["day"])
    try:
        return date(year, month, day) if era == WESTERN else gregorian(era, year, month, day)
    except ValueError:
        return Mistake(f"{era}に、その日付はありません。")
