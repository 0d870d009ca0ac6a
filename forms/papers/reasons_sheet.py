"""The printed reasons (不要の理由書): for every procedure of an event, needed or not, the answer that decided it.

A4 in large print, in the citizen's words.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from typing import Final

from forms.catalogue.model import Pack
from forms.catalogue.wording import Wording
from forms.document.filled import FillContext, FilledForm
from forms.journey.reason_rows import ReasonRow, day_text
from forms.journey.verdict import ProcedureState
from forms.papers.flow import BAND, GAP, ROOM, Flow, Style, broken, paper, phrased

FORM_ID: Final = "reasons"
"""In the metadata; no pack's form may be called so."""
_INDENT: Final = 5.0
_ORDER: Final = (
    ProcedureState.NEEDED,
    ProcedureState.CHECK_AT_COUNTER,
    ProcedureState.UNDECIDED,
    ProcedureState.NOT_NEEDED,
)
_CITY: Final = Style(14)
_TITLE: Final = Style(20, "gothic-bold", 1.35)
_LEAD: Final = Style(14, line=1.4)
_PROCEDURE: Final = Style(15, "gothic-bold", 1.4)
_OFFICE: Final = Style(14, line=1.3)
_BODY: Final = Style(14, line=1.35)
_LABEL: Final = Style(14, "gothic-bold", 1.4)


def reasons_sheet(
    pack: Pack, event: str, rows: Sequence[ReasonRow], context: FillContext, language: str
) -> FilledForm:
    """The pages for ``rows`` in ``language``.

    Raises ``LookupError`` when a text has a letter of no face, which wording never has.
    """
    words = _Words(pack.wording, language)
    title = words.say("reason-sheet")
    number = words.say("reason-sheet.number", number=context.number)
    practice = words.say("reason-sheet.practice") if context.practice else ""
    flow = Flow(language=language)
    flow.lines(f"{pack.city.name}{GAP}{words.say(pack.events[event].wording)}", _CITY)
    flow.lines(f"{number}{GAP}{day_text(pack.wording, context.today, language)}", _CITY)
    flow.gap(3)
    flow.lines(title, _TITLE)
    flow.gap(2)
    flow.lines(words.say("reason-sheet.lead"), _LEAD)
    for state in _ORDER:
        _group(flow, [words.shown(row) for row in rows if row.becomes is state])
    numbered = words.say("reason-sheet.page", page="{page}", pages="{pages}")
    return paper(FORM_ID, title, flow, (practice, number), context, numbered)


@dataclass(frozen=True, slots=True)
class _Shown:
    """One procedure: its state, and its lines with style and indent."""

    state: str
    lines: tuple[tuple[str, Style, float], ...]

    def high(self, language: str) -> float:
        """In mm, on a sheet in ``language``."""
        counted = ((len(broken(t, s, ROOM - x, language)), s) for t, s, x in self.lines)
        return 5.5 + sum(count * style.high for count, style in counted)


@dataclass(frozen=True, slots=True)
class _Words:
    """Texts with their phrase breaks."""

    wording: Wording
    language: str

    def say(self, key: str, **arguments: str | int) -> str:
        """A text of the pack."""
        return phrased(self.wording.text(key, self.language, **arguments), self.language)

    def shown(self, row: ReasonRow) -> _Shown:
        """The lines of ``row``."""
        lines = [(row.title, _PROCEDURE, 0.0), (row.office, _OFFICE, 0.0)]
        if row.note:
            lines.append((row.note, _BODY, 0.0))
        for label, texts in (("because", row.answers), ("otherwise", row.changes)):
            lines += [(self.say(f"reason-sheet.{label}"), _LABEL, 0.0)] if texts else []
            lines += [(f"・{text}", _BODY, _INDENT) for text in texts]
        parted = tuple((phrased(text, self.language), style, at) for text, style, at in lines)
        return _Shown(phrased(row.state, self.language), parted)


def _group(flow: Flow, rows: Sequence[_Shown]) -> None:
    for index, row in enumerate(rows):
        band = BAND.high + 8 if index == 0 else 0.0
        flow.need(band + row.high(flow.language))
        if index == 0:
            flow.band(row.state)
        else:
            flow.rule()
        flow.gap(2.5)
        for text, style, indent in row.lines:
            flow.lines(text, style, indent)
        flow.gap(2)
