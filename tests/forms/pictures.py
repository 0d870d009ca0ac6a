"""Every form as a picture, with usual facts and with the longest, and sheets of all of them.

    python -m tests.forms.pictures --out out/forms --sheets docs/forms

Own drawings, and forms over a city's PDFs.  The people are invented.  The sheets are docs/forms-1.png and so on.
"""

from __future__ import annotations

import argparse
import sys
from collections.abc import Iterator, Sequence
from dataclasses import replace
from pathlib import Path

from PIL import Image

from forms.catalogue import load
from forms.document import FilledForm, fill, load_template
from forms.facts.values import Facts, Value
from forms.render import render_pdf
from forms.status import FormStatus
from tests.support import pages

CITY = Path(__file__).parent / "city"
LATIN = "MARIA FERNANDA GUADALUPE DE LOS ANGELES VILLANUEVA SANTACRUZ"
WORST: dict[str, Value] = {
    "deceased.name": LATIN,
    "deceased.name_kana": "マリア　フェルナンダ　グアダルーペ　デ　ロス　アンヘレス　ビジャヌエバ",
    "deceased.address": "大阪府豊中市曽根東町六丁目94番3号　豊中グランドヒルズガーデンレジデンス曽根東　Ａ棟2504号室",
    "mourner.name": "葛\U000e0100城　\U00020bb7雄之助左衛門尉藤原朝臣",
    "mourner.address": "東京都小笠原村父島字東町152番地　小笠原ビジターセンター官舎別館2階203号室　気付",
    "visitor.name": "渡邊\U000e0108　龘䨻　Łukasz Őzeñ-Świętosławski",
    "visitor.name_kana": "ワタナベ　トウホウ　ウカシュ　エゼン　シフィエントスワフスキ",
    "visitor.address": "北海道虻田郡喜茂別町字比羅岡328番地の1　ニセコ羊蹄レジデンス＆コンドミニアム　Ｂ棟1801号",
    "heir_rep.name": LATIN,
    "heir_rep.name_kana": "マリア　フェルナンダ　グアダルーペ　デ　ロス　アンヘレス　ビジャヌエバ",
    "heir_rep.address": "東京都小笠原村父島字東町152番地　小笠原ビジターセンター官舎別館2階203号室　気付",
    "carer.name": LATIN,
    "carer.address": "北海道虻田郡喜茂別町字比羅岡328番地の1　ニセコ羊蹄レジデンス＆コンドミニアム　Ｂ棟1801号",
    "refund_account.bank": "みどり信用金庫ひまわり中央農業協同組合",
    "refund_account.branch": "中央第三ビジネスセンター出張所",
    "family.children[a].name": LATIN,
    "new_home.address": "大阪府豊中市曽根東町六丁目94番3号　豊中グランドヒルズガーデンレジデンス曽根東　Ａ棟2504号室",
    "new_home.head_name": LATIN,
    "old_home.address": "北海道虻田郡喜茂別町字比羅岡328番地の1　ニセコ羊蹄レジデンス＆コンドミニアム　Ｂ棟1801号",
    "old_home.head_name": LATIN,
    "filer.address": "大阪府豊中市曽根東町六丁目94番3号　豊中グランドヒルズガーデンレジデンス曽根東　Ａ棟2504号室",
    "mover.name": LATIN,
    "mover.name_kana": "マリア　フェルナンダ　グアダルーペ　デ　ロス　アンヘレス　ビジャヌエバ",
    "move.others[a].name": LATIN,
    "move.others[a].name_kana": "マリア　フェルナンダ　グアダルーペ　デ　ロス　アンヘレス　ビジャヌエバ",
    "move.others[c].name": LATIN,
    "claimant.name": LATIN,
    "handbook_holder.name": LATIN,
    "care_person.name": LATIN,
    "pensioner.name": LATIN,
    "child_account.bank": "みどり信用金庫ひまわり中央農業協同組合",
    "child_account.branch": "中央第三ビジネスセンター出張所",
    "child_account.holder_kana": "マリア　フェルナンダ　グアダルーペ　デ",
    "cert.honseki": "北海道虻田郡喜茂別町字比羅岡三百二十八番地の一　字ニセコ羊蹄高原分譲地第二区画",
    "cert.hittosha": LATIN,
    "todoke.filer": LATIN,
    "todoke.person": LATIN,
    "todoke.partner": LATIN,
    "holder.name": LATIN,
    "holder.address": "東京都小笠原村父島字東町152番地　小笠原ビジターセンター官舎別館2階203号室　気付",
    "household.new_head": LATIN,
    "household.head_name": LATIN,
    "account.bank": "みどり信用金庫ひまわり中央農業協同組合",
    "account.branch": "中央第三ビジネスセンター出張所",
    "account.holder_kana": "マリア　フェルナンダ　グアダルーペ　デ",
}
WIDE, HIGH, COLUMNS = 310, 439, 7
"""Of a page on the sheet, dots."""
ON_A_SHEET = 28
"""So that a sheet stays below a megabyte."""


