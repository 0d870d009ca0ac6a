"""A choice of one among a few; はい/いいえ and わからない are such choices too."""

from __future__ import annotations

from dataclasses import dataclass, field

from forms.facts.values import FactId

DONT_KNOW = "dont_know"
YES = "yes"
NO = "no"


@dataclass(frozen=True, slots=True)
class ChoiceDraft:
    """``selected`` is one of ``values`` or ``None``."""

    fact: FactId
    values: tuple[str, ...]
    selected: str | None = field(default=None, repr=False)
