"""Questions and the review.  Which question comes is derived; only the order of answers is kept."""

from __future__ import annotations

from dataclasses import replace

from forms.catalogue import Pack
from forms.catalogue.model import QuestionSpec
from forms.facts.lists import item_fact, without_item
from forms.facts.values import FactId, Source
from forms.journey import Journey
from kiosk.session.answers import answer, draft_for, settled_draft
from kiosk.session.asking import asking_id, facts_asked, of_line, parted
from kiosk.session.drafts import Draft
from kiosk.session.drafts.choice import ChoiceDraft
from kiosk.session.drafts.choices import ChoicesDraft, toggle
from kiosk.session.drafts.date_entry import (
    WITHOUT_DAY,
    DateDraft,
    choose_era,
    choose_part,
    press_date,
    toggle_day,
)
from kiosk.session.drafts.instead import Instead
from kiosk.session.drafts.items import ListDraft
from kiosk.session.drafts.letter_forms import FORM, choose_form
from kiosk.session.drafts.number import NumberDraft, press_number
from kiosk.session.drafts.text_entry import (
    TextDraft,
    choose_candidate,
    choose_field,
    choose_keyboard,
    offer,
    press,
)
from kiosk.session.effects import (
    Audit,
    BeginSession,
    ConvertKana,
    Listed,
    LookUpPostcode,
    SealAndCommit,
)
from kiosk.session.events import (
    AddressFound,
    BackPressed,
    CandidateChosen,
    Chosen,
    Converted,
    EditPressed,
    EraChosen,
    FieldChosen,
    KeyboardChosen,
    KeyTyped,
    NextPressed,
)
from kiosk.session.prepared_match import may_open
from kiosk.session.states import (
    Answering,
    ConfirmingPrepared,
    Finishing,
    FinishStep,
    Reviewing,
    SessionState,
    SettlingBoxes,
    WaitingForCard,
)
from kiosk.session.step import Step, complain, go, journey_of, stay
from kiosk.session.visit import Visit
from kiosk.session.world import World

_POSTCODE_LENGTH = 7


def forward(state: SessionState, world: World) -> Step:
    """The next question that is needed, or the review."""
    case = state.visit.prepared
    if case is not None and may_open(case, state.visit):
        return go(state, ConfirmingPrepared())
    need = journey_of(state.visit, world).next_question
    if need is None:
        return go(state, Reviewing())
    asking = asking_id(need.question.id, need.item)
    return go(state, open_question(state.visit, world, asking, need.facts))


def open_question(
    visit: Visit, world: World, asking: str, facts: tuple[FactId, ...], editing: bool = False
) -> Answering:
    """The question with what is known of it."""
    question, item = parted(asking)
    draft = draft_for(world.pack, question, facts, visit.facts, visit.addresses)
    return Answering(question, draft, editing, item)


def asked_facts(journey: Journey, world: World, asking: str) -> tuple[FactId, ...]:
    """The facts to show when a question is opened anew: those the citizen gave, else all of it."""
    own = facts_asked(world.pack, asking)
    shown = next((line.facts for line in journey.review if of_line(line) == asking), own)
    return tuple(fact for fact in own if fact in shown) or own


def path_back(visit: Visit, journey: Journey, world: World) -> tuple[str, ...]:
    """Screens that the citizen answered and whose answer still stands, in the order of answering."""
    return tuple(
        asking
        for asking in visit.history
        if any(
            fact in journey.facts and journey.facts[fact].source is Source.CITIZEN
            for fact in facts_asked(world.pack, asking)
        )
    )


def choose(state: SessionState, at: Answering, event: Chosen, world: World) -> Step:
    """A choice, はい/いいえ, or what is said instead of an answer."""
    draft, spec = at.draft, world.pack.questions[at.question]
    match draft:
        case ChoiceDraft() if event.value in draft.values:
            return _drafted(state, at, replace(draft, selected=event.value))
        case ChoiceDraft():
            return stay(state)
        case _ if event.value in _instead(spec):
            said = Instead(event.value)
            return _drafted(
                state, at, replace(draft, instead=None if draft.instead is said else said)
            )
        case ChoicesDraft():
            return _drafted(state, at, toggle(draft, event.value))
        case DateDraft() if event.value == WITHOUT_DAY and spec.day_unknown:
            return _drafted(state, at, toggle_day(draft))
        case _:
            return stay(state)


def _instead(spec: QuestionSpec) -> frozenset[str]:
    """What this question takes instead of an answer."""
    offered = {Instead.DONT_KNOW: spec.dont_know, Instead.DECLINE: spec.decline}
    return frozenset(value.value for value, offers in offered.items() if offers)


