"""A small IPP/2.0 client: one HTTP POST per operation, over ``http.client``.

Operations and attributes: RFC 8011.  What the network does comes back as a result; a wrong printer
address is an exception, for that is configuration.
"""

from __future__ import annotations

import http.client
import itertools
import ssl
from dataclasses import dataclass
from enum import IntEnum
from typing import TypeAlias
from urllib.parse import urlsplit

from printing.ipp.encoding import (
    DEFAULT_LIMITS,
    Attribute,
    Group,
    GroupTag,
    MalformedIppError,
    Message,
    Tag,
    attribute,
    decode,
    encode,
)
from printing.ipp.login import HttpLogin

PDF = "application/pdf"
_DEFAULT_PORT = 631
_CONNECTING = 4.0


class Operation(IntEnum):
    """RFC 8011 5.4.15."""

    CREATE_JOB = 0x0005
    SEND_DOCUMENT = 0x0006
    CANCEL_JOB = 0x0008
    GET_JOB_ATTRIBUTES = 0x0009
    GET_JOBS = 0x000A
    GET_PRINTER_ATTRIBUTES = 0x000B


class Status(IntEnum):
    """The statuses that we act on (RFC 8011 appendix B); others stay plain numbers."""

    NOT_POSSIBLE = 0x0404
    NOT_FOUND = 0x0406
    GONE = 0x0407
    FORMAT_NOT_SUPPORTED = 0x040A
    SERVICE_UNAVAILABLE = 0x0502
    DEVICE_ERROR = 0x0504
    TEMPORARY_ERROR = 0x0505
    NOT_ACCEPTING_JOBS = 0x0506
    BUSY = 0x0507
    JOB_CANCELED = 0x0508
    DEACTIVATED = 0x050A


_FIRST_ERROR = 0x0100


@dataclass(frozen=True, slots=True)
class Answered:
    """The printer's answer, good or bad."""

    message: Message

    @property
    def good(self) -> bool:
        """Any of the ``successful-…`` statuses."""
        return self.message.code < _FIRST_ERROR

    @property
    def job(self) -> Group:
        """The first job group, perhaps empty."""
        return self.message.group(GroupTag.JOB)

    @property
    def printer(self) -> Group:
        """The printer group, perhaps empty."""
        return self.message.group(GroupTag.PRINTER)


@dataclass(frozen=True, slots=True)
class NoAnswer:
    """Nothing usable came back.

    ``left`` tells whether octets of the request may have reached the printer: after a refused
    connection they have not, after a broken one nobody knows.
    """

    detail: str
    left: bool
    untrusted: bool = False
    """The printer's certificate is not one that we were told to trust."""
    locked_out: bool = False
    """The printer wants a name and a password that it was not given."""


@dataclass(frozen=True, slots=True)
class Garbled:
    """Something answered that is no IPP printer; the request may have been obeyed."""

    detail: str


@dataclass(frozen=True, slots=True)
class _Challenged:
    """The printer wants a log-in first."""

    challenges: list[str]


Answer: TypeAlias = Answered | NoAnswer | Garbled


class PrinterAddressError(ValueError):
    """The configured printer address cannot be one."""


