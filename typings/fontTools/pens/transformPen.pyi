from typing import Any

class TransformPen:
    def __init__(
        self, outPen: Any, transformation: tuple[float, float, float, float, float, float]
    ) -> None: ...
