"""Assist mode in the real app: an emulated badge over pcscd, the code on the pad, the clerk's keyboard, hand back."""

from __future__ import annotations

import os
from collections.abc import Iterator
from contextlib import suppress
from pathlib import Path
from typing import Any

import pypdfium2
import pytest
import zxingcpp

from kiosk.session.world import SessionSettings
from kiosk.story.driver import CitizenGone, RobotDriver, View, wait_for
from kiosk.story.house import BADGE, House
from tests.support.sessions import TODAY, TYPED, play_until, words_on

SECONDS = 60.0
PICTURES = os.environ.get("KAKANAI_PICTURES")
"""Where to leave pictures, for a person to look at."""

pytestmark = [pytest.mark.xdist_group("house"), pytest.mark.timeout(300)]


@pytest.fixture(scope="module")
def house() -> Iterator[House]:
    with House(today=TODAY, session=SessionSettings(practice=True), staff=True) as opened:
        opened.open_kiosk()
        yield opened


class Clerk:
    """Badge, code, keyboard, eyes."""

    def __init__(self, house: House, finger: RobotDriver) -> None:
        self.house = house
        self.finger = finger

    def sees(self, condition: Any, what: str) -> View:
        view: View = wait_for(
            lambda: (shown := self.finger.view()) and condition(shown) and shown, SECONDS, what
        )
        return view

    def shows_badge(self) -> None:
        self.house.dock.client.insert(BADGE)
        self.sees(lambda v: v["body"].get("boxes") == 8, "the pad for the code")
        self.house.dock.client.remove()

    def enters(self, code: str) -> None:
        for digit in code:
            self.finger.press(f"key.digit.{digit}")
        self.finger.press("key.next")

    def helps(self) -> None:
        self.shows_badge()
        self.enters("246810")
        self.sees(lambda v: v["assisted"], "assist mode")

    def picture(self, name: str) -> None:
        if PICTURES:
            self.finger.picture(Path(PICTURES) / f"{name}.png")


def test_a_clerk_takes_a_case_over_types_and_hands_it_back(house: House) -> None:
    with house.finger() as finger:
        clerk = Clerk(house, finger)
        play_until("question:visitor_name", TYPED, house, finger)
        clerk.shows_badge()
        assert finger.view()["heading"]["text"] != "職員が操作しています"
        clerk.enters("0000")
        refused = clerk.sees(lambda v: v["banner"], "a refusal")
        assert not refused["assisted"]
        clerk.picture("assist-code")
        clerk.enters("246810")
        view = clerk.sees(lambda v: v["assisted"], "assist mode")
        assert view["question"]["id"] == "visitor_name"
        assert view["heading"]["text"] == "職員が操作しています"
        finger.type("mihon")
        clerk.sees(lambda v: "みほ" in words_on(v), "typed kana")
        finger.type("\r")
        clerk.sees(lambda v: "みほん" in words_on(v), "the last kana")
        clerk.picture("assist-typing")

        finger.press("key.staff")
        desk = clerk.sees(
            lambda v: "desk.hand_back" in words_on(v) and "すべて使えます" in words_on(v),
            "the desk",
        )
        assert "みほん" not in words_on(desk), "nothing of the citizen on the desk"
        clerk.picture("assist-desk")
        finger.press("desk.test_page")
        clerk.sees(lambda v: "出ました" in words_on(v), "a printed test page")
        finger.press("desk.hand_back")
        view = clerk.sees(lambda v: not v["assisted"], "the citizen's own screen")
        assert view["kind"] == "text"
        finger.type("zzz\r")
        assert finger.view()["question"] == view["question"], "the keyboard is the clerk's"

        clerk.helps()
        finger.press("key.staff")
        with suppress(CitizenGone):
            finger.press("desk.end")
            finger.wait_until_gone()


def test_the_desk_opens_on_the_first_screen(house: House) -> None:
    with house.finger() as finger:
        clerk = Clerk(house, finger)
        clerk.helps()
        view = clerk.sees(lambda v: "desk.close" in words_on(v), "the desk")
        assert "desk.end" not in words_on(view), "there is no session to end"
        finger.press("desk.hand_back")
        clerk.sees(lambda v: v["kind"] == "attract" and not v["assisted"], "the first screen")


def test_who_leaves_takes_the_answers_along_on_paper_and_goes_on_from_it(
    house: House, tmp_path: Path
) -> None:
    printed = len(house.printer.documents())
    with house.finger() as finger:
        clerk = Clerk(house, finger)
        play_until("question:visitor_birth", TYPED, house, finger)
        finger.press("tool.leave")
        clerk.sees(lambda v: v["code"] == "session.leaving", "the three ways")
        clerk.picture("leaving")
        finger.press("key.trouble.take_along")
        clerk.sees(lambda v: "お取りください" in words_on(v), "the sheet to take")
        clerk.picture("taking")
        with suppress(CitizenGone):
            finger.press("key.next")
            finger.wait_until_gone()
    sheet = house.printer.documents()[printed]
    page = pypdfium2.PdfDocument(sheet.read_bytes())[0]
    if PICTURES:
        page.render(scale=1).to_pil().save(Path(PICTURES) / "takeaway.png")
    codes = zxingcpp.read_barcodes(page.render(scale=4).to_pil().convert("L"))
    assert codes
    assert all("みほん" not in code.text for code in codes)

    with house.finger() as finger:
        clerk = Clerk(house, finger)
        for code in reversed(codes):
            house.scan(code.text)
        view = clerk.sees(lambda v: v["kind"] == "card", "the card to show whose it is")
        assert "途中までの紙を読みました" in words_on(view)
        assert "みほん" not in words_on(view)
        clerk.helps()
        finger.press("key.skip")
        view = clerk.sees(lambda v: "これで合っていますか" in words_on(v), "all of it, once")
        assert "みほん" in words_on(view)
        clerk.picture("prepared")
        finger.press("key.next")
        clerk.sees(
            lambda v: v["question"] and v["question"]["id"] == "visitor_birth", "what was left"
        )
        finger.press("key.staff")
        with suppress(CitizenGone):
            finger.press("desk.end")
            finger.wait_until_gone()
