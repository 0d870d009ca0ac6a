"""A signature drawn on the screen, where a city allows it instead of the pen.

It belongs to one form as that form was shown: any later change of it makes the signature void, and the
place is empty for the pen again.  What is kept are the strokes, relative to the box; no picture, no pressure.
"""

from __future__ import annotations

import hashlib
from collections.abc import Iterable
from dataclasses import dataclass, field, replace

from forms.document.filled import FilledForm
from forms.document.ink import Strokes

MARGIN = 0.06
"""Share of a box's height that stays free around a signature."""


@dataclass(frozen=True, slots=True)
class Signature:
    """``strokes``: lines of points (across, down), 0 to 1 of the box; ``seen``: see :func:`as_shown`."""

    form_id: str
    box: str
    seen: str
    strokes: tuple[tuple[tuple[float, float], ...], ...] = field(repr=False)

    def __post_init__(self) -> None:
        points = [part for stroke in self.strokes for point in stroke for part in point]
        if not points or min(points) < 0.0 or max(points) > 1.0:
            raise ValueError("a signature has strokes, all of them inside its box")


@dataclass(frozen=True, slots=True)
class Signed:
    """The forms with the signatures that hold; ``void`` names those (form, box) that do not."""

    forms: tuple[FilledForm, ...]
    void: tuple[tuple[str, str], ...]


def as_shown(form: FilledForm) -> str:
    """What a person saw and signs: a digest of all that is printed and written on the form's pages.

    The number of the page among all pages of a submission is not part of it, nor is a signature.
    """
    seen = [
        (form.form_id, form.pack_version, str(form.submission), form.status.value),
        *((field.box, field.text) for field in form.fields),
        *(
            (page.under.digest if page.under else "", page.printed, page.written)
            for page in form.pages
        ),
    ]
    return hashlib.sha256(repr(seen).encode()).hexdigest()


def signed(
    forms: Iterable[FilledForm], signatures: Iterable[Signature], allowed: Iterable[str]
) -> Signed:
    """``forms`` with ``signatures`` in their boxes, on the forms whose ids are ``allowed``.

    Void: a form that has changed since it was shown, a box that it has not, a form where the city wants
    the pen.  Raises ``ValueError`` for two signatures in one box: it is drawn once.
    """
    by_form: dict[str, list[Signature]] = {}
    for signature in signatures:
        others = by_form.setdefault(signature.form_id, [])
        if any(other.box == signature.box for other in others):
            raise ValueError("a box is signed once")
        others.append(signature)
    may = set(allowed)
    done: list[FilledForm] = []
    held: set[tuple[str, str]] = set()
    for form in forms:
        own = by_form.get(form.form_id, []) if form.form_id in may else []
        holding = [s for s in own if s.seen == as_shown(form) and s.box in dict(form.signing)]
        held |= {(s.form_id, s.box) for s in holding}
        done.append(_with(form, holding))
    given = [(s.form_id, s.box) for own in by_form.values() for s in own]
    return Signed(tuple(done), tuple(one for one in given if one not in held))


def _with(form: FilledForm, signatures: Iterable[Signature]) -> FilledForm:
    pages = list(form.pages)
    for signature in signatures:
        index, rect = dict(form.signing)[signature.box]
        free = rect.inset(MARGIN * rect.height)
        ink = Strokes(free, signature.strokes)
        pages[index] = replace(pages[index], stamped=(*pages[index].stamped, ink))
    return replace(form, pages=tuple(pages))
