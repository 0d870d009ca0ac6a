"""Which screen asks: a question, or a question about one item of a list.

Its id is the question's, with the item in brackets behind it: ``member_name[a]``.  The history, the keys of the
review and the screen's own name use it.
"""

from __future__ import annotations

from forms.catalogue import Pack
from forms.facts.values import FactId
from forms.journey import ReviewLine


def asking_id(question: str, item: str | None) -> str:
    """The id of the screen that asks ``question`` of ``item``."""
    return question if item is None else f"{question}[{item}]"


def parted(asking: str) -> tuple[str, str | None]:
    """Question and item."""
    question, bracket, rest = asking.partition("[")
    return question, rest.removesuffix("]") if bracket else None


def of_line(line: ReviewLine) -> str:
    """The screen that a line of the review opens."""
    return asking_id(line.question_id, line.item)


def facts_asked(pack: Pack, asking: str) -> tuple[FactId, ...]:
    """Every fact that the screen can ask."""
    question, item = parted(asking)
    return pack.questions[question].facts_of(item)
