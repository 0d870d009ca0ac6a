"""Stories that nobody touches: by keyboard alone, and by the pad with five keys alone."""

from collections.abc import Iterator
from functools import partial
from pathlib import Path

import pytest

from kiosk.story.driver import KeysDriver
from kiosk.story.house import House
from kiosk.story.play import play
from kiosk.story.story import load_story

_HERE = Path(__file__).parent

pytestmark = [pytest.mark.xdist_group("house"), pytest.mark.timeout(300)]


@pytest.fixture(scope="module")
def house() -> Iterator[House]:
    story = load_story(_HERE / "english_certificate.yaml")
    with House(pack=story.pack, screen=story.screen, today=story.today) as opened:
        opened.open_kiosk()
        yield opened


@pytest.mark.parametrize(
    ("name", "step"),
    [("english_certificate", "Tab"), ("fault_wrong_pin", "Right")],
    ids=["keyboard", "pad"],
)
def test_a_story_without_a_finger(house: House, name: str, step: str, tmp_path: Path) -> None:
    """PIN, choices, digits and the end; the screens are those that a finger sees."""
    story = load_story(_HERE / f"{name}.yaml")
    assert play(story, house, tmp_path, hand=partial(KeysDriver, step=step)).faults == []
