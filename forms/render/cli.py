"""``kakanai form``: draw one form from facts; check templates."""

from __future__ import annotations

import argparse
import difflib
import json
import sys
import time
from collections.abc import Mapping
from datetime import date, datetime, timedelta, timezone
from io import BytesIO
from pathlib import Path
from typing import Any
from uuid import UUID

import pypdfium2

from forms.catalogue import Pack, PackFaults, load
from forms.document import (
    FillContext,
    FormTemplate,
    TemplateFaults,
    field_texts,
    fill,
    load_template,
)
from forms.document.layout import layout_faults
from forms.document.pack_city import city_names
from forms.document.parts import parts_file
from forms.document.template import DateParts, Written, declared
from forms.facts.types import FactType
from forms.facts.values import FactId, Facts, FactState, Known, Source, from_json
from forms.importing.draft import first_template
from forms.render.boxes import boxes_over
from forms.render.city_pdf import CityPdfFault
from forms.render.faces import FontMissing
from forms.render.kit import blank_kit
from forms.render.pdf import render_pdf
from forms.render.samples import sample_facts
from forms.status import FormStatus
from forms.text.clusters import code_points

EXAMPLE = """example:
  kakanai form render kokuho_sosaihi --facts facts.json --out form.pdf
  kakanai form check --out boxes/
  kakanai form kit okuyami --out kit.pdf
  kakanai form import sosaihi.pdf --form city_sosaihi --procedure okuyami.kouki_sosaihi

facts.json: {"deceased.name": "葛城 一郎", "deceased.death_date": "2026-11-09", ...}
"""

WATCH_SECONDS = 0.5
"""How often ``--watch`` looks at the template's and the facts' time of change."""

NO_SUBMISSION = UUID(int=0)

JAPAN = timezone(timedelta(hours=9), "JST")
"""A form of a Japanese city bears the day in Japan, wherever the machine thinks it is."""


def add_arguments(parser: argparse.ArgumentParser) -> None:
    """Declares ``form render`` and ``form check``."""
    parser.formatter_class = argparse.RawDescriptionHelpFormatter
    parser.epilog = EXAMPLE
    actions = parser.add_subparsers(dest="form_action", required=True)
    render = actions.add_parser("render", help="fill a form and draw it as PDF")
    render.add_argument("form", help="form id, or a template file")
    render.add_argument("--facts", type=Path, required=True, help="JSON: fact id -> value")
    render.add_argument("--out", type=Path, required=True, help="PDF to write; .png: page 1")
    render.add_argument("--today", type=date.fromisoformat, default=None, help="YYYY-MM-DD")
    render.add_argument("--number", default="000", help="受付番号")
    render.add_argument("--practice", action="store_true", help="print 練習 across the page")
    render.add_argument("--watch", action="store_true", help="draw again at each change")
    check = actions.add_parser("check", help="check templates; draw their boxes with names")
    check.add_argument("form", nargs="*", help="form ids or files; none: all of the pack")
    check.set_defaults(today=date(2026, 1, 1), number="000", practice=False)
    check.add_argument("--out", type=Path, help="directory for one PDF per form")
    bring = actions.add_parser("import", help="a first template over a city's own PDF")
    bring.add_argument("pdf", type=Path, help="the city's PDF; the template stands beside it")
    bring.add_argument("--form", required=True, help="id of the form")
    bring.add_argument("--procedure", required=True, help="id of its procedure")
    bring.add_argument("--title", help="as people call it; default: the form's id")
    kit = actions.add_parser("kit", help="all forms of an event, blank, behind a list to tick")
    kit.add_argument("event", help="id of the event")
    kit.add_argument("--out", type=Path, required=True, help="PDF to write")
    kit.add_argument("--today", type=date.fromisoformat, default=None, help="YYYY-MM-DD")
    for action in (render, check, bring, kit):
        action.add_argument("--pack", default="toyonaka", help="whose forms and city")
        action.add_argument("--json", action="store_true", help="answer as JSON")


