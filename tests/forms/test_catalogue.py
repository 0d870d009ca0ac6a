"""Loading packs: every fault at once, at its place, with what was probably meant."""

import shutil
from pathlib import Path

import pytest

from forms.catalogue import PackFaults, Wording, WordingFault, load
from tests.support.small_pack import SMALL


@pytest.fixture
def packs(tmp_path: Path) -> Path:
    """A copy of the packs to break."""
    root = tmp_path / "packs"
    shutil.copytree(SMALL, root)
    return root


def change(root: Path, file: str, old: str, new: str) -> tuple[int, int]:
    """Replaces ``old`` in ``file``; line and column (from 1) of where the two texts first differ."""
    path = root / file
    text = path.read_text(encoding="utf-8")
    assert text.count(old) == 1, f"{old!r} stands {text.count(old)} times in {file}"
    same = next(
        (i for i, (a, b) in enumerate(zip(old, new, strict=False)) if a != b),
        min(len(old), len(new)),
    )
    at = text.index(old) + same
    path.write_text(text.replace(old, new), encoding="utf-8")
    return text.count("\n", 0, at) + 1, at - text.rfind("\n", 0, at)


def faults(root: Path, pack: str = "toyonaka") -> list[str]:
    with pytest.raises(PackFaults) as caught:
        load(pack, root)
    return [str(fault) for fault in caught.value.faults]


def test_every_fault_is_told_at_once_with_its_place(packs: Path) -> None:
    rule = change(packs, "standard/procedures.yaml", ">= 65", ">= '65'")
    change(packs, "standard/events.yaml", "    - insurance\n", "    - insurence\n")
    change(packs, "standard/questions.yaml", "facts: [deceased.sex]", "facts: [deceased.sx]")
    change(
        packs,
        "toyonaka/wording/en/toyonaka.ftl",
        "section-kaigo = ",
        "section-kaego = ",
    )
    found = faults(packs)
    assert len(found) == 4
    assert found[0].startswith("standard/events.yaml:")
    assert "no question 'insurence'; did you mean 'insurance'?" in found[0]
    assert found[1].startswith(f"standard/procedures.yaml:{rule[0]}:{rule[1] - 3}: ")
    assert "no matching overload for '_>=_' applied to '(int, text)'" in found[1]
    assert "no fact 'deceased.sx'; did you mean 'deceased.sex'?" in found[2]
    assert "nothing uses the wording 'section-kaego'" in found[3]
    assert "toyonaka/wording/en/toyonaka.ftl:5:1" in found[3]


@pytest.mark.parametrize(
    ("file", "old", "new", "column", "message"),
    [
        (
            "standard/procedures.yaml",
            "when: deceased.resident && deceased.seal_card",
            "when: deceased.resident && deceased.seel_card",
            30,
            "no fact 'deceased.seel_card'; did you mean 'deceased.seal_card'?",
        ),
        (
            "standard/questions.yaml",
            "when: juminhyo.purpose == 'license'",
            "when: juminhyo.purpose == 'licence'",
            34,
            "no choice 'licence'; did you mean 'license'?",
        ),
        (
            "standard/facts.yaml",
            'value: "age_on(deceased.birth, deceased.death_date)"',
            'value: "age_in(deceased.birth, deceased.death_date)"',
            27,
            "no fact 'age_in'; did you mean 'age_on'?",
        ),
    ],
)
def test_a_fault_in_a_rule_is_told_at_its_column(
    packs: Path, file: str, old: str, new: str, column: int, message: str
) -> None:
    line, _ = change(packs, file, old, new)
    (found,) = faults(packs)
    place, _, said = found.partition(": ")
    assert said == message
    assert place == f"{file}:{line}:{column}"


