"""What can keep a form from being printed as it is.  Results, not exceptions."""

from __future__ import annotations

from enum import StrEnum


class FormProblemCode(StrEnum):
    """Codes of :class:`forms.document.filled.FormProblem`; texts in ``wording/*/failures-forms.ftl``."""

    TOO_LONG = "form.too_long"
    GLYPH_MISSING = "form.glyph_missing"
    NOT_DIGITS = "form.not_digits"
    NO_SUCH_CHOICE = "form.no_such_choice"
    ERA_NOT_PRINTED = "form.era_not_printed"
    NOT_A_DATE = "form.not_a_date"
