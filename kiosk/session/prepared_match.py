"""Whether a prepared case may be shown to who stands here."""

from __future__ import annotations

from cardreader.cards.basic_four import BasicFour
from kiosk.session.prepared import Made, PreparedCase
from kiosk.session.visit import Visit, Whose


def may_open(case: PreparedCase, visit: Visit) -> bool:
    """Whether it may be shown now: beside staff, to the holder of an own code, or to the visitor's own card."""
    if visit.assisted or case.made is Made.HOME:
        return True
    card = visit.cards.get(Whose.VISITOR)
    return card is not None and is_of(case, card.basic_four)


def is_of(case: PreparedCase, card: BasicFour) -> bool:
    """Name without its spaces, and day of birth; a case without both matches nobody."""
    if not case.name or case.birth is None or card.birth is None:
        return False
    return _close(case.name) == _close(card.name) and case.birth == card.birth


def _close(name: str) -> str:
    return "".join(name.split())
