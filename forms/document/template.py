"""A form's template: blocks down a page, tables of cells, cells of items, items fed by facts.

Lengths are mm, type sizes pt.  ``docs/adr/0006-form-boxes.md`` says why the model is this one.
"""

from __future__ import annotations

import re
from collections.abc import Iterator, Mapping
from dataclasses import dataclass, field
from typing import TYPE_CHECKING, Literal, TypeAlias

from forms.facts import lists
from forms.facts.values import FactId, Facts, known

if TYPE_CHECKING:
    from forms.document.overlay import OverlayPage

Align: TypeAlias = Literal["left", "center", "right"]
Edge: TypeAlias = Literal["thin", "thick", "dotted", "none"]
Style: TypeAlias = Literal[
    "text", "katakana", "half_kana", "postcode", "phone", "digits", "wareki", "money"
]
Mark: TypeAlias = Literal["ring", "tick", "strike"]
Hand: TypeAlias = Literal["person", "signature", "clerk", "proxy"]
"""Whose hand writes what the machine leaves empty: the citizen's; a name that only its bearer may write; a number
or a check of the clerk's; somebody's who is not here (委任状)."""

TODAY: FactId = "today"
"""Not a fact: the day of the session, which a date item may name like one."""


@dataclass(frozen=True, slots=True)
class Words:
    """Printed text between boxes."""

    text: str
    size: float | None = None


@dataclass(frozen=True, slots=True)
class Space:
    """An empty stretch; ``pen`` marks it as the citizen's or clerk's to write on by hand; ``sign``
    names it where a signature may be drawn on the screen instead."""

    width: float | None
    pen: bool = False
    sign: str | None = None


@dataclass(frozen=True, slots=True)
class Written:
    """A box for text.  ``width`` ``None``: what the line has left.  ``floor``: smallest size.

    ``lines``: up to two are taken when one line would be small; more make a box that wraps at once.
    ``parts``: widths of the blanks of a number in parts, with the printed ``between`` them.
    ``on_sheet``: what does not fit goes to a 別紙 whole, under this label; ``None``: it is refused.
    """

    box: str
    fact: FactId
    style: Style = "text"
    width: float | None = None
    size: float = 11.0
    floor: float = 6.0
    lines: int = 1
    align: Align = "left"
    words: Mapping[str, str] | None = None
    on_sheet: str | None = None
    parts: tuple[float, ...] = ()
    between: tuple[str, ...] = ()


@dataclass(frozen=True, slots=True)
class Cells:
    """マス目: one character per cell.  ``groups`` are parted by a dash.  Without a fact they stay
    empty for the hand (記号番号, and always the 個人番号).  ``printed``: digits that the form has in
    its cells; a space leaves a cell free."""

    box: str
    fact: FactId | None
    groups: tuple[int, ...]
    style: Style = "digits"
    align: Align = "left"
    cell: float = 4.8
    printed: str = ""

    @property
    def count(self) -> int:
        """How many cells."""
        return sum(self.groups)


@dataclass(frozen=True, slots=True)
class DateParts:
    """A 和暦 date.  ``eras``: printed names, one is ringed; ``era``: printed, the only one; neither:
    the era is written.  ``cells``: two マス目 per number, else a blank before 年, 月, 日."""

    box: str
    fact: FactId
    eras: tuple[str, ...] = ()
    era: str | None = None
    cells: bool = False
    plus_days: int = 0


@dataclass(frozen=True, slots=True)
class Choice:
    """Printed options: a ring around, a tick in a square, or all others struck out.

    ``options``: value -> printed label (yes and no for a yes/no fact).  ``always``: the value that
    this form always marks.  ``unlisted_blank``: a value without an option marks nothing.
    """

    box: str
    fact: FactId | None
    options: Mapping[str, str]
    mark: Mark
    always: str | None = None
    unlisted_blank: bool = False
    gap: float = 4.0
    per_line: int | None = None
    size: float | None = None


@dataclass(frozen=True, slots=True)
class Square:
    """The submission's QR code, ``side`` mm wide, beside the one at the foot."""

    side: float


Item: TypeAlias = Words | Space | Square | Written | Cells | DateParts | Choice


@dataclass(frozen=True, slots=True)
class ItemLine:
    """Items side by side in a cell; ``height`` ``None`` shares what the cell has left."""

    items: tuple[Item, ...]
    height: float | None = None
    align: Align = "left"
    top: Edge = "none"


@dataclass(frozen=True, slots=True)
class Cell:
    """A cell of a table: a label, a group (vertical label), or lines of items.

    ``pen``: all of it stays empty for a hand; ``hand``: whose that is, here and in its items.
    """

    label: str | None = None
    group: str | None = None
    lines: tuple[ItemLine, ...] = ()
    across: int = 1
    down: int = 1
    size: float | None = None
    spread: bool = False
    shaded: bool | None = None
    top: Edge = "thin"
    left: Edge = "thin"
    pen: bool = False
    office: bool = False
    hand: Hand = "person"


@dataclass(frozen=True, slots=True)
class Row:
    """A row of cells; cells that reach down from above are left out."""

    height: float
    cells: tuple[Cell, ...]
    top: Edge = "thin"


