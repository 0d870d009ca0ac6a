"""Numbers that nobody beside the citizen needs to read, once they were entered (issue 7): telephone and account.

Enough stays to know one's own number by; the screen that asks for it shows it whole.
"""

from __future__ import annotations

from forms.catalogue.model import FactSpec
from forms.facts.types import FactType
from forms.text.numbers import phone_parts

DOT = "•"
_KEPT = 3


def is_masked(spec: FactSpec) -> bool:
    """Telephone numbers, and the numbers of an account."""
    account = spec.id.partition(".")[0] == "account"
    return spec.type is FactType.PHONE or (account and spec.type is FactType.DIGITS)


def masked(spec: FactSpec, digits: str) -> str:
    """``090-••••-1234``, ``••••567``."""
    if spec.type is FactType.PHONE:
        first, *middle, last = phone_parts(digits)
        return "-".join((first, *(DOT * len(part) for part in middle), last))
    return DOT * max(0, len(digits) - _KEPT) + digits[-_KEPT:]
