"""Receipts: what the citizen takes home from the kiosk.

Drawing is loaded when used: the kiosk's configuration needs the names of the papers, not reportlab (0.1 s).
"""

from __future__ import annotations

from importlib import import_module
from typing import TYPE_CHECKING, Any

from printing.receipt.receipt import Lent, Paper, Receipt, ReceiptLabels, ReceiptRow

if TYPE_CHECKING:
    from printing.receipt.render import media_name, render_receipt

__all__ = [
    "Lent",
    "Paper",
    "Receipt",
    "ReceiptLabels",
    "ReceiptRow",
    "media_name",
    "render_receipt",
]


def __getattr__(name: str) -> Any:
    if name not in __all__:
        raise AttributeError(name)
    return getattr(import_module("printing.receipt.render"), name)
