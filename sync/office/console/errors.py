"""Pages for what went wrong: what happened, what is safe, what to do now.  Never a stack trace."""

from __future__ import annotations

from fastapi import FastAPI, Request, Response
from fastapi.exceptions import RequestValidationError
from fastapi.responses import JSONResponse, RedirectResponse
from sqlalchemy.exc import OperationalError
from starlette.exceptions import HTTPException

from assets import ROOT
from forms.catalogue.wording import Wording
from sync.office.console.pages import render
from sync.office.failures import OfficeFailureCode


class NotLoggedIn(Exception):  # not an error: the way to the log-in page
    """No valid session."""

    def __init__(self, *, was_idle: bool) -> None:
        super().__init__()
        self.was_idle = was_idle


class Trouble(Exception):  # a page for the clerk, not a fault of the program
    """A page that says what is the matter with this request."""

    def __init__(self, status: int, code: OfficeFailureCode, back: str = "/") -> None:
        super().__init__(code.value)
        self.status, self.code, self.back = status, code, back


_RETRY_SECONDS = "5"
_LANGUAGE = "ja"
_TEXTS = Wording.from_files(ROOT / "wording")
_BUTTONS = {
    OfficeFailureCode.SOMEONE_WAS_FIRST: "いまの状態を見る",
    OfficeFailureCode.NOT_ALLOWED_NOW: "受付にもどる",
    OfficeFailureCode.FORM_NOT_DRAWABLE: "受付にもどる",
}


def page(request: Request, status: int, code: OfficeFailureCode, back: str = "/") -> Response:
    """The page of one code."""
    words = {
        "title": _TEXTS.text(code.wording, _LANGUAGE),
        "safe": _TEXTS.text(f"{code.wording}.safe", _LANGUAGE),
        "next": _TEXTS.text(f"{code.wording}.next", _LANGUAGE),
        "button": _BUTTONS.get(code, "一覧へもどる"),
    }
    return render(request, "trouble.html", status, words=words, back=back)


def install(app: FastAPI) -> None:
    """Route every kind of failure to a page, or to JSON under ``/v1``."""

    @app.exception_handler(NotLoggedIn)
    async def to_login(_request: Request, reason: NotLoggedIn) -> Response:
        return RedirectResponse("/login?idle=1" if reason.was_idle else "/login", 303)

    @app.exception_handler(Trouble)
    async def trouble(request: Request, reason: Trouble) -> Response:
        return page(request, reason.status, reason.code, reason.back)

    @app.exception_handler(HTTPException)
    async def http(request: Request, reason: HTTPException) -> Response:
        if request.url.path.startswith("/v1/"):
            # With its headers: a 405 must name the methods that there are.
            code = OfficeFailureCode.PAGE_NOT_FOUND.value
            return JSONResponse({"error": code}, reason.status_code, reason.headers)
        return page(request, reason.status_code, OfficeFailureCode.PAGE_NOT_FOUND)

    @app.exception_handler(RequestValidationError)
    async def unreadable(request: Request, _reason: RequestValidationError) -> Response:
        if request.url.path.startswith("/v1/"):
            return JSONResponse({"error": OfficeFailureCode.NOT_AN_ENVELOPE.value}, 400)
        return page(request, 400, OfficeFailureCode.NOT_READABLE)

    @app.exception_handler(OperationalError)
    async def database_away(request: Request, _reason: OperationalError) -> Response:
        # Weather, not a bug: a short answer instead of a page of trace in the log.
        if request.url.path.startswith("/v1/"):
            code = OfficeFailureCode.DATABASE_AWAY.value
            return JSONResponse({"error": code}, 503, {"Retry-After": _RETRY_SECONDS})
        return page(request, 503, OfficeFailureCode.DATABASE_AWAY)

    @app.exception_handler(Exception)
    async def server(request: Request, _reason: Exception) -> Response:
        if request.url.path.startswith("/v1/"):
            return JSONResponse({"error": OfficeFailureCode.SERVER.value}, 500)
        return page(request, 500, OfficeFailureCode.SERVER)
