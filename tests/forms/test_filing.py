"""Who files, what to bring, what other offices do, and what has to come before; by hand from domain.md 2.3 to 2.5."""

from datetime import date
from functools import cache
from pathlib import Path

import pytest

from forms.catalogue import Pack, PackFaults, load
from forms.facts.values import DontKnow, Facts, FactState, Known, Source, Value
from forms.journey import (
    Bring,
    DeadlineNote,
    Journey,
    MayFile,
    ProcedureOutcome,
    ProcedureState,
    derive,
)
from tests.forms.test_journey import KOUKI, VISITOR_CARD
from tests.support.small_pack import SMALL
from tests.support.tiny_pack import write

TODAY = date(2026, 11, 21)
NEEDED, CHECK = ProcedureState.NEEDED, ProcedureState.CHECK_AT_COUNTER
WHOLE: Facts = {**VISITOR_CARD, **KOUKI}
UNSURE = DontKnow()


@cache
def pack() -> Pack:
    return load("toyonaka", SMALL)


def said(value: Value) -> Known:
    return Known(value, Source.CITIZEN)


def journey(**changes: FactState) -> Journey:
    changed = {name.replace("__", "."): state for name, state in changes.items()}
    return derive(pack(), "okuyami", {**WHOLE, **changed}, TODAY)


def outcome(found: Journey, procedure: str) -> ProcedureOutcome:
    return next(o for o in found.procedures if o.id == f"okuyami.{procedure}")


def items(found: Journey, procedure: str) -> list[str]:
    return [each.item for each in outcome(found, procedure).bring]


@pytest.mark.parametrize(
    ("procedure", "changes", "may"),
    [
        ("head_change", {}, MayFile.ALONE),
        ("head_change", {"visitor__same_household": said(False)}, MayFile.WITH_LETTER),
        ("kouki_sosaihi", {}, MayFile.ALONE),
        ("kouki_sosaihi", {"visitor__is_mourner": said(False)}, MayFile.WITH_LETTER),
        ("kouki_loss", {"visitor__relation": said("other_relative")}, MayFile.ALONE),
        ("kouki_loss", {"visitor__relation": said("guardian")}, MayFile.CHECK_AT_COUNTER),
        ("kaigo_loss", {"visitor__relation": said("guardian")}, MayFile.ALONE),  # 世帯主・親族
        (
            "kaigo_loss",
            {"visitor__relation": said("guardian"), "visitor__same_household": said(False)},
            MayFile.CHECK_AT_COUNTER,
        ),
        ("kokuho_loss", {}, None),  # not needed: nobody files it
    ],
)
def test_the_visitor_may_file_or_needs_a_letter(
    procedure: str, changes: dict[str, FactState], may: MayFile | None
) -> None:
    found = journey(**changes)
    assert outcome(found, procedure).may_file is may
    assert ("letter_of_authority" in items(found, procedure)) == (may is MayFile.WITH_LETTER)


def test_who_is_not_sure_of_the_household_may_need_a_letter() -> None:
    found = outcome(journey(visitor__same_household=UNSURE), "head_change")
    assert found.may_file is MayFile.CHECK_AT_COUNTER
    assert found.bring == (Bring("identity"), Bring("letter_of_authority", sure=False))


def test_who_files_is_asked_once_the_procedure_is_needed(tmp_path: Path) -> None:
    root = write(
        tmp_path,
        {
            "procedures.yaml": (
                "  when: a.resident && a.children >= 2",
                "  when: a.resident\n  who: {may: a.children >= 2, otherwise: counter}",
            )
        },
    )
    tiny = load("tiny", root)
    first = derive(tiny, "e", {}, TODAY).next_question
    assert first is not None and first.question.id == "resident"
    assert derive(tiny, "e", {"a.resident": said(False)}, TODAY).next_question is None
    needed = derive(tiny, "e", {"a.resident": said(True)}, TODAY)
    assert needed.procedures[0].state is NEEDED
    assert needed.procedures[0].may_file is None
    assert needed.next_question is not None
    assert (needed.next_question.question.id, needed.next_question.why) == ("children", ("p",))
    for children, may in ((1, MayFile.CHECK_AT_COUNTER), (2, MayFile.ALONE)):
        facts = {"a.resident": said(True), "a.children": said(children)}
        (decided,) = derive(tiny, "e", facts, TODAY).procedures
        assert decided.may_file is may


