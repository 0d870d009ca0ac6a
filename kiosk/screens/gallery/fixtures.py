"""Fixture views: one or more per kind of screen, in each language, with invented people.

The texts stand in `views-<language>.yaml` beside this file. A `/` in a title marks where a Japanese
phrase ends; it becomes U+200B, and the characters of a phrase are joined by U+2060, as the session
does with budoux.
"""

from __future__ import annotations

from functools import cache
from pathlib import Path
from typing import Any

import qrcode
from ruamel.yaml import YAML

import assets
from forms.catalogue import Wording
from kiosk.screens.phrases import name_phrases
from kiosk.screens.words import key_words

FOLDER = Path(__file__).parent
LANGUAGES = ("ja", "en")
_PHRASE, _JOIN = "\u200b", "\u2060"


def _marked(text: str) -> str:
    return _PHRASE.join(_JOIN.join(phrase) for phrase in text.split("/"))


def _with_marks(node: Any) -> Any:
    if isinstance(node, dict):
        if node.get("isName") and "value" in node and "pending" not in node:
            node = {**node, "value": name_phrases(node["value"])}
        return {key: _with_marks(value) for key, value in node.items()}
    if isinstance(node, list):
        return [_with_marks(value) for value in node]
    if isinstance(node, str) and node.startswith("~"):
        return _marked(node[1:])
    return node


def _qr_rows(text: str) -> list[str]:
    code = qrcode.QRCode(border=0)
    code.add_data(text)
    code.make()
    return ["".join("1" if cell else "0" for cell in row) for row in code.get_matrix()]


def _merged(base: dict[str, Any], over: dict[str, Any]) -> dict[str, Any]:
    result = dict(base)
    for key, value in over.items():
        old = result.get(key)
        result[key] = (
            _merged(old, value) if isinstance(old, dict) and isinstance(value, dict) else value
        )
    return result


@cache
def _kiosk_wording() -> Wording:
    return Wording.from_files(assets.ROOT / "wording")


def looks(
    text: float = 1.0, contrast: str = "normal", *, low: bool = False, left: bool = False
) -> dict[str, Any]:
    """As a view names them."""
    return {"text": text, "contrast": contrast, "low": low, "left": left, "voice": False}


def views(language: str, *, large: bool = False) -> dict[str, dict[str, Any]]:
    """All fixtures of a language: name -> ScreenView. KeyError-free: every key of the contract is set."""
    words = key_words(_kiosk_wording(), language)
    loaded = YAML(typ="safe", pure=True).load(FOLDER / f"views-{language}.yaml")
    result: dict[str, dict[str, Any]] = {}
    for name, view in loaded["views"].items():
        based = _merged(loaded["bases"][view.get("base", "plain")], view)
        based.pop("base", None)
        based["looks"] = looks(1.6 if large else 1.0)
        based |= {"beside": "", "unread": "", "sheet": None}
        based.setdefault("opening", "")
        based["words"] = dict(words)
        code = based["body"].get("qr")
        if isinstance(code, dict):
            based["body"]["qr"] = _qr_rows(code["text"])
        based["language"] = language
        result[name] = _with_marks(based)
    return result
