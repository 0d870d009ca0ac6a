"""Log in, log out, and who is asking."""

from __future__ import annotations

from datetime import timedelta
from typing import Annotated

from fastapi import APIRouter, Depends, Form, Request, Response
from fastapi.responses import RedirectResponse

from sync.office.console.errors import NotLoggedIn, Trouble
from sync.office.console.pages import render
from sync.office.failures import OfficeFailureCode
from sync.office.office import Office
from sync.office.sessions import ClerkSession, same_token

COOKIE = "kakanai_console"
router = APIRouter()


def office_of(request: Request) -> Office:
    """The running office."""
    office: Office = request.app.state.office
    return office


def clerk_of(request: Request) -> ClerkSession:
    """The logged-in clerk.  Raises :class:`NotLoggedIn`."""
    cookie = request.cookies.get(COOKIE)
    session = office_of(request).sessions.read(cookie)
    if session is None:
        raise NotLoggedIn(was_idle=cookie is not None)
    request.state.session = session
    return session


def writing_clerk(
    session: Annotated[ClerkSession, Depends(clerk_of)],
    csrf: Annotated[str, Form()] = "",
) -> ClerkSession:
    """The clerk, when the form came from this very session.  Raises :class:`Trouble`."""
    if not same_token(session, csrf):
        raise Trouble(403, OfficeFailureCode.STALE_FORM)
    return session


TheOffice = Annotated[Office, Depends(office_of)]
Reader = Annotated[ClerkSession, Depends(clerk_of)]
Writer = Annotated[ClerkSession, Depends(writing_clerk)]


def from_own_page(request: Request) -> bool:
    """Whether a POST comes from a page of this console, as far as the browser says."""
    site = request.headers.get("sec-fetch-site")
    if site is not None and site not in ("same-origin", "none"):
        return False
    origin = request.headers.get("origin")
    if origin is None or origin == "null":
        # Referrer-Policy: no-referrer makes some browsers send "null"; then the token decides.
        return True
    return origin.partition("://")[2] == request.headers.get("host")


def keep(request: Request, response: Response) -> None:
    """Give the session another idle time with every page that a person asked for."""
    session: ClerkSession | None = getattr(request.state, "session", None)
    if session is not None and "auto" not in request.query_params:
        _set_cookie(office_of(request), response, session)


@router.get("/login")
def login_page(request: Request, office: TheOffice, idle: int = 0) -> Response:
    """The log-in page; who is logged in goes to the list."""
    if office.sessions.read(request.cookies.get(COOKIE)) is not None:
        return RedirectResponse("/", 303)
    return render(request, "login.html", idle=idle, fault="", name="")


@router.post("/login")
def log_in(
    request: Request,
    office: TheOffice,
    name: Annotated[str, Form()] = "",
    password: Annotated[str, Form()] = "",
) -> Response:
    """Check the password, or say how long to wait."""
    address = request.client.host if request.client else ""
    found = office.accounts.log_in(name.strip()[:64], password[:256], address)
    if isinstance(found, timedelta):
        minutes = -(-int(found.total_seconds()) // 60)
        fault = f"まちがいが続いたため、{minutes}分ほど待ってから、もう一度ためしてください。"
        return render(request, "login.html", 429, idle=0, fault=fault, name=name)
    if found is None:
        fault = "職員番号かパスワードがちがいます。"
        return render(request, "login.html", 401, idle=0, fault=fault, name=name)
    response = RedirectResponse("/", 303)
    _set_cookie(office, response, office.sessions.start(found))
    return response


@router.post("/logout")
def log_out(request: Request, office: TheOffice, session: Writer) -> Response:
    """End all sessions of this account."""
    office.accounts.log_out(session.account)
    request.state.session = None
    response = RedirectResponse("/login", 303)
    response.delete_cookie(COOKIE, path="/")
    return response


def _set_cookie(office: Office, response: Response, session: ClerkSession) -> None:
    response.set_cookie(
        COOKIE,
        office.sessions.cookie(session),
        path="/",
        httponly=True,
        samesite="strict",
        secure=office.settings.behind_tls,
    )
