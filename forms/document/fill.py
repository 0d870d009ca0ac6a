"""Puts facts into the boxes of a form."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass, field, replace
from datetime import date, timedelta
from typing import assert_never

from forms.document import template as t
from forms.document.filled import (
    FieldKind,
    FillContext,
    FilledField,
    FilledForm,
    FilledPage,
    FormProblem,
)
from forms.document.fitting import MIDDLE, fit
from forms.document.formats import cell_text, chosen, written_text
from forms.document.ink import PT, Code, Ink, Letters, Line, Rect, Ring, Tick
from forms.document.items_of_lists import item_line
from forms.document.layout import foot, laid_out
from forms.document.places import (
    CellsPlace,
    ChoicePlace,
    DatePlace,
    PartsPlace,
    Place,
    TextPlace,
    around,
)
from forms.document.sheets import Sheets
from forms.document.substitution import Substitution, substituted, told
from forms.facts.values import FactId, Facts, Value, YearMonth, known
from forms.failures import FormProblemCode
from forms.render.faces import WRITTEN, face, face_for, uncovered
from forms.status import FormStatus
from forms.text.clusters import clusters
from forms.text.numbers import phone_parts, postcode_parts
from forms.text.wareki import wareki

CELL_SIZE = 11.0
DATE_SIZE = 10.5
SAMPLE_GREY = 0.9
STRIKE_WEIGHT, STRIKE_APART = 0.7, 0.7
"""Of the two rules through what does not apply: pt, mm."""
DRAFT = "清書用の下書き　―　このままでは提出できません"
DRAFT_EDGE = 20.0


@dataclass
class _Page:
    """A page being filled."""

    index: int
    facts: Facts
    today: date
    sheets: Sheets
    substitutions: tuple[Substitution, ...] = ()
    written: list[Ink] = field(default_factory=list)
    fields: list[FilledField] = field(default_factory=list)
    problems: list[FormProblem] = field(default_factory=list)

    def value(self, fact: FactId) -> Value | None:
        own = self.fact(fact)
        return self.today if own == t.TODAY else known(self.facts, own) if own else None

    def fact(self, fact: FactId | None) -> FactId | None:
        """``fact`` itself, or that of the list's item which stands in this row; ``None``: no such item."""
        list_fact = t.list_of(fact) if fact else None
        if fact is None or list_fact is None:
            return fact
        return t.item_fact(fact, self.facts)

    def add(
        self,
        box: str,
        text: str,
        fact: FactId | None,
        kind: FieldKind,
        rect: Rect,
        used: tuple[Substitution, ...] = (),
    ) -> None:
        named = self._named(fact)
        self.fields.append(FilledField(box, text, named, kind, self.index, rect, used))

    def problem(
        self, code: FormProblemCode, box: str, fact: FactId | None, at_fault: tuple[str, ...] = ()
    ) -> None:
        self.problems.append(FormProblem(code, box, self._named(fact), at_fault))

    def _named(self, fact: FactId | None) -> tuple[FactId, ...]:
        own = self.fact(fact)
        return () if own in (None, t.TODAY) else (str(own),)


