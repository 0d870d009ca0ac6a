"""What rules can take out of a text, and what they rather leave to the counter."""

import pytest

from forms.facts.values import FactId, Value
from forms.rules.compiler import Compiler
from forms.rules.outcome import Decided, Outcome, Unknown
from forms.rules.rule import Declared, RuleType
from forms.rules.texts import family_name, given_name, yucho_branch, yucho_kind, yucho_number

COMPILER = Compiler({"a.name": Declared(RuleType.TEXT), "a.symbol": Declared(RuleType.TEXT)})


@pytest.mark.parametrize(
    ("name", "parts"),
    [
        ("山田　花子", ("山田", "花子")),
        ("髙𠮷 葛\U000e0100子", ("髙𠮷", "葛\U000e0100子")),
        ("やまだ　はなこ", ("やまだ", "はなこ")),
        ("山田花子", (None, None)),
        ("SMITH JOHN PAUL", (None, None)),
        ("山田［佐藤］　花子", (None, None)),  # 旧氏 in brackets
        ("王　明（山田　明）", (None, None)),  # 通称 in brackets
        ("", (None, None)),
    ],
)
def test_a_name_is_parted_only_where_it_says_so(
    name: str, parts: tuple[str | None, str | None]
) -> None:
    assert (family_name(name), given_name(name)) == parts


@pytest.mark.parametrize(
    ("symbol", "number", "branch", "account", "kind"),
    [
        # 記号 10530 番号 12345671: the worked example of public guides
        ("10530", "12345671", "〇五八", "1234567", "ordinary"),
        ("17300", "19927651", "七三八", "1992765", "ordinary"),
        ("11940", "71", "一九八", "0000007", "ordinary"),
        ("00530", "12345", "〇五九", "0012345", "checking"),
        ("10530", "12345672", "〇五八", None, "ordinary"),  # does not end with 1: mistyped
        ("10530", "1", "〇五八", None, "ordinary"),
        ("20530", "12345671", None, None, None),
        ("1053", "12345671", None, None, None),
        ("１０５３０", "12345671", None, None, None),
    ],
)
def test_an_account_of_yucho_as_other_banks_name_it(
    symbol: str, number: str, branch: str | None, account: str | None, kind: str | None
) -> None:
    assert yucho_branch(symbol) == branch
    assert yucho_number(symbol, number) == account
    assert yucho_kind(symbol) == kind


def evaluated(text: str, known: dict[FactId, Value]) -> Outcome:
    rule = COMPILER.compile(text, RuleType.TEXT)
    return rule.evaluate(lambda fact: Decided(known[fact], (fact,)))


def test_what_a_text_does_not_say_is_unknown_for_good() -> None:
    found = evaluated("family_name(a.name)", {"a.name": "山田　花子"})
    assert found == Decided("山田", ("a.name",))
    found = evaluated("family_name(a.name)", {"a.name": "山田花子"})
    assert isinstance(found, Unknown)
    assert not found.waiting
    assert found.unsure == {"a.name"}
