"""Without a finger: tab, arrows, enter.  Real key events at the window; what is shown where."""

from __future__ import annotations

from typing import Any

import pytest
from PySide6.QtCore import Qt
from PySide6.QtTest import QTest

from kiosk.screens.gallery.gallery import Stage
from kiosk.session.looks import Contrast, TextSize
from tests.kiosk.qml_items import gap, targets, walk
from tests.kiosk.screens_matrix import Look, screens, view_of

PLAIN = Look(False, TextSize.NORMAL, Contrast.NORMAL, "ja", "plain")
LYING = Look(True, TextSize.NORMAL, Contrast.NORMAL, "ja", "plain")


def focus(stage: Stage) -> str:
    item = stage.window.activeFocusItem()
    return item.objectName() if item is not None else ""


def press(stage: Stage, key: Qt.Key) -> str:
    QTest.keyClick(stage.window, key)
    stage.app.processEvents()
    return focus(stage)


def show(stage: Stage, name: str, look: Look = PLAIN) -> dict[str, Any]:
    view = view_of(name, look)
    stage.turn(landscape=look.landscape)
    stage.show(view)
    return view


@pytest.mark.parametrize("look", [PLAIN, LYING], ids=["portrait", "landscape"])
@pytest.mark.parametrize("key", [Qt.Key.Key_Tab, Qt.Key.Key_Right], ids=["tab", "right"])
@pytest.mark.parametrize(
    "name", ["relation", "EnteringPin", "death_date-filled", "Reviewing", "sheet-looks", "idle"]
)
def test_one_key_goes_round_everything(stage: Stage, name: str, key: Qt.Key, look: Look) -> None:
    show(stage, name, look)
    wanted = {one.name for one in targets(stage.window)}
    wanted |= {
        i.objectName()
        for i in walk(stage.window.contentItem())
        if i.objectName().startswith("look.")
    }
    met = [press(stage, key) for _ in range(len(wanted) + 1)]
    assert met[-1] == met[0], "round"
    assert set(met) == wanted
    assert len(set(met[:-1])) == len(wanted), "each once"


def test_answers_come_before_the_bar_and_the_bar_before_the_tools(stage: Stage) -> None:
    view = show(stage, "relation")
    count = len(targets(stage.window))
    stage.window.contentItem().forceActiveFocus()
    first = press(stage, Qt.Key.Key_Tab)
    order = [first, *(press(stage, Qt.Key.Key_Tab) for _ in range(count - 1))]
    start = next(at for at, name in enumerate(order) if name.startswith("key.reason"))
    order = order[start:] + order[:start]
    answers = [option["name"] for option in view["body"]["options"] if option["name"] in order]
    assert [name for name in order if name.startswith("choice.")] == answers
    tail = ["key.next", "key.back", "key.staff", "tool.language", "tool.looks"]
    assert order[-len(tail) :] == tail


def test_the_focus_is_seen_and_stays_when_the_screen_changes(stage: Stage) -> None:
    for name in ("relation", "EnteringPin", "deceased_name", "Reviewing", "ResultShown", "idle"):
        show(stage, name)
        assert press(stage, Qt.Key.Key_Down)
        for other in ("visitor_birth", "AttractShown", "sheet-language", "InTrouble"):
            show(stage, other)
            shown = {one.name for one in targets(stage.window)} | {"look."}
            assert focus(stage) in shown or focus(stage).startswith("look."), (name, other)


def test_the_ring_is_at_least_three_pixels_and_keeps_its_distance(stage: Stage) -> None:
    show(stage, "relation")
    press(stage, Qt.Key.Key_Tab)
    item = stage.window.activeFocusItem()
    assert item is not None
    rings = [
        child for child in walk(item)
        if child.inherits("QQuickRectangle") and child.x() == 0 and child.width() > item.width()
    ]  # fmt: skip
    assert rings, "a ring outside of the key"
    others = [one for one in targets(stage.window) if one.item is not item]
    ring = rings[0].mapRectToScene(rings[0].boundingRect())
    assert all(gap(ring, one.rect) >= 0 for one in others)


def test_enter_presses_and_digits_are_typed(stage: Stage) -> None:
    show(stage, "relation")
    while not press(stage, Qt.Key.Key_Tab).startswith("choice."):
        pass
    QTest.keyClick(stage.window, Qt.Key.Key_Return)
    assert stage.backend.acts[-1][0] == "choose"
    show(stage, "EnteringPin")
    stage.backend.acts.clear()
    for key in (Qt.Key.Key_1, Qt.Key.Key_2, Qt.Key.Key_Backspace, Qt.Key.Key_3):
        QTest.keyClick(stage.window, key)
    assert stage.backend.pin == [1, 3]
    assert stage.backend.acts == [], "no digit of a PIN goes another way"
    show(stage, "death_date")
    QTest.keyClick(stage.window, Qt.Key.Key_7)
    assert stage.backend.acts[-1] == ("key", "7")


@pytest.mark.parametrize("name", list(screens()))
def test_every_screen_has_something_to_begin_with(stage: Stage, name: str) -> None:
    show(stage, name)
    assert press(stage, Qt.Key.Key_Tab)
