"""The kiosk on two pages: what a visitor sees, and every screen at its worst.

    python -m tests.kiosk.screens_sheet --sheets docs/screens

One screen of each situation and one question of each kind.  First in Japanese as the kiosk begins; then with the
largest text, by turns in each other language, upright and lying, in each contrast and for each hand.
The sheets are docs/screens-1.png and docs/screens-2.png.  The people are invented.
"""

from __future__ import annotations

import argparse
import sys
import tempfile
from collections.abc import Iterator, Sequence
from pathlib import Path

from PIL import Image

from kiosk.screens.gallery.gallery import Stage
from kiosk.session.looks import Contrast, TextSize
from kiosk.session.states import Answering
from tests.kiosk.screens_matrix import (
    Look,
    languages,
    questions,
    screens,
    show,
    staged,
    view_of,
)

USUAL = Look(False, TextSize.NORMAL, Contrast.NORMAL, "ja", "plain")
WIDE, HIGH, COLUMNS = 240, 426, 10
"""Of an upright picture on the sheet, dots; lying ones have the same area."""


def shown() -> list[str]:
    """Each situation, and of the questions the first of each kind."""
    found: dict[str, str] = {}
    for name, state in {**screens(), **questions()}.items():
        asked = isinstance(state.situation, Answering)
        kind = str(view_of(name, USUAL)["kind"]) if asked else name
        found.setdefault(kind, name)
    return list(found.values())


def worst(name: str, number: int) -> Look:
    """The largest text; the rest by turns that have no common step."""
    others = [each for each in languages() if each != USUAL.language]
    return Look(
        number % 2 == 1,
        TextSize.LARGEST,
        list(Contrast)[number // 2 % 3],
        others[number % len(others)],
        ("plain", "plain", "left")[number % 3],
    )


def main(arguments: Sequence[str] | None = None) -> int:
    """Draws both sheets."""
    parser = argparse.ArgumentParser(
        prog="python -m tests.kiosk.screens_sheet", description=(__doc__ or "").splitlines()[0]
    )
    parser.add_argument("--sheets", type=Path, metavar="PREFIX", required=True)
    chosen = parser.parse_args(arguments)
    names = shown()
    pages = (
        [(name, USUAL) for name in names],
        [(name, worst(name, number)) for number, name in enumerate(names)],
    )
    with staged() as stage, tempfile.TemporaryDirectory() as folder:
        for number, page in enumerate(pages, 1):
            pictures = list(_pictures(stage, page, Path(folder)))
            file = chosen.sheets.with_name(f"{chosen.sheets.name}-{number}.png")
            sheet(pictures, (WIDE + 8) * COLUMNS).save(file, optimize=True)
    sys.stdout.write(f"{len(names)} screens, twice\n")
    return 0


def _pictures(
    stage: Stage, page: Sequence[tuple[str, Look]], folder: Path
) -> Iterator[Image.Image]:
    for name, look in sorted(page, key=lambda row: row[1].landscape):
        show(stage, name, look)
        stage.picture(folder / "one.png")
        with Image.open(folder / "one.png") as picture:
            small = picture.convert("RGB")
        small.thumbnail((HIGH, WIDE) if look.landscape else (WIDE, HIGH), Image.Resampling.LANCZOS)
        yield small


def sheet(pictures: Sequence[Image.Image], width: int) -> Image.Image:
    """In rows, in 32 colours: a small file."""
    places: list[tuple[int, int]] = []
    x, y, high = 4, 4, 0
    for picture in pictures:
        if x + picture.width > width:
            x, y, high = 4, y + high + 8, 0
        places.append((x, y))
        x, high = x + picture.width + 8, max(high, picture.height)
    drawn = Image.new("RGB", (width, y + high + 4), (150, 150, 150))
    for picture, place in zip(pictures, places, strict=True):
        drawn.paste(picture, place)
    return drawn.quantize(32)


if __name__ == "__main__":
    sys.exit(main())
