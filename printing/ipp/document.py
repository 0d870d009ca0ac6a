"""The octets that a printer gets: the PDF as it is, or dots for printers that take no PDF."""

from __future__ import annotations

from dataclasses import dataclass

from printing.ipp.client import PDF
from printing.ipp.state import PrinterState
from printing.ipp.ticket import PrintTicket
from printing.raster.pwg import MIME_TYPE


@dataclass(frozen=True, slots=True)
class Document:
    """What goes over the line."""

    mime_type: str
    octets: bytes


def document_for(pdf: bytes, ticket: PrintTicket, state: PrinterState) -> Document | None:
    """``None`` for a printer that takes neither PDF nor PWG Raster."""
    if state.prints_pdf:
        return Document(PDF, pdf)
    if state.dots is None or MIME_TYPE not in state.formats:
        return None
    from printing.raster.pages import pwg_raster  # noqa: PLC0415 - pdfium only where it is needed

    return Document(MIME_TYPE, pwg_raster(pdf, state.dots, ticket.media, state.sides_for(ticket)))
