"""Catalogues of any size, as a big city's would be: shared facts, gates, forms with shared boxes."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import replace
from itertools import islice
from pathlib import Path
from typing import Final

from forms.catalogue import Pack
from forms.catalogue.model import EventSpec, FactSpec, FormSpec, Output, QuestionKind, QuestionSpec
from forms.catalogue.procedures import Closing, Deadline, Filing, Otherwise, ProcedureSpec, Verify
from forms.facts.types import FactType
from forms.facts.values import FactId
from forms.rules.compiler import Compiler
from forms.rules.rule import Declared, RuleType

EVENT: Final = "many"
_PER_GATE: Final = 5
"""Procedures behind one question, as the five of 障害福祉 behind 「手帳をお持ちでしたか」."""
_TEXTS: Final = tuple(
    f"{role}.{part}"
    for role in ("gone", "here", "heir", "account")
    for part in ("name", "kana", "postcode", "address", "phone", "number")
)
"""What forms share: domain.md 2.2 has six such groups, of six to eight facts."""


def many_procedures(pack: Pack, count: int) -> Pack:
    """``pack`` with an event of ``count`` procedures, half of them with a form of a dozen boxes."""
    gates = (count + _PER_GATE - 1) // _PER_GATE
    facts = {spec.id: spec for spec in _facts(count, gates)}
    compiler = Compiler({fact: _declared(spec) for fact, spec in facts.items()})
    procedures = {spec.id: spec for spec in _procedures(compiler, count)}
    forms = {
        f"form.{n}": FormSpec(f"form.{n}", Path(), (f"procedure.{n}",), _boxes(n))
        for n in range(0, count, 2)
    }
    questions = {fact: _question(spec) for fact, spec in facts.items()}
    event = EventSpec(
        EVENT,
        tuple(questions),
        tuple(procedures),
        Output.OFFICE,
        "here",
        ("here",),
        ("here.name", "here.kana", "here.address", "here.phone"),
        "doc",
        "standard",
    )
    return replace(
        pack,
        facts=facts,
        questions=questions,
        procedures=procedures,
        forms=forms,
        events={EVENT: event},
        guidance={},
    )


def _facts(count: int, gates: int) -> Iterator[FactSpec]:
    yield FactSpec("gone.resident", FactType.YES_NO)
    yield FactSpec("gone.insurance", FactType.CHOICE, ("kokuho", "kouki", "shaho"))
    yield FactSpec("gone.death", FactType.DATE)
    yield FactSpec("gone.birth", FactType.DATE)
    yield FactSpec("here.relation", FactType.CHOICE, ("spouse", "child", "other"))
    yield from (FactSpec(fact, FactType.TEXT) for fact in _TEXTS)
    for gate in range(gates):
        yield FactSpec(f"gate.g{gate}", FactType.YES_NO)
        for n in range(gate * _PER_GATE, min(count, (gate + 1) * _PER_GATE)):
            yield FactSpec(f"detail.d{n}", FactType.YES_NO)


def _declared(spec: FactSpec) -> Declared:
    match spec.type:
        case FactType.YES_NO:
            return Declared(RuleType.BOOL)
        case FactType.DATE:
            return Declared(RuleType.DATE)
        case _:
            return Declared(RuleType.TEXT, spec.values)


def _procedures(compiler: Compiler, count: int) -> Iterator[ProcedureSpec]:
    conditions = (
        "age_attained(gone.birth, gone.death) >= 65",
        "gone.insurance == 'kokuho'",
        "gone.insurance in ['kokuho', 'kouki']",
        "here.relation != 'other'",
    )
    may = compiler.compile("here.relation in ['spouse', 'child']", RuleType.BOOL)
    due = compiler.compile("days_after(gone.death, 14)", RuleType.DATE)
    for n in range(count):
        gate = f"gate.g{n // _PER_GATE}"
        rule = f"gone.resident && {gate} && (detail.d{n} || {conditions[n % 4]})"
        yield ProcedureSpec(
            f"procedure.{n}",
            "section",
            compiler.compile(rule, RuleType.BOOL),
            deadline=Deadline(due, Verify.LAW, Closing.NEXT_OPEN),
            filing=Filing(may, Otherwise.LETTER),
        )


def _boxes(n: int) -> tuple[FactId, ...]:
    return ("gone.birth", "gone.death", *islice((*_TEXTS, *_TEXTS), n % 12, n % 12 + 12))


def _question(spec: FactSpec) -> QuestionSpec:
    kinds = {
        FactType.YES_NO: QuestionKind.YES_NO,
        FactType.CHOICE: QuestionKind.CHOICE,
        FactType.DATE: QuestionKind.DATE,
    }
    kind = kinds.get(spec.type, QuestionKind.TEXT)
    return QuestionSpec(spec.id, kind, (spec.id,), True, "group")
