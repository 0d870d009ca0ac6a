"""A drawn signature belongs to one form as it was shown; any change makes it void."""

from __future__ import annotations

from dataclasses import replace
from pathlib import Path

import pytest

from forms.catalogue import load
from forms.document import FilledForm, fill, load_template
from forms.document.ink import PT, Rect
from forms.document.signature import Signature, as_shown, signed
from forms.document.whole import as_set
from forms.facts.values import Value
from forms.render import render_pdf
from tests.support import pages
from tests.support.pages import CONTEXT

BODY = """\
format: 1
form: {form}
procedure: y.z
title: t
pages:
  - - table:
        columns: [40, 100]
        rows:
          - {{height: 12, cells: [{{label: 氏名}}, {{line: [{{fact: a.name}}]}}]}}
          - {{height: 14, cells: [{{label: 署名}}, {{line: [{{pen: rest, sign: applicant}}]}}]}}
"""
STROKES = (((0.0, 0.0), (1.0, 1.0)), ((1.0, 0.0), (0.0, 1.0)), ((0.5, 0.1),))


def form(
    folder: Path, name: Value = "葛城 花子", form_id: str = "x", pack: str = "3"
) -> FilledForm:
    path = folder / f"{form_id}.yaml"
    path.write_text(BODY.format(form=form_id), "utf-8")
    context = replace(CONTEXT, pack_version=pack)
    return fill(load_template(path), pages.facts({"a.name": name}), context)


def signature(shown: FilledForm) -> Signature:
    return Signature(shown.form_id, "applicant", as_shown(shown), STROKES)


def dark(pdf: bytes, rect: Rect) -> int:
    picture = pages.picture(pdf, 0, 72)
    sides = (rect.x / PT, rect.y / PT, rect.right / PT, rect.bottom / PT)
    counts = picture.crop(tuple(round(side) for side in sides)).histogram()  # type: ignore[arg-type]  # four of them
    return sum(counts[:128])


def test_it_stands_in_its_box_and_nowhere_else(tmp_path: Path) -> None:
    shown = form(tmp_path)
    [(box, (page, rect))] = shown.signing
    assert (box, page) == ("applicant", 0)
    made = signed([shown], [signature(shown)], ["x"])
    assert made.void == ()
    before, after = render_pdf([shown]), render_pdf(made.forms)
    inner = rect.inset(0.6)
    assert dark(before, inner) == 0
    assert dark(after, inner) > 100
    everywhere = Rect(0, 0, 210, 297)
    assert dark(after, everywhere) - dark(before, everywhere) == dark(after, inner)


@pytest.mark.parametrize(
    ("name", "pack"),
    [("葛城 花子 ", "3"), ("葛城 次郎", "3"), ("葛城 花子", "4")],
)
def test_any_later_change_makes_it_void(tmp_path: Path, name: str, pack: str) -> None:
    given = signature(form(tmp_path))
    changed = form(tmp_path, name, pack=pack)
    made = signed([changed], [given], ["x"])
    assert made.void == (("x", "applicant"),)
    assert render_pdf(made.forms) == render_pdf([changed])


def test_it_is_for_one_form_only(tmp_path: Path) -> None:
    one, other = form(tmp_path), form(tmp_path, form_id="z")
    made = signed([one, other], [replace(signature(one), form_id="z")], ["x", "z"])
    assert made.void == (("z", "applicant"),)


def test_the_number_of_the_page_in_the_set_is_no_change(tmp_path: Path) -> None:
    shown = form(tmp_path)
    both = as_set([form(tmp_path, form_id="z"), shown])
    assert signed(both, [signature(shown)], ["x"]).void == ()


def test_where_the_city_wants_the_pen_nothing_is_drawn(tmp_path: Path) -> None:
    shown = form(tmp_path)
    assert signed([shown], [signature(shown)], []).void == (("x", "applicant"),)
    pack = load("standard")
    assert not any(spec.signature_image for spec in pack.forms.values())


def test_it_is_drawn_once_and_inside(tmp_path: Path) -> None:
    given = signature(form(tmp_path))
    with pytest.raises(ValueError, match="once"):
        signed([form(tmp_path)], [given, given], ["x"])
    for strokes in ((), (((0.5, 1.2),),)):
        with pytest.raises(ValueError, match="inside"):
            replace(given, strokes=strokes)
    assert "0.5" not in repr(given), "strokes are a person's"
