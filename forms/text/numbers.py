"""Parts of postcodes and telephone numbers, as printed forms have them."""

from __future__ import annotations

import re

_WIDE = str.maketrans("０１２３４５６７８９", "0123456789")


def ascii_digits(text: str) -> str:
    """The digits of ``text`` (full width ones too), all else dropped."""
    return "".join(c for c in text.translate(_WIDE) if c in "0123456789")


def postcode_parts(text: str) -> tuple[str, str]:
    """``560-8501`` or ``5608501`` or ``〒５６０－８５０１`` -> ``("560", "8501")``.

    Raises ``ValueError`` unless there are seven digits.
    """
    digits = ascii_digits(text)
    if len(digits) != 7:
        raise ValueError("a postcode has seven digits")
    return digits[:3], digits[3:]


_PLANS = (
    (re.compile(r"(0[5-9]0)(\d{4})(\d{4})"), 11),  # mobile, IP, pager: 総務省 電気通信番号計画
    (re.compile(r"(0120|0570|0990)(\d{3})(\d{3})"), 10),
    (re.compile(r"(0800)(\d{3})(\d{4})"), 11),
    (re.compile(r"(03|06)(\d{4})(\d{4})"), 10),
)


def phone_parts(text: str) -> tuple[str, ...]:
    """The parts of a telephone number, three where they are known, else one.

    Hyphens or brackets that the person wrote are kept as the division.  Without them only numbers
    whose division does not need the list of area codes are divided.
    """
    written = [ascii_digits(part) for part in re.split(r"[-‐−－ー()（）\s]+", text)]
    parts = tuple(part for part in written if part)
    if len(parts) == 3:
        return parts
    digits = "".join(parts)
    for plan, length in _PLANS:
        match = plan.fullmatch(digits) if len(digits) == length else None
        if match:
            return match.groups()
    return (digits,) if digits else ()
