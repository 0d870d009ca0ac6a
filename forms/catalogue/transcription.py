"""転記票: in which order a 課 types a case into its core system.  A city's data: each has its own system."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from dataclasses import dataclass, field
from enum import StrEnum
from typing import Any

from forms.catalogue.faults import PackFault, did_you_mean
from forms.catalogue.places import Entry
from forms.facts.values import FactId


class TypedAs(StrEnum):
    """How a core system wants a value; ``text`` is as the record has it."""

    TEXT = "text"
    YMD = "ymd"
    """20261110"""
    ERA7 = "era7"
    """5081110: 元号コード (明治 1 to 令和 5), year, month, day."""
    HALF_KANA = "half_kana"
    KATAKANA = "katakana"
    DIGITS = "digits"


@dataclass(frozen=True, slots=True)
class ScreenBox:
    """One box of the core system's screen: filled by a fact, or always with ``text``.

    ``codes`` turn a choice, or ``yes`` and ``no``, into what is typed.  ``plus_days`` are added to a day.
    """

    label: str
    fact: FactId | None = None
    text: str = ""
    typed_as: TypedAs = TypedAs.TEXT
    codes: Mapping[str, str] = field(default_factory=dict)
    plus_days: int = 0


@dataclass(frozen=True, slots=True)
class CoreScreen:
    """A screen of the core system, for procedures of one 課; ``boxes`` in the order of its tab key."""

    id: str
    title: str
    procedures: tuple[str, ...]
    boxes: tuple[ScreenBox, ...]


def core_screen(screen: str, entry: Entry) -> CoreScreen:
    """From an entry of ``transcription.yaml``."""
    data = entry.data
    boxes = tuple(_box(plain) for plain in data["boxes"])
    return CoreScreen(screen, data["title"], tuple(data["procedures"]), boxes)


def _box(plain: Mapping[str, Any]) -> ScreenBox:
    return ScreenBox(
        label=plain["label"],
        fact=plain.get("fact"),
        text=plain.get("text", ""),
        typed_as=TypedAs(plain.get("as", "text")),
        codes=plain.get("codes", {}),
        plus_days=plain.get("plus_days", 0),
    )


def check_screen(
    screen: CoreScreen, entry: Entry, facts: Mapping[FactId, Any], procedures: Mapping[str, Any]
) -> Iterator[PackFault]:
    """Facts and procedures that there are not."""
    for index, procedure in enumerate(screen.procedures):
        if procedure not in procedures:
            hint = did_you_mean(procedure, procedures)
            yield entry.place("procedures", index).fault(f"no procedure {procedure!r}{hint}")
    for index, box in enumerate(screen.boxes):
        if box.fact is not None and box.fact not in facts:
            hint = did_you_mean(box.fact, facts)
            yield entry.place("boxes", index, "fact").fault(f"no fact {box.fact!r}{hint}")
