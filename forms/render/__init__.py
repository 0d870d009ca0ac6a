"""Filled forms to PDF."""

from forms.render.pdf import render_pdf

__all__ = ["render_pdf"]
