"""How long a citizen process takes from its start to ``ready``, and what it weighs."""

from __future__ import annotations

import json
import os
import signal
import statistics
import subprocess
import sys
import tempfile
import time
from pathlib import Path

from kiosk.app.config import KioskConfig, ScreenConfig, save_config
from kiosk.bench.figures import Figure, figure
from kiosk.bench.main_case import STORY
from kiosk.session.world import SessionSettings
from kiosk.story.story import load_story
from sync.envelope.keys import make_development_keys

_SETTLED_SECONDS = 2.0
"""After ``ready`` names and converter are still being loaded by a thread."""


def start_figures(rounds: int) -> list[Figure]:
    """Without keeper, reader and printer, offscreen: what the process does by itself."""
    with tempfile.TemporaryDirectory() as folder:
        config = _configured(Path(folder))
        starts = [_start(config) for _ in range(rounds)]
    how = f"python -m kiosk.app, offscreen, without devices, median of {rounds}"
    return [
        figure("start.ready", _median(starts, 0), "s", 1.5, f"{how}; clock from start to `ready`"),
        figure(
            "start.work", _median(starts, 1), "s", 2.0, f"{how}; its processor time until `ready`"
        ),
        figure(
            "citizen.rss",
            _median(starts, 2),
            "MiB",
            250.0,
            f"{how}; VmRSS {_SETTLED_SECONDS:g} s after `ready`, without its worker",
        ),
    ]


def _median(starts: list[tuple[float, float, float]], part: int) -> float:
    return statistics.median(start[part] for start in starts)


def _configured(folder: Path) -> Path:
    keys = make_development_keys(folder / "keys")
    story = load_story(STORY)
    config = KioskConfig(
        office="bench",
        device="bench",
        pack=story.pack,
        keeper_socket=folder / "keeper.sock",
        office_key=keys.public("office"),
        escrow_key=keys.public("escrow"),
        device_key=keys.private("device"),
        screen=ScreenConfig(1080, 1920, 4.03),
        session=SessionSettings(card_reader=False, practice=True),
        today=story.today,
    )
    path = folder / "kiosk.toml"
    save_config(config, path)
    return path


def _start(config: Path) -> tuple[float, float, float]:
    """(seconds to ``ready``, processor seconds until then, MiB)."""
    started = time.perf_counter()
    process = subprocess.Popen(
        [sys.executable, "-m", "kiosk.app", "--config", str(config)],
        stdin=subprocess.PIPE,
        stdout=subprocess.PIPE,
        env={**os.environ, "QT_QPA_PLATFORM": "offscreen"},
        start_new_session=True,
    )
    try:
        assert process.stdout is not None
        said = json.loads(process.stdout.readline() or b"{}")
        seconds = time.perf_counter() - started
        if said.get("event") != "ready":
            raise RuntimeError("the citizen process did not get ready")
        work = _processor_seconds(process.pid)
        time.sleep(_SETTLED_SECONDS)
        return seconds, work, _resident(process.pid)
    finally:
        os.killpg(process.pid, signal.SIGKILL)
        with process:
            pass


def _processor_seconds(pid: int) -> float:
    """User and system time of a process (proc_pid_stat(5), fields 14 and 15)."""
    fields = Path(f"/proc/{pid}/stat").read_text("ascii").rpartition(")")[2].split()
    return (int(fields[11]) + int(fields[12])) / os.sysconf("SC_CLK_TCK")


def _resident(pid: int) -> float:
    """VmRSS in MiB (proc_pid_status(5))."""
    lines = Path(f"/proc/{pid}/status").read_text("ascii").splitlines()
    return next(int(line.split()[1]) / 1024 for line in lines if line.startswith("VmRSS:"))
