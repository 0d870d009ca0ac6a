"""Whether a family gets lists on paper; apart, because the screen asks it and needs nothing that draws."""

from __future__ import annotations

from typing import Final

from forms.journey.journey import Journey

_WORTH_A_LIST: Final = 2


def worth_a_list(journey: Journey) -> bool:
    """Of a single procedure the receipt says everything."""
    return len(journey.to_do) >= _WORTH_A_LIST
