"""The API for kiosks: ``PUT /v1/submissions/{id}`` and ``GET /v1/health``.  Errors are plain JSON."""

from __future__ import annotations

from uuid import UUID

from fastapi import APIRouter, Request
from fastapi.responses import JSONResponse
from starlette.background import BackgroundTask
from starlette.concurrency import run_in_threadpool

from sync.office.database import stamp
from sync.office.failures import OfficeFailureCode
from sync.office.intake import Refused
from sync.office.office import Office

router = APIRouter(prefix="/v1")


@router.get("/health")
def health(request: Request) -> JSONResponse:
    """Alive, and the database answers.  ``time`` lets a kiosk see its own clock's error."""
    office: Office = request.app.state.office
    office.database.check()
    return JSONResponse({"status": "ok", "time": stamp(office.clock())})


@router.put("/submissions/{submission_id}")
async def take(submission_id: UUID, request: Request) -> JSONResponse:
    """201 with a receipt; 200 when the same digest came before; 4xx with ``error`` otherwise."""
    office: Office = request.app.state.office
    body = await _body(request, office.intake.max_bytes)
    if body is None:
        return _refuse(Refused(OfficeFailureCode.TOO_LARGE))
    answer = await run_in_threadpool(office.intake.take, submission_id, body)
    if isinstance(answer, Refused):
        return _refuse(answer)
    # After the answer: a case that cannot be made must not make a kiosk send again.
    work = BackgroundTask(office.opener.make_case, str(submission_id))
    return JSONResponse(answer.receipt, answer.status, background=work)


async def _body(request: Request, limit: int) -> bytes | None:
    """The body, or ``None`` as soon as it is longer than ``limit`` bytes."""
    parts, size = [], 0
    async for part in request.stream():
        size += len(part)
        if size > limit:
            return None
        parts.append(part)
    return b"".join(parts)


def _refuse(refused: Refused) -> JSONResponse:
    return JSONResponse({"error": refused.code.value}, refused.status)
