"""The parts of a pack as plain data, for people and programs."""

from __future__ import annotations

from typing import Any

from forms.catalogue.model import Pack
from forms.catalogue.procedures import ProcedureSpec


def to_verify(pack: Pack, procedure: ProcedureSpec) -> tuple[str, ...]:
    """Who has to confirm a number of ``procedure``: ``law``, ``city``."""
    found = {procedure.deadline.verify.value} if procedure.deadline else set()
    found |= {pack.parameters[parameter].verify.value for parameter in procedure.parameters}
    return tuple(sorted(found))


def listing(pack: Pack, language: str) -> dict[str, Any]:
    """Every part with its id, title and ties, by kind."""

    def title(key: str) -> str:
        return pack.wording.text(key, language)

    return {
        "pack": pack.id,
        "version": pack.version,
        "events": [
            {
                "id": event.id,
                "title": title(event.wording),
                "output": event.output.value,
                "procedures": list(event.procedures),
                "questions": list(event.questions),
            }
            for event in pack.events.values()
        ],
        "procedures": [
            {
                "id": procedure.id,
                "title": title(procedure.wording),
                "office": title(f"{procedure.wording}.office"),
                "forms": [form.id for form in pack.forms_of[procedure.id]],
                "when": procedure.when.text,
                "verify": list(to_verify(pack, procedure)),
                "bring": [belonging.item for belonging in procedure.bring],
                "after": [hold.guidance for hold in procedure.holds],
            }
            for procedure in pack.procedures.values()
        ],
        "guidance": [
            {
                "id": guidance.id,
                "title": title(guidance.wording),
                "office": title(f"{guidance.wording}.office"),
                "events": list(guidance.events),
                "when": guidance.when.text,
            }
            for guidance in pack.guidance.values()
        ],
        "forms": [
            {
                "id": form.id,
                "title": title(form.wording),
                "procedures": list(form.procedures),
                "needs": list(form.needs),
                "status": form.status.value,
                "approved": form.approved,
            }
            for form in pack.forms.values()
        ],
        "questions": [
            {
                "id": question.id,
                "title": title(question.wording),
                "kind": question.kind.value,
                "facts": list(question.facts),
                "dont_know": question.dont_know,
            }
            for question in pack.questions.values()
        ],
        "facts": [
            {
                "id": fact.id,
                "title": title(fact.wording),
                "type": fact.type.value,
                "values": list(fact.values),
                "asked_by": fact.asked_by.value,
                "derived": bool(fact.derive),
            }
            for fact in pack.facts.values()
        ],
        "languages": [
            {"id": other, "title": pack.wording.text("language-name", other)}
            for other in pack.languages
        ],
    }
