"""Filled forms to PDF."""

from forms.render.pdf import preload, render_pdf

__all__ = ["preload", "render_pdf"]
