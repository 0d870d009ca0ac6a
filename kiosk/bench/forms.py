"""What paper costs: a worker getting ready, each form filled and drawn, a whole session's paperwork."""

from __future__ import annotations

import json
import random
import subprocess
import sys
import time
from dataclasses import replace
from pathlib import Path
from tempfile import TemporaryDirectory

import assets
from forms.catalogue import Wording, load
from forms.document import FillContext, FilledForm, fill, load_template
from forms.document.pack_city import city_names
from forms.journey import relevant_facts
from forms.render import render_pdf
from kiosk.app.paperwork import Paperwork
from kiosk.bench.figures import Figure, figure, share, timed
from kiosk.bench.main_case import STORY, MainCase, play_main_case
from kiosk.bench.peers import peers
from kiosk.bench.submission import FORMS, PAGES, bundle, session_facts
from kiosk.session.step import forget_journeys, journey_of
from kiosk.session.world import SessionSettings, World
from kiosk.story.story import load_story
from printing.receipt import Paper

GROWN = 1.1
"""Caches of glyphs may still fill with letters that are met for the first time; leaks grow on."""

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
    return found + _session(case, warm, rounds, how) + _large(quick) + _many(quick)


def _large(quick: bool) -> list[Figure]:
    """The large submission, ours and the peers' on the same pages in the same run."""
    rounds = 3 if quick else 9
    with TemporaryDirectory() as place:
        folder = Path(place)
        made = bundle(load(load_story(STORY).pack), folder)
        chance = random.Random(rounds)  # noqa: S311 - values for a measurement
        others = peers(folder)
        ours: list[float] = []
        theirs: dict[str, list[float]] = {name: [] for name in others}
        for _ in range(rounds + 1):
            facts = session_facts(made, chance)
            started = time.perf_counter()
            forms = made.filled(facts)
            render_pdf(forms)
            ours.append((time.perf_counter() - started) * 1000)
            for name, draw in others.items():
                started = time.perf_counter()
                draw(forms)
                theirs[name].append((time.perf_counter() - started) * 1000)
    how = f"wall clock, {FORMS} forms, {PAGES} pages, {FORMS} PDFs of the city, new values, {rounds} times"
    found = [
        figure("submission.first", ours[0], "ms", None, how),
        figure("submission.warm.p50", share(ours[1:], 0.5), "ms", None, how + "; filling is in it"),
    ]
    for name, times in theirs.items():
        warm = share(times[1:], 0.5)
        found += [
            figure(f"peer.{name}.first", times[0], "ms", None, how),
            figure(f"peer.{name}.warm.p50", warm, "ms", None, how + "; places are given to it"),
        ]
        if name == "typst":
            ratio = share(ours[1:], 0.5) / warm
            found.append(figure("submission.warm.by_typst", ratio, "times", 2.0, how))
    return found


def _many(quick: bool) -> list[Figure]:
    """A process of its own: the first form once fonts are loaded, and memory over thousands of forms."""
    count = 350 if quick else 10_000
    command = [sys.executable, "-m", "kiosk.bench.many_forms", str(count)]
    done = subprocess.run(command, capture_output=True, check=True, text=True)
    said = json.loads(done.stdout)
    how = f"a process of its own, fonts loaded, then {count} forms with new values"
    grown = said["end_mb"] / said["settled_mb"]
    return [
        figure("form.first", said["first_ms"], "ms", FORM_MS, how),
        figure("forms.each", said["each_ms"], "ms", None, how),
        figure("forms.memory.end", said["end_mb"], "MB", None, how),
        figure("forms.memory.grown", grown, "times", GROWN, how + "; end by the first fifth"),
    ]


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
