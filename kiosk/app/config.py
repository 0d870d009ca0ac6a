"""The kiosk's configuration: one TOML file, format 1; relative paths start at its folder.

format = 1
office = "toyonaka"              # as enrolled at the office
device = "kiosk-1"
pack = "toyonaka"
events = ["okuyami", "certificates"] # empty: all of the pack
practice = false                 # 練習 across each form

[screen]
width = 1080
height = 1920
px_per_mm = 4.03
full = true

[card]
enabled = true
numbers = "assisted"             # without PIN by the printed numbers: off, assisted, alone
reader = ""                      # part of the reader's name; empty: any but SAM slots
authorities = "cards.yaml"       # more CA keys of cards; absent: those of production cards only

[printer]
forms = "ipp://localhost:8631/ipp/print"
receipt = "ipp://localhost:8632/ipp/print"   # absent: the forms' printer; escpos://host:9100 or
receipt_paper = "a5"                         # escpos:///dev/usb/lp0: a thermal one; a5, a4 or roll80
sheets_per_job = 6                           # so many are in doubt at most when its power fails

[printer.access]                             # where the forms' printer asks for more; receipt_access likewise
certificate = "printer.pem"                  # with ipps://: trust this certificate only
authority = "city-ca.pem"                    # or those of this authority, instead of the system's
name = "kiosk"
password_file = "printer.password"

[scanner]
device = "/dev/ttyACM0"          # a hand scanner in serial mode; absent: none

[staff]
badges = "staff.toml"            # hashed badges and codes (kakanai staff); absent: no assist mode

[keeper]
socket = "keeper.sock"

[keys]
office = "keys/office.public.pem"
escrow = "keys/escrow.public.pem"
device = "keys/device.private.pem"
draft = "keys/draft.private.pem" # the city's key of prepared cases (adr/0018); absent: none are read or made

[session]
idle_seconds = 60
warning_seconds = 30
languages = []                   # empty: all whose translation is complete
leave_for_pen = true
survey = false                   # one question at the end in the city's wording, counted only
left_paper = "anybody"           # who may say that sheets left behind are gone: anybody, staff

[voice]
prompts = "voice"                # rendered by packaging/voice; absent: no voice
loudspeaker = "plughw:0"         # ALSA devices; absent: nothing is heard there
headphones = "plughw:1"

[output]
okuyami = "office"
"""

from __future__ import annotations

import json
import tomllib
from collections.abc import Mapping
from dataclasses import asdict, dataclass, field
from datetime import date
from pathlib import Path
from typing import Any

from kiosk.session.world import CardNumbers, LeftPaper, SessionSettings
from printing.ipp.access import PrinterAccess
from printing.receipt import Paper
from printing.thermal import ESCPOS

FORMAT = 1


class ConfigFault(Exception):
    """The file is missing, or a setting is absent, unknown or impossible."""


@dataclass(frozen=True, slots=True)
class ScreenConfig:
    """Pixels, and pixels per millimetre of the panel (look.md: 4.03 at 21.5 inch)."""

    width: int = 1080
    height: int = 1920
    px_per_mm: float = 4.03
    full: bool = False


@dataclass(frozen=True, slots=True)
class VoiceConfig:
    """Where the rendered prompts lie, and ALSA's names of the sockets."""

    prompts: Path
    loudspeaker: str = ""
    headphones: str = ""


@dataclass(frozen=True, slots=True)
class KioskConfig:
    """Everything a citizen process needs.  ``today``: a fixed day for stories; else the clock's."""

    office: str
    device: str
    pack: str
    keeper_socket: Path
    office_key: Path
    escrow_key: Path
    device_key: Path
    forms_printer: str | None = None
    receipt_printer: str | None = None
    receipt_paper: Paper = Paper.A5
    forms_access: PrinterAccess = field(default_factory=PrinterAccess)
    receipt_access: PrinterAccess = field(default_factory=PrinterAccess)
    sheets_per_job: int = 6
    reader: str = ""
    card_authorities: Path | None = None
    staff_badges: Path | None = None
    scanner: Path | None = None
    draft_key: Path | None = None
    screen: ScreenConfig = field(default_factory=ScreenConfig)
    session: SessionSettings = field(default_factory=SessionSettings)
    voice: VoiceConfig | None = None
    robot_socket: Path | None = None
    today: date | None = None

    def __post_init__(self) -> None:
        if self.receipt_in_dots and self.receipt_paper is not Paper.ROLL80:
            raise ValueError("printer.receipt_paper: a thermal printer has a roll (roll80)")

    @property
    def receipt_in_dots(self) -> bool:
        """Whether receipts go to an ESC/POS printer as dots."""
        return (self.receipt_printer or "").startswith(f"{ESCPOS}://")


