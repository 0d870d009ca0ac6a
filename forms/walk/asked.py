"""Which questions of an event anybody is asked at all."""

from __future__ import annotations

from datetime import date
from random import Random
from typing import Final

from forms.catalogue.model import Pack
from forms.journey.moment import Moment
from forms.walk.answers import Answers

_SESSIONS: Final = 1_000
"""So many sessions find every question of a wide event many times over; one that none asks is asked by nobody."""


def asked_questions(pack: Pack, event: str, today: date) -> frozenset[str]:
    """Questions of ``event`` that some answers lead to; ends as soon as each was come to.

    Whole sessions by chance (always the same): a wide event has too many states to visit them all, and
    what comes late is far from the first.
    """
    spec = pack.events[event]
    answers, found = Answers(pack, spec, today), set[str]()
    chance = Random(event)  # noqa: S311 - to be repeated
    first = Moment.of(pack, spec, {}, today)
    for _ in range(_SESSIONS):
        moment = first
        while (need := moment.next_question()) is not None:
            found.add(need.question.id)
            moment = moment.after(
                dict(chance.choice(list(answers.to(need, moment.resolver.given))))
            )
        if found >= set(spec.questions):
            break
    return frozenset(found)
