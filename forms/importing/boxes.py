"""The boxes of a page: cells without print, マス目, blanks of a date, printed choices, squares to tick."""

from __future__ import annotations

import re
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass

from forms.catalogue.model import FactSpec
from forms.document.ink import Rect
from forms.document.places import around
from forms.facts.values import FactId
from forms.importing.names import BY_HAND, OFFICE, OPTIONS, Guess, guessed
from forms.importing.paper import Letter, Paper

LONGEST_PATTERN = 90
"""Letters; what is longer is a text to read."""

NARROWEST = 6.0
"""A box for a text is at least so wide, mm."""

ROOM = 25.0
"""Before print at the right end of a cell there is at least so much room to write, mm."""

BLANK = 2.5
"""Between 年, 月 and 日 there is at least so much room to write, mm."""

NARROW, LOW = 8.5, 3.8
"""A cell for one letter is at most so wide; a box to write in is at least so high, mm."""

ERAS = ("明治", "大正", "昭和", "平成", "令和")
_UNITS = re.compile(r"[満歳通円枚人名〒\-－ー（）()]+")


@dataclass(frozen=True, slots=True)
class Draft:
    """One box as a line of the template; ``note`` says for the clerk what stands beside it."""

    rect: Rect
    line: str
    note: str


def drafts(paper: Paper, facts: Mapping[FactId, FactSpec], procedure: str) -> tuple[Draft, ...]:
    """Every box found, from top to bottom."""
    finder = _Finder(paper, facts, procedure)
    found = [*finder.cells_of_one_letter(), *finder.wide_cells()]
    return tuple(sorted(found, key=lambda draft: (round(draft.rect.y), draft.rect.x)))


def words_name(fact: FactId) -> str:
    """How a template calls the words for the values of ``fact``."""
    return fact.replace(".", "_")


def at(rect: Rect) -> str:
    """As a template says a place."""
    return f"[{rect.x:.1f}, {rect.y:.1f}, {rect.width:.1f}, {rect.height:.1f}]"


