"""Fingers on the screens, as touch events through Qt."""

from __future__ import annotations

import pytest
from PySide6.QtCore import QPoint, Qt
from PySide6.QtGui import QAccessible, QInputDevice, QPointingDevice
from PySide6.QtTest import QTest

from kiosk.screens.gallery import fixtures
from kiosk.screens.gallery.gallery import Stage
from tests.kiosk.qml_items import centre, targets, texts


@pytest.fixture(scope="module")
def finger() -> QPointingDevice:
    return QTest.createTouchDevice(QInputDevice.DeviceType.TouchScreen)


class Hand:
    """Fingers by number."""

    def __init__(self, stage: Stage, device: QPointingDevice) -> None:
        self._stage = stage
        self._device = device
        self._down: set[int] = set()

    def press(self, finger: int, at: QPoint) -> None:
        self._send(finger, "press", at)
        self._down.add(finger)

    def release(self, finger: int, at: QPoint) -> None:
        self._down.discard(finger)
        self._send(finger, "release", at)

    def move(self, finger: int, at: QPoint) -> None:
        self._send(finger, "move", at)

    def tap(self, name: str) -> None:
        at = centre(self._stage.window, name)
        self.press(0, at)
        self.release(0, at)

    def _send(self, finger: int, what: str, at: QPoint) -> None:
        sequence = QTest.touchEvent(self._stage.window, self._device, False)
        getattr(sequence, what)(finger, at, self._stage.window)
        for other in self._down - {finger}:
            sequence.stationary(other)
        sequence.commit()
        self._stage.settle()


@pytest.fixture
def hand(stage: Stage, finger: QPointingDevice) -> Hand:
    return Hand(stage, finger)


def test_a_resting_finger_does_not_hold_up_the_next_digit(stage: Stage, hand: Hand) -> None:
    stage.show(fixtures.views("ja")["pin-empty"])
    one, five = centre(stage.window, "key.digit.1"), centre(stage.window, "key.digit.5")
    hand.press(0, one)
    hand.press(1, five)
    hand.release(1, five)
    hand.release(0, one)
    assert stage.backend.pin == [1, 5]


def test_pin_keys_erase_and_clear(stage: Stage, hand: Hand) -> None:
    stage.show(fixtures.views("ja")["pin-empty"])
    for digit in (0, 9, 7):
        hand.tap(f"key.digit.{digit}")
    hand.tap("key.digit.erase")
    assert stage.backend.pin == [0, 9]
    hand.tap("key.digit.clear")
    assert stage.backend.pin == []
    assert stage.backend.acts == []  # a PIN never goes through act()


def test_a_card_is_chosen_where_the_finger_leaves_it(stage: Stage, hand: Hand) -> None:
    stage.show(fixtures.views("ja")["choice"])
    hand.tap("choice.deceased.insurance.kokuho")
    assert stage.backend.acts == [("choose", "kokuho")]


