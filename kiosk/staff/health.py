"""How the parts of a kiosk are, for the staff's desk: asked when the desk is opened, no personal data."""

from __future__ import annotations

from kiosk.app.config import KioskConfig
from kiosk.session.staff.places import HealthLine, Part
from printing.ipp.access import PrinterAccess
from printing.ipp.state import PrinterState, printer_state
from printing.thermal.print_dots import hindrance
from sync.failures import SyncFailure
from sync.store.client import KeeperClient


def health_of(config: KioskConfig, keeper: KeeperClient) -> tuple[HealthLine, ...]:
    """Printers, store and the line to the office; blocks for as long as they take to answer (seconds)."""
    return (*_printers(config), *_keeper(keeper))


def _printers(config: KioskConfig) -> tuple[HealthLine, ...]:
    forms, receipts = config.forms_printer, config.receipt_printer
    lines = [] if forms is None else [_printer(Part.FORMS_PRINTER, forms, config.forms_access)]
    if receipts is not None and config.receipt_in_dots:
        hindered = hindrance(receipts)
        lines.append(HealthLine(Part.RECEIPT_PRINTER, "" if hindered is None else hindered.value))
    elif receipts is not None and receipts != forms:
        lines.append(_printer(Part.RECEIPT_PRINTER, receipts, config.receipt_access))
    return tuple(lines)


def _printer(part: Part, address: str, access: PrinterAccess) -> HealthLine:
    state = printer_state(access.client(address, seconds=4.0))
    if isinstance(state, PrinterState):
        return HealthLine(part, state.hindrances[0].value if state.hindrances else "")
    return HealthLine(part, state.code.value)


def _keeper(keeper: KeeperClient) -> tuple[HealthLine, ...]:
    health = keeper.health()
    if isinstance(health, SyncFailure):
        return (HealthLine(Part.STORE, health.code.value),)
    # In the order of their weight: the first one is what to do now.
    alarm = f"alarm.store.{health.alarms[0]}" if health.alarms else ""
    office = HealthLine(Part.OFFICE, health.sender_failure or "", health.store.waiting)
    return (HealthLine(Part.STORE, alarm), office)
