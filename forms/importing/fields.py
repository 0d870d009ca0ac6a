"""Form fields (AcroForm) of a city's PDF as boxes: their rectangles are the best coordinates there are."""

from __future__ import annotations

from collections.abc import Collection, Iterator
from pathlib import Path

import pikepdf

from forms.document.ink import Rect
from forms.facts.values import FactId
from forms.importing.boxes import Draft, at
from forms.importing.names import BY_HAND, guessed
from forms.render.city_pdf import seen_from_page

_COMB, _MULTILINE = 1 << 24, 1 << 12
"""Flags of a field (PDF 32000-1, 12.7.4)."""


def field_drafts(
    pdf: Path, number: int, facts: Collection[FactId], procedure: str
) -> tuple[Draft, ...]:
    """The fields of page ``number`` (from 1), from top to bottom; none where there are none."""
    with pikepdf.open(pdf) as opened:
        page = opened.pages[number - 1]
        found = list(_drafts(page, facts, procedure))
    return tuple(sorted(found, key=lambda draft: (round(draft.rect.y), draft.rect.x)))


def _drafts(page: pikepdf.Page, facts: Collection[FactId], procedure: str) -> Iterator[Draft]:
    choices: dict[str, list[tuple[str, Rect]]] = {}
    for widget in page.get("/Annots", ()):
        if widget.get("/Subtype") != pikepdf.Name.Widget:
            continue
        rect = seen_from_page(page, [float(side) for side in widget.Rect])
        name, kind, flags = _inherited(widget, "/T"), _inherited(widget, "/FT"), _flags(widget)
        label = str(_inherited(widget, "/TU") or name or "")
        if kind == pikepdf.Name.Tx:
            yield _text(
                label, rect, flags, int(str(_inherited(widget, "/MaxLen") or 0)), facts, procedure
            )
        elif kind == pikepdf.Name.Btn:
            choices.setdefault(label, []).append((_on(widget), rect))
    for label, options in choices.items():
        said = ", ".join(
            f"{key or '?'}: {{text: {key or '?'}, at: {at(rect)}}}" for key, rect in options
        )
        place = options[0][1]
        yield Draft(
            place, f"{{pen: true, at: {at(place)}}}", f"{label}; check: ?, options: {{{said}}}"
        )


def _text(
    label: str, rect: Rect, flags: int, most: int, facts: Collection[FactId], procedure: str
) -> Draft:
    found = None if BY_HAND.search(label) else guessed(label, label, facts, procedure)
    cells = f"cells: {most}, " if flags & _COMB and most else ""
    if found is None:
        return Draft(
            rect, f"{{pen: true, at: {at(rect)}}}", f"{label}; fact: ?, {cells}".rstrip(", ")
        )
    how = f"{found.how}, " if found.how else ""
    if cells:
        how = "as: digits, " if "as:" not in how else how
    elif flags & _MULTILINE and "lines" not in how:
        how += f"lines: {max(2, min(20, int(rect.height / 5)))}, "
    return Draft(rect, f"{{fact: {found.fact}, {cells}{how}at: {at(rect)}}}", label)


def _inherited(field: pikepdf.Object, key: str) -> object:
    """An entry of the field, or of the one above it (12.7.3.1)."""
    at_field = field
    while key not in at_field and "/Parent" in at_field:
        at_field = at_field.Parent
    return at_field.get(key)


def _flags(field: pikepdf.Object) -> int:
    return int(str(_inherited(field, "/Ff") or 0))


def _on(widget: pikepdf.Object) -> str:
    """The value that a button stands for when it is on."""
    if "/AP" not in widget or "/N" not in widget.AP:
        return ""
    return next((state.lstrip("/") for state in dict(widget.AP.N) if state != "/Off"), "")
