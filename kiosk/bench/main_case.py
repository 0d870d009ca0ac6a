"""The main case, played once without Qt; its events are what the benches replay."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from dataclasses import dataclass
from pathlib import Path
from uuid import UUID

import assets
from cardreader.emulator.authorities import own_authorities
from cardreader.emulator.card import EmulatedCard
from cardreader.emulator.profiles import load_profile
from forms.catalogue import Wording
from kiosk.app.engine import Engine
from kiosk.app.headless import HeadlessKiosk
from kiosk.session.events import Event
from kiosk.session.reducer import initial, reduce
from kiosk.session.states import ResultShown, SessionState
from kiosk.session.visit import Visit
from kiosk.session.world import SessionSettings, World
from kiosk.story.headless import HeadlessDriver, acts
from kiosk.story.player import Player
from kiosk.story.story import Story, load_story

STORY = Path(__file__).with_name("main_case.yaml")
SESSION = UUID(int=0x6B616B616E6169)


@dataclass(frozen=True, slots=True)
class MainCase:
    """``events`` lead from the attract screen to the result."""

    world: World
    wording: Wording
    events: tuple[Event, ...]
    visit: Visit

    def steps(self) -> Iterator[tuple[SessionState, Event]]:
        """Each event with the state that it meets."""
        state = initial(SESSION)
        for event in self.events:
            yield state, event
            state, _ = reduce(state, event, self.world)


class _Recorder(Engine):
    """An engine that keeps what happened."""

    @property
    def taken(self) -> list[Event]:
        """Every event, in order."""
        events: list[Event] = self.__dict__.setdefault("_taken", [])
        return events

    def post(self, event: Event) -> None:
        self.taken.append(event)
        super().post(event)


def headless(
    story: Story,
    engine: type[Engine] = Engine,
    on_change: Callable[[], None] = lambda: None,
) -> HeadlessKiosk:
    """A kiosk for ``story`` with its card in the citizen's hand."""
    card = EmulatedCard(load_profile(story.card)) if story.card else None
    return HeadlessKiosk(
        story.pack,
        story.today,
        settings=SessionSettings(practice=True),
        card=(lambda apdu: card.respond(bytes(apdu))) if card else None,
        authorities=own_authorities(),
        session=SESSION,
        draw=False,
        engine=engine,
        on_change=on_change,
    )


def play_main_case() -> MainCase:
    """Plays it; a second or two, for the forms are filled as well."""
    story = load_story(STORY)
    kiosk = headless(story, _Recorder)
    Player(story, HeadlessDriver(kiosk), acts(kiosk, story)).play()
    engine = kiosk.engine
    assert isinstance(engine, _Recorder)
    assert isinstance(engine.state.situation, ResultShown), engine.state.situation
    wording = Wording.from_files(assets.ROOT / "wording")
    return MainCase(kiosk.world, wording, tuple(engine.taken), engine.state.visit)
