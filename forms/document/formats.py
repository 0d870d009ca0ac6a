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
        said = [item.words.get(key) for key in choice_keys(value)]
        if None in said:
            return FormProblemCode.NO_SUCH_CHOICE
        return "、".join(filter(None, said))
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
        case "money":
            return f"{value:,}" if isinstance(value, int) else FormProblemCode.NOT_DIGITS
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


def choice_keys(value: object) -> tuple[str, ...]:
    """The keys of a value among options: yes or no for a bool, each of several choices, else its text."""
    if isinstance(value, tuple):
        return tuple(map(str, value))
    if isinstance(value, bool):
        return ("yes" if value else "no",)
    return (str(value),)


def chosen(item: Choice, value: Value | None) -> tuple[str, ...] | FormProblemCode:
    """Which options of ``item`` apply: their keys, or what is wrong."""
    if value is None:
        return ()
    keys = choice_keys(value)
    listed = tuple(key for key in keys if key in item.options)
    return listed if listed == keys or item.unlisted_blank else FormProblemCode.NO_SUCH_CHOICE
