"""Plays a story through the same reducer without Qt, pcscd, printer, office: under a second."""

from __future__ import annotations

import json
import time
from collections.abc import Callable, Mapping
from pathlib import Path
from typing import Any

import assets
from cardreader.emulator.authorities import own_authorities
from cardreader.emulator.card import EmulatedCard
from cardreader.emulator.profiles import load_profile
from forms.catalogue import Wording
from forms.render import render_pdf
from kiosk.app.headless import HeadlessKiosk
from kiosk.app.paperwork import Paperwork
from kiosk.session.world import SessionSettings
from kiosk.story.account import session_account
from kiosk.story.check import faults
from kiosk.story.driver import View
from kiosk.story.played import Played
from kiosk.story.player import Player
from kiosk.story.story import Story, StoryFault
from kiosk.story.times import CountingDriver, account


class HeadlessDriver:
    """Presses what the view names; the keys of keyboards, which QML lays out, by their names."""

    def __init__(self, kiosk: HeadlessKiosk) -> None:
        self._kiosk = kiosk

    def view(self) -> View:
        view: View = self._kiosk.view()
        return view

    def press(self, name: str) -> None:
        item = _find(self._kiosk.view(), name)
        if item is not None:
            self._kiosk.act(item["action"], item.get("argument", ""))
            return
        _, _, key = name.rpartition(".")
        if not name.startswith("key."):
            raise StoryFault(f"no {name} on the screen {self._kiosk.view()['kind']}")
        if self._kiosk.view()["kind"] == "pin" and key.isdigit():
            self._kiosk.pin(key)
        else:
            self._kiosk.act("key", key)

    def picture(self, path: Path) -> View:
        raise StoryFault(f"nothing is drawn without a screen: {path.name}")

    def names(self) -> list[str]:
        return []

    def transcript(self) -> dict[str, Any]:
        kiosk = self._kiosk
        paperwork = Paperwork(
            kiosk.world, Wording.from_files(assets.ROOT / "wording"), "headless", "headless"
        )
        printed = [{"kind": "forms", "outcome": "printed"}] if kiosk.outcome.forms_printed else []
        return session_account(kiosk.engine, paperwork) | {"print_jobs": printed}


def play_headless(story: Story, folder: Path) -> Played:
    """Play one story; leaves PDFs and ``transcript.json`` in ``folder``."""
    folder.mkdir(parents=True, exist_ok=True)
    started = time.monotonic()
    kiosk = HeadlessKiosk(
        story.pack,
        story.today,
        settings=SessionSettings(practice=True),
        authorities=own_authorities(),
        draw=False,
    )
    driver = CountingDriver(HeadlessDriver(kiosk))
    player = Player(story, driver, acts(kiosk, story))
    player.play()
    transcript = driver.transcript()
    transcript |= {
        "story": story.id,
        "asked": player.asked,
        "unused": [fact for fact in player.unused() if fact not in transcript["facts"]],
        "screens": player.seen,
        "times": account(driver.screens),
        "seconds": {"all": round(time.monotonic() - started, 3)},
    }
    for filled, entry in zip(kiosk.outcome.forms, transcript["forms"], strict=True):
        entry["pdf"] = f"form-{filled.form_id}.pdf"
        (folder / entry["pdf"]).write_bytes(render_pdf([filled]))
    wrong = faults(story, transcript, folder)
    transcript["faults"] = wrong
    (folder / "transcript.json").write_text(
        json.dumps(transcript, ensure_ascii=False, indent=2) + "\n", "utf-8"
    )
    return Played(story, transcript, wrong)


def acts(kiosk: HeadlessKiosk, story: Story | None = None) -> Mapping[str, Callable[[], object]]:
    """The words of a story's happenings."""

    def nothing() -> None:
        """Without devices there is nothing to break; ``--headless`` plays the citizen's part."""

    lies = [False]

    def put(name: str | None) -> None:
        assert name is not None
        card = EmulatedCard(load_profile(name))
        lies[0] = True
        kiosk.put_card(lambda apdu: card.respond(bytes(apdu)))

    def take() -> None:
        lies[0] = False
        kiosk.take_card()

    return {
        "put_card": lambda: put(story.card if story else None),
        "put_own_card": lambda: put(story.own_card if story else None),
        "take_card": take,
        "card_lies": lambda: lies[0],
        "office_down": nothing,
        "office_up": nothing,
    }


def _find(node: Any, name: str) -> Mapping[str, Any] | None:
    """The item with this name anywhere in the view."""
    if isinstance(node, Mapping):
        if node.get("name") == name and "action" in node:
            return node
        children: Any = node.values()
    elif isinstance(node, list):
        children = node
    else:
        return None
    return next((found for child in children if (found := _find(child, name))), None)
