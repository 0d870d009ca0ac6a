"""After a session: what of it still waits at a printer is taken back, so that nobody else finds it.

    python -m kiosk.app.clearing --config kiosk.toml JOB…

The supervisor starts it when a session is over, however it ended, with the ids of the print jobs that the
journal then held open.  It asks the printer as long as it takes, writes down how each job ended, and leaves;
standard input that closes ends it at once.  It sees no personal data: ids, numbers and states only.
"""

from __future__ import annotations

import argparse
import os
import sys
import threading
from collections.abc import Sequence
from contextlib import closing
from pathlib import Path
from uuid import UUID

from kiosk.app.config import ConfigFault, KioskConfig, load_config
from printing.ipp.access import AccessFault
from printing.ipp.clearing import clear_away
from printing.ipp.client import IppClient
from printing.ipp.ticket import JournalRow, Pace, PrintTicket
from sync.failures import SyncFailure
from sync.store.client import KeeperClient
from sync.store.journal import KeeperPrintJournal
from sync.store.results import OpenPrint, PrintKind, PrintOutcome

PACE = Pace(give_up=5.0)


def clear(config: KioskConfig, jobs: frozenset[UUID], ended: threading.Event) -> None:
    """Until each of ``jobs`` has an end.  Raises :class:`AccessFault`."""
    with closing(KeeperClient(config.keeper_socket)) as keeper:
        _clear(config, keeper, jobs, ended)


def _clear(
    config: KioskConfig, keeper: KeeperClient, jobs: frozenset[UUID], ended: threading.Event
) -> None:
    forms = _client(config, PrintKind.FORMS)
    receipts = _client(config, PrintKind.RECEIPT)
    while not ended.is_set():
        held = keeper.print_open()
        if not isinstance(held, SyncFailure):
            break
        ended.wait(PACE.retry)
    else:
        return
    rows: dict[JournalRow, IppClient] = {}
    for each in held:
        if each.job_id not in jobs or each.outcome is not None:
            continue
        client = receipts if each.kind is PrintKind.RECEIPT else forms
        if client is None:
            _settle_dots(each, keeper)
        else:
            rows[_row(each)] = client

    journal = KeeperPrintJournal(keeper, PrintKind.FORMS)
    for _ in clear_away(
        rows.__getitem__, rows, journal, wait=ended.wait, pace=PACE, ended=ended.is_set
    ):
        continue


def _settle_dots(held: OpenPrint, keeper: KeeperClient) -> None:
    """A receipt in dots (ESC/POS) leaves no job at its printer: nothing to take back, nobody to ask.

    Whether it came out, a person sees; if its printer was never written down, no dot has left.
    """
    left = held.printer_job is not None
    keeper.print_settled(held.job_id, PrintOutcome.UNKNOWN if left else PrintOutcome.NOT_SENT)


def _client(config: KioskConfig, kind: PrintKind) -> IppClient | None:
    if kind is PrintKind.RECEIPT:
        url = None if config.receipt_in_dots else config.receipt_printer
        access = config.receipt_access
    else:
        url, access = config.forms_printer, config.forms_access
    return None if url is None else access.client(url, seconds=4.0)


def _row(held: OpenPrint) -> JournalRow:
    ticket = PrintTicket(held.job_id, held.title, held.copies, held.media)
    return JournalRow(ticket, held.digest, held.printer_job)


def main(arguments: Sequence[str] | None = None) -> int:
    """0: every job has an end, or the supervisor went; 2: a wrong configuration."""
    parser = argparse.ArgumentParser(
        prog="python -m kiosk.app.clearing",
        description="Take back what a session left at the printer.",
        epilog="example: python -m kiosk.app.clearing --config kiosk.toml 018f0000-…",
    )
    parser.add_argument("--config", type=Path, required=True, help="the kiosk's TOML file")
    parser.add_argument("jobs", type=UUID, nargs="+", help="ids of the journal's open jobs")
    chosen = parser.parse_args(arguments)
    ended = threading.Event()
    threading.Thread(target=_end_with_stdin, args=(ended,), daemon=True).start()
    try:
        clear(load_config(chosen.config), frozenset(chosen.jobs), ended)
    except (ConfigFault, AccessFault) as fault:
        sys.stderr.write(f"clearing: {fault}\n")
        return 2
    return 0


def _end_with_stdin(ended: threading.Event) -> None:
    # By the descriptor: a thread inside sys.stdin would stop the interpreter from ending.
    while os.read(0, 1024):
        pass
    ended.set()


if __name__ == "__main__":
    sys.exit(main())
