"""Plays stories through the real app and writes what came of them."""

from __future__ import annotations

import contextlib
import json
import time
from collections.abc import Callable, Sequence
from pathlib import Path
from typing import Any

from kiosk.story.check import faults
from kiosk.story.clerk import Console, console
from kiosk.story.driver import CitizenGone, RobotDriver, wait_for
from kiosk.story.house import CLERK, House
from kiosk.story.played import Played
from kiosk.story.player import Player
from kiosk.story.story import Story, StoryFault

ARRIVES_WITHIN_SECONDS = 60.0


def play_all(stories: Sequence[Story], out: Path, *, with_clerk: bool = False) -> list[Played]:
    """Play each story in the real app, stories of one screen and day in one house."""
    played = []
    for key in dict.fromkeys((s.pack, s.screen, s.today) for s in stories):
        with contextlib.ExitStack() as stack:
            house = stack.enter_context(House(pack=key[0], screen=key[1], today=key[2]))
            clerk = stack.enter_context(console(house.office.url, CLERK)) if with_clerk else None
            house.open_kiosk()
            for story in stories:
                if (story.pack, story.screen, story.today) == key:
                    played.append(play(story, house, out / story.id, clerk))
    return played


def play(
    story: Story,
    house: House,
    folder: Path,
    clerk: Console | None = None,
    hand: Callable[[Path], RobotDriver] = RobotDriver,
) -> Played:
    """Play one story in a running house; leaves pictures, PDFs and ``transcript.json`` in ``folder``.

    ``hand``: how the screen is used; a finger unless said otherwise.
    """
    folder.mkdir(parents=True, exist_ok=True)
    before = (len(house.printer.documents()), len(house.receipts.documents()))
    with house.finger(hand) as finger:
        player = Player(story, finger, house.acts(story.card, story.own_card), folder)
        try:
            player.play()
            transcript = _transcript(player, finger, house)
        except StoryFault:
            _leave_evidence(player, folder, house)
            raise
        with contextlib.suppress(CitizenGone):  # it may end before it can answer the touch
            player.finish()
        finger.wait_until_gone()
    house.dock.client.remove()
    _copy_prints(transcript, house, before, folder)
    if clerk is not None:
        _visit_console(clerk, transcript, folder)
    wrong = faults(story, transcript, folder)
    transcript["faults"] = wrong
    (folder / "transcript.json").write_text(
        json.dumps(transcript, ensure_ascii=False, indent=2) + "\n", "utf-8"
    )
    return Played(story, transcript, wrong)


def _transcript(player: Player, finger: RobotDriver, house: House) -> dict[str, Any]:
    """The session's own account, and the office's beside it."""
    started = time.monotonic()
    transcript = finger.transcript()
    first_delivery = transcript["submission"]["delivery"]
    if not house.office.running:
        house.office.start()
    number = transcript["submission"]["number"]
    case = wait_for(lambda: house.case(number), ARRIVES_WITHIN_SECONDS, f"case {number}")
    transcript = finger.transcript()
    transcript["story"] = player.story.id
    transcript["asked"] = player.asked
    transcript["unused"] = [fact for fact in player.unused() if fact not in transcript["facts"]]
    transcript["screens"] = player.seen
    transcript["submission"] |= {
        "office_id": case["id"],
        "delivery_at_the_end_of_the_session": first_delivery,
    }
    transcript["office"] = {name: case[name] for name in ("stage", "procedures", "forms")}
    transcript["seconds"] = player.seconds | {"arrival": round(time.monotonic() - started, 3)}
    return transcript


def _copy_prints(
    transcript: dict[str, Any], house: House, before: tuple[int, int], folder: Path
) -> None:
    """The sheets as the printers got them."""
    sheets = house.printer.documents()[before[0] :]
    for index, sheet in enumerate(sheets, 1):
        name = f"printed-{index}.pdf"
        (folder / name).write_bytes(sheet.read_bytes())
        for form in transcript["forms"]:
            form["pdf"] = name  # one document holds all forms of the case
    for receipt in house.receipts.documents()[before[1] :]:
        (folder / "receipt.pdf").write_bytes(receipt.read_bytes())


def _visit_console(clerk: Console, transcript: dict[str, Any], folder: Path) -> None:
    """The clerk's half hour: look, correct, confirm, print for signature."""
    clerk.open_case(transcript["submission"]["number"])
    clerk.picture(folder / "console-1-case.png")
    transcript["office"]["corrected"] = _fill_in_numbers(clerk, transcript)
    forms = clerk.forms()
    for form, procedure in forms:
        name = f"form-{form}.pdf"
        (folder / name).write_bytes(clerk.form_pdf(form, procedure))
        for entry in transcript["forms"]:
            if entry["form"] == form:
                entry["pdf"] = name
    if forms:
        case = clerk.page.url
        clerk.show_form(*forms[0])
        clerk.picture(folder / "console-2-form.png")
        clerk.page.goto(case)
    transcript["office"]["confirmed"] = clerk.take_and_confirm()
    clerk.picture(folder / "console-3-confirmed.png")


def _fill_in_numbers(clerk: Console, transcript: dict[str, Any]) -> dict[str, str]:
    """What only the office knows: the insured person's number of the case's own insurance."""
    procedures = {entry["procedure"] for entry in transcript["forms"]}
    if "okuyami.kouki_sosaihi" not in procedures:
        return {}
    clerk.correct_text("deceased.kouki_number", "12345678")
    return {"deceased.kouki_number": "12345678"}


def _leave_evidence(player: Player, folder: Path, house: House) -> None:
    with contextlib.suppress(StoryFault, OSError):
        player.driver.picture(folder / "stuck.png")
    (folder / "stuck.txt").write_text("\n".join(player.seen) + "\n\n" + house.log(), "utf-8")
