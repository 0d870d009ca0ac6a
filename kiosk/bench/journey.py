"""What a touch costs in Python: the reducer, the journey, the view."""

from __future__ import annotations

from collections import defaultdict
from datetime import date

from forms.catalogue import Pack
from forms.facts.values import Facts, Known, Source
from forms.journey import derive
from forms.journey.estimate import usual_answer
from kiosk.bench.figures import Figure, at_least, figure, share, timed
from kiosk.bench.main_case import SESSION, MainCase, play_main_case
from kiosk.bench.next_question import measure_next
from kiosk.screens.build import build_view
from kiosk.session.drafts.date_entry import DateDraft
from kiosk.session.drafts.text_entry import TextDraft
from kiosk.session.events import Event, KeyTyped, NextPressed
from kiosk.session.reducer import initial, reduce
from kiosk.session.states import Answering, SessionState
from kiosk.session.step import forget_journeys

UI_THREAD_MS = 16.0
"""The house's rule: no work on the screen's thread over one frame."""

_HOW = "processor time in one thread, main case replayed through reducer and view, {rounds} times"


def measure(*, quick: bool) -> list[Figure]:
    """Some 60 touches a round, some 30 of them つぎへ."""
    case = play_main_case()
    rounds = 5 if quick else 40
    touches = _touches(case, rounds)
    how = _HOW.format(rounds=rounds)
    every = [sum(cost) for costs in touches.values() for cost in costs]
    found = [
        figure("touch.p95", share(every, 0.95), "ms", UI_THREAD_MS, how),
        figure("touch.max", max(every), "ms", UI_THREAD_MS, how),
    ]
    for name, limit in (("next", 8.0), ("text_key", 2.0), ("date_key", 2.0), ("number_key", 2.0)):
        costs = [sum(cost) for cost in touches[name]]
        found += [
            figure(f"{name}.p50", share(costs, 0.5), "ms", None, how),
            figure(f"{name}.p95", share(costs, 0.95), "ms", limit, how),
        ]
    reducing = [cost[0] for cost in touches["next"]]
    seeing = [cost[1] for cost in touches["next"]]
    found.append(figure("next.reducer.p95", share(reducing, 0.95), "ms", 8.0, how))
    found.append(figure("next.view.p95", share(seeing, 0.95), "ms", 8.0, how))
    found += _derivation(case, rounds=1 if quick else 5)
    return found + measure_next(quick=quick)


def _touches(case: MainCase, rounds: int) -> dict[str, list[tuple[float, float]]]:
    """Kind of touch -> (reducer, view) in ms each time; the first round warms caches."""
    costs: dict[str, list[tuple[float, float]]] = defaultdict(list)
    for index in range(rounds + 1):
        forget_journeys()
        state = initial(SESSION)
        for event in case.events:
            (after, _), reducing = timed(reduce, state, event, case.world)
            _, seeing = timed(build_view, after, case.world, case.wording, after.visit.language)
            if index:
                costs[_kind(state, event)].append((reducing, seeing))
            state = after
    return costs


def _kind(state: SessionState, event: Event) -> str:
    match state.situation, event:
        case Answering(), NextPressed():
            return "next"
        case Answering(draft=TextDraft()), KeyTyped():
            return "text_key"
        case Answering(draft=DateDraft()), KeyTyped():
            return "date_key"
        case Answering(), KeyTyped():
            return "number_key"
        case _:
            return "other"


def _derivation(case: MainCase, rounds: int) -> list[Figure]:
    """One derivation after each answer, and the estimate beside one that derives all anew."""
    world = case.world
    moments = [
        state.visit.facts
        for state, event in case.steps()
        if isinstance(state.situation, Answering) and isinstance(event, NextPressed)
    ]
    event = case.visit.event
    assert event is not None
    derived, estimated, anew = [], [], []
    for facts in moments * rounds:
        journey, cost = timed(derive, world.pack, event, facts, world.today)
        derived.append(cost)
        remaining, cost = timed(lambda of: of.remaining, journey)
        estimated.append(cost)
        counted, cost = timed(_counted, world.pack, event, facts, world.today)
        anew.append(cost)
        assert remaining == counted, "the estimate differs from deriving anew"
    how = f"processor time, {len(derived)} moments of the main case"
    return [
        figure("derive.p50", share(derived, 0.5), "ms", None, how),
        figure("derive.p95", share(derived, 0.95), "ms", 4.0, how),
        figure("estimate.p95", share(estimated, 0.95), "ms", 6.0, how),
        at_least(
            "estimate.against_deriving_anew",
            sum(anew) / sum(estimated),
            "times faster",
            2.0,
            f"{how}; the same count by one whole derivation a question, in the same run",
        ),
    ]


def _counted(pack: Pack, event: str, facts: Facts, today: date) -> int:
    """The peer of the estimate: each journey derived from nothing."""
    count, supposed = 0, dict(facts)
    while (need := derive(pack, event, supposed, today).next_question) is not None:
        for fact in need.facts:
            supposed[fact] = Known(usual_answer(pack.facts[fact], today), Source.CITIZEN)
        count += 1
    return count
