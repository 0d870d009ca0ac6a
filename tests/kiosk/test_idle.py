"""A kiosk that nobody touches, in the real app: the question, まだ使う, and the end of the session."""

from __future__ import annotations

from collections.abc import Iterator
from contextlib import suppress
from dataclasses import replace
from pathlib import Path
from typing import Any

import pytest
from PIL import Image, ImageChops

from kiosk.session.world import SessionSettings
from kiosk.story.driver import CitizenGone, RobotDriver
from kiosk.story.house import House
from kiosk.story.story import Told
from tests.support.keeper import until
from tests.support.sessions import TODAY, TYPED, play_until, words_on

IDLE_SECONDS, WARNING_SECONDS = 5, 6

pytestmark = [pytest.mark.xdist_group("house"), pytest.mark.timeout(180)]


@pytest.fixture(scope="module")
def house() -> Iterator[House]:
    session = SessionSettings(
        practice=True, idle_seconds=IDLE_SECONDS, warning_seconds=WARNING_SECONDS
    )
    with House(today=TODAY, session=session) as opened:
        opened.open_kiosk()
        yield opened


def _review_of(name: str, house: House, finger: RobotDriver) -> None:
    story = replace(TYPED, facts={**TYPED.facts, "visitor.name": Told(name)})
    play_until("review", story, house, finger)
    assert name in words_on(finger.view())


def _asked(finger: RobotDriver) -> Any:
    until(lambda: finger.view()["overlay"] is not None)
    return finger.view()["overlay"]


def _gone_on(finger: RobotDriver) -> None:
    finger.press("key.stay")
    until(lambda: finger.view()["overlay"] is None)


def _picture(finger: RobotDriver, path: Path) -> Image.Image:
    """The question as drawn when two seconds are left: faded in, and its figure known."""
    while True:
        until(lambda: (finger.view()["overlay"] or {}).get("seconds") == 2)
        finger.picture(path)
        if finger.view()["overlay"]["seconds"] == 2:
            with Image.open(path) as picture:
                return picture.convert("RGB")
        _gone_on(finger)


def test_who_is_still_there_goes_on_and_who_has_left_is_forgotten(
    house: House, tmp_path: Path
) -> None:
    with house.finger() as finger:
        finger.press("key.start")
        over_the_first_page = _picture(finger, tmp_path / "purpose.png")
        _gone_on(finger)
        with suppress(CitizenGone):
            finger.press("key.back")
            finger.wait_until_gone()

    with house.finger() as finger:
        _review_of("ふぬむみれ", house, finger)
        page = set(finger.names())
        assert _asked(finger)["seconds"] <= WARNING_SECONDS
        _gone_on(finger)
        assert finger.view()["kind"] == "review"
        assert set(finger.names()) == page

        over_the_review = _picture(finger, tmp_path / "review.png")
        difference = ImageChops.difference(over_the_review, over_the_first_page)
        assert difference.getbbox() is None, "something of the page shows through"
        used = finger.process_id()
        finger.wait_until_gone()

    with house.finger() as finger:
        assert finger.process_id() != used
        assert "ふぬむみれ" not in words_on(finger.view())
