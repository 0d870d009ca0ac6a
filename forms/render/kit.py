"""The blank kit of an event: a list to tick and every form of it, empty, for the day when everything is down.

A clerk asks, ticks what is needed and takes the sheets behind the list; all of it is printed beforehand.
"""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import replace
from datetime import date
from typing import Final
from uuid import UUID

from forms.catalogue.model import EventSpec, FormSpec, Pack
from forms.document import FillContext, fill, load_template
from forms.document.filled import FilledForm, FilledPage
from forms.document.fitting import runs_at, wrap
from forms.document.ink import PT, Code, Frame, Ink, Line, Rect
from forms.document.pack_city import city_names
from forms.render.faces import face_for
from forms.status import FormStatus

FORM_ID: Final = "kit"
_NOBODY: Final = UUID(int=0)
_LEFT, _RIGHT, _TOP, _BOTTOM = 18.0, 192.0, 20.0, 277.0
_ROW, _BOX = 6.2, 4.6
_TITLE, _TEXT, _SMALL = 20.0, 12.0, 9.5


def blank_kit(pack: Pack, event: str, today: date) -> list[FilledForm]:
    """The list first, then each form once, in the order of the event's procedures.  Raises ``KeyError``."""
    spec = pack.events[event]
    forms = [form for form in pack.forms.values() if set(form.procedures) & set(spec.procedures)]
    order = {procedure: place for place, procedure in enumerate(spec.procedures)}
    forms.sort(key=lambda form: min(order.get(each, len(order)) for each in form.procedures))
    return [_list(pack, spec, forms), *(_blank(pack, form, today) for form in forms)]


def _blank(pack: Pack, form: FormSpec, today: date) -> FilledForm:
    context = FillContext(
        today, _NOBODY, "", city_names(pack, form.procedures[0]), pack.version, False, form.status
    )
    filled = fill(load_template(form.template), {}, context)
    return replace(filled, pages=tuple(_bare(page) for page in filled.pages), fields=())


def _bare(page: FilledPage) -> FilledPage:
    """No day, no ring, no code: who fills it in by hand does so on another day, for nobody known yet."""
    stamped = tuple(ink for ink in page.stamped if not isinstance(ink, Code))
    return replace(page, written=(), stamped=stamped)


def _list(pack: Pack, event: EventSpec, forms: Sequence[FormSpec]) -> FilledForm:
    title = _plain(pack, event.wording)
    pages: list[list[Ink]] = [[]]
    y = _TOP
    for size, text in ((_TEXT, pack.city.name), (_TITLE, title), (_SMALL, _LEAD)):
        y += size * PT * 1.6
        pages[-1] += _letters(text, size, _LEFT, y)
    y += _ROW
    for procedure in event.procedures:
        names = [
            _plain(pack, f"form-{form.id.replace('_', '-')}")
            for form in forms
            if procedure in form.procedures
        ]
        lines = list(_row(pack, procedure, names))
        if y + len(lines) * _ROW > _BOTTOM:
            pages.append([])
            y = _TOP
        pages[-1].append(Frame(Rect(_LEFT, y + 0.8, _BOX, _BOX), 0.5))
        for size, text in lines:
            pages[-1] += _letters(text, size, _LEFT + 9, y + _ROW * 0.75)
            y += _ROW
        pages[-1].append(Line(_LEFT, y + 0.5, _RIGHT, y + 0.5, 0.2))
        y += 1.5
    sheets = tuple(FilledPage(210, 297, tuple(inks), (), (), ()) for inks in pages)
    return FilledForm(
        FORM_ID, "", title, sheets, (), (), pack.version, _NOBODY, FormStatus.APPROVED
    )


_LEAD: Final = "機械が使えないとき用です。聞きながら□に印を付け、うしろの用紙を渡してください。"


def _row(pack: Pack, procedure: str, forms: Sequence[str]) -> Iterator[tuple[float, str]]:
    """Title, office and the forms behind the list."""
    wording = pack.procedures[procedure].wording
    yield _TEXT, _plain(pack, wording)
    office = _plain(pack, f"{wording}.office")
    small = "　".join(
        part for part in (office, "用紙：" + "、".join(forms) if forms else "") if part
    )
    face = face_for(small) if small else None
    if face is not None:
        for line in wrap(small, face, _SMALL, _RIGHT - _LEFT - 9):
            yield _SMALL, line


def _plain(pack: Pack, key: str) -> str:
    """Japanese without the spaces that part its phrases; "" where there is no such text."""
    return (pack.wording.optional(key, "ja") or "").replace(" ", "")


def _letters(text: str, size: float, x: float, baseline: float) -> Iterator[Ink]:
    face = face_for(text)
    if face is None:
        raise LookupError("the kit has a letter of no face")
    return runs_at(text, face, size, x, baseline)