def test_one_list_names_each_thing_once_in_the_order_of_the_deadlines() -> None:
    found = journey(account__where=said("bank"))
    assert found.bring == (
        Bring("identity"),  # 世帯主変更, 14 days
        Bring("kouki_certificate"),
        Bring("limit_certificate", sure=False),
        Bring("kaigo_card"),
        Bring("kaigo_burden", sure=False),  # at 84 nobody is asked about the certification
        Bring("funeral_proof"),  # 葬祭費, 2 years
        Bring("mourner_bank_book"),
        Bring("seal_card"),  # no deadline
        Bring("mynumber_card"),
    )


def test_a_thing_is_left_out_only_when_it_is_known_to_be_unneeded() -> None:
    public = outcome(journey(account__where=said("public")), "kouki_sosaihi")
    assert [b.item for b in public.bring] == ["identity", "funeral_proof"]
    unsure = outcome(journey(account__where=UNSURE), "kouki_sosaihi")
    assert Bring("mourner_bank_book", sure=False) in unsure.bring


def test_a_certificate_is_to_be_brought_if_there_is_one_when_the_insurance_is_not_known() -> None:
    found = journey(deceased__insurance=UNSURE, deceased__shaho_within_3_months=said(False))
    assert outcome(found, "kokuho_loss").bring[:2] == (
        Bring("identity"),  # whoever comes shows it
        Bring("kokuho_certificate", sure=False),
    )


def test_procedures_come_by_their_deadline_then_as_in_the_pack() -> None:
    found = journey(deceased__death_date=said(date(2026, 11, 3)), funeral__kind=UNSURE)
    assert [o.id.removeprefix("okuyami.") for o in found.to_do] == [
        "head_change",  # all three: 17 November, already past
        "kouki_loss",
        "kaigo_loss",
        "kouki_sosaihi",
        "seal_card",
        "mynumber_card",
    ]
    assert found.to_do[0].days_left(TODAY) == -4


# --- advice that comes before: 相続放棄 ---


def claiming(renounce: FactState | None, **changes: FactState) -> Journey:
    more = {} if renounce is None else {"heirs__may_renounce": renounce}
    return journey(deceased__high_medical_cost=said(True), **more, **changes)


def test_renouncing_is_asked_only_when_a_claim_is_possible() -> None:
    assert journey().next_question is None  # no high costs
    need = claiming(None).next_question
    assert need is not None
    assert (need.question.id, need.why) == ("may_renounce", ("okuyami.kouki_heir",))
    shaho = claiming(None, deceased__insurance=said("shaho"))
    assert shaho.next_question is None or shaho.next_question.question.id != "may_renounce"
    elsewhere = claiming(None, deceased__resident=said(False))
    assert elsewhere.next_question is None


@pytest.mark.parametrize("renounce", [said(True), UNSURE])
def test_a_claim_is_held_back_while_renouncing_is_thought_of(renounce: FactState) -> None:
    found = claiming(renounce)
    held = outcome(found, "kouki_heir")
    assert (held.state, held.held) == (CHECK, "family_court")
    assert not held.applied_for
    assert held.bring == ()
    assert held.may_file is None
    assert "heirs.may_renounce" in held.because
    assert found.next_question is None
    # 葬祭費 is the mourner's own, and no claim of the estate.
    assert outcome(found, "kouki_sosaihi").state is NEEDED
    assert outcome(found, "kouki_sosaihi").held is None


def test_a_claim_goes_on_when_nobody_renounces() -> None:
    found = claiming(said(False))
    free = outcome(found, "kouki_heir")
    assert (free.state, free.held, free.may_file) == (NEEDED, None, MayFile.ALONE)
    assert items(found, "kouki_heir") == ["identity", "heir_proof", "heir_bank_book"]
    assert "family_court" not in [g.id for g in found.guidance]


def test_a_claim_that_is_only_possible_is_held_back_too() -> None:
    found = journey(deceased__high_medical_cost=UNSURE, heirs__may_renounce=said(True))
    assert outcome(found, "kouki_heir").held == "family_court"


# --- other offices (domain 2.4) ---


