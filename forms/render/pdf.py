"""Draws filled forms as one PDF.  The same forms give the same bytes."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from io import BytesIO
from threading import Lock
from typing import Any, assert_never

from reportlab.pdfgen.canvas import Canvas

from forms.document.filled import FilledForm, FilledPage
from forms.document.ink import PT, Code, Frame, Ink, Letters, Line, Rect, Ring, Shade, Tick, Tint
from forms.render.city_pdf import put_under
from forms.render.embedding import embedded
from forms.render.faces import FILES, face
from forms.render.qr import modules

RING_WEIGHT = 1.1
TICK_WEIGHT = 1.3
TINT_ALPHA = 0.35
FIRST_FONT = "mincho-p"
"""The page's initial font, so that no font is named that is not embedded."""


_DRAWING = Lock()
"""reportlab's fonts are shared by all documents of a process: one is drawn at a time."""


def render_pdf(forms: Sequence[FilledForm], *, written_only: bool = False) -> bytes:
    """One PDF with every page of ``forms``, in order.

    The metadata names form ids, pack version and submission, and no person.  ``written_only``
    leaves the printed form out (an overlay: what the facts put on the page).
    """
    pages = [page for form in forms for page in form.pages]
    under = {} if written_only else {i: p.under for i, p in enumerate(pages) if p.under}
    with _DRAWING:
        drawn = _document(forms, written_only)
        return put_under(drawn, under) if under else drawn


def preload() -> None:
    """Opens every face now (0.8 s once per process), so that the first form is as fast as others."""
    with _DRAWING:
        for name in FILES:
            embedded(name)
            face(name).glyph("一")


def _document(forms: Sequence[FilledForm], written_only: bool) -> bytes:
    target = BytesIO()
    # types-reportlab has a wrong type for the initial font's name.
    font: dict[str, Any] = {"initialFontName": embedded(FIRST_FONT).fontName}
    canvas = Canvas(target, invariant=1, pageCompression=1, **font)
    canvas.setTitle(" ".join(form.form_id for form in forms))
    canvas.setSubject(" ".join(dict.fromkeys(f"pack {form.pack_version}" for form in forms)))
    canvas.setKeywords(" ".join(dict.fromkeys(form.submission.urn for form in forms)))
    canvas.setAuthor("")
    canvas.setCreator("kakanai-madoguchi")
    canvas.setProducer("kakanai-madoguchi")
    for page in (page for form in forms for page in form.pages):
        canvas.setPageSize((page.width / PT, page.height / PT))
        draw(canvas, page, page.written if written_only else (*page.printed, *page.written))
        canvas.showPage()
    canvas.save()
    return target.getvalue()


def draw(canvas: Canvas, page: FilledPage, inks: Iterable[Ink]) -> None:
    """Draws ``inks`` on the canvas' current page, which is as high as ``page``.

    Coloured and grey areas come first, whatever their order, so that they cover nothing.
    """
    ordered = sorted(inks, key=lambda ink: not isinstance(ink, Shade | Tint))
    for ink in ordered:
        canvas.saveState()
        _draw(canvas, page.height, ink)
        canvas.restoreState()


def _draw(canvas: Canvas, height: float, ink: Ink) -> None:
    match ink:
        case Letters():
            _letters(canvas, height, ink)
        case Line():
            canvas.setLineWidth(ink.weight)
            if ink.dotted:
                canvas.setDash(0.8, 1.4)
            else:
                canvas.setLineCap(2)
            canvas.line(ink.x1 / PT, (height - ink.y1) / PT, ink.x2 / PT, (height - ink.y2) / PT)
        case Shade():
            canvas.setFillGray(ink.grey)
            canvas.rect(*_rect(ink.rect, height), stroke=0, fill=1)
        case Tint():
            canvas.setBlendMode("Multiply")
            canvas.setFillColorRGB(*ink.colour, alpha=TINT_ALPHA)
            canvas.rect(*_rect(ink.rect, height), stroke=0, fill=1)
        case Frame():
            canvas.setLineWidth(ink.weight)
            canvas.rect(*_rect(ink.rect, height), stroke=1, fill=0)
        case Ring():
            canvas.setLineWidth(RING_WEIGHT)
            left, bottom, wide, high = _rect(ink.rect, height)
            canvas.ellipse(left, bottom, left + wide, bottom + high, stroke=1, fill=0)
        case Tick():
            _tick(canvas, height, ink.rect)
        case Code():
            _code(canvas, height, ink)
        case _ as never:
            assert_never(never)


def _rect(rect: Rect, height: float) -> tuple[float, float, float, float]:
    return rect.x / PT, (height - rect.bottom) / PT, rect.width / PT, rect.height / PT


def _letters(canvas: Canvas, height: float, ink: Letters) -> None:
    font = embedded(ink.face)
    canvas.setFillGray(ink.grey)
    if ink.grey:  # over a city's page: what is printed there stays readable
        canvas.setBlendMode("Multiply")
    canvas.translate(ink.x / PT, (height - ink.y) / PT)
    if ink.turn:
        canvas.rotate(-ink.turn)
    text = canvas.beginText(0, 0)
    text.setFont(font.fontName, ink.size)
    if ink.spacing:
        text.setCharSpace(ink.spacing)
    text.textOut(font.encoded(ink.text))
    canvas.drawText(text)


def _tick(canvas: Canvas, height: float, rect: Rect) -> None:
    left, bottom, wide, high = _rect(rect, height)
    canvas.setLineWidth(TICK_WEIGHT)
    canvas.setLineCap(1)
    canvas.setLineJoin(1)
    path = canvas.beginPath()
    path.moveTo(left + 0.14 * wide, bottom + 0.52 * high)
    path.lineTo(left + 0.42 * wide, bottom + 0.2 * high)
    path.lineTo(left + 0.88 * wide, bottom + 0.86 * high)
    canvas.drawPath(path, stroke=1, fill=0)


def _code(canvas: Canvas, height: float, ink: Code) -> None:
    rows = modules(ink.payload)
    side = ink.rect.width / len(rows)
    path = canvas.beginPath()
    for down, row in enumerate(rows):
        for across, dark in enumerate(row):
            if dark:
                left = (ink.rect.x + across * side) / PT
                bottom = (height - ink.rect.y - (down + 1) * side) / PT
                path.rect(left, bottom, side / PT, side / PT)
    canvas.drawPath(path, stroke=0, fill=1)
