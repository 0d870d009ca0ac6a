"""The citizen process as the supervisor sees it: lines, no personal data, nothing left behind."""

from __future__ import annotations

import json
import os
import resource
import signal
import subprocess
import sys
import time
from collections.abc import Iterator
from contextlib import closing, contextmanager
from pathlib import Path
from typing import Any

from kiosk.app.config import KioskConfig, ScreenConfig, save_config
from kiosk.session.world import SessionSettings
from kiosk.story.driver import RobotDriver
from sync.envelope.keys import make_development_keys
from tests.kiosk.walk import TODAY
from tests.support.keeper import short_folder, until

_SECONDS = 30


@contextmanager
def citizen(
    folder: Path, clock: Path | None = None, *, timers: bool = True, quiet_seconds: int = 60
) -> Iterator[subprocess.Popen[bytes]]:
    """A spare without keeper, reader or printer: it must stand that.  ``clock``: a file with its time."""
    program = ["kiosk.app"] if timers else ["tests.kiosk.timerless_citizen"]
    if clock is not None:
        program = ["tests.kiosk.clocked_citizen", str(clock)]
    keys = make_development_keys(folder / "keys")
    config = KioskConfig(
        office="toyonaka",
        device="kiosk-a",
        pack="toyonaka",
        keeper_socket=folder / "keeper.sock",
        office_key=keys.public("office"),
        escrow_key=keys.public("escrow"),
        device_key=keys.private("device"),
        screen=ScreenConfig(540, 960, 2.0),
        session=SessionSettings(quiet_seconds, 1, card_reader=False, practice=True),
        robot_socket=folder / "robot.sock",
        today=TODAY if clock is None else None,
    )
    save_config(config, folder / "kiosk.toml")
    process = subprocess.Popen(
        [
            *(sys.executable, "-m"),
            *program,
            *("--config", str(folder / "kiosk.toml")),
        ],
        stdin=subprocess.PIPE,
        stdout=subprocess.PIPE,
        env={**os.environ, "QT_QPA_PLATFORM": "offscreen"},
        start_new_session=True,
    )
    try:
        yield process
    finally:
        if process.poll() is None:
            os.killpg(process.pid, signal.SIGKILL)
        process.wait(_SECONDS)
        assert process.stdin is not None
        assert process.stdout is not None
        process.stdin.close()
        process.stdout.close()


def said(process: subprocess.Popen[bytes]) -> dict[str, Any]:
    assert process.stdout is not None
    line = process.stdout.readline()
    assert line, "the process said nothing more"
    message: dict[str, Any] = json.loads(line)
    return message


def say(process: subprocess.Popen[bytes], command: str) -> None:
    assert process.stdin is not None
    process.stdin.write(json.dumps({"command": command}).encode() + b"\n")
    process.stdin.flush()


def test_a_spare_gets_ready_is_shown_and_ends() -> None:
    with short_folder() as folder, citizen(folder) as process:
        assert said(process) == {"event": "ready", "pid": process.pid}
        say(process, "show")
        say(process, "nonsense")
        say(process, "ping")
        assert said(process) == {"event": "pong"}
        say(process, "stop")
        assert said(process) == {"event": "ended", "reason": "stopped"}
        assert process.wait(_SECONDS) == 0
        until(lambda: not _members(process.pid))  # the worker ends with it


def test_a_spare_gives_way_when_the_day_changes() -> None:
    with short_folder() as folder:
        clock = folder / "clock"
        clock.write_text("2026-11-21T23:59:00")
        with citizen(folder, clock) as process:
            assert said(process)["event"] == "ready"
            say(process, "show")
            say(process, "ping")
            assert said(process) == {"event": "pong"}, "the day is not over"
            later = folder / "later"
            later.write_text("2026-11-22T00:00:00")
            later.replace(clock)
            assert said(process) == {"event": "ended", "reason": "new_day"}
            assert process.wait(_SECONDS) == 0


def test_a_session_ends_by_silence_even_where_timers_have_stopped() -> None:
    """Seen once: no timer of a citizen process fired any more, while it answered to everything else."""
    with short_folder() as folder, citizen(folder, timers=False, quiet_seconds=1) as process:
        said(process)
        say(process, "show")
        with closing(RobotDriver(folder / "robot.sock")) as finger:
            finger.press("key.start")
        assert said(process) == {"event": "started"}
        heard: dict[str, Any] = {}
        deadline = time.monotonic() + 4 * _SECONDS
        while heard.get("event") != "ended" and time.monotonic() < deadline:
            time.sleep(0.2)
            say(process, "ping")
            heard = said(process)
        assert heard == {"event": "ended", "reason": "idle"}
        assert process.wait(_SECONDS) == 0


def test_it_leaves_no_core() -> None:
    with short_folder() as folder, citizen(folder) as process:
        said(process)
        assert resource.prlimit(process.pid, resource.RLIMIT_CORE) == (0, 0)
        # A process that is not dumpable belongs to root in /proc, whoever runs it.
        assert Path(f"/proc/{process.pid}/mem").stat().st_uid == 0
        for member in _members(process.pid):
            assert resource.prlimit(member, resource.RLIMIT_CORE) == (0, 0)


def test_it_ends_when_the_supervisor_is_gone() -> None:
    with short_folder() as folder, citizen(folder) as process:
        said(process)
        assert process.stdin is not None
        process.stdin.close()
        assert said(process)["event"] == "ended"
        assert process.wait(_SECONDS) == 0


def test_a_wrong_configuration_is_a_failure(tmp_path: Path) -> None:
    done = subprocess.run(
        [sys.executable, "-m", "kiosk.app", "--config", str(tmp_path / "none.toml")],
        capture_output=True,
        timeout=_SECONDS,
        check=False,
    )
    assert done.returncode == 2
    assert b"none.toml" in done.stderr
    assert b"Traceback" not in done.stderr


def _members(group: int) -> list[int]:
    """Living processes of the group, without its leader."""
    found = []
    for entry in Path("/proc").iterdir():
        if not entry.name.isdigit() or int(entry.name) == group:
            continue
        try:
            state, _parent, of_group = (entry / "stat").read_text().rpartition(")")[2].split()[:3]
        except OSError:
            continue
        if int(of_group) == group and state != "Z":
            found.append(int(entry.name))
    return found
