"""example:
kakanai catalogue check                       every pack: exit code 1 and file:line:column when faulty
kakanai catalogue check --release             also: nobody has compared it with the law
kakanai catalogue check toyota --city         what the city still has to say: sections, amounts, where to book
kakanai catalogue check --translations        what each language still lacks, here and in the kiosk's own texts
kakanai catalogue list --json                 procedures, forms, questions, facts, events, languages
kakanai catalogue explain okuyami.kaigo_loss  its rule, its questions, its forms
kakanai catalogue explain okuyami.kaigo_loss --given deceased.resident=yes --given deceased.birth=?
kakanai catalogue explain okuyami.kaigo_loss --story tests/stories/father_kouki_head.yaml --language en
kakanai catalogue coverage --json             procedure by question, form, fact and language
kakanai catalogue coverage --pack standard --write docs/coverage.md
kakanai catalogue walk okuyami                every state of an event: what holds on each edge
kakanai catalogue walk okuyami --random 100000 --twins 1000 --seed 7
kakanai catalogue screens okuyami             how many questions people see, and which cost most
kakanai catalogue optimum okuyami --seed 1    the pack's order beside the best one there could be
"""

from __future__ import annotations

import argparse
import json
import sys
from collections.abc import Callable
from dataclasses import asdict
from datetime import date
from pathlib import Path
from typing import Any

import assets
from forms.catalogue.city_gaps import city_gaps
from forms.catalogue.coverage import coverage, faults, field_reasons, reasons, table
from forms.catalogue.coverage_fields import field_faults, field_rows, field_table
from forms.catalogue.explain import case, day_of, explain, explain_with
from forms.catalogue.faults import PackFaults
from forms.catalogue.listing import listing
from forms.catalogue.load import load, load_with_source
from forms.catalogue.logic_checks import check_logic
from forms.catalogue.model import Pack
from forms.catalogue.release import expired, unchecked
from forms.catalogue.telling import BadAnswerError
from forms.catalogue.translation import ORIGINAL
from forms.catalogue.untranslated import untranslated
from forms.catalogue.wording import Wording
from forms.walk.optimum_cli import add_optimum_arguments, run_optimum
from forms.walk.screens_cli import add_screens_arguments, run_screens
from forms.walk.walk_cli import add_walk_arguments, run_walk


def add_arguments(parser: argparse.ArgumentParser) -> None:
    """``check``, ``list`` and ``explain``."""
    commands = parser.add_subparsers(dest="command", required=True, metavar="COMMAND")
    check = commands.add_parser("check", help="load the packs and show every fault")
    check.add_argument("pack", nargs="*", help="pack ids (default: all)")
    check.add_argument(
        "--release",
        action="store_true",
        help="fail too where citizens would see what nobody has compared with the law",
    )
    check.add_argument(
        "--city",
        action="store_true",
        help="only list what the city still has to fill in or confirm",
    )
    check.add_argument(
        "--translations",
        action="store_true",
        help="only list texts that are not translated, and kanji without a reading",
    )
    check.add_argument("--only", metavar="LANGUAGE", help="of --translations: this language")
    check.add_argument("--on", metavar="DAY", help="the day to check for (default: today)")
    show = commands.add_parser("list", help="ids and titles of all parts of a pack")
    covering = commands.add_parser("coverage", help="what each procedure has, and why not")
    covering.add_argument("--write", type=Path, metavar="FILE", help="the page for docs/")
    why = commands.add_parser("explain", help="what a procedure, form, question or fact depends on")
    why.add_argument("id")
    why.add_argument(
        "--given",
        action="append",
        default=[],
        metavar="FACT=VALUE",
        help="an answer: yes, no, a date, a number, a choice, text, or ? for わからない",
    )
    why.add_argument("--story", type=Path, metavar="FILE", help="the facts and the day of a story")
    walking = commands.add_parser(
        "walk", help="every state of an event, and what holds on each edge"
    )
    add_walk_arguments(walking)
    count = commands.add_parser(
        "screens", help="how many questions people see, and which cost most"
    )
    add_screens_arguments(count)
    best = commands.add_parser(
        "optimum", help="the pack's order beside the best one there could be"
    )
    add_optimum_arguments(best)
    for command in (why, walking, count, best):
        command.add_argument("--today", help="the day to count from, as 2026-11-21")
    for command in (show, covering, why, walking, count, best):
        command.add_argument("--pack", default="toyonaka")
        command.add_argument("--language", default="ja")
    for command in (check, show, covering, why, walking, count, best):
        command.add_argument("--json", action="store_true")
        command.add_argument(
            "--root", type=Path, default=assets.ROOT / "packs", help="packs folder"
        )


def run(arguments: argparse.Namespace) -> int:
    """Exit code 0, 1 (a faulty pack) or 2 (no such id, a value that cannot be)."""
    if arguments.command == "check":
        return _translations(arguments) if arguments.translations else _check(arguments)
    try:
        pack = load(arguments.pack, arguments.root)
    except PackFaults as faults:
        print(faults, file=sys.stderr)
        return 1
    if arguments.language not in pack.languages:
        print(f"no language {arguments.language!r}", file=sys.stderr)
        return 2
    match arguments.command:
        case "list":
            return _list(arguments, pack)
        case "coverage":
            return _coverage(arguments, pack)
        case "walk":
            return _on_day(run_walk, arguments, pack)
        case "optimum":
            return _on_day(run_optimum, arguments, pack)
        case "screens":
            return _on_day(run_screens, arguments, pack)
        case _:
            return _explain(arguments, pack)


