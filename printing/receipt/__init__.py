"""Receipts: what the citizen takes home from the kiosk."""

from printing.receipt.receipt import Paper, Receipt, ReceiptLabels, ReceiptRow
from printing.receipt.render import render_receipt

__all__ = ["Paper", "Receipt", "ReceiptLabels", "ReceiptRow", "render_receipt"]
