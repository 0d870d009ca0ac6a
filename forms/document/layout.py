"""Lays a template out: what is printed on the page, and the places where facts go."""

from __future__ import annotations

from dataclasses import dataclass, field
from functools import cached_property
from threading import Lock
from typing import assert_never

from forms.document import template as t
from forms.document.city import CityNames
from forms.document.fitting import MIDDLE, PITCH, fit, wrap
from forms.document.grid import place_cells
from forms.document.ink import PT, Frame, Ink, Letters, Line, Rect, Shade
from forms.document.items import place_line
from forms.document.overlay import CityPage, OverlayPage, overlay_faults
from forms.document.places import Place
from forms.render.faces import face

THIN, THICK, HAIR = 0.5, 1.4, 0.4
"""Weights of rules, pt."""

LABEL_GREY = 0.91
LABEL_SIZE = 9.0
GROUP_SIZE = 9.5
NOTE_LEADING = 1.5
FOOT = 15.5
"""What the foot of a page (QR code, 受付番号) takes, mm."""


@dataclass
class LaidPage:
    """One page being laid out; ``places`` are in reading order."""

    city: CityNames
    width: float
    height: float
    under: CityPage | None = None
    code: Rect | None = None
    printed: list[Ink] = field(default_factory=list)
    places: list[Place] = field(default_factory=list)
    pen: list[Rect] = field(default_factory=list)
    office: list[Rect] = field(default_factory=list)
    signing: dict[str, Rect] = field(default_factory=dict)
    codes: list[Rect] = field(default_factory=list)
    """Where the QR code stands besides the foot."""
    faults: list[str] = field(default_factory=list)

    @cached_property
    def form(self) -> tuple[Ink, ...]:
        """What is printed, once all of it is laid out; always the same tuple."""
        return tuple(self.printed)


def lay_out(template: t.FormTemplate, city: CityNames) -> tuple[LaidPage, ...]:
    """Every page of ``template`` with the names of ``city`` in its printed text."""
    return tuple(
        _page(template, page, city) if isinstance(page, tuple) else _over(page, city)
        for page in template.pages
    )


def laid_out(template: t.FormTemplate, city: CityNames) -> tuple[LaidPage, ...]:
    """As :func:`lay_out`, kept for the next filling: it takes most of the time and no facts.  Only
    to be read."""
    key = (id(template), city.city, city.mayor, city.kouiki, tuple(city.departments.items()))
    with _KEEPING:
        kept = _KEPT.get(key)
        if kept is None:
            if len(_KEPT) >= _KEPT_AT_MOST:
                _KEPT.clear()
            kept = _KEPT[key] = (template, lay_out(template, city))
    return kept[1]


_KEEPING = Lock()
_KEPT: dict[tuple[object, ...], tuple[t.FormTemplate, tuple[LaidPage, ...]]] = {}
"""With the template itself, so that its ``id`` stays its own."""

_KEPT_AT_MOST = 128


def layout_faults(template: t.FormTemplate, city: CityNames) -> tuple[str, ...]:
    """What does not have room: a line of items wider than its cell, a page longer than its paper."""
    pages = lay_out(template, city)
    return tuple(
        f"page {number}: {fault}" for number, page in enumerate(pages, 1) for fault in page.faults
    )


def _overrun(line: t.ItemLine, overrun: float) -> str:
    boxes = [item.box for item in line.items if not isinstance(item, t.Words | t.Space | t.Square)]
    return f"the line with {', '.join(boxes) or 'no box'} is {overrun:.1f} mm wider than its cell"


def _page(template: t.FormTemplate, blocks: tuple[t.Block, ...], city: CityNames) -> LaidPage:
    page = LaidPage(city, template.width, template.height)
    page.code = Rect(template.margin, template.height - 14.5, 9.5, 9.5)
    width = template.width - 2 * template.margin
    end = _flow(page, blocks, template.margin, template.top, width)
    if end > template.height - FOOT:
        page.faults.append(f"the blocks end {end - template.height + FOOT:.1f} mm too low")
    return page


