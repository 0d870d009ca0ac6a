"""Rules whose doubt counts as a yes: what they wait for, and that they never decide against a certain no."""

from collections.abc import Mapping

from hypothesis import given, settings
from hypothesis import strategies as st

from forms.facts.values import FactId, Value
from forms.rules.doubt import doubted
from forms.rules.outcome import Decided, Unknown
from forms.rules.rule import RuleType
from tests.forms.test_rules import COMPILER, DOMAIN, rules
from tests.forms.test_walk_residual import DONT_KNOW, every, looking

told = st.dictionaries(st.sampled_from(sorted(DOMAIN)), st.integers(0, 3), max_size=3)


def said_by(picked: Mapping[FactId, int]) -> dict[FactId, Value]:
    return {
        fact: (*DOMAIN[fact], DONT_KNOW)[number % (len(DOMAIN[fact]) + 1)]
        for fact, number in picked.items()
    }


@settings(max_examples=150, deadline=None)
@given(rules, told)
def test_what_is_decided_with_doubt_holds_for_every_answer(
    text: str, picked: dict[FactId, int]
) -> None:
    said = said_by(picked)
    rule = COMPILER.compile(text, RuleType.BOOL)
    found = doubted(rule.node, looking(said))
    still = [fact for fact in sorted(rule.facts) if fact not in said][:3]
    outcomes = [rule.evaluate(looking({**said, **more})) for more in every(still)]
    sure = [isinstance(outcome, Decided) and outcome.value is False for outcome in outcomes]
    if isinstance(found, Decided) and len(still) == len(rule.facts - said.keys()):
        assert set(sure) == {found.value is False}


@settings(max_examples=150, deadline=None)
@given(rules, told)
def test_doubt_asks_for_nothing_more(text: str, picked: dict[FactId, int]) -> None:
    said = said_by(picked)
    rule = COMPILER.compile(text, RuleType.BOOL)
    plain, careful = rule.evaluate(looking(said)), doubted(rule.node, looking(said))
    if isinstance(careful, Unknown):
        assert isinstance(plain, Unknown)
        assert careful.waiting <= plain.waiting
    elif isinstance(plain, Decided):
        assert careful.value is plain.value


def test_a_doubtful_yes_is_not_made_certain() -> None:
    """Whether a is true does not matter where b is not known: it is a yes or a doubt."""
    yes_or_no = sorted(fact for fact, values in DOMAIN.items() if set(values) == {True, False})[:2]
    first, second = yes_or_no
    rule = COMPILER.compile(f"{first} || {second}", RuleType.BOOL)
    told = {second: DONT_KNOW}
    assert isinstance(rule.evaluate(looking(told)), Unknown)
    assert doubted(rule.node, looking(told)) == Decided(True, (second,))
