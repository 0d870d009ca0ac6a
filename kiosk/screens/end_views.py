"""The end and trouble.

``progress``: steps [{text, state todo|now|done|wait, stateText}], figure, done, total.
``result``: see :mod:`kiosk.screens.result_views`.  ``trouble``: icon, safe, now, keys [Key with second].
"""

from __future__ import annotations

from collections.abc import Iterator
from typing import Any

from forms.papers.worth import worth_a_list
from forms.render.qr import modules
from kiosk.screens.content import Content, Sight
from kiosk.screens.result_views import lists, reasons_key
from kiosk.screens.review_views import ONE_PAGE
from kiosk.screens.view import Banner, Key, key
from kiosk.session.looks import TextSize
from kiosk.session.states import (
    LISTS,
    Finishing,
    FinishStep,
    InTrouble,
    Remedy,
    ResultShown,
    SessionEnded,
    WaitingForCard,
)
from kiosk.session.visit import Delivery

_ORDER = (FinishStep.RESERVING, FinishStep.STORING, FinishStep.PRINTING, FinishStep.RECEIPT)


def finishing(sight: Sight, at: Finishing) -> Content:
    """What is done, now and to come; sheets that exist are counted."""
    words, visit = sight.words, sight.state.visit
    prints = visit.event is not None and sight.world.prints(visit.event)
    steps = [_step(sight, FinishStep.STORING, at)]
    if prints and at.step is FinishStep.PRINTING:
        steps += _sheets(sight, at)
    elif prints:
        steps.append(_step(sight, FinishStep.PRINTING, at))
    steps.append(_step(sight, FinishStep.RECEIPT, at))
    figure = ""
    if at.step is FinishStep.PRINTING:
        figure = words.say("kiosk-finishing-sheets", done=at.done, total=at.total)
    body = {"steps": steps, "figure": figure, "done": at.done, "total": at.total}
    printing = at.step in {FinishStep.PRINTING, FinishStep.RECEIPT}
    wording = "kiosk-finishing-printing" if printing else "kiosk-finishing"
    title, lead = words.say(wording), words.say(f"{wording}.lead")
    if at.held is not None:
        # Above the list: in large text what stands below it is on another page.
        title = words.say(failure_key(at.held))
        lead = words.say(f"{failure_key(at.held)}.next")
    return Content(
        "progress",
        title,
        body,
        lead=lead,
        banner=delivery_banner(sight),
        next_enabled=False,
        why="working",
        back_enabled=False,
    )


def _step(sight: Sight, step: FinishStep, at: Finishing) -> dict[str, str]:
    present, own = _ORDER.index(at.step), _ORDER.index(step)
    if at.step is FinishStep.RESERVING and step is FinishStep.STORING:
        present = own
    state = "done" if own < present else "now" if own == present else "todo"
    if state == "now" and at.held is not None:
        state = "wait"
    words = sight.words
    return {
        "text": words.say(f"kiosk-finishing-step-{step.value}"),
        "state": state,
        "stateText": words.text(f"kiosk-finishing-state-{state}"),
    }


def _sheets(sight: Sight, at: Finishing) -> list[dict[str, str]]:
    """A row for the lists, which come first, and one for each form."""
    words = sight.words
    places = tuple(_places(sight))
    to_come = [place for place in places if place not in at.out]
    rows = []
    for place in places:
        state = "done" if place in at.out else "now" if place == to_come[0] else "todo"
        if state == "now" and at.held is not None:
            state = "wait"
        rows.append(
            {
                "text": words.say(_paper_wording(sight, place)),
                "state": state,
                "stateText": words.text(f"kiosk-sheet-{state}"),
            }
        )
    return rows


def _places(sight: Sight) -> Iterator[int]:
    """The session's papers, in the order in which they are printed."""
    journey, visit = sight.journey, sight.state.visit
    assert journey is not None and visit.event is not None
    if sight.world.prints(visit.event) and worth_a_list(journey):
        yield LISTS
    yield from range(len(journey.forms))


def _paper_wording(sight: Sight, place: int) -> str:
    assert sight.journey is not None
    if place == LISTS:
        return "kiosk-finishing-lists"
    return sight.world.pack.forms[sight.journey.forms[place].form_id].wording


_DELIVERY = {
    Delivery.DELIVERED: "kiosk-delivered",
    Delivery.STORED: "kiosk-stored",
    Delivery.REFUSED: "kiosk-refused",
}


def delivery_banner(sight: Sight) -> Banner | None:
    """届きました only after the office's receipt."""
    words, delivery = sight.words, sight.state.visit.delivery
    if delivery is Delivery.NOT_YET_STORED:
        return None
    wording = _DELIVERY[delivery]
    return Banner(
        tone="ok" if delivery is Delivery.DELIVERED else "wait",
        head=words.say(wording),
        text=words.say(f"{wording}.text"),
    )


def delivery_sentence(sight: Sight) -> str:
    """The same in one sentence: on the result it has to stand above the list's pages."""
    delivery = sight.state.visit.delivery
    if delivery is Delivery.NOT_YET_STORED:
        return ""
    return sight.words.say(f"{_DELIVERY[delivery]}.sentence")


def result(sight: Sight, at: ResultShown) -> Content:
    """Not finished first; then number, three steps, list."""
    words, visit, journey = sight.words, sight.state.visit, sight.journey
    assert journey is not None and visit.event is not None
    number = visit.reception.number if visit.reception else ""
    body: dict[str, Any] = {
        "number": number,
        "numberLabel": words.text("kiosk-result-number"),
        "steps": result_steps(sight, at),
        # In large text the list needs the room; the receipt carries the same code.
        "qr": [] if visit.looks.text is TextSize.LARGEST else qr_rows(visit.session.urn),
        **lists(sight, journey),
        **reasons_key(words, at, lists_came=sight.world.prints(visit.event)),
        **ONE_PAGE,
        "note": _paper_note(sight, at),
    }
    lead = words.say("kiosk-result.lead" if at.paper else "kiosk-result.no-paper")
    return Content(
        "result",
        words.say("kiosk-result"),
        body,
        lead=words.space.join(
            filter(None, (lead, _papers_out(sight, at), delivery_sentence(sight)))
        ),
        next_key="kiosk-key-finish",
        back_enabled=False,
    )


