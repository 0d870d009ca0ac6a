"""The names that a city puts on its forms."""

from __future__ import annotations

import re
from collections.abc import Mapping
from dataclasses import dataclass, field
from typing import Final

_DEPARTMENT: Final = re.compile(r"\{department:([a-z_]+)\}")


@dataclass(frozen=True, slots=True)
class CityNames:
    """``city`` 豊中市 · ``mayor`` 豊中市長 · ``kouiki`` 大阪府後期高齢者医療広域連合長 ·
    ``departments``: key (``shimin``, ``hoken``, ``kaigo``) -> 課 with its telephone number ·
    ``department``: the 課 of the form's own procedure."""

    city: str
    mayor: str
    kouiki: str
    departments: Mapping[str, str] = field(default_factory=dict)
    department: str = ""

    def expand(self, text: str) -> str:
        """``text`` with ``{city}``, ``{mayor}``, ``{kouiki}``, ``{department}`` and
        ``{department:<key>}`` put in.

        An unnamed department is left out: a form without it is still a form.
        """
        if "{" not in text:
            return text
        return (
            _DEPARTMENT.sub(lambda found: self.departments.get(found[1], ""), text)
            .replace("{department}", self.department)
            .replace("{city}", self.city)
            .replace("{mayor}", self.mayor)
            .replace("{kouiki}", self.kouiki)
        )
