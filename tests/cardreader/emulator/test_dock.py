"""The dock as its own process, and the commands, as a person at a terminal uses them."""

from __future__ import annotations

import json
import os
import pty
import re
import signal
import subprocess
import sys
from collections.abc import Iterator
from pathlib import Path
from typing import Any

import pytest

from cardreader.emulator.dock_client import DockFault, DockProcess
from tests.support.card import touches_the_number, until

ROOT = Path(__file__).parents[3]


@pytest.fixture
def dock(tmp_path_factory: pytest.TempPathFactory) -> Iterator[DockProcess]:
    with DockProcess(tmp_path_factory.mktemp("d")) as process:
        yield process


def kakanai(dock: DockProcess, *words: str, typed: str = "") -> subprocess.CompletedProcess[str]:
    environment = os.environ | dock.client.status()["environment"]
    environment["KAKANAI_DOCK"] = str(dock.client.folder)
    return subprocess.run(
        [sys.executable, "-m", "kiosk", *words],
        env=environment,
        cwd=ROOT,
        input=typed,
        capture_output=True,
        text=True,
        timeout=30,
        check=False,
    )


def answer(done: subprocess.CompletedProcess[str]) -> Any:
    assert done.stdout, done.stderr
    return json.loads(done.stdout)


def test_put_read_take(dock: DockProcess) -> None:
    assert answer(kakanai(dock, "card", "read", "--pin-stdin", "--json"))["failure"]["code"] == (
        "card.absent"
    )
    assert kakanai(dock, "dock", "put", "taro").returncode == 0
    info = answer(kakanai(dock, "card", "info", "--json"))["readers"]
    assert [(row["card"], row["tries_left"]) for row in info] == [(True, 3), (False, None)]
    wrong = kakanai(dock, "card", "read", "--pin-stdin", "--json", typed="4321\n")
    assert wrong.returncode == 1
    assert answer(wrong)["failure"] == {"code": "card.pin_wrong", "tries_left": 2, "detail": ""}
    right = kakanai(dock, "card", "read", "--pin-stdin", "--json", typed="1234\n")
    assert right.returncode == 0
    assert answer(right)["name"] == "𠮷田　太郎"
    status = answer(kakanai(dock, "dock", "status", "--json"))
    assert [(c["tries_left"], c["verifies"]) for c in status["cards"]] == [(3, 2)]
    taken = answer(kakanai(dock, "dock", "take", "--json"))
    assert [reader["profile"] for reader in taken["readers"]] == [None, None]
    assert not touches_the_number(dock.client.trace("taro"))


def test_info_tells_every_counter(dock: DockProcess) -> None:
    dock.client.insert("blocked_collation")
    dock.client.insert("transit_card", reader=1)
    card, other = answer(kakanai(dock, "card", "info", "--json"))["readers"]
    assert (card["kind"], card["expiry"], card["municipality"]) == (
        "my_number",
        "2035-12-03",
        "27203",
    )
    tries = {counter["id"]: counter["tries_left"] for counter in card["counters"]}
    assert (tries["text.pin"], tries["visual.collation_b"], tries["jpki.sign"]) == (3, 0, 4)
    assert (card["tries_left"], card["failure"]) == (3, None)
    assert (other["kind"], other["counters"]) == ("transit", [])
    assert other["failure"]["code"] == "card.transit"
    shown = kakanai(dock, "card", "info").stdout
    assert "expires 2035-12-03, issued by 27203" in shown
    assert "0 left  照合番号B（券面事項確認AP）" in shown
    trace = dock.client.trace("blocked_collation")
    assert {apdu for apdu in trace if apdu.startswith("00b0")} == {"00b0000020"}
    assert not touches_the_number(trace)
    assert [row["verifies"] for row in dock.client.status()["cards"]] == [0, 0]


