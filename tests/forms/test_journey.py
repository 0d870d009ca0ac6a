"""Journeys of whole cases: what is needed, what is asked, what may leave the kiosk."""

import itertools
from datetime import date
from functools import cache

import pytest

from forms.catalogue import Pack, load
from forms.facts.values import (
    Declined,
    DontKnow,
    FactId,
    Facts,
    FactState,
    Known,
    NotApplicable,
    Source,
    Value,
    known,
)
from forms.journey import Journey, ProcedureState, answered, derive, relevant_facts
from tests.support.small_pack import SMALL

TODAY = date(2026, 11, 21)
NEEDED, NOT_NEEDED = ProcedureState.NEEDED, ProcedureState.NOT_NEEDED
CHECK, UNDECIDED = ProcedureState.CHECK_AT_COUNTER, ProcedureState.UNDECIDED


@cache
def pack() -> Pack:
    return load("toyonaka", SMALL)


def said(value: Value) -> Known:
    return Known(value, Source.CITIZEN)


def on_card(value: Value) -> Known:
    return Known(value, Source.CARD)


VISITOR_CARD: Facts = {
    "visitor.name": on_card("豊中花子"),
    "visitor.address": on_card("大阪府豊中市中桜塚三丁目1番1号"),
    "visitor.birth": on_card(date(1972, 6, 1)),
    "visitor.sex": on_card("female"),
}
KOUKI: Facts = {  # 84, head of the household, wife and son remain
    "visitor.relation": said("child"),
    "visitor.name_kana": said("トヨナカハナコ"),
    "visitor.postcode": said("5618501"),
    "visitor.phone": said("0668582525"),
    "visitor.same_household": said(True),
    "deceased.resident": said(True),
    "deceased.name": said("豊中太郎"),
    "deceased.name_kana": said("トヨナカタロウ"),
    "deceased.death_date": said(date(2026, 11, 10)),
    "deceased.birth": said(date(1942, 3, 3)),
    "deceased.sex": said("male"),
    "deceased.head_of_household": said(True),
    "household.remaining_over_15": said(2),
    "household.new_head_is_visitor": said(False),
    "household.new_head": said("豊中和子"),
    "deceased.insurance": said("kouki"),
    "deceased.kaigo_certified": said(False),
    "deceased.high_medical_cost": said(False),
    "deceased.seal_card": said(True),
    "deceased.mynumber_card": said(True),
    "funeral.done": said(True),
    "funeral.kind": said("funeral"),
    "funeral.date": said(date(2026, 11, 14)),
    "visitor.is_mourner": said(True),
    "account.where": said("public"),
}


def journey(facts: Facts, **changes: FactState) -> Journey:
    changed = {name.replace("__", "."): state for name, state in changes.items()}
    return derive(pack(), "okuyami", {**facts, **changed}, TODAY)


def states(found: Journey) -> dict[str, ProcedureState]:
    return {o.id.removeprefix("okuyami."): o.state for o in found.procedures}


def whole(**changes: FactState) -> Journey:
    return journey({**VISITOR_CARD, **KOUKI}, **changes)


def test_the_whole_case_needs_no_further_question() -> None:
    found = whole()
    assert found.next_question is None
    assert found.remaining == 0
    assert states(found) == {
        "head_change": NEEDED,
        "kokuho_loss": NOT_NEEDED,
        "kokuho_sosaihi": NOT_NEEDED,
        "kouki_loss": NEEDED,
        "kouki_sosaihi": NEEDED,
        "kokuho_highcost": NOT_NEEDED,
        "kouki_heir": NOT_NEEDED,
        "kaigo_loss": NEEDED,
        "seal_card": NEEDED,
        "mynumber_card": NEEDED,
    }
    assert {(f.form_id, f.procedure_id) for f in found.forms} == {
        ("setainushi_henko", "okuyami.head_change"),
        ("kouki_sosaihi", "okuyami.kouki_sosaihi"),
        ("kaigo_soshitsu", "okuyami.kaigo_loss"),
        ("card_henno", "okuyami.mynumber_card"),
    }