def test_guidance_comes_by_its_day() -> None:
    found = journey(heirs__may_renounce=said(True), deceased__high_medical_cost=said(True))
    assert [(g.id, g.deadline) for g in found.guidance] == [
        ("pension_office", date(2026, 11, 20)),  # 10 days after 10 November
        ("immigration", date(2026, 11, 24)),  # 14 days
        ("family_court", date(2027, 2, 10)),  # 3 months
        ("tax_return", date(2027, 3, 10)),  # 4 months
        ("inheritance_tax", date(2027, 9, 10)),  # 10 months
        ("legal_affairs", date(2029, 11, 10)),  # 3 years
        ("transport_office", None),
        ("police", None),
        ("passport", None),
        ("daily_life", None),
    ]


def test_months_that_have_no_such_day_end_with_their_last() -> None:
    found = journey(deceased__death_date=said(date(2026, 10, 31)))
    days = {g.id: g.deadline for g in found.guidance}
    assert days["tax_return"] == date(2027, 2, 28)
    assert days["family_court"] == date(2027, 1, 31)


@pytest.mark.parametrize(
    ("insurance", "state"),
    [(said("shaho"), NEEDED), (said("kouki"), None), (UNSURE, CHECK)],
)
def test_the_funeral_payment_of_an_employer_is_told_where_it_may_be(
    insurance: FactState, state: ProcedureState | None
) -> None:
    found = journey(deceased__insurance=insurance, deceased__shaho_within_3_months=said(False))
    told = {g.id: g.state for g in found.guidance}
    assert told.get("company_insurance") is state


def test_who_comes_before_the_funeral_is_told_to_come_after_it() -> None:
    before = [g.id for g in journey(funeral__done=said(False)).guidance]
    after = [g.id for g in journey(funeral__done=said(True)).guidance]
    assert "sosaihi_after_funeral" in before
    assert "sosaihi_after_funeral" not in after


def test_nothing_is_asked_for_guidance_alone() -> None:
    found = journey()
    assert "heirs.may_renounce" not in found.facts
    assert {g.id: g.state for g in found.guidance}["family_court"] is CHECK
    assert found.next_question is None


# --- what nobody has compared with the law ---


def test_a_released_kiosk_shows_no_day_no_amount_and_no_unneeded_that_is_unchecked() -> None:
    found = derive(pack(), "okuyami", WHOLE, TODAY, checked_only=True)
    practice = journey()
    loss = outcome(found, "kouki_loss")
    assert (loss.state, loss.deadline, loss.deadline_note) == (NEEDED, None, DeadlineNote.UNCHECKED)
    aid = outcome(found, "kouki_sosaihi")
    assert (aid.yen, aid.yen_unchecked, aid.may_file) == (None, True, MayFile.CHECK_AT_COUNTER)
    unneeded = outcome(found, "kokuho_loss")
    assert (unneeded.state, unneeded.unchecked, unneeded.applied_for) == (CHECK, True, False)
    assert all(g.deadline is None for g in found.guidance)
    # The same is asked and the same forms are filled: the counter only looks at more.
    assert (found.next_question, found.forms) == (practice.next_question, practice.forms)
    assert outcome(practice, "kouki_sosaihi").yen == 50_000
    assert outcome(practice, "kokuho_loss").state is ProcedureState.NOT_NEEDED


def test_a_released_kiosk_shows_what_was_compared_with_the_law(tmp_path: Path) -> None:
    source = "source: {law: 市の条例 1条, checked_by: 市民課, checked_on: 2026-04-01}"
    rule = "  when: a.resident && a.children >= 2"
    deadline = f"  deadline: {{date: 'days_after(today, 14)', verify: law, {source}}}"
    root = write(tmp_path, {"procedures.yaml": (rule, f"{rule}\n{deadline}")})
    facts = {"a.resident": said(True), "a.children": said(2)}
    (needed,) = derive(load("tiny", root), "e", facts, TODAY, checked_only=True).procedures
    assert (needed.state, needed.deadline) == (NEEDED, date(2026, 12, 5))
    facts["a.children"] = said(1)
    (unneeded,) = derive(load("tiny", root), "e", facts, TODAY, checked_only=True).procedures
    assert (unneeded.state, unneeded.unchecked) == (ProcedureState.NOT_NEEDED, False)


