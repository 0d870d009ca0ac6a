"""What one procedure comes to: whether, by whom, until when, for how much."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass

from forms.catalogue.model import Pack
from forms.catalogue.procedures import Amount, ProcedureSpec
from forms.facts.values import FactId
from forms.journey.due import last_day
from forms.journey.filing import MayFile, may_file
from forms.journey.outcomes import ProcedureOutcome
from forms.journey.resolve import Resolver
from forms.journey.verdict import ProcedureState, judge
from forms.rules.outcome import Decided, Outcome, Unknown


@dataclass(frozen=True, slots=True)
class Decision:
    """``open``: what an undecided procedure waits for.  ``filing``: what its ``who`` comes to.

    ``counting``: what its last day still waits for, if it is surely applied for.
    """

    outcome: ProcedureOutcome
    open: Unknown | None = None
    filing: Outcome | None = None
    counting: Unknown | None = None

    @property
    def filing_open(self) -> Unknown | None:
        """What can still be asked of who files it, if it is surely applied for."""
        found = self.filing
        is_open = isinstance(found, Unknown) and found.waiting and self.outcome.applied_for
        return found if is_open and isinstance(found, Unknown) else None

    @property
    def used(self) -> tuple[FactId, ...]:
        """Facts that say who files."""
        if self.filing is None:
            return ()
        if isinstance(self.filing, Unknown):
            return (*self.filing.because, *sorted(self.filing.unsure))
        return self.filing.because

    def asking(self) -> Iterator[Unknown]:
        """All that it wants to know."""
        for unknown in (self.open, self.filing_open, self.counting):
            if unknown is not None:
                yield unknown


def decide(pack: Pack, procedure: str, resolver: Resolver, *, checked_only: bool) -> Decision:
    """The decision over what ``resolver`` knows."""
    spec, lookup = pack.procedures[procedure], resolver.lookup
    verdict = judge(spec, lookup)
    state = verdict.state
    if state is ProcedureState.NOT_NEEDED:
        unchecked = checked_only and bool(spec.source.missing) and not spec.on_request
        if unchecked:
            state = ProcedureState.CHECK_AT_COUNTER
        return Decision(
            ProcedureOutcome(
                spec.id, state, verdict.because, None, spec.section, unchecked=unchecked
            )
        )
    filing = None
    if spec.filing is not None and verdict.held is None:
        filing = spec.filing.may.evaluate(lookup)
    may = may_file(spec.filing, filing) if verdict.open is None else None
    if may is not None and checked_only and spec.source.missing:
        may = MayFile.CHECK_AT_COUNTER
    office = pack.closing_days(spec.section)
    due = last_day(spec.deadline, office, lookup, checked_only=checked_only)
    told = _told(spec, resolver)
    amounts = {name: amount for name in told if (amount := _on(pack, name, resolver)) is not None}
    # Of several one may not be in force on the day: half a list of prices misleads.
    lacking = 0 < len(amounts) < len(told)
    unchecked_yen = lacking or (
        checked_only and any(amount.source.missing for amount in amounts.values())
    )
    outcome = ProcedureOutcome(
        spec.id,
        state,
        verdict.because,
        due.day,
        spec.section,
        due.nominal,
        due.note,
        held=verdict.held,
        unsure=verdict.unsure,
        may_file=may,
        amounts=()
        if unchecked_yen
        else tuple((name, amount.value) for name, amount in amounts.items()),
        yen_unchecked=unchecked_yen,
    )
    counting = _counting(spec, resolver) if outcome.applied_for and due.nominal is None else None
    return Decision(outcome, verdict.open, filing, counting)


def _counting(spec: ProcedureSpec, resolver: Resolver) -> Unknown | None:
    if spec.deadline is None:
        return None
    found = spec.deadline.date.evaluate(resolver.lookup)
    return found if isinstance(found, Unknown) and found.waiting else None


def _told(spec: ProcedureSpec, resolver: Resolver) -> tuple[str, ...]:
    """The parameters of what it pays, or may cost as far as anybody can say."""
    if spec.benefit:
        return spec.parameters
    asked = [
        fee.parameter
        for fee in spec.fees
        if fee.when is None or not _ruled_out(fee.when.evaluate(resolver.lookup))
    ]
    return tuple(dict.fromkeys(asked))


def _on(pack: Pack, parameter: str, resolver: Resolver) -> Amount | None:
    return pack.parameters[parameter].on(resolver.today)


def _ruled_out(found: Outcome) -> bool:
    return isinstance(found, Decided) and found.value is False
