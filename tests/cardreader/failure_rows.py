"""Makes ``docs/card-failures.md``: every failure of a card, what the citizen sees, what staff see, which test shows it.

    python -m tests.cardreader.failure_rows > docs/card-failures.md

Words and keys come from the session's own screens; only the rows of ``reference/card.md`` 7 and the tests stand here.
"""

from __future__ import annotations

import re
import sys
from dataclasses import dataclass
from pathlib import Path

from cardreader.failures import CardFailure, CardFailureCode
from kiosk.screens.build import build_view
from kiosk.screens.end_views import failure_key
from kiosk.screens.phrases import plain
from kiosk.screens.view import ScreenView
from kiosk.session import events
from tests.kiosk.walk import Citizen, wording, world

ROOT = Path(__file__).parents[2]
_READING = "tests/cardreader/pcsc/test_reading.py"
_THINGS = "tests/cardreader/pcsc/test_other_things.py::test_it_is_told_by_what_it_is"
_CARD = "tests/cardreader/cards/test_my_number.py"
_CHECKED = "tests/cardreader/cards/test_verified_read.py"


@dataclass(frozen=True)
class Row:
    """``rows`` of ``reference/card.md`` 7, and a test of the code on the emulator."""

    rows: str
    test: str


ROWS: dict[CardFailureCode, Row] = {
    CardFailureCode.NOT_MY_NUMBER: Row("4, 17", _THINGS),
    CardFailureCode.PHONE: Row("18", _THINGS),
    CardFailureCode.OLD_RESIDENT_CARD: Row("17", _THINGS),
    CardFailureCode.LICENCE: Row("17", _THINGS),
    CardFailureCode.RESIDENCE_CARD: Row("17", _THINGS),
    CardFailureCode.TRANSIT: Row("7, 17", _THINGS),
    CardFailureCode.PIN_INCOMPLETE: Row("14", f"{_CARD}::test_only_four_digits_reach_the_card"),
    CardFailureCode.PIN_WRONG: Row("11", f"{_READING}::test_a_wrong_pin_and_then_the_right_one"),
    CardFailureCode.PIN_LAST_TRY: Row("11", f"{_READING}::test_cards_that_are_not_read"),
    CardFailureCode.PIN_BLOCKED: Row("12", f"{_READING}::test_cards_that_are_not_read"),
    CardFailureCode.PIN_UNCERTAIN: Row("6", f"{_READING}::test_pulled_at_each_command"),
    CardFailureCode.COLLATION_INCOMPLETE: Row(
        "14", f"{_CHECKED}::test_only_complete_digits_reach_the_card"
    ),
    CardFailureCode.COLLATION_WRONG: Row(
        "14", f"{_CHECKED}::test_the_collation_number_stops_at_five_without_staff"
    ),
    CardFailureCode.COLLATION_FEW_LEFT: Row(
        "13", f"{_CHECKED}::test_the_collation_number_stops_at_five_without_staff"
    ),
    CardFailureCode.COLLATION_BLOCKED: Row(
        "13", f"{_CHECKED}::test_a_blocked_collation_number_leaves_the_pin"
    ),
    CardFailureCode.ABSENT: Row("6", f"{_READING}::test_no_card_no_reader_no_service"),
    CardFailureCode.REMOVED: Row("6", f"{_READING}::test_pulled_at_each_command"),
    CardFailureCode.UNRESPONSIVE: Row("7, 8", _THINGS),
    CardFailureCode.HUNG: Row(
        "20", f"{_READING}::test_a_hung_card_ends_at_the_deadline_and_leaves_no_handle"
    ),
    CardFailureCode.RESET: Row(
        "5, 7",
        "tests/cardreader/emulator/test_access_patterns.py"
        "::test_a_card_that_says_verified_instead_of_its_counter",
    ),
    CardFailureCode.CHECK_FAILED: Row(
        "–", "tests/kiosk/test_card_checked.py::test_what_fails_a_check_never_becomes_facts"
    ),
    CardFailureCode.UNREADABLE: Row("10, 23", f"{_CARD}::test_files_that_are_none"),
    CardFailureCode.READER_MISSING: Row("3, 9", f"{_READING}::test_no_card_no_reader_no_service"),
    CardFailureCode.SERVICE_MISSING: Row(
        "1, 2, 24", f"{_READING}::test_pcscd_dies_during_a_conversation"
    ),
    CardFailureCode.IN_USE: Row("5", f"{_READING}::test_another_program_holds_the_card"),
}


def shown(code: CardFailureCode) -> ScreenView:
    """The screen to which it leads from the reading."""
    citizen = Citizen()
    citizen.starts()
    citizen.happens(events.CardInserted(), events.CardChecked(3, 10))
    citizen.happens(events.PinEdited(4), events.NextPressed())
    tries = {CardFailureCode.PIN_WRONG: 2, CardFailureCode.PIN_LAST_TRY: 1}.get(code)
    citizen.happens(events.CardFailed(CardFailure(code, tries)))
    return build_view(citizen.state, world(), wording(), "ja")


def _read(view: ScreenView) -> str:
    body, banner = view["body"], view["banner"]
    said = [view["title"], body.get("safe", ""), view["lead"]]
    if banner is not None:
        said += [banner["head"], banner["text"]]
    return "".join(_sentence(text) for text in said if text)


def _sentence(text: str) -> str:
    flat = plain(text).replace(" ", "")
    return flat if flat.endswith("。") else f"{flat}。"


def _pressed(view: ScreenView) -> str:
    keys = [
        *view["body"].get("keys", []),
        *([view["body"]["skip"]] if "skip" in view["body"] else []),
    ]
    return "／".join(plain(key["text"]).replace(" ", "") for key in keys)


def _staff(code: CardFailureCode) -> str:
    return wording().text(f"{failure_key(code.value)}.staff", "ja")


def page() -> str:
    """The whole document."""
    lines = [
        "# Every failure of a card, and what the citizen sees",
        "",
        "Made by `python -m tests.cardreader.failure_rows`; a test fails when this page is stale. Rows are those of",
        "the card reference, section 7. A wrong PIN is told on the keypad itself, everything else on its own screen.",
        "",
        "| code | rows | the citizen reads | and can press | staff read | shown by |",
        "|---|---|---|---|---|---|",
    ]
    for code in CardFailureCode:
        view, row = shown(code), ROWS[code]
        test = row.test.rpartition("::")[2]
        lines.append(
            f"| `{code.value}` | {row.rows} | {_read(view)} | {_pressed(view)} |"
            f" {_staff(code)} | `{test}` |"
        )
    return "\n".join(lines) + "\n"


def missing_tests() -> list[str]:
    """Rows that name a test nobody has written."""
    missing = []
    for row in ROWS.values():
        path, _, name = row.test.partition("::")
        if not re.search(rf"^def {name}\(", (ROOT / path).read_text("utf-8"), re.MULTILINE):
            missing.append(row.test)
    return missing


if __name__ == "__main__":
    sys.stdout.write(page())
