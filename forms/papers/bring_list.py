"""持ち物リスト: everything to bring, each once, with the procedures that want it; a square to tick before each."""

from __future__ import annotations

from collections.abc import Sequence
from typing import Final

from forms.catalogue.ids import item_wording
from forms.document.filled import FillContext, FilledForm
from forms.journey.filing import Bring
from forms.journey.journey import Journey
from forms.papers.flow import GAP, ROOM, Flow, Style, broken, paper
from forms.papers.words import PaperWords

FORM_ID: Final = "bring"
_CITY: Final = Style(14)
_TITLE: Final = Style(24, "gothic-bold", 1.3)
_LEAD: Final = Style(14, line=1.4)
_THING: Final = Style(18, "gothic-bold", 1.4)
_FOR: Final = Style(14, line=1.3)
_BAND: Final = Style(16, "gothic-bold")
_INDENT: Final = 9.5
_MOST_NAMED: Final = 3


def bring_list(words: PaperWords, journey: Journey, context: FillContext) -> FilledForm:
    """The sheets in the language of ``words``."""
    flow = Flow(language=words.language)
    flow.lines(f"{words.pack.city.name}{GAP}{words.of_pack(f'event-{journey.event}')}", _CITY)
    flow.gap(2)
    flow.lines(words.say("paper-bring"), _TITLE)
    flow.gap(1)
    flow.lines(words.say("paper-bring.lead"), _LEAD)
    for sure in (True, False):
        _group(flow, words, journey, [each for each in journey.bring if each.sure is sure])
    return paper(
        FORM_ID, words.say("paper-bring"), flow, words.foot(context), context, words.numbered()
    )


def _group(flow: Flow, words: PaperWords, journey: Journey, things: Sequence[Bring]) -> None:
    for index, each in enumerate(things):
        wanted = _wanted_for(words, journey, each)
        lines = len(broken(wanted, _FOR, ROOM - _INDENT, words.language))
        flow.need(_THING.high + lines * _FOR.high + 4 + (12 if index == 0 else 0))
        if index == 0:
            flow.band(words.say(f"paper-bring.{'sure' if each.sure else 'perhaps'}"), _BAND)
        else:
            flow.rule()
        flow.gap(2)
        flow.square(_THING)
        flow.lines(words.of_pack(item_wording(each.item)), _THING, _INDENT)
        flow.lines(wanted, _FOR, _INDENT)
        flow.gap(1.5)


def _wanted_for(words: PaperWords, journey: Journey, thing: Bring) -> str:
    """The procedures that want it, by name while that is short."""
    found = [
        words.of_pack(words.pack.procedures[outcome.id].wording)
        for outcome in journey.to_do
        if any(each.item == thing.item for each in outcome.bring)
    ]
    if len(found) > _MOST_NAMED:
        return words.say("paper-bring.many", count=len(found))
    return words.say("paper-list.comma").join(found)
