"""QR codes as rows of modules (ISO/IEC 18004), without the quiet zone."""

from __future__ import annotations

from functools import lru_cache


@lru_cache(maxsize=64)
def modules(payload: str) -> tuple[tuple[bool, ...], ...]:
    """The modules of a QR code of ``payload``, error correction M; true is dark."""
    # It loads an image library: behind a citizen's start, by a thread.
    from qrcode.constants import ERROR_CORRECT_M  # noqa: PLC0415
    from qrcode.main import QRCode  # noqa: PLC0415

    code = QRCode(error_correction=ERROR_CORRECT_M, border=0)
    code.add_data(payload)
    code.make(fit=True)
    return tuple(tuple(bool(dark) for dark in row) for row in code.get_matrix())