class _Finder:
    def __init__(self, paper: Paper, facts: Mapping[FactId, FactSpec], procedure: str) -> None:
        self.procedure = procedure
        self.paper = paper
        self.facts = facts
        self.text = {cell: paper.text(cell) for cell in paper.cells}
        narrow = [cell for cell in paper.cells if self._for_one_letter(cell)]
        self.runs = [run for run in _runs(narrow) if len(run) > 1]
        taken = {cell for run in self.runs for cell in run}
        self.wide = [cell for cell in paper.cells if cell not in taken]
        self.labels = [cell for cell in self.wide if self._is_label(cell)]

    def _for_one_letter(self, cell: Rect) -> bool:
        text = self.text[cell]
        return (
            cell.width <= NARROW
            and cell.height < 3 * NARROW / 2
            and (not text or (len(text) == 1 and text.isdigit()))
        )

    def _is_label(self, cell: Rect) -> bool:
        text = self.text[cell]
        return bool(text) and not self._is_pattern(cell, text)

    def _is_pattern(self, cell: Rect, text: str) -> bool:
        """Whether the print in a cell is there to be completed."""
        if len(text) > LONGEST_PATTERN:
            return False
        return bool(
            "□" in text
            or _blanks_of_date(self.paper.inside(cell))
            or _room_at_left(cell, self.paper.inside(cell))
            or _UNITS.fullmatch(text)
            or _options_in(text)
        )

    # what a box is called

    def label(self, box: Rect) -> str:
        """The words at the left of ``box``, or above it."""
        left = [
            cell
            for cell in self.labels
            if cell.right <= box.x + 1.0 and _shared(cell.y, cell.bottom, box.y, box.bottom) > 0.6
        ]
        if left:
            return self.text[max(left, key=lambda cell: cell.x)]
        above = [
            cell
            for cell in self.labels
            if cell.bottom <= box.y + 1.0 and _shared(cell.x, cell.right, box.x, box.right) > 0.6
        ]
        return self.text[max(above, key=lambda cell: cell.y)] if above else ""

    def group(self, box: Rect) -> str:
        """The upright words at the left of several rows."""
        tall = [
            cell
            for cell in self.labels
            if cell.height > 2 * cell.width
            and cell.right <= box.x + 1.0
            and _shared(cell.y, cell.bottom, box.y, box.bottom) > 0.6
        ]
        return self.text[max(tall, key=lambda cell: cell.x)] if tall else ""

    def guess(self, box: Rect) -> tuple[Guess | None, str]:
        label, group = self.label(box), self.group(box)
        by_hand = BY_HAND.search(group)
        found = None if by_hand else guessed(label, group, self.facts, self.procedure)
        seen = "something is printed here" if box in self.paper.inked else "blank"
        return found, " / ".join(filter(None, (group, label))) or seen

    def kept_for_office(self, box: Rect) -> bool:
        return bool(OFFICE.search(self.label(box)) or OFFICE.search(self.group(box)))

    # マス目

    def cells_of_one_letter(self) -> Iterator[Draft]:
        dates, rest = self._dates()
        for runs in dates:
            yield self._date_of_cells(runs)
        for groups in _dashed(rest, self.paper):
            yield from self._number(groups)

    def _dates(self) -> tuple[list[Sequence[list[Rect]]], list[list[Rect]]]:
        """Runs of two cells with 年 and 月 between them; and all others."""
        dates: list[Sequence[list[Rect]]] = []
        rest = list(self.runs)
        for run in self.runs:
            line = [r for r in rest if len(r) == 2 and abs(r[0].y - run[0].y) < 1.0]
            line = sorted((r for r in line if r[0].x >= run[0].x), key=lambda r: r[0].x)[:3]
            if len(line) < 3 or line[0] is not run:
                continue
            if (self._between(line[0], line[1]), self._between(line[1], line[2])) == ("年", "月"):
                dates.append(line)
                rest = [other for other in rest if other not in line]
        return dates, rest

    def _between(self, one: list[Rect], other: list[Rect]) -> str:
        last, first = one[-1], other[0]
        return self.paper.text(Rect(last.right, last.y, first.x - last.right, last.height))

    def _date_of_cells(self, runs: Sequence[list[Rect]]) -> Draft:
        places = [around(*run) for run in runs]
        whole = around(*places)
        start = max(
            (
                c.right
                for c in self.labels
                if c.right <= whole.x + 1
                and self._beside(c, whole)
                and not any(era in self.text[c] for era in ERAS)
            ),
            default=whole.x - 40,
        )
        before = Rect(start, whole.y, whole.x - start, whole.height)
        return self._date(whole, before, places, "boxes: true, ")

    def _beside(self, cell: Rect, box: Rect) -> bool:
        return _shared(cell.y, cell.bottom, box.y, box.bottom) > 0.6

    def _date(self, whole: Rect, before: Rect, places: Sequence[Rect], boxes: str) -> Draft:
        found, note = self.guess(before if before.width > 1 else whole)
        printed = self.paper.inside(before)
        eras = {era: rect for era in ERAS if (rect := _word(printed, era))}
        year, month, day = map(at, places)
        if len(eras) > 1:
            era = "eras: {" + ", ".join(f"{e}: {at(_ringed(r))}" for e, r in eras.items()) + "}"
        elif eras:
            era = f"era: {next(iter(eras))}"
        else:
            era = f"era_at: {at(Rect(places[0].x - 12, places[0].y, 11, places[0].height))}"
        box = f"{boxes}{era}, year: {year}, month: {month}, day: {day}"
        area = around(*places, *eras.values())
        if self.kept_for_office(whole):
            return Draft(area, f"{{office: true, at: {at(area)}}}", note)
        if found is None:
            return Draft(area, f"{{pen: true, at: {at(area)}}}", f"{note}; date: ?, {box}")
        return Draft(area, f"{{date: {found.fact}, {box}}}", note)

    def _number(self, groups: Sequence[list[Rect]]) -> Iterator[Draft]:
        cells = [cell for group in groups for cell in group]
        printed = "".join(self.text[cell] or " " for cell in cells)
        if printed.strip() == printed and " " not in printed:
            return  # the form has all of it already
        if printed.strip():
            groups = list(_runs([cell for cell in cells if not self.text[cell]]))
            cells = [cell for group in groups for cell in group]
        whole = around(*cells)
        found, note = self.guess(whole)
        counts = [len(group) for group in groups]
        said = str(counts[0]) if len(counts) == 1 else str(counts)
        dash = f", dash: {groups[1][0].x - groups[0][-1].right:.1f}" if len(groups) > 1 else ""
        if found and counts == [3, 4]:
            found = Guess(f"{found.fact.partition('.')[0]}.postcode", "as: postcode")
        if self.kept_for_office(whole):
            yield Draft(whole, f"{{office: true, at: {at(whole)}}}", note)
        elif found is None or found.fact not in self.facts:
            hint = f"{note}; fact: ?, cells: {said}{dash}"
            yield Draft(whole, f"{{pen: true, at: {at(whole)}}}", hint)
        else:
            how = found.how if found.how.startswith("as: ") else "as: digits"
            yield Draft(
                whole, f"{{fact: {found.fact}, cells: {said}{dash}, {how}, at: {at(whole)}}}", note
            )

    # other cells

    def wide_cells(self) -> Iterator[Draft]:
        for cell in self.wide:
            inner = [run for run in self.runs if _within(around(*run), cell)]
            if inner:
                bottom = max(run[0].bottom for run in inner)
                if cell.bottom - bottom > LOW and not self.paper.text(
                    Rect(cell.x, bottom, cell.width, cell.bottom - bottom)
                ):
                    yield self._text(Rect(cell.x, bottom, cell.width, cell.bottom - bottom), cell)
            elif cell not in self.labels and cell.height >= LOW:
                yield from self._wide(cell)

    def _wide(self, cell: Rect) -> Iterator[Draft]:
        text, letters = self.text[cell], self.paper.inside(cell)
        if self.kept_for_office(cell):
            yield Draft(cell, f"{{office: true, at: {at(cell)}}}", self.guess(cell)[1])
        elif not text:
            if len(self.label(cell)) != 1 and cell.width >= NARROWEST:  # no rest of a row beside 日
                yield self._text(cell, cell)
        elif "□" in text:
            yield self._squares(cell, letters)
        elif ends := _blanks_of_date(letters):
            yield self._blank_date(cell, letters, ends)
        elif options := _options_in(text):
            yield self._choice(cell, letters, options)
        elif (gap := _largest_gap(cell, letters)).width >= NARROWEST:
            yield self._text(gap, cell)

    def _text(self, rect: Rect, cell: Rect) -> Draft:
        found, note = self.guess(cell)
        if found is None or BY_HAND.search(self.text[cell]):
            return Draft(rect, f"{{pen: true, at: {at(rect)}}}", note)
        how = f"{found.how}, " if found.how else ""
        if self.facts[found.fact].values:
            how = f"words: {words_name(found.fact)}, "
        return Draft(rect, f"{{fact: {found.fact}, {how}at: {at(rect)}}}", note)

    def _squares(self, cell: Rect, letters: Sequence[Letter]) -> Draft:
        found, note = self.guess(cell)
        options = []
        for index, letter in enumerate(letters):
            if letter.char == "□":
                words = "".join(each.char for each in letters[index + 1 :]).split("□")[0]
                options.append(f"?: {{text: {words[:12].strip('（(')}, at: {at(letter.rect)}}}")
        hint = f"check: {found.fact if found else '?'}, options: {{{', '.join(options)}}}"
        return Draft(cell, f"{{pen: true, at: {at(cell)}}}", f"{note}; {hint}")

    def _blank_date(self, cell: Rect, letters: Sequence[Letter], ends: Sequence[Rect]) -> Draft:
        middle = ends[0].y + ends[0].height / 2
        before = [
            letter.rect.right
            for letter in letters
            if letter.rect.right <= ends[0].x + 0.1 and abs(letter.middle[1] - middle) < 2.0
        ]
        starts = [max(before, default=ends[0].x - 9.0), ends[0].right, ends[1].right]
        places = [
            Rect(
                max(start, end.x - 11.0) + 0.3,
                end.y - 1.5,
                min(end.x - start, 11.0) - 0.6,
                end.height + 3.0,
            )
            for start, end in zip(starts, ends, strict=True)
        ]
        return self._date(around(*places), cell, places, "")

    def _choice(self, cell: Rect, letters: Sequence[Letter], options: Sequence[str]) -> Draft:
        found, note = self.guess(cell)
        marks = ", ".join(
            f"{OPTIONS[word]}: {{text: {word}, at: {at(_ringed(rect))}}}"
            for word in options
            if (rect := _word(letters, word))
        )
        if found is None:
            return Draft(cell, f"{{pen: true, at: {at(cell)}}}", f"{note}; choose: ?, {marks}")
        line = f"{{choose: {found.fact}, unlisted: blank, options: {{{marks}}}}}"
        return Draft(cell, line, note)


