"""QR codes as rows of modules (ISO/IEC 18004), without the quiet zone."""

from __future__ import annotations

from functools import lru_cache


@lru_cache(maxsize=64)
def modules(payload: str) -> tuple[tuple[bool, ...], ...]:
    """The modules of a QR code of ``payload``, error correction M; true is dark."""
    from qrcode.constants import ERROR_CORRECT_M  # noqa: PLC0415 - it loads an image library, too much
    from qrcode.main import QRCode  # noqa: PLC0415   for a citizen's start; a thread does it then

    code = QRCode(error_correction=ERROR_CORRECT_M, border=0)
    code.add_data(payload)
    code.make(fit=True)
    return tuple(tuple(bool(dark) for dark in row) for row in code.get_matrix())
