"""What lies between これでよい and the paper: a 25-form submission to an emulated printer, ours beside a bare client.

The printer is our own, over the loopback; its speed is a setting, so that what is measured is the kiosk.
"""

from __future__ import annotations

import random
import threading
import time
from collections.abc import Callable
from functools import partial
from io import BytesIO
from pathlib import Path
from tempfile import TemporaryDirectory
from uuid import uuid4

import pikepdf

from forms.catalogue import load
from forms.document import FilledForm
from forms.render import preload, render_pdf
from kiosk.app.paper_jobs import TrayPaper, paper_jobs
from kiosk.bench.figures import Figure, figure, share
from kiosk.bench.main_case import STORY
from kiosk.bench.submission import FORMS, PAGES, Bundle, bundle, session_facts
from kiosk.story.story import load_story
from printing.emulator import FaultPrinter, Model
from printing.ipp.client import Answered, IppClient
from printing.ipp.in_order import PrintOrder, print_in_order
from printing.ipp.ticket import PrintTicket
from sync.envelope.keys import make_development_keys
from sync.store.client import KeeperClient
from sync.store.journal import KeeperPrintJournal
from sync.store.process import KeeperProcess
from sync.store.results import PrintKind
from sync.store.settings import KeeperSettings, save_settings

FIRST_MS = 300.0
LAST_TIMES = 1.1
SECONDS_PER_SHEET = 0.1
"""Ten sheets a second: fifteen times as fast as an office printer, so that we are not helped by waiting."""
_QUEUE = 2
"""Jobs that the printer takes in: the one that it prints, and the next."""


def measure(*, quick: bool) -> list[Figure]:
    """With the kiosk's own journal in a keeper process, every word of it on the disk."""
    rounds = 1 if quick else 7
    with TemporaryDirectory(prefix="kk-") as place:
        folder = Path(place)
        preload()
        made = bundle(load(load_story(STORY).pack), folder)
        keeper = _keeper(folder)
        keeper.start()
        try:
            client = KeeperClient(folder / "k.sock")
            return _figures(made, client, rounds)
        finally:
            keeper.stop()


def _figures(made: Bundle, keeper: KeeperClient, rounds: int) -> list[Figure]:
    chance = random.Random(rounds)  # noqa: S311 - values for a measurement
    firsts: list[float] = []
    ours: list[float] = []
    bare: list[float] = []
    swallowed: list[float] = []
    bare_swallowed: list[float] = []
    paced = Model(seconds_per_sheet=SECONDS_PER_SHEET, room=_QUEUE)
    for number in range(rounds + 1):
        forms = made.filled(session_facts(made, chance))
        documents: list[bytes] = []
        first, last = _session(forms, keeper, paced, documents)
        peer = _bare(documents, paced)
        _, quick_last = _session(forms, keeper, Model(), [])
        quick_peer = _bare(documents, Model())
        if number:  # the first one loads what is loaded once
            firsts.append(first)
            ours.append(last)
            bare.append(peer)
            swallowed.append(quick_last)
            bare_swallowed.append(quick_peer)
    how = f"wall clock, {FORMS} forms, {PAGES} pages, own printer over the loopback, {rounds} times"
    pace = f"{how}; it prints {1 / SECONDS_PER_SHEET:g} sheets a second and takes {_QUEUE} jobs"
    ratio = share(ours, 0.5) / share(bare, 0.5)
    return [
        figure("first_byte.p95", share(firsts, 0.95), "ms", FIRST_MS, f"{how}; drawing is in it"),
        figure("last_byte.p50", share(ours, 0.5), "ms", None, pace),
        figure("peer.bare_client.last_byte.p50", share(bare, 0.5), "ms", None, pace),
        figure("last_byte.by_bare_client", ratio, "times", LAST_TIMES, pace),
        figure(
            "endless_printer.last_byte.p50",
            share(swallowed, 0.5),
            "ms",
            None,
            f"{how}; it swallows every job at once: drawing, journal and looks are all that there is",
        ),
        figure(
            "peer.endless_printer.last_byte.p50",
            share(bare_swallowed, 0.5),
            "ms",
            None,
            f"{how}; the bytes were drawn before",
        ),
    ]


def _session(
    forms: list[FilledForm], keeper: KeeperClient, model: Model, documents: list[bytes]
) -> tuple[float, float]:
    """Print as the worker does; ms until the first and the last octet of a document arrived."""
    session = uuid4()
    keeper.begin(session)
    jobs = paper_jobs([TrayPaper(place, (form,)) for place, form in enumerate(forms)])
    journal = KeeperPrintJournal(keeper, PrintKind.FORMS, session)
    orders = [
        PrintOrder(
            PrintTicket(uuid4(), "forms"),
            partial(
                _kept,
                documents,
                partial(render_pdf, [form for paper in job.papers for form in paper.forms]),
            ),
        )
        for job in jobs
    ]
    with FaultPrinter(model, look=_counted) as printer:
        started = time.monotonic()
        for _ in print_in_order(
            IppClient(printer.url), orders, journal, wait=threading.Event().wait
        ):
            continue
        assert printer.first_byte is not None and printer.last_byte is not None
        return (printer.first_byte - started) * 1000, (printer.last_byte - started) * 1000


def _kept(documents: list[bytes], draw: Callable[[], bytes]) -> bytes:
    documents.append(draw())
    return documents[-1]


def _bare(documents: list[bytes], model: Model) -> float:
    """The same octets by the same two operations, asked again at once while the printer is busy; no journal,
    no look at how a job ends."""
    with FaultPrinter(model, look=_counted) as printer:
        client, pause = IppClient(printer.url), threading.Event()
        started = time.monotonic()
        for document in documents:
            while True:
                made = client.create_job("bare")
                job = made.job.integer("job-id") if isinstance(made, Answered) else None
                if job is not None:
                    break
                pause.wait(0.005)
            client.send_document(job, document)
        assert printer.last_byte is not None
        return (printer.last_byte - started) * 1000


def _counted(document: bytes) -> tuple[str, ...]:
    """Its pages, without a look at them."""
    with pikepdf.open(BytesIO(document)) as pdf:
        return ("",) * len(pdf.pages)


def _keeper(folder: Path) -> KeeperProcess:
    keys = make_development_keys(folder / "keys")
    settings = KeeperSettings(
        store=folder / "k.db",
        socket=folder / "k.sock",
        letter="A",
        office="bench",
        device="bench",
        device_key=keys.private("device"),
        office_url="http://127.0.0.1:9",
        min_free_bytes=1,
    )
    save_settings(settings, folder / "k.toml")
    return KeeperProcess(folder / "k.toml")
