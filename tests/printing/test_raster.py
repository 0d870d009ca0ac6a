"""Dots for printers without PDF: octets by hand, any pixels there and back, and a reader that is not ours."""

from __future__ import annotations

import os
import subprocess
from dataclasses import replace
from io import BytesIO
from pathlib import Path
from uuid import uuid4

import pikepdf
import pytest
from hypothesis import given
from hypothesis import strategies as st
from PIL import Image

from printing.emulator import FaultPrinter, VirtualPrinter
from printing.ipp.settle import print_document
from printing.ipp.ticket import PrintOutcome, PrintSettled, PrintTicket
from printing.raster.pages import pictures, pwg_raster
from printing.raster.plan import DotPlan, SheetBack
from printing.raster.pwg import (
    HEADER_OCTETS,
    MIME_TYPE,
    DotKind,
    MalformedRasterError,
    RasterPage,
    read_pages,
    write_pages,
)
from tests.support.pages import CONTEXT, expected, template
from tests.support.printing import Clock, Notebook, a_pdf

READER = "/usr/lib/cups/filter/rastertopdf"


def test_a_page_by_hand() -> None:
    """PWG 5102.4 4.4, by hand: three equal lines, then one with a stretch that does not repeat."""
    lines = b"\xff" * 5, b"\xff" * 5, b"\xff" * 5, b"\x00\x10\x20\x20\x20"
    page = RasterPage(DotKind.GREY, 5, 4, 300, b"".join(lines), (1, 1), "iso_a4_210x297mm")

    octets = b"".join(write_pages([page], 1))

    assert octets[:4] == b"RaS2"
    header, packed = octets[4 : 4 + HEADER_OCTETS], octets[4 + HEADER_OCTETS :]
    assert header[:10] == b"PwgRaster\0"
    assert header[276:284] == bytes((0, 0, 1, 44)) * 2  # HWResolution 300, 300
    assert header[372:380] == bytes((0, 0, 0, 5, 0, 0, 0, 4))  # Width, Height
    assert header[384:396] == bytes((0, 0, 0, 8, 0, 0, 0, 8, 0, 0, 0, 5))  # bits, bits, octets
    assert header[400:404] == bytes((0, 0, 0, 18))  # ColorSpace sGray
    assert header[1732:1749] == b"iso_a4_210x297mm\0"
    assert packed == b"\x02\x04\xff" + b"\x00\xff\x00\x10\x02\x20"


KINDS = st.sampled_from(DotKind)


@st.composite
def pages(draw: st.DrawFn) -> RasterPage:
    kind, width, height = draw(KINDS), draw(st.integers(1, 40)), draw(st.integers(1, 6))
    page = RasterPage(kind, width, height, 300, b"", (10, 10))
    few = st.sampled_from([b"\x00", b"\xff", b"\x81"])
    octets = page.line_octets * height
    pixels = b"".join(draw(st.lists(few, min_size=octets, max_size=octets)))
    return replace(page, pixels=pixels)


@given(st.lists(pages(), max_size=3))
def test_any_pixels_come_back(given_pages: list[RasterPage]) -> None:
    assert read_pages(b"".join(write_pages(given_pages, 0))) == tuple(given_pages)


@given(pages(), st.data())
def test_a_file_cut_short_is_refused(page: RasterPage, data: st.DataObject) -> None:
    octets = b"".join(write_pages([page], 1))
    cut = data.draw(st.integers(5, len(octets) - 1))
    with pytest.raises(MalformedRasterError):
        read_pages(octets[:cut])


def form() -> bytes:
    from forms.document import fill
    from forms.render import render_pdf

    facts, texts = expected()
    return render_pdf([fill(template(sorted(texts)[0]), facts, CONTEXT)])


def test_another_reader_sees_the_same_dots(tmp_path: Path) -> None:
    """cups-filters reads the file and puts its dots into a PDF: they are those that pdfium drew."""
    pdf = form()
    (tmp_path / "page.pwg").write_bytes(pwg_raster(pdf, DotPlan()))
    command = [READER, "1", "user", "title", "1", "", str(tmp_path / "page.pwg")]
    done = subprocess.run(command, env={**os.environ, "PPD": ""}, capture_output=True, check=True)

    with pikepdf.open(BytesIO(done.stdout)) as read:
        (page,) = read.pages
        (image,) = page.get_images().values()
        assert image.read_bytes() == next(pictures(pdf, 300)).tobytes()


def test_a_printer_that_takes_only_dots_gets_them(tmp_path: Path) -> None:
    pdf = form()
    with VirtualPrinter(tmp_path / "printer", formats=MIME_TYPE) as printer:
        ticket = PrintTicket(uuid4(), "forms")
        told = list(print_document(printer.url, pdf, ticket, Notebook(), wait=Clock()))
        (arrived,) = printer.spool.glob("*.pwg")
        (page,) = read_pages(arrived.read_bytes())

    end = told[-1]
    assert isinstance(end, PrintSettled)
    assert end.outcome is PrintOutcome.PRINTED
    assert (page.kind, page.media) == (DotKind.GREY, "iso_a4_210x297mm")
    assert page.pixels == next(pictures(pdf, page.dots_per_inch)).tobytes()


@pytest.mark.parametrize(
    ("back", "sides", "turned"),
    [
        # PWG 5102.4 table 13
        (SheetBack.NORMAL, "two-sided-long-edge", (False, False)),
        (SheetBack.ROTATED, "two-sided-long-edge", (True, True)),
        (SheetBack.ROTATED, "two-sided-short-edge", (False, False)),
        (SheetBack.FLIPPED, "two-sided-long-edge", (False, True)),
        (SheetBack.FLIPPED, "two-sided-short-edge", (True, False)),
        (SheetBack.MANUAL_TUMBLE, "two-sided-long-edge", (False, False)),
        (SheetBack.MANUAL_TUMBLE, "two-sided-short-edge", (True, True)),
    ],
)
def test_backs_lie_as_the_printer_wants_them(
    back: SheetBack, sides: str, turned: tuple[bool, bool]
) -> None:
    plan = DotPlan(dots_per_inch=50, back=back)
    front, rear = read_pages(pwg_raster(a_pdf("front", "rear"), plan, sides=sides))
    plain = read_pages(pwg_raster(a_pdf("front", "rear"), DotPlan(dots_per_inch=50)))

    assert front.turned == (False, False)
    assert front.pixels == plain[0].pixels
    assert rear.turned == turned
    picture = Image.frombytes("L", (rear.width, rear.height), rear.pixels)
    if turned[0]:
        picture = picture.transpose(Image.Transpose.FLIP_LEFT_RIGHT)
    if turned[1]:
        picture = picture.transpose(Image.Transpose.FLIP_TOP_BOTTOM)
    assert picture.tobytes() == plain[1].pixels


def test_black_is_a_set_bit() -> None:
    (page,) = read_pages(pwg_raster(a_pdf(), DotPlan(DotKind.BLACK, 72)))
    grey = next(pictures(a_pdf(), 72))
    dark = sum(grey.histogram()[:128])
    assert sum(octet.bit_count() for octet in page.pixels) == dark > 0


def test_sheets_of_dots_are_counted_too() -> None:
    with FaultPrinter(formats=(MIME_TYPE,)) as printer:
        ticket = PrintTicket(uuid4(), "forms")
        list(print_document(printer.url, a_pdf("1", "2"), ticket, Notebook(), wait=Clock()))
        assert [sheet.number for sheet in printer.tray] == [1, 2]
