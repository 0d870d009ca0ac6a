"""The packs that we ship: they load, and their wording keeps to the rules for citizens' screens."""

import re
from datetime import date
from functools import cache
from pathlib import Path

import pytest
from ruamel.yaml import YAML

import assets
from forms.catalogue import Output, Pack, load
from forms.catalogue.procedures import Verify
from forms.document import load_template
from forms.facts.types import FactType

PACKS = sorted(path.parent.name for path in (assets.ROOT / "packs").glob("*/pack.yaml"))

# domain.md 5.4 and look.md 5: words that repeat, name death (but for the names of papers), or are an office's own.
REPEATING = re.compile(
    "重ね重ね|重ねて|たびたび|ますます|くれぐれも|再び|再度|続いて|追って|繰り返|ご冥福|頑張|がんば|急死|生存中"
)
AVOIDED = re.compile(
    r"死亡(?!届|診断書)|死ん|死去|急死|再度|再び|続けて|続いて|追って|繰り返|くり返|重ね|たびたび|ますます|くれぐれも"
    r"|冥福|頑張|がんば|エラー|キャンセル|送信|不備|事由|異動日|相続人代表者|発生日"
)
OKUYAMI = frozenset(
    [
        "death_report",
        "cremation_permit",
        "crematorium_use",
        "head_change",
        "seal_card",
        "mynumber_card",
        "removed_resident_record",
        "koseki",
        "koseki_wide",
        "name_restore",
        "kokuho_loss",
        "kokuho_head",
        "kokuho_sosaihi",
        "kokuho_highcost",
        "kokuho_tax",
        "kouki_loss",
        "kouki_sosaihi",
        "kouki_heir",
        "kouki_premium",
        "kaigo_loss",
        "kaigo_certs",
        "kaigo_heir",
        "kaigo_highcost",
        "kaigo_withdraw",
        "emergency_device",
        "elder_services",
        "nenkin_death",
        "nenkin_unpaid",
        "izoku_kiso",
        "kafu",
        "ichijikin",
        "shintai",
        "ryoiku",
        "seishin",
        "jiritsu",
        "tokusho",
        "tokuji",
        "city_allowance",
        "judo_iryo",
        "fuyo_kyosai",
        "jidoteate_recipient",
        "jidoteate_unpaid",
        "jidoteate_child",
        "jifu",
        "hitorioya",
        "child_medical",
        "nursery",
        "school_aid",
        "tax_heir_rep",
        "fixed_asset",
        "unregistered_house",
        "moped",
        "kei_car_guide",
        "tax_account",
        "kei_reduction",
        "public_housing_succession",
        "public_housing_member",
        "public_housing_return",
        "water",
        "septic",
        "cesspool",
        "dog",
        "grave",
        "kaiso",
        "farmland",
        "forest",
        "farmer_pension",
        "seiho",
        "hibaku",
        "senbotsu",
        "koutsu_saigai",
        "boshi_loan",
        "evac_list",
        "library_etc",
    ]
)
"""The 74 of domain.md 2.3."""
ADDED = frozenset({"kokuho_join"})
"""q_family_dependants of domain.md 2.1 asks for it; 2.3 has no procedure of it."""


@cache
def pack(pack_id: str = "toyonaka") -> Pack:
    return load(pack_id)


def plain(text: str) -> str:
    return text.replace(" ", "")


@pytest.mark.parametrize("pack_id", PACKS)
def test_every_pack_holds_and_is_in_force(pack_id: str) -> None:
    assert pack(pack_id).id == pack_id
    assert pack(pack_id).valid_on(date(2026, 11, 21))
    assert not pack(pack_id).valid_on(date(2026, 3, 31))


def test_the_procedures_are_those_of_the_domain() -> None:
    assert len(OKUYAMI) == 74
    found = set(pack().events["okuyami"].procedures)
    assert found == {f"okuyami.{name}" for name in OKUYAMI | ADDED}


def test_the_city_lays_its_names_over_the_standard_pack() -> None:
    assert pack().city.mayor == "豊中市長"
    assert pack().city.kouiki == "大阪府後期高齢者医療広域連合"
    assert pack().wording.text("section-kaigo", "ja") == "長寿安心課"
    assert pack("standard").wording.text("section-kaigo", "ja") == "介護保険課"
    office = pack().wording.text("procedure-okuyami-kaigo-loss.office", "ja")
    assert office == "長寿安心課"  # a reference follows the city's name
    assert pack().events["okuyami"].output is Output.OFFICE
    assert pack().events["certificates"].output is Output.PRINT


@pytest.mark.parametrize(
    ("language", "text"),
    [("ja", "喪主の方に 50,000円が 出ます。"), ("en", "The chief mourner receives 50,000 yen.")],
)
def test_amounts_are_said_with_their_number(language: str, text: str) -> None:
    key = f"{pack().procedures['okuyami.kouki_sosaihi'].wording}.benefit"
    assert pack().wording.text(key, language, yen=50_000) == text


