"""What a citizen sees while the printer is in trouble, and the receipts, on one page.

    python -m tests.kiosk.paper_sheet docs/paper.png

One screen for each hindrance that waits for a person, the questions whether a sheet came out, and the receipt on
A5, on A4 and on a roll.  The people are invented.
"""

from __future__ import annotations

import argparse
import sys
import tempfile
from collections.abc import Iterator, Sequence
from dataclasses import replace
from pathlib import Path

import pypdfium2
from PIL import Image

from kiosk.app.paper_jobs import PASSING
from kiosk.screens.build import build_view
from kiosk.session.events import Event, PrintFailed, PrintHeld, PrintSettled
from kiosk.session.reducer import reduce
from kiosk.session.states import Finishing, FinishStep, SessionState
from printing.failures import PrintFailureCode
from printing.receipt import Paper, render_receipt
from printing.thermal.dots import pictures as on_a_roll
from tests.kiosk.screens_matrix import screens, staged, wait_for_rows
from tests.kiosk.screens_sheet import sheet
from tests.kiosk.walk import wording, world
from tests.printing.test_receipt import a_receipt

SIZE = (300, 534)


def troubles() -> Iterator[SessionState]:
    """The session in each trouble that a person can see, then at the questions."""
    some = next(state for state in screens().values() if isinstance(state.situation, Finishing))
    printing = replace(some, situation=Finishing(FinishStep.PRINTING, done=2, total=9))
    events: list[Event] = [PrintHeld(code) for code in PrintFailureCode if code not in PASSING]
    events += [
        PrintSettled("unknown", doubtful=(1,)),
        PrintSettled("handed_over", doubtful=(0, 1, 2)),
        PrintSettled("not_sent", out=(0,), missing=(1, 2)),
        PrintFailed(PrintFailureCode.NO_JOURNAL),
    ]
    return (reduce(printing, event, world())[0] for event in events)


def _screens(folder: Path) -> Iterator[Image.Image]:
    with staged() as stage:
        for state in troubles():
            stage.show(dict(build_view(state, world(), wording(), "ja")))
            wait_for_rows(stage)
            stage.picture(folder / "one.png")
            with Image.open(folder / "one.png") as picture:
                yield picture.convert("RGB")


def _receipts() -> Iterator[Image.Image]:
    for paper in (Paper.A5, Paper.A4):
        for page in pypdfium2.PdfDocument(render_receipt(a_receipt(), paper)):
            yield page.render(scale=2).to_pil().convert("RGB")
    for picture in on_a_roll(render_receipt(a_receipt(), Paper.ROLL80)):
        yield picture.convert("RGB")


def main(arguments: Sequence[str] | None = None) -> int:
    """Draws the sheet."""
    parser = argparse.ArgumentParser(
        prog="python -m tests.kiosk.paper_sheet", description=(__doc__ or "").splitlines()[0]
    )
    parser.add_argument("file", type=Path)
    chosen = parser.parse_args(arguments)
    with tempfile.TemporaryDirectory() as folder:
        pictures = [*_screens(Path(folder)), *_receipts()]
    for picture in pictures:
        picture.thumbnail(SIZE, Image.Resampling.LANCZOS)
    sheet(pictures, 8 * (SIZE[0] + 8)).save(chosen.file, optimize=True)
    sys.stdout.write(f"{len(pictures)} pictures\n")
    return 0


if __name__ == "__main__":
    sys.exit(main())