def load_config(path: Path) -> KioskConfig:
    """Read ``path``.  Raises :class:`ConfigFault` naming the setting."""
    try:
        plain = tomllib.loads(path.read_text("utf-8"))
    except (OSError, ValueError) as fault:
        raise ConfigFault(f"{path.name}: {type(fault).__name__}") from fault
    if plain.pop("format", None) != FORMAT:
        raise ConfigFault(f"format: {FORMAT} is the only one known")
    top = _Table(plain, "", path.parent.absolute())
    try:
        config = _config(top)
    except (TypeError, ValueError) as fault:
        raise ConfigFault(str(fault)) from fault
    top.nothing_left()
    return config


def _config(top: _Table) -> KioskConfig:
    card, printer, keeper = top.table("card"), top.table("printer"), top.table("keeper")
    staff, scanner = top.table("staff"), top.table("scanner")
    keys, session, screen = top.table("keys"), top.table("session"), top.table("screen")
    draft_key = keys.path("draft", required=False)
    forms_printer = printer.take("forms", str, "") or None
    voice = _voice(top.table("voice"))
    receipt_printer = printer.take("receipt", str, "") or forms_printer
    usual = Paper.ROLL80 if (receipt_printer or "").startswith(f"{ESCPOS}://") else Paper.A5
    return KioskConfig(
        office=top.take("office", str),
        device=top.take("device", str),
        pack=top.take("pack", str),
        keeper_socket=keeper.path("socket"),
        office_key=keys.path("office"),
        escrow_key=keys.path("escrow"),
        device_key=keys.path("device"),
        forms_printer=forms_printer,
        receipt_printer=receipt_printer,
        receipt_paper=Paper(printer.take("receipt_paper", str, usual.value)),
        forms_access=_access(printer.table("access")),
        receipt_access=_access(printer.table("receipt_access")),
        sheets_per_job=printer.take("sheets_per_job", int, 6),
        reader=card.take("reader", str, ""),
        card_authorities=card.path("authorities", required=False),
        staff_badges=staff.path("badges", required=False),
        scanner=scanner.path("device", required=False),
        draft_key=draft_key,
        screen=ScreenConfig(
            width=screen.take("width", int, 1080),
            height=screen.take("height", int, 1920),
            px_per_mm=float(screen.take("px_per_mm", (int, float), 4.03)),
            full=screen.take("full", bool, False),
        ),
        session=SessionSettings(
            idle_seconds=session.take("idle_seconds", int, 60),
            warning_seconds=session.take("warning_seconds", int, 30),
            languages=tuple(session.take("languages", list, [])),
            leave_for_pen=session.take("leave_for_pen", bool, True),
            takeaway=draft_key is not None,
            survey=session.take("survey", bool, False),
            left_paper=LeftPaper(session.take("left_paper", str, LeftPaper.ANYBODY.value)),
            output={name: str(value) for name, value in top.rest("output").items()},
            events=tuple(top.take("events", list, [])),
            card_reader=card.take("enabled", bool, True),
            card_numbers=CardNumbers(card.take("numbers", str, CardNumbers.ASSISTED.value)),
            practice=top.take("practice", bool, False),
            voice=voice is not None,
        ),
        voice=voice,
        robot_socket=top.path("robot_socket", required=False),
        today=top.take("today", date, None),
    )


def _access(table: _Table) -> PrinterAccess:
    return PrinterAccess(
        certificate=table.path("certificate", required=False),
        authority=table.path("authority", required=False),
        name=table.take("name", str, ""),
        password_file=table.path("password_file", required=False),
    )


