"""How a kiosk gets at its printer: address, whom to trust, what to log in with."""

from __future__ import annotations

import ssl
from dataclasses import dataclass
from pathlib import Path
from typing import TYPE_CHECKING

from printing.ipp.login import HttpLogin

if TYPE_CHECKING:
    from printing.ipp.client import IppClient


class AccessFault(ValueError):
    """A file of the access is missing or is not what it should be; the text names it."""


@dataclass(frozen=True, slots=True)
class PrinterAccess:
    """``certificate``: the printer's own, PEM; only this one is trusted, whatever name it bears.
    ``authority``: of the city, PEM, instead of the system's.  ``password_file``: its first line."""

    certificate: Path | None = None
    authority: Path | None = None
    name: str = ""
    password_file: Path | None = None

    def client(self, url: str, *, seconds: float = 15.0) -> IppClient:
        """A client for ``url``.  Raises :class:`AccessFault`."""
        from printing.ipp.client import IppClient  # noqa: PLC0415 - a citizen's start needs none

        return IppClient(url, seconds=seconds, tls=self._tls(), login=self._login())

    def _tls(self) -> ssl.SSLContext | None:
        file = self.certificate or self.authority
        if file is None:
            return None
        try:
            context = ssl.create_default_context(cafile=file)
        except (OSError, ssl.SSLError) as fault:
            raise AccessFault(f"{file.name}: {type(fault).__name__}") from fault
        if self.certificate is not None:
            # Exactly this certificate: it need not be an authority's, nor bear the address as its name.
            context.verify_flags |= ssl.VERIFY_X509_PARTIAL_CHAIN
            context.check_hostname = False
        return context

    def _login(self) -> HttpLogin | None:
        if self.password_file is None:
            return None
        try:
            lines = self.password_file.read_text("utf-8").splitlines()
        except (OSError, ValueError) as fault:
            raise AccessFault(f"{self.password_file.name}: {type(fault).__name__}") from fault
        if not lines:
            raise AccessFault(f"{self.password_file.name}: empty")
        return HttpLogin(self.name, lines[0])
