"""Which questions of an event anybody is asked at all."""

from __future__ import annotations

from collections.abc import Iterator
from datetime import date
from random import Random
from typing import Final

from forms.catalogue.model import Pack
from forms.journey.moment import Moment
from forms.walk.answers import Answers
from forms.walk.walker import alone, walk

_SESSIONS: Final = 100
"""So many sessions of a whole event find all but the rare questions."""
_MOST: Final = 3_000
"""Parts of one procedure's journeys: none has as many."""


def asked_questions(pack: Pack, event: str, today: date) -> frozenset[str]:
    """Questions of ``event`` that some answers lead to; ends as soon as each was come to.

    Whole sessions by chance (always the same) find nearly all.  A question that none came to is looked for
    in the merged walks of those procedures, one by one, that may want it: there every answer is tried.
    """
    found: set[str] = set()
    for question in _of_sessions(pack, event, today):
        found.add(question)
        if len(found) == len(pack.events[event].questions):
            return frozenset(found)
    for rare in pack.events[event].questions:
        for procedure in _wanting(pack, event, rare):
            if rare in found:
                break
            graph = walk(alone(pack, event, procedure), event, {}, today, most=_MOST)
            found.update(node.need.question.id for node in graph.nodes)
    return frozenset(found)


def _of_sessions(pack: Pack, event: str, today: date) -> Iterator[str]:
    spec = pack.events[event]
    answers = Answers(pack, spec, today)
    chance = Random(event)  # noqa: S311 - to be repeated
    first = Moment.of(pack, spec, {}, today)
    for _ in range(_SESSIONS):
        moment = first
        while (need := moment.next_question()) is not None:
            yield need.question.id
            answer = chance.choice(list(answers.to(need, moment.resolver.given)))
            moment = moment.after(dict(answer))


def _wanting(pack: Pack, event: str, question: str) -> Iterator[str]:
    """Procedures of whose rules or forms some fact may depend on what ``question`` asks."""
    facts = frozenset[str]().union(*(pack.affected[f] for f in pack.questions[question].facts))
    for procedure in pack.events[event].procedures:
        needs = (form.needs for form in pack.forms_of[procedure])
        wanted = pack.procedures[procedure].facts.union(*needs)
        if not facts.isdisjoint(wanted):
            yield procedure
