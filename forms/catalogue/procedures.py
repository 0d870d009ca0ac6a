"""A procedure of a pack: when needed, who may file it, until when, with what; and what other offices do."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass, field
from datetime import date
from enum import StrEnum
from typing import Final

from forms.catalogue.ids import dashed
from forms.facts.values import FactId
from forms.rules.rule import Rule

IDENTITY: Final = "identity"
"""The item that everybody shows at a counter, whatever comes out there."""
LETTER: Final = "letter_of_authority"
"""The item that whoever files for another brings: 委任状."""


class Verify(StrEnum):
    """Who has to confirm a deadline or amount before it goes on a citizen's screen."""

    LAW = "law"
    CITY = "city"


class Closing(StrEnum):
    """Where a deadline goes that falls on a closing day of its office."""

    NEXT_OPEN = "next_open"
    AS_IS = "as_is"
    """Also where the law is silent: a day shown too early does no harm."""


class Otherwise(StrEnum):
    """What it takes when a procedure is filed by somebody who may not do so alone."""

    LETTER = "letter"
    """A letter of authority (委任状)."""
    COUNTER = "counter"
    """Nobody is left who could give one, or it depends: the counter looks at it."""


@dataclass(frozen=True, slots=True)
class LegalSource:
    """Article of a rule or amount, and who compared the two when; ``None``: nobody yet."""

    law: str | None = None
    checked_by: str | None = None
    checked_on: date | None = None

    @property
    def missing(self) -> tuple[str, ...]:
        """What a release still needs: ``law``, ``checked_by``, ``checked_on``."""
        parts = {"law": self.law, "checked_by": self.checked_by, "checked_on": self.checked_on}
        return tuple(name for name, value in parts.items() if value is None)


@dataclass(frozen=True, slots=True)
class Validity:
    """Days on which a rule or amount holds, both included; ``None``: until further notice."""

    first: date = date.min
    last: date | None = None

    def holds_on(self, day: date) -> bool:
        """Whether it holds on ``day``."""
        return self.first <= day and (self.last is None or day <= self.last)


@dataclass(frozen=True, slots=True)
class Deadline:
    """Last day on which the procedure is in time."""

    date: Rule
    verify: Verify
    closing: Closing = Closing.AS_IS
    source: LegalSource = LegalSource()
    valid: Validity = Validity()


@dataclass(frozen=True, slots=True)
class Filing:
    """The visitor files alone while ``may`` holds."""

    may: Rule
    otherwise: Otherwise


@dataclass(frozen=True, slots=True)
class Belonging:
    """A thing to bring, unless ``when`` is known not to hold; ``perhaps``: if there is one."""

    item: str
    when: Rule | None = None
    perhaps: bool = False


@dataclass(frozen=True, slots=True)
class Fee:
    """A parameter that a procedure costs, unless ``when`` is known not to hold."""

    parameter: str
    when: Rule | None = None


@dataclass(frozen=True, slots=True)
class Hold:
    """Advice that must come before: the procedure waits at the counter unless ``when`` is known not to hold."""

    guidance: str
    when: Rule


@dataclass(frozen=True, slots=True)
class Amount:
    """A value of a parameter from ``first`` on, until a later one takes its place."""

    value: int
    first: date
    source: LegalSource = LegalSource()


@dataclass(frozen=True, slots=True)
class ParameterSpec:
    """A named number that changes on a day: an amount, a fee, a limit.  ``amounts`` by their days."""

    id: str
    verify: Verify
    amounts: tuple[Amount, ...]

    def on(self, day: date) -> Amount | None:
        """What is in force on ``day``."""
        begun = [amount for amount in self.amounts if amount.first <= day]
        return begun[-1] if begun else None


@dataclass(frozen=True, slots=True)
class GuidanceSpec:
    """Something that another office does: when it concerns the family and until when; never a form."""

    id: str
    events: tuple[str, ...]
    when: Rule
    deadline: Deadline | None = None
    source: LegalSource = LegalSource()
    valid: Validity = Validity()

    @property
    def facts(self) -> frozenset[FactId]:
        """Facts that its rules name; nothing is asked for them alone."""
        return _facts([self.when, *([self.deadline.date] if self.deadline else [])])

    @property
    def wording(self) -> str:
        """Key of the title; attributes ``office``, ``note``, and ``held`` when it holds claims back."""
        return f"guidance-{dashed(self.id)}"


@dataclass(frozen=True, slots=True)
class ProcedureSpec:
    """One 手続き.  ``section``: the 課's key; ``counter``: the counter has to look at it.

    ``source`` and ``valid`` are those of ``when``, ``counter`` and ``filing``.  ``benefit``: the
    parameter that it pays; ``fees``: those that it costs, each for what is asked for, all of them where
    nobody can say which.  ``on_request``: done when somebody asks for it, so that 「不要」 only says that nobody did.
    """

    id: str
    section: str
    when: Rule
    counter: Rule | None = None
    deadline: Deadline | None = None
    benefit: str | None = None
    fees: tuple[Fee, ...] = ()
    on_request: bool = False
    filing: Filing | None = None
    bring: tuple[Belonging, ...] = ()
    holds: tuple[Hold, ...] = ()
    source: LegalSource = LegalSource()
    valid: Validity = Validity()
    facts: frozenset[FactId] = field(init=False, repr=False, compare=False)
    """Facts that its rules name; nothing is asked for a thing to bring alone."""

    def __post_init__(self) -> None:
        rules = [self.when, *self.conditions]
        rules += [self.deadline.date] if self.deadline else []
        rules += [self.filing.may] if self.filing else []
        rules += [belonging.when for belonging in self.bring if belonging.when]
        object.__setattr__(self, "facts", _facts(rules))

    @property
    def conditions(self) -> tuple[Rule, ...]:
        """Rules that put it to the counter once it is needed."""
        own = (self.counter,) if self.counter else ()
        return (*own, *(hold.when for hold in self.holds))

    @property
    def parameters(self) -> tuple[str, ...]:
        """The parameters that may be told with it."""
        return (self.benefit,) if self.benefit else tuple(fee.parameter for fee in self.fees)

    @property
    def amount_wordings(self) -> tuple[str, ...]:
        """Keys of the sentences that tell its amounts; of several fees one alone may be left."""
        if self.benefit:
            return (f"{self.wording}.benefit",)
        single = any(fee.when for fee in self.fees) or len(self.fees) == 1
        parts = [*(["fee"] if single else []), *(["fees"] if len(self.fees) > 1 else [])]
        return tuple(f"{self.wording}.{part}" for part in parts) if self.fees else ()

    def amount_wording(self, told: int) -> str:
        """Key of the sentence that tells one amount (``$yen``) or several (each by its parameter's name)."""
        return f"{self.wording}.{'benefit' if self.benefit else 'fee' if told == 1 else 'fees'}"

    @property
    def asking(self) -> tuple[Rule, ...]:
        """Rules for which questions are asked: what is needed, the counter, who files, until when."""
        found = [self.when, *self.conditions]
        found += [self.filing.may] if self.filing else []
        return (*found, *((self.deadline.date,) if self.deadline else ()))

    @property
    def wording(self) -> str:
        """Key of the title; attributes ``office``, ``note``, ``benefit``, ``fee`` and ``fees``."""
        return f"procedure-{dashed(self.id)}"


def _facts(rules: Iterable[Rule]) -> frozenset[FactId]:
    return frozenset[FactId]().union(*(rule.facts for rule in rules))
