"""How many questions are still to come: an estimate for the screen, nothing else."""

from __future__ import annotations

from datetime import date

from forms.catalogue.model import FactSpec
from forms.facts.types import FactType
from forms.facts.values import Known, Source, Value
from forms.journey.moment import Moment


def remaining(moment: Moment) -> int:
    """Questions to come when each is answered as usual (``typical`` of the pack or yes)."""
    today = moment.resolver.today
    for count in range(len(moment.event.questions) + 1):
        question = moment.next_of(moment.open_facts())
        if question is None:
            return count
        moment = moment.after(
            {
                fact: Known(usual_answer(moment.pack.facts[fact], today), Source.CITIZEN)
                for fact in moment.missing(question)
            }
        )
    raise AssertionError("a question is asked twice")


def usual_answer(spec: FactSpec, today: date) -> Value:
    """What most people would answer; for the estimate only."""
    if spec.typical is not None:
        return spec.typical
    match spec.type:
        case FactType.YES_NO:
            return True
        case FactType.COUNT:
            return spec.limits[0] if spec.limits else 1
        case FactType.DATE:
            return today
        case FactType.CHOICE:
            return spec.values[0]
        case _:
            return ""
