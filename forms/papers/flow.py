"""Lines, bands, tables and codes one below the other, over as many A4 pages as they take."""

from __future__ import annotations

import re
from collections.abc import Iterable, Sequence
from dataclasses import dataclass, field
from typing import Final, TypeAlias

from forms.document.filled import FillContext, FilledForm, FilledPage
from forms.document.fitting import runs_at, wrap
from forms.document.ink import PT, Code, Frame, Ink, Line, Rect, Shade
from forms.render.faces import OF_LANGUAGE, Setter, face_for
from forms.status import FormStatus
from forms.text.clusters import clusters

WIDTH: Final = 210.0
HEIGHT: Final = 297.0
LEFT: Final = 18.0
RIGHT: Final = WIDTH - LEFT
TOP: Final = 16.0
BOTTOM: Final = HEIGHT - 20.0
ROOM: Final = RIGHT - LEFT
"""Of a line, mm."""
GAP: Final = "\u3000"
BREAK: Final = "\u200b"
"""Where a line may break; it is not shown."""
_FACES: Final = ("mincho", "ipamj")
_PHRASE_SPACE: Final = re.compile(r"(?<=[^\x00-\x7f]) | (?=[^\x00-\x7f])")
_WORD: Final = re.compile(r"\S+ *|\u3000")
_HAIR: Final = 0.4
MISSING: Final = "〓"
_CELL: Final = 1.2
"""Free room inside a cell of a table, mm."""


@dataclass(frozen=True, slots=True)
class Style:
    """Size in pt, line in em, face."""

    size: float
    face: str = "gothic"
    line: float = 1.5

    @property
    def high(self) -> float:
        """From one line to the next, in mm."""
        return self.size * self.line * PT


FOOT: Final = Style(9.5)
BAND: Final = Style(14, "gothic-bold")


def is_japanese(language: str) -> bool:
    """Whether it is 日本語 or やさしい日本語."""
    return language.partition("-")[0] == "ja"


def phrased(text: str, language: str) -> str:
    """Spaces between Japanese phrases become places for a line to break."""
    return _PHRASE_SPACE.sub(BREAK, text) if is_japanese(language) else text


def written(text: str) -> bool:
    """Whether every letter can be drawn as it is: a name that cannot is left for the pen."""
    return face_for(text, ("gothic", *_FACES)) is not None


def drawable(text: str) -> str:
    """``text`` with 〓 for each letter that no face has: a clerk looks at the screen for it."""
    if written(text):
        return text
    return "".join(part if written(part) else MISSING for part in clusters(text))


_KANA: Final = re.compile("[\u3041-\u30ff]")


def face_of(text: str, style: Style, language: str) -> Setter:
    """What sets ``text`` on a sheet in ``language``.  Raises ``LookupError`` for a letter of no face."""
    preferred: tuple[str, ...] = (style.face, *_FACES)
    if language in OF_LANGUAGE:
        own = OF_LANGUAGE[language] + ("-bold" if style.face == BAND.face else "")
        preferred = (style.face, own) if _KANA.search(text) else (own, *preferred)
    face = face_for(text, preferred)
    if face is None:
        raise LookupError("no face for a text of a paper")
    return face


