"""What each procedure of a pack has: questions, forms, facts on them, languages; nothing empty without a reason.

The reasons are data (``assets/coverage.yaml``); the table is ``docs/coverage.md``.
"""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from pathlib import Path
from typing import Any, Final

from ruamel.yaml import YAML

import assets
from forms.catalogue.model import EventSpec, Pack, QuestionSpec
from forms.catalogue.translation import ORIGINAL
from forms.facts.lists import of_every_item
from forms.facts.values import FactId

REASONS: Final = assets.ROOT / "coverage.yaml"
_FIELDS: Final = "fields"
_PEN: Final = "pen"
_MARKS: Final[Mapping[str, str]] = {
    "official": "only the office's own paper counts",
    "counter": "nothing is written",
    "guide": "another office does it",
    "other_form": "on the sheet of another procedure",
    "talk": "a talk at the counter comes before its sheet",
    "not_set": "not set yet",
}
"""Reasons for a procedure without a form, as the table says them."""


@dataclass(frozen=True, slots=True)
class FormCoverage:
    """``facts``: those that feed its boxes."""

    id: str
    facts: tuple[FactId, ...]


@dataclass(frozen=True, slots=True)
class ProcedureCoverage:
    """One procedure in one event.  ``lent``: by language, its texts that the Japanese still says.

    ``reason``: why it has no form; empty where it has one, ``None`` where nobody has said why not.
    """

    event: str
    id: str
    questions: tuple[str, ...]
    forms: tuple[FormCoverage, ...]
    lent: Mapping[str, int]
    reason: str | None


def reasons(file: Path = REASONS) -> Mapping[str, str]:
    """Why each procedure without a form has none.  Raises ``ValueError`` for a reason of no name."""
    plain = _plain(file)
    if unknown := plain.keys() - _MARKS.keys() - {_FIELDS, _PEN}:
        raise ValueError(f"{file.name}: no reason {sorted(unknown)}; there are {sorted(_MARKS)}")
    return {procedure: reason for reason in _MARKS for procedure in plain.get(reason, ())}


def field_reasons(file: Path = REASONS) -> Mapping[FactId, str]:
    """Why nothing supplies a field, in words."""
    found: Mapping[FactId, str] = _plain(file).get(_FIELDS, {})
    return found


def pen_reasons(file: Path = REASONS) -> Mapping[str, Mapping[str, Any]]:
    """What is left to the pen on purpose: ``forms`` (ids) and ``reason``, by a name for it."""
    found: Mapping[str, Mapping[str, Any]] = _plain(file).get(_PEN, {})
    return found


def _plain(file: Path) -> Mapping[str, Any]:
    found: Mapping[str, Any] = YAML(typ="safe").load(file.read_text(encoding="utf-8"))
    return found


def coverage(pack: Pack, why: Mapping[str, str]) -> Iterator[ProcedureCoverage]:
    """Every procedure of every event, in the pack's order."""
    for event in pack.events.values():
        asked = asking(pack, event)
        for procedure in event.procedures:
            forms = tuple(FormCoverage(form.id, form.needs) for form in pack.forms_of[procedure])
            needed = wanted(pack, event, procedure)
            questions = tuple(q for q, facts in asked.items() if not facts.isdisjoint(needed))
            lent = {
                language: _lent(pack, procedure, questions, language)
                for language in pack.languages
                if language != ORIGINAL
            }
            reason = "" if forms else why.get(procedure)
            yield ProcedureCoverage(event.id, procedure, questions, forms, lent, reason)


def asking(pack: Pack, event: EventSpec) -> Mapping[str, frozenset[FactId]]:
    """The questions of ``event``, with the facts that each of them asks."""
    return {question: frozenset(pack.questions[question].facts) for question in event.questions}


def wanted(pack: Pack, event: EventSpec, procedure: str) -> frozenset[FactId]:
    """Facts behind its rules and forms that the event lets arise; which answers rule out others is not tried."""
    todo = [*pack.procedures[procedure].facts]
    todo += [fact for form in pack.forms_of[procedure] for fact in form.needs]
    found: set[FactId] = set()
    scope = pack.scope(event.id)
    while todo:
        fact = of_every_item(todo.pop())
        if fact in scope and fact not in found:
            found.add(fact)
            todo += pack.facts[fact].sources_under(event.look)
    return frozenset(found)


def _lent(pack: Pack, procedure: str, questions: tuple[str, ...], language: str) -> int:
    """Messages of the procedure, its questions and their choices that are still said in Japanese."""
    asked = [pack.questions[question] for question in questions]
    keys = [
        pack.procedures[procedure].wording,
        *(key for q in asked for key in question_keys(pack, q)),
    ]
    return sum(pack.wording.speaker(key, language) != language for key in keys)


def question_keys(pack: Pack, question: QuestionSpec) -> Iterator[str]:
    """Messages of a question: its own, and its choices'."""
    yield question.wording
    for fact in question.facts:
        spec = pack.facts[fact]
        yield from (spec.choice_wording(value) for value in spec.values)


def faults(rows: tuple[ProcedureCoverage, ...], why: Mapping[str, str]) -> Iterator[str]:
    """What is empty without a reason, and reasons that no procedure needs."""
    for row in rows:
        if not row.questions:
            yield f"{row.event}: no question decides {row.id}"
        if row.reason is None:
            yield f"{row.event}: {row.id} has no form, and {REASONS.name} does not say why"
    bare = {row.id for row in rows if not row.forms}
    yield from (f"{name} needs no reason any more" for name in why if name not in bare)


def table(pack: Pack, rows: tuple[ProcedureCoverage, ...]) -> str:
    """The page ``docs/coverage.md``."""
    whole = [each for each in pack.languages if pack.wording.translation(each).complete]
    others = [each for each in pack.languages if each not in whole]
    lines = [
        "# Coverage",
        "",
        "Made by `kakanai catalogue coverage --write`: what each procedure of the standard pack has.",
        "*questions* are those that may be asked for it, *facts* feed the boxes of its forms. Each field of each",
        "form by name, with its question or where else it comes from: `coverage.csv`, made with this. All is said in",
        f"{', '.join(whole)}; {', '.join(others) or 'no other language'} borrow from the Japanese what they lack",
        "(`kakanai catalogue check --translations`, `kakanai catalogue coverage --json`).",
        "",
        "| event | procedures | with a form | without, for a reason | questions |",
        "|---|---|---|---|---|",
    ]
    for event in pack.events:
        own = [row for row in rows if row.event == event]
        formed = sum(bool(row.forms) for row in own)
        asked = len(pack.events[event].questions)
        lines.append(f"| {event} | {len(own)} | {formed} | {len(own) - formed} | {asked} |")
    lines += ["", "| event | procedure | questions | forms (facts) |", "|---|---|---|---|"]
    lines += [_line(row) for row in rows]
    lines += ["", "Left to the pen on purpose:", "", "| what | forms | why |", "|---|---|---|"]
    lines += [
        f"| {what} | {', '.join(left['forms'])} | {left['reason']} |"
        for what, left in pen_reasons().items()
    ]
    return "\n".join(lines) + "\n"


def _line(row: ProcedureCoverage) -> str:
    forms = ", ".join(f"{form.id} ({len(form.facts)})" for form in row.forms)
    said = forms or f"none: {_MARKS.get(row.reason or '', 'nobody has said why')}"
    return f"| {row.event} | {row.id} | {len(row.questions)} | {said} |"
