"""A contact sheet: many pictures of screens side by side, small enough to be looked at together."""

from __future__ import annotations

from collections.abc import Sequence
from pathlib import Path

from PySide6.QtCore import Qt
from PySide6.QtGui import QImage, QPainter

_WIDTH = 2400
_SHARE = 5
"""Upright pictures in a row; lying ones are three."""
_GAP = 12
_GROUND = 0xFF808080


def write_sheet(pictures: Sequence[Path], path: Path) -> None:
    """Write ``pictures`` in their order on one sheet.  Raises ``OSError`` when it cannot be written."""
    images = [QImage(str(picture)) for picture in pictures]
    wide = images[0].width() > images[0].height()
    columns = 3 if wide else _SHARE
    width = (_WIDTH - (columns + 1) * _GAP) // columns
    small = [
        image.scaledToWidth(width, Qt.TransformationMode.SmoothTransformation) for image in images
    ]
    height = max(image.height() for image in small)
    rows = -(-len(small) // columns)
    sheet = QImage(_WIDTH, _GAP + rows * (height + _GAP), QImage.Format.Format_RGB32)
    sheet.fill(_GROUND)
    painter = QPainter(sheet)
    for index, image in enumerate(small):
        row, column = divmod(index, columns)
        painter.drawImage(_GAP + column * (width + _GAP), _GAP + row * (height + _GAP), image)
    painter.end()
    if not sheet.save(str(path)):
        raise OSError(f"cannot write {path}")
