"""A TrueType file with some glyphs of another one: what a PDF needs to draw them, nothing else.

reportlab and fontTools read the whole outline table for that (46 MB in IPAmj).  Tables as PDF 32000-1,
9.9 wants them; layouts are those of the OpenType specification.
"""

from __future__ import annotations

from array import array
from collections.abc import Iterator, Sequence
from struct import pack, pack_into, unpack_from

from forms.render.outlines import FontFile

_WORDS, _MORE = 0x0001, 0x0020
_SCALE, _XY_SCALE, _MATRIX = 0x0008, 0x0040, 0x0080
"""Flags of a component (glyf table, composite glyph description)."""

_INSTRUCTIONS = ("cvt ", "fpgm", "prep")


def subset(file: FontFile, glyphs: Sequence[int]) -> tuple[bytes, dict[int, int]]:
    """The font of ``glyphs`` (indices in ``file``) with glyph 0 and all components, and where each
    index went: old -> new."""
    order = _with_components(file, glyphs)
    places = {old: new for new, old in enumerate(order)}
    outlines = [_renumbered(file.data(old), places) for old in order]
    starts, at = array("I", [0]), 0
    for outline in outlines:
        at += len(outline)
        starts.append(at)
    tables = {
        "glyf": b"".join(outlines),
        "head": _patched(file.table("head"), ">H", 50, 1),  # long offsets
        "hhea": _patched(file.table("hhea"), ">H", 34, len(order)),
        "hmtx": b"".join(pack(">Hh", *file.metrics(old)) for old in order),
        "loca": _big_endian(starts),
        "maxp": _patched(file.table("maxp"), ">H", 4, len(order)),
    }
    for tag in _INSTRUCTIONS:
        if file.has_table(tag):
            tables[tag] = file.table(tag)
    return _file(tables), places


def _with_components(file: FontFile, glyphs: Sequence[int]) -> list[int]:
    order = dict.fromkeys((0, *sorted(glyphs)))
    waiting = list(order)
    while waiting:
        parts = [part for part, _ in _components(file.data(waiting.pop())) if part not in order]
        order.update(dict.fromkeys(parts))
        waiting += parts
    return list(order)


def _components(outline: bytes) -> Iterator[tuple[int, int]]:
    """Each component of a composite outline: its glyph's index, and where that index stands."""
    if not outline or unpack_from(">h", outline)[0] >= 0:
        return
    at, flags = 10, _MORE
    while flags & _MORE:
        flags, index = unpack_from(">HH", outline, at)
        yield index, at + 2
        at += 4 + (4 if flags & _WORDS else 2)
        at += 2 if flags & _SCALE else 4 if flags & _XY_SCALE else 8 if flags & _MATRIX else 0


def _renumbered(outline: bytes, places: dict[int, int]) -> bytes:
    parts = list(_components(outline))
    if parts:
        changed = bytearray(outline)
        for index, at in parts:
            pack_into(">H", changed, at, places[index])
        outline = bytes(changed)
    return outline + b"\0" * (-len(outline) % 4)


def _patched(table: bytes, form: str, at: int, value: int) -> bytes:
    changed = bytearray(table)
    pack_into(form, changed, at, value)
    return bytes(changed)


def _big_endian(numbers: array[int]) -> bytes:
    return pack(f">{len(numbers)}I", *numbers)


def _file(tables: dict[str, bytes]) -> bytes:
    """The table directory and the tables.  Checksums are left 0: no reader of a PDF looks at them."""
    power = 1 << (len(tables).bit_length() - 1)
    head = pack(
        ">IHHHH",
        0x10000,
        len(tables),
        16 * power,
        power.bit_length() - 1,
        16 * (len(tables) - power),
    )
    at, directory, bodies = len(head) + 16 * len(tables), [], []
    for tag, body in sorted(tables.items()):
        directory.append(pack(">4sIII", tag.encode(), 0, at, len(body)))
        padded = body + b"\0" * (-len(body) % 4)
        bodies.append(padded)
        at += len(padded)
    return b"".join((head, *directory, *bodies))
