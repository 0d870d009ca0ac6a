"""What paper costs: a worker getting ready, each form filled and drawn, a whole session's paperwork."""

from __future__ import annotations

import time
from dataclasses import replace

import assets
from forms.catalogue import Wording, load
from forms.document import FillContext, FilledForm, fill, load_template
from forms.document.pack_city import city_names
from forms.journey import relevant_facts
from forms.render import render_pdf
from kiosk.app.paperwork import Paperwork
from kiosk.bench.figures import Figure, figure, share, timed
from kiosk.bench.main_case import STORY, MainCase, play_main_case
from kiosk.session.step import forget_journeys, journey_of
from kiosk.session.world import SessionSettings, World
from kiosk.story.story import load_story
from printing.receipt import Paper

FORM_MS = 100.0
"""A form, so that a session's forms are in the printer before the citizen looks up."""


def measure(*, quick: bool) -> list[Figure]:
    """Every form of the pack with the facts of the main case."""
    started = time.thread_time()
    warm = _warmed()
    seconds = time.thread_time() - started
    case = play_main_case()
    rounds = 3 if quick else 15
    how = f"processor time in a warm process, facts of the main case, {rounds} times"
    found = [
        figure(
            "worker.warm",
            seconds,
            "s",
            3.0,
            "processor time: pack, wording, faces, templates; imports are not in it",
        )
    ]
    for form in case.world.pack.forms:
        costs = [_one_form(case, form) for _ in range(rounds + 1)][1:]
        filling = [cost[0] for cost in costs]
        drawing = [cost[1] for cost in costs]
        found += [
            figure(f"fill.{form}.p50", share(filling, 0.5), "ms", None, how),
            figure(f"render.{form}.p50", share(drawing, 0.5), "ms", None, how),
            figure(f"form.{form}.p95", share([f + d for f, d in costs], 0.95), "ms", FORM_MS, how),
        ]
    return found + _session(case, warm, rounds, how)


def _warmed() -> Paperwork:
    """As the worker process does at its start."""
    story = load_story(STORY)
    world = World(load(story.pack), story.today, SessionSettings(practice=True))
    paperwork = Paperwork(world, Wording.from_files(assets.ROOT / "wording"), "office", "bench")
    paperwork.warm()
    return paperwork


def _one_form(case: MainCase, form: str) -> tuple[float, float]:
    pack = case.world.pack
    spec = pack.forms[form]
    facts = relevant_facts(journey_of(case.visit, case.world))
    context = FillContext(
        today=case.world.today,
        submission=case.visit.session,
        number="A-001",
        city=city_names(pack, spec.procedures[0]),
        pack_version=pack.version,
        practice=True,
    )
    template = load_template(spec.template)
    filled, filling = timed(fill, template, facts, context)
    _, drawing = timed(render_pdf, [filled])
    return filling, drawing


def _session(case: MainCase, warm: Paperwork, rounds: int, how: str) -> list[Figure]:
    """What stands between これでよい and the printer."""
    paperwork = replace(warm, world=case.world)
    submitting, drawing, receipts = [], [], []
    forms: tuple[FilledForm, ...] = ()
    for _ in range(rounds):
        forget_journeys()
        submitting.append(timed(paperwork.submission, case.visit)[1])
        anew = replace(warm, world=case.world)  # not the PDF whose digest was just sealed
        drawing.append(timed(anew.forms_pdf, case.visit)[1])
        receipts.append(timed(paperwork.receipt_pdf, case.visit, Paper.A5)[1])
        forms = paperwork.forms(case.visit)
    which = f"{how}; {len(forms)} forms"
    return [
        figure("session.submission.p95", share(submitting, 0.95), "ms", 200.0, which),
        figure("session.forms.p95", share(drawing, 0.95), "ms", 500.0, which),
        figure("session.receipt.p95", share(receipts, 0.95), "ms", 300.0, how),
    ]
