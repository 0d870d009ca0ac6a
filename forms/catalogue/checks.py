"""What must hold between the parts of a pack."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping
from typing import Final

from forms.catalogue.faults import PackFault, did_you_mean
from forms.catalogue.model import AskedBy, EventSpec, FactSpec, Pack, QuestionKind, QuestionSpec
from forms.catalogue.places import Entry
from forms.catalogue.source import PackSource
from forms.catalogue.transcription import check_screen
from forms.catalogue.wording_checks import check_wording
from forms.facts.lists import item_fact, parts
from forms.facts.types import FactType, has_type
from forms.facts.values import FactId
from forms.rules.syntax import Name

KINDS: Final[Mapping[QuestionKind, frozenset[FactType]]] = {
    QuestionKind.CHOICE: frozenset({FactType.CHOICE, FactType.ITEM}),
    QuestionKind.CHOICES: frozenset({FactType.CHOICES}),
    QuestionKind.LIST: frozenset({FactType.LIST}),
    QuestionKind.YES_NO: frozenset({FactType.YES_NO}),
    QuestionKind.DATE: frozenset({FactType.DATE}),
    QuestionKind.NUMBER: frozenset(
        {FactType.COUNT, FactType.MONEY, FactType.POSTCODE, FactType.PHONE, FactType.DIGITS}
    ),
    QuestionKind.TEXT: frozenset({FactType.NAME, FactType.KANA, FactType.ADDRESS, FactType.TEXT}),
}
"""Types that a question's screen can take."""
_SINGLE: Final = frozenset(KINDS) - {QuestionKind.TEXT, QuestionKind.NUMBER}
_LIMITED: Final = (FactType.COUNT, FactType.MONEY, FactType.LIST)


def check(pack: Pack, source: PackSource) -> Iterator[PackFault]:
    """Every fault between the parts of ``pack``."""
    entries = source.entries
    for fact, spec in pack.facts.items():
        yield from _fact(spec, entries["facts"][fact])
        yield from _list(pack, spec, entries["facts"][fact])
    yield from _circles(pack, entries["facts"])
    for question, asked in pack.questions.items():
        yield from _question(pack, asked, entries["questions"][question])
    for form, page in pack.forms.items():
        entry = entries["forms"][form]
        yield from _references(entry, "procedures", page.procedures, pack.procedures, "procedure")
        yield from _references(entry, "needs", page.needs, pack.facts, "fact")
    for event, life in pack.events.items():
        entry = entries["events"][event]
        found = [
            *_references(entry, "questions", life.questions, pack.questions, "question"),
            *_references(entry, "procedures", life.procedures, pack.procedures, "procedure"),
            *_references(entry, "needs", life.needs, pack.facts, "fact"),
            *_says(pack, life, entry),
        ]
        yield from found or _askable(pack, life, entry)
    for guidance, told in pack.guidance.items():
        entry = entries["guidance"][guidance]
        yield from _references(entry, "events", told.events, pack.events, "event")
    for screen, typed in pack.transcription.items():
        entry = entries["transcription"][screen]
        yield from check_screen(typed, entry, pack.facts, pack.procedures)
    yield from _advice(pack, entries)
    yield from check_wording(pack, source)


def _fact(spec: FactSpec, entry: Entry) -> Iterator[PackFault]:
    if (spec.type in (FactType.CHOICE, FactType.CHOICES)) != bool(spec.values):
        said = "values go with the types choice and choices, and only with them"
        yield entry.place("type").fault(said)
    if spec.limits is not None and spec.type not in _LIMITED:
        yield entry.place("limits").fault("limits go only with the types count, money and list")
    if spec.digits is not None and spec.type is not FactType.DIGITS:
        yield entry.place("digits").fault("digits go only with the type digits")
    if spec.ahead and spec.type is not FactType.DATE:
        yield entry.place("ahead").fault("ahead goes only with the type date")
    usual = FactType.COUNT if spec.type is FactType.LIST else spec.type
    if spec.typical is not None and not has_type(spec.typical, usual):
        yield entry.place("typical").fault(f"is no {usual.value}")
    for index, derivation in enumerate(spec.derive):
        if derivation.given and not isinstance(derivation.value.node, Name):
            yield entry.place("derive", index, "value").fault("with given: true, name one fact")


def _list(pack: Pack, spec: FactSpec, entry: Entry) -> Iterator[PackFault]:
    """What a list is made of, and what an item is one of."""
    over = pack.facts.get(spec.of) if spec.of is not None else None
    if (spec.type in (FactType.LIST, FactType.ITEM)) != (spec.of is not None):
        yield entry.place("type").fault("of goes with the types list and item, and only with them")
    elif spec.type is FactType.ITEM and (over is None or over.type is not FactType.LIST):
        lists = [fact for fact, known in pack.facts.items() if known.type is FactType.LIST]
        hint = did_you_mean(str(spec.of), lists)
        yield entry.place("of").fault(f"no list {spec.of!r}{hint}")
    if spec.named_by is not None and item_fact(spec.id, "", spec.named_by) not in pack.facts:
        names = [found[2] for fact in pack.facts if (found := parts(fact)) and found[0] == spec.id]
        hint = did_you_mean(spec.named_by, names)
        yield entry.place("named_by").fault(f"the items have no {spec.named_by!r}{hint}")
    if spec.type is FactType.LIST and (spec.within is not None or spec.derive):
        yield entry.place("type").fault("a list follows from nothing, and has no lists in it")


