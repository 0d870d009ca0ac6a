"""Packs with groups, roles and lists: what is wrong in them is said at its place."""

from pathlib import Path

import pytest

from forms.catalogue import PackFaults, load
from forms.facts.types import FactType
from tests.support import family_pack


@pytest.mark.parametrize(
    ("file", "old", "new", "said"),
    [
        ("facts.yaml", "of: vehicle}", "of: vehicel}", "no group 'vehicel'; did you mean 'vehicle'?"),
        ("facts.yaml", "named_by: name", "named_by: nme", "items have no 'nme'; did you mean 'name'?"),
        ("facts.yaml", "{type: list, of: vehicle}", "{type: list}", "of goes with the types list"),
        ("facts.yaml", "{type: money}", "{type: money, of: member}", "of goes with the types list"),
        ("facts.yaml", "{type: money}", "{type: item, of: household.member}",
         "no list 'household.member'; did you mean 'household.members'?"),
        ("facts.yaml", "item.kind == 'moped'", "item.kind == 'mopd'",
         "no choice 'mopd'; did you mean 'moped'?"),
        ("facts.yaml", "item.kind == 'moped'", "item.knd == 'moped'",
         "no fact 'item.knd'; did you mean 'item.kind'?"),
        ("facts.yaml", "same_as: {visitor: visitor.living_alone}",
         "same_as: {visitor: head.birth < today}", "follows from itself: head.birth > head.birth"),
        ("procedures.yaml", "age_on(m.birth, today) < 18)", "age_on(m.brith, today) < 18)",
         "no fact 'brith'; did you mean 'birth'?"),
        ("procedures.yaml", "v.kind == 'moped'", "v.kind == 'mopde'", "did you mean 'moped'?"),
        ("procedures.yaml", "v.kind == 'moped'", "v.kokuho", "no fact 'kokuho' of 'household.vehicles'"),
        ("procedures.yaml", "'taxi' in household.helps", "'taxy' in household.helps",
         "no choice 'taxy'; did you mean 'taxi'?"),
        ("questions.yaml", "for: household.members, facts: [item.name]", "facts: [household.members]",
         "a text screen cannot ask a list"),
        ("questions.yaml", "for: household.members, facts: [item.name]",
         "for: household.vehicles, facts: [item.kind]", "a text screen cannot ask a choice"),
        ("questions.yaml", "for: household.vehicles, facts: [item.kind]",
         "for: household.vehicles, facts: [household.helps]", "is no fact of an item"),
        ("questions.yaml", "helps: {kind: choices,", "helps: {kind: choice,",
         "a choice screen cannot ask a choices"),
        ("questions.yaml", "{kind: number, facts: [household.rent]",
         "{kind: number, day_unknown: true, facts: [household.rent]", "goes only with the kind date"),
        ("events.yaml", "members, member_name,", "member_name, members,",
         "'member_name' is asked of each item: put it behind 'members'"),
        ("events.yaml", "members, member_name,", "member_name,",
         "no question of 'move' asks 'household.members'"),
        ("events.yaml", "vehicle_kind, ", "",
         "no question of 'move' asks 'household.vehicles[].kind'"),
        ("forms.yaml", "household.members[].name", "household.members[].nam",
         "no fact 'household.members[].nam'; did you mean 'household.members[].name'?"),
    ],
)  # fmt: skip
def test_what_is_wrong_with_a_list_is_said(
    tmp_path: Path, file: str, old: str, new: str, said: str
) -> None:
    root = family_pack.write(tmp_path, {file: (old, new)})
    written = (root / "family" / file).read_text(encoding="utf-8")
    line = written[: written.index(new)].count("\n") + 1 if new else None
    with pytest.raises(PackFaults) as caught:
        load("family", root)
    found = [fault for fault in caught.value.faults if said in fault.message]
    assert found, caught.value
    assert found[0].file == f"family/{file}"
    near = range(line - 6, line + 4) if line is not None else range(1, 100)
    assert found[0].line in near


def test_an_items_fact_is_found_by_its_own_id(tmp_path: Path) -> None:
    pack = load("family", family_pack.write(tmp_path))
    assert "household.members[b].kokuho" in pack.facts
    assert "household.members[b].kind" not in pack.facts
    assert "visitor[b].name" not in pack.facts
    spec = pack.facts["household.members[b].kokuho"]
    assert spec.applies is not None
    assert spec.applies.order == ("household.members[b].birth",)
    assert spec.wording == "fact-household-members-kokuho"
    assert [*pack.facts].count("household.members[].kokuho") == 1
    assert len([*pack.facts]) == len(pack.facts)


def test_a_role_has_its_group_without_some_and_its_own_beside(tmp_path: Path) -> None:
    pack = load("standard")
    assert "deceased.phone" not in pack.facts
    assert pack.facts["mourner.relation"].type is FactType.CHOICE
    (derived,) = pack.facts["mourner.phone"].derive
    assert (derived.value.text, derived.when and derived.when.text) == (
        "visitor.phone",
        "visitor.is_mourner",
    )
    (derived,) = pack.facts["visitor.address"].derive
    assert derived.given
    assert not pack.facts["visitor.postcode"].derive


def test_a_city_adds_a_role_and_a_list(tmp_path: Path) -> None:
    root = family_pack.write(tmp_path)
    city = root / "town"
    city.mkdir()
    header = (root / "family/pack.yaml").read_text(encoding="utf-8")
    (city / "pack.yaml").write_text(
        header.replace("id: family", "id: town\nextends: family"), encoding="utf-8"
    )
    (city / "facts.yaml").write_text(
        "groups: {dog: {name: {type: name}, old: {type: yes_no}}}\n"
        "roles: {agent: {group: person, same_as: {visitor: visitor.living_alone}}}\n"
        "add: {household.dogs: {type: list, of: dog, named_by: name}}\n"
        "replace: {'household.members[].birth': {typical: 2000-01-01}}\n",
        encoding="utf-8",
    )
    with pytest.raises(PackFaults) as caught:
        load("town", root)
    missing = {fault.message for fault in caught.value.faults}
    assert missing == {
        f"no wording 'fact-{fact}' in 'ja'"
        for fact in ("agent-name", "agent-birth", "household-dogs")
    } | {f"no wording 'fact-household-dogs-{name}' in 'ja'" for name in ("name", "old")} | {
        "no wording 'facts-agent' in 'ja'"
    }
