"""Pictures from a card, made safe to show: decoded here, within limits, and written anew as PNG.

They live as long as the screen that shows them and are stored nowhere.
"""

from __future__ import annotations

from dataclasses import replace
from io import BytesIO
from typing import Final

from PIL import Image

from cardreader.cards.verified_read import VerifiedRecord

MOST_SIDE: Final = 2000
"""Pixels; a card holds a few kilobytes, so more is no picture of it."""


def with_safe_pictures(record: VerifiedRecord) -> VerifiedRecord:
    """The same record; a picture that cannot be decoded is empty, such a photo is None."""
    pictures = record.pictures
    if pictures is None:
        return record
    safe = replace(
        pictures,
        name=_png(pictures.name, "PNG"),
        address=_png(pictures.address, "PNG"),
        photo=_png(pictures.photo, "JPEG2000") or None if pictures.photo else None,
    )
    return replace(record, pictures=safe)


def _png(data: bytes, form: str) -> bytes:
    """Empty when ``data`` is no picture of that form and size."""
    try:
        with Image.open(BytesIO(data), formats=(form,)) as image:
            if max(image.size) > MOST_SIDE:
                return b""
            buffer = BytesIO()
            image.convert("L").save(buffer, "PNG")
    except (OSError, ValueError, SyntaxError, EOFError):
        return b""  # what Pillow raises for broken files
    return buffer.getvalue()
