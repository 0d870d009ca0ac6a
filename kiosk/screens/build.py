"""``build_view``: from a session's state to the ScreenView, for every state and language.  Pure."""

from __future__ import annotations

from typing import Literal, assert_never

from cardreader.failures import CardFailureCode
from forms.catalogue import Wording
from forms.catalogue.ids import dashed
from forms.catalogue.translation import ORIGINAL
from kiosk.screens import (
    box_views,
    card_views,
    end_views,
    leaving_views,
    number_views,
    prepared_views,
    question_views,
    review_views,
    start_views,
)
from kiosk.screens.access_views import closing_key, looks_of, sheet, tools
from kiosk.screens.content import Content, Sight
from kiosk.screens.foresight import EXACT, Foresight
from kiosk.screens.staff_views import staff_content
from kiosk.screens.translated import finished
from kiosk.screens.view import (
    Asked,
    Banner,
    BarKey,
    Heading,
    Overlay,
    Phase,
    ScreenView,
    StaffKey,
    key,
)
from kiosk.screens.words import Words, key_words
from kiosk.session.access_steps import patience
from kiosk.session.drafts import TextDraft
from kiosk.session.states import (
    Answering,
    AskingSurvey,
    AttractShown,
    ChoosingEvent,
    ChoosingLetter,
    ConfirmingPrepared,
    ConfirmingRead,
    EnteringCardNumbers,
    EnteringPin,
    Finishing,
    InTrouble,
    KeepingCase,
    ReadingCard,
    ResultShown,
    Reviewing,
    SayingWhoseCard,
    SearchingEvent,
    SessionEnded,
    SessionState,
    SettlingBoxes,
    Situation,
    TakingThings,
    ThingsLeft,
    WaitingForCard,
)
from kiosk.session.step import journey_of
from kiosk.session.world import World

STAFF_LANGUAGE = "ja"
"""Of the staff's layer, whatever language the citizen reads."""
_PHASES = ("card", "questions", "check", "receive")


def build_view(
    state: SessionState,
    world: World,
    wording: Wording,
    language: str,
    foresight: Foresight = EXACT,
) -> ScreenView:
    """The screen of ``state``.  Raises ``WordingFault`` when a text is missing: a test walks all states."""
    if state.staff is not None:
        language = STAFF_LANGUAGE
    words = Words(wording, world.pack, language)
    journey = journey_of(state.visit, world) if state.visit.event is not None else None
    sight = Sight(state, world, words, journey, foresight)
    content = _content(sight) if state.staff is None else staff_content(sight, state.staff)
    situation = state.situation
    view = ScreenView(
        kind=content.kind,
        palette=_palette(sight),
        language=language,
        looks=looks_of(state),
        words=key_words(wording, language),
        heading=_heading(sight),
        phases=_phases(sight, situation),
        opening=content.opening,
        title=content.title,
        beside="",
        unread="",
        lead=content.lead,
        reason=content.reason,
        reasonTitle=words.text("kiosk-reason") if content.reason else "",
        banner=_complaint(sight) or content.banner,
        body=content.body,
        back=_back(sight, content),
        staff=_staff(sight),
        next=_next(sight, content),
        tools=tools(sight),
        overlay=_overlay(sight),
        sheet=sheet(sight),
        assisted=state.visit.assisted,
        practice=words.text("kiosk-practice-mark") if state.visit.practice else "",
        question=_asked(sight),
        code=_code(situation),
    )
    return finished(view, words, lambda: build_view(state, world, wording, ORIGINAL, foresight))


def _asked(sight: Sight) -> Asked | None:
    situation, journey = sight.state.situation, sight.journey
    if not isinstance(situation, Answering) or journey is None or sight.state.staff is not None:
        return None
    draft = situation.draft
    facts = [f.fact for f in draft.fields] if isinstance(draft, TextDraft) else [draft.fact]
    need = journey.next_question
    why = need.why if need is not None and need.question.id == situation.question else ()
    return Asked(id=situation.question, facts=facts, why=list(why))