def test_the_city_has_to_confirm_amounts() -> None:
    for procedure in pack().procedures.values():
        amount = pack().parameters[procedure.benefit] if procedure.benefit else None
        assert amount is None or amount.verify is Verify.CITY


@pytest.mark.parametrize("question", pack().questions)
def test_a_question_is_one_short_polite_sentence(question: str) -> None:
    say = pack().wording.text
    key = pack().questions[question].wording
    title, lead, reason = (plain(say(key + part, "ja")) for part in ("", ".lead", ".reason"))
    assert len(title) <= 40
    assert re.search(r"(か|ください)$", title), title
    assert re.search(r"(です|ます|ました|ください)。$", lead), lead
    assert re.fullmatch(r"[^。]+ためです。", reason), reason
    assert len(plain(say(key + ".short", "ja"))) <= 16
    english = say(key, "en")
    assert len(english) <= 80
    assert english.endswith(("?", "."))


@pytest.mark.parametrize("question", pack().questions)
def test_a_question_uses_no_word_that_hurts_or_that_only_offices_use(question: str) -> None:
    spec = pack().questions[question]
    keys = [spec.wording, *(f"{spec.wording}.{part}" for part in ("lead", "reason", "short"))]
    keys += [hint.wording for hint in spec.hints]
    facts = [pack().facts[fact] for fact in spec.facts]
    keys += [fact.choice_wording(value) for fact in facts for value in fact.values]
    for key in keys:
        assert not AVOIDED.search(plain(pack().wording.text(key, "ja"))), key


def test_nothing_that_the_bereaved_read_says_that_it_goes_on_and_on() -> None:
    """忌み言葉 and cheer (domain 5.4), in all that a kiosk and its papers say; staff's own texts apart."""
    files = [
        *(assets.ROOT / "packs/standard/wording/ja").glob("*.ftl"),
        *((assets.ROOT / "wording/ja" / name) for name in ("kiosk.ftl", "papers.ftl")),
    ]
    assert len(files) > 10
    for path in files:
        for line in path.read_text("utf-8").splitlines():
            if not line.lstrip().startswith(("#", ".staff")):
                assert not REPEATING.search(plain(line)), f"{path.name}: {line}"


def test_condolence_is_said_once_on_the_first_screen_of_the_event() -> None:
    said = "心からお悔やみ申し上げます。"
    assert plain(pack().wording.text("event-okuyami.lead", "ja")) == said
    texts = [
        plain(path.read_text(encoding="utf-8"))
        for path in (assets.ROOT / "packs/standard/wording/ja").glob("*.ftl")
    ]
    assert sum(text.count("お悔やみ申し上げ") for text in texts) == 1


def test_the_names_of_legal_things_keep_the_japanese_in_english() -> None:
    for form in pack().forms.values():
        assert re.search(r"[（(][ぁ-ヺ一-龠々]", pack().wording.text(form.wording, "en")), form.id


def test_the_individual_number_is_no_fact_of_any_pack() -> None:
    for fact in pack().facts:
        assert not re.search(r"my_?number(?!_card)|individual|kojin", fact)


@pytest.mark.parametrize("form", pack().forms)
def test_a_forms_needs_are_the_facts_of_its_template(form: str) -> None:
    spec = pack().forms[form]
    assert load_template(spec.template).facts == set(spec.needs)


def test_outside_names_are_of_facts_that_there_are_and_every_address_has_one() -> None:
    file = assets.ROOT / "packs" / "standard" / "basic_data.yaml"
    named = YAML(typ="safe").load(file.read_text(encoding="utf-8"))
    assert named.keys() <= pack().facts.keys()
    fed = {fact for form in pack().forms.values() for fact in form.needs}
    addresses = {fact for fact in fed if pack().facts[fact].type is FactType.ADDRESS}
    registers = {"deceased.honseki", "cert.honseki"}  # 本籍 is none: domain.md 4.12
    assert addresses - registers <= named.keys()
    assert all(entry["list"] and entry["item"] for entry in named.values())


def test_no_file_of_a_pack_lies_unread() -> None:
    known = {"pack.yaml", "facts.yaml", "questions.yaml", "procedures.yaml", "forms.yaml"}
    known |= {
        "events.yaml",
        "guidance.yaml",
        "parameters.yaml",
        "form_parts.yaml",
        "basic_data.yaml",
        "transcription.yaml",
    }
    for folder in (assets.ROOT / "packs").iterdir():
        for path in folder.rglob("*.yaml"):
            inside = path.relative_to(folder)
            if inside.parts[0] == "forms":
                assert inside.stem in pack().forms, path.name
            elif inside.parts[0] == "wording":
                assert inside.parts[1:] == (inside.parts[1], "about.yaml")
                assert inside.parts[1] in pack().languages
            else:
                assert inside == Path(inside.name)
                assert inside.name in known
