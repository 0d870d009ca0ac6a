"""The API for kiosks, under ``/v1``.  Errors are plain JSON; ``kakanai office openapi`` prints it."""

from __future__ import annotations

import base64
from typing import Annotated, Any, Literal
from uuid import UUID

from cryptography.hazmat.primitives.asymmetric.ed25519 import Ed25519PublicKey
from cryptography.hazmat.primitives.asymmetric.x25519 import X25519PublicKey
from cryptography.hazmat.primitives.serialization import Encoding, PublicFormat
from fastapi import APIRouter, Path, Request
from fastapi.responses import JSONResponse
from pydantic import BaseModel, ConfigDict
from starlette.concurrency import run_in_threadpool

from sync.envelope import enrolment
from sync.envelope.wire import CONTENT_TYPE
from sync.office import devices
from sync.office.database import stamp
from sync.office.failures import OfficeFailureCode
from sync.office.intake import Refused
from sync.office.office import Office

router = APIRouter(prefix="/v1", tags=["kiosk"])

BUSY_SECONDS = 5
ENROLMENT_TYPE = "application/vnd.kakanai.enrolment+json"


class _Model(BaseModel):
    model_config = ConfigDict(extra="forbid")


class Health(_Model):
    """Alive, and the database answers."""

    status: Literal["ok"]
    time: str


class State(_Model):
    """Signed by the office: Ed25519 over ``kakanai office state 2`` and the canonical rest."""

    office: str
    epoch: int
    backed_up: int
    time: str
    signature: str


class Head(_Model):
    """The audit chain's newest row, signed like :class:`State`."""

    epoch: int
    sequence: int
    hash: str
    signature: str


class Receipt(_Model):
    """The office has exactly these bytes."""

    id: UUID
    digest: str
    head: Head
    office: State


class Enrolled(_Model):
    """The key is here; it counts once a person has compared the fingerprint."""

    device: str
    fingerprint: str
    office: str
    office_key: str
    escrow_key: str
    head_key: str


class Failure(_Model):
    """``error`` is a code of the office (``docs``: failure codes)."""

    error: str


def _answers(*statuses: int) -> dict[int | str, dict[str, Any]]:
    said: dict[int | str, dict[str, Any]] = {
        status: {"model": Failure, "description": _DESCRIPTIONS[status]} for status in statuses
    }
    for status in {429, 503} & set(said):
        said[status]["headers"] = {
            "Retry-After": {"description": "seconds", "schema": {"type": "integer", "minimum": 1}}
        }
    return said


_DESCRIPTIONS = {
    400: "not an envelope in its one spelling, or its id is not the address's",
    403: "the device is unknown, pending, suspended or revoked; or the code is wrong",
    409: "other content under this id, or the device's sequence is used",
    413: "larger than the office takes",
    415: "another content type",
    421: "addressed to another office",
    422: "digest or signature do not hold, or the address is no UUID",
    429: "too much at once: come again after Retry-After",
    503: "the database is away: come again after Retry-After",
}


_TEXT = {"type": "string"}
_BASE64 = {"type": "string", "contentEncoding": "base64"}
_NAME = {"type": "string", "pattern": "^[a-z0-9][a-z0-9._-]{0,63}$"}
_ENVELOPE = {
    "type": "object",
    "description": "canonical JSON: keys sorted, no spaces; any other spelling is refused",
    "additionalProperties": False,
    "properties": {
        "format": {"const": 1},
        "id": {"type": "string", "format": "uuid"},
        "office": _NAME,
        "device": _NAME,
        "sequence": {"type": "integer", "minimum": 1},
        "suite": _NAME,
        "recipients": {
            "type": "array",
            "items": {
                "type": "object",
                "additionalProperties": False,
                "properties": {"role": _TEXT, "key": _TEXT, "wrapped": _BASE64},
                "required": ["role", "key", "wrapped"],
            },
        },
        "ciphertext": _BASE64,
        "digest": {"type": "string", "pattern": "^[0-9a-f]{64}$"},
        "signature": _BASE64,
    },
    "required": [
        *("format", "id", "office", "device", "sequence", "suite"),
        *("recipients", "ciphertext", "digest", "signature"),
    ],
}
_ENROLMENT = {
    "type": "object",
    "description": "signed by the key in it: Ed25519 over `kakanai enrolment 1` and the rest",
    "additionalProperties": False,
    "properties": {"device": _NAME, "code": _TEXT, "key": _BASE64, "signature": _BASE64},
    "required": ["device", "code", "key", "signature"],
}


