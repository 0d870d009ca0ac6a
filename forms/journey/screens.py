"""Which screens an event has: each question once, or once for each item of the list that it is about."""

from __future__ import annotations

from collections.abc import Callable, Iterator, Set
from dataclasses import dataclass

from forms.catalogue.model import EventSpec, Pack, QuestionKind, QuestionSpec
from forms.facts.lists import item_fact
from forms.facts.values import FactId

Items = Callable[[FactId], tuple[str, ...]]
"""The items of a list so far."""


@dataclass(frozen=True, slots=True)
class Screen:
    """A question, of a question that is asked for each item about one of them."""

    question: QuestionSpec
    item: str | None = None

    @property
    def facts(self) -> tuple[FactId, ...]:
        """The facts that it can ask."""
        return self.question.facts_of(self.item)


def screens(pack: Pack, event: EventSpec, items: Items) -> Iterator[Screen]:
    """Every screen in the event's order; all that is asked about one item comes together."""
    done: set[FactId] = set()
    for question in map(pack.questions.__getitem__, event.questions):
        if question.over is None:
            yield Screen(question)
        elif question.over not in done:
            done.add(question.over)
            yield from _about_each(pack, event, question.over, items)


def first_of(pack: Pack, event: EventSpec, items: Items, wanted: Set[FactId]) -> Screen | None:
    """The first screen that gives one of the ``wanted`` facts.

    Whether more items come is asked when nothing is left to ask about those that are there: so a
    person is told of as a whole before the next one is added.
    """
    if not pack.has_lists:
        questions = map(pack.questions.__getitem__, event.questions)
        return next((Screen(q) for q in questions if not wanted.isdisjoint(q.facts)), None)
    for screen in screens(pack, event, items):
        if wanted.isdisjoint(screen.facts):
            continue
        if screen.question.kind is QuestionKind.LIST:
            (over,) = screen.question.facts
            about = _about_each(pack, event, over, items)
            return next((s for s in about if not wanted.isdisjoint(s.facts)), screen)
        return screen
    return None


def called_by(pack: Pack, over: FactId, items: Items) -> tuple[FactId, ...]:
    """The facts that the items of a list are called by, as far as they have one."""
    name = pack.facts[over].named_by
    return tuple(item_fact(over, item, name) for item in items(over)) if name is not None else ()


def _about_each(pack: Pack, event: EventSpec, over: FactId, items: Items) -> Iterator[Screen]:
    about = pack.questions_over(event.id, over)
    for item in items(over):
        yield from (Screen(question, item) for question in about)
