"""`check --release`, and what is not in force."""

from datetime import date
from pathlib import Path

import pytest

from forms.catalogue import PackFaults, load
from forms.catalogue.procedures import LegalSource
from tests.forms.test_catalogue_logic import faults
from tests.support.tiny_pack import write

SOURCE = "  source: {law: 市の条例 1条, checked_by: 市民課, checked_on: 2026-04-01}"
WHEN = "  when: a.resident && a.children >= 2"
UNCHECKED = "source: {law: null, checked_by: null, checked_on: null}"
DEADLINE = "  deadline: {date: 'days_after(today, 14)', verify: law, "
BENEFIT = "  benefit: amount"
SAYS_YEN = {
    "wording/ja/tiny.ftl": ("procedure-p = 手続き", "procedure-p = 手続き\n    .benefit = 円")
}
AMOUNT = "amount: {{verify: city, values: [{{value: 5, from: {first}, {source}}}]}}\n"


@pytest.mark.parametrize(
    ("source", "missing"),
    [
        ("", "law, checked_by, checked_on"),
        (f"  {UNCHECKED}\n", "law, checked_by, checked_on"),
        ("  source: {law: 1条, checked_by: null, checked_on: null}\n", "checked_by, checked_on"),
        ("  source: {law: null, checked_by: 課, checked_on: 2026-04-01}\n", "law"),
    ],
)
def test_not_needed_by_an_unchecked_rule_is_no_release(
    source: str, missing: str, tmp_path: Path
) -> None:
    root = write(tmp_path, {"procedures.yaml": (SOURCE + "\n", source)})
    assert faults(root) == []
    (found,) = faults(root, release=True)
    assert found.endswith(f"p: would say 'not needed' without {missing}")


def test_a_deadline_needs_its_own_source(tmp_path: Path) -> None:
    root = write(tmp_path, {"procedures.yaml": (WHEN, f"{WHEN}\n{DEADLINE}{UNCHECKED}}}")})
    assert faults(root) == []
    (found,) = faults(root, release=True)
    assert "p: would show a deadline without law" in found
    assert found.startswith("tiny/procedures.yaml:5:")


def test_an_amount_needs_its_own_source(tmp_path: Path) -> None:
    root = write(tmp_path, SAYS_YEN | {"procedures.yaml": (WHEN, f"{WHEN}\n{BENEFIT}")})
    amount = AMOUNT.format(first="2026-04-01", source=UNCHECKED)
    (root / "tiny/parameters.yaml").write_text(amount, encoding="utf-8")
    assert faults(root) == []
    (found,) = faults(root, release=True)
    assert "p: would show the amount 'amount' without law" in found
    assert found.startswith("tiny/parameters.yaml:1:")


def test_what_is_always_needed_never_says_not_needed(tmp_path: Path) -> None:
    root = write(tmp_path, {"procedures.yaml": (f"{SOURCE}\n{WHEN}", "  when: 'true'")})
    assert not [fault for fault in faults(root, release=True) if "not needed" in fault]


def test_a_day_that_is_none_is_told(tmp_path: Path) -> None:
    changes = {"procedures.yaml": ("checked_on: 2026-04-01", "checked_on: April")}
    assert faults(write(tmp_path, changes)) == [
        "tiny/procedures.yaml:3:55: must be a date as 2026-04-01"
    ]


@pytest.mark.parametrize(
    ("day", "said"),
    [
        (date(2026, 3, 31), "the pack holds from 2026-04-01, not on 2026-03-31"),
        (date(2027, 4, 1), "the pack held until 2027-03-31, not on 2027-04-01"),
    ],
)
def test_a_session_does_not_start_with_a_pack_out_of_force(
    day: date, said: str, tmp_path: Path
) -> None:
    root = write(tmp_path)
    for first_or_last in (date(2026, 4, 1), date(2027, 3, 31)):
        assert load("tiny", root, on=first_or_last).id == "tiny"
    with pytest.raises(PackFaults) as caught:
        load("tiny", root, on=day)
    (fault,) = caught.value.faults
    assert fault.message == said