def _code(situation: Situation) -> str:
    """The failure that the screen tells of; never shown, for it is not the citizen's language."""
    match situation:
        case InTrouble(code=code):
            return code
        case Finishing(held=str() as code):
            return code
        case SettlingBoxes(findings=findings):
            return findings[0].code
        case EnteringPin(missed=True):
            return CardFailureCode.PIN_WRONG.value
        case EnteringCardNumbers(refused=refused) if refused:
            return CardFailureCode.COLLATION_WRONG.value
        case _:
            return ""


def _content(sight: Sight) -> Content:
    match sight.state.situation:
        case AttractShown() as at:
            return start_views.attract(sight, at)
        case ChoosingEvent() as at:
            return start_views.purpose(sight, at)
        case SearchingEvent() as at:
            return start_views.searching(sight, at)
        case WaitingForCard() as at:
            return card_views.waiting(sight, at)
        case EnteringPin() as at:
            return card_views.pin(sight, at)
        case EnteringCardNumbers() as at:
            return number_views.card_numbers(sight, at)
        case ReadingCard() as at:
            return card_views.reading(sight, at)
        case SayingWhoseCard() as at:
            return card_views.whose(sight, at)
        case ConfirmingRead() as at:
            return card_views.confirming(sight, at)
        case ChoosingLetter() as at:
            return card_views.choosing_letter(sight, at)
        case ConfirmingPrepared() as at:
            return prepared_views.confirming(sight, at)
        case KeepingCase() as at:
            return prepared_views.keeping(sight, at)
        case Answering() as at:
            return question_views.question(sight, at)
        case Reviewing() as at:
            return review_views.review(sight, at)
        case SettlingBoxes() as at:
            return box_views.settling(sight, at)
        case Finishing() as at:
            return end_views.finishing(sight, at)
        case ResultShown() as at:
            return end_views.result(sight, at)
        case TakingThings() as at:
            return leaving_views.taking_things(sight, at)
        case AskingSurvey() as at:
            return leaving_views.survey(sight, at)
        case ThingsLeft() as at:
            return leaving_views.things_left(sight, at)
        case InTrouble() as at:
            return end_views.trouble(sight, at)
        case SessionEnded() as at:
            return end_views.ended(sight, at)
        case at:
            assert_never(at)


def _palette(sight: Sight) -> Literal["standard", "quiet"]:
    """Quiet from the first おくやみ screen to its end."""
    event = sight.state.visit.event
    if event is None or isinstance(
        sight.state.situation, AttractShown | ChoosingEvent | SearchingEvent
    ):
        return "standard"
    return "quiet" if sight.world.pack.events[event].palette == "quiet" else "standard"


def _heading(sight: Sight) -> Heading | None:
    words, pack = sight.words, sight.world.pack
    event = sight.state.visit.event
    if sight.state.visit.practice:
        return Heading(icon="info", text=words.text("kiosk-practice"))
    if sight.state.visit.assisted:
        return Heading(icon="staff", text=words.text("kiosk-assisted"))
    match sight.state.situation:
        case SessionEnded():
            return None
        case ChoosingEvent() | SearchingEvent():
            return Heading(icon="doc", text=words.text("kiosk-heading-purpose"))
        case _ if event is not None:
            return Heading(icon=pack.events[event].icon, text=_event_name(words, event))
        case _:
            return Heading(icon="doc", text=words.text("kiosk-heading-city", city=pack.city.name))


def _event_name(words: Words, event: str) -> str:
    """Short enough for the top bar where the kiosk knows a short name; else the pack's."""
    short = f"kiosk-heading-{dashed(event)}"
    return words.text(short if words.find(short) else f"event-{dashed(event)}")


def _phases(sight: Sight, situation: Situation) -> list[Phase]:
    present = _phase(situation) if sight.state.staff is None else None
    if present is None:
        return []
    phases = []
    for index, name in enumerate(_PHASES):
        now = index == present
        phases.append(
            Phase(
                text=sight.words.text(f"kiosk-phase-{name}"),
                state="done" if index < present else "now" if now else "todo",
                note=_count(sight) if now and name == "questions" else "",
            )
        )
    return phases


