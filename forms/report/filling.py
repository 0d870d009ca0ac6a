"""The boxes of the forms of a case: which we fill, which are left, and why."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterator
from dataclasses import dataclass
from datetime import date
from enum import StrEnum
from typing import Literal
from uuid import UUID

from forms.catalogue.model import AskedBy, Pack
from forms.document import FillContext, FilledForm, fill, load_template
from forms.document import template as t
from forms.document.pack_city import city_names
from forms.facts.lists import of_every_item
from forms.facts.values import FactId, Facts, Known, NotApplicable
from forms.journey.journey import Journey
from forms.report.boxes import Box, Fed, boxes

NO_SUBMISSION = UUID(int=0)
_MY_NUMBER = "個人番号"


class Left(StrEnum):
    """Why a box is left empty."""

    CLERK = "clerk"
    """A number or a check that the clerk writes; at a counter without us the citizen often would."""
    NUMBER = "number"
    """The 個人番号: no kiosk reads, keeps or prints it, so its box is always the clerk's."""
    PEN = "pen"
    """The citizen writes it on the paper."""
    UNSURE = "unsure"
    """わからない, or it follows from that."""
    NOT_ASKED = "not_asked"
    """Somebody else's, whom the visitor does not speak for, or asked of nobody."""
    PROBLEM = "problem"
    """It would not come out right: too long, or a letter that no face has."""


@dataclass(frozen=True, slots=True)
class LeftBox:
    """A box that we leave empty: ``box`` is its id, "" for the pen's."""

    form: str
    label: str
    box: str
    why: Left


@dataclass(frozen=True, slots=True)
class Filling:
    """The boxes of all forms of one case, signatures and what does not arise apart."""

    forms: tuple[str, ...]
    filled: int
    left: tuple[LeftBox, ...]

    @property
    def for_the_citizen(self) -> tuple[LeftBox, ...]:
        """Those left that the citizen has to write."""
        return tuple(box for box in self.left if box.why not in (Left.CLERK, Left.NUMBER))

    @property
    def share(self) -> float:
        """Filled over all that a citizen would write on these forms; 1 where there are none."""
        return _share(self.filled, len(self.for_the_citizen))

    @property
    def share_with_clerk(self) -> float:
        """As :attr:`share`, the clerk's numbers and checks counted too."""
        return _share(self.filled, len(self.left))

    @property
    def share_typed_once(self) -> float:
        """As :attr:`share_with_clerk` once the clerk has typed each value: it then stands on every form of the case.

        Without the 個人番号.
        """
        typed = [box.box for box in self.left if box.why is Left.CLERK and box.box]
        again = len(typed) - len({*typed})
        numbers = sum(box.why is Left.NUMBER for box in self.left)
        return _share(self.filled + again, len(self.left) - again - numbers)


def _share(filled: int, left: int) -> float:
    return filled / (filled + left) if filled + left else 1.0


def filling(pack: Pack, journey: Journey, today: date) -> Filling:
    """The boxes of every form of ``journey``, each form once for each procedure that needs it."""
    found = 0
    left: list[LeftBox] = []
    for need in journey.forms:
        template = load_template(pack.forms[need.form_id].template)
        context = FillContext(
            today, NO_SUBMISSION, "", city_names(pack, need.procedure_id), pack.version
        )
        filled = fill(template, journey.facts, context)
        for box in boxes(template):
            why = _left(pack, box, filled, journey.facts)
            if why is True:
                found += 1
            elif why is not None:
                left.append(LeftBox(need.form_id, box.label, box.item.box if box.item else "", why))
    return Filling(tuple(need.form_id for need in journey.forms), found, tuple(left))


def _left(pack: Pack, box: Box, filled: FilledForm, facts: Facts) -> Left | Literal[True] | None:
    """Why the box is left; ``True`` when it is filled, ``None`` when it does not arise."""
    if box.item is None:
        if _MY_NUMBER in box.label:
            return Left.NUMBER
        return {"person": Left.PEN, "clerk": Left.CLERK}.get(box.hand)
    if any(field.text for field in filled.fields if field.box in _names(box.item)):
        return True
    fact = _own(box.item.fact, facts)
    if fact is None or isinstance(facts.get(fact), NotApplicable):
        return None
    if any(problem.box == box.item.box for problem in filled.problems):
        return Left.PROBLEM
    spec = pack.facts[of_every_item(fact)]
    if spec.asked_by is AskedBy.CLERK:
        return Left.CLERK
    if isinstance(facts.get(fact), Known):
        return None  # a value that the form has no option for, as it says itself
    return Left.NOT_ASKED if fact not in facts else Left.UNSURE


def _own(fact: FactId | None, facts: Facts) -> FactId | None:
    """The fact, that of the item which stands in this row; ``None``: a row too many."""
    return t.item_fact(fact, facts) if fact and t.list_of(fact) else fact


def _names(item: Fed) -> frozenset[str]:
    return frozenset((item.box, *(f"{item.box}.{part}" for part in _PARTS)))


_PARTS = ("year", "1")
"""Of a date and of a number in parts: where one is written, all are."""


def listed(filling: Filling) -> Iterator[str]:
    """The boxes left, those of a kind together: why, form, label."""
    counted = Counter((box.why.value, box.form, box.label) for box in filling.left)
    for (why, form, label), number in sorted(counted.items()):
        yield f"{why:<10}{form:<20}{label}" + (f"  ×{number}" if number > 1 else "")
