"""One run: a session prints its papers, something goes wrong, a person looks and answers; then the judgement.

The judge is the emulated printer's tray: the pixels of the sheets that really came out.
"""

from __future__ import annotations

import time
from collections import Counter
from collections.abc import Callable
from dataclasses import dataclass, field
from functools import cache
from io import BytesIO
from multiprocessing.connection import Connection
from threading import Event, Timer
from uuid import UUID, uuid4

from reportlab.pdfgen.canvas import Canvas

from kiosk.app.paper_jobs import PASSING
from printing.emulator import FaultPrinter
from printing.emulator.sheets import page_digests
from printing.ipp.clearing import clear_away
from printing.ipp.client import IppClient
from printing.ipp.ticket import (
    JournalRow,
    Pace,
    PrintFailure,
    PrintOutcome,
    PrintSettled,
    PrintTicket,
)
from sync.store.journal import KeeperPrintJournal
from sync.store.results import PrintKind
from sync.store.results import PrintOutcome as Kept
from tests.faults.paper import worker
from tests.faults.paper.plan import Plan
from tests.faults.paper.site import Site

DEADLINE_SECONDS = 60.0
"""A run takes about one; a loaded machine lets it wait for the processor."""
_CLEARING = Pace(poll=0.004, retry=0.02, give_up=0.3)
_ROUNDS = 4


@cache
def document(paper: int, pages: int) -> bytes:
    """A paper whose every page looks like no other."""
    file = BytesIO()
    canvas = Canvas(file, pagesize=(200, 200))
    canvas.setFont("Helvetica", 40)
    for page in range(pages):
        canvas.drawString(10, 120, f"{paper}-{page}/{pages}")
        canvas.rect(10 + 20 * paper, 10 + 30 * page, 60, 20, fill=1)
        canvas.showPage()
    canvas.save()
    return file.getvalue()


@dataclass
class Result:
    """What the judge found.  All but the counts must be empty."""

    doubled: int = 0
    false_printed: int = 0
    false_not_sent: int = 0
    """Called not sent, while a sheet of it lies there: the counter would print it once more."""
    after_session: int = 0
    unsettled: int = 0
    late: int = 0
    questions: int = 0
    told: int = 0
    """Hindrances that a person was told of; a printer that is busy for a moment is none."""
    papers: int = 0
    out: int = 0
    reprinted: int = 0
    left_out: int = 0
    """Papers that the counter has to print: the citizen went, or the worker or the disk did."""
    notes: list[str] = field(default_factory=list)

    @property
    def good(self) -> bool:
        """Whether nothing went wrong that must not."""
        wrong = self.doubled + self.false_printed + self.false_not_sent + self.after_session
        return not (wrong or self.unsettled or self.late)


