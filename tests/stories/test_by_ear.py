"""A story by speech alone: who plays it hears what is said and has a keyboard, and looks at nothing.

The real app says it; the prompts of this kiosk are empty waves, for what is tested is what is said and through which
channel (``packaging/voice`` renders the real ones).
"""

from __future__ import annotations

import wave
from collections.abc import Iterator
from dataclasses import replace
from pathlib import Path

import pytest

from kiosk.access.prompts import file_name
from kiosk.access.render import all_prompts
from kiosk.app.config import VoiceConfig, load_config, save_config
from kiosk.story.driver import KeysDriver, wait_for
from kiosk.story.house import House
from tests.support.sessions import TODAY

pytestmark = [pytest.mark.xdist_group("house"), pytest.mark.timeout(300)]

ANSWERS: dict[str, tuple[str, ...]] = {
    "どのお手続きですか": ("証明書がほしい",),
    "読み取った内容は合っていますか": (),
    "どの証明書がいりますか": ("住民票の写し",),
    "どこに出しますか": ("年金",),
    "どなたの住民票がいりますか": ("世帯全員の分",),
    "住民票に何を載せますか": ("世帯主と続柄",),
    "何通いりますか": ("#1",),
    "電話番号を教えてください": ("#09000003333",),
    "これでよろしいですか": (),
}
"""To what is heard, what the citizen does before the key that leads on; ``#``: digits on the keyboard."""
ON = {"読み取った内容は合っていますか": "合っている", "これでよろしいですか": "これでよい"}


class Ear(KeysDriver):
    """Knows the session by what it says."""

    def said(self) -> list[tuple[str, str, bool]]:
        return [tuple(each) for each in self._ask({"command": "said"})["said"]]

    def key(self, key: str) -> list[tuple[str, str, bool]]:
        """Strike, and hear what is said because of it."""
        before = len(self.said())
        self.strike(key)
        return self.said()[before:]

    def choose(self, words: str) -> None:
        """Go on until the headphones say it, and press; a single letter has to be it alone."""
        for _ in range(200):
            heard = [text for channel, text, _ in self.key("Right") if channel == "headphones"]
            if heard and (heard[-1] == words or (len(words) > 1 and words in heard[-1])):
                self.key("Return")
                return
        raise AssertionError(words, self.said()[-200:])

    def asked(self, since: int) -> str | None:
        """The question that was said since then."""
        said = " ".join(text for _, text, _ in self.said()[since:])
        return next((title for title in ANSWERS if title in said), None)


@pytest.fixture
def house(tmp_path: Path) -> Iterator[House]:
    prompts = tmp_path / "voice"
    prompts.mkdir()
    for text in all_prompts():
        with wave.open(str(prompts / file_name(text)), "wb") as empty:
            empty.setparams((1, 2, 48000, 0, "NONE", ""))
    with House(today=TODAY) as opened:
        config = load_config(opened.kiosk_config)
        session = replace(config.session, voice=True)
        with_voice = replace(config, voice=VoiceConfig(prompts), session=session)
        save_config(with_voice, opened.kiosk_config)
        opened.open_kiosk()
        yield opened


def test_a_certificate_is_asked_for_by_ear(house: House) -> None:
    with house.finger(Ear) as ear:
        assert isinstance(ear, Ear)
        ear.key("F2")
        wait_for(ear.said, 20, "the first words")
        ear.choose("はじめる")
        answered = 0
        while (question := _question(ear, answered)) is not None:
            answered = len(ear.said())
            for answer in ANSWERS[question]:
                for digit in answer[1:] if answer.startswith("#") else ():
                    ear.key(digit)
                if not answer.startswith("#"):
                    ear.choose(answer)
            answered = len(ear.said())
            ear.choose(ON.get(question, "つぎへ"))
            if question == "どのお手続きですか":
                answered = _card(ear, house, answered)
        said = ear.said()
    numbers = [channel for channel, text, _ in said if text.startswith("受付番号")]
    assert set(numbers) == {"headphones"}
    loud = [text for channel, text, _ in said if channel == "loudspeaker"]
    assert set(loud) <= all_prompts()
    assert not any(word in text for text in loud for word in ("𠮷田", "ヨシダ", "桜塚", "5610881"))


def _question(ear: Ear, since: int) -> str | None:
    """The next one; none when the number has come."""
    found = wait_for(
        lambda: (
            ear.asked(since)
            or ("end" if any("受付番号" in text for _, text, _ in ear.said()[since:]) else None)
        ),
        90,
        f"a question after {ear.said()[-4:]}",
    )
    return None if found == "end" else str(found)


def _card(ear: Ear, house: House, since: int) -> int:
    """Lay it down when told to, type the PIN when asked."""
    wait_for(lambda: _heard(ear, since, "台に置いてください"), 30, "the card")
    house.acts("taro")["put_card"]()
    wait_for(lambda: _heard(ear, since, "暗証番号を入れてください"), 60, "the PIN")
    before = len(ear.said())
    for digit in "1234":
        ear.key(digit)
    assert [text for _, text, _ in ear.said()[before:]] == [
        f"{n}けた入りました" for n in range(1, 5)
    ]
    ear.choose("つぎへ")
    return before


def _heard(ear: Ear, since: int, words: str) -> bool:
    return any(words in text for _, text, _ in ear.said()[since:])
