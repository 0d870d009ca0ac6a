"""Pictures of the screens: the program that takes them, colours of the tokens, letters that must show."""

from __future__ import annotations

import subprocess
import sys
from collections.abc import Iterator
from pathlib import Path
from typing import Any

import pytest
from PySide6.QtGui import QImage

from kiosk.screens.gallery import fixtures

SCREEN = {False: (1080, 1920), True: (1920, 1080)}
# look.md 2.1, the exact colours of the tokens
ACCENT = {"standard": "#0017c1", "quiet": "#233a66"}
PAGE = {"standard": "#f2f6fd", "quiet": "#f3f5f8"}
HERO, SURFACE, IDLE = "#00118f", "#ffffff", "#1b2433"


@pytest.fixture(scope="module")
def pictures(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """One picture of each Japanese fixture, upright, by the gallery's own command line."""
    folder = tmp_path_factory.mktemp("gallery")
    command = [sys.executable, "-m", "kiosk.screens.gallery", "--out", str(folder)]
    done = subprocess.run(command, capture_output=True, text=True, timeout=120, check=False)
    assert (done.returncode, done.stderr) == (0, "")
    return folder


def _picture(folder: Path, name: str) -> QImage:
    image = QImage(str(folder / f"{name}.png"))
    assert not image.isNull(), name
    return image


def _pages() -> Iterator[tuple[str, dict[str, Any]]]:
    for name, view in fixtures.views("ja").items():
        if view["kind"] != "attract" and not view["overlay"]:
            yield name, view


def test_there_is_a_picture_of_each_fixture_pixel_for_pixel(pictures: Path) -> None:
    for name in fixtures.views("ja"):
        image = _picture(pictures, name)
        assert (image.width(), image.height()) == SCREEN[False]


def test_pages_have_the_colours_of_their_palette(pictures: Path) -> None:
    for name, view in _pages():
        image = _picture(pictures, name)
        palette = view["palette"]
        assert image.pixelColor(20, 1700).name() == PAGE[palette], name
        assert image.pixelColor(20, 1900).name() == SURFACE, name  # the bottom bar
        if view["next"]["enabled"]:
            assert image.pixelColor(680, 1800).name() == ACCENT[palette], name  # つぎへ


def test_attract_and_idle_cover_what_they_should(pictures: Path) -> None:
    assert _picture(pictures, "attract").pixelColor(20, 20).name() == HERO
    idle = _picture(pictures, "idle")
    assert {idle.pixelColor(x, 100).name() for x in range(0, 1080, 40)} == {IDLE}


def test_landscape_and_large_pictures_are_turned_and_named(tmp_path: Path) -> None:
    command = [sys.executable, "-m", "kiosk.screens.gallery", "--out", str(tmp_path)]
    command += ["--landscape", "--large", "--language", "en", "--only", "choice", "--sheet"]
    subprocess.run(command, capture_output=True, timeout=120, check=True)
    names = sorted(path.name for path in tmp_path.iterdir())
    assert names == ["choice-L-large.png", "sheet-en-L-large.png"]
    image = _picture(tmp_path, "choice-L-large")
    assert (image.width(), image.height()) == SCREEN[True]
