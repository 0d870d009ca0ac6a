"""Receipts as dots: what the receipt printer's paper shows is the preview, dot by dot."""

from __future__ import annotations

import os
import pty
import threading
import tty
from io import BytesIO
from uuid import uuid4

import pytest
import zxingcpp
from PIL import Image, ImageChops
from reportlab.lib.units import mm
from reportlab.pdfbase import pdfmetrics
from reportlab.pdfbase.ttfonts import TTFont
from reportlab.pdfgen.canvas import Canvas

from forms.render.faces import face
from printing.emulator.receipt_printer import ReceiptPrinter
from printing.failures import PrintFailureCode
from printing.ipp.ticket import (
    PrintFailure,
    PrintOutcome,
    PrintProgress,
    PrintSettled,
    PrintTicket,
)
from printing.receipt import Paper, render_receipt
from printing.thermal import commands
from printing.thermal import print_dots as print_dots_module
from printing.thermal.dots import WrongWidthError, lines, pictures
from printing.thermal.line import LineBrokenError, WrongAddressError, connected
from printing.thermal.print_dots import hindrance, print_dots
from tests.printing.test_receipt import PAYLOAD, a_receipt
from tests.support.printing import Notebook, briefly

RECEIPT = render_receipt(a_receipt(), Paper.ROLL80)
TICKET = PrintTicket(uuid4(), "receipt", media="custom_receipt")


def bars(*edges_mm: float) -> bytes:
    """A narrow strip with one black bar: enough to see where lines begin and end."""
    file = BytesIO()
    canvas = Canvas(file, pagesize=(80 * mm, 12 * mm))
    for left in edges_mm:
        canvas.rect((left + 0.02) * mm, 2 * mm, 9.96 * mm, 8 * mm, stroke=0, fill=1)
    canvas.showPage()
    canvas.save()
    return file.getvalue()


def printed(printer: ReceiptPrinter, pdf: bytes = RECEIPT) -> tuple[list[PrintProgress], Notebook]:
    notebook = Notebook()
    return list(print_dots(printer.url, pdf, TICKET, notebook, wait=briefly)), notebook


def outcome(told: list[PrintProgress]) -> PrintOutcome:
    last = told[-1]
    assert isinstance(last, PrintSettled)
    return last.outcome


def same(one: Image.Image, other: Image.Image) -> bool:
    return (
        one.size == other.size
        and not ImageChops.difference(one.convert("L"), other.convert("L")).getbbox()
    )


def test_the_paper_is_the_preview() -> None:
    with ReceiptPrinter() as printer:
        told, notebook = printed(printer)
        (paper,) = printer.receipts
    assert printer.faults == []
    (preview,) = pictures(RECEIPT)
    assert same(paper, preview)
    assert outcome(told) is PrintOutcome.PRINTED
    assert [what for what, _, _ in notebook.lines] == ["started", "created", "settled"]
    (code,) = zxingcpp.read_barcodes(paper.convert("L"))
    assert code.text == PAYLOAD


def test_rare_letters_are_dots_like_all_others() -> None:
    """𠮷 and 吉 as IPAmj draws them: no code page of a printer has both."""
    pdfmetrics.registerFont(TTFont("ThermalRare", str(face("ipamj").path)))
    papers = []
    for letter in ("𠮷", "吉"):
        file = BytesIO()
        canvas = Canvas(file, pagesize=(80 * mm, 20 * mm))
        canvas.setFont("ThermalRare", 40)
        canvas.drawString(20 * mm, 5 * mm, letter)
        canvas.showPage()
        canvas.save()
        with ReceiptPrinter() as printer:
            printed(printer, file.getvalue())
            papers += printer.receipts
        assert same(papers[-1], pictures(file.getvalue())[0])
    assert all(picture.convert("L").getextrema() == (0, 255) for picture in papers)
    assert not same(*papers)


def test_the_dots_by_hand() -> None:
    """10 mm of black from 14 mm: the head's left edge is at 4 mm, 8 dots a mm, so dots 80 to 159."""
    (picture,) = pictures(bars(14.0))
    assert picture.width == 576
    data = lines(picture)
    middle = data[72 * 48 : 72 * 49]
    assert middle == bytes(10) + b"\xff" * 10 + bytes(52)
    assert commands.raster(middle) == b"\x1dv0\x00\x48\x00\x01\x00" + middle


def test_no_dots_read_as_a_question() -> None:
    """A lone column of dots, a byte's width before another: DLE EOT, if nobody looked."""
    file = BytesIO()
    canvas = Canvas(file, pagesize=(80 * mm, 4 * mm))
    for dot in (3, 8 + 5):
        canvas.rect((4 + (dot + 0.2) / 8) * mm, 0, 0.6 * mm / 8, 4 * mm, stroke=0, fill=1)
    canvas.showPage()
    canvas.save()
    data = lines(pictures(file.getvalue())[0])
    assert data[72:74] == b"\x18\x04"
    assert b"\x10\x04" not in data


