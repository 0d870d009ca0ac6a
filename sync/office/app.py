"""The office as an ASGI application: the kiosks' API under ``/v1``, the clerks' console under ``/``."""

from __future__ import annotations

from collections.abc import AsyncIterator, Awaitable, Callable
from contextlib import asynccontextmanager
from pathlib import Path

from fastapi import FastAPI, Request, Response
from fastapi.staticfiles import StaticFiles
from starlette.concurrency import run_in_threadpool
from starlette.datastructures import MutableHeaders
from starlette.middleware.base import BaseHTTPMiddleware
from starlette.types import ASGIApp, Message, Receive, Scope, Send

from sync.office import api
from sync.office.console import correcting, errors, login, numbers, routes, sheet_routes
from sync.office.database import Clock, utc_now
from sync.office.failures import OfficeFailureCode
from sync.office.office import compose
from sync.office.settings import OfficeSettings

_POLICY = (
    "default-src 'none'; style-src 'self'; font-src 'self'; img-src 'self' data:; "
    "form-action 'self'; frame-ancestors 'none'; base-uri 'none'"
)
"""No script at all.  ``data:`` pictures are the forms' pages, which must not have an address."""

_HEADERS = {
    "Content-Security-Policy": _POLICY,
    "X-Content-Type-Options": "nosniff",
    "X-Frame-Options": "DENY",
    "Referrer-Policy": "no-referrer",
    "Cross-Origin-Opener-Policy": "same-origin",
    "Permissions-Policy": "camera=(), microphone=(), geolocation=()",
}


def create_app(settings: OfficeSettings, clock: Clock = utc_now) -> FastAPI:
    """The application.  Raises ``OfficeSetupError`` or ``KeyFileError`` when set up wrongly."""
    office = compose(settings, clock)

    @asynccontextmanager
    async def lifespan(_app: FastAPI) -> AsyncIterator[None]:
        await run_in_threadpool(office.opener.wake)
        yield
        office.database.dispose()

    app = FastAPI(
        title="Kakanai office",
        version="1",
        docs_url=None,
        redoc_url=None,
        openapi_url="/v1/openapi.json",
        lifespan=lifespan,
    )
    app.state.office = office
    app.include_router(api.router)
    pages = (login, routes, sheet_routes, correcting, numbers)
    for each in pages:
        app.include_router(each.router, include_in_schema=False)
    app.mount("/static", StaticFiles(directory=Path(__file__).parent / "console" / "static"))
    errors.install(app)

    app.add_middleware(_Doors)
    return app


class _Doors:
    """Headers for every answer; for pages also the check of where a form came from, and the cookie.

    What kiosks send goes past the pages' middleware, which would hand 200 kB on piece by piece.
    """

    def __init__(self, app: ASGIApp) -> None:
        self._app = app
        self._pages = BaseHTTPMiddleware(app, dispatch=_page)

    async def __call__(self, scope: Scope, receive: Receive, send: Send) -> None:
        if scope["type"] != "http" or not scope["path"].startswith("/v1/"):
            await self._pages(scope, receive, send)
            return

        async def hardened(message: Message) -> None:
            if message["type"] == "http.response.start":
                _harden(MutableHeaders(scope=message))
            await send(message)

        await self._app(scope, receive, hardened)


def _harden(headers: MutableHeaders, *, may_be_kept: bool = False) -> None:
    for name, value in _HEADERS.items():
        headers.setdefault(name, value)
    if not may_be_kept:
        headers["Cache-Control"] = "no-store"


async def _page(request: Request, call_next: Callable[[Request], Awaitable[Response]]) -> Response:
    if request.method == "POST" and not login.from_own_page(request):
        response: Response = errors.page(request, 403, OfficeFailureCode.FOREIGN_FORM)
    else:
        response = await call_next(request)
    _harden(response.headers, may_be_kept=request.url.path.startswith("/static/"))
    login.keep(request, response)
    return response
