"""Where the cells of a table stand: spans resolved, gaps and overlaps named."""

from __future__ import annotations

from collections.abc import Iterator
from itertools import accumulate

from forms.document.ink import Rect
from forms.document.template import Cell, Row, Table


def grid_fault(table: Table) -> list[tuple[int, str]]:
    """(row from 0, message) for each row whose cells do not fill the columns exactly."""
    width = len(table.columns)
    faults: list[tuple[int, str]] = []
    for row, free, wanted in _occupancy(table):
        if free != wanted:
            faults.append(
                (row, f"the cells of this row take {wanted} columns; {free} of {width} are free")
            )
    if any(row + cell.down > len(table.rows) for row, _, cell in _placed(table)):
        faults.append((len(table.rows) - 1, "a cell reaches below the last row"))
    return faults


def _occupancy(table: Table) -> Iterator[tuple[int, int, int]]:
    taken = _reaching(table)
    for index, row in enumerate(table.rows):
        yield index, len(table.columns) - taken[index], sum(cell.across for cell in row.cells)


def _reaching(table: Table) -> list[int]:
    """For each row, how many columns cells from above reach into."""
    taken = [0] * len(table.rows)
    for index, row in enumerate(table.rows):
        for cell in row.cells:
            for below in range(index + 1, min(index + cell.down, len(table.rows))):
                taken[below] += cell.across
    return taken


def _placed(table: Table) -> Iterator[tuple[int, int, Cell]]:
    """(row, column, cell) of every cell."""
    held: set[tuple[int, int]] = set()
    for index, row in enumerate(table.rows):
        column = 0
        for cell in row.cells:
            while (index, column) in held:
                column += 1
            yield index, column, cell
            held |= {
                (index + down, column + across)
                for down in range(cell.down)
                for across in range(cell.across)
            }
            column += cell.across


def place_cells(table: Table, x: float, y: float) -> Iterator[tuple[Cell, Row, Rect]]:
    """Every cell with its row and its rectangle, the table's corner being at ``(x, y)``."""
    lefts = [x, *(x + width for width in accumulate(table.columns))]
    tops = [y, *(y + height for height in accumulate(row.height for row in table.rows))]
    for row, column, cell in _placed(table):
        right, bottom = lefts[column + cell.across], tops[row + cell.down]
        yield (
            cell,
            table.rows[row],
            Rect(lefts[column], tops[row], right - lefts[column], bottom - tops[row]),
        )
