from typing import Any

from fontTools.pens.basePen import AbstractPen

class TransformPen(AbstractPen):
    def __init__(
        self, outPen: Any, transformation: tuple[float, float, float, float, float, float]
    ) -> None: ...
