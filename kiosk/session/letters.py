"""Letters that names carry in more than one form: 辺, 邊, 邉.  Data: ``assets/text/name-variants.yaml``."""

from __future__ import annotations

from collections.abc import Mapping
from functools import cache

from ruamel.yaml import YAML

import assets
from forms.text.clusters import clusters, is_private, is_selector

_NAME_VARIANTS = assets.ROOT / "text" / "name-variants.yaml"
_FORMAT = 1


@cache
def letter_variants() -> Mapping[str, str]:
    """Everyday letter -> its other forms, the more usual first."""
    data = YAML(typ="safe", pure=True).load(_NAME_VARIANTS)
    if data["format"] != _FORMAT:
        raise ValueError(f"{_NAME_VARIANTS.name}: format {data['format']}, not {_FORMAT}")
    found: dict[str, str] = {}
    for source in ("family_names", "old_forms"):
        for letter, others in data[source].items():
            found[letter] = found.get(letter, "") + others
    return found


@cache
def _all_forms() -> frozenset[str]:
    variants = letter_variants()
    return frozenset("".join((*variants, *variants.values())))


def other_forms(letter: str) -> tuple[str, ...]:
    """The forms of ``letter`` but itself, the everyday one first; empty when none is known."""
    bare = letter[0]
    for everyday, others in letter_variants().items():
        if bare == everyday or bare in others:
            return tuple(form for form in (everyday, *others) if form != letter)
    return ()


def to_compare(name: str) -> tuple[str, ...]:
    """The letters of ``name`` that have another form, or none that is everybody's; each once.

    A form chosen by a variation selector counts, and so does a letter of private use, which means
    something else in each city.
    """
    found = (
        letter
        for letter in clusters(name)
        if letter[0] in _all_forms() or is_selector(letter[-1]) or is_private(letter)
    )
    return tuple(dict.fromkeys(found))
