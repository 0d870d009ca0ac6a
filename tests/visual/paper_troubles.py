"""Pictures of everything that can hold paper up, as the citizen sees it, for people to look at.

python -m tests.visual.paper_troubles --out out/paper [--landscape] [--large] [--language en]
"""

from __future__ import annotations

import argparse
import sys
import tempfile
from collections.abc import Sequence
from dataclasses import replace
from pathlib import Path

import assets
from forms.catalogue import Wording
from kiosk.bench.main_case import play_main_case
from kiosk.screens.build import build_view
from kiosk.screens.gallery.gallery import Stage, prepare_platform
from kiosk.screens.gallery.sheet import write_sheet
from kiosk.session.events import PrintFailed, PrintHeld, PrintProgressed, PrintSettled
from kiosk.session.events import TroubleKeyPressed as Pressed
from kiosk.session.looks import Looks, TextSize
from kiosk.session.reducer import reduce
from kiosk.session.states import LISTS, Finishing, FinishStep, SessionState
from kiosk.session.visit import Delivery

SCENES = {
    "printing": (PrintProgressed(2, 7, (LISTS, 0)),),
    "paper-out": (PrintProgressed(2, 7, (LISTS, 0)), PrintHeld("printer.out_of_paper")),
    "jam": (PrintHeld("printer.jam"),),
    "cover": (PrintHeld("printer.cover_open"),),
    "toner": (PrintHeld("printer.out_of_ink"),),
    "offline": (PrintHeld("printer.unreachable"),),
    "output-full": (PrintHeld("printer.output_full"),),
    "stopped": (PrintHeld("printer.stopped"),),
    "waiting": (
        PrintProgressed(2, 7, (LISTS, 0)),
        PrintHeld("printer.out_of_paper"),
        Pressed("wait"),
    ),
    "question": (PrintSettled("unknown", (LISTS,), (0, 1), ()),),
    "question-all": (PrintSettled("handed_over", (), (LISTS, 0, 1, 2, 3), ()),),
    "missing": (PrintSettled("unknown", (LISTS,), (0,), (1,)), Pressed("paper_missing")),
    "not-sent": (PrintSettled("not_sent", (), (), (0, 1, 2, 3, 4)),),
    "worker-away": (PrintFailed("session.printer_worker_away"),),
    "went-on": (
        PrintProgressed(2, 7, (LISTS, 0)),
        PrintHeld("printer.jam"),
        Pressed("without_paper"),
        PrintSettled("unknown", (LISTS, 0), (1,), ()),
    ),
}
"""By what happens to a session that prints; ``slow`` and ``busy`` show the printing screen itself."""


def main(arguments: Sequence[str] | None = None) -> int:
    """Writes ``<scene>.png`` and a sheet of all; 1 if Qt complained."""
    parser = argparse.ArgumentParser(prog="python -m tests.visual.paper_troubles")
    parser.add_argument("--out", type=Path, required=True)
    parser.add_argument("--landscape", action="store_true")
    parser.add_argument("--large", action="store_true")
    parser.add_argument("--language", default="ja")
    chosen = parser.parse_args(arguments)
    chosen.out.mkdir(parents=True, exist_ok=True)
    case = play_main_case()
    visit = replace(
        case.visit,
        delivery=Delivery.DELIVERED,
        looks=Looks(text=TextSize.LARGEST if chosen.large else TextSize.NORMAL),
        language=chosen.language,
        staff_called=False,
    )
    settings = replace(case.world.settings, output={"okuyami": "print"})
    world = replace(case.world, settings=settings)
    start = SessionState(visit, Finishing(FinishStep.PRINTING, 0, 7))
    wording = Wording.from_files(assets.ROOT / "wording")
    with tempfile.TemporaryDirectory() as folder:
        prepare_platform(Path(folder))
        stage: Stage | None = None
        pictures = []
        for name, events in SCENES.items():
            state = start
            for event in events:
                state, _ = reduce(state, event, world)
            view = dict(build_view(state, world, wording, chosen.language))
            if stage is None:
                stage = Stage(view, landscape=chosen.landscape)
            stage.show(view)
            pictures.append(chosen.out / f"{name}.png")
            stage.picture(pictures[-1])
        assert stage is not None
        write_sheet(pictures, chosen.out / "sheet.png")
        complaints = stage.messages
        stage.close()
    sys.stderr.writelines(f"{complaint}\n" for complaint in complaints)
    return int(bool(complaints))


if __name__ == "__main__":
    raise SystemExit(main())
