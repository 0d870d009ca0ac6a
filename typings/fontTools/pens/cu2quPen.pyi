from typing import Any

from fontTools.pens.basePen import AbstractPen

class Cu2QuPen(AbstractPen):
    def __init__(self, other_pen: Any, max_err: float, reverse_direction: bool = ...) -> None: ...