def _blanks_of_date(letters: Sequence[Letter]) -> list[Rect]:
    """Where 年, 月 and 日 stand in a line with room to write before each; nothing when they do not."""
    for index, letter in enumerate(letters):
        if letter.char != "年":
            continue
        line = [x for x in letters[index:] if abs(x.middle[1] - letter.middle[1]) < 2.0]
        months = [x for x in line if x.char == "月" and x.rect.x - letter.rect.right > BLANK]
        days = [
            x for x in line if x.char == "日" and months and x.rect.x - months[0].rect.right > BLANK
        ]
        if days:
            return [letter.rect, months[0].rect, days[0].rect]
    return []


def _room_at_left(cell: Rect, letters: Sequence[Letter]) -> bool:
    """Whether print stands at the right end only, as 銀行・信用金庫 after the blank for the name."""
    left = min(letter.rect.x for letter in letters) - cell.x
    right = cell.right - max(letter.rect.right for letter in letters)
    return left >= ROOM and left > 2 * right


def _options_in(text: str) -> list[str]:
    found = [word for word in OPTIONS if word in text]
    return found if len(found) > 1 else []


def _word(letters: Sequence[Letter], word: str) -> Rect | None:
    text = "".join(letter.char for letter in letters)
    start = text.find(word)
    return around(*(x.rect for x in letters[start : start + len(word)])) if start >= 0 else None


