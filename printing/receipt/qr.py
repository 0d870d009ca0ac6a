"""The QR code as rows of "0" and "1", with its quiet zone (ISO/IEC 18004: four modules)."""

from __future__ import annotations

from qrcode.constants import ERROR_CORRECT_M
from qrcode.main import QRCode


def modules(payload: str) -> tuple[str, ...]:
    """The smallest code of level M that holds the payload.  Raises ``ValueError`` if none does."""
    code = QRCode(error_correction=ERROR_CORRECT_M, border=4)
    code.add_data(payload)
    code.make(fit=True)
    return tuple("".join("1" if dark else "0" for dark in row) for row in code.get_matrix())