@pytest.mark.parametrize(
    ("file", "old", "new", "message"),
    [
        (
            "standard/facts.yaml",
            "name_kana: {type: kana}",
            "name_kana: {type: kanna}",
            "'kanna' is not one of",
        ),
        (
            "standard/facts.yaml",
            "asked_by: nobody\n",
            "askd_by: nobody\n",
            "unknown key 'askd_by'; did you mean 'asked_by'?",
        ),
        (
            "standard/facts.yaml",
            "phone: {type: phone}",
            "phone: {type: phone, limits: [1, 2]}",
            "limits go only with the types count, money and list",
        ),
        (
            "standard/facts.yaml",
            "same_as: {visitor: visitor.is_mourner}",
            "same_as: {visitor: mourner.relation == 'child'}",
            "follows from itself: mourner.relation > mourner.relation",
        ),
        (
            "standard/facts.yaml",
            "sex: {asked_by: nobody}",
            "sex: {asked_by: nobody, derive: [{value: '''male''', given: true}]}",
            "with given: true, name one fact",
        ),
        (
            "standard/facts.yaml",
            "same_as: {visitor: visitor.is_mourner}",
            "same_as: {visiter: visitor.is_mourner}",
            "no role 'visiter'; did you mean 'visitor'?",
        ),
        (
            "standard/facts.yaml",
            "same_as: {visitor: visitor.is_mourner}",
            "same_as: {visitor: visitor.is_morner}",
            "no fact 'visitor.is_morner'; did you mean 'visitor.is_mourner'?",
        ),
        (
            "standard/facts.yaml",
            "facts: [postcode, address]",
            "facts: [postcode, adress]",
            "not both have 'adress'; did you mean 'address'?",
        ),
        (
            "standard/facts.yaml",
            "without: [phone]",
            "without: [phne]",
            "the group has no 'phne'; did you mean 'phone'?",
        ),
        (
            "standard/facts.yaml",
            "birth: {typical: 1945-01-01}",
            "brth: {typical: 1945-01-01}",
            "no type, and the group has no 'brth'; did you mean 'birth'?",
        ),
        (
            "standard/facts.yaml",
            "  mourner:\n    group: person",
            "  mourner:\n    group: persn",
            "no group 'persn'; did you mean 'person'?",
        ),
        (
            "standard/questions.yaml",
            "relation: {kind: choice, facts: [visitor.relation]",
            "relation: {kind: yes_no, facts: [visitor.relation]",
            "a yes_no screen cannot ask a choice",
        ),
        (
            "standard/questions.yaml",
            "facts: [account.number]",
            "facts: [deceased.kokuho_number]",
            "'deceased.kokuho_number' is not asked from citizens",
        ),
        (
            "standard/events.yaml",
            "    - funeral_date\n",
            "",
            "no question of 'okuyami' asks 'funeral.date'",
        ),
        (
            "standard/procedures.yaml",
            "  section: kaigo\n",
            "  section: kaigo_2\n",
            "no wording 'section-kaigo-2' in 'ja'",
        ),
        (
            "standard/pack.yaml",
            "valid: {from: 2026-04-01}",
            "valid: {from: soon}",
            "must be a date",
        ),
        (
            "toyonaka/pack.yaml",
            "extends: standard",
            "extends: standrad",
            "did you mean 'standard'?",
        ),
        ("toyonaka/pack.yaml", "id: toyonaka", "id: toyota", "must be 'toyonaka', as its folder"),
        (
            "toyonaka/events.yaml",
            "  juminhyo: {output: print}",
            "  juminhyou: {output: print}",
            "nothing to change: no 'juminhyou'; did you mean 'juminhyo'?",
        ),
        (
            "toyonaka/events.yaml",
            "{output: print}",
            "{output: printer}",
            "'printer' is not one of ['office', 'print']; did you mean 'print'?",
        ),
        ("standard/forms.yaml", "card_henno:\n", "card_henno: [\n", "forms.yaml"),
        (
            "standard/wording/ja/facts.ftl",
            "fact-visitor-name = あなたの氏名\n",
            "fact-visitor-name = あなたの氏名\nfact-visitor-name = あなたの名前\n",
            "'fact-visitor-name' is there twice",
        ),
        (
            "standard/wording/ja/facts.ftl",
            "fact-visitor-name = あなたの氏名\n",
            "fact-visitor-name = { $nobody }\n",
            "'fact-visitor-name' in 'ja'",
        ),
        (
            "standard/wording/ja/facts.ftl",
            "fact-visitor-name = あなたの氏名\n",
            "fact-visitor-name あなたの氏名\n",
            "facts.ftl:",
        ),
    ],
)
def test_what_is_wrong_is_said(packs: Path, file: str, old: str, new: str, message: str) -> None:
    change(packs, file, old, new)
    found = faults(packs, file.partition("/")[0])
    assert any(message in fault for fault in found), found


