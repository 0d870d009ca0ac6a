"""A template with all its boxes drawn and named: what a clerk looks at when editing a form."""

from __future__ import annotations

from dataclasses import replace

from forms.document.fill import fill
from forms.document.filled import FillContext, FilledForm, FilledPage
from forms.document.fitting import fit
from forms.document.ink import Frame, Ink, Letters, Rect, Shade
from forms.document.template import FormTemplate

BOX_GREY, PEN_GREY, OFFICE_GREY = 0.85, 0.95, 0.7


def boxes_over(template: FormTemplate, context: FillContext) -> FilledForm:
    """``template`` unfilled, every box framed with its id; areas for the pen (light) and the
    office (dark) shaded."""
    blank = fill(template, {}, context)
    pages = tuple(
        _shown(page, [(f.box, f.rect) for f in blank.fields if f.page == index])
        for index, page in enumerate(blank.pages)
    )
    return replace(blank, pages=pages)


def _shown(page: FilledPage, boxes: list[tuple[str, Rect]]) -> FilledPage:
    inks: list[Ink] = [Shade(rect, OFFICE_GREY) for rect in page.office]
    inks += [Shade(rect, PEN_GREY) for rect in page.pen]
    for name, rect in boxes:
        inks += [Shade(rect, BOX_GREY), Frame(rect.inset(0.3), 0.6), *_name(name, rect)]
    return replace(page, written=tuple(inks))


def _name(name: str, rect: Rect) -> tuple[Letters, ...]:
    for text in (name, name.rsplit(".", 1)[-1]):
        fitted = fit(text, rect, 6.0, 4.0, preferred=("gothic",), padding=0.4)
        if fitted:
            return fitted.letters
    return ()
