"""The receipt, read back from its own pixels and its own text."""

from __future__ import annotations

from io import BytesIO

import pikepdf
import pypdfium2 as pdfium
import pytest
import zxingcpp
from hypothesis import given
from hypothesis import strategies as st
from PIL import Image

from printing.receipt import Paper, Receipt, ReceiptLabels, ReceiptRow, render_receipt
from printing.receipt.faces import Face, GlyphMissingError, Style, width
from printing.receipt.lines import broken

PAYLOAD = "01930d5e-7c1a-7d44-9d7a-0d4b1c5d0a11"
ROWS = (
    ReceiptRow("世帯主を変える", "1番 市民課", "令和8年12月5日（土）", "本人確認書類"),
    ReceiptRow("葬祭費の申請", "3番 保険給付課", "葬儀の日から2年", "葬儀の領収書・通帳"),
    ReceiptRow("印鑑登録証を返す", "1番 市民課", "", "印鑑登録証"),
)


def a_receipt(rows: tuple[ReceiptRow, ...] = ROWS, number: str = "027") -> Receipt:
    return Receipt(
        city="豊中市",
        heading="おくやみのお手続き",
        headline="お手続きは\u200bまだ終わっていません",
        lead="番号でお呼びします。",
        number=number,
        qr=PAYLOAD,
        steps=("この紙を持って待つ", "番号で呼ばれたら窓口へ行く", "係員の前で署名する"),
        rows=rows,
        issued="令和8年11月21日（土）午前10時15分",
        list_title="窓口ですること　3件",
        notes=("この紙にお名前や住所は印刷していません。",),
    )


def pages(pdf: bytes, dpi: int = 203) -> list[Image.Image]:
    """Rasters at the resolution of a receipt printer's head."""
    document = pdfium.PdfDocument(pdf)
    try:
        return [page.render(scale=dpi / 72).to_pil() for page in document]
    finally:
        document.close()


def text(pdf: bytes) -> str:
    document = pdfium.PdfDocument(pdf)
    try:
        return "\n".join(page.get_textpage().get_text_range() for page in document)
    finally:
        document.close()


@pytest.mark.parametrize("paper", Paper)
def test_the_code_reads_back_from_the_paper(paper: Paper) -> None:
    first = pages(render_receipt(a_receipt(), paper))[0].convert("1")  # as a thermal head prints

    codes = zxingcpp.read_barcodes(first)

    assert [code.text for code in codes] == [PAYLOAD]


@pytest.mark.parametrize("paper", Paper)
def test_everything_stands_on_the_paper(paper: Paper) -> None:
    shown = "".join(text(render_receipt(a_receipt(), paper)).split())

    for row in ROWS:
        for words in (row.procedure, row.office, row.deadline, row.bring):
            assert "".join(words.split()) in shown
    for words in ("豊中市", "027", "お手続きは", "番号でお呼びします。", "令和8年11月21日（土）"):
        assert words in shown
    assert "\u200b" not in shown


@pytest.mark.parametrize("paper", Paper)
@pytest.mark.parametrize("count", [0, 1, 6, 20])
def test_no_ink_is_lost_at_the_edges(paper: Paper, count: int) -> None:
    """3 mm all around stay white, however long the list and the number are."""
    rows = tuple(
        ReceiptRow(f"手続き{n}", "3番 保険給付課", "令和8年12月5日（土）") for n in range(count)
    )
    pdf = render_receipt(a_receipt(rows, number="A1234567"), paper)
    shown = text(pdf)

    assert [n for n in range(count) if f"手続き{n}" not in shown] == []
    for page in pages(pdf, dpi=100):
        grey = page.convert("L")
        edge = 12  # 3 mm at 100 dpi
        inner = (edge, edge, grey.width - edge, grey.height - edge)
        grey.paste(255, inner)
        assert grey.getextrema() == (255, 255)


def test_papers_have_their_sizes() -> None:
    roll = pdfium.PdfDocument(render_receipt(a_receipt(), Paper.ROLL80))
    a5 = pdfium.PdfDocument(render_receipt(a_receipt(), Paper.A5))
    longer = pdfium.PdfDocument(render_receipt(a_receipt(ROWS * 3), Paper.ROLL80))
    millimetres = [
        [round(side * 25.4 / 72) for side in document[0].get_size()]
        for document in (roll, a5, longer)
    ]
    for document in (roll, a5, longer):
        document.close()

    assert millimetres[0][0] == 80
    assert millimetres[1] == [148, 210]
    assert millimetres[2][1] > millimetres[0][1]


def test_the_file_tells_nothing_but_receipt() -> None:
    pdf = render_receipt(a_receipt())

    with pikepdf.open(BytesIO(pdf)) as document:
        information = {key: str(value) for key, value in document.docinfo.items()}
        fonts = [
            font["/BaseFont"]
            for page in document.pages
            for font in page.resources["/Font"].values()
        ]
    assert information["/Title"] == "受付票"
    assert not any(PAYLOAD in value or "027" in value for value in information.values())
    assert all("BIZ" in str(font) for font in fonts)
    assert render_receipt(a_receipt()) == pdf


def test_english() -> None:
    receipt = Receipt(
        city="Toyonaka City",
        headline="Your procedures are not finished yet",
        number="027",
        qr=PAYLOAD,
        steps=("Keep this paper and wait",),
        rows=(ReceiptRow("Change of head of household (世帯主変更)", "1 Citizens Division"),),
        issued="21 November 2026, 10:15 a.m.",
        labels=ReceiptLabels("Your number", "Counter", "Until", "Please bring", "For the clerk"),
    )

    for paper in Paper:
        assert "household" in text(render_receipt(receipt, paper))


def test_a_letter_without_a_glyph_is_named_before_printing() -> None:
    with pytest.raises(GlyphMissingError, match=r"U\+20BB7"):
        render_receipt(a_receipt((ReceiptRow("𠮷野", "1番"),)))


STYLE = Style(Face.REGULAR, 11)


@given(
    st.text(
        st.sampled_from("お手続きは、まだ終わっていません。（窓口）ーっ A1\u200b"), max_size=40
    ),
    st.floats(min_value=12, max_value=60),
)
def test_lines_fit_and_lose_nothing(words: str, room: float) -> None:
    lines = broken(words, STYLE, room)

    assert "".join("".join(lines).split()) == "".join(words.replace("\u200b", "").split())
    for line in lines:
        assert width(line, STYLE) <= room + 1e-6


@pytest.mark.parametrize(
    ("words", "lines"),
    [
        ("番号で呼ばれたら窓口へ行く", ["番号で呼ばれたら", "窓口へ行く"]),
        ("令和8年11月21日（土）午前10時15分", ["令和8年11月21日（土）", "午前10時15分"]),
        ("Change of head of household", ["Change of head", "of household"]),
    ],
)
def test_lines_break_at_phrases_and_evenly(words: str, lines: list[str]) -> None:
    assert broken(words, STYLE, 45) == lines
