"""Names on the screen: characters of the second plane, and variation selectors that Qt's text ignores."""

from __future__ import annotations

from pathlib import Path
from typing import Any

from PySide6.QtCore import QRect
from PySide6.QtGui import QImage

from kiosk.screens.gallery import fixtures
from kiosk.screens.gallery.gallery import Stage


def _drawn(stage: Stage, folder: Path, name: str) -> QImage:
    """The name's part of the screen that asks whose card it is."""
    view: dict[str, Any] = fixtures.views("ja")["confirm-card"]
    row = {**view["body"]["rows"][0], "value": name}
    stage.show({**view, "body": {**view["body"], "rows": [row]}})
    path = folder / "name.png"
    stage.picture(path)
    return QImage(str(path)).copy(QRect(220, 400, 700, 160))


def test_a_character_of_the_second_plane_shows(stage: Stage, tmp_path: Path) -> None:
    shown = _drawn(stage, tmp_path, "𠮷")
    assert shown != _drawn(stage, tmp_path, "\U000f0000")  # no face has it: the box
    assert shown != _drawn(stage, tmp_path, "吉")
    assert shown != _drawn(stage, tmp_path, "")


def test_a_variation_selector_changes_the_letter(stage: Stage, tmp_path: Path) -> None:
    # 辻 with one or with two dots: both are in the Adobe-Japan1 collection of the IVD.
    one, two = (_drawn(stage, tmp_path, "辻" + selector) for selector in "\U000e0100\U000e0101")
    assert one != two
    assert one != _drawn(stage, tmp_path, "")
