"""What a printer says about itself, and what is asked of it."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import replace
from pathlib import Path
from uuid import uuid4

import pytest

from printing.emulator import FaultPrinter, VirtualPrinter
from printing.failures import PrintFailureCode as Code
from printing.ipp.client import IppClient, PrinterAddressError
from printing.ipp.encoding import Collection, Tag, attribute
from printing.ipp.state import (
    Activity,
    PrinterState,
    hindrances,
    media_size,
    printer_state,
    template,
)
from printing.ipp.ticket import PrintFailure, PrintTicket


@pytest.fixture
def printer(tmp_path: Path) -> Iterator[VirtualPrinter]:
    with VirtualPrinter(tmp_path / "printer") as virtual:
        yield virtual


def looked_at(printer: VirtualPrinter) -> PrinterState:
    state = printer_state(printer.url)
    assert isinstance(state, PrinterState)
    return state


def test_an_idle_printer(printer: VirtualPrinter) -> None:
    state = looked_at(printer)

    assert state.activity is Activity.IDLE
    assert state.hindrances == ()
    assert state.prints_pdf
    assert state.accepting
    assert "iso_a4_210x297mm" in state.media
    assert state.max_copies == 999


def test_paper_and_power(printer: VirtualPrinter) -> None:
    printer.paper_out()
    assert looked_at(printer).hindrances == (Code.OUT_OF_PAPER,)
    printer.refill()
    assert looked_at(printer).hindrances == ()
    printer.power_off()
    gone = printer_state(printer.url)
    assert isinstance(gone, PrintFailure)
    assert gone.code is Code.UNREACHABLE
    printer.power_on()
    assert looked_at(printer).hindrances == ()


def test_two_printers_live_side_by_side(printer: VirtualPrinter, tmp_path: Path) -> None:
    with VirtualPrinter(tmp_path / "other") as other:
        other.paper_out()
        assert looked_at(printer).hindrances == ()
        assert looked_at(other).hindrances == (Code.OUT_OF_PAPER,)


@pytest.mark.parametrize("address", ["http://localhost/", "localhost", "ipp://", "file:///etc"])
def test_a_wrong_address_is_wrong_configuration(address: str) -> None:
    with pytest.raises(PrinterAddressError):
        IppClient(address)


@pytest.mark.parametrize("suffix", ["", "-error", "-warning", "-report"])
def test_any_suffix_counts(suffix: str) -> None:
    reasons = (f"media-empty{suffix}", f"media-needed{suffix}")

    assert hindrances(reasons, Activity.PROCESSING) == (Code.OUT_OF_PAPER,)


def test_low_is_no_hindrance() -> None:
    low = ("media-low-report", "toner-low-warning", "marker-supply-low-report")

    assert hindrances(low, Activity.IDLE) == ()


@pytest.mark.parametrize(
    ("media", "size"),
    [
        ("iso_a4_210x297mm", (21000, 29700)),  # PWG 5101.1 table 5
        ("na_letter_8.5x11in", (21590, 27940)),
        ("custom_receipt_80x298mm", (8000, 29800)),
    ],
)
def test_a_media_name_tells_its_size(media: str, size: tuple[int, int]) -> None:
    assert media_size(media) == size


def test_only_what_the_printer_knows_is_asked() -> None:
    with FaultPrinter() as plain:
        state = printer_state(plain.url)
    assert isinstance(state, PrinterState)
    ticket = PrintTicket(uuid4(), "受付票", copies=2, media="custom_receipt_80x298mm")

    assert template(ticket, state) == (attribute("copies", Tag.INTEGER, 2),)
    rich = replace(
        state, free_sizes=True, sides=("one-sided", "two-sided-long-edge"), scalings=("none",)
    )
    size = Collection(
        (attribute("x-dimension", Tag.INTEGER, 8000), attribute("y-dimension", Tag.INTEGER, 29800))
    )
    media = Collection((attribute("media-size", Tag.COLLECTION, size),))
    assert template(ticket, rich) == (
        attribute("copies", Tag.INTEGER, 2),
        attribute("media-col", Tag.COLLECTION, media),
        attribute("sides", Tag.KEYWORD, "one-sided"),
        attribute("print-scaling", Tag.KEYWORD, "none"),
    )