def test_deadlines_do_not_count_the_first_day() -> None:
    days = {o.id: o.deadline for o in whole().procedures}
    assert days["okuyami.head_change"] == date(2026, 11, 24)
    assert days["okuyami.kouki_sosaihi"] == date(2028, 11, 14)
    assert days["okuyami.seal_card"] is None
    assert days["okuyami.kokuho_loss"] is None  # not needed


def test_reasons_are_the_deciding_facts() -> None:
    reasons = {o.id: o.because for o in whole().procedures}
    assert reasons["okuyami.kokuho_loss"] == ("deceased.insurance",)
    assert reasons["okuyami.head_change"] == (
        "deceased.resident",
        "deceased.head_of_household",
        "household.remaining_over_15",
    )


def test_facts_follow_from_others_and_are_not_asked() -> None:
    facts = whole().facts
    assert known(facts, "deceased.age") == 84
    assert known(facts, "deceased.address") == "大阪府豊中市中桜塚三丁目1番1号"
    assert known(facts, "mourner.name") == "豊中花子"
    assert known(facts, "mourner.relation") == "child"
    assert known(facts, "household.head_name") == "豊中太郎"
    assert facts["mourner.name"] == Known("豊中花子", Source.DERIVED)
    assert facts["account.bank"] == NotApplicable()


def test_nothing_that_the_card_answers_is_asked() -> None:
    asked = ask_all(VISITOR_CARD)
    assert asked["visitor_name"] == ("visitor.name_kana",)
    assert "visitor_address" not in asked
    assert "visitor_birth" not in asked


def test_the_card_of_the_person_who_died_answers_for_that_person() -> None:
    card = {
        "deceased.name": on_card("豊中太郎"),
        "deceased.address": on_card("大阪府豊中市中桜塚三丁目1番1号"),
        "deceased.birth": on_card(date(1942, 3, 3)),
        "deceased.sex": on_card("male"),
    }
    asked = ask_all(card)
    assert asked["deceased_name"] == ("deceased.name_kana",)
    assert not {"deceased_address", "deceased_birth", "deceased_sex"} & set(asked)
    assert "visitor_address" not in asked  # the same household, so the card says it too
    assert "visitor_name" in asked


def ask_all(facts: Facts) -> dict[str, tuple[FactId, ...]]:
    """Every question in turn, answered as in :data:`KOUKI` where it says so."""
    given, asked = dict(facts), dict[str, tuple[FactId, ...]]()
    while (need := journey(given).next_question) is not None:
        assert need.question.id not in asked
        asked[need.question.id] = need.facts
        given |= {fact: KOUKI.get(fact, said("あ")) for fact in need.facts if fact in KOUKI} | {
            fact: said(date(1972, 6, 1) if fact == "visitor.birth" else "あ")
            for fact in need.facts
            if fact not in KOUKI
        }
    return asked


def test_dont_know_keeps_the_procedure_for_the_counter_and_prepares_its_form() -> None:
    found = whole(deceased__insurance=DontKnow())
    assert states(found)["kouki_loss"] is CHECK
    assert states(found)["kokuho_loss"] is CHECK
    assert states(found)["kouki_sosaihi"] is CHECK
    assert "kokuho_soshitsu" in {form.form_id for form in found.forms}


@pytest.mark.parametrize("answer", [DontKnow(), Declined()])
@pytest.mark.parametrize(
    "fact",
    [
        "deceased.resident",
        "deceased.head_of_household",
        "household.remaining_over_15",
        "deceased.insurance",
        "deceased.birth",
        "deceased.death_date",
        "deceased.seal_card",
        "deceased.mynumber_card",
        "funeral.done",
    ],
)
def test_no_dont_know_ever_hides_a_procedure(fact: FactId, answer: FactState) -> None:
    sure, unsure = states(whole()), states(journey({**VISITOR_CARD, **KOUKI, fact: answer}))
    changed = {p for p in sure if sure[p] is not unsure[p]}
    assert all(unsure[p] in (CHECK, UNDECIDED) for p in changed)
    assert all(unsure[p] is not NOT_NEEDED for p in sure if sure[p] is NEEDED)


