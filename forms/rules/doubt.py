"""Rules of which only "surely not" counts: what nobody can tell goes the careful way."""

from __future__ import annotations

from forms.facts.values import ItemList
from forms.rules.evaluate import Lookup, either, evaluate
from forms.rules.outcome import NEVER, Decided, Outcome, Unknown, waiting_for
from forms.rules.syntax import Call, Node, Quantified, bound


def doubted(node: Node, lookup: Lookup, *, doubt: bool = True) -> Outcome:
    """``node``, where what nobody can tell for good counts as ``doubt``.

    So it waits for no fact whose answer could only make a certain yes of a doubtful one.
    """
    match node:
        case Call(function="_&&_" | "_||_" as function, arguments=(left, right)):
            decisive = function == "_||_"
            first = doubted(left, lookup, doubt=doubt)
            return either(first, doubted(right, lookup, doubt=doubt), decisive=decisive)
        case Call(function="!_", arguments=(part,)):
            inner = doubted(part, lookup, doubt=not doubt)
            if isinstance(inner, Decided):
                return Decided(not inner.value, inner.because)
            return inner.possibly(frozenset(None if p is None else not p for p in inner.possible))
        case Quantified():
            return _of_each(node, lookup, doubt=doubt)
        case _:
            found = evaluate(node, lookup)
            if isinstance(found, Unknown) and found.possible == NEVER:
                return Decided(doubt, (*found.because, *sorted(found.unsure - {*found.because})))
            return found


def _of_each(node: Quantified, lookup: Lookup, *, doubt: bool) -> Outcome:
    known = lookup(node.list.id)
    listed = known.value if isinstance(known, Decided) else None
    if not isinstance(listed, ItemList):
        found = evaluate(node, lookup)
        if isinstance(found, Unknown) and found.possible == NEVER:
            return Decided(doubt, tuple(sorted(found.unsure)))
        return found
    result: Outcome = Decided(not node.decisive, (node.list.id,))
    for item in listed.items:
        said = doubted(bound(node.body, node.variable, item), lookup, doubt=doubt)
        result = either(result, said, decisive=node.decisive)
    if listed.closed:
        return result
    if listed.unsure:
        return either(result, Decided(doubt, (node.list.id,)), decisive=node.decisive)
    return either(result, waiting_for(node.list.id), decisive=node.decisive)
