"""A voice: says utterances one after the other, each through its channel, from prompts that were rendered before.

A new screen ends what the old one was saying.  What has no rendered prompt (a name, an address) is not said and is
counted, unless a live synthesiser is there.
"""

from __future__ import annotations

import subprocess
from collections import deque
from collections.abc import Mapping
from dataclasses import dataclass
from pathlib import Path
from typing import Protocol

from kiosk.access.prompts import file_name
from kiosk.access.said import Channel, Utterance


class Sink(Protocol):
    """One socket of the kiosk: a loudspeaker, headphones, or a folder in a test."""

    def play(self, wave: Path) -> None:
        """Begin; the present one has ended or was stopped."""

    def stop(self) -> None:
        """At once."""

    def busy(self) -> bool:
        """Whether it still plays."""


class Synthesiser(Protocol):
    """Makes a wave of what was not rendered before."""

    def wave(self, text: str) -> Path:
        """A file that the caller may play once."""


@dataclass(frozen=True, slots=True)
class Said:
    """For the transcript.  ``heard``: a wave was there and was handed to the sink."""

    text: str
    channel: Channel
    heard: bool


class Voice:
    """Not thread-safe; ``turn`` has to be called now and then (the screen does it)."""

    def __init__(
        self, prompts: Path, sinks: Mapping[Channel, Sink], live: Synthesiser | None = None
    ) -> None:
        self.transcript: list[Said] = []
        """Everything in order.  Only tests and the demo keep it: it holds what citizens answered."""
        self._prompts, self._sinks, self._live = prompts, sinks, live
        self._waiting: deque[tuple[Path, Channel]] = deque()
        self._last: tuple[Utterance, ...] = ()

    def say(self, utterances: tuple[Utterance, ...]) -> None:
        """Instead of what is being said."""
        if not utterances:
            return
        self.hush()
        self._last = utterances
        for each in utterances:
            wave = self._wave(each.text)
            self.transcript.append(Said(each.text, each.channel, wave is not None))
            if wave is not None:
                self._waiting.append((wave, each.channel))
        self.turn()

    def again(self) -> None:
        """The last words once more."""
        self.say(self._last)

    def hush(self) -> None:
        """Silence, at once."""
        self._waiting.clear()
        for sink in self._sinks.values():
            sink.stop()

    def turn(self) -> None:
        """Begin the next sentence when the one before has ended."""
        if self._waiting and not any(sink.busy() for sink in self._sinks.values()):
            wave, channel = self._waiting.popleft()
            # Without headphones nothing goes anywhere else: what is meant for one person stays unsaid.
            if channel in self._sinks:
                self._sinks[channel].play(wave)

    def _wave(self, text: str) -> Path | None:
        rendered = self._prompts / file_name(text)
        if rendered.is_file():
            return rendered
        return self._live.wave(text) if self._live is not None else None


class AlsaSink:
    """``aplay`` on one device; its end is the sentence's end."""

    def __init__(self, device: str) -> None:
        self._device = device
        self._playing: subprocess.Popen[bytes] | None = None

    def play(self, wave: Path) -> None:
        self.stop()
        try:
            self._playing = subprocess.Popen(
                ["aplay", "-q", "-D", self._device, str(wave)],
                stdin=subprocess.DEVNULL,
                stdout=subprocess.DEVNULL,
                stderr=subprocess.DEVNULL,
            )
        except OSError:  # a kiosk without sound goes on without
            self._playing = None

    def stop(self) -> None:
        if self._playing is not None:
            self._playing.terminate()
            self._playing.wait()
            self._playing = None

    def busy(self) -> bool:
        return self._playing is not None and self._playing.poll() is None


class FolderSink:
    """Copies of what was played, numbered: where there is no sound device."""

    def __init__(self, folder: Path) -> None:
        self._folder = folder
        folder.mkdir(parents=True, exist_ok=True)

    def play(self, wave: Path) -> None:
        number = len(list(self._folder.iterdir()))
        (self._folder / f"{number:04}-{wave.name}").write_bytes(wave.read_bytes())

    def stop(self) -> None:
        """Nothing lasts here."""

    def busy(self) -> bool:
        return False
