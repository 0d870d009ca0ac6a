"""No line of Japanese breaks within a word: our breaks against the words of another program's dictionary (IPADIC)."""

from __future__ import annotations

from collections.abc import Iterator
from itertools import accumulate

import pytest
from fluent.syntax.serializer import serialize_pattern
from janome.tokenizer import Tokenizer

import assets
from forms.catalogue.wording import entries
from kiosk.screens.phrases import BREAK, JOIN, phrased

NOT_WORDS = {
    "はいり": "ときは いりません, not 入り",
    "でし": "カードで した, not 弟子",
    "つえ": "1つ えらぶ, not 杖",
    "に当たる": "番号に 当たる",
}
"""What the dictionary takes for one word and is two, in texts of ours."""


def texts() -> Iterator[str]:
    """Every Japanese text of kiosk and packs, its placeables as they are written."""
    folders = [assets.ROOT / "wording", *sorted((assets.ROOT / "packs").glob("*/wording"))]
    for folder in folders:
        for _, node, _ in entries(folder, "ja"):
            if node.value is not None:
                yield " ".join(serialize_pattern(node.value).split())


@pytest.fixture(scope="module")
def words() -> Tokenizer:
    return Tokenizer()


def test_no_line_breaks_within_a_word(words: Tokenizer) -> None:
    torn: dict[str, str] = {}
    count = 0
    for text in set(texts()):
        count += 1
        lines = phrased(text, "ja").replace(JOIN, "").split(BREAK)
        breaks = set(accumulate(map(len, lines)))
        at = 0
        for word in words.tokenize("".join(lines)):
            inside = breaks & set(range(at + 1, at + len(word.surface)))
            if inside and word.surface[0].isalpha() and word.surface not in NOT_WORDS:
                torn[word.surface] = text
            at += len(word.surface)
    assert torn == {}
    assert count > 2000


@pytest.mark.parametrize(
    ("text", "lines"),
    [
        ("なおすことも、空けておくことも できます。", "なおすことも、|空けておくことも|できます。"),
        ("置きなおしてください。", "置きなおしてください。"),
        ("ゆうちょ銀行の 記号", "ゆうちょ銀行の|記号"),
        ("10年より 短い", "10年より|短い"),
        ("きょうだいです", "きょうだいです"),
        ("引きつがないために", "引きつがないために"),
        ("この市に ある もの", "この市に|ある|もの"),
        ("その届けはこの市に出しましたか", "その届けは|この市に|出しましたか"),
        ("この 機械の記録", "この機械の|記録"),
        ("このお手続きの 本人", "この|お手続きの|本人"),
    ],
)
def test_words_in_kana_stay_whole(text: str, lines: str) -> None:
    assert phrased(text, "ja").replace(JOIN, "").replace(BREAK, "|") == lines
