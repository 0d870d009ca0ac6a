"""Pages for what went wrong: what happened, what is safe, what to do now.  Never a stack trace."""

from __future__ import annotations

from dataclasses import dataclass

from fastapi import FastAPI, Request, Response
from fastapi.exceptions import RequestValidationError
from fastapi.responses import JSONResponse, RedirectResponse
from starlette.exceptions import HTTPException

from sync.office.console.pages import render
from sync.office.failures import OfficeFailureCode


class NotLoggedIn(Exception):  # not an error: the way to the log-in page
    """No valid session."""

    def __init__(self, *, was_idle: bool) -> None:
        super().__init__()
        self.was_idle = was_idle


class Trouble(Exception):  # a page for the clerk, not a fault of the program
    """A page that says what is the matter with this request."""

    def __init__(self, status: int, kind: str, back: str = "/") -> None:
        super().__init__(kind)
        self.status, self.kind, self.back = status, kind, back


@dataclass(frozen=True, slots=True)
class _Words:
    title: str
    safe: str
    next: str
    button: str = "一覧へもどる"


_WORDS: dict[str, _Words] = {
    "foreign_form": _Words(
        "このページからは受け付けられません",
        "何も変わっていません。",
        "一覧から、もう一度ひらいてください。",
    ),
    "stale_form": _Words(
        "ログインしなおす前のページでした",
        "何も変わっていません。",
        "受付をひらきなおしてから、操作してください。",
        "ひらきなおす",
    ),
    "not_found": _Words(
        "そのページはありません",
        "受付の内容はそのまま残っています。",
        "一覧か、受付番号の検索からさがしてください。",
    ),
    "not_readable": _Words(
        "入力を読み取れませんでした",
        "何も変わっていません。",
        "前のページにもどり、入力をたしかめてください。",
    ),
    "server": _Words(
        "いま処理できませんでした",
        "届いた申請は、消えずに残っています。",
        "少し待って、もう一度ひらいてください。続くときは、情報担当へ知らせてください。",
    ),
    OfficeFailureCode.SOMEONE_WAS_FIRST: _Words(
        "ほかの職員が、先に操作しました",
        "あなたの操作は行われていません。先に行われた内容は残っています。",
        "いまの状態を見てから、必要なら操作してください。",
        "いまの状態を見る",
    ),
    OfficeFailureCode.NOT_ALLOWED_NOW: _Words(
        "この手続きは、いまその操作ができません",
        "何も変わっていません。",
        "担当しているのがほかの職員なら、「引き継ぐ」を押してから操作してください。",
        "受付にもどる",
    ),
    OfficeFailureCode.CASE_NOT_FOUND: _Words(
        "その受付はありません",
        "ほかの受付には影響ありません。",
        "受付番号をたしかめて、さがしなおしてください。",
    ),
    OfficeFailureCode.CANNOT_OPEN: _Words(
        "この受付の内容を開けませんでした",
        "届いた封筒は、そのまま保管しています。",
        "情報担当へ、受付番号を知らせてください。来庁の方には、窓口で聞き取ってください。",
    ),
    OfficeFailureCode.SIGNATURE_WRONG: _Words(
        "この受付は、届いたときの内容とちがいます",
        "内容は開いていません。",
        "情報担当へ、受付番号を知らせてください。来庁の方には、窓口で聞き取ってください。",
    ),
    OfficeFailureCode.FORM_NOT_DRAWABLE: _Words(
        "この様式を作れませんでした",
        "受付の内容は残っています。ほかの様式は使えます。",
        "紙の様式に書いてもらい、情報担当へ様式の名前を知らせてください。",
        "受付にもどる",
    ),
}


def page(request: Request, status: int, kind: str, back: str = "/") -> Response:
    """The page of one ``kind``."""
    return render(request, "trouble.html", status, words=_WORDS[kind], back=back)


def install(app: FastAPI) -> None:
    """Route every kind of failure to a page, or to JSON under ``/v1``."""

    @app.exception_handler(NotLoggedIn)
    async def to_login(_request: Request, reason: NotLoggedIn) -> Response:
        return RedirectResponse("/login?idle=1" if reason.was_idle else "/login", 303)

    @app.exception_handler(Trouble)
    async def trouble(request: Request, reason: Trouble) -> Response:
        return page(request, reason.status, reason.kind, reason.back)

    @app.exception_handler(HTTPException)
    async def http(request: Request, reason: HTTPException) -> Response:
        if request.url.path.startswith("/v1/"):
            return JSONResponse({"error": "office.http"}, reason.status_code)
        return page(request, reason.status_code, "not_found")

    @app.exception_handler(RequestValidationError)
    async def unreadable(request: Request, _reason: RequestValidationError) -> Response:
        if request.url.path.startswith("/v1/"):
            return JSONResponse({"error": OfficeFailureCode.NOT_AN_ENVELOPE.value}, 400)
        return page(request, 400, "not_readable")

    @app.exception_handler(Exception)
    async def server(request: Request, _reason: Exception) -> Response:
        if request.url.path.startswith("/v1/"):
            return JSONResponse({"error": "office.server"}, 500)
        return page(request, 500, "server")
