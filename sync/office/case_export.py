"""One case as plain JSON: for the command line, the story player and the tests."""

from __future__ import annotations

from typing import Any

from forms.document import field_texts
from forms.facts.values import to_json
from sync.office import cases
from sync.office.casefile import CaseFile
from sync.office.cases import CaseRow
from sync.office.failures import OfficeFailureCode
from sync.office.office import Office


def export_case(office: Office, number: str) -> dict[str, Any] | OfficeFailureCode | None:
    """The newest case with this 受付番号 or id, opened with the office key (an audit row says so).

    ``None`` when it has not arrived.
    """
    with office.database.reading() as connection:
        one = cases.one(connection, number)
        rows = (one,) if one else cases.newest(connection, number=number)
    if not rows:
        return None
    opened = office.opener.open_case(rows[0].id, "operator", "command_line")
    if isinstance(opened, OfficeFailureCode):
        return opened
    file = office.files.read(opened)
    return file if isinstance(file, OfficeFailureCode) else _plain(office, rows[0], file)


def _plain(office: Office, row: CaseRow, file: CaseFile) -> dict[str, Any]:
    submission = file.opened.submission
    tasks = {task.procedure: task for task in row.tasks}
    return {
        "id": row.id,
        "number": row.number,
        "event": row.event,
        "pack": row.pack,
        "pack_version": row.pack_version,
        "language": row.language,
        "device": row.device,
        "made_at": row.made_at,
        "stage": row.stage,
        "revision": file.opened.revision,
        "facts": {fact: to_json(state) for fact, state in sorted(file.facts.items())},
        "procedures": [
            {
                "id": outcome.id,
                "state": outcome.state.value,
                "because": list(outcome.because),
                "deadline": outcome.deadline.isoformat() if outcome.deadline else None,
                "section": outcome.section,
            }
            for outcome in file.journey.procedures
        ],
        "tasks": [
            {
                "procedure": task.procedure,
                "section": task.section,
                "state": task.state.value,
                "confirmed_at": task.confirmed_at,
            }
            for task in tasks.values()
        ],
        "forms": [
            {
                "form": filled.form_id,
                "procedure": filled.procedure_id,
                "fields": field_texts(filled),
                "problems": [problem.code.value for problem in filled.problems],
            }
            for filled in office.files.all_forms(file)
        ],
        "submitted": {
            "facts": {fact: to_json(state) for fact, state in sorted(submission.facts.items())},
            "forms": [
                {"form": f.form_id, "procedure": f.procedure_id, "fields": dict(f.fields)}
                for f in submission.forms
            ],
        },
    }