def _over(overlay: OverlayPage, city: CityNames) -> LaidPage:
    """A page of a city's own PDF: its boxes stand where the template says."""
    under = overlay.under
    page = LaidPage(city, under.width, under.height, under, overlay.code)
    page.places += overlay.places
    page.pen += overlay.pen
    page.signing |= dict(overlay.signing)
    page.office += overlay.office
    page.faults += overlay_faults(overlay)
    return page


def _flow(page: LaidPage, blocks: tuple[t.Block, ...], x: float, y: float, width: float) -> float:
    """Lays ``blocks`` under each other from ``(x, y)``; returns where the flow ends."""
    for block in blocks:
        left, top = block.at if block.at else (x, y + block.gap)
        end = _block(page, block, left, top, block.width or width)
        if block.at is None:
            y = end
    return y


def _block(page: LaidPage, block: t.Block, x: float, y: float, width: float) -> float:
    match block.content:
        case t.Table() as table:
            return _table(page, table, x, y)
        case t.Paragraph() as paragraph:
            return _paragraph(page, paragraph, x, y, width)
        case t.Notes() as notes:
            return _notes(page, notes, x, y, width)
        case t.Beside() as beside:
            ends = [y]
            for column, blocks in beside.columns:
                ends.append(_flow(page, blocks, x, y, column))
                x += column + beside.gutter
            return max(ends)
        case _ as never:
            assert_never(never)


def _paragraph(page: LaidPage, paragraph: t.Paragraph, x: float, y: float, width: float) -> float:
    used = face(paragraph.face)
    em = paragraph.size * PT
    for row in wrap(page.city.expand(paragraph.text), used, paragraph.size, width):
        spare = width - used.width(row) * em
        shift = {"left": 0.0, "center": spare / 2, "right": spare}[paragraph.align]
        page.printed.append(Letters(row, used.name, paragraph.size, x + shift, y + 0.95 * em))
        y += em * (NOTE_LEADING if paragraph.size < 14 else 1.25)
    return y


