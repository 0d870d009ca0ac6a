"""What a sheet of paper shows: a digest of its pixels, so that a judge can tell sheets apart and find doubles."""

from __future__ import annotations

import hashlib
from dataclasses import dataclass
from functools import lru_cache

from printing.raster.pages import pictures
from printing.raster.pwg import MAGIC, read_pages

_DOTS_PER_INCH = 36
"""Enough to tell a page from another, quick enough for thousands of jobs."""


@dataclass(frozen=True, slots=True)
class Sheet:
    """A sheet that came out: of which job (by name), which of its sheets from 1, and its printed
    sides."""

    job: str
    number: int
    sides: tuple[str, ...]


@lru_cache(maxsize=512)
def page_digests(document: bytes) -> tuple[str, ...]:
    """SHA-256 of each page's pixels, in order; of a PDF, or of PWG Raster."""
    if document.startswith(MAGIC):
        return tuple(_digest(page.pixels) for page in read_pages(document))
    return tuple(_digest(picture.tobytes()) for picture in pictures(document, _DOTS_PER_INCH))


def _digest(pixels: bytes) -> str:
    return hashlib.sha256(pixels).hexdigest()
