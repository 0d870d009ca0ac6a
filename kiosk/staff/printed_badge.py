"""A badge as a printed QR code, for kiosks with a scanner and no contactless staff cards."""

from __future__ import annotations

from collections.abc import Iterator
from uuid import UUID

from forms.document.filled import FilledForm, FilledPage
from forms.document.fitting import runs_at
from forms.document.ink import Code, Ink, Rect
from forms.render import render_pdf
from forms.render.faces import face_for
from forms.status import FormStatus

_WIDTH, _HEIGHT = 85.6, 53.98
"""ID-1 of ISO/IEC 7810, as the holders for badges are."""


def printed_badge(token: str, mark: str) -> bytes:
    """One card-sized page: the code and the badge's mark."""
    page = FilledPage(_WIDTH, _HEIGHT, tuple(_inks(token, mark)), (), (), ())
    sheet = FilledForm("badge", "", mark, (page,), (), (), "", UUID(int=0), FormStatus.APPROVED)
    return render_pdf([sheet])


def _inks(token: str, mark: str) -> Iterator[Ink]:
    yield Code(Rect(6, 6, 36, 36), token)
    face = face_for(mark)
    if face is None:
        raise LookupError("the badge's mark has a letter of no face")
    yield from runs_at(mark, face, 24, 48, 28)