def run(args: argparse.Namespace) -> int:
    """0: fine · 1: a box has a problem, or a template has faults · 2: files cannot be read."""
    try:
        return {"render": _render, "check": _check, "import": _import, "kit": _kit}[
            args.form_action
        ](args)
    except (OSError, ValueError, FontMissing, PackFaults, CityPdfFault) as fault:
        print(fault, file=sys.stderr)
        return 2


def template_path(pack: Pack, form: str) -> Path:
    """The template of a form of ``pack``, or ``form`` itself when it names a file.

    Raises ``ValueError`` for an unknown form, with the nearest names.
    """
    if form.endswith(".yaml"):
        return Path(form)
    if form not in pack.forms:
        near = difflib.get_close_matches(form, pack.forms, n=1) or sorted(pack.forms)
        raise ValueError(f"no form {form!r}; there is {', '.join(near)}")
    return pack.forms[form].template


def _context(pack: Pack, template: FormTemplate, args: argparse.Namespace) -> FillContext:
    procedure = template.procedure_id if template.procedure_id in pack.procedures else None
    today = args.today or datetime.now(JAPAN).date()
    spec = pack.forms.get(template.form_id)
    return FillContext(
        today,
        NO_SUBMISSION,
        args.number,
        city_names(pack, procedure),
        pack.version,
        args.practice,
        spec.status if spec else FormStatus.SAMPLE,
    )


def _render(args: argparse.Namespace) -> int:
    pack = load(args.pack)
    path = template_path(pack, args.form)
    if not args.watch:
        return _render_once(pack, path, args)
    seen: object = None
    while True:
        changed = _changes(path, args.facts)
        if changed != seen:
            seen = changed
            _render_safely(pack, path, args)
        time.sleep(WATCH_SECONDS)


def _changes(template: Path, facts: Path) -> tuple[tuple[str, int], ...]:
    """When the template, the parts and PDFs beside it, and the facts were last changed."""
    files = (template, facts, parts_file(template), *sorted(template.parent.glob("*.pdf")))
    return tuple((file.name, file.stat().st_mtime_ns) for file in files if file.exists())


def _render_safely(pack: Pack, path: Path, args: argparse.Namespace) -> None:
    """Half a line typed is no reason to stop watching."""
    try:
        code = _render_once(pack, path, args)
    except (OSError, ValueError, CityPdfFault) as fault:
        print(fault, flush=True)
    else:
        print(
            f"{datetime.now(JAPAN):%H:%M:%S}  {args.out}  {'problems' if code else 'drawn'}",
            flush=True,
        )


def _render_once(pack: Pack, path: Path, args: argparse.Namespace) -> int:
    try:
        template = load_template(path)
    except TemplateFaults as faults:
        print(faults, file=sys.stderr)
        return 1
    facts = read_facts(template, json.loads(args.facts.read_text(encoding="utf-8")))
    filled = fill(template, facts, _context(pack, template, args))
    _write(args.out, render_pdf([filled]))
    problems = [
        {"code": p.code.value, "box": p.box, "characters": [code_points(c) for c in p.characters]}
        for p in filled.problems
    ]
    if args.json:
        print(json.dumps({"fields": field_texts(filled), "problems": problems}, ensure_ascii=False))
    else:
        for problem in problems:
            print(problem["code"], problem["box"], *problem["characters"])
    return 1 if problems else 0


def _write(out: Path, pdf: bytes) -> None:
    """In one step, so that a viewer never reads half a file; a name that ends in .png gets page 1, 150 dpi."""
    if out.suffix == ".png":
        document = pypdfium2.PdfDocument(pdf)
        try:
            stream = BytesIO()
            document[0].render(scale=150 / 72).to_pil().save(stream, "PNG")
        finally:
            document.close()
        pdf = stream.getvalue()
    fresh = out.with_name(f".{out.name}.new")
    fresh.write_bytes(pdf)
    fresh.replace(out)


def read_facts(template: FormTemplate, plain: Mapping[str, Any]) -> Facts:
    """Facts from JSON: each a plain value (a date as YYYY-MM-DD), or as facts are stored.

    Raises ``ValueError`` for what is neither.
    """
    dates = {item.fact for item in template.items() if isinstance(item, DateParts)}
    return {fact: _state(value, fact in dates) for fact, value in plain.items()}


