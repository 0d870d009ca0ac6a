"""A filled form: its pages ready to draw, its boxes with their texts, and what went wrong.

Plain values; this module imports no font and no drawing library.
"""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date
from enum import StrEnum
from uuid import UUID

from forms.document.city import CityNames
from forms.document.ink import Ink, Rect
from forms.document.overlay import CityPage
from forms.document.substitution import Substitution
from forms.facts.values import FactId
from forms.failures import FormProblemCode
from forms.status import FormStatus


@dataclass(frozen=True, slots=True)
class FillContext:
    """What a form needs besides facts.

    ``submission`` goes to the metadata and the QR code, ``number`` (受付番号) to the page's foot;
    ``practice`` prints 練習 across each page, else a form whose ``status`` is 見本 prints that.
    """

    today: date
    submission: UUID
    number: str
    city: CityNames
    pack_version: str
    practice: bool = False
    status: FormStatus = FormStatus.SAMPLE
    substitutions: tuple[Substitution, ...] = ()
    """What a clerk consented to for letters that no face has; at a kiosk none."""


class FieldKind(StrEnum):
    """How a box is filled."""

    TEXT = "text"
    CELLS = "cells"
    RING = "ring"
    TICK = "tick"
    STRIKE = "strike"


@dataclass(frozen=True, slots=True)
class FilledField:
    """One box: its id, the text exactly as printed ("" = left empty), the facts that feed it.

    For a ring or tick the text is the printed label (or labels, with 、) that is marked; for struck
    out options, the one that is left.
    ``rect`` (mm) is the box on page ``page`` (from 0).
    """

    box: str
    text: str
    facts: tuple[FactId, ...]
    kind: FieldKind
    page: int
    rect: Rect
    substituted: tuple[Substitution, ...] = ()


@dataclass(frozen=True, slots=True)
class FormProblem:
    """A box that was left empty because its text would not come out right.

    ``characters`` are the clusters at fault when the code is ``form.glyph_missing``.
    """

    code: FormProblemCode
    box: str
    facts: tuple[FactId, ...]
    characters: tuple[str, ...] = ()


@dataclass(frozen=True, slots=True)
class FilledPage:
    """``printed`` is the form itself, the same for everybody; ``stamped`` what this sheet alone has
    (code, 受付番号, page, 見本 or 練習); ``written`` what the facts put on it.

    ``pen`` stays empty for the citizen's hand, ``office`` for the clerk's.  ``under`` is the page of
    a city's own PDF that all of it is drawn over.
    """

    width: float
    height: float
    printed: tuple[Ink, ...]
    written: tuple[Ink, ...]
    pen: tuple[Rect, ...]
    office: tuple[Rect, ...]
    under: CityPage | None = None
    stamped: tuple[Ink, ...] = ()


@dataclass(frozen=True, slots=True)
class FilledForm:
    """A form with its boxes filled; ``problems`` empty means that it may be printed."""

    form_id: str
    procedure_id: str
    title: str
    pages: tuple[FilledPage, ...]
    fields: tuple[FilledField, ...]
    problems: tuple[FormProblem, ...]
    pack_version: str
    submission: UUID
    status: FormStatus = FormStatus.SAMPLE
    signing: tuple[tuple[str, tuple[int, Rect]], ...] = ()
    """Boxes for a signature: name -> page (from 0) and place."""


def field_texts(filled: FilledForm) -> dict[str, str]:
    """Box id -> its text exactly as printed, in the page's order; empty boxes are ""."""
    return {field.box: field.text for field in filled.fields}
