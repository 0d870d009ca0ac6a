"""Screens that are made once and kept: nothing of an earlier question is on a later one."""

from __future__ import annotations

from itertools import pairwise

import pytest
from PySide6.QtCore import QRectF

from kiosk.screens.gallery import fixtures
from kiosk.screens.gallery.gallery import Stage
from tests.kiosk.qml_items import targets, texts

KEPT = (
    "text",
    "text-address",
    "text-phone",
    "text-latin",
    "number",
    "date",
    "date-error",
    "yes_no",
)


def shown(stage: Stage, name: str) -> tuple[list[str], list[tuple[str, float, float]]]:
    """The texts and the targets with their places."""
    stage.show(fixtures.views("ja")[name])
    places = [(one.name, one.rect.x(), one.rect.y()) for one in targets(stage.window)]
    return sorted(one.text for one in texts(stage.window)), sorted(places)


@pytest.mark.parametrize("between", ["choice", "review", "trouble"])
def test_a_kept_screen_is_the_same_whatever_was_on_it(stage: Stage, between: str) -> None:
    first = {name: shown(stage, name) for name in KEPT}
    for name in reversed(KEPT):
        other = shown(stage, between)
        assert other != first[name]
        assert shown(stage, name) == first[name]


def test_only_one_screen_can_be_touched(stage: Stage) -> None:
    for before, name in pairwise((*KEPT, "choice", *KEPT)):
        shown(stage, before)
        names = [one for one, _, _ in shown(stage, name)[1]]
        assert len(names) == len(set(names)), name


def test_a_keyboard_is_as_high_as_before_when_one_comes_back_to_it(stage: Stage) -> None:
    """あいう, 123, あいう: its last row once lay under 係員を呼ぶ."""
    view = fixtures.views("ja")["text-address"]
    places: dict[str, list[tuple[str, float, float]]] = {}
    for turn, layout in enumerate(("kana", "digits", "kana", "latin", "kana")):
        stage.show({**view, "body": {**view["body"], "keyboard": layout}})
        found = sorted((one.name, one.rect.x(), one.rect.y()) for one in targets(stage.window))
        assert places.setdefault(layout, found) == found, turn
    assert len(set(map(str, places.values()))) == 3


def test_a_key_that_would_do_nothing_is_not_there(stage: Stage) -> None:
    """変換 where kana stay kana (フリガナ, a search): the room is 空白's, and the other keys stay where they are."""
    view = fixtures.views("ja")["text-address"]
    found: dict[bool, dict[str, QRectF]] = {}
    for turn, converts in enumerate((True, False, True)):
        stage.show({**view, "body": {**view["body"], "converts": converts}})
        keys = {one.name: one.rect for one in targets(stage.window) if "kana" in one.name}
        assert ("key.kana.convert" in keys) is converts
        assert found.setdefault(converts, keys) == keys, turn
    one, two = found[True], found[False]
    assert two["key.kana.space"].right() == one["key.kana.convert"].right()
    assert {name: one[name] for name in two if name != "key.kana.space"} == {
        name: rect for name, rect in two.items() if name != "key.kana.space"
    }
