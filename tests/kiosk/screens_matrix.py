"""Every screen in every look, looked at as it is drawn.

    python -m tests.kiosk.screens_matrix                    the set of the tests: each pair of values once
    python -m tests.kiosk.screens_matrix --sheet out/looks  pictures of the set, and sheets with many of them
    python -m tests.kiosk.screens_matrix --only things --look 'x1.6 ja'   a screen in all looks with these words
    python -m tests.kiosk.screens_campaign                  every combination, in shares (hours)

A screen is what the session shows in one of its situations, and at each question of the packs; a look is orientation,
text size, contrast, language and hand.  Found faults go to standard output, one a line; exit code 1 when there are any.
"""

from __future__ import annotations

import argparse
import itertools
import sys
import tempfile
import time
from collections.abc import Iterable, Iterator, Sequence
from contextlib import contextmanager
from dataclasses import dataclass, replace
from functools import cache
from pathlib import Path
from typing import Any, TypeVar

from kiosk.screens.build import build_view
from kiosk.screens.gallery.gallery import PX_PER_MM, Stage, prepare_platform
from kiosk.screens.gallery.sheet import write_sheet
from kiosk.session.looks import Contrast, Looks, Sheet, TextSize
from kiosk.session.states import Answering, SessionState
from tests.kiosk.every_question import one_of_every_question
from tests.kiosk.qml_items import faults, paged, targets
from tests.kiosk.situations import one_of_each_question, one_of_each_situation
from tests.kiosk.walk import wording, world

HANDS = ("plain", "low", "left")
T = TypeVar("T")
_ROWS_SECONDS = 120.0


@dataclass(frozen=True, slots=True)
class Look:
    """One way to show a screen."""

    landscape: bool
    text: TextSize
    contrast: Contrast
    language: str
    hand: str

    def __str__(self) -> str:
        turned = "landscape" if self.landscape else "portrait"
        return f"{turned} x{self.text} {self.contrast} {self.language} {self.hand}"


@cache
def screens() -> dict[str, SessionState]:
    """By name, in the order of a visit."""
    found: dict[str, SessionState] = {}
    for state in [*one_of_each_situation(), *one_of_each_question()]:
        situation = state.situation
        name = type(situation).__name__
        if isinstance(situation, Answering):
            filled = situation.question in found
            name = f"{situation.question}-filled" if filled else situation.question
        found[name] = state
    start = found["AttractShown"]
    for sheet in Sheet:
        found[f"sheet-{sheet}"] = replace(start, sheet=sheet)
    found["idle"] = replace(found["Reviewing"], idle_left=20)
    return found


@cache
def questions() -> dict[str, SessionState]:
    """Those of the packs that no walk of :func:`screens` comes to, by name."""
    return {name: state for name, state in one_of_every_question().items() if name not in screens()}


@cache
def languages() -> tuple[str, ...]:
    """Those that a kiosk offers: an incomplete one shows Japanese in places, which nobody has to lay out."""
    return world().languages()


def every_look() -> Iterator[Look]:
    """All combinations."""
    values = ((False, True), TextSize, Contrast, languages(), HANDS)
    return (Look(*each) for each in itertools.product(*values))


