"""What a procedure's state may depend on, through every derivation."""

from __future__ import annotations

from dataclasses import dataclass

from forms.catalogue.model import AskedBy, Pack
from forms.catalogue.procedures import ProcedureSpec
from forms.facts.values import FactId
from forms.rules.rule import Rule


@dataclass(frozen=True, slots=True)
class Behind:
    """``facts`` that citizens give, and the ``rules`` between them and the procedure's state."""

    facts: frozenset[FactId]
    rules: tuple[Rule, ...]


def behind(pack: Pack, spec: ProcedureSpec) -> Behind:
    """What stands behind the rules that make the state of ``spec``."""
    rules = [spec.when, *spec.conditions]
    todo = [fact for rule in rules for fact in rule.order]
    seen: set[FactId] = set()
    while todo:
        fact = todo.pop()
        if fact in seen:
            continue
        seen.add(fact)
        found = pack.facts[fact]
        rules += [found.applies] if found.applies else []
        for derivation in found.derive:
            rules += [derivation.value, *([derivation.when] if derivation.when else [])]
        todo += found.consulted
    asked = frozenset(f for f in seen if pack.facts[f].asked_by is AskedBy.CITIZEN)
    return Behind(asked, tuple(rules))
