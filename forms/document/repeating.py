"""Repeated rows of a template: one row written down, standing in the table once for each item of a list."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass
from typing import Any

from forms.document.template import of_item

FACT_KEYS = ("fact", "date", "choose", "check", "strike")


def expanded(rows: Iterable[Mapping[str, Any]]) -> Iterator[Mapping[str, Any]]:
    """The rows of a table with each repeated one as often as it stands on the paper."""
    for row in rows:
        if "repeat" in row:
            yield from (numbered(row, number) for number in range(1, row["times"] + 1))
        else:
            yield row


def origins(rows: Iterable[Mapping[str, Any]]) -> list[int]:
    """For each row of :func:`expanded`, which row of the template it comes from (from 0)."""
    return [index for index, row in enumerate(rows) for _ in range(row.get("times", 1))]


def placed(boxes: Iterable[Mapping[str, Any]]) -> Iterator[Mapping[str, Any]]:
    """Boxes over a city's page with each repeated group once per line, ``pitch`` mm apart."""
    for box in boxes:
        if "repeat" not in box:
            yield box
            continue
        for number in range(1, box["times"] + 1):
            for inner in box["boxes"]:
                lower = _lower(inner, box["pitch"] * (number - 1))
                yield _numbered(lower, _rows(box), number)


def _lower(node: Any, by: float) -> Any:
    """``node`` with every place in it moved down by ``by`` mm."""
    if isinstance(node, Mapping):
        return {key: _lower(value, by) for key, value in node.items()}
    if isinstance(node, list):
        if len(node) == _PLACE and all(isinstance(part, int | float) for part in node):
            return [node[0], node[1] + by, *node[2:]]
        return [_lower(part, by) for part in node]
    return node


_PLACE = 4


def numbered(row: Mapping[str, Any], number: int) -> dict[str, Any]:
    """``row`` for item ``number``: ``.name`` is the item's own fact, ``{n}`` its number in words.

    A cell that reaches down over all rows stands in the first one only.
    """
    cells = [cell for cell in row["cells"] if number <= 1 or cell.get("down", 1) == 1]
    kept = {key: row[key] for key in ("height", "top") if key in row}
    return {**kept, "cells": [_numbered(cell, _rows(row), number) for cell in cells]}


@dataclass(frozen=True, slots=True)
class _Rows:
    """Of which list, and of which of its items."""

    list_fact: str
    only: str


def _rows(node: Mapping[str, Any]) -> _Rows:
    return _Rows(node["repeat"], node.get("only", ".")[1:])


def _numbered(node: Any, rows: _Rows, number: int) -> Any:
    if isinstance(node, str):
        return node.replace("{n}", str(number))
    if isinstance(node, list):
        return [_numbered(part, rows, number) for part in node]
    if not isinstance(node, Mapping):
        return node
    changed = {key: _numbered(value, rows, number) for key, value in node.items()}
    over = f"{rows.list_fact}.{rows.only}" if rows.only else rows.list_fact
    for key in FACT_KEYS:
        name = str(node.get(key, ""))
        if name.startswith("."):
            changed[key] = of_item(rows.list_fact, number, name[1:], rows.only)
            changed["id"] = f"{over}.{number}{node.get('id', name)}"
    return changed