def pairwise() -> list[tuple[str, Look]]:
    """Every screen with every value, and every two values of different kinds somewhere.

    Per screen one look per language, the other values turned on by their own steps; the steps have no common
    divisor with the number of screens, so that in the end each pair of values meets (a test counts them).
    """
    rows = []
    sizes, contrasts = list(TextSize), list(Contrast)
    for number, name in enumerate(screens()):
        for turn, language in enumerate(_spread(languages(), 6)):
            look = Look(
                (number + turn) % 2 == 1,
                sizes[(turn + number) % 3],
                contrasts[(turn // 2 + number // 3) % 3],
                language,
                HANDS[(turn + number // 2 + turn // 3) % 3],
            )
            rows.append((name, look))
    return rows


def few() -> list[tuple[str, Look]]:
    """The other questions: each in two looks of opposite kinds, so that every value meets every kind of screen."""
    return [
        (name, look)
        for number, name in enumerate(questions())
        for look in (
            Look(
                number % 2 == 0, TextSize.LARGEST, _nth(Contrast, number), _speech(number), "plain"
            ),
            Look(
                number % 2 == 1,
                _nth(TextSize, number),
                Contrast.NORMAL,
                _speech(number + 3),
                _nth(HANDS, number),
            ),
        )
    ]


def _nth(values: Iterable[T], number: int) -> T:
    among = list(values)
    return among[number % len(among)]


def _speech(number: int) -> str:
    return _nth(languages(), number)


def _spread(values: Sequence[str], least: int) -> list[str]:
    """At least ``least`` values: few languages come several times, so that the other values still meet."""
    return [values[index % len(values)] for index in range(max(least, len(values)))]


def view_of(name: str, look: Look) -> dict[str, Any]:
    """What the session shows."""
    state = screens().get(name) or questions()[name]
    looks = Looks(look.text, look.contrast, look.hand == "low", look.hand == "left")
    visit = replace(state.visit, looks=looks, language=look.language)
    view = build_view(replace(state, visit=visit), world(), wording(), look.language)
    return dict(view)


def show(stage: Stage, name: str, look: Look) -> None:
    """Until all its rows are there."""
    stage.turn(landscape=look.landscape)
    stage.show(view_of(name, look))
    wait_for_rows(stage)


def wait_for_rows(stage: Stage) -> None:
    """A long list makes its rows a few at a time."""
    deadline = time.monotonic() + _ROWS_SECONDS
    while any(column.property("building") for column in paged(stage.window)):
        if time.monotonic() > deadline:
            raise RuntimeError("the rows are not made")
        stage.settle()


def check(stage: Stage, name: str, look: Look) -> list[str]:
    """Faults of one screen, of each of its pages, and with its reason opened."""
    show(stage, name, look)
    found = faults(stage.window, PX_PER_MM, contrast=7.0)
    if look.hand == "low" and not look.landscape:
        found += _out_of_reach(stage)
    for column in paged(stage.window):
        for page in range(1, int(column.property("pages"))):
            column.setProperty("page", page)
            stage.settle()
            found += [f"page {page + 1}: {fault}" for fault in faults(stage.window, PX_PER_MM)]
        column.setProperty("page", 0)
    for one in targets(stage.window):
        if one.name == "key.reason":
            box = one.item.parentItem()
            box.setProperty("asked", True)
            box.setProperty("open", True)
            stage.settle()
            found += [f"reason: {fault}" for fault in faults(stage.window, PX_PER_MM)]
            box.setProperty("open", False)
    found += stage.messages
    stage.messages.clear()
    return found


def _out_of_reach(stage: Stage) -> list[str]:
    """Low reach: what has to be pressed lies in the lower half (a field need not: つぎへ goes to the next)."""
    half = stage.window.height() / 2
    return [
        f"{one.name} begins {one.rect.top():.0f} px from the top"
        for one in targets(stage.window)
        if one.rect.top() < half - 1 and not one.name.startswith("field.")
    ]


def main(arguments: Sequence[str] | None = None) -> int:
    """See the module."""
    parser = argparse.ArgumentParser(
        prog="python -m tests.kiosk.screens_matrix", description=__doc__
    )
    parser.add_argument("--only", action="append", default=[], help="name of a screen; repeatable")
    parser.add_argument(
        "--look", help="words of a look as the campaign prints it: every look with all of them"
    )
    parser.add_argument("--sheet", type=Path, help="a folder for contact sheets")
    chosen = parser.parse_args(arguments)
    among = [*pairwise(), *few()] if chosen.look is None else _in_looks(chosen.look.split())
    rows = [row for row in among if not chosen.only or row[0] in chosen.only]
    with staged() as stage:
        if chosen.sheet:
            return _sheets(stage, rows, chosen.sheet)
        return 1 if _faults(stage, rows) else 0


def _in_looks(words: Sequence[str]) -> list[tuple[str, Look]]:
    """Every screen in the looks whose name has all the words."""
    looks = [look for look in every_look() if set(words) <= set(str(look).split())]
    return list(itertools.product([*screens(), *questions()], looks))


@contextmanager
def staged() -> Iterator[Stage]:
    """A window, offscreen."""
    with tempfile.TemporaryDirectory() as folder:
        prepare_platform(Path(folder))
        first, look = pairwise()[0]
        stage = Stage(view_of(first, look), landscape=False)
        yield stage
        stage.close()


def _faults(stage: Stage, rows: list[tuple[str, Look]]) -> int:
    count = 0
    for name, look in rows:
        for fault in check(stage, name, look):
            count += 1
            sys.stdout.write(f"{name} | {look} | {fault}\n")
            sys.stdout.flush()
    sys.stdout.write(f"{len(rows)} screens looked at, {count} faults\n")
    return count


def _sheets(stage: Stage, rows: list[tuple[str, Look]], out: Path) -> int:
    """Pages of pictures: upright and lying ones apart, in the order of the visit; the fullest screens last."""
    out.mkdir(parents=True, exist_ok=True)
    pictures: dict[bool, list[Path]] = {False: [], True: []}
    for number, (name, look) in enumerate(rows):
        show(stage, name, look)
        path = out / f"{number:04}.png"
        stage.picture(path)
        pictures[look.landscape].append(path)
    for landscape, taken in pictures.items():
        size = 9 if landscape else 10
        for page, start in enumerate(range(0, len(taken), size)):
            write_sheet(
                taken[start : start + size], out / f"sheet-{'L' if landscape else 'P'}{page:03}.png"
            )
    return 0


if __name__ == "__main__":
    sys.exit(main())
