"""Makes the two PDFs that no word processor gives as such: one with form fields, one scanned askew.

    typst compile midori-kaigo.typ page.pdf && python make.py page.pdf

Run by a person when a page changes; the tests read what is committed.
"""

from __future__ import annotations

import random
import sys
from io import BytesIO
from pathlib import Path

import pikepdf
import pypdfium2
from pikepdf import Array, Dictionary, Name, String
from PIL import Image

HERE = Path(__file__).parent
PT = 25.4 / 72
COMB = 1 << 24

FIELDS = (
    ("kana", "フリガナ", (48.5, 40.4, 75, 5.4), 0, 0),
    ("name", "亡くなった方の氏名", (48.5, 46.6, 75, 10.0), 0, 0),
    ("number", "介護保険の被保険者番号", (48.5, 57.6, 60, 8.0), COMB, 10),
    ("address", "亡くなった方の住所", (48.5, 66.6, 119, 11.0), 0, 0),
    ("visitor_name", "届出人の氏名", (48.5, 94.8, 119, 10.0), 0, 0),
    ("phone", "届出人の電話番号", (48.5, 105.8, 119, 8.0), 0, 0),
    ("sign", "届出人の署名", (48.5, 114.8, 98, 8.0), 0, 0),
)
"""Name, tooltip, place (mm from the top left), flags, most letters."""


def with_fields(page: Path, target: Path) -> None:
    """The page with an AcroForm whose fields are empty, as an office program leaves it."""
    with pikepdf.open(page) as pdf:
        high = float(pdf.pages[0].mediabox[3])
        fields = []
        for name, told, (x, y, wide, tall), flags, most in FIELDS:
            sides = (x / PT, high - (y + tall) / PT, (x + wide) / PT, high - y / PT)
            field = Dictionary(
                Type=Name.Annot,
                Subtype=Name.Widget,
                FT=Name.Tx,
                T=String(name),
                TU=String(told),
                Rect=Array([round(side, 2) for side in sides]),
                Ff=flags,
                F=4,
                DA=String("/Helv 0 Tf 0 g"),
            )
            if most:
                field.MaxLen = most
            fields.append(pdf.make_indirect(field))
        pdf.pages[0].obj.Annots = Array(fields)
        pdf.Root.AcroForm = pdf.make_indirect(
            Dictionary(Fields=Array(fields), DA=String("/Helv 0 Tf 0 g"))
        )
        pdf.save(target, deterministic_id=True)


def scanned(source: Path, target: Path) -> None:
    """A copier's work: 200 dpi, one bit, 0.7 degrees askew, 5 mm of the paper's edges cut off."""
    document = pypdfium2.PdfDocument(source.read_bytes())
    picture = document[0].render(scale=200 / 72).to_pil().convert("L")
    document.close()
    askew = picture.rotate(0.7, resample=Image.Resampling.BICUBIC, fillcolor=255)
    edge = round(5 * 200 / 25.4)
    cut = askew.crop((edge, edge, askew.width - edge, askew.height - edge))
    chance = random.Random(200)
    for _ in range(900):
        cut.putpixel((chance.randrange(cut.width), chance.randrange(cut.height)), 0)
    stream = BytesIO()
    cut.point(lambda value: 255 if value > 165 else 0).convert("1").save(
        stream, "PDF", resolution=200
    )
    with pikepdf.open(BytesIO(stream.getvalue())) as pdf:
        del pdf.trailer["/Info"]
        pdf.save(target, deterministic_id=True)


if __name__ == "__main__":
    with_fields(Path(sys.argv[1]), HERE / "midori-kaigo.pdf")
    scanned(HERE / "midori-seikyu.pdf", HERE / "midori-seikyu-scan.pdf")
