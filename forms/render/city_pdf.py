"""A city's own PDF under what is written: reading its pages, putting them below the overlay.

Each page of a city's file becomes one form XObject (PDF 32000-1, 8.10), whatever number of sheets
uses it.  The sheet that comes out is as large as the page is seen (CropBox, Rotate and UserUnit
applied), upright, with its corner at the origin: so a printer has nothing left to interpret.
"""

from __future__ import annotations

import hashlib
from collections.abc import Sequence
from functools import lru_cache
from io import BytesIO
from pathlib import Path

import pikepdf

from forms.document.ink import PT, Rect
from forms.document.overlay import CityPage

CITY = "/City"
"""Under this name a sheet knows the page below it."""


class CityPdfFault(Exception):
    """A city's PDF cannot be used; the message says why, for the person who made the template."""


def read_page(pdf: Path, page: int) -> CityPage:
    """Page ``page`` (from 1) of ``pdf`` as it is seen.  Raises :class:`CityPdfFault`."""
    try:
        data = pdf.read_bytes()
    except OSError as fault:
        raise CityPdfFault(f"{pdf.name}: {fault.strerror}") from fault
    with _opened(data, pdf.name) as opened:
        if "/OCProperties" in opened.Root:
            raise CityPdfFault(f"{pdf.name} has layers; save it without them")
        if not 1 <= page <= len(opened.pages):
            raise CityPdfFault(f"{pdf.name} has {len(opened.pages)} pages; there is no page {page}")
        width, height = _seen(opened.pages[page - 1])
    digest = hashlib.sha256(data).hexdigest()
    return CityPage(pdf, page, digest, width * PT, height * PT)


def page_count(pdf: Path) -> int:
    """How many pages ``pdf`` has.  Raises :class:`CityPdfFault`."""
    with _opened(pdf.read_bytes(), pdf.name) as opened:
        return len(opened.pages)


def seen_from_page(page: pikepdf.Page, rect: Sequence[float]) -> Rect:
    """A rectangle of the page's own units (left, bottom, right, top) in mm as seen."""
    a, b, c, d, e, f = _matrix(page)
    corners = [
        (a * x + c * y + e, b * x + d * y + f) for x, y in ((rect[0], rect[1]), (rect[2], rect[3]))
    ]
    (left, right), (bottom, top) = (sorted(sides) for sides in zip(*corners, strict=True))
    height = _seen(page)[1]
    return Rect(left * PT, (height - top) * PT, (right - left) * PT, (top - bottom) * PT)


def _opened(data: bytes, name: str) -> pikepdf.Pdf:
    try:
        return pikepdf.open(BytesIO(data))
    except pikepdf.PasswordError as fault:
        raise CityPdfFault(f"{name} asks for a password") from fault
    except pikepdf.PdfError as fault:
        raise CityPdfFault(f"{name} is no readable PDF") from fault


def _box(page: pikepdf.Page) -> tuple[float, float, float, float]:
    """The visible rectangle in the page's own units: CropBox cut to MediaBox (7.7.3.3, 14.11.2)."""
    crop, media = (_ordered(box) for box in (page.cropbox, page.mediabox))
    left, bottom = max(crop[0], media[0]), max(crop[1], media[1])
    right, top = min(crop[2], media[2]), min(crop[3], media[3])
    return (left, bottom, right, top) if left < right and bottom < top else media


def _ordered(box: pikepdf.Array) -> tuple[float, float, float, float]:
    """Left, bottom, right, top: a file may name any two opposite corners (7.9.5)."""
    x1, y1, x2, y2 = (float(number) for number in box)
    return min(x1, x2), min(y1, y2), max(x1, x2), max(y1, y2)


def _turn(page: pikepdf.Page) -> int:
    """Rotate, clockwise: 0, 90, 180 or 270.  It may stand on a parent of the page (7.7.3.4)."""
    return page.rotation % 360


def _unit(page: pikepdf.Page) -> float:
    return float(page.obj.get("/UserUnit", 1))


def _seen(page: pikepdf.Page) -> tuple[float, float]:
    """Width and height as seen, pt."""
    left, bottom, right, top = _box(page)
    wide, high = (right - left) * _unit(page), (top - bottom) * _unit(page)
    return (high, wide) if _turn(page) in (90, 270) else (wide, high)


def _matrix(page: pikepdf.Page) -> tuple[float, ...]:
    """From the page's own units to pt from the lower left of what is seen."""
    left, bottom, right, top = _box(page)
    unit = _unit(page)
    a, b, c, d, e, f = {
        0: (1, 0, 0, 1, -left, -bottom),
        90: (0, -1, 1, 0, -bottom, right),
        180: (-1, 0, 0, -1, right, top),
        270: (0, 1, -1, 0, top, -left),
    }[_turn(page)]
    return tuple(unit * part for part in (a, b, c, d, e, f))


@lru_cache(maxsize=32)
def _source(pdf: Path, digest: str) -> pikepdf.Pdf:
    """The city's file, read once per process; what annotations show is made part of the page.

    Raises :class:`CityPdfFault` when it is not the file any more that the template was checked with.
    """
    data = pdf.read_bytes()
    if hashlib.sha256(data).hexdigest() != digest:
        raise CityPdfFault(f"{pdf.name} was changed while it was in use")
    opened = _opened(data, pdf.name)
    if any("/Annots" in page for page in opened.pages):
        opened.flatten_annotations("print")
    return opened


def city_form(target: pikepdf.Pdf, city: CityPage) -> pikepdf.Object:
    """The city's page as a form XObject of ``target``."""
    page = _source(city.pdf, city.digest).pages[city.page - 1]
    form = target.copy_foreign(page.as_form_xobject(handle_transformations=False))
    form.BBox = pikepdf.Array([_number(part) for part in _box(page)])
    form.Matrix = pikepdf.Array([_number(part) for part in _matrix(page)])
    return form


def _number(value: float) -> pikepdf.Object:
    return pikepdf.Object.parse(f"{value:.5f}".rstrip("0").rstrip(".").encode() or b"0")
