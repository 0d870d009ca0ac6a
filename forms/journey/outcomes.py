"""What is known of a procedure, and of what other offices do."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from datetime import date
from typing import TypeVar

from forms.catalogue.ids import dashed
from forms.facts.values import FactId
from forms.journey.due import DeadlineNote
from forms.journey.filing import Bring, MayFile
from forms.journey.verdict import ProcedureState


@dataclass(frozen=True, slots=True)
class ProcedureOutcome:
    """One procedure.  ``because``: the facts that decided it, in the order of its rule.

    ``deadline`` is ``None`` when there is none, when it cannot be counted yet, or when the
    procedure is not needed.  ``nominal`` is that day as counted, before a closing day moved it.
    ``held``: the guidance that has to come before; until then it is not applied for.
    ``unchecked``: it would be 「不要」, by a rule that nobody has compared with the law.
    ``unsure``: nobody knows whether it is needed, so it is for the counter.
    ``amounts``: what it pays or costs, by the parameter's name; several where what is asked for is not
    known yet.  ``yen_unchecked``: the counter says how much.
    """

    id: str
    state: ProcedureState
    because: tuple[FactId, ...]
    deadline: date | None
    section: str
    nominal: date | None = None
    deadline_note: DeadlineNote | None = None
    held: str | None = None
    unchecked: bool = False
    unsure: bool = False
    may_file: MayFile | None = None
    bring: tuple[Bring, ...] = ()
    amounts: tuple[tuple[str, int], ...] = ()
    yen_unchecked: bool = False

    @property
    def applied_for(self) -> bool:
        """Whether its forms are filled."""
        wanted = self.state in (ProcedureState.NEEDED, ProcedureState.CHECK_AT_COUNTER)
        return wanted and self.held is None and not self.unchecked

    @property
    def yen(self) -> int | None:
        """The one amount that it pays or costs."""
        return self.amounts[0][1] if len(self.amounts) == 1 else None

    @property
    def amount_variables(self) -> Mapping[str, int]:
        """Of the sentence that tells its amounts: ``yen``, or each by its parameter's name."""
        if len(self.amounts) == 1:
            return {"yen": self.amounts[0][1]}
        return {dashed(name): yen for name, yen in self.amounts}

    def days_left(self, today: date) -> int | None:
        """Days after ``today`` until the last day: 0 on it, negative when it is past."""
        return days_until(self.deadline, today)


@dataclass(frozen=True, slots=True)
class GuidanceOutcome:
    """Something that another office does.  At the counter: it may concern the family."""

    id: str
    state: ProcedureState
    deadline: date | None = None
    deadline_note: DeadlineNote | None = None

    def days_left(self, today: date) -> int | None:
        """As :meth:`ProcedureOutcome.days_left`."""
        return days_until(self.deadline, today)


def days_until(deadline: date | None, today: date) -> int | None:
    """Days after ``today`` until ``deadline``."""
    return None if deadline is None else (deadline - today).days


_Outcome = TypeVar("_Outcome", ProcedureOutcome, GuidanceOutcome)


def to_do(outcomes: Iterable[_Outcome]) -> tuple[_Outcome, ...]:
    """What is not known to be unneeded: the earliest deadline first, then as they came."""
    kept = [each for each in outcomes if each.state is not ProcedureState.NOT_NEEDED]
    return tuple(sorted(kept, key=lambda each: each.deadline or date.max))


def one_list(outcomes: Iterable[ProcedureOutcome]) -> tuple[Bring, ...]:
    """The things of all procedures, each once; sure where any of them is."""
    found: dict[str, bool] = {}
    for outcome in outcomes:
        for each in outcome.bring:
            found[each.item] = found.get(each.item, False) or each.sure
    return tuple(Bring(item, sure) for item, sure in found.items())
