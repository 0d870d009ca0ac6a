"""The union of all rooms' failure codes has words for the citizen and for staff, in every language."""

from __future__ import annotations

from dataclasses import replace
from enum import StrEnum
from functools import cache
from itertools import chain

import pytest

import assets
from cardreader.failures import CardFailureCode
from forms.catalogue import Wording
from forms.catalogue.wording import keys
from forms.failures import FormProblemCode
from kiosk.failures import NOT_PRINTED, SessionFailureCode
from kiosk.screens.build import build_view
from kiosk.screens.end_views import failure_key
from kiosk.screens.phrases import plain
from kiosk.session.staff.places import DeskOpen, HealthLine, Part
from kiosk.session.states import InTrouble, Remedy, WaitingForCard
from printing.failures import PrintFailureCode
from printing.ipp.ticket import PrintOutcome
from sync.envelope.tpm import TpmFailureCode
from sync.failures import SyncFailureCode
from sync.office.failures import OfficeFailureCode
from tests.kiosk.walk import Citizen, world

ROOMS: tuple[type[StrEnum], ...] = (
    CardFailureCode,
    FormProblemCode,
    OfficeFailureCode,
    PrintFailureCode,
    SessionFailureCode,
    SyncFailureCode,
    TpmFailureCode,
)
CODES: list[StrEnum] = list(chain.from_iterable(ROOMS))
LANGUAGES = world().languages()
STAFF_READ = ("ja", "en")


def codes_said(language: str) -> list[StrEnum]:
    """What the office or a kiosk's set-up meets, only staff reads."""
    staff_only = (OfficeFailureCode, TpmFailureCode)
    return [c for c in CODES if language in STAFF_READ or not isinstance(c, staff_only)]


@cache
def texts() -> Wording:
    return Wording.from_files(assets.ROOT / "wording")


@cache
def written(language: str) -> set[str]:
    return {key for key, _, _ in keys(assets.ROOT / "wording", language)}


def test_no_code_is_given_twice() -> None:
    assert len({code.value for code in CODES}) == len(CODES)


@pytest.mark.parametrize("language", LANGUAGES)
def test_every_code_has_words(language: str) -> None:
    parts = ("safe", "next", "staff") if language in STAFF_READ else ("safe", "next")
    wanted = {failure_key(code.value) for code in codes_said(language)}
    wanted |= {f"{key}.{part}" for key in wanted for part in parts}
    assert wanted - written(language) == set()


@pytest.mark.parametrize("language", LANGUAGES)
def test_no_words_without_a_code(language: str) -> None:
    found = {key.partition(".")[0] for key in written(language) if key.startswith("failure-")}
    assert found == {failure_key(code.value) for code in codes_said(language)}


@pytest.mark.parametrize("language", LANGUAGES)
@pytest.mark.parametrize(
    "code", [*CardFailureCode, *PrintFailureCode, *SessionFailureCode, *SyncFailureCode]
)
def test_every_code_that_a_session_can_meet_has_a_screen(code: StrEnum, language: str) -> None:
    citizen = Citizen()
    citizen.starts()
    at = InTrouble(code.value, WaitingForCard(), tuple(Remedy), tries_left=1)
    state = type(citizen.state)(citizen.visit(), at)
    shown = build_view(state, world(), texts(), language)
    assert shown["title"]
    assert shown["lead"]
    said = " ".join((shown["title"], shown["lead"], shown["body"]["safe"]))
    assert code.value not in said
    assert "エラー" not in plain(said)


def test_every_outcome_of_a_job_but_printed_has_a_code() -> None:
    assert set(NOT_PRINTED) == {outcome.value for outcome in PrintOutcome} - {"printed"}


ALARMS = sorted(
    key.replace("-", ".", 1).replace("-", "_")
    for key in written("ja")
    if key.startswith("alarm-") and "." not in key
)


@pytest.mark.parametrize("language", LANGUAGES)
def test_the_desk_says_every_trouble_whatever_language_the_citizen_chose(language: str) -> None:
    """What only staff reads is not translated: then it is said in Japanese."""
    citizen = Citizen()
    citizen.starts()
    codes = [code.value for code in CODES if not isinstance(code, OfficeFailureCode)]
    assert ALARMS
    for code in [*codes, *ALARMS]:
        desk = DeskOpen((HealthLine(Part.STORE, code),))
        shown = build_view(replace(citizen.state, staff=desk), world(), texts(), language)
        assert len(shown["body"]["rows"]) > 0
