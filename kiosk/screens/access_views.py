"""The tools of the top bar and the sheets that they lay over the screen: language, 見やすさ."""

from __future__ import annotations

from collections.abc import Iterable

from kiosk.screens.content import Sight
from kiosk.screens.view import BarKey, Key, LooksView, SheetGroup, SheetView, key
from kiosk.screens.words import Words, language_name
from kiosk.session.looks import Contrast, Sheet, TextSize
from kiosk.session.states import Answering, Reviewing, SessionState

_SWITCH = ("off", "on")


def looks_of(state: SessionState) -> LooksView:
    """For the theme."""
    looks = state.visit.looks
    return LooksView(
        text=float(looks.text),
        contrast=looks.contrast.value,
        low=looks.low,
        left=looks.left,
        voice=looks.voice,
    )


def tools(sight: Sight) -> list[Key]:
    """At the same place on every screen; each opens its sheet, and closes it."""
    words, lying = sight.words, sight.state.sheet
    found: list[Key] = []
    asking = isinstance(sight.state.situation, Answering | Reviewing)
    if asking and sight.world.settings.takeaway and sight.state.staff is None:
        leave = key("tool.leave", words.text("kiosk-key-quit"), "leave")
        found.append({**leave, "icon": "cross"})
    if len(sight.world.languages()) > 1:
        found.append(_tool(Sheet.LANGUAGE, language_name(words, words.language), "globe", lying))
    return [*found, _tool(Sheet.LOOKS, words.text("kiosk-tool-looks"), "size", lying)]


def _tool(sheet: Sheet, text: str, icon: str, lying: Sheet | None) -> Key:
    tool = key(f"tool.{sheet.value}", text, "sheet", sheet.value)
    return {**tool, "icon": icon, "selected": sheet is lying}


def closing_key(name: str, text: str, icon: str) -> BarKey:
    """もどる and これでよい of a sheet: every choice on it has been taken already."""
    return BarKey(
        name=name, text=text, action="sheet", argument="", enabled=True, why="", icon=icon
    )


def sheet(sight: Sight) -> SheetView | None:
    """What lies over the screen, if anything."""
    match sight.state.sheet:
        case None:
            return None
        case Sheet.LANGUAGE:
            groups = [SheetGroup(title="", keys=languages(sight), upright=False)]
        case Sheet.LOOKS:
            groups = list(_settings(sight))
    title = sight.words.say(f"kiosk-sheet-{sight.state.sheet.value}")
    return SheetView(kind=sight.state.sheet.value, title=title, groups=groups)


def languages(sight: Sight) -> list[Key]:
    """Each in its own script."""
    words = sight.words
    return [
        {
            **key(f"language.{code}", language_name(words, code), "language", code),
            "selected": code == words.language,
        }
        for code in sight.world.languages()
    ]


def _settings(sight: Sight) -> Iterable[SheetGroup]:
    words, looks = sight.words, sight.state.visit.looks
    yield _group(words, "text", TextSize, looks.text)
    yield _group(words, "contrast", Contrast, looks.contrast)
    yield _group(words, "low", _SWITCH, _SWITCH[looks.low], upright=True)
    yield _group(words, "left", _SWITCH, _SWITCH[looks.left])
    if sight.world.speaks(words.language):
        yield _group(words, "voice", _SWITCH, _SWITCH[looks.voice])


def _group(
    words: Words, what: str, values: Iterable[str], chosen: str, *, upright: bool = False
) -> SheetGroup:
    keys: list[Key] = [
        {
            **key(
                f"look.{what}.{value}",
                words.text(f"kiosk-look-{what}-{value.replace('.', '-')}"),
                "look",
                f"{what}.{value}",
            ),
            "selected": value == chosen,
        }
        for value in map(str, values)
    ]
    return SheetGroup(title=words.say(f"kiosk-look-{what}"), keys=keys, upright=upright)