def test_an_unknown_birth_waits_for_no_question_that_cannot_decide() -> None:
    found = whole(deceased__birth=DontKnow())
    assert states(found)["kaigo_loss"] is CHECK
    assert known(found.facts, "deceased.age") is None
    assert found.facts["deceased.age"] == DontKnow(Source.DERIVED)


@pytest.mark.parametrize(
    ("birth", "death", "state"),
    [
        (date(1961, 11, 12), date(2026, 11, 10), NOT_NEEDED),
        (date(1961, 11, 11), date(2026, 11, 10), NEEDED),  # 65 on the eve of the birthday
        (date(1961, 11, 10), date(2026, 11, 10), NEEDED),
    ],
)
def test_care_insurance_begins_on_the_eve_of_the_65th_birthday(
    birth: date, death: date, state: ProcedureState
) -> None:
    found = whole(deceased__birth=said(birth), deceased__death_date=said(death))
    assert states(found)["kaigo_loss"] is state


def test_from_40_care_insurance_asks_for_the_certification() -> None:
    facts = {**VISITOR_CARD, **KOUKI, "deceased.birth": said(date(1980, 1, 1))}
    assert states(journey(facts))["kaigo_loss"] is NOT_NEEDED
    certified = journey(facts, deceased__kaigo_certified=said(True))
    assert states(certified)["kaigo_loss"] is NEEDED
    young = journey({**facts, "deceased.birth": said(date(1990, 1, 1))})
    assert states(young)["kaigo_loss"] is NOT_NEEDED


def test_one_remaining_person_needs_no_new_head() -> None:
    assert states(whole(household__remaining_over_15=said(1)))["head_change"] is NOT_NEEDED
    assert states(whole(deceased__head_of_household=said(False)))["head_change"] is NOT_NEEDED


def test_a_cremation_only_goes_to_the_counter() -> None:
    assert states(whole(funeral__kind=said("cremation_only")))["kouki_sosaihi"] is CHECK


def test_a_member_of_company_insurance_within_3_months_gets_no_allowance_of_the_city() -> None:
    kokuho = whole(deceased__insurance=said("kokuho"), deceased__shaho_within_3_months=said(True))
    assert states(kokuho)["kokuho_sosaihi"] is NOT_NEEDED
    assert states(kokuho)["kokuho_loss"] is NEEDED


def test_stale_answers_do_not_leave_the_kiosk() -> None:
    stale: Facts = {
        "deceased.shaho_within_3_months": said(False),
        "account.bank": said("見本銀行"),
        "account.number": said("1234567"),
        "mourner.name": said("別人"),
        "deceased.address": said("前の住所"),
    }
    found = journey({**VISITOR_CARD, **KOUKI, **stale})
    leaving = relevant_facts(found)
    assert "deceased.shaho_within_3_months" not in leaving  # the insurance is 後期
    assert "account.bank" not in leaving
    assert "account.number" not in leaving
    assert leaving["mourner.name"] == Known("豊中花子", Source.DERIVED)
    assert known(leaving, "deceased.address") == "大阪府豊中市中桜塚三丁目1番1号"
    assert "visitor.sex" not in leaving  # the card gave it, nothing needs it
    assert not answered(found, "shaho")
    assert answered(found, "insurance")


