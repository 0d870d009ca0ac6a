"""Filled forms to PDF.  Loaded when used: the screen needs the QR codes only, not reportlab (0.1 s)."""

from __future__ import annotations

from importlib import import_module
from typing import TYPE_CHECKING, Any

if TYPE_CHECKING:
    from forms.render.pdf import preload, render_pdf

__all__ = ["preload", "render_pdf"]


def __getattr__(name: str) -> Any:
    if name not in __all__:
        raise AttributeError(name)
    return getattr(import_module("forms.render.pdf"), name)
