"""What a city still has to say of itself is listed, and gone once it says it."""

from pathlib import Path
from shutil import copytree

import assets
from forms.catalogue.city_gaps import city_gaps
from forms.catalogue.load import load_with_source

PACKS = assets.ROOT / "packs"


def said(root: Path, pack: str) -> list[str]:
    return [fault.message for fault in city_gaps(*load_with_source(pack, root))]


def test_a_city_is_told_what_only_it_knows() -> None:
    found = said(PACKS, "toyonaka")
    assert "booking: no phone to send people to" in found
    assert "kouki_sosaihi_yen is 50000 without law, checked_by, checked_on" in found
    assert (
        "section-kankyo is the standard pack's in ja, ja-easy, en, zh-Hans, ko, vi, pt-BR: 環境課"
        in found
    )
    assert (
        "kouki_sosaihi is a 見本 that the city has not approved: "
        "後期高齢者医療 葬祭費支給申請書" in found
    )
    assert not [message for message in found if "section-kaigo" in message]  # it says that one


def test_what_the_city_says_is_not_listed(tmp_path: Path) -> None:
    copytree(PACKS / "standard", tmp_path / "standard")
    copytree(PACKS / "toyota", tmp_path / "toyota")
    header = tmp_path / "toyota" / "pack.yaml"
    there = "booking: {phone: null, url: null}"
    told = 'booking: {phone: "0565-00-0000", url: "https://example.org/yoyaku"}'
    header.write_text(header.read_text("utf-8").replace(there, told), encoding="utf-8")
    found = said(tmp_path, "toyota")
    assert not [message for message in found if message.startswith("booking")]
    assert "consultation: no url to send people to" in found


def test_a_screen_of_its_own_core_system_is_not_listed(tmp_path: Path) -> None:
    copytree(PACKS / "standard", tmp_path / "standard")
    copytree(PACKS / "toyota", tmp_path / "toyota")
    example = "the order of boxes is the standard pack's example"
    assert f"kaigo_loss: {example}" in said(tmp_path, "toyota")
    own = "replace: {kaigo_loss: {boxes: [{label: 喪失事由, text: 死亡}]}}\n"
    (tmp_path / "toyota" / "transcription.yaml").write_text(own, encoding="utf-8")
    found = said(tmp_path, "toyota")
    assert f"kaigo_loss: {example}" not in found
    assert f"kokuho_loss: {example}" in found


def test_a_form_that_the_city_has_approved_is_not_listed(tmp_path: Path) -> None:
    copytree(PACKS / "standard", tmp_path / "standard")
    copytree(PACKS / "toyota", tmp_path / "toyota")
    forms = tmp_path / "standard" / "forms.yaml"
    approved = "kouki_sosaihi:\n  approved: {by: 保険年金課, on: 2026-11-01}\n"
    forms.write_text(forms.read_text("utf-8").replace("kouki_sosaihi:\n", approved), "utf-8")
    found = [text for text in said(tmp_path, "toyota") if " is a 見本 " in text]
    assert not [text for text in found if text.startswith("kouki_sosaihi ")]
    assert [text for text in found if text.startswith("kaigo_daihyo ")]
