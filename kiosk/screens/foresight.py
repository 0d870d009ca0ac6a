"""How many questions are still to come: said at once as far as it is known, and worked out when there is time.

The estimate plays the rest of the journey through.  At the main case that takes longer than a frame, and a new
screen must not wait for it.
"""

from __future__ import annotations

from typing import Final, Protocol

from forms.journey import Journey


class Foresight(Protocol):
    """What a screen asks."""

    def to_come(self, journey: Journey, answered: int, /) -> int | None:
        """Questions to come when ``answered`` are; ``None``: not known yet."""


class Exact:
    """Works it out."""

    def to_come(self, journey: Journey, _answered: int, /) -> int | None:
        """Questions to come."""
        return journey.remaining


EXACT: Final = Exact()


class AtOnce:
    """Goes on from what was worked out last, until :meth:`work_out`."""

    def __init__(self) -> None:
        self._total: int | None = None
        self._owed: tuple[Journey, int] | None = None

    @property
    def owes(self) -> bool:
        """Whether a screen was given an older number."""
        return self._owed is not None

    def to_come(self, journey: Journey, answered: int, /) -> int | None:
        """As it was worked out, or one less for each answer since."""
        if journey.counted:
            self._total, self._owed = answered + journey.remaining, None
        else:
            self._owed = (journey, answered)
        return None if self._total is None else max(self._total - answered, 1)

    def work_out(self) -> None:
        """What is owed."""
        if self._owed is not None:
            journey, answered = self._owed
            self._total, self._owed = answered + journey.remaining, None
