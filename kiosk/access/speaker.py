"""From what the screen shows and what has the focus to what is said, while the citizen wants a voice."""

from __future__ import annotations

from collections.abc import Mapping
from pathlib import Path
from typing import Any

from kiosk.access.prompts import file_name
from kiosk.access.said import Channel, at_focus, changes, pronounced
from kiosk.access.voice import AlsaSink, Sink, Voice
from kiosk.app.config import VoiceConfig


class RenderedPrompts:
    """The texts that were rendered at build time; no other may be heard by the room."""

    def __init__(self, folder: Path) -> None:
        self._folder = folder

    def __contains__(self, text: object) -> bool:
        return isinstance(text, str) and (self._folder / file_name(text)).is_file()


class Speaker:
    """One session's voice.  Silent until the view asks for it."""

    def __init__(self, voice: Voice, prompts: RenderedPrompts) -> None:
        self.voice = voice
        self._prompts = prompts
        self._view: Mapping[str, Any] | None = None

    def shown(self, view: Mapping[str, Any]) -> None:
        """Another screen, or something new on it."""
        if view["looks"]["voice"]:
            self.voice.say(changes(self._view, view, self._prompts))
            self._view = view
        elif self._view is not None:
            self.voice.hush()
            self._view = None

    def focused(self, name: str, spoken: str) -> None:
        """The focus of the keyboard or of the pad is on ``name`` now."""
        if self._view is not None:
            self.voice.say(at_focus(self._view, name, pronounced(spoken)))

    def again(self) -> None:
        """もう一度."""
        if self._view is not None:
            self.voice.again()


def open_speaker(config: VoiceConfig) -> Speaker:
    """On the sockets that the configuration names."""
    sockets = {
        Channel.LOUDSPEAKER: config.loudspeaker,
        Channel.HEADPHONES: config.headphones,
    }
    sinks: dict[Channel, Sink] = {
        channel: AlsaSink(device) for channel, device in sockets.items() if device
    }
    return Speaker(Voice(config.prompts, sinks), RenderedPrompts(config.prompts))
