"""A large submission: 25 forms of a city, 40 pages, each over a PDF of its own, new values each time."""

from __future__ import annotations

import random
from dataclasses import dataclass, replace
from datetime import date
from pathlib import Path
from uuid import UUID

from forms.catalogue import Pack
from forms.document import FillContext, FilledForm, FormTemplate, fill, load_template
from forms.document.layout import laid_out
from forms.document.overlay import OverlayPage
from forms.document.pack_city import city_names
from forms.facts.types import FactType
from forms.facts.values import Facts, Known, Source, Value
from forms.render.city_pdf import read_page
from forms.render.pdf import render_pdf
from forms.render.samples import sample_facts
from forms.status import FormStatus

FORMS, PAGES = 25, 40
FAMILY = "佐藤鈴木高橋田中伊藤渡辺山本中村小林加藤吉田山田葛城𠮷田渡邊齋藤髙橋濵田"
GIVEN = "太郎花子一恵美健二洋子誠節実優斗葵陽菜蓮結衣大翔凛悠真"
TOWNS = "中桜塚本町緑丘曽根東岡町庄内栄千里園上野坂永楽荘"


@dataclass(frozen=True, slots=True)
class Bundle:
    """The templates over their PDFs, and the pack's facts that they need."""

    templates: tuple[FormTemplate, ...]
    pack: Pack

    def context(self) -> FillContext:
        """For every form; nothing is stamped, so that other programs draw the same."""
        city = city_names(self.pack)
        day = date(2026, 11, 21)
        return FillContext(
            day, UUID(int=1), "001", city, self.pack.version, status=FormStatus.OFFICIAL
        )

    def filled(self, facts: Facts) -> list[FilledForm]:
        """All forms with ``facts``."""
        context = self.context()
        return [fill(template, facts, context) for template in self.templates]


def bundle(pack: Pack, folder: Path) -> Bundle:
    """Draws the city's blank PDFs into ``folder``: pages of the pack's own forms, without facts."""
    own = [load_template(spec.template) for spec in pack.forms.values()]
    own = [template for template in own if all(isinstance(page, tuple) for page in template.pages)]
    context = Bundle((), pack).context()
    made: list[FormTemplate] = []
    for index in range(FORMS):
        both = (own[index % len(own)], own[(index + 3) % len(own)])
        parts = both if index < PAGES - FORMS else both[:1]
        blanks = [fill(part, {}, context) for part in parts]
        pdf = folder / f"city-{index:02}.pdf"
        first = tuple(replace(blank.pages[0], written=()) for blank in blanks)
        pdf.write_bytes(render_pdf([replace(blanks[0], form_id=f"city_{index}", pages=first)]))
        pages = tuple(
            OverlayPage(read_page(pdf, number), tuple(laid_out(part, context.city)[0].places))
            for number, part in enumerate(parts, 1)
        )
        made.append(replace(own[0], form_id=f"city_{index}", title=f"様式{index}", pages=pages))
    return Bundle(tuple(made), pack)


def session_facts(bundle: Bundle, chance: random.Random) -> Facts:
    """Values for every fact of the forms that no other session has."""
    facts: dict[str, Value] = {}
    for template in bundle.templates:
        for fact, state in sample_facts(template, bundle.pack.facts).items():
            assert isinstance(state, Known)
            facts[fact] = _varied(state.value, bundle.pack.facts[fact].type, chance)
    return {fact: Known(value, Source.CITIZEN) for fact, value in facts.items()}


def _varied(value: Value, kind: FactType, chance: random.Random) -> Value:
    match kind:
        case FactType.NAME:
            return f"{_some(FAMILY, chance)}　{_some(GIVEN, chance)}"
        case FactType.ADDRESS:
            number = chance.randrange(1, 99)
            return f"大阪府豊中市{_some(TOWNS, chance)}{number}番{chance.randrange(1, 30)}号"
        case FactType.PHONE:
            return f"090{chance.randrange(10**8):08}"
        case FactType.DATE:
            return date(
                1930 + chance.randrange(60), chance.randrange(1, 13), chance.randrange(1, 28)
            )
        case FactType.DIGITS:
            return f"{chance.randrange(10**7):07}"
        case _:
            return value


def _some(letters: str, chance: random.Random) -> str:
    return "".join(chance.sample(letters, 2))