def fill(template: t.FormTemplate, facts: Facts, context: FillContext) -> FilledForm:
    """``template`` filled with ``facts``.  What is not known stays empty for the pen.

    A text that has no right glyph or does not fit is left out and named in ``problems``: such a
    form must not be printed before a person has seen it.
    """
    laid = laid_out(template, context.city)
    sheets = Sheets(template, first_page=len(laid))
    pages = [
        _Page(index, facts, context.today, sheets, context.substitutions)
        for index in range(len(laid))
    ]
    for page, place_page in zip(pages, laid, strict=True):
        for place in place_page.places:
            _fill_place(page, place)
    problems = [problem for page in pages for problem in page.problems]
    problems += _beyond(template, facts, sheets)
    drawn = [
        (
            FilledPage(
                under.width,
                under.height,
                under.form,
                tuple(page.written),
                tuple(under.pen),
                tuple(under.office),
                under.under,
            ),
            under.code,
            under.codes,
        )
        for under, page in zip(laid, pages, strict=True)
    ]
    drawn += [(sheet, sheets.code, []) for sheet in sheets.pages()]
    fields = (*(field for page in pages for field in page.fields), *sheets.fields)
    return FilledForm(
        form_id=template.form_id,
        procedure_id=template.procedure_id,
        title=template.title,
        pages=tuple(
            _finished(
                page,
                code,
                codes,
                (index, len(drawn)),
                template.form_id,
                context,
                tuple(u for f in fields if f.page == index for u in f.substituted),
            )
            for index, (page, code, codes) in enumerate(drawn)
        ),
        fields=fields,
        problems=tuple(problems),
        pack_version=context.pack_version,
        submission=context.submission,
        status=context.status,
        signing=tuple(
            (box, (index, rect))
            for index, under in enumerate(laid)
            for box, rect in under.signing.items()
        ),
    )


def _beyond(template: t.FormTemplate, facts: Facts, sheets: Sheets) -> Iterator[FormProblem]:
    """Items of a list that the form has no row for: onto a 別紙, each on a line, or a problem."""
    for rows in template.repeated():
        items = t.standing(facts, rows.list_fact, rows.only)
        if len(items) <= rows.times:
            continue
        problem = FormProblem(FormProblemCode.TOO_LONG, rows.list_fact, (rows.list_fact,))
        lines = [
            f"{number}　{item_line(rows, facts, item)}"
            for number, item in list(enumerate(items, 1))[rows.times :]
        ]
        if rows.on_sheet is None:
            yield problem
        elif missing := uncovered("".join(lines)):
            yield replace(problem, code=FormProblemCode.GLYPH_MISSING, characters=missing)
        else:
            sheets.put(rows.list_fact, rows.on_sheet, "\n".join(lines))


def _finished(
    page: FilledPage,
    code: Rect | None,
    codes: Sequence[Rect],
    position: tuple[int, int],
    form_id: str,
    context: FillContext,
    substitutions: tuple[Substitution, ...],
) -> FilledPage:
    stamped: list[Ink] = [Code(rect, context.submission.urn) for rect in codes]
    if context.practice:
        stamped.append(_mark_across(page, "練習"))
    elif context.status is FormStatus.SAMPLE:
        stamped.append(_mark_across(page, "見本"))
    if context.status is FormStatus.DRAFT:
        stamped += _draft_mark(page)
    if code is not None:
        stamped.append(Code(code, context.submission.urn))
        said = f"{form_id}　{position[0] + 1}/{position[1]}　（{context.status.label}）"
        stamped += foot(f"受付番号 {context.number}　　{said}", code)
    if substitutions:
        stamped += _substitution_note(page, "　".join(told(substitutions)))
    return replace(page, stamped=tuple(stamped))


def _mark_across(page: FilledPage, word: str) -> Letters:
    """Two letters across the page, from lower left to upper right, so that it is never filed."""
    size = min(200.0, min(page.width, page.height) * 200.0 / 210.0)
    width = 2 * size * PT * 1.1
    half = 0.7071 * width / 2
    x = page.width / 2 - half + 0.7071 * MIDDLE * size * PT
    y = page.height / 2 + half + 0.7071 * MIDDLE * size * PT
    return Letters(word, "gothic-bold", size, x, y, size * 0.1, -45.0, SAMPLE_GREY)


def _substitution_note(page: FilledPage, text: str) -> Iterable[Letters]:
    """Above the lower edge, on every page where a letter stands for another."""
    place = Rect(DRAFT_EDGE, page.height - 6.0, page.width - 2 * DRAFT_EDGE, 4.0)
    fitted = fit(text, place, 7.5, 4.0, preferred=("gothic", *WRITTEN))
    return fitted.letters if fitted else ()


