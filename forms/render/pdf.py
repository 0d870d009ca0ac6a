"""Draws filled forms as one PDF.  The same forms give the same bytes."""

from __future__ import annotations

import zlib
from collections.abc import Sequence
from functools import partial
from io import BytesIO
from threading import Lock

import pikepdf
from pikepdf import Dictionary, Name

from forms.document.filled import FilledForm, FilledPage
from forms.document.ink import PT, Ink
from forms.render.city_pdf import CITY, city_form
from forms.render.content import OVER, TINT_ALPHA, TINTED, drawn
from forms.render.embedding import LEVEL, Codes, open_face, packed
from forms.render.faces import FILES

PROGRAM = "kakanai-madoguchi"
_KEPT_AT_MOST = 256

_DRAWING = Lock()
"""A city's file is shared by all documents of a process: one is drawn at a time."""


def render_pdf(forms: Sequence[FilledForm], *, written_only: bool = False) -> bytes:
    """One PDF with every page of ``forms``, in order.

    The metadata names form ids, pack version and submission, and no person.  ``written_only``
    leaves the printed form out (an overlay: what the facts put on the page).
    """
    with _DRAWING:
        return _document(forms, written_only)


def preload() -> None:
    """Opens every face now (0.6 s once per process), so that the first form is as fast as others."""
    for name in FILES:
        open_face(name)


def _document(forms: Sequence[FilledForm], written_only: bool) -> bytes:
    pdf = pikepdf.new()
    codes = Codes()
    fonts, states = pdf.make_indirect(Dictionary()), pdf.make_indirect(_states())
    cities: dict[tuple[str, int], pikepdf.Object] = {}
    for page in (page for form in forms for page in form.pages):
        layers = [] if written_only else [_printed(page, codes)]
        own = page.written if written_only else (*page.stamped, *page.written)
        layers.append(zlib.compress(drawn(own, page.height, codes), LEVEL))
        resources = Dictionary(Font=fonts, ExtGState=states)
        if page.under is not None and not written_only:
            key = (page.under.digest, page.under.page)
            if key not in cities:
                cities[key] = city_form(pdf, page.under)
            resources.XObject = Dictionary({CITY: cities[key]})
            layers.insert(0, zlib.compress(f"q {CITY} Do Q\n".encode()))
        sheet = Dictionary(
            Type=Name.Page,
            MediaBox=[0, 0, round(page.width / PT, 4), round(page.height / PT, 4)],
            Resources=resources,
            Contents=pikepdf.Array([packed(pdf, layer) for layer in layers]),
        )
        pdf.pages.append(pikepdf.Page(pdf.make_indirect(sheet)))
    for name, font in codes.fonts(pdf).items():
        fonts[name] = font
    _say_what_it_is(pdf, forms)
    result = BytesIO()
    pdf.save(
        result,
        deterministic_id=True,
        min_version="1.7",
        object_stream_mode=pikepdf.ObjectStreamMode.disable,
        compress_streams=False,
        stream_decode_level=pikepdf.StreamDecodeLevel.none,
    )
    return result.getvalue()


def _say_what_it_is(pdf: pikepdf.Pdf, forms: Sequence[FilledForm]) -> None:
    """No date: the day stands on the form, and the same facts give the same bytes."""
    info = pdf.make_indirect(
        Dictionary(
            Title=" ".join(form.form_id for form in forms),
            Subject=" ".join(
                dict.fromkeys(f"pack {form.pack_version} {form.status.value}" for form in forms)
            ),
            Keywords=" ".join(dict.fromkeys(form.submission.urn for form in forms)),
            Creator=PROGRAM,
            Producer=PROGRAM,
        )
    )
    pdf.trailer.Info = info
    pdf.Root.Lang = pikepdf.String("ja")


def _states() -> Dictionary:
    multiply = partial(Dictionary, Type=Name.ExtGState, BM=Name.Multiply)
    return Dictionary({OVER: multiply(), TINTED: multiply(ca=TINT_ALPHA)})


_kept: dict[int, tuple[tuple[Ink, ...], bytes, Codes]] = {}
"""Printed parts by identity, with themselves so that their ``id`` stays theirs."""


def _printed(page: FilledPage, codes: Codes) -> bytes:
    """The form itself, compressed: the same for every citizen, so drawn once per process."""
    kept = _kept.get(id(page.printed))
    if kept is None:
        own = Codes()
        layer = zlib.compress(drawn(page.printed, page.height, own), LEVEL)
        if not own.own:  # shared glyphs have codes of one document
            return zlib.compress(drawn(page.printed, page.height, codes), LEVEL)
        if len(_kept) >= _KEPT_AT_MOST:
            _kept.clear()
        kept = _kept[id(page.printed)] = (page.printed, layer, own)
    codes.add(kept[2])
    return kept[1]
