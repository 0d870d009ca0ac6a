"""Reads the pages of a template that lie over a city's own PDF."""

from __future__ import annotations

from collections.abc import Callable, Mapping, Sequence
from pathlib import Path
from typing import Any

from forms.document import template as t
from forms.document.ink import Rect
from forms.document.overlay import OverlayPage
from forms.document.places import (
    CellsPlace,
    ChoicePlace,
    DatePlace,
    PartsPlace,
    Place,
    TextPlace,
    around,
)
from forms.document.repeating import placed
from forms.render.city_pdf import CityPdfFault, read_page

SIZE_TOLERANCE = 0.5
"""How far a page may be from the size that its template names, mm."""

Fault = tuple[tuple[str | int, ...], str]


def overlay_file_faults(plain: Mapping[str, Any], folder: Path) -> list[Fault]:
    """City PDFs that are not there, cannot be used, or have another size than the template says."""
    faults: list[Fault] = []
    for index, page in enumerate(plain["pages"]):
        if not isinstance(page, Mapping):
            continue
        where = ("pages", index, "page_from")
        named = page["page_from"]
        try:
            found = read_page(folder / named["pdf"], named.get("page", 1))
        except CityPdfFault as fault:
            faults.append(((*where, "pdf"), str(fault)))
            continue
        wide, high = named.get("size", (found.width, found.height))
        if max(abs(wide - found.width), abs(high - found.height)) > SIZE_TOLERANCE:
            said = f"the page is {found.width:.1f} x {found.height:.1f} mm, not {wide:g} x {high:g}"
            faults.append(((*where, "size"), said))
    return faults


def placed_faults(node: Mapping[str, Any]) -> list[str]:
    """What a box over a page lacks, or has without use."""
    if {"choose", "check", "strike"} & node.keys():
        return []
    if "date" in node:
        needed = ["year", "month", "day"]
        if not {"eras", "era", "era_at"} & node.keys():
            return ["a date needs 'eras', 'era' (the one that is printed) or 'era_at'"]
    elif "parts" in node:
        if node.get("as") not in PARTS:
            return ["'parts' is for 'as: phone' (three) and 'as: postcode' (two)"]
        count = PARTS[node["as"]]
        return [] if len(node["parts"]) == count else [f"{node['as']} has {count} parts"]
    else:
        needed = ["at"]
    return [f"over a page, this box needs {key!r}" for key in needed if key not in node]


PARTS = {"phone": 3, "postcode": 2}


def overlay_page(
    plain: Mapping[str, Any], folder: Path, item_of: Callable[[Mapping[str, Any]], t.Item]
) -> OverlayPage:
    """The page as its template says it; ``item_of`` reads what a box has in common with others."""
    named = plain["page_from"]
    code = plain.get("code")
    plain_boxes = plain.get("boxes", ())
    boxes = tuple(placed(plain_boxes))
    return OverlayPage(
        under=read_page(folder / named["pdf"], named.get("page", 1)),
        places=tuple(
            _place(box, item_of) for box in boxes if "pen" not in box and "office" not in box
        ),
        pen=tuple(_rect(box["at"]) for box in boxes if "pen" in box),
        signing=tuple((box["sign"], _rect(box["at"])) for box in boxes if "sign" in box),
        office=tuple(_rect(box["at"]) for box in boxes if "office" in box),
        code=Rect(float(code[0]), float(code[1]), 9.5, 9.5) if code else None,
        repeated=tuple(
            t.Repeated(
                box["repeat"],
                box["times"],
                tuple(
                    item_of(inner) for inner in placed([{**box, "times": 1}]) if "pen" not in inner
                ),
                box.get("label"),
                box.get("only", ".")[1:],
            )
            for box in plain_boxes
            if "repeat" in box
        ),
    )


def _place(node: Mapping[str, Any], item_of: Callable[[Mapping[str, Any]], t.Item]) -> Place:
    item = item_of(node)
    match item:
        case t.Written():
            if "parts" in node:
                parts = tuple(map(_rect, node["parts"]))
                return PartsPlace(item, around(*parts), parts)
            return TextPlace(item, _rect(node["at"]))
        case t.Cells():
            cells = _cells(item, _rect(node["at"]), float(node.get("dash", 0.0)))
            return CellsPlace(item, around(*cells), cells)
        case t.DateParts():
            return _date(item, node)
        case t.Choice():
            marks = {str(key): _rect(option["at"]) for key, option in node["options"].items()}
            return ChoicePlace(item, around(*marks.values()), marks)
    raise AssertionError("placed_faults lets no other item through")


def _cells(item: t.Cells, rect: Rect, dash: float) -> tuple[Rect, ...]:
    """Equal cells over the width of ``rect``, ``dash`` mm between groups."""
    wide = (rect.width - dash * (len(item.groups) - 1)) / item.count
    cells: list[Rect] = []
    x = rect.x
    for count in item.groups:
        cells += [Rect(x + wide * at, rect.y, wide, rect.height) for at in range(count)]
        x += wide * count + dash
    return tuple(cells)


def _date(item: t.DateParts, node: Mapping[str, Any]) -> DatePlace:
    eras = {str(era): _rect(place) for era, place in dict(node.get("eras", {})).items()}
    written = _rect(node["era_at"]) if "era_at" in node else None
    year, month, day = (_halves(_rect(node[key]), item.cells) for key in ("year", "month", "day"))
    whole = (*eras.values(), *((written,) if written else ()), *year, *month, *day)
    return DatePlace(item, around(*whole), eras, written, year, month, day)


def _halves(rect: Rect, digits: bool) -> tuple[Rect, ...]:
    if not digits:
        return (rect,)
    half = rect.width / 2
    left = Rect(rect.x, rect.y, half, rect.height)
    return (left, Rect(rect.x + half, rect.y, half, rect.height))


def _rect(plain: Sequence[float]) -> Rect:
    x, y, width, height = map(float, plain)
    return Rect(x, y, width, height)
