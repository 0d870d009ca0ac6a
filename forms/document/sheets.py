"""別紙: pages at the end of a form for texts that do not fit their boxes."""

from __future__ import annotations

from forms.document import template as t
from forms.document.filled import FieldKind, FilledField, FilledPage
from forms.document.fitting import MIDDLE, runs_at, wrap
from forms.document.ink import PT, Ink, Letters, Line, Rect, Shade
from forms.facts.values import FactId
from forms.render.faces import face, face_for

SIZE = 11.0
"""Type size of what is written on a sheet, pt; a box may have been as small as 6."""

PITCH = 1.7
"""Distance of two lines on a sheet, em."""

TOP, FOOT = 40.0, 24.0
"""Room for the heading, and for the foot with the QR code, mm."""

LABEL_HEIGHT = 7.0
LABEL_GREY = 0.91
GAP = 5.0


class Sheets:
    """The 別紙 of one form.  Its pages follow the form's own, from page ``first_page`` (from 0)."""

    def __init__(self, template: t.FormTemplate, first_page: int) -> None:
        self._template = template
        self._first = first_page
        self._printed: list[list[Ink]] = []
        self._written: list[list[Ink]] = []
        self._y = 0.0
        self.fields: list[FilledField] = []
        self.code = Rect(template.margin, template.height - 14.5, 9.5, 9.5)

    def put(self, name: str, label: str, text: str, fact: FactId | None = None) -> str:
        """Writes ``text``, whole and with its line breaks, under ``label``.

        Returns what to write in the box ``name``: 「別紙1」.

        A text that is longer than a sheet goes on over the next.  Raises ``LookupError`` when no
        face has it.
        """
        setter = face_for(text.replace("\n", ""))
        if setter is None:
            raise LookupError("no face for this text")
        facts = () if fact is None else (fact,)
        inner = self._template.width - 2 * self._template.margin - 4.0
        rows = wrap(text, setter, SIZE, inner - 2.0)
        pitch = PITCH * SIZE * PT
        if not self._printed or self._room() < LABEL_HEIGHT + 2 * pitch:
            self._new_page()
        first = len(self._printed)
        piece = 1
        while rows:
            self._label(label, continued=piece > 1)
            count = max(1, int((self._room() - 2.0) / pitch))
            here, rows = rows[:count], rows[count:]
            rect = Rect(self._template.margin, self._y, inner + 4.0, len(here) * pitch + 2.0)
            for index, row in enumerate(here):
                baseline = rect.y + 1.0 + (index + 0.5) * pitch + MIDDLE * SIZE * PT
                self._written[-1] += runs_at(row, setter, SIZE, rect.x + 3.0, baseline)
            box = f"{name}.sheet" + (str(piece) if piece > 1 else "")
            page = self._first + len(self._printed) - 1
            said = "".join(here)
            self.fields.append(FilledField(box, said, facts, FieldKind.TEXT, page, rect))
            self._y = rect.bottom
            self._rule(rect.bottom)
            self._y += GAP
            piece += 1
            if rows:
                self._new_page()
        return f"別紙{first}"

    def pages(self) -> tuple[FilledPage, ...]:
        """The sheets so far."""
        return tuple(
            FilledPage(
                self._template.width, self._template.height, tuple(printed), tuple(written), (), ()
            )
            for printed, written in zip(self._printed, self._written, strict=True)
        )

    def _room(self) -> float:
        return self._template.height - FOOT - self._y

    def _new_page(self) -> None:
        number = len(self._printed) + 1
        self._printed.append([])
        self._written.append([])
        self._words(f"別紙{number}", "gothic", 16.0, 20.0, centred=True)
        self._words(f"{self._template.title}に添える別紙", "mincho-p", 10.0, 29.0, centred=True)
        self._y = TOP

    def _label(self, label: str, *, continued: bool) -> None:
        width = self._template.width - 2 * self._template.margin
        self._printed[-1].append(
            Shade(Rect(self._template.margin, self._y, width, LABEL_HEIGHT), LABEL_GREY)
        )
        self._rule(self._y)
        middle = self._y + LABEL_HEIGHT / 2 + MIDDLE * 9.0 * PT
        self._words(label + ("（続き）" if continued else ""), "gothic", 9.0, middle)
        self._y += LABEL_HEIGHT
        self._rule(self._y)

    def _rule(self, y: float) -> None:
        margin = self._template.margin
        self._printed[-1].append(Line(margin, y, self._template.width - margin, y, 0.5))

    def _words(
        self, text: str, name: str, size: float, baseline: float, *, centred: bool = False
    ) -> None:
        width = face(name).width(text) * size * PT
        left = (self._template.width - width) / 2 if centred else self._template.margin + 3.0
        self._printed[-1].append(Letters(text, name, size, left, baseline))
