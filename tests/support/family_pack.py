"""A pack whose rules, questions and form run over lists: the members of a household, its vehicles."""

from pathlib import Path

from tests.support import tiny_pack

FACTS = """
groups:
  person:
    name: {type: name}
    birth: {type: date}
  member:
    name: {type: name}
    birth: {type: date}
    kokuho: {type: yes_no, applies: "age_on(item.birth, today) < 75"}
    school:
      type: choice
      values: [none, primary, other]
      applies: age_on(item.birth, today) < 18
  vehicle:
    kind: {type: choice, values: [moped, car]}
    plate: {type: text, applies: item.kind == 'moped'}
roles:
  visitor: {group: person, facts: {living_alone: {type: yes_no}}}
  head: {group: person, same_as: {visitor: visitor.living_alone}}
  next: {group: person, same_as: {household.members: household.next_head}}
household.members:
  type: list
  of: member
  named_by: name
  applies: "!visitor.living_alone"
  typical: 2
household.next_head: {type: item, of: household.members, applies: "!visitor.living_alone"}
household.vehicles: {type: list, of: vehicle}
household.helps: {type: choices, values: [meals, taxi, alarm]}
household.rent: {type: money}
"""

QUESTIONS = """
alone: {kind: yes_no, facts: [visitor.living_alone], group: g}
visitor_name: {kind: text, facts: [visitor.name], group: g}
members: {kind: list, facts: [household.members], dont_know: true, group: g}
member_name: {kind: text, for: household.members, facts: [item.name], group: g}
member_birth: {kind: date, for: household.members, facts: [item.birth], dont_know: true, day_unknown: true, group: g}
member_kokuho: {kind: yes_no, for: household.members, facts: [item.kokuho], dont_know: true, group: g}
member_school: {kind: choice, for: household.members, facts: [item.school], decline: true, group: g}
next_head: {kind: choice, facts: [household.next_head], dont_know: true, group: g}
next_name: {kind: text, facts: [next.name], dont_know: true, group: g}
next_birth: {kind: date, facts: [next.birth], dont_know: true, group: g}
head_name: {kind: text, facts: [head.name], dont_know: true, group: g}
vehicles: {kind: list, facts: [household.vehicles], dont_know: true, group: g}
vehicle_kind: {kind: choice, for: household.vehicles, facts: [item.kind], group: g}
vehicle_plate: {kind: text, for: household.vehicles, facts: [item.plate], dont_know: true, group: g}
helps: {kind: choices, facts: [household.helps], dont_know: true, group: g}
rent: {kind: number, facts: [household.rent], dont_know: true, decline: true, group: g}
"""

PROCEDURES = """
child_allowance:
  section: s
  when: household.members.exists(m, age_on(m.birth, today) < 18)
kokuho_change:
  section: s
  when: "!visitor.living_alone && household.members.exists(m, age_on(m.birth, today) < 75 && m.kokuho)"
  counter: household.members.exists(m, age_on(m.birth, today) < 18 && m.kokuho && m.school == 'primary')
moped_scrap:
  section: s
  when: household.vehicles.exists(v, v.kind == 'moped')
taxi_return:
  section: s
  when: "'taxi' in household.helps"
rent_help:
  section: s
  when: household.members.size() < 2 && household.rent > 50000
"""

FORMS = """
change:
  procedures: [kokuho_change]
  needs: [head.name, next.name, next.birth, "household.members[].name", "household.members[].birth"]
scrap:
  procedures: [moped_scrap]
  needs: ["household.vehicles[].plate"]
"""

EVENTS = """
move:
  icon: doc
  palette: standard
  output: office
  applicant: visitor
  subjects: [visitor]
  needs: [visitor.name]
  questions: [alone, visitor_name, members, member_name, member_birth, member_kokuho, member_school, head_name,
    next_head, next_name, next_birth, vehicles, vehicle_kind, vehicle_plate, helps, rent]
  procedures: [child_allowance, kokuho_change, moped_scrap, taxi_return, rent_help]
"""

FILES = {
    "pack.yaml": tiny_pack.FILES["pack.yaml"].replace("id: tiny", "id: family"),
    "facts.yaml": FACTS,
    "questions.yaml": QUESTIONS,
    "procedures.yaml": PROCEDURES,
    "forms.yaml": FORMS,
    "events.yaml": EVENTS,
    "wording/ja/reasons.ftl": tiny_pack.FILES["wording/ja/reasons.ftl"],
}
_FACTS = (
    *("visitor-living-alone", "visitor-name", "visitor-birth", "head-name", "head-birth"),
    *("next-name", "next-birth", "household-next-head"),
    *("household-members", "household-vehicles", "household-rent"),
    *(f"household-members-{name}" for name in ("name", "birth", "kokuho")),
    "household-vehicles-plate",
)
_CHOICES = {
    "household-helps": ("meals", "taxi", "alarm"),
    "household-members-school": ("none", "primary", "other"),
    "household-vehicles-kind": ("moped", "car"),
}
_QUESTIONS = (
    *("alone", "visitor-name", "members", "member-name", "member-birth", "member-kokuho"),
    *("next-head", "next-name", "next-birth"),
    *("member-school", "head-name", "vehicles", "vehicle-kind", "vehicle-plate", "helps", "rent"),
)


def wording() -> str:
    """A text for every key that the pack needs."""
    lines = ["language-name = 日本語", "group-g = 組", "section-s = 課"]
    lines += [f"facts-{head} = {head}" for head in ("visitor", "head", "next", "household")]
    lines += [f"fact-{fact} = {fact}" for fact in (*_FACTS, *_CHOICES)]
    lines += [f"choice-{f}-{value} = {value}" for f, values in _CHOICES.items() for value in values]
    for question in _QUESTIONS:
        lines += [f"question-{question} = {question}"]
        lines += [f"    .{part} = {question}" for part in ("lead", "reason", "short")]
    for procedure in (
        "child-allowance",
        "kokuho-change",
        "moped-scrap",
        "taxi-return",
        "rent-help",
    ):
        lines += [f"procedure-{procedure} = {procedure}", "    .office = 課"]
    lines += ["form-change = 届", "form-scrap = 廃車", "event-move = 異動", "    .lead = 前書き"]
    return "\n".join(lines) + "\n"


def write(root: Path, changes: dict[str, tuple[str, str]] | None = None) -> Path:
    """The pack under ``root``, in each file of ``changes`` the first text replaced by the second."""
    for name, text in {**FILES, "wording/ja/family.ftl": wording()}.items():
        old, new = (changes or {}).get(name, ("", ""))
        assert not old or text.count(old) == 1, f"{old!r} stands {text.count(old)} times in {name}"
        path = root / "family" / name
        path.parent.mkdir(parents=True, exist_ok=True)
        path.write_text((text.replace(old, new) if old else text).lstrip(), encoding="utf-8")
    return root
