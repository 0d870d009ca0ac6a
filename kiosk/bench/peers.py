"""The same letters on the same pages by other programs: typst's Python compiler; reportlab and pypdf.

They get ready-made places: which size fits, which face has the letter, is our work and in our time alone.
Installed by the extra ``bench``; without it they are not measured.
"""

from __future__ import annotations

from collections.abc import Callable, Sequence
from importlib import import_module
from importlib.util import find_spec
from io import BytesIO
from pathlib import Path
from typing import Any

from forms.document.filled import FilledForm
from forms.document.ink import PT, Letters, Ring, Tick
from forms.render.faces import face

Peer = Callable[[Sequence[FilledForm]], bytes]


def peers(folder: Path) -> dict[str, Peer]:
    """Those that are installed, by name; ``folder`` has the city's PDFs."""
    found: dict[str, Peer] = {}
    if find_spec("typst"):
        found["typst"] = _Typst(folder)
    if find_spec("pypdf"):
        found["reportlab_pypdf"] = _Reportlab()
    return found


class _Typst:
    """One compiler for all documents, as the reference measured it fastest."""

    def __init__(self, folder: Path) -> None:
        self._source = folder / "session.typ"
        self._source.write_text("", "utf-8")
        fonts = sorted({str(face(name).path.parent) for name in ("mincho", "ipamj")})
        typst: Any = import_module("typst")
        self._compiler = typst.Compiler(str(self._source), root=str(folder), font_paths=fonts)

    def __call__(self, forms: Sequence[FilledForm]) -> bytes:
        parts = [page for form in forms for page in form.pages]
        self._source.write_text("#pagebreak()\n".join(map(_typst_page, parts)), "utf-8")
        made: bytes = self._compiler.compile(str(self._source), format="pdf")
        return made


_FAMILY = {"mincho": "BIZ UDMincho", "ipamj": "IPAmjMincho"}


def _typst_page(page: Any) -> str:
    under = page.under
    lines = [
        f"#set page(width: {page.width}mm, height: {page.height}mm, margin: 0mm, "
        f'background: image("{under.pdf.name}", page: {under.page}, width: {page.width}mm))'
    ]
    for ink in page.written:
        match ink:
            case Letters():
                family = _FAMILY.get(ink.face, "BIZ UDMincho")
                said = ink.text.replace("\\", "").replace('"', "")
                lines.append(
                    f"#place(dx: {ink.x:.2f}mm, dy: {ink.y - ink.size * PT:.2f}mm, "
                    f'text(size: {ink.size}pt, font: "{family}", top-edge: 1em, "{said}"))'
                )
            case Ring() | Tick():
                rect = ink.rect
                lines.append(
                    f"#place(dx: {rect.x:.2f}mm, dy: {rect.y:.2f}mm, ellipse(width: "
                    f"{rect.width:.2f}mm, height: {rect.height:.2f}mm, stroke: 1pt))"
                )
    return "\n".join(lines) + "\n"


class _Reportlab:
    """Plain drawString into an overlay, merged page by page."""

    def __init__(self) -> None:
        self._pypdf: Any = import_module("pypdf")
        fonts: Any = import_module("reportlab.pdfbase.ttfonts")
        metrics: Any = import_module("reportlab.pdfbase.pdfmetrics")
        for name in ("mincho", "ipamj"):
            metrics.registerFont(fonts.TTFont(name, str(face(name).path)))
        self._canvas: Any = import_module("reportlab.pdfgen.canvas").Canvas

    def __call__(self, forms: Sequence[FilledForm]) -> bytes:
        pages = [page for form in forms for page in form.pages]
        overlay = BytesIO()
        canvas = self._canvas(overlay)
        for page in pages:
            canvas.setPageSize((page.width / PT, page.height / PT))
            for ink in page.written:
                if isinstance(ink, Letters):
                    canvas.setFont(ink.face if ink.face == "ipamj" else "mincho", ink.size)
                    canvas.drawString(ink.x / PT, (page.height - ink.y) / PT, ink.text)
                elif isinstance(ink, Ring | Tick):
                    x, y = ink.rect.x / PT, (page.height - ink.rect.bottom) / PT
                    canvas.ellipse(x, y, x + ink.rect.width / PT, y + ink.rect.height / PT)
            canvas.showPage()
        canvas.save()
        written = self._pypdf.PdfReader(overlay)
        target = self._pypdf.PdfWriter()
        readers: dict[Path, Any] = {}
        for page, over in zip(pages, written.pages, strict=True):
            assert page.under is not None
            if page.under.pdf not in readers:
                readers[page.under.pdf] = self._pypdf.PdfReader(page.under.pdf)
            sheet = target.add_page(readers[page.under.pdf].pages[page.under.page - 1])
            sheet.merge_page(over)
        result = BytesIO()
        target.write(result)
        return result.getvalue()
