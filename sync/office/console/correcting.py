"""The page on which a clerk corrects one value."""

from __future__ import annotations

from collections.abc import Mapping
from datetime import date
from typing import Annotated

from fastapi import APIRouter, Form, Request, Response
from fastapi.responses import RedirectResponse

from forms.catalogue.model import FactSpec
from forms.facts.values import FactId, FactState, Known
from forms.text.wareki import FIRST_DAY, wareki
from sync.office import cases
from sync.office.casefile import CaseFile
from sync.office.console.errors import Trouble
from sync.office.console.login import Reader, TheOffice, Writer
from sync.office.console.pages import render
from sync.office.console.routes import case_row, open_file, views
from sync.office.console.view import is_correctable
from sync.office.console.words import Words, doubt_said
from sync.office.corrections import ERA_NAMES, WESTERN, Doubt, Mistake, read
from sync.office.failures import OfficeFailureCode
from sync.office.office import Office
from sync.office.sessions import ClerkSession

router = APIRouter()


@router.get("/cases/{case_id}/facts/{fact}")
def correct_page(
    request: Request, case_id: str, fact: str, office: TheOffice, session: Reader
) -> Response:
    """The value, where it came from, which forms use it, and a field for the right one."""
    file = open_file(office, session, case_id, "correct")
    spec = _spec(file, fact)
    row = case_row(office, case_id)
    typed = _typed_from(file.journey.facts.get(fact))
    return _page(request, office, file, spec, version=row.version, typed=typed, fault="")


@router.post("/cases/{case_id}/facts/{fact}")
def correct(
    request: Request,
    case_id: str,
    fact: str,
    *,
    office: TheOffice,
    session: Writer,
    version: Annotated[int, Form()],
    value: Annotated[str, Form()] = "",
    era: Annotated[str, Form()] = "",
    year: Annotated[str, Form()] = "",
    month: Annotated[str, Form()] = "",
    day: Annotated[str, Form()] = "",
    unknown: Annotated[str, Form()] = "",
    on_record: Annotated[str, Form()] = "",
) -> Response:
    """Store the correction; procedures and forms follow it."""
    file = open_file(office, session, case_id, "correct")
    spec = _spec(file, fact)
    typed = {
        "value": value,
        "era": era,
        "year": year,
        "month": month,
        "day": day,
        "unknown": unknown,
        "on_record": on_record,
    }
    state = read(spec, typed)
    if isinstance(state, Mistake | Doubt):
        fault = state.text if isinstance(state, Mistake) else doubt_said(state)
        doubted = isinstance(state, Doubt)
        return _page(
            request, office, file, spec, version=version, typed=typed, fault=fault, doubted=doubted
        )
    store(office, session, file, version, {fact: state})
    return RedirectResponse(f"/cases/{case_id}#fact-{fact}", 303)


def store(
    office: Office,
    session: ClerkSession,
    file: CaseFile,
    version: int,
    changes: Mapping[FactId, FactState],
) -> None:
    """Every change as a correction of its own, all or nothing; procedures and forms follow them.

    ``version``: that the clerk saw.  Raises :class:`Trouble` where somebody was first.
    """
    case_id = str(file.opened.submission.id)
    journey = office.files.journey(file, {**file.opened.facts, **changes})
    with office.database.writing() as connection:
        for seen, change in enumerate(changes.items(), version):
            number = cases.revise(
                connection,
                office.clock(),
                session.account,
                office.sealer,
                case=(case_id, seen),
                change=change,
            )
            if isinstance(number, OfficeFailureCode):
                raise Trouble(409, number, f"/cases/{case_id}")
        if changes:
            cases.follow(connection, office.clock(), session.account, case_id, journey)


def _page(
    request: Request,
    office: Office,
    file: CaseFile,
    spec: FactSpec,
    *,
    version: int,
    typed: dict[str, str],
    fault: str,
    doubted: bool = False,
) -> Response:
    words = Words(file.pack)
    state = file.journey.facts.get(spec.id)
    view = views(office, request.state.session, file.pack).fact(
        spec, state, file.opened.revisions, file
    )
    used_by = dict.fromkeys(
        need.form_id
        for need in file.journey.forms
        if spec.id in file.pack.forms[need.form_id].needs
    )
    return render(
        request,
        "correct.html",
        400 if fault else 200,
        case_id=str(file.opened.submission.id),
        number=file.opened.submission.number,
        spec=spec,
        kind=str(spec.type),
        fact=view,
        version=version,
        typed=typed,
        fault=fault,
        doubted=doubted,
        eras=ERA_NAMES,
        choices=[(v, words.choice(spec.id, v)) for v in spec.values],
        forms=[words.form(form) for form in used_by],
        procedures=[words.procedure(p.id) for p in file.journey.procedures if spec.id in p.because],
    )


def _spec(file: CaseFile, fact: str) -> FactSpec:
    spec = file.pack.facts.get(fact)
    if spec is None or not is_correctable(spec):
        back = f"/cases/{file.opened.submission.id}"
        raise Trouble(404, OfficeFailureCode.PAGE_NOT_FOUND, back)
    return spec


def _typed_from(state: FactState | None) -> dict[str, str]:
    typed = dict.fromkeys(("value", "era", "year", "month", "day", "unknown"), "")
    if not isinstance(state, Known):
        return typed
    match state.value:
        case bool() as value:
            typed["value"] = "yes" if value else "no"
        case date() as value if value >= FIRST_DAY:
            said = wareki(value)
            typed.update(era=said.era.name, year=str(said.year))
            typed.update(month=str(value.month), day=str(value.day))
        case date() as value:
            typed.update(era=WESTERN, year=str(value.year))
            typed.update(month=str(value.month), day=str(value.day))
        case value:
            typed["value"] = str(value)
    return typed