@dataclass
class Flow:
    """Where the next thing stands: ``y`` mm from the top of the last page.

    ``language``: that of the sheet, for its face.

    Raises ``LookupError`` for a text with a letter of no face, which wording never has.
    """

    pages: list[list[Ink]] = field(default_factory=lambda: [[]])
    y: float = TOP
    language: str = ""

    @property
    def fresh(self) -> bool:
        """Nothing stands on the page yet."""
        return self.y <= TOP

    def page(self) -> None:
        """Begin a page."""
        self.pages.append([])
        self.y = TOP

    def need(self, high: float) -> None:
        """Begin a page unless ``high`` mm are left, or nothing stands on this one yet."""
        if self.y + high > BOTTOM and not self.fresh:
            self.page()

    def gap(self, high: float) -> None:
        """Leave room."""
        self.y += high

    def put(self, *inks: Ink) -> None:
        """On the page, where they say."""
        self.pages[-1] += inks

    def lines(self, text: str, style: Style, indent: float = 0.0, room: float = ROOM) -> None:
        """``text`` in as many lines as it takes."""
        for line in broken(text, style, room - indent, self.language):
            self.need(style.high)
            self.put(*set_line(line, style, LEFT + indent, self.y, self.language))
            self.y += style.high

    def labelled(
        self, label: str, text: str, styles: tuple[Style, Style], indents: Indents
    ) -> None:
        """``label`` beside the lines of ``text``, on their first line."""
        self.need(styles[1].high)
        self.put(*set_line(label, styles[0], LEFT + indents[0], self.y, self.language))
        self.lines(text, styles[1], indents[1])

    def band(self, text: str, style: Style = BAND) -> None:
        """The head of a group."""
        self.gap(0 if self.fresh else 5)
        high = style.high + 2
        self.put(Shade(Rect(LEFT, self.y, ROOM, high), 0.9))
        shown = text.replace(BREAK, "")
        self.put(*set_line(shown, style, LEFT + 3, self.y + 1, self.language))
        self.y += high

    def rule(self) -> None:
        """A hair between two entries of one page."""
        if not self.fresh:
            self.put(Line(LEFT, self.y, RIGHT, self.y, _HAIR))

    def square(self, style: Style, indent: float = 0.0) -> None:
        """An empty square to tick, as high as the letters of the line that follows."""
        side = style.size * PT
        top = self.y + (style.high - side) / 2
        self.put(Frame(Rect(LEFT + indent, top, side, side), 0.9))

    def code(self, payload: str, x: float, side: float) -> None:
        """A QR code at ``x`` mm from the left edge of the page."""
        self.put(Code(Rect(x, self.y, side, side), payload))

    def table(
        self, columns: Sequence[float], rows: Sequence[Sequence[str]], style: Style, head: Style
    ) -> None:
        """Rows with rules; the first is the head, set again on each page.  ``columns`` in mm."""
        for row in rows:
            high = _height(row, columns, style)
            if self.y + high > BOTTOM and not self.fresh:
                self.page()
                self._row(rows[0], columns, head, shaded=True)
                if row is rows[0]:
                    continue
            self._row(row, columns, head if row is rows[0] else style, shaded=row is rows[0])

    def _row(
        self, row: Sequence[str], columns: Sequence[float], style: Style, *, shaded: bool
    ) -> None:
        high, x = _height(row, columns, style), LEFT
        if shaded:
            self.put(Shade(Rect(LEFT, self.y, sum(columns), high), 0.92))
        for text, width in zip(row, columns, strict=True):
            y = self.y + _CELL / 2
            for line in _cell(text, width, style):
                self.put(*set_line(line, style, x + _CELL, y))
                y += style.high
            self.put(Frame(Rect(x, self.y, width, high), _HAIR))
            x += width
        self.y += high


Indents: TypeAlias = tuple[float, float]
"""Of the label and of the text, mm."""


def _height(row: Sequence[str], columns: Sequence[float], style: Style) -> float:
    most = max(len(_cell(t, w, style)) for t, w in zip(row, columns, strict=True))
    return most * style.high + _CELL


def _cell(text: str, width: float, style: Style) -> list[str]:
    room = width - 2 * _CELL
    return [line for part in text.split("\n") for line in broken(part, style, room)] or [""]


def set_line(line: str, style: Style, x: float, top: float, language: str = "") -> tuple[Ink, ...]:
    """One line whose room begins at ``top``.  Raises ``LookupError`` for a letter of no face."""
    if not line:
        return ()
    face = face_of(line, style, language)
    baseline = top + style.high / 2 + 0.38 * style.size * PT
    return tuple(runs_at(line, face, style.size, x, baseline))


def wide(text: str, style: Style) -> float:
    """Width of a line, mm."""
    return face_of(text, style, "").width(text) * style.size * PT


def broken(text: str, style: Style, room: float, language: str = "") -> list[str]:
    """Lines no wider than ``room`` mm, broken between phrases where that is possible."""
    phrases = [word for phrase in text.split(BREAK) for word in _WORD.findall(phrase)]
    face = face_of("".join(phrases), style, language)
    lines: list[str] = []
    for phrase in phrases:
        if lines and face.width((lines[-1] + phrase).rstrip()) * style.size * PT <= room:
            lines[-1] += phrase
        else:
            lines += wrap(phrase, face, style.size, room)
    return [line.rstrip() for line in lines]


def paper(
    form_id: str,
    title: str,
    flow: Flow,
    foot: Iterable[str],
    context: FillContext,
    numbered: str = "{page}/{pages}",
) -> FilledForm:
    """The pages as a document; ``foot`` stands on each, the page's number behind it."""
    fixed = [part for part in foot if part]
    count = len(flow.pages)
    pages = tuple(
        _page(inks, [*fixed, numbered.format(page=at, pages=count)], flow.language)
        for at, inks in enumerate(flow.pages, start=1)
    )
    return FilledForm(
        form_id=form_id,
        procedure_id="",
        title=title.replace(BREAK, ""),
        pages=pages,
        fields=(),
        problems=(),
        pack_version=context.pack_version,
        submission=context.submission,
        status=FormStatus.SAMPLE if context.practice else FormStatus.APPROVED,
    )


def _page(inks: Sequence[Ink], foot: Sequence[str], language: str) -> FilledPage:
    line = GAP.join(foot).replace(BREAK, "")
    rule = Line(LEFT, BOTTOM + 3, RIGHT, BOTTOM + 3, _HAIR)
    stamped = (rule, *set_line(line, FOOT, LEFT, BOTTOM + 4.5, language))
    return FilledPage(WIDTH, HEIGHT, (), tuple(inks), (), (), stamped=stamped)
