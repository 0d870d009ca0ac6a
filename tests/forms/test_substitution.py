"""縮退: only with a clerk's consent, marked on the sheet, and never in what is stored."""

from __future__ import annotations

from dataclasses import replace

import pytest

from forms.document import FilledForm, field_texts, fill
from forms.document.substitution import Substitution
from forms.failures import FormProblemCode
from forms.render import render_pdf
from tests.support import pages

MISSING = "邉\U000e01e0"
NAME = f"渡{MISSING}　澪"
CONSENT = Substitution(MISSING, "邉", "市民課 1024")


def filled(*substitutions: Substitution) -> FilledForm:
    context = replace(pages.CONTEXT, substitutions=substitutions)
    return fill(pages.template("card_henno"), pages.facts({"visitor.name": NAME}), context)


def test_without_consent_the_box_stays_empty() -> None:
    form = filled()
    [problem] = form.problems
    assert (problem.code, problem.characters) == (FormProblemCode.GLYPH_MISSING, (MISSING,))
    assert field_texts(form)["visitor.name"] == ""


def test_consent_for_another_letter_is_no_consent() -> None:
    assert filled(Substitution("辺\U000e01e0", "辺", "市民課 1024")).problems != ()


def test_with_consent_the_letter_is_marked_and_the_foot_says_which() -> None:
    form = filled(CONSENT)
    assert form.problems == ()
    field = next(field for field in form.fields if field.box == "visitor.name")
    assert field.text == "渡邉　澪※"
    assert field.substituted == (CONSENT,)
    read = pages.poppler_text(render_pdf([form]), "-raw")
    assert "渡邉澪※" in read
    assert "※「邉」はU+9089U+E01E0の縮退（正しい字は窓口で確認）" in read
    assert "市民課1024" not in read, "who consented is for the office's records"


def test_a_letter_that_a_face_has_is_never_replaced() -> None:
    form = fill(
        pages.template("card_henno"),
        pages.facts({"visitor.name": "葛\U000e0100城"}),
        replace(pages.CONTEXT, substitutions=(Substitution("葛\U000e0100", "葛", "1"),)),
    )
    assert field_texts(form)["visitor.name"] == "葛\U000e0100城"


@pytest.mark.parametrize(("cluster", "letter", "clerk"), [("邉", "辺", ""), ("邉邉", "辺", "1")])
def test_a_consent_names_one_letter_and_a_clerk(cluster: str, letter: str, clerk: str) -> None:
    with pytest.raises(ValueError, match="letter"):
        Substitution(cluster, letter, clerk)