class IppClient:
    """Talks to one printer, ``ipp://host[:port]/path`` or ``ipps://…``.  Keeps no connection open.

    ``seconds`` bounds each wait for octets; connecting may take 4 s, so that a printer that is off
    does not hold up a person who cancels.  ``tls`` is for printers with the city's own certificate
    authority; without it the system's authorities decide.  ``login``: for a printer that asks.
    """

    def __init__(
        self,
        url: str,
        *,
        seconds: float = 15.0,
        tls: ssl.SSLContext | None = None,
        login: HttpLogin | None = None,
    ) -> None:
        parts = urlsplit(url)
        if parts.scheme not in ("ipp", "ipps") or not parts.hostname:
            raise PrinterAddressError(f"not an ipp:// or ipps:// address: {url!r}")
        self.url = url
        self._secure = parts.scheme == "ipps"
        self._host = parts.hostname
        self._port = parts.port or _DEFAULT_PORT
        self._path = parts.path or "/"
        self._seconds = seconds
        self._tls = tls
        self._login = login
        self._request_ids = itertools.count(1)

    def printer_attributes(self, *names: str) -> Answer:
        """Get-Printer-Attributes."""
        return self._ask(Operation.GET_PRINTER_ATTRIBUTES, (_requested(names),))

    def create_job(self, name: str, template: tuple[Attribute, ...] = ()) -> Answer:
        """Create-Job; ``job-id`` is in the answer's job group.  No document yet."""
        operation = (
            attribute("requesting-user-name", Tag.NAME, "kiosk"),
            attribute("job-name", Tag.NAME, name),
        )
        return self._ask(Operation.CREATE_JOB, operation, template)

    def send_document(self, job_id: int, document: bytes, mime_type: str = PDF) -> Answer:
        """Send-Document, the only and last one of the job."""
        operation = (
            attribute("job-id", Tag.INTEGER, job_id),
            attribute("requesting-user-name", Tag.NAME, "kiosk"),
            attribute("document-format", Tag.MIME_TYPE, mime_type),
            attribute("last-document", Tag.BOOLEAN, True),
        )
        return self._ask(Operation.SEND_DOCUMENT, operation, document=document)

    def job_attributes(self, job_id: int, *names: str) -> Answer:
        """Get-Job-Attributes."""
        operation = (
            attribute("job-id", Tag.INTEGER, job_id),
            attribute("requesting-user-name", Tag.NAME, "kiosk"),
            _requested(names),
        )
        return self._ask(Operation.GET_JOB_ATTRIBUTES, operation)

    def jobs(self, which: str, *names: str) -> Answer:
        """Get-Jobs; ``which`` is ``completed`` or ``not-completed`` (the two every printer
        knows)."""
        operation = (
            attribute("requesting-user-name", Tag.NAME, "kiosk"),
            _requested(names),
            attribute("which-jobs", Tag.KEYWORD, which),
        )
        return self._ask(Operation.GET_JOBS, operation)

    def cancel_job(self, job_id: int) -> Answer:
        """Cancel-Job."""
        operation = (
            attribute("job-id", Tag.INTEGER, job_id),
            attribute("requesting-user-name", Tag.NAME, "kiosk"),
        )
        return self._ask(Operation.CANCEL_JOB, operation)

    def _ask(
        self,
        operation: Operation,
        attributes: tuple[Attribute, ...],
        template: tuple[Attribute, ...] = (),
        document: bytes = b"",
    ) -> Answer:
        head = (
            attribute("attributes-charset", Tag.CHARSET, "utf-8"),
            attribute("attributes-natural-language", Tag.LANGUAGE, "en"),
            attribute("printer-uri", Tag.URI, self.url),
        )
        groups = [Group(GroupTag.OPERATION, head + attributes)]
        if template:
            groups.append(Group(GroupTag.JOB, template))
        message = Message(operation, next(self._request_ids), tuple(groups))
        return self._post(encode(message, document), message.request_id)

    def _post(self, body: bytes, request_id: int) -> Answer:
        answer = self._exchange(body)
        login = self._login
        if (
            isinstance(answer, _Challenged)
            and login is not None
            and login.learn(answer.challenges, secure=self._secure)
        ):
            # A request that was refused at the door was not obeyed, so it may be asked once more.
            answer = self._exchange(body)
        if isinstance(answer, _Challenged):
            return NoAnswer("HTTP 401", left=False, locked_out=True)
        if not isinstance(answer, bytes):
            return answer
        try:
            message, _ = decode(answer)
        except MalformedIppError as error:
            return Garbled(str(error))
        if message.request_id != request_id:
            return Garbled("answer to another request")
        return Answered(message)

    def _exchange(self, body: bytes) -> bytes | _Challenged | NoAnswer | Garbled:
        connection = self._connection()
        try:
            connection.connect()
        except OSError as error:
            connection.close()
            untrusted = isinstance(error, ssl.SSLCertVerificationError)
            return NoAnswer(type(error).__name__, left=False, untrusted=untrusted)
        connection.sock.settimeout(self._seconds)
        headers = {"Content-Type": "application/ipp"}
        login = None if self._login is None else self._login.header(self._path)
        if login is not None:
            headers["Authorization"] = login
        try:
            connection.request("POST", self._path, body, headers)
            response = connection.getresponse()
            octets = response.read(DEFAULT_LIMITS.octets + 1)
        except (OSError, http.client.HTTPException) as error:
            return NoAnswer(type(error).__name__, left=True)
        finally:
            connection.close()
        if response.status == http.client.UNAUTHORIZED:
            return _Challenged(response.headers.get_all("WWW-Authenticate", []))
        if response.status != http.client.OK:
            return Garbled(f"HTTP {response.status}")
        return octets

    def _connection(self) -> http.client.HTTPConnection:
        if self._secure:
            context = self._tls or ssl.create_default_context()
            return http.client.HTTPSConnection(
                self._host, self._port, timeout=_CONNECTING, context=context
            )
        return http.client.HTTPConnection(self._host, self._port, timeout=_CONNECTING)


def _requested(names: tuple[str, ...]) -> Attribute:
    return attribute("requested-attributes", Tag.KEYWORD, *(names or ("all",)))