def _draft_mark(page: FilledPage) -> Iterable[Letters]:
    """At the upper edge: a sheet to copy from must not be handed in."""
    place = Rect(DRAFT_EDGE, 3.5, page.width - 2 * DRAFT_EDGE, 6.5)
    fitted = fit(DRAFT, place, 11.0, 5.0, align="center", preferred=("gothic-bold",))
    return fitted.letters if fitted else ()


def _fill_place(page: _Page, place: Place) -> None:
    match place:
        case TextPlace():
            _fill_text(page, place)
        case PartsPlace():
            _fill_parts(page, place)
        case CellsPlace():
            _fill_cells(page, place)
        case DatePlace():
            _fill_date(page, place)
        case ChoicePlace():
            _fill_choice(page, place)
        case _ as never:
            assert_never(never)


def _fill_text(page: _Page, place: TextPlace) -> None:
    item = place.item
    text = written_text(item, page.value(item.fact))
    if isinstance(text, FormProblemCode):
        page.problem(text, item.box, item.fact)
        text = ""
    _write(page, item, place.rect, text)


def _write(page: _Page, item: t.Written, rect: Rect, text: str) -> None:
    used: tuple[Substitution, ...] = ()
    if text and face_for(text) is None:
        missing = uncovered(text)
        text, used = substituted(text, missing, page.substitutions)
        if not used:
            page.problem(FormProblemCode.GLYPH_MISSING, item.box, item.fact, missing)
            text = ""
    if text:
        fitted = fit(text, rect, item.size, item.floor, lines=item.lines, align=item.align)
        if fitted is None and item.on_sheet is not None:
            text = page.sheets.put(item.box, item.on_sheet, text, page.fact(item.fact))
            fitted = fit(text, rect, item.size, item.floor, align=item.align)
        if fitted is None:
            page.problem(FormProblemCode.TOO_LONG, item.box, item.fact)
            text = ""
        else:
            page.written += fitted.letters
    page.add(item.box, text, item.fact, FieldKind.TEXT, rect, used if text else ())


def _fill_parts(page: _Page, place: PartsPlace) -> None:
    item = place.item
    value = page.value(item.fact)
    parts: tuple[str, ...] = ("",) * len(place.parts)
    if value not in (None, ""):
        found = _number_parts(item.style, str(value))
        if len(found) == len(parts):
            parts = found
        else:
            page.problem(FormProblemCode.NOT_DIGITS, item.box, item.fact)
    for number, (text, rect) in enumerate(zip(parts, place.parts, strict=True), 1):
        _write(page, replace(item, box=f"{item.box}.{number}"), rect, text)


def _number_parts(style: t.Style, text: str) -> tuple[str, ...]:
    if style == "phone":
        return phone_parts(text)
    try:
        return postcode_parts(text)
    except ValueError:
        return ()


def _fill_cells(page: _Page, place: CellsPlace) -> None:
    item = place.item
    assert item.fact is not None, "cells without a fact have no place"
    text = cell_text(item, page.value(item.fact))
    if isinstance(text, FormProblemCode):
        page.problem(text, item.box, item.fact)
        text = ""
    if text and not face("mincho").has(text):
        missing = uncovered(text, ("mincho",))
        page.problem(FormProblemCode.GLYPH_MISSING, item.box, item.fact, missing)
        text = ""
    if len(clusters(text)) > len(place.cells):
        page.problem(FormProblemCode.TOO_LONG, item.box, item.fact)
        text = ""
    _cell_letters(page, text, place.cells, item.align)
    page.add(item.box, text, item.fact, FieldKind.CELLS, place.rect)


