"""Every screen in every size: large enough keys, gaps, nothing cut, nothing over an edge."""

from __future__ import annotations

import re
from typing import Any

import pytest

from kiosk.screens.build import build_view
from kiosk.screens.end_views import qr_rows
from kiosk.screens.gallery import fixtures
from kiosk.screens.gallery.gallery import PX_PER_MM, Stage
from kiosk.screens.phrases import plain
from tests.kiosk.qml_items import faults, target, targets, texts, walk
from tests.kiosk.situations import one_of_each_question, one_of_each_situation
from tests.kiosk.walk import CARD, FACTS, wording, world

KINDS = {
    "attract", "purpose", "card", "pin", "card_numbers", "progress", "confirm", "choice", "yes_no",
    "text", "number",
    "date", "list", "review", "result", "trouble",
}  # fmt: skip

JAPANESE = re.compile("[\u3041-\u30ff\u4e00-\u9fff]")
QR = qr_rows("urn:uuid:00000000-0000-4000-8000-000000000127")

sizes = pytest.mark.parametrize("large", [False, True], ids=["standard", "large"])
languages = pytest.mark.parametrize("language", ["ja", "en"])
orientations = pytest.mark.parametrize("landscape", [False, True], ids=["portrait", "landscape"])


def real_views(language: str, large: bool) -> dict[str, dict[str, Any]]:
    """What the session really shows: each situation, and each question filled in."""
    views: dict[str, dict[str, Any]] = {}
    for state in [*one_of_each_situation(), *one_of_each_question()]:
        view = dict(build_view(state, world(), wording(), language))
        view["largeText"] = large
        views[f"{view['kind']} {plain(str(view['title']))}"] = view  # the later one is filled in
    return views


def faults_of(stage: Stage, view: dict[str, Any]) -> list[str]:
    """Of the view, of each of its pages, and with its reason opened."""
    stage.show(view)
    found = faults(stage.window, PX_PER_MM)
    for column in [item for item in walk(stage.window.contentItem()) if item.property("pages")]:
        for page in range(1, int(column.property("pages"))):
            column.setProperty("page", page)
            stage.settle()
            found += [f"page {page + 1}: {fault}" for fault in faults(stage.window, PX_PER_MM)]
        column.setProperty("page", 0)
    for one in targets(stage.window):
        if one.name == "key.reason":
            box = one.item.parentItem()
            box.setProperty("open", True)
            stage.settle()
            found += [f"reason: {fault}" for fault in faults(stage.window, PX_PER_MM)]
            box.setProperty("open", False)
    return found


def test_the_fixtures_have_every_kind() -> None:
    assert {view["kind"] for view in fixtures.views("ja").values()} == KINDS
    assert {view["kind"] for view in fixtures.views("en").values()} == KINDS


@sizes
@languages
@orientations
def test_fixtures_keep_sizes_gaps_and_edges(
    stage: Stage, landscape: bool, language: str, large: bool
) -> None:
    stage.turn(landscape=landscape)
    found = {}
    for name, view in fixtures.views(language, large=large).items():
        found[name] = faults_of(stage, view)
    assert {name: what for name, what in found.items() if what} == {}


@sizes
@languages
@orientations
def test_real_screens_keep_sizes_gaps_and_edges(
    stage: Stage, landscape: bool, language: str, large: bool
) -> None:
    stage.turn(landscape=landscape)
    found = {}
    for name, view in real_views(language, large).items():
        found[name] = faults_of(stage, view)
    assert {name: what for name, what in found.items() if what} == {}


@sizes
@orientations
@pytest.mark.parametrize("rows", [4, 6, 8])
def test_every_procedure_is_on_a_page_of_the_result(
    stage: Stage, rows: int, landscape: bool, large: bool
) -> None:
    stage.turn(landscape=landscape)
    view = next(v for v in real_views("ja", large).values() if v["kind"] == "result")
    one = view["body"]["rows"][0]
    titles = {f"手続き{index}" for index in range(rows)}
    many = [{**one, "title": title} for title in sorted(titles)]
    stage.show({**view, "body": {**view["body"], "qr": QR, "rows": many}})
    column = next(item for item in walk(stage.window.contentItem()) if item.property("pages"))
    seen: set[str] = set()
    for page in range(9):
        if page >= int(column.property("pages")):
            break
        column.setProperty("page", page)
        stage.settle()
        seen |= {text.text for text in texts(stage.window)}
    assert titles <= seen


@orientations
def test_the_keys_of_the_bar_never_move(stage: Stage, landscape: bool) -> None:
    stage.turn(landscape=landscape)
    places: dict[str, set[str]] = {}
    views = [*fixtures.views("ja", large=True).values(), *fixtures.views("en").values()]
    for view in views:
        stage.show(view)
        for one in targets(stage.window):
            if one.name in {"key.back", "key.staff", "key.next"}:
                places.setdefault(one.name, set()).add(repr(one.rect))
    assert {name: len(where) for name, where in places.items()} == {
        "key.back": 1,
        "key.staff": 1,
        "key.next": 1,
    }


def test_large_text_folds_an_open_reason(stage: Stage) -> None:
    stage.show(fixtures.views("ja")["choice"])
    assert "key.reason.close" in [one.name for one in targets(stage.window)]
    stage.show(fixtures.views("ja", large=True)["choice"])
    assert "key.reason" in [one.name for one in targets(stage.window)]
    stage.show(fixtures.views("ja")["attract"])
    stage.show(fixtures.views("ja", large=True)["choice"])
    assert "key.reason" in [one.name for one in targets(stage.window)]


def test_kana_keys_are_21_by_26_mm(stage: Stage) -> None:
    for landscape in (False, True):
        stage.turn(landscape=landscape)
        for large in (False, True):
            stage.show(fixtures.views("ja", large=large)["text"])
            key = target(stage.window, "key.kana.ん").rect
            assert key.width() >= int(21 * PX_PER_MM)
            assert key.height() >= int(26 * PX_PER_MM)


def test_nothing_of_the_page_is_shown_at_idle(stage: Stage) -> None:
    stage.show(fixtures.views("ja")["idle"])
    shown = {one.name for one in targets(stage.window)}
    assert shown == {"key.stay", "key.back", "key.staff", "key.next"}
    assert not any("健康保険" in text.text.replace("\u2060", "") for text in texts(stage.window))


def test_the_pin_is_shown_as_a_length_only(stage: Stage) -> None:
    stage.show(fixtures.views("ja")["pin"])
    digits = [text.text for text in texts(stage.window) if text.text.isdigit()]
    assert sorted(digits) == [str(digit) for digit in range(10)]  # the keys, each once


def test_no_text_is_left_untranslated(stage: Stage) -> None:
    """Japanese on an English screen is a person's own letters, or stands beside its English."""
    given = [value for value in FACTS.values() if isinstance(value, str)]
    given += [CARD.basic_four.name, CARD.basic_four.address, "おくやみ", "住民票", "かな"]
    own = {re.sub(r"\s", "", value) for value in given}
    found = {}
    for name, view in real_views("en", False).items():
        if view["kind"] == "card_numbers":
            continue  # the drawing of the card is as the card
        stage.show(view)
        shown = {re.sub(r"\s", "", plain(text.text)) for text in texts(stage.window)}
        strange = {
            text
            for text in shown
            if JAPANESE.search(text)
            and not re.search("[A-Za-z]", text)
            and len(text) > 1
            and text != "日本語"
            and not any(text in value or value in text for value in own)
        }
        if strange:
            found[name] = strange
    assert found == {}
