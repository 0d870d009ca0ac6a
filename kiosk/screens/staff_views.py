"""The staff's layer: the pad for the code (kind ``pin``) and the desk (kind ``confirm``, see ``card_views``)."""

from __future__ import annotations

from kiosk.screens.content import Content, Sight
from kiosk.screens.view import Banner, Option, option
from kiosk.screens.words import Words
from kiosk.session.staff.places import AskingCode, DeskOpen, HealthLine, StaffPlace, TestPage
from kiosk.session.staff.steps import (
    CODE_LONGEST,
    CODE_SHORTEST,
    PRACTICE,
    DeskKey,
    offered,
    practice_families,
)
from kiosk.staff.families import families


def staff_content(sight: Sight, at: StaffPlace) -> Content:
    """What covers the citizen's screen."""
    return asking_code(sight, at) if isinstance(at, AskingCode) else desk(sight, at)


def asking_code(sight: Sight, at: AskingCode) -> Content:
    """Only the number of digits is known here."""
    words = sight.words
    banner = None
    if at.left is not None:
        banner = Banner(
            tone="error",
            head=words.say("kiosk-staff-code-wrong"),
            text=words.say("kiosk-staff-code-left", tries=at.left),
        )
    body = {"length": at.length, "boxes": CODE_LONGEST, "tries": "", "error": "", "skip": None}
    return Content(
        "pin",
        words.say("kiosk-staff-code"),
        body,
        lead=words.say("kiosk-staff-code.lead"),
        banner=banner,
        next_enabled=at.length >= CODE_SHORTEST and not at.checking,
        why="working" if at.checking else "staff-code",
    )


_ICONS = {
    DeskKey.CLOSE: "pen",
    DeskKey.HAND_BACK: "person",
    DeskKey.HEALTH: "clock",
    DeskKey.TEST_PAGE: "printer",
    DeskKey.REPRINT: "printer",
    DeskKey.END: "cross",
}


def desk(sight: Sight, at: DeskOpen) -> Content:
    """How the kiosk is, and what staff can do; nothing of the citizen stands here."""
    words = sight.words
    rows = _health_rows(sight, at)
    if at.test_page is not TestPage.NOT_ASKED_FOR:
        rows.append(_row(words, "test-page", words.say(f"kiosk-test-page-{at.test_page.value}")))
    return Content(
        "confirm",
        words.say("kiosk-desk"),
        {
            "rows": rows,
            "options": [*(_key(words, key) for key in offered(sight.state)), *_practice(sight)],
        },
        lead=words.say("kiosk-desk.lead"),
        next_key="kiosk-key-close",
    )


def _health_rows(sight: Sight, at: DeskOpen) -> list[dict[str, str]]:
    """What needs a hand, each with what to do; one line when nothing does."""
    words, lines = sight.words, at.health
    if lines is None:
        return [_row(words, "health", words.say("kiosk-desk-asking"))]
    rows = [
        _row(words, each.part.value, _health(words, each))
        for each in lines
        if not each.well or each.number
    ]
    if sight.world.settings.card_reader and not sight.state.visit.reader_ready:
        rows.insert(0, _row(words, "reader", words.for_staff("failure-card-reader-missing.staff")))
    return rows or [_row(words, "health", words.say("kiosk-desk-all-well"))]


def _row(words: Words, part: str, value: str) -> dict[str, str]:
    return {"label": words.text(f"kiosk-desk-{part}"), "value": value, "reading": ""}


def _health(words: Words, line: HealthLine) -> str:
    """What to do about it."""
    if line.well:
        said = words.say("kiosk-desk-well")
    elif line.code.startswith("alarm."):
        said = words.for_staff(line.code.replace(".", "-").replace("_", "-"))
    else:
        code = line.code.replace(".", "-").replace("_", "-")
        said = words.for_staff(f"failure-{code}.staff")
    if line.number:
        said += words.space + words.say("kiosk-desk-waiting", number=line.number)
    return said


def _key(words: Words, key: DeskKey) -> Option:
    wording = f"kiosk-desk-key-{key.value.replace('_', '-')}"
    second = words.maybe(f"{wording}.second")
    entry = option(f"desk.{key.value}", words.say(wording), second, False, key.value)
    return {**entry, "action": "desk", "icon": _ICONS[key]}


def _practice(sight: Sight) -> list[Option]:
    """One key a family, on the first screen only."""
    words = sight.words
    shown = []
    for family in practice_families(sight.state, sight.world):
        title = families()[family].titles[words.language]
        entry = option(
            f"desk.practice.{family}",
            words.say("kiosk-desk-key-practice"),
            title,
            False,
            PRACTICE + family,
        )
        entry["action"], entry["icon"] = "desk", "people"
        shown.append(entry)
    return shown
