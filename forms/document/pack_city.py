"""The names that a pack's city puts on a form: the same at the kiosk and at the office."""

from __future__ import annotations

from forms.catalogue import Pack
from forms.document.city import CityNames

LANGUAGE = "ja"
"""Forms are in Japanese whatever the screen speaks."""


def city_names(pack: Pack, procedure: str | None = None) -> CityNames:
    """The city of ``pack``.  ``{department}`` is the 課 of ``procedure``; so is ``{department:hoken}``
    where it is one of 保険 (資格 and 給付 differ)."""
    own = pack.procedures[procedure].section if procedure else None
    keys = {"shimin": "shimin", "kaigo": "kaigo", "hoken": "hoken_shikaku"}
    if own is not None and own.startswith("hoken"):
        keys["hoken"] = own
    named = {place: _department(pack, section) for place, section in keys.items()}
    departments = {place: name for place, name in named.items() if name}
    department = "" if own is None else _department(pack, own)
    return CityNames(
        pack.city.name, pack.city.mayor, pack.city.kouiki_head, departments, department
    )


def _department(pack: Pack, section: str) -> str:
    key = "section-" + section.replace("_", "-").replace(".", "-")
    name = pack.wording.optional(key, LANGUAGE)
    return "" if name is None else f"{pack.city.name}　{name}"