def test_a_finger_that_slides_off_chooses_nothing(stage: Stage, hand: Hand) -> None:
    stage.show(fixtures.views("ja")["choice"])
    here = centre(stage.window, "choice.deceased.insurance.kokuho")
    there = QPoint(here.x(), stage.window.height() // 2 + 420)
    hand.press(0, here)
    hand.move(0, there)
    hand.release(0, there)
    assert stage.backend.acts == []


def test_a_grey_key_still_answers(stage: Stage, hand: Hand) -> None:
    stage.show(fixtures.views("ja")["pin-empty"])
    hand.tap("key.next")
    assert stage.backend.acts == [("next", "")]


def test_the_view_in_place_keeps_the_card_under_the_finger(stage: Stage, hand: Hand) -> None:
    views = fixtures.views("ja")
    stage.show(views["choice"])
    before = [one.item for one in targets(stage.window) if one.name.startswith("choice.")]
    stage.show({**views["choice"], "lead": "2つ"})
    after = [one.item for one in targets(stage.window) if one.name.startswith("choice.")]
    assert before == after


@pytest.mark.parametrize(
    ("fixture", "name", "act"),
    [
        ("attract", "key.start", ("start", "")),
        ("attract", "language.en", ("language", "en")),
        ("attract", "tool.looks", ("sheet", "looks")),
        ("purpose", "choice.event.certificates", ("choose", "certificates")),
        ("card", "key.skip", ("skip", "")),
        ("yes_no", "choice.deceased.head_of_household.no", ("choose", "no")),
        ("yes_no", "choice.deceased.head_of_household.dont_know", ("choose", "dont_know")),
        ("text", "key.kana.ぬ", ("key", "ぬ")),
        ("text", "key.kana.dakuten", ("key", "dakuten")),
        ("text", "key.kana.handakuten", ("key", "handakuten")),
        ("text", "key.kana.small", ("key", "small")),
        ("text", "key.kana.ー", ("key", "ー")),
        ("text", "key.kana.space", ("key", "space")),
        ("text", "key.kana.convert", ("key", "convert")),
        ("text", "key.kana.erase", ("key", "erase")),
        ("text", "candidate.2", ("candidate", "2")),
        ("text-address", "field.visitor.postcode", ("field", "visitor.postcode")),
        ("text-address", "tool.keyboard.latin", ("keyboard", "latin")),
        ("text-latin", "key.latin.Q", ("key", "Q")),
        ("text-phone", "key.digit.7", ("key", "7")),
        ("number", "key.digit.clear", ("key", "clear")),
        ("date", "era.showa", ("era", "showa")),
        ("date", "field.month", ("field", "month")),
        ("date", "key.digit.erase", ("key", "erase")),
        ("date", "choice.deceased.death_date.dont_know", ("choose", "dont_know")),
        ("review", "row.kaigo.edit", ("edit", "kaigo")),
        ("review", "key.page.down", ("page", "down")),
        ("trouble", "key.number_only", ("number_only", "")),
        ("idle", "key.stay", ("stay", "")),
        ("idle", "key.back", ("end", "")),
        ("choice", "key.staff", ("staff", "")),
        ("choice", "key.back", ("back", "")),
    ],
)
def test_keys_say_what_was_pressed(
    stage: Stage, hand: Hand, fixture: str, name: str, act: tuple[str, str]
) -> None:
    stage.show(fixtures.views("ja")[fixture])
    hand.tap(name)
    assert stage.backend.acts == [act]


def test_small_letters_of_the_latin_keyboard(stage: Stage, hand: Hand) -> None:
    stage.show(fixtures.views("ja")["text-latin"])
    hand.tap("key.latin.shift")
    hand.tap("key.latin.Q")
    assert stage.backend.acts == [("key", "q")]


def test_the_reason_opens_and_closes(stage: Stage, hand: Hand) -> None:
    reason = "届け出が要るかが決まるためです。"
    stage.show(fixtures.views("ja")["yes_no"])

    def read() -> bool:
        return any(
            reason in text.text.replace("\u2060", "").replace("\u200b", "")
            for text in texts(stage.window)
        )

    assert not read()
    hand.tap("key.reason")
    assert read()
    hand.tap("key.reason.close")
    assert not read()
    assert stage.backend.acts == []


def test_pages_that_do_not_fit_are_turned(stage: Stage, hand: Hand) -> None:
    stage.show(fixtures.views("ja", large=True)["review-long"])
    seen: list[str] = []
    while True:
        seen += [one.name for one in targets(stage.window) if one.name.startswith("row.")]
        before = len(seen)
        hand.tap("key.page.down")
        rows = [one.name for one in targets(stage.window) if one.name.startswith("row.")]
        if rows == seen[before - len(rows) : before]:
            break
    assert seen == [f"row.{letter}.edit" for letter in "abcdefghij"]
    assert stage.backend.acts == []


def test_everything_that_can_be_pressed_has_a_name_and_a_role(stage: Stage) -> None:
    QAccessible.setActive(True)
    nameless = []
    for fixture, view in fixtures.views("ja").items():
        stage.show(view)
        for one in targets(stage.window):
            spoken = QAccessible.queryAccessibleInterface(one.item)
            label = spoken.text(QAccessible.Text.Name) if spoken else ""
            role = spoken.role() if spoken else QAccessible.Role.NoRole
            if not label or "\u200b" in label or "\u2060" in label:
                nameless.append((fixture, one.name, label))
            if role not in {
                QAccessible.Role.Button, QAccessible.Role.RadioButton, QAccessible.Role.CheckBox,
                QAccessible.Role.EditableText,
            }:  # fmt: skip
                nameless.append((fixture, one.name, role.name))
    assert nameless == []


def test_touches_do_not_become_mouse_clicks(stage: Stage, hand: Hand) -> None:
    stage.show(fixtures.views("ja")["choice"])
    assert not stage.window.flags() & Qt.WindowType.WindowTransparentForInput
    hand.tap("choice.deceased.insurance.shaho")
    assert stage.backend.acts == [("choose", "shaho")]  # once, not once more as a click


@pytest.mark.parametrize("landscape", [False, True], ids=["portrait", "landscape"])
def test_one_key_leads_through_all_candidates(stage: Stage, hand: Hand, landscape: bool) -> None:
    stage.turn(landscape=landscape)
    view = fixtures.views("ja")["text"]
    stage.show(view)
    seen: set[str] = set()
    for _ in view["body"]["candidates"]:
        names = {one.name for one in targets(stage.window)}
        seen |= {name for name in names if name.startswith("candidate.")}
        (more,) = names & {"key.candidate.more", "candidate.more"}
        hand.tap(more)
        if more == "candidate.more":
            break
    assert seen == {candidate["name"] for candidate in view["body"]["candidates"]}
    assert stage.backend.acts == [("candidate", "more")]
