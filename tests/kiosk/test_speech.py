"""What the voice says and who may hear it."""

from __future__ import annotations

import re
from dataclasses import replace
from pathlib import Path
from typing import Any

import pytest

from kiosk.access.prompts import file_name
from kiosk.access.render import all_prompts
from kiosk.access.said import Channel, Utterance, at_focus, changes, on_entry, pronounced
from kiosk.access.voice import FolderSink, Voice
from kiosk.screens.build import build_view
from kiosk.session.states import EnteringPin
from tests.kiosk.screens_matrix import screens
from tests.kiosk.walk import CARD, FACTS, wording, world

PROMPTS = all_prompts()


def view(name: str, language: str = "ja") -> dict[str, Any]:
    return dict(build_view(screens()[name], world(), wording(), language))


def given() -> list[str]:
    """Everything that a citizen or the card says in these screens, as it would sound."""
    said = [str(value) for value in FACTS.values() if isinstance(value, str) and len(value) > 2]
    said += [CARD.basic_four.name, CARD.basic_four.address]
    return [pronounced(each) for each in said]


@pytest.mark.parametrize("name", list(screens()))
def test_the_room_hears_fixed_prompts_only(name: str) -> None:
    for language in ("ja", "ja-easy"):
        for each in on_entry(view(name, language), PROMPTS):
            if each.channel is Channel.LOUDSPEAKER:
                assert each.text in PROMPTS
                assert not any(value in each.text for value in given())


def test_every_screen_says_what_it_is() -> None:
    for name in screens():
        said = on_entry(view(name), PROMPTS)
        assert said and said[0].text, name


def test_answers_names_and_choices_are_for_the_headphones() -> None:
    shown = view("relation-filled")
    for option in shown["body"]["options"]:
        (said,) = at_focus(shown, option["name"], option["text"])
        assert said.channel is Channel.HEADPHONES
    names = [option["name"] for option in shown["body"]["options"]]
    chosen = next(option for option in shown["body"]["options"] if option["selected"])
    (said,) = at_focus(shown, chosen["name"], chosen["text"])
    place = names.index(chosen["name"]) + 1
    assert (
        said.text
        == f"{pronounced(chosen['text'])}。選ばれています。{len(names)}つのうち{place}番目"
    )


def test_the_digits_of_a_pin_are_said_nowhere() -> None:
    shown = view("EnteringPin")
    for digit in range(10):
        assert at_focus(shown, f"key.digit.{digit}", str(digit)) == ()
    state = screens()["EnteringPin"]
    assert isinstance(state.situation, EnteringPin)
    more = replace(state, situation=replace(state.situation, length=3))
    after = dict(build_view(more, world(), wording(), "ja"))
    said = changes({**shown, "body": {**shown["body"], "length": 2}}, after, PROMPTS)
    assert said == (Utterance("3けた入りました", Channel.LOUDSPEAKER),)


def test_a_change_on_the_screen_is_said_alone() -> None:
    state = screens()["relation"]
    shown = view("relation")
    complained = dict(build_view(replace(state, complaint="choose-one"), world(), wording(), "ja"))
    assert [each.text for each in changes(shown, complained, PROMPTS)] == ["1つ選んでください。"]
    assert changes(shown, shown, PROMPTS) == ()


def test_readings_are_said_in_the_place_of_their_kanji() -> None:
    assert pronounced("係員《かかりいん》を 呼《よ》ぶ") == "かかりいんをよぶ"


def test_waves_go_to_their_own_sockets_one_after_the_other(tmp_path: Path) -> None:
    prompts = tmp_path / "prompts"
    prompts.mkdir()
    for text in ("一", "二"):
        (prompts / file_name(text)).write_bytes(text.encode())
    sinks = {channel: FolderSink(tmp_path / channel.value) for channel in Channel}
    voice = Voice(prompts, sinks)
    one, two = Utterance("一", Channel.LOUDSPEAKER), Utterance("二", Channel.HEADPHONES)
    voice.say((one, two, Utterance("名前", Channel.HEADPHONES)))
    voice.turn()
    assert [path.read_bytes() for path in (tmp_path / "loudspeaker").iterdir()] == ["一".encode()]
    assert [path.read_bytes() for path in (tmp_path / "headphones").iterdir()] == ["二".encode()]
    assert [said.heard for said in voice.transcript] == [True, True, False]
    voice.again()
    assert len(list((tmp_path / "loudspeaker").iterdir())) == 2


def test_without_headphones_nothing_private_goes_elsewhere(tmp_path: Path) -> None:
    (tmp_path / file_name("氏名")).write_bytes(b"wave")
    heard = tmp_path / "heard"
    voice = Voice(tmp_path, {Channel.LOUDSPEAKER: FolderSink(heard)})
    voice.say((Utterance("氏名", Channel.HEADPHONES),))
    voice.turn()
    assert list(heard.iterdir()) == []


def test_prompts_have_no_variable_and_no_mark() -> None:
    for text in PROMPTS:
        assert text
        assert not re.search(r"[{}$《》｜\u2060\u200b \n]", text), text