def test_a_pack_that_was_damaged_after_its_check_is_told_by_line(packs: Path) -> None:
    """A citizen's process holds it against no schema; what cannot be built is looked at whole after all."""
    load("toyonaka", packs, checked=True)
    facts = packs / "standard" / "facts.yaml"
    whole = facts.read_text(encoding="utf-8")
    facts.write_text(whole.replace("type: yes_no", "type: yesno", 1), encoding="utf-8")
    line = whole[: whole.index("type: yes_no")].count("\n") + 1
    with pytest.raises(PackFaults) as found:
        load("toyonaka", packs, checked=True)
    assert (found.value.faults[0].file, found.value.faults[0].line) == (
        "standard/facts.yaml",
        line,
    )


def test_a_missing_pack_is_named_with_the_nearest(packs: Path) -> None:
    assert faults(packs, "toyonka") == [
        "toyonka/pack.yaml:1:1: no pack 'toyonka'; did you mean 'toyonaka'?"
    ]


def test_packs_may_not_extend_each_other_in_a_circle(packs: Path) -> None:
    change(packs, "standard/pack.yaml", "id: standard\n", "id: standard\nextends: toyonaka\n")
    assert any("in a circle" in fault for fault in faults(packs))


def test_a_city_adds_replaces_and_removes(packs: Path) -> None:
    (packs / "toyonaka/facts.yaml").write_text(
        "add:\n  toyonaka.dog: {type: yes_no}\n", encoding="utf-8"
    )
    (packs / "toyonaka/questions.yaml").write_text(
        "add:\n"
        "  toyonaka_dog: {kind: yes_no, facts: [toyonaka.dog], dont_know: true, group: cards}\n"
        "remove: [visitor_birth]\n",
        encoding="utf-8",
    )
    (packs / "toyonaka/procedures.yaml").write_text(
        "add:\n  toyonaka.dog: {section: shimin, when: toyonaka.dog}\n"
        "replace:\n  okuyami.seal_card: {section: kaigo}\n",
        encoding="utf-8",
    )
    base = load("standard", packs)
    events = base.events["okuyami"]
    questions = [q for q in events.questions if q != "visitor_birth"]
    forms = [f for f in base.forms if f not in ("card_henno", "juminhyo_seikyusho")]
    (packs / "toyonaka/forms.yaml").write_text(
        f"remove: {[f for f in base.forms if f not in forms]}\n", encoding="utf-8"
    )
    (packs / "toyonaka/events.yaml").write_text(
        f"replace:\n  okuyami: {{questions: {[*questions, 'toyonaka_dog']}, "
        f"procedures: {[*events.procedures, 'toyonaka.dog']}}}\nremove: [juminhyo]\n",
        encoding="utf-8",
    )
    for language in ("ja", "en"):
        path = packs / f"toyonaka/wording/{language}/dog.ftl"
        path.write_text(
            "fact-toyonaka-dog = 犬\nfacts-toyonaka = 犬\nquestion-toyonaka-dog = 犬がいましたか\n"
            "    .lead = 答えてください。\n    .reason = 届け出のためです。\n    .short = 犬\n"
            "procedure-toyonaka-dog = 犬の届け出\n    .office = 課\n",
            encoding="utf-8",
        )
    city = load("toyonaka", packs)
    assert city.events["okuyami"].procedures == (*events.procedures, "toyonaka.dog")
    assert city.wording.text("question-toyonaka-dog", "en") == "犬がいましたか"
    assert city.procedures["okuyami.kaigo_loss"].section == "kaigo"
    assert "juminhyo" not in city.events
    assert "visitor_birth" not in city.questions
    assert "visitor_birth" in base.questions


