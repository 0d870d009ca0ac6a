"""One spelling per JSON value, so that a digest means one content."""

from __future__ import annotations

import json
from typing import Any


def canonical(value: Any) -> bytes:
    """``value`` as UTF-8 JSON: keys sorted, no spaces, characters unescaped.

    Raises ``ValueError`` for text that is not Unicode (a lone surrogate) and for NaN.
    """
    text = json.dumps(
        value, ensure_ascii=False, sort_keys=True, separators=(",", ":"), allow_nan=False
    )
    return text.encode()