def test_changing_the_answer_back_brings_the_old_answers_back() -> None:
    own: Facts = {
        "account.where": said("bank"),
        "account.bank": said("見本銀行"),
        "account.branch": said("本店"),
        "account.kind": said("ordinary"),
        "account.number": said("1234567"),
        "account.holder_kana": said("トヨナカ ハナコ"),
    }
    before = journey({**VISITOR_CARD, **KOUKI, **own})
    without = journey({**VISITOR_CARD, **KOUKI, **own}, account__where=said("public"))
    assert "account.bank" not in relevant_facts(without)
    assert known(relevant_facts(before), "account.bank") == "見本銀行"
    assert before.next_question is None


def test_deriving_again_from_derived_facts_changes_nothing() -> None:
    once = whole()
    again = derive(pack(), "okuyami", once.facts, TODAY)
    assert again == once
    changed = derive(pack(), "okuyami", {**once.facts, "visitor.is_mourner": said(False)}, TODAY)
    assert changed.next_question is not None
    assert changed.next_question.question.id == "mourner_name"


def test_the_review_shows_what_was_said_in_the_order_of_the_questions() -> None:
    lines = [line.question_id for line in whole().review]
    order = pack().events["okuyami"].questions
    assert lines == sorted(lines, key=order.index)
    assert "visitor_name" in lines
    assert "mourner_name" not in lines  # derived: its own question is is_mourner
    assert {line.question_id: line.facts for line in whole().review}["visitor_name"] == (
        "visitor.name",
        "visitor.name_kana",
    )


def test_a_person_of_another_city_needs_nothing_here_and_is_asked_nothing_more() -> None:
    found = journey({"visitor.relation": said("child"), "deceased.resident": said(False)})
    assert set(states(found).values()) == {NOT_NEEDED}
    assert found.next_question is None
    assert found.forms == ()


def test_a_value_of_a_wrong_type_is_a_bug_and_does_not_tell_the_value() -> None:
    with pytest.raises(ValueError, match=r"deceased\.birth is no date") as caught:
        journey({"deceased.birth": said("1942-03-03")})
    assert "1942" not in str(caught.value)


def test_clerks_facts_overrule_rules_and_are_not_asked() -> None:
    corrected = whole(deceased__address=Known("施設の住所", Source.CLERK))
    assert known(relevant_facts(corrected), "deceased.address") == "施設の住所"
    number = whole(deceased__kouki_number=Known("12345678", Source.CLERK))
    assert known(relevant_facts(number), "deceased.kouki_number") == "12345678"


def test_a_hint_is_shown_only_when_its_rule_holds() -> None:
    def hints(birth: date) -> tuple[str, ...]:
        facts = {**VISITOR_CARD, **KOUKI, "deceased.birth": said(birth)}
        del facts["deceased.insurance"]
        need = journey(facts).next_question
        assert need is not None
        assert need.question.id == "insurance"
        return need.hints

    assert hints(date(1942, 3, 3)) == ("hint-insurance-75",)
    assert hints(date(1955, 3, 3)) == ()


def test_the_estimate_counts_down_on_the_usual_way() -> None:
    facts = dict(VISITOR_CARD)
    counts = []
    while (found := journey(facts)).next_question is not None:
        counts.append(found.remaining)
        usual = {**KOUKI, "account.where": said("bank")}
        facts |= {fact: usual.get(fact, said("あ")) for fact in found.next_question.facts}
    assert counts[-1] == 1
    assert all(before - after in (-1, 0, 1) for before, after in itertools.pairwise(counts))


def test_the_certificate_of_residence_is_asked_and_needed() -> None:
    found = derive(pack(), "juminhyo", {"juminhyo.purpose": said("license")}, TODAY)
    assert [(o.id, o.state) for o in found.procedures] == [("juminhyo", NEEDED)]
    given: Facts = {
        "juminhyo.purpose": said("license"),
        "juminhyo.scope": said("self"),
        "juminhyo.show_head_and_relation": said(False),
    }
    need = derive(pack(), "juminhyo", given, TODAY).next_question
    assert need is not None
    assert (need.question.id, need.hints) == ("juminhyo_honseki", ("hint-honseki-license",))
