"""The time from an answer to the next question: the journey alone, over many answered ways."""

from __future__ import annotations

from collections.abc import Iterator
from datetime import date
from random import Random
from typing import Final

from forms.catalogue import Pack, load
from forms.facts.values import Facts
from forms.journey.moment import Moment, QuestionNeed
from forms.walk.answers import Answers
from forms.walk.starts import starts
from kiosk.bench.figures import Figure, figure, share, timed
from kiosk.bench.many_procedures import EVENT, many_procedures

TODAY: Final = date(2026, 11, 21)
LIMIT_MS: Final = 5.0
_SIZES: Final = (100, 300, 1_000)
_SEED: Final = 20261121


def measure_next(*, quick: bool) -> list[Figure]:
    """On the packs at hand, then on generated ones of 100, 300 and 1,000 procedures."""
    pack = load("toyonaka")
    found: list[Figure] = []
    for event in pack.events:
        begun = list(starts(pack, event, TODAY).values())
        found += _figures(f"{event}.next", pack, event, begun, 10 if quick else 60, LIMIT_MS)
    for size in _SIZES:
        many = many_procedures(pack, size)
        ways = max(1, (3 if quick else 15) * 100 // size)
        found += _figures(f"growth.{size}.next", many, EVENT, [{}], ways, None)
    return found


def _figures(
    name: str, pack: Pack, event: str, begun: list[Facts], ways: int, limit: float | None
) -> list[Figure]:
    following, anew = [], []
    for index in range(ways):
        for after, fresh in _way(pack, event, begun[index % len(begun)], Random(_SEED + index)):  # noqa: S311
            following.append(after)
            if fresh is not None:
                anew.append(fresh)
    how = (
        f"processor time from an answer to the next question, {len(following)} answers on {ways} "
        f"random ways, {len(pack.events[event].procedures)} procedures, seed {_SEED}"
    )
    return [
        figure(f"{name}.p50", share(following, 0.5), "ms", None, how),
        figure(f"{name}.p99", share(following, 0.99), "ms", limit, how),
        figure(f"{name}.derived_anew.p50", share(anew, 0.5), "ms", None, how),
    ]


def _way(
    pack: Pack, event: str, begun: Facts, choose: Random
) -> Iterator[tuple[float, float | None]]:
    """Each answer's cost in ms: from the moment before it, and every tenth time from nothing."""
    spec = pack.events[event]
    answers = Answers(pack, spec, TODAY)
    moment = Moment.of(pack, spec, begun, TODAY)
    need: QuestionNeed | None = moment.next_question()
    count = 0
    while need is not None:
        answer = dict(choose.choice(list(answers.to(need, moment.resolver.given))))
        (moment, need), cost = timed(_next, moment, answer)
        fresh = None
        if count % 10 == 0:
            (_, same), fresh = timed(_anew, moment)
            assert same == need, "deriving anew asks another question"
        count += 1
        yield cost, fresh


def _next(moment: Moment, answer: Facts) -> tuple[Moment, QuestionNeed | None]:
    then = moment.after(answer)
    return then, then.next_question()


def _anew(moment: Moment) -> tuple[Moment, QuestionNeed | None]:
    then = Moment.of(moment.pack, moment.event, moment.resolver.given, moment.resolver.today)
    return then, then.next_question()
