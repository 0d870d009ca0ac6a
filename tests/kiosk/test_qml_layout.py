"""Every screen in every size: large enough keys, gaps, nothing cut, nothing over an edge."""

from __future__ import annotations

import re
from itertools import combinations
from typing import Any

import pytest

import assets
from forms.catalogue.wording import keys
from kiosk.screens.build import build_view
from kiosk.screens.end_views import qr_rows
from kiosk.screens.gallery import fixtures
from kiosk.screens.gallery.gallery import PX_PER_MM, Stage
from kiosk.screens.phrases import plain
from tests.kiosk import screens_matrix
from tests.kiosk.qml_items import target, targets, texts, walk
from tests.kiosk.situations import one_of_each_question, one_of_each_situation
from tests.kiosk.walk import CARD, FACTS, wording, world

_PARTS = 4

KINDS = {
    "attract", "purpose", "card", "pin", "card_numbers", "progress", "confirm", "choice", "yes_no",
    "text", "number",
    "date", "list", "review", "result", "trouble",
}  # fmt: skip

KANA = re.compile("[\u3041-\u30fa\u30fc-\u30ff]")  # the dot between is Chinese as well
QUOTED = re.compile("（[^）]*）|“[^”]*”")
JAPANESE = re.compile("[\u3041-\u30ff\u4e00-\u9fff]")
QR = qr_rows("urn:uuid:00000000-0000-4000-8000-000000000127")

sizes = pytest.mark.parametrize("large", [False, True], ids=["standard", "large"])
orientations = pytest.mark.parametrize("landscape", [False, True], ids=["portrait", "landscape"])


def real_views(language: str, large: bool) -> dict[str, dict[str, Any]]:
    """What the session really shows: each situation, and each question filled in."""
    views: dict[str, dict[str, Any]] = {}
    for state in [*one_of_each_situation(), *one_of_each_question()]:
        view = dict(build_view(state, world(), wording(), language))
        view["looks"] = fixtures.looks(1.6 if large else 1.0)
        views[f"{view['kind']} {plain(str(view['title']))}"] = view  # the later one is filled in
    return views


def test_the_fixtures_have_every_kind() -> None:
    assert {view["kind"] for view in fixtures.views("ja").values()} == KINDS
    assert {view["kind"] for view in fixtures.views("en").values()} == KINDS


@pytest.mark.parametrize("part", range(_PARTS))
def test_every_screen_keeps_its_measures_in_every_look(stage: Stage, part: int) -> None:
    """Sizes, gaps, edges, covered and faint texts; `python -m tests.kiosk.screens_campaign` takes them all."""
    rows = [*screens_matrix.pairwise(), *screens_matrix.few()]
    found = [
        f"{name} | {look} | {fault}"
        for name, look in rows[part::_PARTS]
        for fault in screens_matrix.check(stage, name, look)
    ]
    assert found == []


def test_the_looks_of_the_test_meet_in_pairs() -> None:
    rows = screens_matrix.pairwise()
    shown = {(name, value) for name, look in rows for value in _values(look)}
    looks = [_values(look) for look in screens_matrix.every_look()]
    assert shown >= {
        (name, value) for name in screens_matrix.screens() for look in looks for value in look
    }
    met = {pair for _, look in rows for pair in combinations(_values(look), 2)}
    assert met == {pair for look in looks for pair in combinations(look, 2)}


def _values(look: screens_matrix.Look) -> tuple[str, ...]:
    turned = "landscape" if look.landscape else "portrait"
    return (turned, f"x{look.text}", look.contrast.value, look.language, look.hand)


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
    screens_matrix.wait_for_rows(stage)
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


@orientations
def test_a_reason_never_covers_the_answers_by_itself(stage: Stage, landscape: bool) -> None:
    """A long hint under a long lead leaves it no room: then it waits for a touch, and covers what it must."""
    stage.turn(landscape=landscape)
    view = fixtures.views("ja")["choice"]
    hint = {
        "tone": "info",
        "text": "銀行や不動産では、本籍があると受け取らないことがあります。" * 3,
    }
    view = {**view, "lead": "出すところにお確かめください。" * 3, "banner": hint}
    stage.show(view)
    answers = {option["name"] for option in view["body"]["options"]}

    def touchable() -> set[str]:
        return {one.name for one in targets(stage.window)}

    assert answers & touchable()
    stage.show(fixtures.views("ja")["attract"])
    stage.show({**view, "banner": None})
    stage.show(view)
    assert answers & touchable()


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


@pytest.mark.parametrize(
    "language", [each for each in world().languages() if each not in ("ja", "ja-easy")]
)
def test_no_text_is_left_untranslated(stage: Stage, language: str) -> None:
    """Japanese on the screen is a person's own letters, stands in a translated text, is marked as Japanese, or is
    the second line of a key, which says what the counter calls it."""
    given = [value for value in FACTS.values() if isinstance(value, str)]
    given += [CARD.basic_four.name, CARD.basic_four.address, "おくやみ", "住民票", "かな"]
    own = {re.sub(r"\s", "", value) for value in given}
    names = {
        plain(world().pack.wording.text("language-name", each)) for each in world().languages()
    }
    for texts_of, folder in (
        (wording(), assets.ROOT / "wording"),
        (world().pack.wording, assets.ROOT / "packs" / "standard" / "wording"),
    ):
        names |= {
            re.sub(r"\s", "", texts_of.text(key, language))
            for key, _, _ in keys(folder, language)
            if key.endswith(".second")
        }
    letters = KANA if language.startswith("zh") else JAPANESE
    found = {}
    for name, view in real_views(language, False).items():
        if view["kind"] == "card_numbers":
            continue  # the drawing of the card is as the card
        stage.show(view)
        shown = {
            re.sub(r"\s", "", plain(text.text))
            for text in texts(stage.window)
            if not text.item.property("japanese")
        }
        strange = {
            text
            for text in shown - names
            if letters.search(QUOTED.sub("", text))
            and not re.search("[A-Za-z\u00c0-\u1eff\uac00-\ud7af]", text)
            and len(text) > 1
            and not any(text in value or value in text for value in own)
        }
        if strange:
            found[name] = strange
    assert found == {}