def _state(value: object, is_date: bool) -> FactState:
    if isinstance(value, Mapping):
        return from_json(value)
    if isinstance(value, str) and is_date:
        return Known(date.fromisoformat(value), Source.CITIZEN)
    if isinstance(value, str | bool | int):
        return Known(value, Source.CITIZEN)
    raise ValueError("a fact is a text, a number, true, false or an object with a state")


def _import(args: argparse.Namespace) -> int:
    """Never over a template that is there: a clerk's work may be in it."""
    pack = load(args.pack)
    target = args.pdf.with_name(f"{args.form}.yaml")
    text, boxes, fed = first_template(
        args.pdf, target.name, args.form, args.procedure, args.title or args.form, pack
    )
    with target.open("x", encoding="utf-8") as file:
        file.write(text)
    template = load_template(target)
    faults = layout_faults(template, city_names(pack))
    if args.json:
        said = {"template": str(target), "boxes": boxes, "fed": fed, "faults": faults}
        print(json.dumps(said, ensure_ascii=False))
    else:
        print(
            f"{target}: {boxes} boxes, {fed} with a fact; the rest stays for the pen until you say"
        )
        print(*faults, sep="\n")
    return 0


def _kit(args: argparse.Namespace) -> int:
    pack = load(args.pack)
    if args.event not in pack.events:
        raise ValueError(f"no event {args.event!r}; there is {', '.join(pack.events)}")
    sheets = blank_kit(pack, args.event, args.today or datetime.now(JAPAN).date())
    _write(args.out, render_pdf(sheets))
    told = {
        "forms": [sheet.form_id for sheet in sheets],
        "pages": sum(len(s.pages) for s in sheets),
    }
    print(json.dumps(told) if args.json else f"{args.out}: {told['pages']} pages")
    return 0


def _check(args: argparse.Namespace) -> int:
    pack = load(args.pack)
    paths = [template_path(pack, form) for form in args.form or pack.forms]
    faults: list[str] = []
    for path in paths:
        try:
            template = load_template(path)
        except TemplateFaults as found:
            faults += map(str, found.faults)
            continue
        context = _context(pack, template, args)
        faults += [f"{path.name}: {fault}" for fault in layout_faults(template, context.city)]
        faults += [f"{path.name}: {fault}" for fault in _fact_faults(pack, template)]
        if args.out:
            args.out.mkdir(parents=True, exist_ok=True)
            samples = sample_facts(template, pack.facts)
            pdf = render_pdf([boxes_over(template, context, samples)])
            (args.out / f"{template.form_id}.pdf").write_bytes(pdf)
    if args.json:
        print(json.dumps({"templates": len(paths), "faults": faults}, ensure_ascii=False))
    else:
        print(*faults, sep="\n") if faults else print(f"{len(paths)} templates, no faults")
    return 1 if faults else 0


def _is_choice(pack: Pack, fact: FactId) -> bool:
    spec = pack.facts.get(declared(fact))
    return spec is not None and spec.type in (FactType.CHOICE, FactType.CHOICES)


def _fact_faults(pack: Pack, template: FormTemplate) -> list[str]:
    """Facts that the pack has not, or that its forms.yaml does not list as needed."""
    faults = [f"the pack has no fact {fact!r}" for fact in sorted(template.facts - set(pack.facts))]
    items = [
        fact
        for fact in sorted(template.facts & set(pack.facts))
        if pack.facts[fact].type is FactType.ITEM
    ]
    faults += [f"{fact!r} is which item of a list: show a fact of that item" for fact in items]
    faults += [
        f"{item.fact!r} is a choice: its box needs 'words', or it would show {pack.facts[item.fact].values[0]!r}"
        for item in template.items()
        if isinstance(item, Written) and not item.words and _is_choice(pack, item.fact)
    ]
    spec = pack.forms.get(template.form_id)
    if spec is not None and set(spec.needs) != template.facts:
        differing = ", ".join(sorted(template.facts ^ set(spec.needs)))
        faults.append(f"its boxes and 'needs' in forms.yaml differ by {differing}")
    return faults
