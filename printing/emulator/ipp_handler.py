"""The HTTP side of the emulated printer: one POST per operation, moments told to the printer, log-in."""

from __future__ import annotations

import base64
import hashlib
import secrets
import time
from dataclasses import dataclass
from http.server import BaseHTTPRequestHandler
from typing import Protocol
from urllib.request import parse_http_list, parse_keqv_list

from printing.emulator.fault_script import Phase
from printing.ipp.client import Operation
from printing.ipp.encoding import Group, Message, decode, encode

_NOT_SUPPORTED = 0x0501


@dataclass(frozen=True, slots=True)
class Login:
    """A name and a password, asked for in one of the two ways of RFC 7617 and RFC 7616."""

    name: str
    password: str
    digest: bool = False
    realm: str = "printer"


class Printer(Protocol):
    """What the handler needs of the printer."""

    login: Login | None
    http_status: int
    first_byte: float | None
    last_byte: float | None

    def notice(self, phase: Phase, operation: Operation | None = None) -> bool: ...
    def wait_while_frozen(self) -> bool: ...
    def obey(self, request: Message, document: bytes) -> tuple[int, tuple[Group, ...]]: ...


def handler(printer: Printer) -> type[BaseHTTPRequestHandler]:
    """A handler class bound to ``printer``."""
    nonce = secrets.token_hex(8)

    class Handler(BaseHTTPRequestHandler):
        def do_POST(self) -> None:
            length = int(self.headers["Content-Length"])
            began = time.monotonic()
            body = self.rfile.read(length)
            if printer.login is not None and not self._is_let_in(printer.login):
                self._ask_for(printer.login)
                return
            request, document = decode(body)
            if request.code not in list(Operation):
                self._answer(Message(_NOT_SUPPORTED, request.request_id, ()))
                return
            operation = Operation(request.code)
            if document:
                printer.first_byte = printer.first_byte or began
                printer.last_byte = time.monotonic()
            if printer.notice(Phase.ASKED, operation) or not printer.wait_while_frozen():
                return
            status, groups = printer.obey(request, document)
            if printer.notice(Phase.OBEYED, operation) or not printer.wait_while_frozen():
                return
            self._answer(Message(status, request.request_id, groups))
            printer.notice(Phase.ANSWERED, operation)

        def _answer(self, message: Message) -> None:
            octets = encode(message)
            self.send_response(printer.http_status)
            self.send_header("Content-Type", "application/ipp")
            self.send_header("Content-Length", str(len(octets)))
            self.end_headers()
            self.wfile.write(octets)

        def _is_let_in(self, login: Login) -> bool:
            given = self.headers.get("Authorization", "")
            if not login.digest:
                plain = f"{login.name}:{login.password}".encode()
                return given == f"Basic {base64.b64encode(plain).decode()}"
            if not given.startswith("Digest "):
                return False
            said = parse_keqv_list(parse_http_list(given.removeprefix("Digest ")))
            secret = _hash(f"{login.name}:{login.realm}:{login.password}")
            asked = _hash(f"POST:{self.path}")
            proof = ":".join(
                (secret, nonce, said.get("nc", ""), said.get("cnonce", ""), "auth", asked)
            )
            return said.get("nonce") == nonce and said.get("response") == _hash(proof)

        def _ask_for(self, login: Login) -> None:
            self.send_response(401)
            how = "Basic" if not login.digest else "Digest"
            more = f', nonce="{nonce}", qop="auth", algorithm=SHA-256' if login.digest else ""
            self.send_header("WWW-Authenticate", f'{how} realm="{login.realm}"{more}')
            self.send_header("Content-Length", "0")
            self.end_headers()

        def log_message(self, format: str, *args: object) -> None:
            """Quiet."""

    return Handler


def _hash(text: str) -> str:
    return hashlib.sha256(text.encode()).hexdigest()
