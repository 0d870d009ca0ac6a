"""Bugs and dead parts: nobody waits for ever, and no message quotes what was typed."""

from __future__ import annotations

import queue
import subprocess
import sys
from pathlib import Path
from uuid import UUID

import pytest

from kiosk.app.config import KioskConfig
from kiosk.app.privacy import report
from kiosk.app.worker import Answer, Print, Seal, Worker
from kiosk.session.events import CommitFailed, PrintFailed, ReceiptFailed
from kiosk.session.visit import Visit
from sync.store.results import PrintKind
from tests.kiosk.walk import FACTS, TODAY
from tests.support.keeper import until

_SECRET = "吉﨑　恵美子"


def test_a_fault_is_reported_without_its_message(capsys: pytest.CaptureFixture[str]) -> None:
    try:
        FACTS[_SECRET]
    except KeyError as fault:
        assert _SECRET in fault.args
        report(fault)
    said = capsys.readouterr().err
    assert "fault KeyError" in said
    assert f"{Path(__file__).name}:" in said
    assert _SECRET not in said


def test_uncaught_faults_are_reported_so_in_every_thread() -> None:
    program = (
        "import threading\n"
        "from kiosk.app.privacy import report_faults_without_content\n"
        "report_faults_without_content()\n"
        f"def fail(): raise ValueError({_SECRET!r})\n"
        "thread = threading.Thread(target=fail)\n"
        "thread.start()\n"
        "thread.join()\n"
        "fail()\n"
    )
    done = subprocess.run(
        [sys.executable, "-c", program], capture_output=True, text=True, timeout=30, check=False
    )
    assert done.returncode == 1
    assert done.stderr.count("fault ValueError") == 2
    assert _SECRET not in done.stderr


@pytest.mark.parametrize(
    ("order", "answer"),
    [
        (Seal(Visit(UUID(int=1))), CommitFailed("session.sealing_failed")),
        (Print(PrintKind.FORMS, Visit(UUID(int=1))), PrintFailed("session.printer_worker_away")),
        (
            Print(PrintKind.RECEIPT, Visit(UUID(int=1))),
            ReceiptFailed("session.printer_worker_away"),
        ),
    ],
)
def test_a_worker_that_cannot_work_answers_with_a_failure(
    order: Seal | Print, answer: Answer, tmp_path: Path
) -> None:
    answers: queue.SimpleQueue[Answer] = queue.SimpleQueue()
    config = KioskConfig(
        office="o",
        device="d",
        pack="toyonaka",
        keeper_socket=tmp_path / "k",
        office_key=tmp_path / "no-key",
        escrow_key=tmp_path / "no-key",
        device_key=tmp_path / "no-key",
    )
    worker = Worker(config, TODAY, answers.put)
    worker.start()
    try:
        worker.order(order)
        assert answers.get(timeout=30) == answer
        assert answers.empty()
        until(lambda: worker.gone)
    finally:
        worker.stop()
