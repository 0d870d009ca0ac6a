"""Rules that are left over: equal ones have equal outcomes, whatever is answered to the rest."""

import itertools
from collections import defaultdict
from collections.abc import Mapping

from hypothesis import given, settings
from hypothesis import strategies as st

from forms.facts.values import FactId, Value
from forms.rules.evaluate import Lookup
from forms.rules.outcome import Decided, Outcome, Unknown, unsure_of, waiting_for
from forms.rules.rule import RuleType
from forms.walk.residual import UNSURE, Residual, residual
from tests.forms.test_rules import COMPILER, DOMAIN, TODAY, rules

DONT_KNOW = "わからない"
Said = Mapping[FactId, Value]


def looking(said: Said) -> Lookup:
    def look(name: FactId) -> Outcome:
        if name == "today":
            return Decided(TODAY)
        if name not in said:
            return waiting_for(name)
        return unsure_of(name) if said[name] == DONT_KNOW else Decided(said[name], (name,))

    return look


def meaning(outcome: Outcome) -> object:
    """What of an outcome the journey goes by: its value, or the facts to ask next."""
    return outcome.value if isinstance(outcome, Decided) else (outcome.waiting, outcome.possible)


def every(facts: list[FactId]) -> list[Said]:
    values = [(*DOMAIN[fact], DONT_KNOW) for fact in facts]
    return [dict(zip(facts, chosen, strict=True)) for chosen in itertools.product(*values)]


@settings(max_examples=100, deadline=None)
@given(rules, rules, st.data())
def test_equal_residuals_have_equal_futures(text: str, other: str, data: st.DataObject) -> None:
    """Of one rule after different answers, and of two rules."""
    both = [COMPILER.compile(text, RuleType.BOOL), COMPILER.compile(other, RuleType.BOOL)]
    named = sorted(both[0].facts | both[1].facts)
    told = data.draw(
        st.lists(st.sampled_from(named), unique=True, max_size=2) if named else st.just([])
    )
    open_facts = [fact for fact in named if fact not in told][:2]
    futures: dict[Residual, set[tuple[object, ...]]] = defaultdict(set)
    for rule, said in itertools.product(both, every(told)):
        rest = residual(rule.node, looking(said))
        outcomes = [rule.evaluate(looking({**said, **more})) for more in every(open_facts)]
        futures[rest].add(tuple(meaning(outcome) for outcome in outcomes))
    for rest, found in futures.items():
        assert len(found) == 1, (rest, found)


@settings(max_examples=200, deadline=None)
@given(rules, st.dictionaries(st.sampled_from(sorted(DOMAIN)), st.integers(0, 3)))
def test_a_residual_is_constant_when_the_evaluator_says_so(
    text: str, picked: dict[FactId, int]
) -> None:
    said: Said = {
        fact: (*DOMAIN[fact], DONT_KNOW)[n % (len(DOMAIN[fact]) + 1)] for fact, n in picked.items()
    }
    rule = COMPILER.compile(text, RuleType.BOOL)
    outcome, rest = rule.evaluate(looking(said)), residual(rule.node, looking(said))
    if isinstance(outcome, Decided):
        assert rest == ("is", "bool", outcome.value)
    elif not outcome.waiting:
        assert isinstance(outcome, Unknown)
        assert rest == UNSURE
    else:
        assert rest != UNSURE
        assert isinstance(rest, tuple)
        assert rest[0] != "is"
