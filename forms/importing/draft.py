"""The first template of a form, written for a clerk to complete."""

from __future__ import annotations

from collections.abc import Collection
from pathlib import Path

from forms.catalogue import Pack
from forms.document.overlay import CityPage
from forms.document.pack_city import LANGUAGE
from forms.importing.boxes import Draft, drafts, words_name
from forms.importing.fields import field_drafts
from forms.importing.paper import read_paper
from forms.render.city_pdf import page_count, read_page

HEAD = """\
# {title}: a first template over {pdf}, made by `kakanai form import`.
# Each line is a box found on the page; behind # stands what is printed beside it.  To do:
#   1. `kakanai form check {file} --out boxes/` draws every box with its name over the page: look at it.
#   2. A box that is `pen: true` stays empty for the hand.  Where a fact belongs into it, write it as proposed
#      behind #, with the fact's name instead of `?`; delete what is no box.
#   3. forms.yaml of the pack lists the facts that the form needs; `kakanai form check` tells when they differ.
format: 1
form: {form}
procedure: {procedure}
title: {title}
{words}pages:
"""


def first_template(
    pdf: Path, file: str, form: str, procedure: str, title: str, pack: Pack
) -> tuple[str, int, int]:
    """The template's text, how many boxes it has, and how many of them have a fact already.

    Raises :class:`forms.render.city_pdf.CityPdfFault`.
    """
    pages = ""
    facts = pack.facts
    total = fed = 0
    for number in range(1, page_count(pdf) + 1):
        page = read_page(pdf, number)
        found = _distinct(
            field_drafts(pdf, number, facts, procedure)
            or drafts(read_paper(page), facts, procedure)
        )
        pages += _page(page, found)
        total += len(found)
        fed += sum("pen: true" not in box.line and "office: true" not in box.line for box in found)
    words = _words(pages, pack)
    head = HEAD.format(
        title=title, pdf=pdf.name, file=file, form=form, procedure=procedure, words=words
    )
    return head + pages, total, fed


def _words(pages: str, pack: Pack) -> str:
    """The words of the choices that some box writes out, as the pack has them in Japanese."""
    used = [
        fact
        for fact in pack.facts.values()
        if fact.values and f"words: {words_name(fact.id)}," in pages
    ]
    lines = []
    for fact in used:
        said = {
            value: pack.wording.text(fact.choice_wording(value), LANGUAGE) for value in fact.values
        }
        listed = ", ".join(f"{value}: {text.replace(' ', '')}" for value, text in said.items())
        lines.append(f"  {words_name(fact.id)}: {{{listed}}}")
    return "words:\n" + "\n".join(lines) + "\n" if lines else ""


def _distinct(found: Collection[Draft]) -> list[Draft]:
    """A second box of one fact gets a name of its own."""
    seen: dict[str, int] = {}
    out: list[Draft] = []
    for box in found:
        fact = next(
            (
                part.split(": ", 1)[1].split(",")[0]
                for part in [box.line.strip("{}")]
                if part.startswith(("fact: ", "date: ", "choose: "))
            ),
            "",
        )
        seen[fact] = seen.get(fact, 0) + 1
        if fact and seen[fact] > 1:
            line = f"{{id: {fact.replace('today', 'date.today')}.again{seen[fact]}, {box.line[1:]}"
            out.append(Draft(box.rect, line, box.note))
        else:
            out.append(box)
    return out


def _page(page: CityPage, found: Collection[Draft]) -> str:
    size = f"[{page.width:.1f}, {page.height:.1f}]"
    lines = [
        f"  - page_from: {{pdf: {page.pdf.name}, page: {page.page}, size: {size}}}",
        "    boxes:",
    ]
    lines += [f"      - {box.line}  # {' '.join(box.note.split())}" for box in found]
    return "\n".join(lines if found else lines[:1]) + "\n"