def _notes(page: LaidPage, notes: t.Notes, x: float, y: float, width: float) -> float:
    used, em = face("mincho-p"), notes.size * PT
    inner, top = x + 2.0, y + 1.6
    cursor = top
    if notes.title:
        page.printed.append(Letters(notes.title, used.name, notes.size, inner, cursor + 0.9 * em))
        cursor += em * NOTE_LEADING
    gutter = 5.0
    column = (width - 4.0 - gutter * (notes.columns - 1)) / notes.columns
    per_column = -(-len(notes.items) // notes.columns)
    start, lowest = cursor, cursor
    for index, item in enumerate(notes.items):
        if index and index % per_column == 0:
            inner, cursor = inner + column + gutter, start
        number = chr(ord("１") + index) if index < 9 else str(index + 1)
        page.printed.append(Letters(number, used.name, notes.size, inner, cursor + 0.9 * em))
        for row in wrap(page.city.expand(item), used, notes.size, column - 2 * em):
            page.printed.append(
                Letters(row, used.name, notes.size, inner + 2 * em, cursor + 0.9 * em)
            )
            cursor += em * NOTE_LEADING
        lowest = max(lowest, cursor)
    end = lowest + 0.8
    if notes.framed:
        page.printed.append(Frame(Rect(x, y, width, end - y), THIN))
    return end


def _table(page: LaidPage, table: t.Table, x: float, y: float) -> float:
    whole = Rect(x, y, sum(table.columns), sum(row.height for row in table.rows))
    rules: list[Ink] = []
    for cell, row, rect in place_cells(table, x, y):
        _cell(page, cell, rect)
        if table.office or cell.office:
            page.office.append(rect)
        if cell.pen:
            page.pen.append(rect)
        top = row.top if cell.top == "thin" else cell.top
        if rect.y > whole.y + 1e-6:
            rules += _rule(top, rect.x, rect.y, rect.right, rect.y)
        if rect.x > whole.x + 1e-6:
            rules += _rule(cell.left, rect.x, rect.y, rect.x, rect.bottom)
    page.printed += rules
    if table.frame != "none":
        page.printed.append(Frame(whole, THICK if table.frame == "thick" else THIN))
    return whole.bottom


def _rule(edge: t.Edge, x1: float, y1: float, x2: float, y2: float) -> list[Ink]:
    match edge:
        case "none":
            return []
        case "dotted":
            return [Line(x1, y1, x2, y2, HAIR, dotted=True)]
        case "thin":
            return [Line(x1, y1, x2, y2, THIN)]
        case "thick":
            return [Line(x1, y1, x2, y2, THICK)]


def _cell(page: LaidPage, cell: t.Cell, rect: Rect) -> None:
    labelled = cell.label is not None or cell.group is not None
    if cell.shaded if cell.shaded is not None else labelled:
        page.printed.append(Shade(rect, LABEL_GREY))
    if cell.label is not None:
        _label(page, page.city.expand(cell.label), cell, rect)
    if cell.group is not None:
        _group(page, cell.group, cell.size or GROUP_SIZE, rect)
    fixed = sum(line.height or 0.0 for line in cell.lines)
    open_lines = sum(line.height is None for line in cell.lines) or 1
    share = (rect.height - fixed) / open_lines
    top = rect.y
    for line in cell.lines:
        height = line.height or share
        page.printed += _rule(line.top, rect.x, top, rect.right, top)
        placed = place_line(line, Rect(rect.x, top, rect.width, height), cell.size, page.city)
        page.printed += placed.printed
        page.places += placed.places
        page.pen += placed.pen
        page.codes += placed.codes
        page.signing |= placed.signing
        if placed.overrun > 0.05:
            page.faults.append(_overrun(line, placed.overrun))
        top += height


def _label(page: LaidPage, text: str, cell: t.Cell, rect: Rect) -> None:
    rows = text.split("\n")
    size = cell.size or LABEL_SIZE
    used = face("gothic")
    widest = max(used.width(row) for row in rows)
    room = (rect.width - 1.2) / PT
    size = min(size, int(4 * room / widest) / 4)
    em = size * PT
    first = rect.y + rect.height / 2 + MIDDLE * em - (len(rows) - 1) * PITCH * em / 2
    target = min(rect.width - 8.0, 7.0 * em)
    for index, row in enumerate(rows):
        natural = used.width(row) * em
        spacing = 0.0
        if cell.spread and len(rows) == 1 and 2 <= len(row) <= 6 and natural < target:
            spacing = (target - natural) / (len(row) - 1) / PT
            natural = target
        left = rect.x + (rect.width - natural) / 2
        page.printed.append(
            Letters(row, used.name, size, left, first + PITCH * em * index, spacing)
        )


_TURNED = set("（）()ー－―〜「」")


def _group(page: LaidPage, text: str, size: float, rect: Rect) -> None:
    """A vertical label: letters under each other; brackets and long marks are turned."""
    used = face("gothic")
    letters = [text] if rect.height < 2 * size * PT else list(text)
    size = min(size, (rect.height - 2.0) / PT / len(letters) / 1.02)
    em = size * PT
    step = min(em * 1.45, (rect.height - 2.0) / len(letters))
    middle = rect.x + rect.width / 2
    y = rect.y + (rect.height - step * len(letters)) / 2 + step / 2
    for letter in letters:
        if letter in _TURNED:
            width = used.width(letter) * em
            page.printed.append(
                Letters(letter, used.name, size, middle - MIDDLE * em, y - width / 2, turn=90.0)
            )
        elif letter not in " \u3000":
            left = middle - used.width(letter) * em / 2
            page.printed.append(Letters(letter, used.name, size, left, y + MIDDLE * em))
        y += step


def foot(text: str, code: Rect) -> tuple[Letters, ...]:
    """The small print at the right of the QR code: 受付番号, form id, page of pages, status."""
    place = Rect(code.x + 11.0, code.y + 1.5, 120.0, 6.0)
    fitted = fit(text, place, 7.5, 5.0, preferred=("gothic",))
    return fitted.letters if fitted else ()
