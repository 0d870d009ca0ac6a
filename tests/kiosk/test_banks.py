"""Banks and branches by their reading: as people say them, from the list that ships."""

from __future__ import annotations

from dataclasses import replace

import pytest

from kiosk.app.banks import listed
from kiosk.app.headless import HeadlessKiosk
from kiosk.session.drafts.text_entry import TextDraft, TextField, new_text_draft
from kiosk.session.effects import ConvertKana, Listed
from kiosk.session.states import Answering
from tests.kiosk.walk import TODAY, pack


@pytest.mark.parametrize(
    ("typed", "first"),
    [
        ("みずほ", "みずほ銀行"),
        ("みずほぎんこう", "みずほ銀行"),
        ("みついすみともぎ", "三井住友銀行"),
        ("みつびしゆー", "三菱ＵＦＪ銀行"),
        ("おおさかしんきん", "大阪信用金庫"),
        ("おおさかしんようきんこ", "大阪信用金庫"),
        ("きんきろうどうきんこ", "近畿労働金庫"),
    ],
)
def test_a_bank_is_found_as_it_is_said(typed: str, first: str) -> None:
    assert listed(ConvertKana(typed, Listed.BANKS))[0] == first


def test_the_whole_reading_comes_before_longer_ones() -> None:
    found = listed(ConvertKana("みずほ", Listed.BANKS))
    assert found[:2] == ("みずほ銀行", "みずほ信託銀行")


def test_a_branch_is_one_of_the_bank_beside_it() -> None:
    assert "東京営業部" in listed(ConvertKana("とうきょう", Listed.BRANCHES, "みずほ銀行"))
    assert listed(ConvertKana("とうきょう", Listed.BRANCHES, "ないぎんこう")) == ()


def test_no_list_belongs_to_other_fields_and_yucho_has_questions_of_its_own() -> None:
    assert listed(ConvertKana("みずほ")) == ()
    assert listed(ConvertKana("ゆうちょ", Listed.BANKS)) == ()


def test_bank_and_branch_are_typed_and_taken() -> None:
    kiosk = HeadlessKiosk(pack(), TODAY, draw=False)
    for act, argument in (("start", ""), ("choose", "okuyami"), ("next", ""), ("skip", "")):
        kiosk.act(act, argument)
    fields = tuple(TextField(f"account.{name}", "text") for name in ("bank", "branch"))
    asked = Answering("account_bank", new_text_draft(fields))
    kiosk.engine.state = replace(kiosk.state, situation=asked)
    assert _taken(kiosk, "みずほ") == "みずほ銀行"
    kiosk.act("field", "account.branch")
    assert _taken(kiosk, "まるのうちちゅうおう") == "丸の内中央"


def _taken(kiosk: HeadlessKiosk, typed: str) -> str:
    """Type it and take the first candidate; what the active field holds then."""
    for letter in typed:
        kiosk.act("key", letter)
    kiosk.act("candidate", "0")
    situation = kiosk.state.situation
    assert isinstance(situation, Answering)
    assert isinstance(situation.draft, TextDraft)
    return situation.draft.current.value