def _cell_letters(page: _Page, text: str, cells: tuple[Rect, ...], align: t.Align) -> None:
    letters = clusters(text)
    start = len(cells) - len(letters) if align == "right" else 0
    used = face("mincho")
    for letter, cell in zip(letters, cells[start:], strict=False):
        size = min(CELL_SIZE, (cell.width - 0.4) / PT / used.width(letter))
        left = cell.x + (cell.width - used.width(letter) * size * PT) / 2
        baseline = cell.y + cell.height / 2 + MIDDLE * size * PT
        if letter != " ":
            page.written.append(Letters(letter, used.name, size, left, baseline))


def _fill_date(page: _Page, place: DatePlace) -> None:
    item = place.item
    value = page.value(item.fact)
    texts = ("", "", "", "")
    if isinstance(value, YearMonth) and value.year >= 1873:
        value, day_known = value.days[0], False
    else:
        day_known = True
    if value is not None and (type(value) is not date or value.year < 1873):
        page.problem(FormProblemCode.NOT_A_DATE, item.box, item.fact)
    elif isinstance(value, date) and (day_known or not item.plus_days):
        day = wareki(value + timedelta(days=item.plus_days))
        printed_eras = item.eras or ((item.era,) if item.era else ())
        if printed_eras and day.era.name not in printed_eras:
            page.problem(FormProblemCode.ERA_NOT_PRINTED, item.box, item.fact)
        else:
            year = str(day.year) if item.cells else day.year_text
            texts = (day.era.name, year, str(day.month), str(day.day) if day_known else "")
    _era(page, place, texts[0])
    for part, text, cells in zip(
        ("year", "month", "day"), texts[1:], (place.year, place.month, place.day), strict=True
    ):
        _date_number(page, f"{item.box}.{part}", text, cells, item)


def _era(page: _Page, place: DatePlace, era: str) -> None:
    item = place.item
    box = f"{item.box}.era"
    if item.eras:
        if era:
            page.written.append(Ring(place.eras[era]))
        page.add(box, era, item.fact, FieldKind.RING, place.rect)
    elif place.era is not None:
        rule = t.Written(box, item.fact, size=DATE_SIZE, align="right")
        _write(page, rule, place.era, era)


def _date_number(
    page: _Page, box: str, text: str, cells: tuple[Rect, ...], item: t.DateParts
) -> None:
    if len(cells) == 1:
        _write(page, t.Written(box, item.fact, size=DATE_SIZE, align="center"), cells[0], text)
        return
    _cell_letters(page, text, cells, "right")
    page.add(box, text, item.fact, FieldKind.CELLS, around(*cells))


def _fill_choice(page: _Page, place: ChoicePlace) -> None:
    item = place.item
    values: tuple[str, ...] = () if item.always is None else (item.always,)
    if item.fact is not None:
        found = chosen(item, page.value(item.fact))
        if isinstance(found, FormProblemCode):
            page.problem(found, item.box, item.fact)
        else:
            values = found
    for value, mark in place.marks.items():
        page.written += _marked(item.mark, mark, applies=value in values, any_does=bool(values))
    text = "、".join(item.options[value].strip() for value in values)
    page.add(item.box, text, item.fact, _KINDS[item.mark], place.rect)


_KINDS = {"ring": FieldKind.RING, "tick": FieldKind.TICK, "strike": FieldKind.STRIKE}


def _marked(mark: t.Mark, rect: Rect, *, applies: bool, any_does: bool) -> Iterable[Ink]:
    match mark:
        case "ring" if applies:
            return (Ring(rect),)
        case "tick" if applies:
            return (Tick(rect),)
        case "strike" if any_does and not applies:
            return _struck(rect)
        case _:
            return ()


def _struck(rect: Rect) -> Iterable[Line]:
    """Two rules through the middle, as corrections on forms are made."""
    middle = rect.y + rect.height / 2
    return tuple(
        Line(rect.x, middle + shift, rect.right, middle + shift, STRIKE_WEIGHT)
        for shift in (-STRIKE_APART / 2, STRIKE_APART / 2)
    )
