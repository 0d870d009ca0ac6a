"""Printers behind TLS and behind a log-in."""

from __future__ import annotations

from pathlib import Path
from uuid import uuid4

import pytest

from printing.emulator import FaultPrinter, VirtualPrinter
from printing.emulator.ipp_handler import Login
from printing.failures import PrintFailureCode as Code
from printing.ipp.access import AccessFault, PrinterAccess
from printing.ipp.login import HttpLogin
from printing.ipp.settle import print_document
from printing.ipp.state import PrinterState, printer_state
from printing.ipp.ticket import PrintFailure, PrintOutcome, PrintSettled, PrintTicket
from tests.support.printing import Clock, Notebook, a_pdf


@pytest.fixture
def secret(tmp_path: Path) -> Path:
    file = tmp_path / "printer.password"
    file.write_text("ひみつ and more\nsecond line\n", "utf-8")
    return file


DIGEST = Login("kiosk", "ひみつ and more", digest=True)


def test_a_printer_that_asks_for_a_log_in(secret: Path) -> None:
    access = PrinterAccess(name="kiosk", password_file=secret)
    with FaultPrinter(login=DIGEST) as printer:
        client = access.client(printer.url)
        ticket = PrintTicket(uuid4(), "forms")
        told = list(print_document(client, a_pdf(), ticket, Notebook(), wait=Clock()))
        assert len(printer.tray) == 1
    end = told[-1]
    assert isinstance(end, PrintSettled)
    assert end.outcome is PrintOutcome.PRINTED


@pytest.mark.parametrize(
    ("login", "name"),
    [
        (DIGEST, "somebody"),
        # Basic shows the password to everybody on the network, so it is not said without TLS.
        (Login("kiosk", "ひみつ and more"), "kiosk"),
    ],
)
def test_a_log_in_that_is_not_taken_is_told(secret: Path, login: Login, name: str) -> None:
    with FaultPrinter(login=login) as printer:
        seen = printer_state(PrinterAccess(name=name, password_file=secret).client(printer.url))
    assert isinstance(seen, PrintFailure)
    assert seen.code is Code.LOGIN_REFUSED


def test_a_printer_that_asks_and_nobody_who_knows() -> None:
    with FaultPrinter(login=DIGEST) as printer:
        seen = printer_state(printer.url)
    assert isinstance(seen, PrintFailure)
    assert seen.code is Code.LOGIN_REFUSED


def test_the_example_of_the_standard() -> None:
    """RFC 7616 3.9.1 has GET and a fixed cnonce; so only what we may choose is put in its place."""
    login = HttpLogin("Mufasa", "Circle of Life")
    challenge = (
        'Digest realm="http-auth@example.org", qop="auth, auth-int", algorithm=SHA-256, '
        'nonce="7ypf/xlj9XXwfDPEoM4URrv/xwf94BcCAzFZH4GiTo0v", '
        'opaque="FQhe/qaU925kfnzjCev0ciny7QMkPqMAFRtzCUYo5tdS"'
    )
    assert login.learn([challenge], secure=False)
    header = login.header("/ipp/print")
    assert header is not None
    assert 'opaque="FQhe/qaU925kfnzjCev0ciny7QMkPqMAFRtzCUYo5tdS"' in header
    assert "qop=auth, nc=00000001" in header
    assert "Circle" not in header
    second = login.header("/ipp/print")
    assert second is not None
    assert "nc=00000002" in second


def test_basic_is_said_under_tls_only() -> None:
    login = HttpLogin("kiosk", "secret")
    assert not login.learn(['Basic realm="printer"'], secure=False)
    assert login.learn(['Basic realm="printer"'], secure=True)
    assert login.header("/") == "Basic a2lvc2s6c2VjcmV0"
    assert "secret" not in repr(login)


@pytest.fixture
def printer(tmp_path: Path) -> VirtualPrinter:
    return VirtualPrinter(tmp_path / "printer")


def test_a_pinned_certificate(printer: VirtualPrinter, tmp_path: Path) -> None:
    """Only this certificate, whatever name it bears; another one gets nothing."""
    with printer, VirtualPrinter(tmp_path / "other") as other:
        pinned = tmp_path / "printer.pem"
        pinned.write_text(printer.certificate())
        access = PrinterAccess(certificate=pinned)
        address = printer.secure_url.replace("localhost", "127.0.0.1")
        assert isinstance(printer_state(access.client(address)), PrinterState)
        stranger = printer_state(access.client(other.secure_url))
    assert isinstance(stranger, PrintFailure)
    assert stranger.code is Code.UNTRUSTED


def test_wrong_files_are_wrong_configuration(tmp_path: Path) -> None:
    empty = tmp_path / "empty"
    empty.touch()
    for access in (
        PrinterAccess(certificate=tmp_path / "none.pem"),
        PrinterAccess(authority=empty),
        PrinterAccess(name="kiosk", password_file=empty),
    ):
        with pytest.raises(AccessFault):
            access.client("ipps://localhost/ipp/print")
