"""The staff's test page: does the printer print, does it scale, are greys and rules clean.  Nobody's data."""

from __future__ import annotations

from collections.abc import Iterator
from uuid import UUID

from forms.document.filled import FilledForm, FilledPage
from forms.document.fitting import runs_at
from forms.document.ink import Ink, Line, Rect, Shade
from forms.render import render_pdf
from forms.render.faces import face_for
from forms.status import FormStatus

_WIDTH, _HEIGHT, _EDGE = 210.0, 297.0, 10.0
_RULER = 100
"""Millimetres: a clerk's own ruler shows whether the printer scales."""


def page_of_test(title: str, device: str) -> bytes:
    """One A4 page: frame, greys, a rule of 100 mm, letters of the writing faces."""
    page = FilledPage(_WIDTH, _HEIGHT, tuple(_inks(title, device)), (), (), ())
    sheet = FilledForm("test", "", title, (page,), (), (), "", UUID(int=0), FormStatus.APPROVED)
    return render_pdf([sheet])


def _inks(title: str, device: str) -> Iterator[Ink]:
    right, bottom = _WIDTH - _EDGE, _HEIGHT - _EDGE
    for x1, y1, x2, y2 in (
        (_EDGE, _EDGE, right, _EDGE),
        (right, _EDGE, right, bottom),
        (right, bottom, _EDGE, bottom),
        (_EDGE, bottom, _EDGE, _EDGE),
    ):
        yield Line(x1, y1, x2, y2, 0.4)
    yield from _letters(title, 28, 50)
    yield from _letters(device, 16, 64)
    yield from _letters("あいうえお　吉\U00020bb7髙﨑　0123456789", 20, 84)
    for step in range(5):
        yield Shade(Rect(20 + 34 * step, 100, 30, 20), step / 5)
    yield Line(20, 140, 20 + _RULER, 140, 0.6)
    for mark in range(0, _RULER + 1, 10):
        yield Line(20 + mark, 136, 20 + mark, 144, 0.4)
    yield from _letters(f"{_RULER} mm", 12, 152)


def _letters(text: str, size: float, baseline: float) -> Iterator[Ink]:
    face = face_for(text)
    if face is None:
        raise LookupError("the test page has a letter of no face")
    return runs_at(text, face, size, 20, baseline)
