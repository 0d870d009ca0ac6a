"""The printed reasons (不要の理由書): for every procedure of an event, needed or not, the answer that decided it.

A4 in large print, in the citizen's words; made of the same pages as a form, so it is drawn and printed like one.
"""

from __future__ import annotations

import re
from collections.abc import Iterable, Sequence
from dataclasses import dataclass, field
from typing import Final

from forms.catalogue.model import Pack
from forms.catalogue.wording import Wording
from forms.document.filled import FillContext, FilledForm, FilledPage
from forms.document.fitting import runs_at, wrap
from forms.document.ink import PT, Ink, Line, Rect, Shade
from forms.journey.reason_rows import ReasonRow, day_text
from forms.journey.verdict import ProcedureState
from forms.render.faces import face_for
from forms.status import FormStatus

FORM_ID: Final = "reasons"
"""In the metadata; no pack's form may be called so."""
_WIDTH: Final = 210.0
_HEIGHT: Final = 297.0
_LEFT: Final = 18.0
_RIGHT: Final = _WIDTH - _LEFT
_TOP: Final = 16.0
_BOTTOM: Final = _HEIGHT - 20.0
_INDENT: Final = 5.0
_GAP: Final = "\u3000"
_ORDER: Final = (
    ProcedureState.NEEDED,
    ProcedureState.CHECK_AT_COUNTER,
    ProcedureState.UNDECIDED,
    ProcedureState.NOT_NEEDED,
)
_PHRASE_SPACE: Final = re.compile(r"(?<=[^\x00-\x7f]) | (?=[^\x00-\x7f])")
"""Spaces of Japanese wording part phrases: lines may break there, and they are not shown."""
_BREAK: Final = "\u200b"
_WORD: Final = re.compile(r"\S+ *|\u3000")


@dataclass(frozen=True, slots=True)
class _Style:
    """Size in pt, line in em, face."""

    size: float
    face: str = "gothic"
    line: float = 1.5
    grey: float = 0.0

    @property
    def high(self) -> float:
        """From one line to the next, in mm."""
        return self.size * self.line * PT


_CITY: Final = _Style(11)
_TITLE: Final = _Style(20, "gothic-bold", 1.35)
_LEAD: Final = _Style(12.5)
_GROUP: Final = _Style(14, "gothic-bold")
_PROCEDURE: Final = _Style(14, "gothic-bold", 1.4)
_OFFICE: Final = _Style(11)
_BODY: Final = _Style(12.5)
_LABEL: Final = _Style(10.5, "gothic-bold", 1.6)
_FOOT: Final = _Style(9.5)


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
    flow = _Flow()
    flow.lines(f"{pack.city.name}{_GAP}{words.say(pack.events[event].wording)}", _CITY)
    flow.lines(f"{number}{_GAP}{day_text(pack.wording, context.today, language)}", _CITY)
    flow.gap(3)
    flow.lines(title, _TITLE)
    flow.gap(2)
    flow.lines(words.say("reason-sheet.lead"), _LEAD)
    for state in _ORDER:
        _group(flow, [words.shown(row) for row in rows if row.becomes is state])
    pages = [
        _page(
            inks, (practice, number, words.say("reason-sheet.page", page=at, pages=len(flow.pages)))
        )
        for at, inks in enumerate(flow.pages, start=1)
    ]
    return FilledForm(
        form_id=FORM_ID,
        procedure_id="",
        title=title.replace(_BREAK, ""),
        pages=tuple(pages),
        fields=(),
        problems=(),
        pack_version=context.pack_version,
        submission=context.submission,
        status=FormStatus.SAMPLE if context.practice else FormStatus.APPROVED,
    )


@dataclass(frozen=True, slots=True)
class _Shown:
    """One procedure: its state, and its lines with style and indent."""

    state: str
    lines: tuple[tuple[str, _Style, float], ...]

    @property
    def high(self) -> float:
        """In mm."""
        return 5.5 + sum(len(_broken(t, s, _RIGHT - _LEFT - x)) * s.high for t, s, x in self.lines)


