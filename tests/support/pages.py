"""For tests of forms: synthetic facts, a city, reading PDFs back with two independent readers."""

from __future__ import annotations

import subprocess
from collections.abc import Iterator, Mapping, Sequence
from datetime import date
from pathlib import Path
from string import ascii_lowercase
from typing import Any
from uuid import UUID

import pypdfium2
from PIL.Image import Image
from ruamel.yaml import YAML

import assets
from forms.document import CityNames, FillContext, FormTemplate, load_template
from forms.document.ink import PT, Rect
from forms.facts.lists import item_fact
from forms.facts.values import Facts, ItemList, Known, Source, Value
from forms.status import FormStatus

EXPECTED = Path(__file__).parents[1] / "forms" / "expected" / "forms.yaml"
TEMPLATES = assets.ROOT / "packs" / "standard" / "forms"
CITY = CityNames(
    "豊中市",
    "豊中市長",
    "大阪府後期高齢者医療広域連合長",
    {"shimin": "豊中市　市民課", "hoken": "豊中市　保険の課", "kaigo": "豊中市　介護保険の課"},
    "豊中市　受け付ける課",
)
CONTEXT = FillContext(
    today=date(2026, 11, 21),
    submission=UUID("018f0000-0000-7000-8000-000000000001"),
    number="A-012",
    city=CITY,
    pack_version="3",
    status=FormStatus.APPROVED,
)


def facts(plain: dict[str, Value]) -> Facts:
    """Known facts from plain values."""
    return {fact: Known(value, Source.CITIZEN) for fact, value in plain.items()}


def template(form: str) -> FormTemplate:
    """A template of the standard pack."""
    return load_template(template_file(form))


def template_file(form: str) -> Path:
    """Where that template stands."""
    return TEMPLATES / f"{form}.yaml"


def expected() -> tuple[Facts, dict[str, dict[str, str]]]:
    """The facts and, for each form, the texts of its boxes, as a person wrote them down."""
    plain = YAML(typ="safe").load(EXPECTED.read_text(encoding="utf-8"))
    lists = dict(_list_facts(plain["lists"]))
    said = {fact: _value(value) for fact, value in plain["facts"].items()}
    return facts({**said, **lists}), plain["forms"]


def _value(plain: Any) -> Value:
    """Several choices are a list in YAML."""
    value: Value = tuple(plain) if isinstance(plain, list) else plain
    return value


def _list_facts(lists: Mapping[str, Sequence[Mapping[str, Value]]]) -> Iterator[tuple[str, Value]]:
    """Lists and the facts of their items, which are called a, b, c."""
    for fact, items in lists.items():
        names = ascii_lowercase[: len(items)]
        yield fact, ItemList(tuple(names), closed=True)
        for name, item in zip(names, items, strict=True):
            yield from ((item_fact(fact, name, part), value) for part, value in item.items())


def squeezed(text: str) -> str:
    """Without spaces and line ends: readers do not give U+0020, U+00A0 and U+3000 back as they
    were (engineering.md, Text out of PDFs)."""
    return "".join(c for c in text if c not in " \u00a0\u3000\r\n\f\x00\ufffe\u0002")


def pdfium_text(pdf: bytes, page: int, rect: Rect, height: float) -> str:
    """What pdfium reads inside ``rect`` (mm from the top left) of a page ``height`` mm high."""
    document = pypdfium2.PdfDocument(pdf)
    try:
        text = (
            document[page]
            .get_textpage()
            .get_text_bounded(
                rect.x / PT, (height - rect.bottom) / PT, rect.right / PT, (height - rect.y) / PT
            )
        )
    finally:
        document.close()
    return squeezed(text)


def poppler_text(pdf: bytes, *options: str) -> str:
    """What poppler's pdftotext reads from ``pdf``."""
    done = subprocess.run(
        ["pdftotext", *options, "-", "-"], input=pdf, capture_output=True, check=True
    )
    return squeezed(done.stdout.decode("utf-8"))


def picture(pdf: bytes, page: int = 0, dots_per_inch: float = 144.0) -> Image:
    """A page as a grey picture, drawn by pdfium."""
    document = pypdfium2.PdfDocument(pdf)
    try:
        return document[page].render(scale=dots_per_inch / 72).to_pil().convert("L")
    finally:
        document.close()
