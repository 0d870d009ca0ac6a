"""Every variation sequence (and, if wanted, every code point) of the faces that write about people:
drawn, read back by poppler and by pdfium, equal.

    python -m tests.forms.every_sequence                 # all sequences
    python -m tests.forms.every_sequence --code-points   # and all code points
    python -m tests.forms.every_sequence --sample 300 --seed 7
    python -m tests.forms.every_sequence --sample 300 --outlines 2000   # and the drawn outlines of so many

Exit code 0 when all are equal but the exceptions named here, 1 when others are not; both are listed.
Not in CI; a sample is.  All of it takes a minute.  2026-11-21: 21,634 sequences and 66,231 code
points, unequal: the two ligatures below.
"""

from __future__ import annotations

import argparse
import random
import sys
import time
import unicodedata
from collections.abc import Iterator, Sequence
from contextlib import closing
from dataclasses import dataclass

import pypdfium2
from fontTools.ttLib import TTFont

from forms.document.filled import FilledForm, FilledPage
from forms.document.ink import Letters
from forms.render import render_pdf
from forms.render.faces import WRITTEN, face
from forms.text.clusters import code_points, is_private
from tests.forms.drawn_outlines import differing
from tests.support import pages

PER_LINE, LINES = 20, 30
SIZE, PITCH = 8.0, 9.0
"""Type size, pt, and distance of lines, mm: far enough that no reader joins two lines."""


EXCEPTIONS = {
    ("pdfium", "\ufb01"): "pdfium takes Latin ligatures apart; poppler reads ﬁ as it is",
    ("pdfium", "\ufb02"): "pdfium takes Latin ligatures apart; poppler reads ﬂ as it is",
}
"""(reader, cluster) -> why it does not give it back.  In no name that a card or register carries."""


@dataclass(frozen=True, slots=True)
class Unequal:
    """A cluster that a reader gave back as something else."""

    face: str
    cluster: str
    reader: str
    read: str

    def __str__(self) -> str:
        text = f"{self.face}: {code_points(self.cluster)}: {self.reader} reads {self.read!r}"
        return f"{text} ({self.reason})" if self.reason else text

    @property
    def reason(self) -> str:
        """Why that is expected, or nothing."""
        return EXCEPTIONS.get((self.reader, self.cluster), "")


def sequences(name: str) -> list[str]:
    """Every variation sequence that the font file of face ``name`` lists."""
    with closing(TTFont(face(name).path, lazy=True)) as font:
        table = next(table for table in font["cmap"].tables if table.format == 14)
        return sorted(
            chr(base) + chr(selector)
            for selector, entries in table.uvsDict.items()
            for base, _ in entries
        )


def plain(name: str) -> list[str]:
    """Every code point of the face that stands alone: no spaces (no reader gives those back as they
    were), no private use (never drawn), no marks and selectors (drawn with their base only)."""
    with closing(TTFont(face(name).path, lazy=True)) as font:
        letters = [chr(code) for code in sorted(font.getBestCmap())]
    return [
        one
        for one in letters
        if one.isprintable()
        and unicodedata.category(one) not in ("Mn", "Me", "Zs")
        and not is_private(one)
    ]


def compared(name: str, clusters: Sequence[str]) -> Iterator[Unequal]:
    """Those of ``clusters`` that either reader does not give back."""
    per_page = PER_LINE * LINES
    for start in range(0, len(clusters), per_page):
        part = clusters[start : start + per_page]
        if not all(_equal(name, part).values()):
            yield from _narrowed(name, part)


def _narrowed(name: str, clusters: Sequence[str]) -> Iterator[Unequal]:
    """The clusters at fault, by halves."""
    readers = [reader for reader, same in _equal(name, clusters).items() if not same]
    if not readers:
        return
    if len(clusters) == 1:
        read = _read(drawn(name, clusters))
        for reader in readers:
            yield Unequal(name, clusters[0], reader, read[reader])
        return
    middle = len(clusters) // 2
    yield from _narrowed(name, clusters[:middle])
    yield from _narrowed(name, clusters[middle:])


def outlines(name: str, clusters: Sequence[str]) -> Iterator[str]:
    """Those of ``clusters`` that are not drawn with the font's own outline, or as .notdef."""
    per_page = PER_LINE * LINES
    for start in range(0, len(clusters), per_page):
        part = clusters[start : start + per_page]
        yield from differing(drawn(name, part), name, part)


def _equal(name: str, clusters: Sequence[str]) -> dict[str, bool]:
    wanted = pages.squeezed("".join(clusters))
    return {reader: read == wanted for reader, read in _read(drawn(name, clusters)).items()}


def drawn(name: str, clusters: Sequence[str]) -> bytes:
    """A page with nothing but ``clusters``, in lines."""
    lines = ["".join(clusters[at : at + PER_LINE]) for at in range(0, len(clusters), PER_LINE)]
    inks = tuple(
        Letters(line, name, SIZE, 15.0, 14.0 + PITCH * index) for index, line in enumerate(lines)
    )
    page = FilledPage(210.0, 297.0, (), inks, (), ())
    context = pages.CONTEXT
    return render_pdf(
        [FilledForm("x", "x", "x", (page,), (), (), context.pack_version, context.submission)]
    )


def _read(pdf: bytes) -> dict[str, str]:
    document = pypdfium2.PdfDocument(pdf)
    try:
        by_pdfium = pages.squeezed(document[0].get_textpage().get_text_range())
    finally:
        document.close()
    return {"poppler": pages.poppler_text(pdf, "-raw"), "pdfium": by_pdfium}


def main(arguments: Sequence[str] | None = None) -> int:
    """Runs the campaign; prints its seed, its figures and every exception."""
    parser = argparse.ArgumentParser(description=__doc__.splitlines()[0] if __doc__ else "")
    parser.add_argument("--face", choices=WRITTEN, action="append", help="default: both")
    parser.add_argument("--code-points", action="store_true", help="plain code points as well")
    parser.add_argument("--outlines", type=int, default=0, help="compare so many outlines as well")
    parser.add_argument("--sample", type=int, help="only so many of each, drawn at random")
    parser.add_argument("--seed", type=int, default=random.SystemRandom().randrange(10**6))
    args = parser.parse_args(arguments)
    chance = random.Random(args.seed)
    _say(f"seed {args.seed}")
    failed = 0
    for name in args.face or WRITTEN:
        for kind, listed in (
            ("sequences", sequences(name)),
            ("code points", plain(name) if args.code_points else []),
        ):
            wanted = chance.sample(listed, min(args.sample or len(listed), len(listed)))
            started = time.monotonic()
            found = list(compared(name, wanted))
            failed += sum(not one.reason for one in found)
            for one in found:
                _say(str(one))
            seconds = time.monotonic() - started
            _say(
                f"{name}: {len(wanted)} of {len(listed)} {kind}, {len(found)} unequal, {seconds:.0f} s"
            )
        everything = [*sequences(name), *plain(name)]
        chosen = chance.sample(everything, min(args.outlines, len(everything)))
        other = list(outlines(name, chosen))
        failed += len(other)
        _say(f"{name}: {len(chosen)} outlines compared, {len(other)} differ {' '.join(other)}")
    return 1 if failed else 0


def _say(line: str) -> None:
    sys.stdout.write(line + "\n")
    sys.stdout.flush()


if __name__ == "__main__":
    sys.exit(main())