def _phase(situation: Situation) -> int | None:
    match situation:
        case (
            AttractShown()
            | ChoosingEvent()
            | SearchingEvent()
            | SessionEnded()
            | AskingSurvey()
            | ThingsLeft()
        ):
            return None
        case (
            WaitingForCard()
            | EnteringPin()
            | EnteringCardNumbers()
            | ReadingCard()
            | SayingWhoseCard()
            | ConfirmingRead()
            | ChoosingLetter()
        ):
            return 0
        case ConfirmingPrepared() | Answering() | KeepingCase():
            return 1
        case Reviewing() | SettlingBoxes():
            return 2
        case Finishing() | ResultShown() | TakingThings():
            return 3
        case InTrouble():
            return _phase(situation.came_from)
        case _:
            assert_never(situation)


def _count(sight: Sight) -> str:
    """5/約12: the place of the question among those answered and still to come."""
    situation, journey = sight.state.situation, sight.journey
    if not isinstance(situation, Answering) or journey is None:
        return ""
    history = sight.state.visit.history
    known = situation.question in history
    place = (history.index(situation.question) if known else len(history)) + 1
    to_come = sight.foresight.to_come(journey, len(history))
    if to_come is None:
        return ""
    total = max(len(history) + to_come, place)
    wording = "kiosk-count-about" if to_come > 1 else "kiosk-count"
    return sight.words.text(wording, place=place, total=total)


def _complaint(sight: Sight) -> Banner | None:
    complaint = sight.state.complaint
    if complaint is None:
        return None
    return Banner(tone="info", head=sight.words.say(f"kiosk-why-{complaint}"), text="")


def _back(sight: Sight, content: Content) -> BarKey:
    words = sight.words
    if sight.state.idle_left is None and sight.state.sheet is not None:
        return closing_key("key.back", words.text("kiosk-key-back"), "back")
    if sight.state.idle_left is not None:
        return BarKey(
            name="key.back",
            text=words.text("kiosk-key-finish"),
            action="stop",
            argument="",
            enabled=True,
            icon="cross",
        )
    return BarKey(
        name="key.back",
        text=words.text(content.back_key),
        action="back",
        argument="",
        enabled=content.back_enabled,
        icon="cross" if content.back_key == "kiosk-key-quit" else "back",
    )


def _staff(sight: Sight) -> StaffKey:
    words = sight.words
    wording = "kiosk-key-desk" if sight.state.visit.assisted else "kiosk-key-staff"
    return StaffKey(
        name="key.staff",
        text=words.text(wording),
        action="staff",
        argument="",
        called=sight.state.visit.staff_called,
        calledText=words.text("kiosk-staff-called-short"),
    )


_NEXT_ICONS = {
    "kiosk-key-finish": "check",
    "kiosk-key-close": "check",
    "kiosk-key-taken": "check",
    "kiosk-key-tray-empty": "check",
}


def _next(sight: Sight, content: Content) -> BarKey:
    words = sight.words
    if sight.state.idle_left is None and sight.state.sheet is not None:
        return closing_key("key.next", words.text("kiosk-key-fine"), "next")
    if sight.state.idle_left is not None:
        return BarKey(
            name="key.next",
            text=words.text("kiosk-key-stay"),
            action="stay",
            argument="",
            enabled=True,
            why="",
            icon="",
        )
    return BarKey(
        name="key.next",
        text=words.text(content.next_key),
        action="next",
        argument="",
        enabled=content.next_enabled,
        why=words.text(f"kiosk-why-{content.why}") if content.why else "",
        icon=_NEXT_ICONS.get(content.next_key, "next"),
    )


def _overlay(sight: Sight) -> Overlay | None:
    left = sight.state.idle_left
    if left is None:
        return None
    words = sight.words
    return Overlay(
        kind="idle",
        title=words.say("kiosk-idle"),
        lead=words.say("kiosk-idle.lead"),
        seconds=left,
        total=sight.world.settings.warning_seconds * patience(sight.state),
        note=words.say("kiosk-idle.note"),
        foot=words.say("kiosk-idle.foot"),
        key=key("key.stay", words.text("kiosk-key-stay"), "stay"),
    )
