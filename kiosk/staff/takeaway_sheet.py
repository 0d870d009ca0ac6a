"""The sheet for somebody who has to leave: their answers as codes that only a kiosk of the city opens."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from typing import Final
from uuid import UUID

from forms.document.filled import FilledForm, FilledPage
from forms.document.fitting import runs_at, wrap
from forms.document.ink import PT, Code, Ink, Rect
from forms.render import render_pdf
from forms.render.faces import face_for
from forms.status import FormStatus

_LEFT, _ROOM = 20.0, 170.0
_CODE, _GAP, _COLUMNS = 50.0, 8.0, 3
"""Modules of 0.5 mm at 97 modules (version 20), quiet zone included: read by any hand scanner."""
FORM_ID: Final = "takeaway"


def takeaway_sheet(
    title: str, lines: Sequence[str], codes: Sequence[str], *, practice: bool
) -> bytes:
    """One A4 page, as PDF; nothing on it that a person could read about the citizen."""
    page = FilledPage(210, 297, tuple(_inks(title, lines, codes)), (), (), ())
    status = FormStatus.SAMPLE if practice else FormStatus.APPROVED
    return render_pdf([FilledForm(FORM_ID, "", title, (page,), (), (), "", UUID(int=0), status)])


def _inks(title: str, lines: Sequence[str], codes: Sequence[str]) -> Iterator[Ink]:
    y = 30.0
    for size, text in ((22.0, title), *((13.0, line) for line in lines)):
        face = face_for(text)
        if face is None:
            raise LookupError("the sheet has a letter of no face")
        for row in wrap(text, face, size, _ROOM):
            yield from runs_at(row, face, size, _LEFT, y)
            y += size * PT * 1.6
        y += 2
    for place, code in enumerate(codes):
        x = _LEFT + place % _COLUMNS * (_CODE + _GAP)
        yield Code(Rect(x, y + place // _COLUMNS * (_CODE + _GAP), _CODE, _CODE), code)
