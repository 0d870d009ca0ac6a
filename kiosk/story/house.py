"""A whole house of real parts in one folder: reader, printers, office, keeper, kiosk.

For the demo, the story player and the tests.  Everything runs on loopback and free ports, as any user, and is
stopped again.  The devices are emulated (cards, printers), the programs that serve them are the real ones.
"""

from __future__ import annotations

import contextlib
import json
import os
import shutil
import signal
import subprocess
import sys
import tempfile
from collections.abc import Callable, Iterator, Mapping
from datetime import date
from pathlib import Path
from typing import Any

from cryptography.hazmat.primitives.asymmetric.x25519 import X25519PrivateKey

from cardreader.emulator.dock_client import DockProcess, usual_folder
from cardreader.emulator.faults import Fault
from cardreader.emulator.profiles import load_profile
from kiosk.app.config import KioskConfig, ScreenConfig, save_config
from kiosk.app.headless import PRACTICE_CODE
from kiosk.session.world import SessionSettings
from kiosk.staff.badges import Badges, save_badges
from kiosk.story.driver import RobotDriver
from kiosk.story.story import StoryFault
from kiosk.supervisor.supervisor import Limits
from printing.emulator.virtual_printer import VirtualPrinter
from sync.envelope.keys import load_signing_public, make_development_keys, save_private
from sync.office.case_export import export_case
from sync.office.failures import OfficeFailureCode
from sync.office.office import Office, compose_with_key
from sync.office.process import Clerk, OfficeProcess
from sync.store.settings import KeeperSettings, save_settings

SCREENS = {"portrait": (1080, 1920), "landscape": (1920, 1080)}
"""Pixels of the 21.5-inch panel (look.md)."""

PX_PER_MM = 4.03
WINDOW_SCALE = 0.45
"""So that the upright panel fits on a laptop's screen."""

CLERK = Clerk("madoguchi01", "窓口 一郎", "shimin", "practice-only-2026")
"""The demo's clerk; the password is public."""

BADGE = "staff_badge"
"""The card profile of the demo's badge."""

_APDUS_BEFORE_THE_PULL = 8
"""More than asking for the tries left takes, fewer than the whole read."""


