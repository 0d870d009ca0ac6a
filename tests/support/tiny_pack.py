"""A pack of two questions and one procedure, to break."""

from pathlib import Path

import assets

REASONS = assets.ROOT / "packs/standard/wording/ja/reasons.ftl"

FILES = {
    "pack.yaml": """
format: 1
id: tiny
version: "1"
valid: {from: 2026-04-01, until: 2027-03-31}
languages: [ja]
closing_days: {default: {}}
city: {name: 市, prefecture: 県, mayor: 市長, kouiki: 連合, kouiki_head: 連合長}
""",
    "facts.yaml": """
a.resident: {type: yes_no}
a.children: {type: count, limits: [0, 9]}
""",
    "questions.yaml": """
resident: {kind: yes_no, facts: [a.resident], dont_know: true, group: g}
children: {kind: number, facts: [a.children], dont_know: true, group: g}
""",
    "procedures.yaml": """
p:
  section: s
  source: {law: 市の条例 1条, checked_by: 市民課, checked_on: 2026-04-01}
  when: a.resident && a.children >= 2
""",
    "forms.yaml": "{}\n",
    "events.yaml": """
e:
  icon: doc
  palette: standard
  output: office
  applicant: a
  subjects: [a]
  needs: []
  questions: [resident, children]
  procedures: [p]
""",
    "wording/ja/reasons.ftl": REASONS.read_text(encoding="utf-8"),
    "wording/ja/tiny.ftl": """
language-name = 日本語
group-g = 組
section-s = 課
event-e = 出来事
    .lead = 前書き
facts-a = 人
fact-a-resident = 住民
fact-a-children = 子どもの数
question-resident = 住民ですか
    .lead = 選んでください。
    .reason = 決まるためです。
    .short = 住民
question-children = 子どもは何人ですか
    .lead = 入れてください。
    .reason = 決まるためです。
    .short = 子ども
procedure-p = 手続き
    .office = 課
""",
}


def write(root: Path, changes: dict[str, tuple[str, str]] | None = None) -> Path:
    """The pack under ``root``, in each file of ``changes`` the first text replaced by the second."""
    for name, text in FILES.items():
        old, new = (changes or {}).get(name, ("", ""))
        assert not old or text.count(old) == 1, f"{old!r} stands {text.count(old)} times in {name}"
        path = root / "tiny" / name
        path.parent.mkdir(parents=True, exist_ok=True)
        path.write_text((text.replace(old, new) if old else text).lstrip(), encoding="utf-8")
    return root