def filled() -> Iterator[tuple[str, FilledForm]]:
    """Name of the picture, and the form."""
    usual, _ = pages.expected()
    worst: Facts = {**usual, **pages.facts(WORST)}
    pack = load("toyonaka")
    for name, facts in (("usual", usual), ("worst", worst)):
        for spec in pack.forms.values():
            draft = spec.status is FormStatus.DRAFT
            status = spec.status if draft else FormStatus.APPROVED
            context = replace(pages.CONTEXT, status=status)
            yield f"{spec.id}-{name}", fill(load_template(spec.template), facts, context)
    over = replace(pages.CONTEXT, status=FormStatus.OFFICIAL)
    for file in sorted(CITY.glob("*.yaml")):
        yield f"{file.stem}-over", fill(load_template(file), worst, over)


def main(arguments: Sequence[str] | None = None) -> int:
    """Draws the pictures; prints what would not come out right."""
    parser = argparse.ArgumentParser(description=(__doc__ or "").splitlines()[0])
    parser.add_argument("--out", type=Path, required=True, help="directory for one PNG a form")
    parser.add_argument(
        "--sheets", type=Path, metavar="PREFIX", help="PNGs with all of them, many on each"
    )
    args = parser.parse_args(arguments)
    args.out.mkdir(parents=True, exist_ok=True)
    drawn: list[Image.Image] = []
    for name, form in filled():
        for problem in form.problems:
            sys.stdout.write(f"{name}: {problem.code} {problem.box}\n")
        picture = pages.picture(render_pdf([form]), 0, 100)
        picture.save(args.out / f"{name}.png")
        drawn.append(picture)
    if args.sheets:
        for number, start in enumerate(range(0, len(drawn), ON_A_SHEET), 1):
            file = args.sheets.with_name(f"{args.sheets.name}-{number}.png")
            _sheet(drawn[start : start + ON_A_SHEET]).save(file, optimize=True)
    sys.stdout.write(f"{len(drawn)} pictures in {args.out}\n")
    return 0


def _sheet(drawn: Sequence[Image.Image]) -> Image.Image:
    """All of them in rows, grey in 8 steps: a small file."""
    rows = -(-len(drawn) // COLUMNS)
    sheet = Image.new("L", ((WIDE + 8) * COLUMNS, (HIGH + 8) * rows), 200)
    for index, picture in enumerate(drawn):
        small = picture.copy()
        small.thumbnail((WIDE, HIGH), Image.Resampling.LANCZOS)
        place = ((WIDE + 8) * (index % COLUMNS) + 4, (HIGH + 8) * (index // COLUMNS) + 4)
        sheet.paste(small, place)
    return sheet.quantize(8)


if __name__ == "__main__":
    sys.exit(main())
