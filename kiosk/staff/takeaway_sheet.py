"""The sheet for somebody who has to leave: their answers as codes that only a kiosk of the city opens."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import replace
from typing import Final
from uuid import UUID

from forms.document.filled import FilledForm, FilledPage
from forms.papers.flow import BREAK, HEIGHT, LEFT, WIDTH, Flow, Style, is_japanese
from forms.papers.words import JAPANESE, PaperWords
from forms.render import render_pdf
from forms.status import FormStatus

_CODE, _GAP, _COLUMNS = 50.0, 8.0, 3
"""Modules of 0.5 mm at 97 modules (version 20), quiet zone included: read by any hand scanner."""
_TITLE: Final = Style(22, "gothic-bold")
_LINE: Final = Style(14)
FORM_ID: Final = "takeaway"


def takeaway_sheet(words: PaperWords, codes: Sequence[str], *, practice: bool) -> bytes:
    """A4, as PDF, in the citizen's language; nothing on it that a person could read about the citizen."""
    flow = Flow(language=words.language)
    title = words.say("kiosk-takeaway")
    flow.lines(title, _TITLE)
    if not is_japanese(words.language):  # for the clerk who is shown it
        flow.lines(replace(words, language=JAPANESE).say("kiosk-takeaway"), _LINE)
    for number in (1, 2, 3):
        flow.gap(2)
        flow.lines(words.say(f"kiosk-takeaway.line-{number}"), _LINE)
    for number, code in enumerate(codes):
        column = number % _COLUMNS
        if column == 0:
            flow.gap(_GAP if number == 0 else _CODE + _GAP)
            flow.need(_CODE)
        flow.code(code, LEFT + column * (_CODE + _GAP), _CODE)
    pages = tuple(FilledPage(WIDTH, HEIGHT, tuple(inks), (), (), ()) for inks in flow.pages)
    status = FormStatus.SAMPLE if practice else FormStatus.APPROVED
    shown = title.replace(BREAK, "")
    return render_pdf([FilledForm(FORM_ID, "", shown, pages, (), (), "", UUID(int=0), status)])
