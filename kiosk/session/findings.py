"""What would not come out right on the forms, as the worker finds it before anything is sealed or printed."""

from __future__ import annotations

from dataclasses import dataclass, field

from forms.facts.values import FactId


@dataclass(frozen=True, slots=True)
class BoxFinding:
    """An answer that some boxes cannot show.  ``code`` is one of ``forms``' failure codes.

    ``facts`` feed the boxes; ``letters`` are the characters without a glyph; ``forms`` the ids of
    the forms with such a box, in the order of the submission.
    """

    code: str
    facts: tuple[FactId, ...]
    letters: tuple[str, ...] = field(repr=False)
    forms: tuple[str, ...]