@dataclass(frozen=True, slots=True)
class _Words:
    """Texts with their phrase breaks."""

    wording: Wording
    language: str

    def say(self, key: str, **arguments: str | int) -> str:
        """A text of the pack."""
        return self.phrased(self.wording.text(key, self.language, **arguments))

    def phrased(self, text: str) -> str:
        """Spaces between Japanese phrases become places for a line to break."""
        return _PHRASE_SPACE.sub(_BREAK, text) if self.language == "ja" else text

    def shown(self, row: ReasonRow) -> _Shown:
        """The lines of ``row``."""
        lines = [
            (self.phrased(row.title), _PROCEDURE, 0.0),
            (self.phrased(row.office), _OFFICE, 0.0),
        ]
        if row.note:
            lines.append((self.phrased(row.note), _BODY, 0.0))
        for label, texts in (("because", row.answers), ("otherwise", row.changes)):
            lines += [(self.say(f"reason-sheet.{label}"), _LABEL, 0.0)] if texts else []
            lines += [(f"・{self.phrased(text)}", _BODY, _INDENT) for text in texts]
        return _Shown(self.phrased(row.state), tuple(lines))


def _group(flow: _Flow, rows: Sequence[_Shown]) -> None:
    for index, row in enumerate(rows):
        band = _GROUP.high + 8 if index == 0 else 0.0
        flow.need(band + row.high)
        if index == 0:
            flow.band(row.state)
        else:
            flow.rule()
        flow.gap(2.5)
        for text, style, indent in row.lines:
            flow.lines(text, style, indent)
        flow.gap(2)


@dataclass
class _Flow:
    """Lines one below the other, over as many pages as they take."""

    pages: list[list[Ink]] = field(default_factory=lambda: [[]])
    y: float = _TOP

    def need(self, high: float) -> None:
        """Begin a page unless ``high`` mm are left, or nothing stands on this one yet."""
        if self.y + high > _BOTTOM and self.y > _TOP:
            self.pages.append([])
            self.y = _TOP

    def gap(self, high: float) -> None:
        """Leave room."""
        self.y += high

    def lines(self, text: str, style: _Style, indent: float = 0.0) -> None:
        """``text`` in as many lines as it takes."""
        for line in _broken(text, style, _RIGHT - _LEFT - indent):
            self.need(style.high)
            self.pages[-1] += _set(line, style, _LEFT + indent, self.y)
            self.y += style.high

    def band(self, text: str) -> None:
        """The head of a group."""
        self.gap(5 if self.y > _TOP else 0)
        high = _GROUP.high + 2
        self.pages[-1].append(Shade(Rect(_LEFT, self.y, _RIGHT - _LEFT, high), 0.9))
        self.pages[-1] += _set(text.replace(_BREAK, ""), _GROUP, _LEFT + 3, self.y + 1)
        self.y += high

    def rule(self) -> None:
        """A hair between two procedures on one page."""
        if self.y > _TOP:
            self.pages[-1].append(Line(_LEFT, self.y, _RIGHT, self.y, 0.4))


def _set(line: str, style: _Style, x: float, top: float) -> Iterable[Ink]:
    face = face_for(line, (style.face, "mincho", "ipamj"))
    if face is None:
        raise LookupError("no face for a text of the reasons")
    baseline = top + style.high / 2 + 0.38 * style.size * PT
    return tuple(runs_at(line, face, style.size, x, baseline))


def _broken(text: str, style: _Style, room: float) -> list[str]:
    """Lines no wider than ``room`` mm, broken between phrases where that is possible."""
    phrases = [word for phrase in text.split(_BREAK) for word in _WORD.findall(phrase)]
    face = face_for("".join(phrases), (style.face, "mincho", "ipamj"))
    if face is None:
        raise LookupError("no face for a text of the reasons")
    lines: list[str] = []
    for phrase in phrases:
        if lines and face.width((lines[-1] + phrase).rstrip()) * style.size * PT <= room:
            lines[-1] += phrase
        else:
            lines += wrap(phrase, face, style.size, room)
    return [line.rstrip() for line in lines]


def _page(inks: Sequence[Ink], foot: tuple[str, ...]) -> FilledPage:
    line = _GAP.join(part for part in foot if part).replace(_BREAK, "")
    rule = Line(_LEFT, _BOTTOM + 3, _RIGHT, _BOTTOM + 3, 0.4)
    stamped = (rule, *_set(line, _FOOT, _LEFT, _BOTTOM + 4.5))
    return FilledPage(_WIDTH, _HEIGHT, (), tuple(inks), (), (), stamped=stamped)
