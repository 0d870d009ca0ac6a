"""One QML window for all tests that look at screens."""

from __future__ import annotations

from collections.abc import Iterator

import pytest

from kiosk.screens.gallery import fixtures
from kiosk.screens.gallery.gallery import Stage, prepare_platform


@pytest.fixture(scope="session")
def panel(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Stage]:
    """The kiosk's window, offscreen, 4.03 px/mm; shows any view in either orientation."""
    prepare_platform(tmp_path_factory.mktemp("platform"))
    stage = Stage(fixtures.views("ja")["attract"], landscape=False)
    yield stage
    stage.close()


@pytest.fixture
def stage(panel: Stage) -> Iterator[Stage]:
    """The window, upright and idle; whatever Qt complains about fails the test."""
    panel.turn(landscape=False)
    panel.backend.acts.clear()
    panel.backend.pin.clear()
    panel.messages.clear()
    yield panel
    assert not panel.messages