def _circles(pack: Pack, entries: Mapping[str, Entry]) -> Iterator[PackFault]:
    done: set[FactId] = set()

    def visit(fact: FactId, path: tuple[FactId, ...]) -> Iterator[PackFault]:
        if fact in path:
            circle = " > ".join((*path[path.index(fact) :], fact))
            yield entries[fact].place().fault(f"follows from itself: {circle}")
        elif fact not in done:
            for source in sorted(pack.facts[fact].sources & set(pack.facts)):
                yield from visit(source, (*path, fact))
            done.add(fact)

    for fact in pack.facts:
        yield from visit(fact, ())


def _question(pack: Pack, spec: QuestionSpec, entry: Entry) -> Iterator[PackFault]:
    yield from _references(entry, "facts", spec.facts, pack.facts, "fact")
    for index, fact in enumerate(spec.facts):
        known = pack.facts.get(fact)
        if known is None:
            continue
        place = entry.place("facts", index)
        if known.asked_by is not AskedBy.CITIZEN:
            yield place.fault(f"{fact!r} is not asked from citizens")
        if known.type not in KINDS[spec.kind]:
            yield place.fault(f"a {spec.kind.value} screen cannot ask a {known.type.value}")
        if known.within != spec.over:
            yield place.fault(
                f"{fact!r} is asked for each item: say for: {known.within}"
                if known.within is not None
                else f"{fact!r} is no fact of an item: it is not asked for {spec.over!r}"
            )
    if spec.over is not None and spec.over not in pack.facts:
        hint = did_you_mean(spec.over, pack.facts)
        yield entry.place("for").fault(f"no list {spec.over!r}{hint}")
    if spec.day_unknown and spec.kind is not QuestionKind.DATE:
        yield entry.place("day_unknown").fault("goes only with the kind date")
    if spec.kind in _SINGLE and len(spec.facts) > 1:
        yield entry.place("facts").fault(f"a {spec.kind.value} screen asks one fact")


def _advice(pack: Pack, entries: Mapping[str, Mapping[str, Entry]]) -> Iterator[PackFault]:
    """Advice that holds a procedure back is told in the same event."""
    for event in pack.events.values():
        for procedure in event.procedures:
            spec = pack.procedures.get(procedure)
            for index, hold in enumerate(spec.holds if spec else ()):
                if event.id not in pack.guidance[hold.guidance].events:
                    place = entries["procedures"][procedure].place("after", index)
                    yield place.fault(f"{hold.guidance!r} is not told in {event.id!r}")


def _says(pack: Pack, event: EventSpec, entry: Entry) -> Iterator[PackFault]:
    """What an event says is nobody's answer, and a value that the fact may have."""
    for fact, value in event.says.items():
        place, known = entry.place("says", fact), pack.facts.get(fact)
        if known is None:
            yield place.fault(f"no fact {fact!r}{did_you_mean(fact, pack.facts)}")
        elif known.asked_by is not AskedBy.NOBODY or known.type is not FactType.CHOICE:
            yield place.fault(f"{fact!r} is no choice that nobody is asked for")
        elif value not in known.values:
            yield place.fault(f"no value {value!r}{did_you_mean(str(value), known.values)}")


def _references(
    entry: Entry, key: str, ids: Iterable[str], known: Mapping[str, object], what: str
) -> Iterator[PackFault]:
    for index, name in enumerate(ids):
        if name not in known:
            hint = did_you_mean(name, known)
            yield entry.place(key, index).fault(f"no {what} {name!r}{hint}")


def _askable(pack: Pack, event: EventSpec, entry: Entry) -> Iterator[PackFault]:
    """Every fact that the event may want has exactly one question in it."""
    givers: dict[FactId, str] = {}
    for index, question in enumerate(event.questions):
        for fact in pack.questions[question].facts:
            if fact in givers:
                yield entry.place("questions", index).fault(
                    f"{question!r} and {givers[fact]!r} both ask {fact!r}"
                )
            givers[fact] = question
    for index, question in enumerate(event.questions):
        over = pack.questions[question].over
        before = event.questions[:index]
        if over is not None and givers.get(over) not in before and over in givers:
            place = entry.place("questions", index)
            yield place.fault(f"{question!r} is asked of each item: put it behind {givers[over]!r}")
    for fact in sorted(pack.scope(event.id)):
        spec = pack.facts[fact]
        asked = spec.asked_by is AskedBy.CITIZEN and not spec.follows_under(event.look)
        if asked and fact not in givers:
            yield entry.place("questions").fault(f"no question of {event.id!r} asks {fact!r}")