@pytest.mark.parametrize(
    ("answers", "expected"),
    [
        ((0x12, 0x12, 0x12, 0x12), None),
        ((0x1A, 0x16, 0x12, 0x12), PrintFailureCode.COVER_OPEN),
        ((0x1A, 0x32, 0x12, 0x72), PrintFailureCode.OUT_OF_PAPER),
        ((0x12, 0x12, 0x12, 0x1E), None),  # near the end is not the end
        ((0x1A, 0x52, 0x1A, 0x12), PrintFailureCode.JAM),
        ((0x1A, 0x52, 0x32, 0x12), PrintFailureCode.STOPPED),
        ((0x1A, 0x12, 0x12, 0x12), PrintFailureCode.STOPPED),
    ],
)
def test_what_the_printer_says_of_itself(
    answers: tuple[int, int, int, int], expected: PrintFailureCode | None
) -> None:
    """Bits as in Epson's command reference, DLE EOT."""
    assert all(map(commands.is_status, answers))
    assert commands.fault(dict(zip(commands.Ask, answers, strict=True))) is expected


@pytest.mark.parametrize("at_line", [0, 100])
def test_it_goes_on_when_somebody_puts_paper_in(at_line: int) -> None:
    told: list[PrintProgress] = []
    with ReceiptPrinter(lines_left=at_line) as printer:
        for step in print_dots(printer.url, RECEIPT, TICKET, Notebook(), wait=briefly):
            told.append(step)
            if isinstance(step, PrintFailure):
                assert step.code is PrintFailureCode.OUT_OF_PAPER
                assert printer.lines_out == at_line
                printer.refill()
        (paper,) = printer.receipts
    assert same(paper, pictures(RECEIPT)[0])
    assert sum(isinstance(step, PrintFailure) for step in told) == 1
    assert outcome(told) is PrintOutcome.PRINTED


def test_an_open_cover_is_said_before_a_dot_leaves() -> None:
    with ReceiptPrinter(cover_open=True) as printer:
        errand = print_dots(printer.url, RECEIPT, TICKET, Notebook(), wait=briefly)
        assert next(errand) == PrintFailure(PrintFailureCode.COVER_OPEN)
        assert printer.lines_out == 0
        printer.close_cover()
        assert outcome(list(errand)) is PrintOutcome.PRINTED
        assert len(printer.receipts) == 1


def test_staff_ask_how_it_is_without_printing() -> None:
    with ReceiptPrinter() as printer:
        assert hindrance(printer.url) is None
        printer.lines_left = 0
        assert hindrance(printer.url) is PrintFailureCode.OUT_OF_PAPER
        printer.cover_open = True
        assert hindrance(printer.url) is PrintFailureCode.COVER_OPEN
        assert printer.lines_out == 0
    assert hindrance(printer.url) is PrintFailureCode.UNREACHABLE


def test_a_printer_that_confirms_nothing_leaves_a_question(
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    monkeypatch.setattr(print_dots_module, "_BAND_SECONDS", 0.05)
    monkeypatch.setattr(print_dots_module, "_MUTE_SECONDS", 0.2)
    with ReceiptPrinter(deaf=True) as printer:
        told, _ = printed(printer)
        assert printer.lines_out <= 48, "two bands"
    assert outcome(told) is PrintOutcome.UNKNOWN


def test_a_printer_that_is_off_may_come_back_or_be_given_up() -> None:
    printer = ReceiptPrinter()
    printer.power_off()
    gone = threading.Event()
    errand = print_dots(
        printer.url, RECEIPT, TICKET, notebook := Notebook(), wait=briefly, cancelled=gone.is_set
    )
    first = next(errand)
    assert isinstance(first, PrintFailure)
    assert first.code is PrintFailureCode.UNREACHABLE
    gone.set()
    assert outcome(list(errand)) is PrintOutcome.NOT_SENT
    assert [what for what, _, _ in notebook.lines] == ["started", "settled"]


@pytest.mark.parametrize("line", [0, 30, 500])
def test_a_power_cut_on_the_way_is_a_question_and_nothing_comes_twice(line: int) -> None:
    with ReceiptPrinter(dies_at_line=line) as printer:
        told, notebook = printed(printer)
        assert printer.lines_out == line
    assert outcome(told) is PrintOutcome.UNKNOWN
    assert notebook.lines[-1][2] is PrintOutcome.UNKNOWN
    assert printer.receipts == []


def test_a_session_that_is_over_prints_nothing() -> None:
    with ReceiptPrinter() as printer:
        notebook = Notebook(fails_at="created")
        told = list(print_dots(printer.url, RECEIPT, TICKET, notebook, wait=briefly))
        assert printer.lines_out == 0
    assert outcome(told) is PrintOutcome.NOT_SENT


def test_pages_that_the_head_cannot_print_and_addresses_that_are_none() -> None:
    file = BytesIO()
    canvas = Canvas(file, pagesize=(58 * mm, 20 * mm))
    canvas.showPage()
    canvas.save()
    with pytest.raises(WrongWidthError):
        pictures(file.getvalue())
    for wrong in ("ipp://localhost/ipp/print", "escpos://", "escpos://host/dev/usb/lp0"):
        with pytest.raises(WrongAddressError), connected(wrong):
            pass
    with pytest.raises(LineBrokenError), connected("escpos:///dev/kakanai-none"):
        pass


def test_a_device_file_is_a_line_too() -> None:
    """A terminal in raw mode carries bytes both ways, as a USB printer's device does."""
    ours, theirs = pty.openpty()
    tty.setraw(theirs)
    try:
        with connected(f"escpos://{os.ttyname(theirs)}") as line:
            line.send(commands.status(commands.Ask.PAPER), 5.0)
            assert os.read(ours, 3) == b"\x10\x04\x04"
            os.write(ours, b"\x12")
            assert line.hear(5.0) == 0x12
            assert line.hear(0.0) is None
    finally:
        os.close(ours)
        os.close(theirs)
