"""What a session knows of itself, as plain JSON: for transcripts of synthetic people only."""

from __future__ import annotations

from typing import Any
from uuid import UUID

import assets
from forms.catalogue import Wording
from forms.document import field_texts
from forms.facts.values import to_json
from forms.journey import relevant_facts
from kiosk.app.config import KioskConfig
from kiosk.app.engine import Engine
from kiosk.app.paperwork import Paperwork
from kiosk.session.step import journey_of
from sync.failures import SyncFailure
from sync.store.client import KeeperClient


def account(engine: Engine, config: KioskConfig) -> dict[str, Any]:
    """Facts, procedures, forms and the submission of a session that has reached its result."""
    paperwork = Paperwork(
        engine.world, Wording.from_files(assets.ROOT / "wording"), config.office, config.device
    )
    return session_account(engine, paperwork) | {
        "print_jobs": _print_jobs(config, engine.state.visit.session)
    }


def _print_jobs(config: KioskConfig, session: UUID) -> list[dict[str, Any]]:
    """As the keeper's journal has them; the outcome is what the printer said."""
    keeper = KeeperClient(config.keeper_socket)
    try:
        jobs = keeper.prints_of(session)
    finally:
        keeper.close()
    if isinstance(jobs, SyncFailure):
        return []
    return [
        {
            "kind": job.kind.value,
            "job": str(job.job_id),
            "printer_job": job.printer_job,
            "digest": job.digest,
            "outcome": job.outcome.value if job.outcome else None,
        }
        for job in jobs
    ]


def session_account(engine: Engine, paperwork: Paperwork) -> dict[str, Any]:
    """The part that needs no device."""
    visit = engine.state.visit
    journey = journey_of(visit, engine.world)
    assert visit.reception is not None
    return {
        "event": visit.event,
        "language": visit.language,
        "today": engine.world.today.isoformat(),
        "pack": f"{engine.world.pack.id} {engine.world.pack.version}",
        "facts": {f: to_json(s) for f, s in sorted(relevant_facts(journey).items())},
        "procedures": [
            {
                "id": outcome.id,
                "state": outcome.state.value,
                "because": list(outcome.because),
                "deadline": outcome.deadline.isoformat() if outcome.deadline else None,
                "section": outcome.section,
            }
            for outcome in journey.procedures
        ],
        "forms": [
            {
                "form": filled.form_id,
                "procedure": filled.procedure_id,
                "pdf": None,
                "status": filled.status.value,
                "fields": field_texts(filled),
                "problems": [problem.code.value for problem in filled.problems],
            }
            for filled in paperwork.forms(visit)
        ],
        "submission": {
            "id": str(visit.session),
            "number": visit.reception.number,
            "delivery": visit.delivery.value,
        },
        "failures": list(engine.failures),
    }
