"""A prepared case to look over (kind ``confirm``), and the sheet that is printed for who leaves (``progress``)."""

from __future__ import annotations

from forms.facts.values import FactId, Known
from kiosk.screens.content import Content, Sight
from kiosk.screens.masks import is_masked, masked
from kiosk.screens.phrases import plain
from kiosk.screens.view import option
from kiosk.session.asking import facts_asked, parted
from kiosk.session.states import ConfirmingPrepared, KeepingCase


def confirming(sight: Sight, _at: ConfirmingPrepared) -> Content:
    """Everything that would become an answer, once, before it does."""
    words, case, pack = sight.words, sight.state.visit.prepared, sight.world.pack
    assert case is not None
    rows = []
    for asking in case.history:
        question, item = parted(asking)
        if question not in pack.questions:
            continue
        facts = [fact for fact in facts_asked(pack, asking) if fact in case.facts]
        if facts:
            label = words.say(f"{pack.questions[question].wording}.short")
            name = f"{plain(label)} {item}" if item else label
            said = "\n".join(_shown(sight, fact) for fact in facts)
            rows.append({"label": name, "value": said, "reading": ""})
    other = option(
        "choice.prepared.not_mine",
        words.say("kiosk-prepared-not-mine"),
        words.say("kiosk-prepared-not-mine.second"),
        False,
        "not_mine",
    )
    return Content(
        "confirm",
        words.say("kiosk-prepared"),
        {"rows": rows, "options": [other]},
        lead=words.say("kiosk-prepared.lead"),
        next_key="kiosk-key-right",
    )


def keeping(sight: Sight, _at: KeepingCase) -> Content:
    """One sheet."""
    words = sight.words
    step = {
        "text": words.say("kiosk-keeping-step"),
        "state": "now",
        "stateText": words.text("kiosk-finishing-state-now"),
    }
    return Content(
        "progress",
        words.say("kiosk-finishing-printing"),
        {"steps": [step], "figure": ""},
        lead=words.say("kiosk-finishing-printing.lead"),
        next_enabled=False,
        why="working",
        back_enabled=False,
    )


def _shown(sight: Sight, fact: FactId) -> str:
    """An account or a telephone number is seen by whoever stands behind."""
    case = sight.state.visit.prepared
    assert case is not None
    state, spec = case.facts[fact], sight.world.pack.facts[fact]
    if isinstance(state, Known) and is_masked(spec):
        return masked(spec, str(state.value))
    return sight.words.shown(fact, state)