def test_reads_with_checks(dock: DockProcess, tmp_path: Path) -> None:
    dock.client.insert("copied_card")
    words = ["card", "read", "--pin-stdin", "--json", "--check"]
    plain = answer(kakanai(dock, *words, typed="1234"))
    assert plain["name"] == {
        "value": "見本　二郎",
        "file": "text 0002",
        "credential": "pin",
        "verdict": "not_checked",
        "reason": "unknown_authority",
    }
    words += ["--authorities", str(dock.client.authorities)]
    trusting = answer(kakanai(dock, *words, typed="1234"))
    assert trusting["name"]["verdict"] == "verified"
    assert trusting["expiry"]["value"] == "2033-10-01"
    assert trusting["expiry"]["reason"] == "not_signed"
    assert trusting["clone"] == {"verdict": "failed", "reason": "wrong_answer"}
    shown = kakanai(dock, *[word for word in words if word != "--json"], typed="1234").stdout
    assert "signature: verified" in shown
    assert "copy check: failed wrong_answer" in shown
    words[-1] = str(tmp_path / "none.yaml")
    assert kakanai(dock, *words, typed="1234").returncode == 2


def test_reads_by_the_printed_numbers(dock: DockProcess) -> None:
    dock.client.insert("taro")
    words = ["card", "read", "--numbers", "--pin-stdin", "--json"]
    words += ["--authorities", str(dock.client.authorities)]
    row = answer(kakanai(dock, *words, typed="40041220314821"))
    assert (row["name"]["value"], row["name"]["credential"]) == ("𠮷田　太郎", "collation_b")
    assert row["name"]["verdict"] == row["clone"]["verdict"] == "verified"
    wrong = kakanai(dock, *words, typed="40041220314822")
    assert wrong.returncode == 1
    assert json.loads(wrong.stdout)["failure"] == {
        "code": "card.collation_wrong",
        "tries_left": 9,
        "detail": "",
    }
    short = json.loads(kakanai(dock, *words, typed="1234").stdout)
    assert short["failure"]["code"] == "card.collation_incomplete"


def test_the_numbers_are_asked_for_at_a_terminal(dock: DockProcess) -> None:
    dock.client.insert("hanako")
    shown, code = at_a_terminal(dock, b"47110320321957\n", "card", "read", "--numbers")
    assert "14 digits, tries left 10" in shown
    assert "47110320321957" not in shown
    assert "signature: not_checked unknown_authority" in shown
    assert code == 0


def at_a_terminal(dock: DockProcess, typed: bytes, *words: str) -> tuple[str, int]:
    """Everything on the screen, and the exit code; ``typed`` comes when the PIN is asked."""
    environment = os.environ | dock.client.status()["environment"]
    process, screen = pty.fork()
    if process == 0:
        os.chdir(ROOT)
        os.execve(sys.executable, [sys.executable, "-m", "kiosk", *words], environment)
    shown = b""
    try:
        while piece := os.read(screen, 4096):
            shown += piece
            if typed and shown.endswith(b": "):
                os.write(screen, typed)
                typed = b""
    except OSError:
        pass  # the terminal is closed: how Linux says end of file
    os.close(screen)
    return shown.decode(), os.waitstatus_to_exitcode(os.waitpid(process, 0)[1])


def test_the_pin_is_typed_without_echo(dock: DockProcess) -> None:
    dock.client.insert("taro")
    shown, code = at_a_terminal(dock, b"129\x7f34\n", "card", "read")
    assert "tries left 3" in shown
    assert "𠮷田　太郎" in shown
    assert code == 0
    assert not re.search("129|1234|34", shown.partition("大阪府")[0])


def test_nobody_types_a_pin_for_a_blocked_card(dock: DockProcess) -> None:
    dock.client.insert("blocked_pin")
    shown, code = at_a_terminal(dock, b"1234\n", "card", "read")
    assert "card.pin_blocked" in shown
    assert code == 1


