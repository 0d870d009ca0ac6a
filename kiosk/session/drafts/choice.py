"""A choice of one among a few; はい/いいえ, わからない and 言いたくない are such choices too."""

from __future__ import annotations

from dataclasses import dataclass, field

from forms.facts.values import FactId
from kiosk.session.drafts.instead import Instead

DONT_KNOW = Instead.DONT_KNOW.value
DECLINE = Instead.DECLINE.value
YES = "yes"
NO = "no"


@dataclass(frozen=True, slots=True)
class ChoiceDraft:
    """``selected`` is one of ``values`` or ``None``."""

    fact: FactId
    values: tuple[str, ...]
    selected: str | None = field(default=None, repr=False)
