"""Who files a procedure, and with what in hand."""

from __future__ import annotations

from dataclasses import dataclass
from enum import StrEnum

from forms.catalogue.procedures import IDENTITY, LETTER, Filing, Otherwise, ProcedureSpec
from forms.journey.verdict import ProcedureState
from forms.rules.evaluate import Lookup
from forms.rules.outcome import Decided, Outcome, Unknown


class MayFile(StrEnum):
    """Whether the visitor may file the procedure."""

    ALONE = "alone"
    WITH_LETTER = "with_letter"
    CHECK_AT_COUNTER = "check_at_counter"


@dataclass(frozen=True, slots=True)
class Bring:
    """A thing to bring.  Not ``sure``: if there is one, or if it turns out to be needed."""

    item: str
    sure: bool = True


def may_file(filing: Filing | None, outcome: Outcome | None) -> MayFile | None:
    """What ``outcome`` of its rule means; ``None`` as long as a question is open, or where nothing is said."""
    if filing is None or outcome is None:
        return None
    match outcome:
        case Decided(value=True):
            return MayFile.ALONE
        case Decided() if filing.otherwise is Otherwise.LETTER:
            return MayFile.WITH_LETTER
        case Unknown(waiting=waiting) if waiting:
            return None
        case _:
            return MayFile.CHECK_AT_COUNTER


def to_bring(
    spec: ProcedureSpec, state: ProcedureState, may: MayFile | None, lookup: Lookup
) -> tuple[Bring, ...]:
    """What ``spec`` wants to be brought, a letter of authority behind the rest."""
    needed = state is ProcedureState.NEEDED
    found = []
    for belonging in spec.bring:
        holds = belonging.when.evaluate(lookup) if belonging.when else Decided(value=True)
        if not isinstance(holds, Decided) or holds.value is True:
            known = needed and isinstance(holds, Decided) and not belonging.perhaps
            found.append(Bring(belonging.item, known or belonging.item == IDENTITY))
    if may is MayFile.WITH_LETTER:
        found.append(Bring(LETTER))
    elif may is MayFile.CHECK_AT_COUNTER and _may_want_letter(spec):
        found.append(Bring(LETTER, sure=False))
    return tuple(found)


def _may_want_letter(spec: ProcedureSpec) -> bool:
    return spec.filing is not None and spec.filing.otherwise is Otherwise.LETTER
