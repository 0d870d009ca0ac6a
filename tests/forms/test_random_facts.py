"""Whatever the facts are: no ink outside its box, all text there or named, no letter below its floor.

Measured on what is drawn: the overlay's picture, and the letters that pdfium finds in it.
"""

from __future__ import annotations

import unicodedata
from datetime import date
from functools import cache
from pathlib import Path

import pypdfium2
from hypothesis import given, settings
from hypothesis import strategies as st

from forms.catalogue import load
from forms.document import FilledForm, FormTemplate, fill, load_template
from forms.document import template as t
from forms.document.filled import FieldKind
from forms.document.ink import PT, Letters, Rect
from forms.document.layout import laid_out
from forms.document.overlay import rects_of
from forms.facts.types import FactType
from forms.facts.values import FactId, Facts, ItemList, Value, YearMonth
from forms.render import render_pdf
from tests.support import pages

CITY = Path(__file__).parent / "city"
LOWEST = {"cells": 5.0, "text": 6.0}
"""pt: what is set in a cell narrows to it; every other text has the floor of its box, 6 at least."""

EDGE = 0.45
"""mm: half of a ring's line and the blur of a dot at 100 dpi."""

LETTERS = st.one_of(
    st.sampled_from("渡邉葛飾一郎花子ヴァルタンŁőşñgjyÅ W　"),
    st.characters(min_codepoint=0x20, max_codepoint=0x24F),
    st.characters(min_codepoint=0x3041, max_codepoint=0x30FE),
    st.characters(min_codepoint=0x4E00, max_codepoint=0x9FFF),
    st.sampled_from(
        ["\U00020bb7", "葛\U000e0100", "葛\U000e0102", "邊\U000e0108", "ﾊﾞ", "e\u0301", "漢"]
    ),
)
TEXTS = st.one_of(
    st.just(""),
    st.lists(LETTERS, min_size=1, max_size=12).map("".join),
    st.lists(LETTERS, min_size=30, max_size=140).map("".join),
    st.sampled_from(["W" * 60, "龘" * 40, "ﾊﾞ" * 30, "i" * 100]),
)
DATES = st.one_of(
    st.dates(date(1868, 1, 1), date(2030, 12, 31)),
    st.builds(YearMonth, st.integers(1900, 2026), st.integers(1, 12)),
)


@cache
def templates() -> tuple[FormTemplate, ...]:
    pack = load("toyonaka")
    own = [load_template(spec.template) for spec in pack.forms.values()]
    return (*own, *(load_template(file) for file in sorted(CITY.glob("*.yaml"))))


def values(kind: FactType, options: tuple[str, ...]) -> st.SearchStrategy[Value]:
    match kind:
        case FactType.DATE:
            return DATES
        case FactType.YES_NO:
            return st.booleans()
        case FactType.COUNT | FactType.MONEY:
            return st.integers(0, 10**9)
        case FactType.CHOICE:
            return st.sampled_from(options)
        case FactType.CHOICES:
            return st.lists(st.sampled_from(options), unique=True).map(tuple)
        case FactType.LIST:
            return st.integers(0, 8).map(lambda n: ItemList(tuple("abcdefgh"[:n]), closed=True))
        case FactType.DIGITS | FactType.PHONE | FactType.POSTCODE:
            return st.one_of(st.from_regex(r"[0-9]{1,14}", fullmatch=True), TEXTS)
        case _:
            return TEXTS


@st.composite
def cases(draw: st.DrawFn) -> tuple[FormTemplate, Facts]:
    template = draw(st.sampled_from(templates()))
    specs = load_specs()
    facts: dict[FactId, Value] = {}
    for fact in sorted(template.facts):
        spec = specs.get(fact)
        kind = spec[0] if spec else FactType.TEXT
        if draw(st.integers(0, 9)):  # one in ten is not known
            facts[fact] = draw(values(kind, spec[1] if spec else ()))
    for item in template.items():
        if isinstance(item, t.Choice) and item.fact in facts and draw(st.booleans()):
            facts[item.fact] = draw(st.sampled_from(sorted(item.options)))
    return template, pages.facts(facts)


@cache
def load_specs() -> dict[FactId, tuple[FactType, tuple[str, ...]]]:
    return {fact: (spec.type, spec.values) for fact, spec in load("toyonaka").facts.items()}


@settings(max_examples=60, deadline=None, derandomize=True)
@given(cases())
def test_ink_stays_in_its_box_and_every_text_is_there_or_named(
    case: tuple[FormTemplate, Facts],
) -> None:
    template, facts = case
    form = fill(template, facts, pages.CONTEXT)
    overlay = render_pdf([form], written_only=True)
    for index in range(len(form.pages)):
        assert ink_outside(overlay, form, template, index) == 0
    letters_are_theirs(overlay, form)
    sizes_hold(form, template)
    named = {fact for problem in form.problems for fact in problem.facts}
    shown = {fact for field in form.fields if field.text for fact in field.facts}
    for fact, state in facts.items():
        value = getattr(state, "value", "")
        if value not in ("", None) and printable(template, fact, value):
            assert fact in shown | named, fact


def printable(template: FormTemplate, fact: FactId, value: object) -> bool:
    """Whether some box would have to show it: one that may stay blank, or a list, need not."""
    boxes = [item for item in template.items() if getattr(item, "fact", None) == fact]
    return any(
        not (isinstance(box, t.Choice) and (box.unlisted_blank or value == ())) for box in boxes
    ) and not isinstance(value, ItemList)


def boxes_on(form: FilledForm, template: FormTemplate, index: int) -> list[Rect]:
    laid = laid_out(template, pages.CITY)
    if index < len(laid):
        return [rect for place in laid[index].places for rect in rects_of(place)]
    return [field.rect for field in form.fields if field.page == index]


def ink_outside(overlay: bytes, form: FilledForm, template: FormTemplate, index: int) -> int:
    """Dark dots at 100 dpi that lie in no box of the page."""
    dots = 100 / 25.4
    picture = pages.picture(overlay, index, 100)
    for rect in boxes_on(form, template, index):
        edge = rect.inset(-EDGE)
        left, top = round(edge.x * dots), round(edge.y * dots)
        picture.paste(255, (left, top, round(edge.right * dots), round(edge.bottom * dots)))
    return sum(picture.histogram()[:200])


def letters_are_theirs(overlay: bytes, form: FilledForm) -> None:
    """Each box of letters, read back by pdfium, says what it should."""
    document = pypdfium2.PdfDocument(overlay)
    try:
        read = [page.get_textpage() for page in document]
        for field in form.fields:
            if field.kind not in (FieldKind.TEXT, FieldKind.CELLS):
                continue
            high = form.pages[field.page].height
            rect = field.rect
            said = read[field.page].get_text_bounded(
                rect.x / PT, (high - rect.bottom) / PT, rect.right / PT, (high - rect.y) / PT
            )
            assert plain(said) == plain(field.text), field.box
    finally:
        document.close()


def plain(text: str) -> str:
    """Readers compose marks and drop spaces."""
    return unicodedata.normalize(
        "NFC", pages.squeezed("".join(c for c in text if c.isprintable() or c == "\u3000"))
    )


def sizes_hold(form: FilledForm, template: FormTemplate) -> None:
    floors = [item.floor for item in template.items() if isinstance(item, t.Written)]
    lowest = min([*floors, LOWEST["text"]])
    for page in form.pages:
        for ink in page.written:
            if isinstance(ink, Letters):
                assert ink.size >= (LOWEST["cells"] if len(ink.text) == 1 else lowest) - 1e-6
