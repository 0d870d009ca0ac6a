"""Why a part of a pack is there: its rule, what it depends on, who depends on it."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import UTC, date, datetime
from pathlib import Path
from typing import Any

from ruamel.yaml import YAML
from ruamel.yaml.error import YAMLError

from forms.catalogue.faults import did_you_mean
from forms.catalogue.listing import to_verify
from forms.catalogue.model import Pack
from forms.catalogue.telling import BadAnswerError, answered, told
from forms.facts.values import FactId, Facts
from forms.journey.journey import derive
from forms.journey.reason_rows import reason_rows


def explain(pack: Pack, identifier: str, language: str) -> dict[str, Any]:
    """Plain data about the procedure, form, question or fact.  Raises :class:`BadAnswerError`."""
    if identifier in pack.procedures:
        return _procedure(pack, identifier, language)
    if identifier in pack.forms:
        form = pack.forms[identifier]
        return {
            "form": form.id,
            "title": pack.wording.text(form.wording, language),
            "procedures": list(form.procedures),
            "needs": list(form.needs),
        }
    if identifier in pack.questions:
        question = pack.questions[identifier]
        return {
            "question": question.id,
            "title": pack.wording.text(question.wording, language),
            "reason": pack.wording.text(f"{question.wording}.reason", language),
            "facts": list(question.facts),
            "for": sorted({user for fact in question.facts for user in _users(pack, fact)}),
        }
    if identifier in pack.facts:
        return _fact(pack, identifier, language)
    known = [*pack.procedures, *pack.forms, *pack.questions, *pack.facts]
    raise BadAnswerError(f"nothing has the id {identifier!r}{did_you_mean(identifier, known)}")


@dataclass(frozen=True, slots=True)
class Case:
    """What somebody said, on which day."""

    facts: Facts
    today: date


def case(pack: Pack, answers: Sequence[str], today: str | None, story: Path | None) -> Case:
    """``answers`` (``fact=value``) over the facts of a story file.  Raises :class:`BadAnswerError`.

    What the story's card says is not in its file: give that with ``answers``.
    """
    said = dict(answered(pack, answer) for answer in answers)
    if story is None:
        return Case(said, day_of(today))
    facts, day = _story(pack, story)
    return Case({**facts, **said}, day_of(today) if today else day)


def explain_with(pack: Pack, identifier: str, said: Case, language: str) -> dict[str, Any]:
    """State of the procedure ``identifier`` in the case, why, and what would change it."""
    event = next((e for e in pack.events.values() if identifier in e.procedures), None)
    if event is None:
        raise BadAnswerError(
            f"{identifier!r} is no procedure of an event: --given and --story need one"
        )
    journey = derive(pack, event.id, said.facts, said.today)
    outcome = next(o for o in journey.procedures if o.id == identifier)
    rows = reason_rows(pack, event.id, said.facts, said.today, language)
    row = next(row for row in rows if row.procedure == identifier)
    return {
        "state": outcome.state.value,
        "because": list(outcome.because),
        "waits_for": sorted(journey.waiting.get(identifier, frozenset())),
        "deadline": outcome.deadline.isoformat() if outcome.deadline else None,
        "deadline_counted": outcome.nominal.isoformat() if outcome.nominal else None,
        "deadline_note": outcome.deadline_note.value if outcome.deadline_note else None,
        "days_left": outcome.days_left(said.today),
        "held": outcome.held,
        "may_file": outcome.may_file.value if outcome.may_file else None,
        "bring": [each.item if each.sure else f"{each.item}?" for each in outcome.bring],
        "yen": [yen for _, yen in outcome.amounts],
        "reasons": list(row.answers),
        "changes": list(row.changes),
    }


def _story(pack: Pack, file: Path) -> tuple[Facts, date]:
    """The facts and the day of a story (``tests/stories``)."""
    try:
        plain = YAML(typ="safe", pure=True).load(file.read_text(encoding="utf-8"))
        facts = [part for fact, value in plain["facts"].items() for part in told(pack, fact, value)]
        day = plain["today"]
    except (OSError, UnicodeDecodeError, YAMLError, KeyError, TypeError, AttributeError) as fault:
        raise BadAnswerError(f"{file.name} is no story: {fault}") from None
    if type(day) is not date:
        raise BadAnswerError(f"{file.name} has no day")
    return dict(facts), day


def day_of(text: str | None) -> date:
    """The day that ``text`` (as 2026-11-21) names; today without one."""
    try:
        return date.fromisoformat(text) if text else datetime.now(UTC).astimezone().date()
    except ValueError:
        raise BadAnswerError(f"{text!r} is no day as 2026-11-21") from None


def _procedure(pack: Pack, identifier: str, language: str) -> dict[str, Any]:
    spec = pack.procedures[identifier]
    facts = [fact for rule in (spec.when, *spec.conditions) for fact in rule.order]
    return {
        "procedure": spec.id,
        "title": pack.wording.text(spec.wording, language),
        "when": " ".join(spec.when.text.split()),
        "counter": spec.counter.text if spec.counter else None,
        "deadline_rule": spec.deadline.date.text if spec.deadline else None,
        "closing": spec.deadline.closing.value if spec.deadline else None,
        "source": spec.source.law,
        "verify": list(to_verify(pack, spec)),
        "who": " ".join(spec.filing.may.text.split()) if spec.filing else None,
        "otherwise": spec.filing.otherwise.value if spec.filing else None,
        "bring": [belonging.item for belonging in spec.bring],
        "after": [hold.guidance for hold in spec.holds],
        "facts": list(dict.fromkeys(facts)),
        "questions": [
            q.id for q in pack.questions.values() if any(fact in facts for fact in q.facts)
        ],
        "forms": [form.id for form in pack.forms_of[identifier]],
    }


def _fact(pack: Pack, identifier: FactId, language: str) -> dict[str, Any]:
    spec = pack.facts[identifier]
    return {
        "fact": spec.id,
        "title": pack.wording.text(spec.wording, language),
        "type": spec.type.value,
        "asked_by": spec.asked_by.value,
        "questions": [q.id for q in pack.questions.values() if identifier in q.facts],
        "derived": [
            f"{d.value.text} when {d.when.text}" if d.when else d.value.text for d in spec.derive
        ],
        "applies": spec.applies.text if spec.applies else None,
        "for": sorted(_users(pack, identifier)),
    }


def _users(pack: Pack, fact: FactId) -> set[str]:
    """Procedures, forms, events and facts that use ``fact``."""
    users = {form.id for form in pack.forms.values() if fact in form.needs}
    users |= {event.id for event in pack.events.values() if fact in event.needs}
    users |= {other.id for other in pack.facts.values() if fact in other.sources}
    for procedure in pack.procedures.values():
        if fact in procedure.facts:
            users.add(procedure.id)
    return users