@dataclass
class _Run:
    plan: Plan
    site: Site
    printer: FaultPrinter
    session: UUID
    variant: str | None
    result: Result = field(default_factory=Result)
    papers: dict[UUID, int] = field(default_factory=dict)
    """Job to the place of its paper."""
    ends: dict[UUID, PrintOutcome] = field(default_factory=dict)
    died: bool = False
    left: bool = False

    def print_papers(self, places: list[int], *, first: bool) -> list[int]:
        """The worker prints; papers that a person has to look for."""
        tickets = [uuid4() for _ in places]
        self.papers.update(zip(tickets, places, strict=True))
        ours, theirs = worker.CONTEXT.Pipe()
        work = worker.Work(
            self.printer.url,
            self.site.socket,
            self.site.keeper_pid,
            self.session,
            tuple(tickets),
            tuple(document(place, self.plan.jobs[place]) for place in places),
            self.plan.blow if first else None,
            self.variant,
            self.plan.answer_seconds,
        )
        process = worker.start(worker.print_all, work, theirs)
        theirs.close()
        try:
            self.listen(ours, tickets, self.plan.leave_at if first else None)
        finally:
            ours.close()
            process.kill()
            process.join()
        doubt = (PrintOutcome.UNKNOWN, PrintOutcome.ABORTED, PrintOutcome.HANDED_OVER)
        return [self.papers[job] for job in tickets if self.ends.get(job) in doubt]

    def listen(self, line: Connection, tickets: list[UUID], leave_at: int | None) -> None:
        heard = 0
        deadline = time.monotonic() + DEADLINE_SECONDS
        while True:
            if not line.poll(max(0.0, deadline - time.monotonic())):
                self.result.late += 1
                return
            try:
                match line.recv():
                    case ("told", index, told):
                        heard += 1
                        self.hear(tickets[index], told)
                        if heard == leave_at:
                            self.left = True
                            line.send("leave")
                    case ("disk", seconds):
                        _after(seconds, lambda: self.site.disk(full=False))
                    case ("end", _steps):
                        return
            except (EOFError, OSError):
                self.died = True
                return

    def hear(self, job: UUID, told: object) -> None:
        if isinstance(told, PrintFailure) and told.code not in PASSING:
            self.result.told += 1
        if isinstance(told, PrintSettled):
            self.ends[job] = told.outcome

    def look_for(self, doubtful: list[int]) -> list[int]:
        """A person looks at the tray; the papers that are not whole, whose sheets are taken away."""
        self.come_to_rest()
        missing = []
        for place in doubtful:
            self.result.questions += 1
            came = self.lies_there(place)
            jobs = [job for job, paper in self.papers.items() if paper == place]
            for job in jobs:
                if self.ends.get(job) not in (None, PrintOutcome.PRINTED):
                    kept = Kept.PRINTED if came else Kept.ABORTED
                    self.site.client.print_settled(job, kept)
                    self.ends[job] = PrintOutcome(kept.value)
            if not came:
                missing.append(place)
                wanted = set(self.pages(place))
                tray = self.printer.mechanism.tray
                tray[:] = [sheet for sheet in tray if not wanted & set(sheet.sides)]
        return missing

    def come_to_rest(self) -> None:
        """The person looks when nothing moves any more and the printer's lamp is green."""
        end = time.monotonic() + 2.0
        while time.monotonic() < end and self.printer.is_at_work():
            Event().wait(0.005)

    def pages(self, place: int) -> tuple[str, ...]:
        return page_digests(document(place, self.plan.jobs[place]))

    def lies_there(self, place: int) -> bool:
        there = {side for sheet in self.printer.tray for side in sheet.sides}
        return there >= set(self.pages(place))

    def clear_away(self) -> None:
        """The session is over; what the journal holds open is taken back."""
        held = self.site.rows(self.session).values()
        rows = [
            JournalRow(PrintTicket(row.job_id, row.title), row.digest, row.printer_job)
            for row in held
            if row.outcome is None
        ]
        client = IppClient(self.printer.url, seconds=self.plan.answer_seconds)
        journal = KeeperPrintJournal(self.site.client, PrintKind.FORMS, self.session)
        deadline = time.monotonic() + DEADLINE_SECONDS
        for job, settled in clear_away(
            lambda _row: client,
            rows,
            journal,
            wait=Event().wait,
            pace=_CLEARING,
            ended=lambda: time.monotonic() > deadline,
        ):
            self.ends[job] = settled.outcome


def play(plan: Plan, place: Site, variant: str | None = None) -> Result:
    """The run and its judgement."""
    began = time.monotonic()
    with FaultPrinter(plan.model, plan.script) as printer:
        run = _Run(plan, place, printer, place.begin(), variant)
        _print_until_all_is_there(run)
        place.disk(full=False)
        run.clear_away()
        tray = len(printer.tray)
        _put_everything_right(printer)
        _judge(run, tray)
    run.result.late += time.monotonic() - began > DEADLINE_SECONDS
    return run.result


def _print_until_all_is_there(run: _Run) -> None:
    places = list(range(len(run.plan.jobs)))
    doubtful = run.print_papers(places, first=True)
    for _ in range(_ROUNDS):
        if run.died or run.left:
            return
        missing = run.look_for(doubtful)
        if not missing:
            return
        run.result.reprinted += len(missing)
        doubtful = run.print_papers(missing, first=False)


def _put_everything_right(printer: FaultPrinter) -> None:
    """Paper, cover, power: and nothing more may come out."""
    printer.put_everything_right()
    Event().wait(0.03)


def _judge(run: _Run, tray_at_end: int) -> None:
    result, tray = run.result, run.printer.tray
    result.papers = len(run.plan.jobs)
    result.out = sum(run.lies_there(place) for place in range(result.papers))
    result.left_out = result.papers - result.out
    sides = Counter(side for sheet in tray for side in sheet.sides)
    result.doubled = sum(count - 1 for count in sides.values())
    result.after_session = len(tray) - tray_at_end
    rows = run.site.rows(run.session)
    for job, row in rows.items():
        if row.outcome is None:
            result.unsettled += 1
        if row.outcome is not None and row.outcome.value == PrintOutcome.PRINTED.value:
            result.false_printed += not run.lies_there(run.papers[job])
        if row.outcome is not None and row.outcome.value == PrintOutcome.NOT_SENT.value:
            name = PrintTicket(job, "").job_name
            result.false_not_sent += any(sheet.job == name for sheet in tray)
    for job, outcome in run.ends.items():
        said = outcome is PrintOutcome.PRINTED and job in rows
        if said and rows[job].outcome != "printed" and not run.lies_there(run.papers[job]):
            result.false_printed += 1
    if not result.good:
        ends = {str(run.papers[job]): end.value for job, end in run.ends.items()}
        result.notes.append(f"{run.plan} {ends} tray={[s.number for s in tray]}")


def _after(seconds: float, errand: Callable[[], None]) -> None:
    timer = Timer(seconds, errand)
    timer.daemon = True
    timer.start()
