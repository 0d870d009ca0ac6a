"""What the player takes from a screen: its name, its options, the keys that type something."""

from __future__ import annotations

from collections.abc import Mapping
from datetime import date
from typing import Any

from kiosk.session.drafts.choices import NONE
from kiosk.story.driver import View

ERAS = {"reiwa": 2018, "heisei": 1988, "showa": 1925, "taisho": 1911, "western": 0}
"""Year before the first year of each era tab."""


def asked_of(question: Mapping[str, Any]) -> dict[str, Any]:
    return {
        "question": question["id"],
        "facts": list(question["facts"]),
        "why": list(question["why"]),
    }


def key_name(key: str, keyboard: str) -> str:
    """Object name of a key on one of the three keyboards."""
    return f"key.digit.{key}" if keyboard == "digits" else f"key.{keyboard}.{key}"


def keyboard_for(key: str, present: str) -> str:
    if "\u3041" <= key <= "\u309f" or key in {"dakuten", "handakuten", "small", "ー"}:
        return "kana"
    if key.isascii() and key.isdigit():
        return "digits"
    if key.isascii() and len(key) == 1:
        return "latin"
    return present


def options_of(body: Mapping[str, Any]) -> list[Mapping[str, Any]]:
    if "options" in body:
        return list(body["options"])
    return [body["yes"], body["no"], *body["others"]]


def choice_arguments(value: object) -> tuple[str, ...]:
    """What is touched for an answer; several for several choices, どれもない for none of them."""
    if isinstance(value, bool):
        return ("yes" if value else "no",)
    if isinstance(value, tuple):
        return tuple(map(str, value)) or (NONE,)
    return (str(value),)


def era_of(day: date, offered: list[str]) -> tuple[str, int]:
    """The newest offered era that has begun by ``day``; borders are the screen's to check."""
    starts = {
        "reiwa": date(2019, 5, 1),
        "heisei": date(1989, 1, 8),
        "showa": date(1926, 12, 25),
        "taisho": date(1912, 7, 30),
    }
    for era, start in starts.items():
        if day >= start and era in offered:
            return era, day.year - ERAS[era]
    return "western", day.year


def name_of(view: View) -> str:
    question = view.get("question")
    if question:
        return f"question:{question['id']}"
    if view["kind"] == "confirm":
        return "confirm:whose" if len(view["body"]["options"]) > 1 else "confirm:read"
    return f"{view['kind']}:{view['code']}" if view["code"] else str(view["kind"])


def signature_of(view: View) -> tuple[Any, ...]:
    """What makes a screen another one for the player: not what is typed on it, nor a running clock."""
    body = view["body"]
    extra: tuple[Any, ...] = ()
    if view["kind"] == "pin":
        extra = (body["length"] == 0, body["error"], body["tries"])
    elif view["kind"] in {"review", "result"}:
        extra = (body["page"],)
    elif view["kind"] == "list":
        extra = (len(body["rows"]),)
    elif view["kind"] == "progress":
        extra = (str(body["steps"]),)
    elif view["kind"] == "card":
        extra = (body["reader"], str(view["banner"]))
    return (name_of(view), view["title"], *extra)
