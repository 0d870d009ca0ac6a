"""A receipt's PDF as the dots of a thermal head: the preview and the print are the same picture.

Letters go as dots because a receipt printer's own letters lack 𠮷 and every variant of a name, and
its code pages differ from maker to maker (printing-and-pdf.md A3).
"""

from __future__ import annotations

from typing import Final

from PIL import Image

from printing.raster.pages import pictures as drawn

DOTS_PER_MM: Final = 8
"""203 dpi: the usual head."""
HEAD_DOTS: Final = 576
"""72 mm of an 80 mm roll."""
BYTES_PER_LINE: Final = HEAD_DOTS // 8
_MM_PER_INCH: Final = 25.4
_BLACK_BELOW: Final = 128


class WrongWidthError(ValueError):
    """The page is narrower than the head."""


def pictures(pdf: bytes) -> list[Image.Image]:
    """Each page as black and white dots (mode "1"), as wide as the head, the middle of the paper.

    Raises :class:`WrongWidthError`.
    """
    return [_black_and_white(page) for page in drawn(pdf, DOTS_PER_MM * _MM_PER_INCH)]


def _black_and_white(page: Image.Image) -> Image.Image:
    margin = (page.width - HEAD_DOTS) // 2
    if margin < 0:
        raise WrongWidthError(f"{page.width} dots are less than the head's {HEAD_DOTS}")
    middle = page.crop((margin, 0, margin + HEAD_DOTS, page.height))
    # No dithering: half-tones would make letters ragged, and a receipt has none on purpose.
    dots = middle.point(lambda grey: 0 if grey < _BLACK_BELOW else 255)
    plain = lines(dots.convert("1", dither=Image.Dither.NONE))
    return Image.frombytes("1", (HEAD_DOTS, page.height), _inverted(_without_questions(plain)))


def lines(picture: Image.Image) -> bytes:
    """:data:`BYTES_PER_LINE` bytes a line, a set bit is black, the highest bit is the left dot."""
    return _inverted(picture.tobytes())


def _without_questions(data: bytes) -> bytes:
    """A printer hears a real-time command (DLE EOT, DLE ENQ, DLE DC4) in a picture's bytes, too.

    Where a lone dot would begin one, it becomes two dots wide: an eighth of a millimetre.
    """
    for second in (b"\x04", b"\x05", b"\x14"):
        data = data.replace(b"\x10" + second, b"\x18" + second)
    return data


def _inverted(data: bytes) -> bytes:
    return bytes(byte ^ 0xFF for byte in data)
