"""PDF pages as raster pages, drawn by pdfium at the printer's dots."""

from __future__ import annotations

import threading
from collections.abc import Iterator

import pypdfium2
from PIL import Image

from printing.raster.plan import DotPlan, SheetBack
from printing.raster.pwg import DotKind, RasterPage, write_pages

_PDFIUM = threading.Lock()
"""pdfium is not thread-safe."""
_POINTS = 72
_HALF = 128


def pwg_raster(pdf: bytes, plan: DotPlan, media: str = "", sides: str = "one-sided") -> bytes:
    """The PDF as PWG Raster; ``sides`` as in IPP."""
    two_sided, short_edge = sides.startswith("two-sided"), sides.endswith("short-edge")
    with _PDFIUM:
        document = pypdfium2.PdfDocument(pdf)
        try:
            total = len(document)
            pages = (
                _page(document[index], plan, media, index, two_sided, short_edge)
                for index in range(total)
            )
            return b"".join(write_pages(pages, total))
        finally:
            document.close()


def _page(
    page: pypdfium2.PdfPage,
    plan: DotPlan,
    media: str,
    index: int,
    two_sided: bool,
    short_edge: bool,
) -> RasterPage:
    drawn = page.render(scale=plan.dots_per_inch / _POINTS).to_pil()
    turned = _turned(plan.back, short_edge) if two_sided and index % 2 else (False, False)
    for mirrored, how in zip(
        turned, (Image.Transpose.FLIP_LEFT_RIGHT, Image.Transpose.FLIP_TOP_BOTTOM), strict=True
    ):
        if mirrored:
            drawn = drawn.transpose(how)
    width, height = page.get_size()
    return RasterPage(
        plan.kind,
        drawn.width,
        drawn.height,
        plan.dots_per_inch,
        _dots(drawn, plan.kind),
        (round(width), round(height)),
        media,
        two_sided,
        two_sided and short_edge,
        turned,
    )


def _turned(back: SheetBack, short_edge: bool) -> tuple[bool, bool]:
    """Whether the back is mirrored across and along the feed (PWG 5102.4 table 13)."""
    match back, short_edge:
        case SheetBack.FLIPPED, True:
            return True, False
        case SheetBack.FLIPPED, False:
            return False, True
        case (SheetBack.ROTATED, False) | (SheetBack.MANUAL_TUMBLE, True):
            return True, True
        case _:
            return False, False


def _dots(drawn: Image.Image, kind: DotKind) -> bytes:
    match kind:
        case DotKind.GREY:
            return drawn.convert("L").tobytes()
        case DotKind.COLOUR:
            return drawn.convert("RGB").tobytes()
        case DotKind.BLACK:
            black = drawn.convert("L").point(lambda grey: 255 if grey < _HALF else 0)
            return black.convert("1", dither=Image.Dither.NONE).tobytes()


def pictures(pdf: bytes, dots_per_inch: float) -> Iterator[Image.Image]:
    """Each page, drawn in grey; for judges that compare sheets."""
    with _PDFIUM:
        document = pypdfium2.PdfDocument(pdf)
        try:
            drawn = [page.render(scale=dots_per_inch / _POINTS).to_pil() for page in document]
        finally:
            document.close()
    return (picture.convert("L") for picture in drawn)
