"""Every box of a template that somebody would write into, by hand or machine, with its label and whose hand it is."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from typing import TypeAlias, TypeGuard

from forms.document import template as t
from forms.document.template import Block, Cell, FormTemplate, Hand, Table

Fed: TypeAlias = t.Written | t.Cells | t.DateParts | t.Choice


@dataclass(frozen=True, slots=True)
class Box:
    """``item``: what fills it; ``None`` for the pen, whose ``hand`` says who writes there.

    What the office alone writes, and squares that are left over beside a filled choice, are no boxes.
    """

    label: str
    item: Fed | None
    hand: Hand = "person"


def boxes(template: FormTemplate) -> Iterator[Box]:
    """The boxes of ``template`` from top to bottom."""
    for page in template.pages:
        if isinstance(page, tuple):
            yield from _of_blocks(page)
        else:
            yield from (Box("", item) for item in page.items() if _is_fed(item))
            yield from (Box("", None) for _ in page.pen)


def _of_blocks(blocks: tuple[Block, ...]) -> Iterator[Box]:
    for block in blocks:
        if isinstance(block.content, Table):
            yield from _of_table(block.content)
        elif isinstance(block.content, t.Beside):
            for _, inner in block.content.columns:
                yield from _of_blocks(inner)


def _of_table(table: Table) -> Iterator[Box]:
    if table.office:
        return
    for row in table.rows:
        label = ""
        for cell in row.cells:
            label = cell.label or cell.group or label
            yield from _of_cell(cell, label.replace("\n", ""))


def _of_cell(cell: Cell, label: str) -> Iterator[Box]:
    if cell.office:
        return
    items = [item for line in cell.lines for item in line.items]
    fed = [item for item in items if _is_fed(item)]
    if fed:
        yield from (Box(label, item) for item in fed)
    elif cell.pen or any(_is_for_the_pen(item) for item in items):
        yield Box(label, None, cell.hand)


def _is_fed(item: t.Item) -> TypeGuard[Fed]:
    match item:
        case t.Written() | t.DateParts():
            return True
        case t.Cells():
            return item.fact is not None
        case t.Choice():
            return item.fact is not None or item.always is not None
    return False


def _is_for_the_pen(item: t.Item) -> bool:
    match item:
        case t.Space():
            return item.pen
        case t.Cells():
            return item.fact is None and not item.printed
        case t.Choice():
            return item.fact is None and item.always is None
    return False