@pytest.mark.parametrize(
    ("today", "yen"),
    [(date(2026, 4, 1), 50_000), (date(2027, 3, 31), 50_000), (date(2027, 4, 1), 70_000)],
)
def test_an_amount_changes_on_its_day(today: date, yen: int, tmp_path: Path) -> None:
    root = write(
        tmp_path,
        {
            "procedures.yaml": ("  when: a.resident", "  benefit: aid\n  when: a.resident"),
            "wording/ja/tiny.ftl": (
                "procedure-p = 手続き",
                "procedure-p = 手続き\n    .benefit = 円",
            ),
        },
    )
    amounts = (
        "aid:\n  verify: city\n  values:\n"
        "    - {value: 50000, from: 2026-04-01}\n    - {value: 70000, from: 2027-04-01}\n"
    )
    (root / "tiny/parameters.yaml").write_text(amounts, encoding="utf-8")
    facts = {"a.resident": said(True), "a.children": said(2)}
    (found,) = derive(load("tiny", root), "e", facts, today).procedures
    assert found.yen == yen


_FEES = """\
  fee:
    - {parameter: few, when: a.children < 3}
    - {parameter: many, when: a.children >= 3}
"""


def _with_fees(root: Path, fees: str = _FEES, sentence: str = "{ $few }円、{ $many }円") -> Path:
    """The tiny pack, whose procedure costs 450 or 750 yen; where it stands."""
    written = write(
        root,
        {
            "procedures.yaml": ("  when: a.resident", f"{fees}  when: a.resident"),
            "wording/ja/tiny.ftl": (
                "procedure-p = 手続き",
                f"procedure-p = 手続き\n    .fee = {{ $yen }}円\n    .fees = {sentence}",
            ),
        },
    )
    values = "{{verify: law, values: [{{value: {yen}, from: 2026-04-01}}]}}"
    few, many = (values.format(yen=yen) for yen in (450, 750))
    file = written / "tiny/parameters.yaml"
    file.write_text(f"few: {few}\nmany: {many}\n", encoding="utf-8")
    return written


@pytest.mark.parametrize(
    ("children", "fees"),
    [
        (said(2), [("few", 450)]),
        (said(3), [("many", 750)]),
        (UNSURE, [("few", 450), ("many", 750)]),
    ],
)
def test_a_fee_follows_what_is_asked_for(
    children: FactState, fees: list[tuple[str, int]], tmp_path: Path
) -> None:
    pack = load("tiny", _with_fees(tmp_path))
    facts = {"a.resident": said(True), "a.children": children}
    (found,) = derive(pack, "e", facts, TODAY).procedures
    assert list(found.amounts) == fees
    key = pack.procedures["p"].amount_wording(len(found.amounts))
    told = pack.wording.text(key, "ja", **found.amount_variables)
    assert told == "、".join(f"{yen}円" for _, yen in fees)


def test_half_a_list_of_prices_is_left_to_the_counter(tmp_path: Path) -> None:
    """One of two amounts is not in force yet: no sentence tells the other as if it were all."""
    root = _with_fees(tmp_path)
    file = root / "tiny/parameters.yaml"
    later = file.read_text("utf-8").replace("750, from: 2026-04-01", "750, from: 2099-04-01")
    file.write_text(later, "utf-8")
    pack = load("tiny", root)
    facts: dict[str, FactState] = {"a.resident": said(True), "a.children": UNSURE}
    (found,) = derive(pack, "e", facts, TODAY).procedures
    assert (found.amounts, found.yen_unchecked) == ((), True)
    facts = {"a.resident": said(True), "a.children": said(2)}
    (found,) = derive(pack, "e", facts, TODAY).procedures
    assert (found.amounts, found.yen_unchecked) == ((("few", 450),), False)


def test_a_third_fee_is_refused(tmp_path: Path) -> None:
    three = f"{_FEES}    - {{parameter: few}}\n"
    with pytest.raises(PackFaults, match="not valid under any of the given schemas"):
        load("tiny", _with_fees(tmp_path, three))


def test_a_fee_has_a_parameter_and_its_sentence_names_no_other(tmp_path: Path) -> None:
    for fees, sentence, told in (
        (_FEES.replace("r: few", "r: fee"), "{ $few }円", "no parameter 'fee'; did you mean"),
        (_FEES, "{ $yen }円", "yen"),
    ):
        with pytest.raises(PackFaults, match=told):
            load("tiny", _with_fees(tmp_path / told[:3], fees, sentence))
