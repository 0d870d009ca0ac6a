"""Papers of a case that are no forms: 引継票 and 転記票 of a 課 for clerks, the lists for the citizen."""

from __future__ import annotations

from fastapi import APIRouter, Response

from forms.document import FilledForm
from forms.papers.handover import handover_sheet
from forms.papers.transcription import TypedScreen, transcription_csv, transcription_sheet
from sync.office.casefile import CaseFile, pdf
from sync.office.console.errors import Trouble
from sync.office.console.login import Reader, TheOffice
from sync.office.console.routes import case_row, open_file, views
from sync.office.console.sheets import hand_over, screens_of
from sync.office.console.words import Words
from sync.office.failures import OfficeFailureCode

router = APIRouter()


@router.get("/cases/{case_id}/lists.pdf")
def lists_pdf(case_id: str, office: TheOffice, session: Reader) -> Response:
    """手続き一覧, 持ち物 and 委任状, as the kiosk prints them."""
    file = open_file(office, session, case_id, "print")
    return _pdf(office.files.lists(file), "lists.pdf")


@router.get("/cases/{case_id}/sections/{section}/handover.pdf")
def handover_pdf(case_id: str, section: str, office: TheOffice, session: Reader) -> Response:
    """引継票 of one 課."""
    file = open_file(office, session, case_id, "print")
    row = case_row(office, case_id)
    maker = views(office, session, file.pack)
    said = hand_over(maker.case(row, file, (), ()), section, file, maker)
    if said is None:
        raise _nothing(case_id)
    return _pdf((handover_sheet(said, office.files.context(file)),), "handover.pdf")


@router.get("/cases/{case_id}/sections/{section}/transcription.pdf")
def transcription_pdf(case_id: str, section: str, office: TheOffice, session: Reader) -> Response:
    """転記票 of one 課."""
    file, screens = _screens(case_id, section, office, session)
    named = Words(file.pack).section(section)
    sheet = transcription_sheet(named, screens, office.files.context(file))
    return _pdf((sheet,), "transcription.pdf")


@router.get("/cases/{case_id}/sections/{section}/transcription.csv")
def transcription_file(case_id: str, section: str, office: TheOffice, session: Reader) -> Response:
    """The same for a program."""
    _, screens = _screens(case_id, section, office, session)
    return Response(
        transcription_csv(screens),
        media_type="text/csv; charset=utf-8",
        headers={"Content-Disposition": 'attachment; filename="transcription.csv"'},
    )


def _screens(
    case_id: str, section: str, office: TheOffice, session: Reader
) -> tuple[CaseFile, tuple[TypedScreen, ...]]:
    file = open_file(office, session, case_id, "print")
    screens = screens_of(file, section)
    if not screens:
        raise _nothing(case_id)
    return file, screens


def _nothing(case_id: str) -> Trouble:
    return Trouble(404, OfficeFailureCode.FORM_NOT_DRAWABLE, f"/cases/{case_id}")


def _pdf(papers: tuple[FilledForm, ...], name: str) -> Response:
    return Response(
        pdf(papers),
        media_type="application/pdf",
        headers={"Content-Disposition": f'inline; filename="{name}"'},
    )