def test_two_readers_and_a_card_that_keeps_its_counter(dock: DockProcess) -> None:
    dock.client.insert("taro")
    dock.client.insert("hanako", reader=1)
    readers = dock.client.status()["readers"]
    assert [reader["profile"] for reader in readers] == ["taro", "hanako"]
    name = readers[1]["name"]
    done = kakanai(dock, "card", "read", "--reader", name, "--pin-stdin", "--json", typed="0000")
    assert answer(done)["failure"]["tries_left"] == 2
    dock.client.remove(1)
    assert {c["profile"]: c["tries_left"] for c in dock.client.status()["cards"]} == {
        "taro": 3,
        "hanako": 2,
    }
    dock.client.renew("hanako")
    dock.client.insert("hanako", reader=1)
    assert {c["profile"]: c["tries_left"] for c in dock.client.status()["cards"]}["hanako"] == 3


def test_refusals(dock: DockProcess) -> None:
    dock.client.insert("taro")
    with pytest.raises(DockFault, match="no profile"):
        dock.client.insert("nobody")
    with pytest.raises(DockFault, match="another reader"):
        dock.client.insert("taro", reader=1)
    with pytest.raises(DockFault, match="no reader"):
        dock.client.insert("hanako", reader=2)
    with pytest.raises(DockFault, match="take the card off"):
        dock.client.renew("taro")
    assert dock.client.status()["readers"][0]["profile"] == "taro"
    assert kakanai(dock, "dock", "put", "nobody").returncode == 1


def test_a_fault_from_the_command_line(dock: DockProcess) -> None:
    assert kakanai(dock, "dock", "put", "taro", "--pull-after", "3").returncode == 0
    done = kakanai(dock, "card", "read", "--pin-stdin", "--json", typed="1234")
    assert answer(done)["failure"]["code"] == "card.pin_uncertain"
    status = dock.client.status()
    assert status["readers"][0]["profile"] is None
    assert status["cards"][0]["verifies"] == 0


def test_watch_tells_until_it_is_interrupted(dock: DockProcess) -> None:
    environment = os.environ | dock.client.status()["environment"]
    with subprocess.Popen(
        [sys.executable, "-m", "kiosk", "card", "watch", "--json"],
        env=environment,
        cwd=ROOT,
        stdout=subprocess.PIPE,
        text=True,
    ) as watching:
        assert watching.stdout is not None
        rows = [json.loads(watching.stdout.readline()) for _ in range(2)]
        assert [row["event"] for row in rows] == ["ReaderReady", "ReaderReady"]
        dock.client.insert("taro")
        assert json.loads(watching.stdout.readline())["event"] == "CardInserted"
        dock.client.stop_service()
        events = [json.loads(watching.stdout.readline())["event"] for _ in range(2)]
        assert events == ["CardRemoved", "ReaderMissing"]
        dock.client.start_service()
        events = [json.loads(watching.stdout.readline())["event"] for _ in range(3)]
        assert events[-1] == "CardInserted"
        watching.send_signal(signal.SIGINT)
        assert watching.wait(10) == 0


def test_a_second_dock_in_one_folder_is_refused(dock: DockProcess) -> None:
    assert kakanai(dock, "dock", "start").returncode == 1


def test_the_dock_ends_with_its_starter_and_takes_pcscd_along(tmp_path: Path) -> None:
    script = (
        "import sys, time; from pathlib import Path;"
        "from cardreader.emulator.dock_client import DockProcess;"
        "DockProcess(Path(sys.argv[1])).start(); print('up', flush=True); time.sleep(60)"
    )
    with subprocess.Popen(
        [sys.executable, "-c", script, str(tmp_path)], cwd=ROOT, stdout=subprocess.PIPE
    ) as starter:
        assert starter.stdout is not None
        assert starter.stdout.readline() == b"up\n"
        starter.kill()
    sockets = (tmp_path / "dock.sock", tmp_path / "reader" / "pcscd.sock")
    until(lambda: not any(path.exists() for path in sockets))


def test_list_names_every_profile() -> None:
    done = subprocess.run(
        [sys.executable, "-m", "kiosk", "dock", "list", "--json"],
        cwd=ROOT,
        capture_output=True,
        check=True,
    )
    ids = [row["id"] for row in json.loads(done.stdout)["profiles"]]
    assert {"taro", "hanako", "long_latin", "other_city", "deceased_ichiro"} <= set(ids)
    assert {"blocked_pin", "one_try_left"} <= set(ids)
