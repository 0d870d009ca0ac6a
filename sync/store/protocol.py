"""JSON lines between the keeper and its clients on this machine.

A request is ``{"command": …, …}``; an answer ``{"ok": …}``, ``{"failure": {"code", "detail"}}`` or,
for a request that no correct client sends, ``{"fault": "…"}``.
"""

from __future__ import annotations

import json
from collections.abc import Mapping
from typing import Any

from sync.envelope.wire import MAX_BYTES

LINE_LIMIT = MAX_BYTES + MAX_BYTES // 4
"""Bytes of one line: an envelope is ASCII JSON whose quotes get escaped."""


def encode(message: Mapping[str, Any]) -> bytes:
    """One line."""
    return json.dumps(message, separators=(",", ":")).encode() + b"\n"


def decode(line: bytes) -> dict[str, Any]:
    """The object in a line.  Raises ``ValueError``."""
    try:
        message = json.loads(line)
    except RecursionError:
        raise ValueError("nested too deeply") from None
    if not isinstance(message, dict):
        raise TypeError("a message is an object") from None
    return message
