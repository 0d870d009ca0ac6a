"""The octets of PWG Raster: a sync word, then per page a header of 1,796 octets and its packed lines.

PWG 5102.4-2012: header in section 4.3, packing in 4.4.  Also a strict reader, for emulated printers.
"""

from __future__ import annotations

import re
import struct
from collections.abc import Iterable, Iterator
from dataclasses import dataclass, replace
from enum import Enum

MIME_TYPE = "image/pwg-raster"
MAGIC = b"RaS2"
HEADER_OCTETS = 1796
_LINES_AT_ONCE = 256


@dataclass(frozen=True, slots=True)
class _Layout:
    color_space: int
    bits_per_color: int
    colors: int
    runs: re.Pattern[bytes]


def _runs(octets: int) -> re.Pattern[bytes]:
    """Finds a repeated value (group 1 once, the match whole), or a stretch without repetition."""
    one = b"." * octets
    return re.compile(b"(%s)\\1{1,127}|(?:(%s)(?!\\2)){1,128}" % (one, one), re.DOTALL)


class DotKind(Enum):
    """``pwg-raster-document-type-supported``; the value is the keyword."""

    GREY = "sgray_8"
    BLACK = "black_1"
    COLOUR = "srgb_8"


_LAYOUTS = {
    DotKind.GREY: _Layout(18, 8, 1, _runs(1)),
    DotKind.BLACK: _Layout(3, 1, 1, _runs(1)),
    DotKind.COLOUR: _Layout(19, 8, 3, _runs(3)),
}


@dataclass(frozen=True, slots=True)
class RasterPage:
    """One side.  ``pixels``: ``height`` lines from the top, each of whole octets; grey 0 is black,
    a set bit of ``BLACK`` is black.  ``size``: of the paper in points.  ``turned``: whether the
    lines run mirrored across and along the feed, as some printers want the back."""

    kind: DotKind
    width: int
    height: int
    dots_per_inch: int
    pixels: bytes
    size: tuple[int, int]
    media: str = ""
    two_sided: bool = False
    short_edge: bool = False
    turned: tuple[bool, bool] = (False, False)

    @property
    def line_octets(self) -> int:
        """Octets of one line."""
        layout = _LAYOUTS[self.kind]
        return (self.width * layout.bits_per_color * layout.colors + 7) // 8


class MalformedRasterError(ValueError):
    """The octets are no PWG Raster; the text says where."""


def write_pages(pages: Iterable[RasterPage], total: int) -> Iterator[bytes]:
    """The file, in pieces.  ``total``: pages in it, 0 when unknown."""
    yield MAGIC
    for page in pages:
        yield _header(page, total)
        yield from _packed(page)


def _header(page: RasterPage, total: int) -> bytes:
    layout = _LAYOUTS[page.kind]
    octets = bytearray(HEADER_OCTETS)
    octets[0:9] = b"PwgRaster"
    name = page.media.encode("ascii")
    octets[1732 : 1732 + len(name)] = name
    across, along = (-1 if turned else 1 for turned in page.turned)
    for offset, value in (
        (272, page.two_sided),
        (276, page.dots_per_inch),
        (280, page.dots_per_inch),
        (340, 1),
        (352, page.size[0]),
        (356, page.size[1]),
        (368, page.short_edge),
        (372, page.width),
        (376, page.height),
        (384, layout.bits_per_color),
        (388, layout.bits_per_color * layout.colors),
        (392, page.line_octets),
        (400, layout.color_space),
        (420, layout.colors),
        (452, total),
        (456, across),
        (460, along),
        (472, page.width),
        (476, page.height),
        (480, 0xFFFFFF),
    ):
        struct.pack_into(">i", octets, offset, value)
    return bytes(octets)


def _packed(page: RasterPage) -> Iterator[bytes]:
    octets, runs = page.line_octets, _LAYOUTS[page.kind].runs
    unit = _unit(page.kind)
    at, end = 0, len(page.pixels)
    if end != octets * page.height:
        raise ValueError(f"{end} octets of pixels for {page.height} lines of {octets}")
    while at < end:
        line = page.pixels[at : at + octets]
        count = 1
        while (
            count < _LINES_AT_ONCE
            and page.pixels[at + count * octets : at + (count + 1) * octets] == line
        ):
            count += 1
        yield bytes([count - 1])
        yield b"".join(_pack(found, unit) for found in runs.finditer(line))
        at += count * octets


def _pack(found: re.Match[bytes], unit: int) -> bytes:
    value = found[1]
    piece = found[0]
    length = len(piece) // unit
    if value is not None:
        return bytes([length - 1]) + value
    return b"\0" + piece if length == 1 else bytes([257 - length]) + piece


def _unit(kind: DotKind) -> int:
    """Octets of one packed value: a pixel, but never less than an octet."""
    layout = _LAYOUTS[kind]
    return max(1, layout.bits_per_color * layout.colors // 8)


def read_pages(octets: bytes) -> tuple[RasterPage, ...]:
    """All pages, unpacked.  Raises :class:`MalformedRasterError`."""
    if not octets.startswith(MAGIC):
        raise MalformedRasterError("no sync word RaS2")
    pages, at = [], len(MAGIC)
    while at < len(octets):
        page, at = _read_page(octets, at)
        pages.append(page)
    return tuple(pages)


def _read_page(octets: bytes, at: int) -> tuple[RasterPage, int]:
    header = octets[at : at + HEADER_OCTETS]
    if len(header) != HEADER_OCTETS or not header.startswith(b"PwgRaster\0"):
        raise MalformedRasterError(f"no page header at {at}")

    def number(offset: int) -> int:
        return int(struct.unpack_from(">i", header, offset)[0])

    kind = next((k for k, la in _LAYOUTS.items() if la.color_space == number(400)), None)
    if kind is None or number(388) != _LAYOUTS[kind].bits_per_color * _LAYOUTS[kind].colors:
        raise MalformedRasterError(f"colour space {number(400)}, {number(388)} bits per pixel")
    page = RasterPage(
        kind,
        number(372),
        number(376),
        number(276),
        b"",
        (number(352), number(356)),
        header[1732:].split(b"\0", 1)[0].decode("ascii", "replace"),
        two_sided=bool(number(272)),
        short_edge=bool(number(368)),
        turned=(number(456) < 0, number(460) < 0),
    )
    if number(392) != page.line_octets:
        raise MalformedRasterError(f"{number(392)} octets in a line of {page.width} dots")
    pixels, end = _unpacked(octets, at + HEADER_OCTETS, page)
    return replace(page, pixels=pixels), end


def _unpacked(octets: bytes, at: int, page: RasterPage) -> tuple[bytes, int]:
    unit, length, lines = _unit(page.kind), page.line_octets, []
    height = 0
    try:
        while height < page.height:
            repeated = octets[at] + 1
            at += 1
            line = bytearray()
            while len(line) < length:
                code = octets[at]
                at += 1
                if code == 128:
                    raise MalformedRasterError(f"reserved code at {at - 1}")
                size = unit if code < 128 else (257 - code) * unit
                piece = octets[at : at + size]
                line += piece * (code + 1) if code < 128 else piece
                at += size
            if len(line) != length:
                raise MalformedRasterError(f"a line of {len(line)} octets before {at}")
            lines.append(bytes(line) * repeated)
            height += repeated
    except IndexError as fault:
        raise MalformedRasterError("ends inside a page") from fault
    if height != page.height:
        raise MalformedRasterError(f"{height} lines instead of {page.height}")
    return b"".join(lines), at
