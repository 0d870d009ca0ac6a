"""The names that a city puts on its forms."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field


@dataclass(frozen=True, slots=True)
class CityNames:
    """``city`` 豊中市 · ``mayor`` 豊中市長 · ``kouiki`` 大阪府後期高齢者医療広域連合長 ·
    ``departments``: key (``shimin``, ``hoken``, ``kaigo``) -> 課 with its telephone number."""

    city: str
    mayor: str
    kouiki: str
    departments: Mapping[str, str] = field(default_factory=dict)

    def expand(self, text: str) -> str:
        """``text`` with ``{city}``, ``{mayor}``, ``{kouiki}`` and ``{department:<key>}`` put in.

        An unnamed department is left out: a form without it is still a form.
        """
        if "{" not in text:
            return text
        for key, name in self.departments.items():
            text = text.replace(f"{{department:{key}}}", name)
        for key in PLACES:
            text = text.replace(f"{{department:{key}}}", "")
        return (
            text.replace("{city}", self.city)
            .replace("{mayor}", self.mayor)
            .replace("{kouiki}", self.kouiki)
        )


PLACES = ("shimin", "hoken", "kaigo")
"""The department keys that the standard pack's templates use: 市民課, 保険の課, 介護保険の課."""
