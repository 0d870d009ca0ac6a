"""Private instances of pcscd beside each other, with and without root."""

from __future__ import annotations

import os
import shutil
import socket
import subprocess
import sys
import tempfile
from concurrent.futures import ThreadPoolExecutor
from pathlib import Path

import pytest

from cardreader.emulator.card import EmulatedCard
from cardreader.emulator.profiles import load_profile
from cardreader.emulator.slot import Slot
from cardreader.emulator.virtual_reader import VirtualReader, VirtualReaderFault

ROOT = Path(__file__).parents[3]
NOBODY = 65534
PYTHON = Path("/usr/bin/python3")
"""The system's own: the one of the tests may lie where nobody else may look."""
ALONE = """
import sys
from pathlib import Path
import cardreader.emulator.virtual_reader as room
if sys.argv[2] == "own_run":
    room._RUN_FOLDER = Path("/does/not/exist")
with room.VirtualReader(Path(sys.argv[1])) as reader:
    print(*reader.ports)
"""
LOOK = "from cardreader.reading import ask_pin_tries; import sys; print(ask_pin_tries(sys.argv[1]))"


def tries_seen_by_another_process(reader: VirtualReader) -> str:
    return subprocess.run(
        [sys.executable, "-c", LOOK, reader.names[0]],
        env=os.environ | dict(reader.environment),
        cwd=ROOT,
        capture_output=True,
        text=True,
        check=True,
    ).stdout.strip()


def test_two_at_once_do_not_meet(tmp_path: Path) -> None:
    with VirtualReader(tmp_path / "one") as one, VirtualReader(tmp_path / "two") as two:
        assert not set(one.ports) & set(two.ports)
        slots = Slot(one.ports[0]), Slot(two.ports[0])
        cards = [EmulatedCard(load_profile(name)) for name in ("taro", "one_try_left")]
        assert all(slot.insert(card) for slot, card in zip(slots, cards, strict=True))
        assert [tries_seen_by_another_process(r) for r in (one, two)] == ["3", "1"]
        for slot in slots:
            slot.remove()


def test_stop_leaves_nothing_and_start_keeps_the_ports(tmp_path: Path) -> None:
    reader = VirtualReader(tmp_path)
    reader.start()
    ports = reader.ports
    reader.stop()
    assert not reader.running
    assert not reader.socket_path.exists()
    reader.start()
    assert (reader.running, reader.ports) == (True, ports)
    reader.stop()
    reader.stop()


def test_ports_that_another_program_took_are_told(tmp_path: Path) -> None:
    """A restart keeps its ports, so it cannot go elsewhere; a first start tries others."""
    reader = VirtualReader(tmp_path)
    reader.start()
    reader.stop()
    with socket.socket() as thief:
        thief.setsockopt(socket.SOL_SOCKET, socket.SO_REUSEADDR, 1)
        thief.bind(("", reader.ports[1]))
        thief.listen()
        with pytest.raises(VirtualReaderFault, match="other programs"):
            reader.start()
        assert not reader.running


def test_many_started_at_once_each_get_their_own_ports(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    """All look for ports in the same order, so they collide and have to step aside."""
    monkeypatch.setattr(os, "urandom", lambda _: b"\0\0")
    readers = [VirtualReader(tmp_path / str(number)) for number in range(4)]
    with ThreadPoolExecutor(4) as pool:
        list(pool.map(VirtualReader.start, readers))
    ports = [port for reader in readers for port in reader.ports]
    for reader in readers:
        reader.stop()
    assert len(set(ports)) == 8


def test_a_path_too_long_for_a_socket_is_told(tmp_path: Path) -> None:
    with pytest.raises(VirtualReaderFault, match="too long"):
        VirtualReader(tmp_path / ("x" * 100)).start()


def test_a_pcscd_that_ends_at_once_is_told(tmp_path: Path) -> None:
    reader = VirtualReader(tmp_path, label='bad"label')
    with pytest.raises(VirtualReaderFault):
        reader.start()
    assert not reader.running


def may_make_namespaces() -> bool:
    done = subprocess.run(["unshare", "-Urm", "true"], user=NOBODY, check=False)
    return done.returncode == 0


@pytest.mark.skipif(os.geteuid() != 0 or not PYTHON.exists(), reason="root tests being nobody")
@pytest.mark.parametrize("run_folder", ["shared_run", "own_run"])
def test_without_root(run_folder: str) -> None:
    """With a /run/pcscd that somebody made, and with none: then a /run of its own."""
    if run_folder == "own_run" and not may_make_namespaces():
        pytest.skip("this machine forbids user namespaces")
    Path("/run/pcscd").mkdir(exist_ok=True)
    with tempfile.TemporaryDirectory() as name:
        folder = Path(name)
        package = folder / "cardreader" / "emulator"
        package.mkdir(parents=True)
        for file in ("virtual_reader.py", "activation.py"):
            shutil.copy(ROOT / "cardreader" / "emulator" / file, package)
        for path in (folder, *folder.rglob("*")):
            os.chown(path, NOBODY, NOBODY)
        done = subprocess.run(
            [PYTHON, "-c", ALONE, str(folder / "reader"), run_folder],
            cwd=folder,
            user=NOBODY,
            group=NOBODY,
            extra_groups=[],
            capture_output=True,
            text=True,
            check=False,
        )
        assert len(done.stdout.split()) == 2, done.stderr