def _body_of(content_type: str, schema: dict[str, Any]) -> dict[str, Any]:
    return {"requestBody": {"required": True, "content": {content_type: {"schema": schema}}}}


@router.get("/health", response_model=Health, responses=_answers(503))
def health(request: Request) -> JSONResponse:
    """Alive, and the database answers.  ``time`` lets a kiosk see its own clock's error."""
    office: Office = request.app.state.office
    office.database.check()
    return JSONResponse({"status": "ok", "time": stamp(office.clock())})


@router.get("/state", response_model=State, responses=_answers(503))
def state(request: Request) -> JSONResponse:
    """How far the office's backup goes, whether it was restored, what time it is; signed."""
    office: Office = request.app.state.office
    return JSONResponse(office.intake.state())


@router.put(
    "/submissions/{submission_id}",
    response_model=Receipt,
    responses={
        201: {"model": Receipt, "description": "taken"},
        200: {"model": Receipt, "description": "the same digest came before; nothing was stored"},
        **_answers(400, 403, 409, 413, 415, 421, 422, 429, 503),
    },
    openapi_extra=_body_of(CONTENT_TYPE, _ENVELOPE),
)
async def take(
    submission_id: Annotated[UUID, Path(description="the submission's id")], request: Request
) -> JSONResponse:
    """Take a sealed submission in.  Safe to repeat."""
    office: Office = request.app.state.office
    if _type(request) != CONTENT_TYPE:
        return _refuse(Refused(OfficeFailureCode.CONTENT_TYPE))
    with office.places.one() as free:
        if not free:
            return _refuse(Refused(OfficeFailureCode.BUSY, BUSY_SECONDS))
        body = await _body(request, office.intake.max_bytes)
        if body is None:
            return _refuse(Refused(OfficeFailureCode.TOO_LARGE))
        answer = await office.intake.take_together(submission_id, body)
    if isinstance(answer, Refused):
        return _refuse(answer)
    # Not waited for: a case that cannot be made must not make a kiosk send again.
    office.opener.wake()
    return JSONResponse(answer.receipt, answer.status)


@router.post(
    "/enrolments",
    response_model=Enrolled,
    status_code=201,
    responses=_answers(400, 403, 413, 415, 429, 503),
    openapi_extra=_body_of(ENROLMENT_TYPE, _ENROLMENT),
)
async def enrol(request: Request) -> JSONResponse:
    """Introduce a kiosk by its one-time code."""
    office: Office = request.app.state.office
    if _type(request) != ENROLMENT_TYPE:
        return _refuse(Refused(OfficeFailureCode.CONTENT_TYPE))
    address = request.client.host if request.client else ""
    wait = office.enrolling.take(address)
    if wait:
        return _refuse(Refused(OfficeFailureCode.BUSY, wait))
    body = await _body(request, enrolment.LONGEST)
    if body is None:
        return _refuse(Refused(OfficeFailureCode.TOO_LARGE))
    wanted = enrolment.from_request(body)
    if wanted is None:
        return _refuse(Refused(OfficeFailureCode.NOT_AN_ENROLMENT))
    device = await run_in_threadpool(devices.enrol, office.database, office.clock, wanted)
    if isinstance(device, OfficeFailureCode):
        return _refuse(Refused(device))
    answer = {
        "device": device.name,
        "fingerprint": device.fingerprint,
        "office": office.settings.office,
        "office_key": _raw(office.sealer.office),
        "escrow_key": _raw(office.sealer.escrow),
        "head_key": _raw(office.intake.head_key),
    }
    return JSONResponse(answer, 201)


async def _body(request: Request, limit: int) -> bytes | None:
    """The body, or ``None`` as soon as it is longer than ``limit`` bytes."""
    parts, size = [], 0
    async for part in request.stream():
        size += len(part)
        if size > limit:
            return None
        parts.append(part)
    return b"".join(parts)


def _type(request: Request) -> str:
    return request.headers.get("content-type", "").partition(";")[0].strip().lower()


def _raw(key: X25519PublicKey | Ed25519PublicKey) -> str:
    return base64.b64encode(key.public_bytes(Encoding.Raw, PublicFormat.Raw)).decode("ascii")


def _refuse(refused: Refused) -> JSONResponse:
    headers = {"Retry-After": str(refused.wait)} if refused.wait else None
    return JSONResponse({"error": refused.code.value}, refused.status, headers)
