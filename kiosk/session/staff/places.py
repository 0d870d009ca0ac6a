"""Where a member of staff is in the layer that lies over the citizen's screen."""

from __future__ import annotations

from dataclasses import dataclass
from enum import StrEnum
from typing import TypeAlias


@dataclass(frozen=True, slots=True)
class AskingCode:
    """A badge was shown; its code is being typed.  ``badge``: its mark in the city's file, no person's name.

    ``left``: tries left after a wrong code, None before the first.
    """

    badge: str
    length: int = 0
    checking: bool = False
    left: int | None = None


class Part(StrEnum):
    """What the desk tells the state of."""

    READER = "reader"
    FORMS_PRINTER = "forms-printer"
    RECEIPT_PRINTER = "receipt-printer"
    OFFICE = "office"
    STORE = "store"


@dataclass(frozen=True, slots=True)
class HealthLine:
    """One part of the kiosk.  ``code``: "" when all is well, else a failure code or an alarm of the store.

    ``number``: submissions that wait for the office.
    """

    part: Part
    code: str = ""
    number: int = 0

    @property
    def well(self) -> bool:
        """Nothing to do."""
        return not self.code


class TestPage(StrEnum):
    """The page that shows whether the printer prints."""

    __test__ = False  # not a class of tests

    NOT_ASKED_FOR = "not-asked-for"
    PRINTING = "printing"
    PRINTED = "printed"
    FAILED = "failed"


@dataclass(frozen=True, slots=True)
class DeskOpen:
    """The desk: health, the staff's keys.  ``health`` is None until everybody has answered."""

    health: tuple[HealthLine, ...] | None = None
    test_page: TestPage = TestPage.NOT_ASKED_FOR


StaffPlace: TypeAlias = AskingCode | DeskOpen
