"""From the value of a fact to the text of a box, or the code of what is wrong with it."""

from __future__ import annotations

from datetime import date

from forms.document.template import Cells, Choice, Written
from forms.facts.values import Value, YearMonth
from forms.failures import FormProblemCode
from forms.text.kana import half_width, katakana
from forms.text.numbers import ascii_digits, phone_parts, postcode_parts
from forms.text.wareki import wareki, wareki_month


def written_text(item: Written, value: Value | None) -> str | FormProblemCode:
    """What the box of ``item`` says for ``value``; nothing known is ""."""
    if value is None or value == "":
        return ""
    if item.words is not None:
        return item.words.get(choice_key(value), FormProblemCode.NO_SUCH_CHOICE)
    if isinstance(value, bool):  # a yes or no has no text of its own
        return FormProblemCode.NO_SUCH_CHOICE
    if isinstance(value, date):
        return str(wareki(value)) if value.year >= 1873 else FormProblemCode.NOT_A_DATE
    if isinstance(value, YearMonth):  # the place of the day is left for a pen
        month = wareki_month(value.year, value.month) if value.year >= 1873 else None
        return f"{month}　　日" if month else FormProblemCode.NOT_A_DATE
    text = str(value)
    match item.style:
        case "text" | "wareki":
            return text
        case "katakana":
            return katakana(text)
        case "half_kana":
            return half_width(text)
        case "postcode":
            try:
                return "-".join(postcode_parts(text))
            except ValueError:
                return FormProblemCode.NOT_DIGITS
        case "phone":
            return "-".join(phone_parts(text)) or FormProblemCode.NOT_DIGITS
        case "digits":
            return ascii_digits(text) or FormProblemCode.NOT_DIGITS


def cell_text(item: Cells, value: Value | None) -> str | FormProblemCode:
    """What the マス目 of ``item`` say for ``value``, one character per cell."""
    if value is None or value == "":
        return ""
    match item.style:
        case "half_kana":
            return half_width(str(value))
        case "katakana":
            return katakana(str(value))
        case "postcode":
            try:
                return "".join(postcode_parts(str(value)))
            except ValueError:
                return FormProblemCode.NOT_DIGITS
        case _:
            return ascii_digits(str(value)) or FormProblemCode.NOT_DIGITS


def choice_key(value: Value) -> str:
    """The key of a value among options: yes and no for a bool, else its own text."""
    if isinstance(value, bool):
        return "yes" if value else "no"
    return str(value)


def chosen(item: Choice, value: Value | None) -> str | FormProblemCode | None:
    """Which option of ``item`` to mark: its key, nothing, or what is wrong."""
    if value is None:
        return None
    key = choice_key(value)
    if key in item.options:
        return key
    return None if item.unlisted_blank else FormProblemCode.NO_SUCH_CHOICE
