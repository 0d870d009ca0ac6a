"""The console's pages: the list, search, a case, its forms, corrections, the work on tasks."""

from __future__ import annotations

import base64
from typing import Annotated

from fastapi import APIRouter, Form, Query, Request, Response
from fastapi.responses import RedirectResponse

from forms.catalogue.model import Pack
from forms.document import FilledForm
from sync.office import audit, cases, work
from sync.office.casefile import CaseFile, pdf, pictures
from sync.office.cases import CaseRow
from sync.office.console.errors import Trouble
from sync.office.console.login import Reader, TheOffice, Writer
from sync.office.console.pages import japan_day, render
from sync.office.console.sheets import screens_of
from sync.office.console.view import CaseViews
from sync.office.console.words import REASONS, STAGES, Words
from sync.office.failures import OfficeFailureCode
from sync.office.office import Office
from sync.office.sessions import ClerkSession
from sync.office.work import Action, Note, ReturnReason, Seen

router = APIRouter()
_LONGEST_NOTE = 400
_STATUS = {
    OfficeFailureCode.CASE_NOT_FOUND: 404,
    OfficeFailureCode.SOMEONE_WAS_FIRST: 409,
    OfficeFailureCode.NOT_ALLOWED_NOW: 409,
    OfficeFailureCode.PACK_VERSION_MISSING: 409,
}


@router.get("/")
def listing(
    request: Request,
    office: TheOffice,
    _session: Reader,
    section: str = "",
    stage: Annotated[str, Query(pattern="^[a-z]*$")] = "",
) -> Response:
    """The newest cases, filtered by 課 and stage; it loads itself anew (``auto``)."""
    with office.database.reading() as connection:
        rows = cases.newest(connection)
        unopened = cases.unopened(connection)
    sections = dict.fromkeys(spec.section for spec in office.pack.procedures.values())
    chosen = [r for r in rows if not section or section in dict(r.per_section)]
    shown = [r for r in chosen if not stage or r.stage == stage]
    return render(
        request,
        "list.html",
        refresh_seconds=office.settings.refresh_seconds,
        rows=shown,
        words=Words(office.pack),
        stages=STAGES,
        section=section,
        stage=stage,
        sections=[(s, sum(s in dict(r.per_section) for r in rows)) for s in sections],
        counts={s: sum(r.stage == s for r in chosen) for s in STAGES},
        total=len(rows),
        in_section=len(chosen),
        unopened=unopened,
        number="",
    )


@router.get("/search")
def search(
    request: Request, office: TheOffice, _session: Reader, number: Annotated[str, Query()] = ""
) -> Response:
    """By reception number: straight to the case when it is the only one."""
    wanted = number.strip()[:32]
    with office.database.reading() as connection:
        rows = cases.newest(connection, number=wanted) if wanted else ()
    if len(rows) == 1:
        return RedirectResponse(f"/cases/{rows[0].id}", 303)
    return render(
        request, "search.html", rows=rows, words=Words(office.pack), number=wanted, stages=STAGES
    )


@router.get("/cases/{case_id}")
def case_page(request: Request, case_id: str, office: TheOffice, session: Reader) -> Response:
    """One case.  The title is its number."""
    file = open_file(office, session, case_id, "case")
    with office.database.reading() as connection:
        row = cases.one(connection, case_id)
        marks = cases.marks(connection, case_id)
        history = audit.history(connection, case_id)
        successor = cases.successor(connection, case_id)
    if row is None:
        raise Trouble(404, OfficeFailureCode.CASE_NOT_FOUND)
    view = views(office, session, file.pack).case(row, file, marks, history)
    return render(
        request,
        "case.html",
        view=view,
        successor=successor,
        revision=file.opened.revision,
        reasons=[(reason.value, text) for reason, text in REASONS.items()],
        other_pack=not file.own_version,
        typed={section.id for section in view.sections if screens_of(file, section.id)},
        stage_text=STAGES[row.stage],
    )


@router.post("/cases/{case_id}/tasks")
def work_on_tasks(
    case_id: str,
    *,
    office: TheOffice,
    session: Writer,
    action: Annotated[Action, Form()],
    task: Annotated[list[str], Form()],
    revision: Annotated[int, Form()] = 0,
    reason: Annotated[ReturnReason | None, Form()] = None,
    note: Annotated[str, Form()] = "",
) -> Response:
    """Claim, confirm, return, complete: all named tasks, or none."""
    back = f"/cases/{case_id}"
    seen = [_seen(each) for each in task]
    wanted = None
    if action is Action.RETURN:
        if reason is None:
            raise Trouble(400, OfficeFailureCode.NOT_READABLE, back)
        words = note.strip()[:_LONGEST_NOTE]
        wanted = Note(reason, office.sealer.note(case_id, words) if words else None)
    with office.database.writing() as connection:
        code = work.advance(
            connection,
            office.clock(),
            session.account,
            case_id,
            action,
            seen=seen,
            note=wanted,
            revision=revision,
        )
        if code is not None:
            raise Trouble(409, code, back)  # rolls back what was done so far
    return RedirectResponse(back, 303)


