"""A template with all its boxes drawn and named, each with a sample: what a clerk looks at when
editing a form, own-drawn or over the city's own PDF."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import replace
from typing import assert_never

from forms.document.fill import fill
from forms.document.filled import FillContext, FilledForm, FilledPage
from forms.document.ink import PT, Frame, Ink, Letters, Tint
from forms.document.layout import LaidPage, laid_out
from forms.document.overlay import rects_of
from forms.document.places import (
    CellsPlace,
    ChoicePlace,
    DatePlace,
    PartsPlace,
    Place,
    TextPlace,
)
from forms.document.template import FormTemplate
from forms.facts.values import Facts
from forms.render.faces import face

BLUE, GREEN, VIOLET = (0.55, 0.72, 1.0), (0.5, 0.85, 0.6), (0.75, 0.6, 1.0)
PINK, CYAN, RED = (1.0, 0.5, 0.75), (0.55, 0.95, 0.95), (1.0, 0.5, 0.5)
"""Text · digits · date parts · what is ringed or ticked · the pen's · the office's."""

SAMPLE_GREY = 0.55
NAME_SIZE, NAME_FLOOR = 5.0, 3.5
TALL = 9.0
"""From this height on, mm, a box has room for a larger name above its sample."""

NAME_FACE = "gothic-bold"


def boxes_over(
    template: FormTemplate, context: FillContext, samples: Facts | None = None
) -> FilledForm:
    """``template`` with every box tinted by its kind, framed and named, ``samples`` (see
    :mod:`forms.render.samples`) in grey; areas for the pen and the office tinted."""
    filled = fill(template, samples or {}, context)
    laid = laid_out(template, context.city)
    pages = tuple(
        _shown(page, laid_page) for page, laid_page in zip(filled.pages, laid, strict=False)
    )
    return replace(filled, pages=(*pages, *filled.pages[len(laid) :]))


def _shown(page: FilledPage, laid: LaidPage) -> FilledPage:
    inks: list[Ink] = [Tint(rect, RED) for rect in page.office]
    inks += [Tint(rect, CYAN) for rect in page.pen]
    for place in laid.places:
        for rect in rects_of(place):
            inks += [Tint(rect, _colour(place)), Frame(rect, 0.3)]
    inks += [
        replace(ink, grey=SAMPLE_GREY) if isinstance(ink, Letters) else ink for ink in page.written
    ]
    inks += [name for place in laid.places for name in _name(place)]
    return replace(page, written=tuple(inks))


def _colour(place: Place) -> tuple[float, float, float]:
    match place:
        case TextPlace():
            return BLUE
        case CellsPlace() | PartsPlace():
            return GREEN
        case DatePlace():
            return VIOLET
        case ChoicePlace():
            return PINK
    assert_never(place)


def _name(place: Place) -> Iterator[Letters]:
    """A box's name small in its upper left corner, above the marks of a choice; it may run over the
    right edge of a small box, for a box without a name is no help."""
    name, rect = place.item.box, place.rect
    natural = face(NAME_FACE).width(name) * PT
    usual = NAME_SIZE if rect.height >= TALL else NAME_FLOOR
    size = max(NAME_FLOOR, min(usual, (rect.width - 0.6) / natural))
    if isinstance(place, ChoicePlace):
        baseline = min(mark.y for mark in place.marks.values()) - 0.4
    else:
        baseline = rect.y + 0.95 * size * PT
    yield Letters(name, NAME_FACE, size, rect.x + 0.3, baseline)
