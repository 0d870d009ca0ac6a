"""The receipt, read back from its own pixels and its own text."""

from __future__ import annotations

import re
import subprocess
from dataclasses import replace
from io import BytesIO
from pathlib import Path

import pikepdf
import pytest
import zxingcpp
from hypothesis import example, given
from hypothesis import strategies as st
from PIL import Image

from printing.ipp.state import media_size
from printing.receipt import Paper, Receipt, ReceiptLabels, ReceiptRow, media_name, render_receipt
from printing.receipt.faces import Face, GlyphMissingError, Style, width
from printing.receipt.lines import broken, headline

PAYLOAD = "01930d5e-7c1a-7d44-9d7a-0d4b1c5d0a11"
NOTE = "喪主の方に50,000円が出ます。"
ROWS = (
    ReceiptRow(
        "世帯主を変える", "1番 市民課", "令和8年12月5日（土）", "あと14日", "委任状がいります"
    ),
    ReceiptRow(
        "葬祭費の申請", "3番 保険給付課", "葬儀の日から2年", "", "あなたができます", (NOTE,)
    ),
    ReceiptRow("印鑑登録証を返す", "1番 市民課", "", "", ""),
)
THINGS = ("窓口に来る方の本人確認書類", "会葬礼状か葬儀の領収書")
ELSEWHERE = (ReceiptRow("所得税の申告", "税務署", "令和9年3月10日（水）", "あと約3か月"),)


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
        bring=THINGS,
        elsewhere=ELSEWHERE,
    )


def poppler(pdf: bytes, program: str, *arguments: str) -> bytes:
    """Poppler, for neither it nor its fonts had a hand in making the PDF."""
    return subprocess.run([program, *arguments], input=pdf, capture_output=True, check=True).stdout


def pages(pdf: bytes, folder: Path, dpi: int = 203) -> list[Image.Image]:
    """Rasters at the resolution of a receipt printer's head, unless told otherwise."""
    poppler(pdf, "pdftoppm", "-r", str(dpi), "-gray", "-", str(folder / "page"))
    return [Image.open(BytesIO(path.read_bytes())) for path in sorted(folder.glob("page*"))]


def text(pdf: bytes) -> str:
    return poppler(pdf, "pdftotext", "-raw", "-enc", "UTF-8", "-", "-").decode()


def size(pdf: bytes) -> list[int]:
    """Width and height of the first page in millimetres."""
    found = re.search(r"Page size: +([\d.]+) x ([\d.]+) pts", poppler(pdf, "pdfinfo", "-").decode())
    assert found
    return [round(float(side) * 25.4 / 72) for side in found.groups()]


@pytest.mark.parametrize("paper", Paper)
def test_the_code_reads_back_from_the_paper(paper: Paper, tmp_path: Path) -> None:
    first = pages(render_receipt(a_receipt(), paper), tmp_path)[0].convert(
        "1"
    )  # as a thermal head prints

    codes = zxingcpp.read_barcodes(first)

    assert [code.text for code in codes] == [PAYLOAD]


@pytest.mark.parametrize("paper", Paper)
def test_everything_stands_on_the_paper(paper: Paper) -> None:
    shown = "".join(text(render_receipt(a_receipt(), paper)).split())

    for row in (*ROWS, *ELSEWHERE):
        for words in (row.procedure, row.office, row.deadline, row.left, row.who, *row.notes):
            assert "".join(words.split()) in shown
    for words in (
        *THINGS,
        "豊中市",
        "027",
        "お手続きは",
        "番号でお呼びします。",
        "令和8年11月21日（土）",
    ):
        assert words in shown
    assert "\u200b" not in shown


@pytest.mark.parametrize("paper", Paper)
@pytest.mark.parametrize("count", [0, 1, 6, 20])
def test_no_ink_is_lost_at_the_edges(paper: Paper, count: int, tmp_path: Path) -> None:
    """3 mm all around stay white, however long the list and the number are."""
    rows = tuple(
        ReceiptRow(f"手続き{n}", "3番 保険給付課", "令和8年12月5日（土）") for n in range(count)
    )
    pdf = render_receipt(a_receipt(rows, number="A1234567"), paper)
    shown = text(pdf)

    assert [n for n in range(count) if f"手続き{n}" not in shown] == []
    for grey in pages(pdf, tmp_path, dpi=100):
        edge = 12  # 3 mm at 100 dpi
        inner = (edge, edge, grey.width - edge, grey.height - edge)
        grey.paste(255, inner)
        assert grey.getextrema() == (255, 255)


def test_papers_have_their_sizes() -> None:
    roll = size(render_receipt(a_receipt(), Paper.ROLL80))
    longer = size(render_receipt(a_receipt(ROWS * 3), Paper.ROLL80))

    assert size(render_receipt(a_receipt(), Paper.A5)) == [148, 210]
    assert size(render_receipt(a_receipt(), Paper.A4)) == [210, 297]
    assert (roll[0], longer[0]) == (80, 80)
    assert longer[1] > roll[1]


@pytest.mark.parametrize("paper", Paper)
def test_the_medium_is_the_sheet(paper: Paper) -> None:
    width_and_height = media_size(media_name(a_receipt(), paper))

    paper_size = size(render_receipt(a_receipt(), paper))
    assert [round(side / 100) for side in width_and_height] == pytest.approx(paper_size, abs=1)


def test_six_procedures_fit_on_one_a5_and_the_lists_behind_them_on_another(tmp_path: Path) -> None:
    """The most usual おくやみ visit: what to do on the first sheet, what to bring on the second."""
    six = a_receipt(ROWS * 2)
    alone = replace(six, bring=(), elsewhere=())
    assert len(pages(render_receipt(alone, Paper.A5), tmp_path, dpi=40)) == 1
    both = replace(six, bring=THINGS * 5, elsewhere=ELSEWHERE * 4)
    assert len(pages(render_receipt(both, Paper.A5), tmp_path, dpi=40)) == 2


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
        labels=ReceiptLabels(
            "Your number",
            "Counter",
            "Until",
            "Who files",
            "Please bring",
            "Elsewhere",
            "For the clerk",
        ),
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
@example(words="11111111 1111111\u200b", room=20.0)
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


@pytest.mark.parametrize(
    ("words", "lines"),
    [
        ("お手続きはまだ終わっていません。", ["お手続きは", "まだ終わっていません。"]),
        ("Your procedures are not finished yet", ["Your procedures", "are not finished yet"]),
    ],
)
def test_a_headline_breaks_after_its_topic(words: str, lines: list[str]) -> None:
    assert headline(words, STYLE, 50) == lines


def test_a_full_width_space_is_the_first_place_to_break() -> None:
    assert broken("長寿安心課　窓口で確かめます", STYLE, 45) == ["長寿安心課", "窓口で確かめます"]


def test_a_latin_apostrophe_is_narrow() -> None:
    assert width("person\u2019s", STYLE) == width("person's", STYLE)
    assert width("\u2019", STYLE) > width("'", STYLE)