def _ringed(rect: Rect) -> Rect:
    return rect.inset(-0.7, -0.2)


def _largest_gap(cell: Rect, letters: Sequence[Letter]) -> Rect:
    """The widest stretch of a cell without a letter."""
    edges = [
        cell.x,
        *(x for letter in letters for x in (letter.rect.x, letter.rect.right)),
        cell.right,
    ]
    start, end = max(zip(edges[::2], edges[1::2], strict=True), key=lambda gap: gap[1] - gap[0])
    return Rect(start + 0.3, cell.y, end - start - 0.6, cell.height)


def _runs(cells: Sequence[Rect]) -> Iterator[list[Rect]]:
    """Neighbours in a line."""
    rest = sorted(cells, key=lambda cell: (round(cell.y), cell.x))
    run: list[Rect] = []
    for cell in rest:
        if run and (abs(cell.x - run[-1].right) > 1.0 or abs(cell.y - run[-1].y) > 1.0):
            yield run
            run = []
        run.append(cell)
    if run:
        yield run


def _dashed(runs: Sequence[list[Rect]], paper: Paper) -> Iterator[list[list[Rect]]]:
    """Runs with a dash between them as the groups of one number."""
    groups: list[list[Rect]] = []
    for run in sorted(runs, key=lambda run: (round(run[0].y), run[0].x)):
        if groups:
            last, first = groups[-1][-1], run[0]
            gap = Rect(last.right, last.y, first.x - last.right, last.height)
            near = abs(first.y - last.y) < 1.0 and 0 < gap.width < 9.0
            if not (near and re.fullmatch(r"[-－−―ー─]", paper.text(gap))):
                yield groups
                groups = []
        groups.append(run)
    if groups:
        yield groups


def _shared(start: float, end: float, other_start: float, other_end: float) -> float:
    """Which share of the second stretch the first one covers."""
    common = min(end, other_end) - max(start, other_start)
    return common / (other_end - other_start)


def _within(inner: Rect, outer: Rect) -> bool:
    return (
        inner.x >= outer.x - 0.5
        and inner.right <= outer.right + 0.5
        and inner.y >= outer.y - 0.5
        and inner.bottom <= outer.bottom + 0.5
        and inner.width * inner.height < 0.9 * outer.width * outer.height
    )
