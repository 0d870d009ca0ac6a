"""Going away: what is to be taken along, the survey, what was left (kinds ``trouble``, ``choice``)."""

from __future__ import annotations

from kiosk.screens.content import Content, Sight
from kiosk.screens.view import option
from kiosk.session.leaving import SURVEY_CHOICES
from kiosk.session.states import AskingSurvey, TakingThings, ThingsLeft


def _things(sight: Sight) -> str:
    """``card``, ``paper`` or ``both``, for the wording."""
    visit = sight.state.visit
    if visit.card_on_reader:
        return "both" if visit.paper_out else "card"
    return "paper"


def taking_things(sight: Sight, _at: TakingThings) -> Content:
    """The card is felt by the reader; for sheets there is a key."""
    words, things = sight.words, _things(sight)
    card = sight.state.visit.card_on_reader
    wording = f"kiosk-take-{things}"
    return Content(
        "trouble",
        words.say(wording),
        {"icon": "card" if card else "printer", "safe": "", "safeText": "", "now": "", "keys": []},
        lead=words.say(f"{wording}.lead"),
        next_key="kiosk-key-taken",
        next_enabled=not card,
        why="take-card",
        back_enabled=False,
    )


def things_left(sight: Sight, _at: ThingsLeft) -> Content:
    """To whoever stands there now: it is not yours, and somebody comes."""
    words, things = sight.words, _things(sight)
    card = sight.state.visit.card_on_reader
    wording = f"kiosk-left-{things}"
    return Content(
        "trouble",
        words.say(wording),
        {
            "icon": "card" if card else "printer",
            "safe": "",
            "safeText": "",
            "now": words.say("kiosk-staff-called"),
            "keys": [],
        },
        lead=words.say(f"{wording}.lead"),
        next_key="kiosk-key-tray-empty",
        next_enabled=not card,
        why="take-card",
        back_enabled=False,
    )


def survey(sight: Sight, _at: AskingSurvey) -> Content:
    """One touch; the city's own wording where its pack has some."""
    words = sight.words
    wording = "survey" if words.find("survey") else "kiosk-survey"
    options = []
    for number in range(1, SURVEY_CHOICES + 1):
        text = words.find(f"{wording}-choice-{number}")
        if text is not None:
            options.append(option(f"choice.survey.{number}", text, "", False, str(number)))
    return Content(
        "choice",
        words.say(wording),
        {"options": options},
        lead=words.maybe(f"{wording}.lead"),
        next_key="kiosk-key-no-answer",
        back_enabled=False,
    )