@dataclass(frozen=True, slots=True)
class Repeated:
    """Rows for the items of a list, which stand ``times`` times in a table.

    What is beyond goes to a 別紙 under ``on_sheet``; without that it is refused.
    """

    list_fact: FactId
    times: int
    items: tuple[Item, ...]
    """The items of the row with item number 0, from left to right."""
    on_sheet: str | None = None
    only: str = ""
    """The yes-or-no fact of an item that must be true for it to stand here; empty: all stand."""


@dataclass(frozen=True, slots=True)
class Table:
    """Columns and rows with an outer frame."""

    columns: tuple[float, ...]
    rows: tuple[Row, ...]
    frame: Edge = "thick"
    office: bool = False
    repeated: tuple[Repeated, ...] = ()


@dataclass(frozen=True, slots=True)
class Paragraph:
    """Text over the width, wrapped."""

    text: str
    size: float = 9.0
    align: Align = "left"
    face: str = "mincho-p"


@dataclass(frozen=True, slots=True)
class Notes:
    """A numbered list in small print."""

    title: str
    items: tuple[str, ...]
    size: float = 7.5
    framed: bool = True
    columns: int = 1


@dataclass(frozen=True, slots=True)
class Beside:
    """Blocks side by side; each column has its width."""

    columns: tuple[tuple[float, tuple[Block, ...]], ...]
    gutter: float = 4.0


@dataclass(frozen=True, slots=True)
class Block:
    """Something on the page: in the flow with a ``gap`` above, or fixed at ``at`` (x, y)."""

    content: Table | Paragraph | Notes | Beside
    gap: float = 2.0
    at: tuple[float, float] | None = None
    width: float | None = None


@dataclass(frozen=True, slots=True)
class FormTemplate:
    """A form as its file says it; ``pages`` are lists of blocks on A4, upright, or boxes on pages of
    a city's own PDF."""

    form_id: str
    procedure_id: str
    title: str
    pages: tuple[tuple[Block, ...] | OverlayPage, ...]
    margin: float = 12.0
    top: float = 12.0
    width: float = 210.0
    height: float = 297.0
    words: Mapping[str, Mapping[str, str]] = field(default_factory=dict)

    @property
    def facts(self) -> frozenset[FactId]:
        """Every fact that a box of this form is fed by."""
        used = {getattr(item, "fact", None) for item in self.items()}
        fed = {declared(fact) for fact in used if fact is not None and fact != TODAY}
        return frozenset(fed | self.gates)

    @property
    def gates(self) -> frozenset[FactId]:
        """Facts of every item that say whether it stands in a row."""
        return frozenset(
            lists.item_fact(rows.list_fact, "", rows.only) for rows in self.repeated() if rows.only
        )

    def repeated(self) -> Iterator[Repeated]:
        """Every set of repeated rows."""
        for page in self.pages:
            if isinstance(page, tuple):
                yield from _repeated(page)
            else:
                yield from page.repeated

    def items(self) -> Iterator[Item]:
        """All items, in the file's order."""
        for page in self.pages:
            yield from _items(page) if isinstance(page, tuple) else page.items()


_OF_ITEM = re.compile(r"(.+)\[(\w*)#(\d+)\]\.(.+)")


def of_item(list_fact: FactId, number: int, name: str, only: str = "") -> FactId:
    """The fact ``name`` of the ``number``-th item (from 1) of a list, counted among those for whom ``only`` is
    true; which item that is, filling knows."""
    return f"{list_fact}[{only}#{number}].{name}"


def list_of(fact: FactId) -> FactId | None:
    """The list whose item ``fact`` belongs to, when it is made by :func:`of_item`."""
    found = _OF_ITEM.fullmatch(fact)
    return found[1] if found else None


def declared(fact: FactId) -> FactId:
    """The id under which a pack declares ``fact``: ``household.members[].name`` for a row's item."""
    found = _OF_ITEM.fullmatch(fact)
    return lists.item_fact(found[1], "", found[4]) if found else fact


def item_fact(fact: FactId, facts: Facts) -> FactId | None:
    """``household.members[b].name`` for ``household.members[#2].name`` and items ``a``, ``b``; ``None``
    when the list is shorter."""
    found = _OF_ITEM.fullmatch(fact)
    assert found is not None
    items = standing(facts, found[1], found[2])
    number = int(found[3])
    return lists.item_fact(found[1], items[number - 1], found[4]) if number <= len(items) else None


def standing(facts: Facts, list_fact: FactId, only: str = "") -> tuple[str, ...]:
    """The items of a list for whom ``only`` is known to be true, in the list's order."""
    return tuple(
        item
        for item in lists.items_of(facts, list_fact)
        if not only or known(facts, lists.item_fact(list_fact, item, only)) is True
    )


def _repeated(blocks: tuple[Block, ...]) -> Iterator[Repeated]:
    for block in blocks:
        if isinstance(block.content, Table):
            yield from block.content.repeated
        elif isinstance(block.content, Beside):
            for _, inner in block.content.columns:
                yield from _repeated(inner)


def _items(blocks: tuple[Block, ...]) -> Iterator[Item]:
    for block in blocks:
        if isinstance(block.content, Table):
            for row in block.content.rows:
                for cell in row.cells:
                    for line in cell.lines:
                        yield from line.items
        elif isinstance(block.content, Beside):
            for _, inner in block.content.columns:
                yield from _items(inner)