def _papers_out(sight: Sight, at: ResultShown) -> str:
    """Who went on without the rest has to take along what is out: said first, not on a later page."""
    if at.paper or not at.out:
        return ""
    return sight.words.say("kiosk-result-some-paper", papers=_paper_names(sight, at.out))


def _paper_note(sight: Sight, at: ResultShown) -> str:
    if at.paper:
        return sight.words.say("kiosk-result-paper")
    return "" if at.out else sight.words.say("kiosk-result-no-paper")


_NAMED = 3
"""So many papers are named; of more, their number is told."""


def _paper_names(sight: Sight, places: tuple[int, ...]) -> str:
    words = sight.words
    names = [
        words.text(_paper_wording(sight, place)) for place in _places(sight) if place in places
    ]
    shown = words.text("kiosk-papers-and").join(
        words.text("kiosk-paper-name", paper=name) for name in names[:_NAMED]
    )
    rest = len(names) - _NAMED
    return shown if rest <= 0 else words.text("kiosk-papers-more", papers=shown, count=rest)


def qr_rows(payload: str) -> list[str]:
    """A QR code as rows of "0" and "1"; the receipt carries the same."""
    return ["".join("1" if dark else "0" for dark in row) for row in modules(payload)]


def result_steps(sight: Sight, at: ResultShown) -> list[str]:
    """Three steps from here to the counter."""
    words, visit = sight.words, sight.state.visit
    assert visit.event is not None
    first = "paper" if at.paper else "number"
    sheets = "forms" if at.paper and sight.world.prints(visit.event) else first
    return [
        words.say(f"kiosk-result-step-{sheets}"),
        words.say("kiosk-result-step-counter"),
        words.say("kiosk-result-step-sign"),
    ]


def trouble(sight: Sight, at: InTrouble) -> Content:
    """What happened, what is safe, what now; never a code."""
    words = sight.words
    wording = failure_key(at.code)
    tries = at.tries_left if at.tries_left is not None else 0
    keys: list[Key] = []
    for remedy in at.remedies:
        told = _remedy_wording(at.code, remedy)
        entry = key(f"key.trouble.{remedy.value}", words.say(told), "trouble", remedy.value)
        second = words.maybe(f"{told}.second")
        keys.append({**entry, "icon": _REMEDY_ICONS[remedy], "second": second})
    papers = _papers_in_question(sight, at)
    safe = words.say(f"{wording}.safe", tries=tries)
    body = {
        "icon": _trouble_icon(at.code),
        "safe": safe,
        "safeText": "",
        "now": words.say("kiosk-staff-called") if sight.state.visit.staff_called else "",
        "keys": keys,
    }
    return Content(
        "trouble",
        words.say(wording, tries=tries),
        body,
        lead=words.say(f"{wording}.next", tries=tries, papers=papers),
        next_enabled=False,
        why="choose-way",
        back_enabled=isinstance(at.came_from, WaitingForCard),
    )


def _papers_in_question(sight: Sight, at: InTrouble) -> str:
    """The papers that somebody shall look for in the tray, by their names."""
    origin = at.came_from
    if not isinstance(origin, Finishing):
        return ""
    if origin.doubtful:
        return _paper_names(sight, origin.doubtful if origin.at_once else origin.doubtful[:1])
    return _paper_names(sight, origin.missing) if origin.missing else ""


def _remedy_wording(code: str, remedy: Remedy) -> str:
    """With a card the way to try is to lay it down: the key says so."""
    of_card = remedy is Remedy.TRY_AGAIN and _trouble_icon(code) == "card"
    return f"kiosk-remedy-{remedy.value.replace('_', '-')}{'-card' if of_card else ''}"


_REMEDY_ICONS = {
    Remedy.TRY_AGAIN: "card",
    Remedy.WITHOUT_CARD: "hand",
    Remedy.BY_NUMBERS: "card",
    Remedy.READ_CARD: "card",
    Remedy.KEEP: "check",
    Remedy.WAIT: "clock",
    Remedy.WITHOUT_PAPER: "pin",
    Remedy.PAPER_CAME: "check",
    Remedy.PAPER_MISSING: "cross",
    Remedy.PRINT_AGAIN: "printer",
    Remedy.GO_ON: "next",
    Remedy.TAKE_ALONG: "printer",
    Remedy.CALL_STAFF: "staff",
    Remedy.END: "cross",
}


def ended(sight: Sight, _at: SessionEnded) -> Content:
    """One frame before the process goes: nothing of the citizen is on it."""
    words = sight.words
    return Content(
        "trouble",
        words.say("kiosk-ended"),
        {"icon": "check", "safe": "", "now": "", "keys": []},
        lead=words.say("kiosk-ended.lead"),
        next_enabled=False,
        why="working",
        back_enabled=False,
    )


def failure_key(code: str) -> str:
    """``printing.paper_out`` → ``failure-printing-paper-out``."""
    return "failure-" + code.replace(".", "-").replace("_", "-")


def _trouble_icon(code: str) -> str:
    room = code.partition(".")[0]
    if room == "printer" or code.startswith("session.print"):
        return "printer"
    return "card" if room == "card" or code.startswith("session.card") else "info"
