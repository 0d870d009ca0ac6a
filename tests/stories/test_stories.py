"""Every story, without Qt and through the real app: real pcscd, printers, office, touches."""

from collections.abc import Iterator
from pathlib import Path

import pytest

from kiosk.story.headless import play_headless
from kiosk.story.house import House
from kiosk.story.play import play
from kiosk.story.story import Story, load_story

STORIES = [load_story(path) for path in sorted(Path(__file__).parent.glob("*.yaml"))]
PLAIN = [story for story in STORIES if not story.happenings]


def names(stories: list[Story]) -> list[str]:
    return [story.id for story in stories]


@pytest.mark.parametrize("story", PLAIN, ids=names(PLAIN))
def test_without_qt(story: Story, tmp_path: Path) -> None:
    assert play_headless(story, tmp_path).faults == []


@pytest.fixture(scope="module")
def houses() -> Iterator[dict[str, House]]:
    """One house a screen, started when its first story comes."""
    opened: dict[str, House] = {}
    yield opened
    for house in opened.values():
        house.__exit__()


@pytest.mark.timeout(300)
@pytest.mark.xdist_group("house")
@pytest.mark.parametrize("story", STORIES, ids=names(STORIES))
def test_through_the_real_app(story: Story, houses: dict[str, House], tmp_path: Path) -> None:
    if story.screen not in houses:
        houses[story.screen] = House(pack=story.pack, screen=story.screen, today=story.today)
        houses[story.screen].open_kiosk()
    assert play(story, houses[story.screen], tmp_path).faults == []