def type_key(state: SessionState, at: Answering, event: KeyTyped, world: World) -> Step:
    """One key of a keyboard or keypad."""
    match at.draft:
        case TextDraft() as draft if event.key == "convert":
            return stay(state, *_conversion(draft))
        case TextDraft() as draft:
            return _typed_text(state, at, press(draft, event.key))
        case DateDraft() as draft:
            return _drafted(state, at, press_date(draft, event.key, world.today))
        case NumberDraft() as draft:
            return _typed_number(state, at, press_number(draft, event.key))
        case ChoiceDraft() | ChoicesDraft() | ListDraft():
            return stay(state)


def _typed_text(state: SessionState, at: Answering, draft: TextDraft) -> Step:
    moved, effects = _drafted(state, at, draft)
    return moved, (*effects, *_conversion(draft))


def _conversion(draft: TextDraft) -> tuple[ConvertKana, ...]:
    """For unfixed kana: kanji, and of an account the banks, or the branches of the bank beside it."""
    pending = draft.current.pending
    if not pending:
        return ()
    role, _, name = draft.current.fact.partition(".")
    match name:
        case "bank":
            return (ConvertKana(pending, Listed.BANKS),)
        case "branch":
            bank = next((item.text for item in draft.fields if item.fact == f"{role}.bank"), "")
            return (ConvertKana(pending, Listed.BRANCHES, bank),)
        case _:
            return (ConvertKana(pending),)


def _typed_number(state: SessionState, at: Answering, draft: NumberDraft) -> Step:
    moved, effects = _drafted(state, at, draft)
    if draft.kind == "postcode" and len(draft.digits) == _POSTCODE_LENGTH:
        effects = (*effects, LookUpPostcode(draft.digits))
    return moved, effects


def choose_era_tab(state: SessionState, at: Answering, event: EraChosen, _world: World) -> Step:
    """Another era."""
    if not isinstance(at.draft, DateDraft):
        return stay(state)
    return _drafted(state, at, choose_era(at.draft, event.era))


def choose_entry(state: SessionState, at: Answering, event: FieldChosen, _world: World) -> Step:
    """Another field."""
    match at.draft:
        case DateDraft() as draft:
            return _drafted(state, at, choose_part(draft, event.name))
        case TextDraft() as draft:
            return _drafted(state, at, choose_field(draft, event.name))
        case _:
            return stay(state)


def choose_layout(state: SessionState, at: Answering, event: KeyboardChosen, _world: World) -> Step:
    """Another keyboard."""
    if not isinstance(at.draft, TextDraft):
        return stay(state)
    return _drafted(state, at, choose_keyboard(at.draft, event.keyboard))


def choose_kanji(state: SessionState, at: Answering, event: CandidateChosen, _world: World) -> Step:
    """Take a candidate, see more of them, or another form of a letter that stands there."""
    if not isinstance(at.draft, TextDraft):
        return stay(state)
    if event.which.startswith(FORM):
        return _drafted(state, at, choose_form(at.draft, event.which))
    return _drafted(state, at, choose_candidate(at.draft, event.which))


def converted(state: SessionState, at: Answering, event: Converted, _world: World) -> Step:
    """Candidates came; they are dropped when the kana went on."""
    if not isinstance(at.draft, TextDraft):
        return stay(state)
    draft = offer(at.draft, event.reading, event.candidates)
    return _same_words(state, at, draft)


def address_found(state: SessionState, at: Answering, event: AddressFound, _world: World) -> Step:
    """Keep the town as a proposal for the start of the address that is asked next."""
    draft = at.draft
    if not isinstance(draft, NumberDraft) or draft.digits != event.postcode:
        return stay(state)
    role = draft.fact.partition(".")[0]
    addresses = {**state.visit.addresses, role: event.address}
    return stay(replace(state, visit=replace(state.visit, addresses=addresses)))


def next_question(state: SessionState, at: Answering, _event: NextPressed, world: World) -> Step:
    """Keep the answer; then the question after it on the path, the next needed one, or the review."""
    given = answer(at.draft, world.today)
    if isinstance(given, str):
        return complain(state, given, replace(at, draft=settled_draft(at.draft)))
    visit = state.visit
    history = visit.history
    if at.asking not in history:
        history = (*history, at.asking)
    visit = replace(visit, facts=visit.with_facts(given), history=history)
    state = replace(state, visit=visit)
    journey = journey_of(visit, world)
    if at.from_list:
        return after_item_question(state, at, world)
    following = _following(visit, journey, at.asking)
    if at.editing or following is None:
        return forward(state, world)
    facts = asked_facts(journey, world, following)
    return go(state, open_question(visit, world, following, facts))


