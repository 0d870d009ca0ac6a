"""All forms checked before the first sheet, with words that name the letter."""

from __future__ import annotations

import time
from dataclasses import replace

import pytest

import assets
from forms.catalogue import Wording
from forms.document import FormProblem, check_all, fill, problem_text, problems_of
from forms.document.template import FormTemplate
from forms.failures import FormProblemCode
from forms.render import preload
from tests.support import pages

WORDING = Wording.from_files(assets.ROOT / "wording")


def templates() -> list[FormTemplate]:
    return [pages.template(path.stem) for path in sorted(pages.TEMPLATES.glob("*.yaml"))]


def test_facts_that_are_right_have_no_problem_on_any_form() -> None:
    facts, _ = pages.expected()
    assert check_all(templates(), facts, pages.CONTEXT) == ()


def test_a_bad_letter_is_found_on_every_form_that_would_print_it() -> None:
    facts, texts = pages.expected()
    bad = {**facts, **pages.facts({"deceased.name": "山\ue000川\U0001f600"})}
    found = check_all(templates(), bad, pages.CONTEXT)
    naming = {form for form, boxes in texts.items() if "deceased.name" in boxes}
    assert {one.form_id for one in found} == naming
    assert len(naming) >= 5
    for one in found:
        assert one.title
        assert one.problem.characters == ("\ue000", "\U0001f600")
    forms = [fill(template, bad, pages.CONTEXT) for template in templates()]
    assert problems_of(forms) == found


def test_seven_forms_are_checked_within_50_ms() -> None:
    preload()
    facts, _ = pages.expected()
    seven = templates()[:7]
    check_all(seven, facts, pages.CONTEXT)
    taken = []
    for _ in range(10):
        start = time.thread_time()  # of this thread: the machine may be busy with others
        check_all(seven, facts, pages.CONTEXT)
        taken.append(time.thread_time() - start)
    assert min(taken) < 0.050


def test_a_changed_city_is_laid_out_anew() -> None:
    facts, _ = pages.expected()
    template = pages.template("card_henno")
    first = fill(template, facts, pages.CONTEXT)
    assert fill(template, facts, pages.CONTEXT) == first
    other = replace(pages.CONTEXT, city=replace(pages.CITY, mayor="みどり市長"))
    assert fill(template, facts, other).pages[0].printed != first.pages[0].printed


@pytest.mark.parametrize("language", WORDING.languages)
@pytest.mark.parametrize("code", FormProblemCode)
def test_every_problem_has_a_line_with_its_label(language: str, code: FormProblemCode) -> None:
    characters = ("葛\U000e01ef", "\ue000") if code is FormProblemCode.GLYPH_MISSING else ()
    problem = FormProblem(code, "a.b", ("a.b",), characters)
    said = problem_text(problem, "お名前", WORDING, language)
    assert "お名前" in said
    if characters:
        assert "葛\U000e01ef（U+845B U+E01EF）" in said
        assert "U+E000" in said
        assert "\ue000" not in said


def test_one_letter_is_one_letter() -> None:
    problem = FormProblem(FormProblemCode.GLYPH_MISSING, "a.b", (), ("한",))
    said = problem_text(problem, "Name", WORDING, "en")
    assert said.startswith("Name: this machine cannot print the letter 한（U+D55C）.")