def _on_day(
    command: Callable[[argparse.Namespace, Pack, date], int],
    arguments: argparse.Namespace,
    pack: Pack,
) -> int:
    try:
        return command(arguments, pack, day_of(arguments.today))
    except BadAnswerError as fault:
        print(fault, file=sys.stderr)
        return 2


def _check(arguments: argparse.Namespace) -> int:
    try:
        day = day_of(arguments.on)
    except BadAnswerError as fault:
        print(fault, file=sys.stderr)
        return 2
    packs = arguments.pack or sorted(p.parent.name for p in arguments.root.glob("*/pack.yaml"))
    found: dict[str, list[dict[str, Any]]] = {}
    for pack in packs:
        try:
            if arguments.city:
                _city_holds(pack, arguments.root)
            else:
                check_pack(pack, arguments.root, day, release=arguments.release)
        except PackFaults as faults:
            found[pack] = [
                {"file": f.file, "line": f.line, "column": f.column, "message": f.message}
                for f in faults.faults
            ]
            if not arguments.json:
                print(faults)
        else:
            found[pack] = []
            if not arguments.json:
                print(f"{pack}: holds")
    if arguments.json:
        _print_json({"packs": found})
    return 1 if any(found.values()) else 0


def _translations(arguments: argparse.Namespace) -> int:
    """Exit code 1 while something is missing: the kiosk's own texts first, then each pack's."""
    packs = arguments.pack or sorted(p.parent.name for p in arguments.root.glob("*/pack.yaml"))
    own = assets.ROOT / "wording"
    places = {"kiosk": (own, Wording.from_files(own).languages)}
    for name in packs:
        pack, source = load_with_source(name, arguments.root)
        places[name] = (source.folders[-1] / "wording", pack.languages)
    found = {
        name: [
            each
            for language in languages
            if language != ORIGINAL and arguments.only in (None, language)
            for each in untranslated(folder, language)
        ]
        for name, (folder, languages) in places.items()
    }
    if arguments.json:
        _print_json({name: [asdict(each) for each in lacking] for name, lacking in found.items()})
    else:
        for name, lacking in found.items():
            print("\n".join([f"{name}: {len(lacking)} to do", *(f"  {each}" for each in lacking)]))
    return 1 if any(found.values()) else 0


def check_pack(pack_id: str, root: Path, day: date, *, release: bool) -> None:
    """Everything that can be said against a pack.  Raises :class:`PackFaults`."""
    pack, source = load_with_source(pack_id, root)
    faults = [*expired(pack, source, day), *check_logic(pack, source, day)]
    if release:
        faults += unchecked(pack, source)
    if faults:
        raise PackFaults(faults)


def _city_holds(pack_id: str, root: Path) -> None:
    """Raises :class:`PackFaults` with what the city has not said."""
    gaps = list(city_gaps(*load_with_source(pack_id, root)))
    if gaps:
        raise PackFaults(gaps)


def _coverage(arguments: argparse.Namespace, pack: Pack) -> int:
    why = reasons()
    rows = tuple(coverage(pack, why))
    why_empty = field_reasons()
    fields = tuple(field_rows(pack, why_empty))
    found = (*faults(rows, why), *field_faults(fields, why_empty))
    if arguments.json:
        plain = {"procedures": [asdict(row) for row in rows], "fields": [asdict(f) for f in fields]}
        _print_json({**plain, "faults": found})
    elif arguments.write is not None:
        arguments.write.write_text(table(pack, rows), encoding="utf-8")
        in_full = arguments.write.with_suffix(".csv")
        in_full.write_text(field_table(pack, fields), encoding="utf-8")
    else:
        print(table(pack, rows), end="")
    for fault in found:
        print(fault, file=sys.stderr)
    return 1 if found else 0


def _list(arguments: argparse.Namespace, pack: Pack) -> int:
    parts = listing(pack, arguments.language)
    if arguments.json:
        _print_json(parts)
        return 0
    for part in ("events", "procedures", "forms", "questions", "facts"):
        print(part)
        for row in parts[part]:
            print(f"  {row['id']:<34} {row['title']}")
    print("languages")
    print(f"  {', '.join(row['id'] for row in parts['languages'])}")
    return 0


def _explain(arguments: argparse.Namespace, pack: Pack) -> int:
    try:
        found = explain(pack, arguments.id, arguments.language)
        if arguments.given or arguments.story:
            said = case(pack, arguments.given, arguments.today, arguments.story)
            found |= explain_with(pack, arguments.id, said, arguments.language)
    except BadAnswerError as fault:
        print(fault, file=sys.stderr)
        return 2
    if arguments.json:
        _print_json(found)
        return 0
    for key, value in found.items():
        between = "\n" + " " * 13 if key in ("reasons", "changes") else ", "
        shown = between.join(map(str, value)) if isinstance(value, list) else value
        if shown not in (None, ""):
            print(f"{key + ':':<12} {shown}")
    return 0


def _print_json(value: object) -> None:
    print(json.dumps(value, ensure_ascii=False, indent=2))
