"""A story through the accessible tree alone: another program reads the panel over AT-SPI and presses what it names.

The only thing done otherwise is laying the card down.
"""

from __future__ import annotations

from collections.abc import Callable, Iterator

import pytest

from kiosk.story.driver import wait_for
from kiosk.story.house import SCREENS, House
from tests.support.screen_reader import Item, ScreenReader, screen_reader
from tests.support.sessions import TODAY

pytestmark = [pytest.mark.xdist_group("house"), pytest.mark.timeout(300)]

CARD = "taro"
ANSWERS: dict[str, tuple[str, ...]] = {
    "どのお手続きですか": ("証明書がほしい", "つぎへ"),
    "暗証番号を入れてください": ("1", "2", "3", "4", "つぎへ"),
    "読み取った内容は合っていますか": ("合っている",),
    "どの証明書がいりますか": ("住民票の写し", "つぎへ"),
    "どこに出しますか": ("年金", "つぎへ"),
    "どなたの住民票がいりますか": ("世帯全員の分", "つぎへ"),
    "住民票に何を載せますか": ("世帯主と続柄", "つぎへ"),
    "何通いりますか": ("1", "つぎへ"),
    "昼間につながる電話番号を教えてください": (*"09000003333", "つぎへ"),
    "これでよろしいですか": ("これでよい",),
}
"""To each heading, the names that are pressed."""
PATIENCE_SECONDS = 90.0


@pytest.fixture
def reader() -> Iterator[ScreenReader]:
    with screen_reader(*SCREENS["portrait"]) as opened:
        yield opened


@pytest.fixture
def house(reader: ScreenReader) -> Iterator[House]:
    with House(today=TODAY) as opened:
        opened.open_kiosk(environment=reader.environment)
        yield opened


def test_a_certificate_is_asked_for_through_the_tree(reader: ScreenReader, house: House) -> None:
    screens = [_until(reader, lambda items: _is_there(items, "はじめる"))]
    _press(reader, "はじめる")
    answered: list[str] = []
    while True:
        screens.append(_until(reader, lambda items: _is_new(items, answered)))
        title = _title(screens[-1])
        if _number(screens[-1]):
            break
        answered.append(title)
        if title.startswith("マイナンバーカード"):
            house.acts(CARD)["put_card"]()
            continue
        for name in ANSWERS.get(title, ()):
            _press(reader, name)
    assert set(ANSWERS) <= set(answered)
    for items in screens:
        _is_whole(items)


def _is_whole(items: list[Item]) -> None:
    """A window with a name, a heading, and a name on everything that can be pressed."""
    window, *inside = items
    assert window.role == "frame"
    assert window.name
    assert any(item.role == "heading" and item.name for item in inside)
    nameless = [item for item in inside if not item.name.strip()]
    assert nameless == []
    roles = {item.role for item in inside if "Press" in item.actions}
    assert roles <= {"push button", "radio button", "check box", "text", "entry"}, roles


def _title(items: list[Item]) -> str:
    return next((i.name for i in items if i.role == "heading"), "")


def _number(items: list[Item]) -> bool:
    return any("受付番号" in item.name for item in items)


def _is_there(items: list[Item], name: str) -> bool:
    return any(item.name == name for item in items)


def _is_new(items: list[Item], answered: list[str]) -> bool:
    """A screen that waits for somebody, and has not been answered."""
    title = _title(items)
    if _number(items):
        return True
    return title not in answered and (title in ANSWERS or title.startswith("マイナンバーカード"))


def _until(reader: ScreenReader, arrived: Callable[[list[Item]], bool]) -> list[Item]:
    last: list[Item] = []

    def look() -> bool:
        last[:] = reader.screen()
        return arrived(last)

    try:
        wait_for(look, PATIENCE_SECONDS, "another screen")
    except Exception as fault:
        raise AssertionError([(item.role, item.name) for item in last]) from fault
    return list(last)


def _press(reader: ScreenReader, name: str) -> None:
    wait_for(lambda: reader.press(name), PATIENCE_SECONDS, name)