class House:
    """``with House(pack="toyonaka") as house: house.open_kiosk()``."""

    def __init__(
        self,
        *,
        pack: str = "toyonaka",
        screen: str = "portrait",
        today: date | None = None,
        windowed: bool = False,
        database_url: str | None = None,
        session: SessionSettings | None = None,
        limits: Limits | None = None,
        staff: bool = False,
    ) -> None:
        # A short path: the name of a Unix socket has 107 bytes.
        self.folder = Path(tempfile.mkdtemp(prefix="kakanai-"))
        self._pack, self._screen, self._today = pack, screen, today
        self._windowed = windowed
        self._staff = staff
        self._session = session or SessionSettings(practice=True)
        # More patient than a kiosk in an office: tests share their machine.
        self._limits = limits or Limits(answer=60.0)
        self._stack = contextlib.ExitStack()
        self._stack.callback(shutil.rmtree, self.folder, ignore_errors=True)
        self._kiosk: subprocess.Popen[bytes] | None = None
        self._opened_office: Office | None = None
        try:
            self._build(database_url)
        except BaseException:
            self._stack.close()
            raise

    def _build(self, database_url: str | None) -> None:
        # In a window the dock lies where `kakanai dock` looks, so that a person need not say where.
        dock = usual_folder() if self._windowed else self.folder / "dock"
        self._stack.callback(shutil.rmtree, dock, ignore_errors=True)
        self.dock = self._stack.enter_context(DockProcess(dock))
        self.printer = self._stack.enter_context(VirtualPrinter(self.folder / "printer"))
        self.receipts = self._stack.enter_context(VirtualPrinter(self.folder / "receipts"))
        self.office = OfficeProcess(self.folder / "office", database_url, pack=self._pack)
        self._stack.enter_context(self.office)
        self.keys = make_development_keys(self.folder / "keys")
        self.office.enrol("kiosk-a", load_signing_public(self.keys.public("device")))
        self.office.add_clerk(CLERK)
        self.robot_socket = self.folder / "robot.sock"
        self.keeper_socket = self.folder / "keeper.sock"
        self._write_keeper()
        self._write_kiosk()

    def __enter__(self) -> House:
        return self

    def __exit__(self, *_: object) -> None:
        self.close_kiosk()
        self._stack.close()

    # ---- the kiosk

    def open_kiosk(
        self, program: str = "kiosk", environment: Mapping[str, str] | None = None
    ) -> None:
        """Start the supervisor, which starts the rest.  ``program``: a module that takes the same words."""
        with (self.folder / "kiosk.log").open("ab") as log:
            self._kiosk = subprocess.Popen(
                [
                    *(sys.executable, "-m", program, "kiosk"),
                    *("--config", str(self.kiosk_config)),
                    *("--keeper-config", str(self.keeper_config)),
                    *("--ping-seconds", str(self._limits.ping_every)),
                    *("--answer-seconds", str(self._limits.answer)),
                ],
                env={**os.environ, **self._environment(), **(environment or {})},
                stdin=subprocess.DEVNULL,
                stdout=log,
                stderr=log,
                start_new_session=True,
            )

    @property
    def is_open(self) -> bool:
        """Whether the supervisor runs."""
        return self._kiosk is not None and self._kiosk.poll() is None

    @property
    def supervisor(self) -> int:
        """Its process id."""
        assert self._kiosk is not None
        return self._kiosk.pid

    def wait(self) -> None:
        """Until the kiosk ends."""
        assert self._kiosk is not None
        self._kiosk.wait()

    def close_kiosk(self) -> None:
        """Stop the supervisor and what it started."""
        if self._kiosk is None:
            return
        self._kiosk.send_signal(signal.SIGTERM)
        try:
            self._kiosk.wait(20)
        except subprocess.TimeoutExpired:
            os.killpg(self._kiosk.pid, signal.SIGKILL)
            self._kiosk.wait()
        self._kiosk = None

    @contextlib.contextmanager
    def finger(self, hand: Callable[[Path], RobotDriver] = RobotDriver) -> Iterator[RobotDriver]:
        """A hand on the screen that is shown now; another ``hand`` uses keys."""
        driver = hand(self.robot_socket)
        try:
            yield driver
        finally:
            driver.close()

    def log(self) -> str:
        """What the kiosk's processes said."""
        path = self.folder / "kiosk.log"
        return path.read_text("utf-8", errors="replace") if path.exists() else ""

    # ---- what a story may do besides touching

    def acts(
        self, card: str | None, own_card: str | None = None
    ) -> Mapping[str, Callable[[], object]]:
        """The words of a story's happenings."""
        faults: list[Fault] = []

        def put() -> None:
            assert card is not None
            self.dock.client.insert(card, fault=faults.pop() if faults else None)

        def put_own() -> None:
            assert own_card is not None
            self.dock.client.insert(own_card)

        return {
            "put_card": put,
            "put_own_card": put_own,
            "take_card": self.dock.client.remove,
            "card_lies": lambda: bool(self.dock.client.status()["readers"][0]["profile"]),
            "card_will_slip": lambda: faults.append(Fault(pull_after=_APDUS_BEFORE_THE_PULL)),
            "printer_off": self.printer.power_off,
            "printer_on": self.printer.power_on,
            "paper_out": self.printer.paper_out,
            "refill": self.printer.refill,
            "office_down": self.office.stop,
            "office_up": self.office.start,
            "reader_lost": self.dock.client.stop_service,
            "reader_back": self.dock.client.start_service,
        }

    def case(self, number: str) -> dict[str, Any] | None:
        """The case as the office opens it; ``None`` when it has not arrived."""
        if self._opened_office is None:
            self._opened_office = compose_with_key(self.office.settings)
        case = export_case(self._opened_office, number)
        if isinstance(case, OfficeFailureCode):
            raise StoryFault(f"the office cannot open case {number}: {case.value}")
        return case

    # ---- settings

    def _environment(self) -> dict[str, str]:
        environment = dict(self.dock.client.status()["environment"])
        if not self._windowed:
            width, height = SCREENS[self._screen]
            screens = self.folder / "screens.json"
            screens.write_text(
                json.dumps(
                    {
                        "screens": [
                            {"name": "panel", "x": 0, "y": 0, "width": width, "height": height}
                        ]
                    }
                )
            )
            environment["QT_QPA_PLATFORM"] = f"offscreen:configfile={screens}"
        return environment

    def _write_keeper(self) -> None:
        self.keeper_config = self.folder / "keeper.toml"
        save_settings(
            KeeperSettings(
                store=self.folder / "kiosk.db",
                socket=self.keeper_socket,
                letter="A",
                office="toyonaka",
                device="kiosk-a",
                device_key=self.keys.private("device"),
                office_url=self.office.url,
                retry_first_seconds=0.2,
                retry_most_seconds=2.0,
            ),
            self.keeper_config,
        )

    def _scanner(self) -> Path | None:
        """A pipe in place of the serial line; whoever writes a line scans a code."""
        if self._staff:
            os.mkfifo(self.folder / "scanner")
        return self.folder / "scanner" if self._staff else None

    def _draft_key(self) -> Path | None:
        path = self.folder / "draft.private.pem"
        if self._staff:
            save_private(X25519PrivateKey.generate(), path)
        return path if self._staff else None

    def scan(self, code: str) -> None:
        """Hold a code before the scanner."""
        with (self.folder / "scanner").open("w", encoding="ascii") as line:
            line.write(code + "\n")

    def _badges(self) -> Path | None:
        """One badge: the emulated one, with the practice code."""
        if not self._staff:
            return None
        path = self.folder / "staff.toml"
        serial = load_profile(BADGE).serial
        save_badges(Badges().added("A1", serial, PRACTICE_CODE.decode()), path)
        return path

    def _write_kiosk(self) -> None:
        self.kiosk_config = self.folder / "kiosk.toml"
        scale = WINDOW_SCALE if self._windowed else 1.0
        width, height = (round(side * scale) for side in SCREENS[self._screen])
        config = KioskConfig(
            office="toyonaka",
            device="kiosk-a",
            pack=self._pack,
            keeper_socket=self.keeper_socket,
            office_key=self.office.keys.public("office"),
            escrow_key=self.office.keys.public("escrow"),
            device_key=self.keys.private("device"),
            forms_printer=self.printer.url,
            receipt_printer=self.receipts.url,
            card_authorities=self.dock.client.authorities,
            staff_badges=self._badges(),
            scanner=self._scanner(),
            draft_key=self._draft_key(),
            screen=ScreenConfig(width, height, PX_PER_MM * scale),
            session=self._session,
            robot_socket=self.robot_socket,
            today=self._today,
        )
        save_config(config, self.kiosk_config)
