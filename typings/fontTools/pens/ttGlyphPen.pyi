from typing import Any

from fontTools.pens.basePen import AbstractPen

class TTGlyphPen(AbstractPen):
    def __init__(self, glyphSet: Any) -> None: ...
    def glyph(self) -> Any: ...