def after_item_question(state: SessionState, at: Answering, world: World) -> Step:
    """The next one about the same item that is needed or was answered; then the list again."""
    pack, journey = world.pack, journey_of(state.visit, world)
    over = pack.questions[at.question].over
    assert state.visit.event is not None and over is not None
    need = journey.next_question
    if need is not None and need.item == at.item and need.question.over == over:
        opened = open_question(
            state.visit, world, asking_id(need.question.id, need.item), need.facts
        )
        return go(state, replace(opened, from_list=True))
    questions = [question.id for question in pack.questions_over(state.visit.event, over)]
    answered = path_back(replace(state.visit, history=_askings(questions, at.item)), journey, world)
    for question in questions[questions.index(at.question) + 1 :]:
        asking = asking_id(question, at.item)
        if asking in answered:
            facts = asked_facts(journey, world, asking)
            return go(
                state, replace(open_question(state.visit, world, asking, facts), from_list=True)
            )
    return go(state, list_screen(state, world, over))


def _askings(questions: list[str], item: str | None) -> tuple[str, ...]:
    return tuple(asking_id(question, item) for question in questions)


def list_screen(state: SessionState, world: World, over: FactId) -> Answering:
    """The screen of a list itself."""
    assert state.visit.event is not None
    question = next(
        each
        for each in world.pack.events[state.visit.event].questions
        if world.pack.questions[each].facts == (over,)
    )
    return open_question(state.visit, world, question, (over,))


def back_from_question(
    state: SessionState, at: Answering, _event: BackPressed, world: World
) -> Step:
    """The previous answered question with its answer; before the first one stands the card."""
    if at.editing:
        return go(state, Reviewing())
    journey = journey_of(state.visit, world)
    path = path_back(state.visit, journey, world)
    over = world.pack.questions[at.question].over
    if (
        at.item is not None
        and over is not None
        and (at.from_list or _begins(path, over, at.item, world.pack))
    ):
        left = without_empty(state, over, at.item)
        return go(left, list_screen(left, world, over))
    before = path[: path.index(at.asking)] if at.asking in path else path
    if not before:
        return go(state, WaitingForCard())
    facts = asked_facts(journey, world, before[-1])
    return go(state, open_question(state.visit, world, before[-1], facts))


def edit(
    state: SessionState, _at: Reviewing | SettlingBoxes, event: EditPressed, world: World
) -> Step:
    """なおす: open the question of a line."""
    journey = journey_of(state.visit, world)
    if event.asking not in {of_line(line) for line in journey.review}:
        return stay(state)
    facts = asked_facts(journey, world, event.asking)
    return go(state, open_question(state.visit, world, event.asking, facts, editing=True))


def back_from_review(
    state: SessionState, _at: Reviewing, _event: BackPressed, world: World
) -> Step:
    """The last answered question."""
    journey = journey_of(state.visit, world)
    path = path_back(state.visit, journey, world)
    if not path:
        return go(state, WaitingForCard())
    facts = asked_facts(journey, world, path[-1])
    return go(state, open_question(state.visit, world, path[-1], facts))


def finish(state: SessionState, _at: Reviewing, _event: NextPressed, world: World) -> Step:
    """これでよい: number, then seal and commit."""
    if journey_of(state.visit, world).next_question is not None:
        return forward(state, world)
    if state.visit.reception is None:
        return go(state, Finishing(FinishStep.RESERVING), BeginSession(state.visit.session))
    return go(
        state, Finishing(FinishStep.STORING), SealAndCommit(state.visit), Audit("handed_over")
    )


def _begins(path: tuple[str, ...], over: FactId, item: str, pack: Pack) -> bool:
    """Whether nothing about this item was answered yet."""
    return not any(
        parted(asking)[1] == item and pack.questions[parted(asking)[0]].over == over
        for asking in path
    )


def without_empty(state: SessionState, over: FactId, item: str) -> SessionState:
    """An item of which nothing was said is not left behind on the list."""
    visit = state.visit
    if any(fact.startswith(item_fact(over, item, "")) for fact in visit.facts):
        return state
    return replace(state, visit=replace(visit, facts=without_item(visit.facts, over, item)))


def _following(visit: Visit, journey: Journey, asking: str) -> str | None:
    """The screen answered after ``asking`` that is still of use."""
    useful = {of_line(line) for line in journey.review}
    later = visit.history[visit.history.index(asking) + 1 :]
    return next((item for item in later if item in useful), None)


def _drafted(state: SessionState, at: Answering, draft: Draft) -> Step:
    return go(state, replace(at, draft=draft))


def _same_words(state: SessionState, at: Answering, draft: Draft) -> Step:
    """A helper's answer came by itself: a complaint on the screen stays."""
    return replace(state, situation=replace(at, draft=draft)), ()