def test_a_replaced_key_keeps_the_others(packs: Path) -> None:
    (packs / "toyonaka/procedures.yaml").write_text(
        "replace:\n  okuyami.seal_card: {section: kaigo}\n", encoding="utf-8"
    )
    changed, base = load("toyonaka", packs), load("standard", packs)
    new, old = (pack.procedures["okuyami.seal_card"] for pack in (changed, base))
    assert (new.section, old.section) == ("kaigo", "shimin")
    assert new.when.text == old.when.text
    assert list(changed.procedures) == list(base.procedures)


def write(folder: Path, language: str, text: str) -> Path:
    (folder / language).mkdir(parents=True)
    (folder / language / "a.ftl").write_text(text, encoding="utf-8")
    return folder


def test_wording_has_no_isolation_marks_and_misses_nothing_silently(tmp_path: Path) -> None:
    base = write(tmp_path / "base", "ja", "a = { $name }さん\n    .lead = どうぞ\nb = { a }\n")
    city = write(tmp_path / "city", "ja", "a = { $name }様\n")
    words = Wording.from_files(base, city)
    assert words.text("a", "ja", name="豊中") == "豊中様"
    assert Wording.from_files(base).text("a.lead", "ja") == "どうぞ"
    assert words.text("b", "ja", name="豊中") == "豊中様"
    assert words.optional("c", "ja") is None
    for key, language in (("a", "ja"), ("c", "ja"), ("a.reason", "ja"), ("a", "fr")):
        with pytest.raises(WordingFault):
            words.text(key, language)


def test_a_third_language_needs_no_code(tmp_path: Path) -> None:
    folder = write(tmp_path, "vi", "a = { $n } tờ\n")
    assert Wording.from_files(folder).text("a", "vi", n=2) == "2 tờ"
    assert (
        Wording.from_files(write(tmp_path / "e", "ja-easy", "a = か\n")).text("a", "ja-easy")
        == "か"
    )


def test_what_a_procedure_names_beside_its_rule_has_to_be_there(packs: Path) -> None:
    change(packs, "standard/procedures.yaml", "benefit: kokuho_sosaihi_yen", "benefit: kokuho_yen")
    change(packs, "standard/procedures.yaml", "bring: [seal_card]", "bring: [seal_cart]")
    text = (packs / "standard/procedures.yaml").read_text(encoding="utf-8")
    wrong = text.replace("after: [family_court]", "after: [family_curt]", 1)
    (packs / "standard/procedures.yaml").write_text(wrong, encoding="utf-8")
    found = "\n".join(faults(packs, "standard"))
    assert "no parameter 'kokuho_yen'" in found
    assert "no wording 'item-seal-cart' in 'ja'" in found
    assert "no guidance 'family_curt'; did you mean 'family_court'?" in found


def test_advice_that_holds_back_is_told_in_the_same_event(packs: Path) -> None:
    change(
        packs,
        "standard/guidance.yaml",
        "family_court:\n  events: [okuyami]",
        "family_court:\n  events: [juminhyo]",
    )
    found = "\n".join(faults(packs, "standard"))
    assert "'family_court' is not told in 'okuyami'" in found
    assert "no question of 'juminhyo' asks 'heirs.may_renounce'" in found
