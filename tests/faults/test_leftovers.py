"""The short form of the campaign: one session of each ending, and a leaky kiosk, which is caught."""

from __future__ import annotations

import os
import subprocess
from collections.abc import Iterator

import pytest

from kiosk.story.house import House
from tests.faults.leftover_house import house, open_kiosk
from tests.faults.leftovers import Ending, Played
from tests.faults.marked import NAME, PHONE, READING
from tests.faults.memory import small_integers
from tests.faults.rigged import LOG
from tests.support.processes import Role

pytestmark = [
    pytest.mark.skipif(os.geteuid() != 0, reason="only root may look into private processes"),
    pytest.mark.xdist_group("house"),
    pytest.mark.timeout(300),
]


SHORT = {"certificates": 1}


@pytest.fixture(scope="module")
def built() -> Iterator[House]:
    with house() as opened:
        yield opened


def test_nothing_of_a_session_stays(built: House) -> None:
    open_kiosk(built)
    played = Played(built, 20261121, SHORT)
    for number, ending in enumerate(Ending):
        played.session(number, ending, with_card=ending is Ending.FINISH)
    # After the last of them only, and for the marks of all: the campaign searches after each.
    played.search_survivors(len(Ending))
    played.search_files(len(Ending))
    built.close_kiosk()
    outcome = played.outcome
    assert outcome.controls == len(outcome.sessions) == len(Ending), outcome
    assert {"visitor.name", "visitor.name_kana", "visitor.phone"} <= set(outcome.fields)
    assert outcome.pin_controls
    assert outcome.file_control
    assert outcome.processes_searched >= len(("supervisor", "keeper", "shown", "spare", "pcscd"))
    assert set(outcome.long_lived[0]) == {"house", "session", "supervisor", "keeper", "pcscd"}
    assert outcome.hits == []
    assert outcome.pins_left == 0
    assert outcome.clean


def test_a_build_that_leaks_is_caught(built: House) -> None:
    open_kiosk(built, leak=True)
    played = Played(built, 20261122, SHORT)
    played.session(1, Ending.KILL, with_card=False)
    played.search_survivors(1, {Role.SUPERVISOR})
    played.search_files(1)
    built.close_kiosk()
    outcome = played.outcome
    places = {str(Role.SUPERVISOR), str(built.folder / "home" / LOG)}
    told = {NAME, READING, PHONE}
    assert {(hit.needle, hit.place) for hit in outcome.hits} >= {
        (needle, place) for needle in told for place in places
    }
    assert not outcome.clean


def test_a_process_without_memory_is_told_from_another_program() -> None:
    with subprocess.Popen(["/bin/true"], stdout=subprocess.PIPE) as ended:
        assert ended.stdout is not None
        ended.stdout.read()
        os.waitid(os.P_PID, ended.pid, os.WEXITED | os.WNOWAIT)
        with pytest.raises(ProcessLookupError):
            small_integers(b"7391", ended.pid)
    with subprocess.Popen(["/bin/cat"], stdin=subprocess.PIPE, stdout=subprocess.PIPE) as other:
        assert other.stdin is not None
        assert other.stdout is not None
        other.stdin.write(b"\n")
        other.stdin.flush()
        other.stdout.readline()
        with pytest.raises(LookupError, match="is not"):
            small_integers(b"7391", other.pid)