def _voice(table: _Table) -> VoiceConfig | None:
    prompts = table.path("prompts", required=False)
    sockets = (table.take("loudspeaker", str, ""), table.take("headphones", str, ""))
    return None if prompts is None else VoiceConfig(prompts, *sockets)


def save_config(config: KioskConfig, path: Path) -> None:
    """Write ``config`` as TOML; for set-up, the demo and tests."""
    session, screen = config.session, config.screen
    tables: dict[str, dict[str, Any]] = {
        "": {
            "format": FORMAT,
            "office": config.office,
            "device": config.device,
            "pack": config.pack,
            "events": list(session.events),
            "practice": session.practice,
            "robot_socket": config.robot_socket,
            "today": config.today,
        },
        "screen": {
            "width": screen.width,
            "height": screen.height,
            "px_per_mm": screen.px_per_mm,
            "full": screen.full,
        },
        "card": {
            "enabled": session.card_reader,
            "numbers": session.card_numbers.value,
            "reader": config.reader,
            "authorities": config.card_authorities,
        },
        "printer": {
            "forms": config.forms_printer,
            "receipt": config.receipt_printer,
            "receipt_paper": config.receipt_paper.value,
            "sheets_per_job": config.sheets_per_job,
        },
        "staff": {"badges": config.staff_badges},
        "scanner": {"device": config.scanner},
        "printer.access": asdict(config.forms_access),
        "printer.receipt_access": asdict(config.receipt_access),
        "keeper": {"socket": config.keeper_socket},
        "keys": {
            "office": config.office_key,
            "escrow": config.escrow_key,
            "device": config.device_key,
            "draft": config.draft_key,
        },
        "session": {
            "idle_seconds": session.idle_seconds,
            "warning_seconds": session.warning_seconds,
            "languages": list(session.languages),
            "leave_for_pen": session.leave_for_pen,
            "survey": session.survey,
            "left_paper": session.left_paper.value,
        },
        "voice": {} if config.voice is None else asdict(config.voice),
        "output": dict(session.output),
    }
    lines = []
    for table, settings in tables.items():
        if table:
            lines.append(f"\n[{table}]")
        lines += [f"{key} = {_toml(value)}" for key, value in settings.items() if value is not None]
    path.write_text("\n".join(lines) + "\n", "utf-8")


def _toml(value: object) -> str:
    if isinstance(value, date):
        return value.isoformat()
    # JSON strings, numbers, booleans and lists of strings are TOML as they stand.
    return json.dumps(str(value) if isinstance(value, Path) else value, ensure_ascii=False)


class _Table:
    """Takes settings out and tells what nobody asked for."""

    def __init__(self, plain: Mapping[str, Any], name: str, folder: Path) -> None:
        self._plain = dict(plain)
        self._name = name
        self._folder = folder
        self._tables: list[_Table] = []

    def take(self, key: str, kind: Any, default: Any = ...) -> Any:
        """One setting; without a default it has to be there."""
        if key not in self._plain:
            if default is ...:
                raise ValueError(f"{self._where(key)}: missing")
            return default
        value = self._plain.pop(key)
        if not isinstance(value, kind) or (isinstance(value, bool) and kind is not bool):
            raise ValueError(f"{self._where(key)}: not of its type")
        return value

    def path(self, key: str, *, required: bool = True) -> Any:
        """A path, from the file's folder."""
        value = self.take(key, str, ... if required else None)
        return None if value is None else self._folder / value

    def table(self, key: str) -> _Table:
        """A table, empty when it is not there."""
        inner = _Table(self.take(key, dict, {}), self._where(key), self._folder)
        self._tables.append(inner)
        return inner

    def rest(self, key: str) -> dict[str, Any]:
        """A table of free names."""
        found: dict[str, Any] = self.take(key, dict, {})
        return found

    def nothing_left(self) -> None:
        """Raises :class:`ConfigFault` for settings that do not exist."""
        for key in self._plain:
            raise ConfigFault(f"{self._where(key)}: no such setting")
        for table in self._tables:
            table.nothing_left()

    def _where(self, key: str) -> str:
        return f"{self._name}.{key}" if self._name else key
