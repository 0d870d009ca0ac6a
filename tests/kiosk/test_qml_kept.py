"""Screens that are made once and kept: nothing of an earlier question is on a later one."""

from __future__ import annotations

from itertools import pairwise

import pytest

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
