"""The page on which a clerk types all that the office alone knows of a case: numbers of certificates, amounts,
what the residence record says.  Each is typed once and then stands on every form of the case.
"""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from typing import Annotated

from fastapi import APIRouter, Depends, Form, Request, Response
from fastapi.responses import RedirectResponse

from forms.catalogue.model import FactSpec
from forms.facts.types import FactType
from forms.facts.values import FactId, FactState, Known
from sync.office.casefile import CaseFile
from sync.office.console.correcting import store
from sync.office.console.login import Reader, TheOffice, Writer
from sync.office.console.pages import render
from sync.office.console.routes import case_row, open_file
from sync.office.console.view import to_type
from sync.office.console.words import Words, doubt_said
from sync.office.corrections import ERA_NAMES, Doubt, Mistake, read

router = APIRouter()
_PARTS = ("era", "year", "month", "day")


@dataclass(frozen=True, slots=True)
class Row:
    """One value to type: ``forms``: on how many forms of the case it will stand."""

    spec: FactSpec
    label: str
    choices: tuple[tuple[str, str], ...]
    forms: int
    typed: Mapping[str, str]
    fault: str = ""
    doubted: bool = False


async def _entered(request: Request) -> Mapping[str, str]:
    """The fields of the page: a fact's id, for a date with ``.era`` and so on behind it."""
    return {name: value for name, value in (await request.form()).items() if isinstance(value, str)}


@router.get("/cases/{case_id}/numbers")
def numbers_page(request: Request, case_id: str, office: TheOffice, session: Reader) -> Response:
    """All that is still to be typed."""
    file = open_file(office, session, case_id, "correct")
    row = case_row(office, case_id)
    return _page(request, file, row.version, [_row(file, spec, {}) for spec in to_type(file)])


@router.post("/cases/{case_id}/numbers")
def type_numbers(
    request: Request,
    case_id: str,
    *,
    office: TheOffice,
    session: Writer,
    version: Annotated[int, Form()],
    entered: Annotated[Mapping[str, str], Depends(_entered)],
) -> Response:
    """Store what was typed, all of it or nothing; what was left empty stays open."""
    file = open_file(office, session, case_id, "correct")
    rows = [_row(file, spec, entered) for spec in to_type(file)]
    if any(row.fault for row in rows):
        return _page(request, file, version, rows)
    store(office, session, file, version, dict(_changes(rows)))
    return RedirectResponse(f"/cases/{case_id}#facts", 303)


def _row(file: CaseFile, spec: FactSpec, entered: Mapping[str, str]) -> Row:
    words = Words(file.pack)
    choices = tuple((value, words.choice(spec.id, value)) for value in spec.values)
    forms = {n.form_id for n in file.journey.forms if spec.id in file.pack.forms[n.form_id].needs}
    typed = {
        "value": entered.get(spec.id, ""),
        "on_record": entered.get(f"{spec.id}.on_record", ""),
        **{part: entered.get(f"{spec.id}.{part}", "") for part in _PARTS},
    }
    state = read(spec, typed) if _is_typed(spec, typed) else None
    match state:
        case Mistake():
            fault, doubted = state.text, False
        case Doubt():
            fault, doubted = doubt_said(state), True
        case _:
            fault, doubted = "", False
    return Row(spec, words.fact(spec.id), choices, len(forms), typed, fault, doubted)


def _is_typed(spec: FactSpec, typed: Mapping[str, str]) -> bool:
    """The era alone says nothing: it stands there from the start."""
    if spec.type is FactType.DATE:
        return any(typed[part].strip() for part in _PARTS[1:])
    return bool(typed["value"].strip())


def _changes(rows: list[Row]) -> Iterator[tuple[FactId, FactState]]:
    for row in rows:
        if _is_typed(row.spec, row.typed):
            state = read(row.spec, row.typed)
            if isinstance(state, Known):
                yield row.spec.id, state


def _page(request: Request, file: CaseFile, version: int, rows: list[Row]) -> Response:
    faults = any(row.fault for row in rows)
    return render(
        request,
        "numbers.html",
        400 if faults else 200,
        case_id=str(file.opened.submission.id),
        number=file.opened.submission.number,
        rows=rows,
        version=version,
        eras=ERA_NAMES,
        faults=faults,
    )
