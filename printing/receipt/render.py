"""A receipt as PDF: vector, fonts embedded, the same octets for the same receipt."""

from __future__ import annotations

import math
from io import BytesIO
from typing import Final, assert_never

from reportlab.lib.units import mm
from reportlab.pdfgen.canvas import Canvas

from printing.receipt import office_sheet, roll
from printing.receipt.faces import Face, lending, load_faces
from printing.receipt.receipt import Paper, Receipt
from printing.receipt.sheet import Sheet

_FORMATS: Final = {Paper.A5: office_sheet.A5, Paper.A4: office_sheet.A4}


def render_receipt(receipt: Receipt, paper: Paper = Paper.A5) -> bytes:
    """The PDF.  Raises ``FontMissingError`` and ``GlyphMissingError``: both before anything is
    sent."""
    load_faces()
    with lending(receipt.lent):
        match paper:
            case Paper.ROLL80:
                sheet, height = roll.lay_out(receipt)
                return _pdf([sheet], roll.WIDTH, height)
            case Paper.A5 | Paper.A4:
                form = _FORMATS[paper]
                sheets = office_sheet.lay_out(receipt, form)
                return _pdf(sheets, form.width, form.height, form.scale)
            case _:
                assert_never(paper)


def media_name(receipt: Receipt, paper: Paper = Paper.A5) -> str:
    """The PWG 5101.1 name of the sheet, for the print ticket; a roll is as long as its receipt."""
    match paper:
        case Paper.ROLL80:
            with lending(receipt.lent):
                _, height = roll.lay_out(receipt)
            return f"custom_receipt_{roll.WIDTH:g}x{math.ceil(height)}mm"
        case Paper.A5:
            return "iso_a5_148x210mm"
        case Paper.A4:
            return "iso_a4_210x297mm"
        case _:
            assert_never(paper)


def _pdf(sheets: list[Sheet], width: float, height: float, scale: float = 1.0) -> bytes:
    """Lengths in millimetres that are ``scale`` real ones."""
    output = BytesIO()
    canvas = Canvas(
        output,
        pagesize=(width * scale * mm, height * scale * mm),
        pageCompression=1,
        invariant=1,
        initialFontName=Face.REGULAR.value,  # type: ignore[arg-type]  # a name; the stub is wrong
    )
    canvas.setTitle("受付票")
    canvas.setAuthor("")
    canvas.setSubject("")
    for sheet in sheets:
        canvas.scale(scale, scale)
        sheet.draw(canvas, height)
        canvas.showPage()
    canvas.save()
    return output.getvalue()
