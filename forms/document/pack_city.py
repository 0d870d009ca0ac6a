"""The names that a pack's city puts on a form: the same at the kiosk and at the office."""

from __future__ import annotations

from forms.catalogue import Pack
from forms.document.city import CityNames

LANGUAGE = "ja"
"""Forms are in Japanese whatever the screen speaks."""


def city_names(pack: Pack, procedure: str | None = None) -> CityNames:
    """The city of ``pack``; ``{department:hoken}`` is the 課 of ``procedure`` (資格 and 給付 differ)."""
    keys = {"shimin": "section-shimin", "kaigo": "section-kaigo", "hoken": "section-hoken-shikaku"}
    if procedure is not None:
        section = pack.procedures[procedure].section
        if section.startswith("hoken"):
            keys["hoken"] = "section-" + section.replace("_", "-").replace(".", "-")
    named = {place: pack.wording.optional(key, LANGUAGE) for place, key in keys.items()}
    departments = {
        place: f"{pack.city.name}　{name}" for place, name in named.items() if name is not None
    }
    return CityNames(pack.city.name, pack.city.mayor, pack.city.kouiki_head, departments)