@pytest.mark.parametrize(
    ("line", "said"),
    [
        (f"{WHEN}\n  valid: {{until: 2026-09-30}}", "the rule of p held until 2026-09-30"),
        (
            f"{WHEN}\n{DEADLINE}valid: {{from: 2027-01-01}}}}",
            "the deadline of p holds from 2027-01-01",
        ),
    ],
)
def test_a_rule_has_its_own_days(line: str, said: str, tmp_path: Path) -> None:
    root = write(tmp_path, {"procedures.yaml": (WHEN, line)})
    (found,) = faults(root)
    assert said in found
    with pytest.raises(PackFaults, match=said):
        load("tiny", root, on=date(2026, 11, 21))
    assert load("tiny", root).procedures["p"]


def test_an_amount_that_is_not_in_force_yet_is_told(tmp_path: Path) -> None:
    root = write(tmp_path, SAYS_YEN | {"procedures.yaml": (WHEN, f"{WHEN}\n{BENEFIT}")})
    amount = AMOUNT.format(first="2026-12-01", source=UNCHECKED)
    (root / "tiny/parameters.yaml").write_text(amount, encoding="utf-8")
    with pytest.raises(PackFaults, match="'amount' holds from 2026-12-01, not on 2026-11-30"):
        load("tiny", root, on=date(2026, 11, 30))
    assert load("tiny", root, on=date(2026, 12, 1)).parameters["amount"].on(date(2026, 12, 1))


def test_check_tells_of_an_expired_pack_but_not_of_one_prepared(tmp_path: Path) -> None:
    assert faults(write(tmp_path), day=date(2026, 3, 1)) == []
    (found,) = faults(write(tmp_path), day=date(2027, 4, 1))
    assert found.startswith("tiny/pack.yaml:4:34: the pack held until 2027-03-31")


def test_check_tells_before_the_listed_holidays_end(tmp_path: Path) -> None:
    changes = {"pack.yaml": (", until: 2027-03-31", "")}
    assert faults(write(tmp_path, changes), day=date(2027, 9, 1)) == []
    (found,) = faults(write(tmp_path, changes), day=date(2027, 11, 1))
    assert "holidays are listed until 2027-12-31 only" in found


def test_a_rule_that_a_city_replaces_has_to_be_checked_anew(tmp_path: Path) -> None:
    root = write(tmp_path)
    city = root / "city"
    city.mkdir()
    header = (root / "tiny/pack.yaml").read_text(encoding="utf-8")
    header = header.replace("id: tiny", "id: city\nextends: tiny")
    (city / "pack.yaml").write_text(header, encoding="utf-8")
    change = "replace:\n  p: {when: a.resident && a.children >= 3}\n"
    (city / "procedures.yaml").write_text(change, encoding="utf-8")
    assert load("tiny", root).procedures["p"].source.missing == ()
    assert load("city", root).procedures["p"].source == LegalSource()


@pytest.mark.parametrize("part", ["", "\n  valid: {from: 2026-10-01, until: 2026-12-31}"])
def test_a_pack_is_in_force_on_the_days_on_which_it_loads(part: str, tmp_path: Path) -> None:
    root = write(tmp_path, {"procedures.yaml": (WHEN, f"{WHEN}{part}")})
    pack = load("tiny", root)
    days = [(2026, 3, 31), (2026, 4, 1), (2026, 9, 30), (2026, 10, 1), (2026, 12, 31)]
    for day in [date(*each) for each in (*days, (2027, 1, 1), (2027, 3, 31), (2027, 4, 1))]:
        try:
            load("tiny", root, on=day)
        except PackFaults:
            assert not pack.in_force_on(day)
        else:
            assert pack.in_force_on(day)
