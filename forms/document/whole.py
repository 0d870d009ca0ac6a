"""All forms of a submission together: their problems before the first sheet, their pages counted."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from dataclasses import dataclass, replace

from forms.catalogue.wording import Wording
from forms.document.fill import fill
from forms.document.filled import FillContext, FilledForm, FilledPage, FormProblem
from forms.document.fitting import fit
from forms.document.ink import Code, Letters, Rect
from forms.document.template import FormTemplate
from forms.facts.values import Facts
from forms.text.letters import letters_named

FOLIO_SIZE, FOLIO_FLOOR = 7.5, 5.0


@dataclass(frozen=True, slots=True)
class ProblemOnForm:
    """A problem, and on which form."""

    form_id: str
    title: str
    problem: FormProblem


def check_all(
    templates: Iterable[FormTemplate], facts: Facts, context: FillContext
) -> tuple[ProblemOnForm, ...]:
    """What would not come out right on any of these forms, in their order; nothing is drawn.

    Covers letters without a glyph and texts that do not fit, for **all** forms, so that a person is
    told at review and not after the third sheet.  Warm, 7 forms take about 20 ms.
    """
    return problems_of(fill(template, facts, context) for template in templates)


def problems_of(forms: Iterable[FilledForm]) -> tuple[ProblemOnForm, ...]:
    """The problems of forms that are filled already, in order."""
    return tuple(
        ProblemOnForm(form.form_id, form.title, problem)
        for form in forms
        for problem in form.problems
    )


def problem_text(problem: FormProblem, label: str, wording: Wording, language: str) -> str:
    """One line for the citizen about ``problem`` in the answer called ``label`` (お名前).

    Names the letters that cannot be printed.
    """
    key = "problem-" + problem.code.value.replace(".", "-").replace("_", "-")
    return wording.text(
        key,
        language,
        label=label,
        letters=letters_named(problem.characters),
        count=len(problem.characters),
    )


def as_set(forms: Sequence[FilledForm]) -> tuple[FilledForm, ...]:
    """``forms`` with 「全体 3/9」 at the foot of each page, 別紙 counted too.

    A page of a city's own PDF without a place for the code gets nothing, and is counted.
    """
    total = sum(len(form.pages) for form in forms)
    numbered: list[FilledForm] = []
    at = 0
    for form in forms:
        pages = tuple(_numbered(page, at + index, total) for index, page in enumerate(form.pages))
        numbered.append(replace(form, pages=pages))
        at += len(pages)
    return tuple(numbered)


def _numbered(page: FilledPage, index: int, total: int) -> FilledPage:
    code = next((ink for ink in page.stamped if isinstance(ink, Code)), None)
    if code is None:
        return page
    return replace(page, stamped=(*page.stamped, *_folio(page, code.rect, index, total)))


def _folio(page: FilledPage, code: Rect, index: int, total: int) -> tuple[Letters, ...]:
    place = Rect(page.width - code.x - 40.0, code.y + 1.5, 40.0, 6.0)
    text = f"全体 {index + 1}/{total}"
    fitted = fit(text, place, FOLIO_SIZE, FOLIO_FLOOR, align="right", preferred=("gothic",))
    return fitted.letters if fitted else ()
