"""Receipts: what the citizen takes home from the kiosk."""

from printing.receipt.receipt import Paper, Receipt, ReceiptLabels, ReceiptRow
from printing.receipt.render import media_name, render_receipt

__all__ = ["Paper", "Receipt", "ReceiptLabels", "ReceiptRow", "media_name", "render_receipt"]