@router.get("/cases/{case_id}/forms/{form}/{procedure}")
def form_page(
    request: Request, case_id: str, form: str, procedure: str, *, office: TheOffice, session: Reader
) -> Response:
    """A filled form as a picture of its pages, with the facts that it uses."""
    file = open_file(office, session, case_id, "form")
    filled = _filled(office, file, form, procedure)
    used = frozenset(fact for field in filled.fields for fact in field.facts)
    with office.database.reading() as connection:
        marks = cases.marks(connection, case_id)
    own = [m for m in marks if (m.form, m.procedure) == (form, procedure)]
    words = Words(file.pack)
    return render(
        request,
        "form.html",
        case_id=case_id,
        number=file.opened.submission.number,
        filled=filled,
        title=words.form(form),
        procedure_title=words.procedure(procedure),
        standing=file.pack.forms[form].status.label,
        pictures=[base64.b64encode(p).decode("ascii") for p in pictures(pdf([filled]))],
        groups=views(office, session, file.pack).groups(file, used),
        marks=own,
        revision=file.opened.revision,
        problems=[
            (words.fact(p.facts[0]) if p.facts else p.box, "".join(p.characters))
            for p in filled.problems
        ],
    )


@router.get("/cases/{case_id}/forms/{form}/{procedure}/form.pdf")
def form_pdf(
    case_id: str, form: str, procedure: str, office: TheOffice, session: Reader
) -> Response:
    """The form for the printer."""
    file = open_file(office, session, case_id, "print")
    return _pdf([_filled(office, file, form, procedure)], "form.pdf")


@router.get("/cases/{case_id}/forms.pdf")
def all_forms_pdf(case_id: str, office: TheOffice, session: Reader, section: str = "") -> Response:
    """All forms of a 課 (or of the case) in one document."""
    file = open_file(office, session, case_id, "print")
    filled = office.files.all_forms(file, section or None)
    if not filled:
        raise Trouble(404, OfficeFailureCode.FORM_NOT_DRAWABLE, f"/cases/{case_id}")
    return _pdf(filled, "forms.pdf")


@router.get("/cases/{case_id}/reasons.pdf")
def reasons_pdf(case_id: str, office: TheOffice, session: Reader) -> Response:
    """Why each procedure is needed or not (不要の理由書), to hand to the citizen."""
    file = open_file(office, session, case_id, "print")
    return _pdf([office.files.reasons(file)], "reasons.pdf")


@router.post("/cases/{case_id}/forms/{form}/{procedure}/marks")
def mark_form(
    case_id: str,
    form: str,
    procedure: str,
    *,
    office: TheOffice,
    session: Writer,
    kind: Annotated[str, Form(pattern="^(printed|signed)$")],
    revision: Annotated[int, Form()],
) -> Response:
    """Write down that the form was printed or signed."""
    file = open_file(office, session, case_id, "form")
    _filled(office, file, form, procedure)  # there is such a form
    with office.database.writing() as connection:
        cases.mark_form(
            connection,
            office.clock(),
            session.account,
            case_id,
            mark=(form, procedure, kind),
            revision=revision,
        )
    return RedirectResponse(f"/cases/{case_id}/forms/{form}/{procedure}", 303)


def open_file(office: Office, session: ClerkSession, case_id: str, purpose: str) -> CaseFile:
    """Open a case for this clerk.  Raises :class:`Trouble`."""
    opened = office.opener.open_case(case_id, session.account.actor, purpose)
    if isinstance(opened, OfficeFailureCode):
        raise Trouble(_STATUS.get(opened, 500), opened)
    file = office.files.read(opened)
    if isinstance(file, OfficeFailureCode):
        raise Trouble(_STATUS[file], file)
    return file


def case_row(office: Office, case_id: str) -> CaseRow:
    """The case as the list has it, with its version.  Raises :class:`Trouble`."""
    with office.database.reading() as connection:
        row = cases.one(connection, case_id)
    if row is None:
        raise Trouble(404, OfficeFailureCode.CASE_NOT_FOUND)
    return row


def views(office: Office, session: ClerkSession, pack: Pack) -> CaseViews:
    """Page maker for this clerk."""
    today = japan_day(office.clock())
    return CaseViews(pack, Words(pack), session.account, today)


def _filled(office: Office, file: CaseFile, form: str, procedure: str) -> FilledForm:
    filled = office.files.fill(file, form, procedure)
    if filled is None:
        back = f"/cases/{file.opened.submission.id}"
        raise Trouble(404, OfficeFailureCode.FORM_NOT_DRAWABLE, back)
    return filled


def _pdf(forms: list[FilledForm] | tuple[FilledForm, ...], name: str) -> Response:
    return Response(
        pdf(forms),
        media_type="application/pdf",
        headers={"Content-Disposition": f'inline; filename="{name}"'},
    )


def _seen(text: str) -> Seen:
    task, _, version = text.partition(":")
    if not (task.isdecimal() and version.isdecimal()):
        raise Trouble(400, OfficeFailureCode.NOT_READABLE)
    return Seen(int(task), int(version))
