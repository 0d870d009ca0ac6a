"""The office's door from the outside: enrolment by code, standing, limits, the opener's process."""

from __future__ import annotations

import json
import os
import signal
import subprocess
from collections.abc import Iterator
from dataclasses import replace
from datetime import UTC, datetime, timedelta
from pathlib import Path
from typing import Any

import pytest
import requests
from cryptography.hazmat.primitives.asymmetric.ed25519 import Ed25519PrivateKey

from sync.envelope.enrolment import fingerprint, from_request, to_request
from sync.envelope.keys import (
    KeyFolder,
    load_sealing_public,
    load_signing_private,
    load_signing_public,
    make_development_keys,
    save_public,
    sealed_to,
)
from sync.envelope.tpm import TpmFailure
from sync.failures import SyncFailure, SyncFailureCode
from sync.office import devices, keys
from sync.office.api import ENROLMENT_TYPE
from sync.office.database import Database
from sync.office.devices import Standing
from sync.office.failures import OfficeFailureCode
from sync.office.limits import Buckets, Places
from sync.office.office import compose
from sync.office.opener import OpenedCase
from sync.office.process import OfficeProcess
from sync.sender import enrol
from sync.sender.enrol import Introduced, introduce
from tests.support.keeper import short_folder, until
from tests.support.office_cases import DECEASED, Kiosk, mother_kokuho, submission
from tests.support.software_tpm import software_tpm

NOW = datetime(2026, 11, 21, 1, 0, tzinfo=UTC)


@pytest.fixture(scope="module")
def office(tmp_path_factory: pytest.TempPathFactory) -> Iterator[OfficeProcess]:
    with OfficeProcess(tmp_path_factory.mktemp("office")) as running:
        yield running


# ---- enrolment


def test_a_kiosk_comes_in_by_its_code_once_a_person_compared(
    office: OfficeProcess, tmp_path: Path
) -> None:
    code = devices.invite(office.database, lambda: datetime.now(UTC), "kiosk-new")
    shown = "-".join(code[n : n + 4] for n in range(0, 16, 4)).lower()
    told = introduce(office.url, "kiosk-new", shown, tmp_path)
    assert isinstance(told, Introduced)
    assert told.office == "toyonaka"
    mine, theirs = KeyFolder(tmp_path), office.keys
    for role in ("office", "escrow", "audit-head"):
        assert mine.public(role).read_bytes() == theirs.public(role).read_bytes()
    assert mine.private("device").stat().st_mode & 0o077 == 0
    kiosk = Kiosk(office, "kiosk-new", _private(mine))
    envelope = kiosk.seal(submission(mother_kokuho(), "A-001", device="kiosk-new"))
    assert error(kiosk.put(envelope)) == (403, "office.device_pending")
    other = "0000-0000-0000-0000-0000"
    assert not devices.confirm(office.database, lambda: NOW, "kiosk-new", other)
    assert devices.confirm(office.database, lambda: NOW, "kiosk-new", told.fingerprint.upper())
    assert kiosk.put(envelope).status_code == 201
    again = introduce(office.url, "kiosk-new", code, tmp_path / "thief")
    assert isinstance(again, SyncFailure)  # once
    assert again.code is SyncFailureCode.OFFICE_REFUSED


def test_a_key_that_was_never_on_disk_comes_in_too(office: OfficeProcess, tmp_path: Path) -> None:
    mine = KeyFolder(tmp_path)
    code = devices.invite(office.database, lambda: datetime.now(UTC), "kiosk-tpm")
    failed = introduce(office.url, "kiosk-tpm", code, tmp_path, tpm=tmp_path / "nowhere")
    assert isinstance(failed, TpmFailure)
    assert list(tmp_path.iterdir()) == []
    save_public(Ed25519PrivateKey.generate().public_key(), mine.public("device"))  # put aside once
    with short_folder() as beside, software_tpm(beside) as chip:
        told = introduce(office.url, "kiosk-tpm", code, tmp_path, tpm=chip.address)
        assert isinstance(told, Introduced)
        assert sealed_to(mine.private("device")) == chip.address
        key = _private(mine)
    assert fingerprint(load_signing_public(mine.public("device"))) == told.fingerprint
    assert devices.confirm(office.database, lambda: NOW, "kiosk-tpm", told.fingerprint)
    kiosk = Kiosk(office, "kiosk-tpm", key)
    envelope = kiosk.seal(submission(mother_kokuho(), "T-001", device="kiosk-tpm"))
    assert kiosk.put(envelope).status_code == 201


def test_a_plain_key_that_is_there_goes_to_the_chip_before_it_is_shown(
    tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    mine = make_development_keys(tmp_path)
    before = _private(mine).private_bytes_raw()
    with short_folder() as beside, software_tpm(beside) as chip:
        answer = introduce("http://127.0.0.1:9", "kiosk-a", "A" * 16, tmp_path, tpm=chip.address)
        assert isinstance(answer, SyncFailure)  # nobody there
        assert sealed_to(mine.private("device")) == chip.address
        assert _private(mine).private_bytes_raw() == before
    words = ["--office", "http://127.0.0.1:9", "--device", "kiosk-a", "--code", "A" * 16]
    assert enrol.main([*words, "--keys", str(tmp_path)]) == 1  # the chip is gone
    said = capsys.readouterr().err
    assert said.count("(tpm.absent: FileNotFoundError)") == 2
    assert "TPM（セキュリティチップ）に届きません" in said


def test_standing_is_asked_on_every_request(office: OfficeProcess) -> None:
    kiosk = Kiosk(office, "kiosk-s").enrol()
    envelope = kiosk.seal(submission(mother_kokuho(), "A-002", device="kiosk-s"))
    database, clock = office.database, lambda: NOW
    assert devices.change(database, clock, "kiosk-s", Standing.SUSPENDED)
    assert error(kiosk.put(envelope)) == (403, "office.device_suspended")
    assert devices.change(database, clock, "kiosk-s", Standing.ACTIVE)
    assert kiosk.put(envelope).status_code == 201
    assert devices.revoke(database, clock, "kiosk-s")
    assert error(kiosk.put(envelope)) == (403, "office.device_revoked")
    for back in (Standing.ACTIVE, Standing.SUSPENDED, Standing.PENDING, Standing.REVOKED):
        assert not devices.change(database, clock, "kiosk-s", back)


@pytest.fixture
def database(tmp_path: Path) -> Iterator[Database]:
    made = Database(f"sqlite:///{tmp_path / 'office.db'}")
    made.create()
    yield made
    made.dispose()


def test_a_code_is_for_one_name_and_fifteen_minutes(database: Database) -> None:
    def wanted(device: str, code: str) -> Any:
        request = from_request(to_request(device, code, Ed25519PrivateKey.generate()))
        assert request is not None
        return request

    code = devices.invite(database, lambda: NOW, "kiosk-a")
    wrong = OfficeFailureCode.CODE_WRONG
    assert devices.enrol(database, lambda: NOW, wanted("kiosk-b", code)) is wrong
    late = NOW + devices.CODE_LIFE + timedelta(seconds=1)
    assert devices.enrol(database, lambda: late, wanted("kiosk-a", code)) is wrong
    newer = devices.invite(database, lambda: NOW, "kiosk-a")
    assert devices.enrol(database, lambda: NOW, wanted("kiosk-a", code)) is wrong
    assert not isinstance(
        devices.enrol(database, lambda: NOW, wanted("kiosk-a", newer)), OfficeFailureCode
    )
    with pytest.raises(ValueError, match="enrolled already"):
        devices.invite(database, lambda: NOW, "kiosk-a")


def test_a_request_to_enrol_is_signed_by_the_key_in_it() -> None:
    body = to_request("kiosk-a", "A" * 16, Ed25519PrivateKey.generate())
    assert from_request(body) is not None
    for change in ({"device": "kiosk-b"}, {"code": "B" * 16}, {"key": "AAAA"}, {"device": 7}):
        assert from_request(json.dumps({**json.loads(body), **change}).encode()) is None
    for nonsense in (b"", b"[]", b"{}", b"[" * 2000, b"\xff"):
        assert from_request(nonsense) is None


def test_codes_cannot_be_guessed_by_the_thousand(tmp_path: Path) -> None:
    with OfficeProcess(tmp_path) as fresh:
        body = to_request("kiosk-a", "A" * 16, Ed25519PrivateKey.generate())
        answers = [
            requests.post(
                f"{fresh.url}/v1/enrolments",
                data=body,
                headers={"Content-Type": ENROLMENT_TYPE},
                timeout=60,
            )
            for _ in range(12)
        ]
    assert [each.status_code for each in answers] == [403] * 10 + [429] * 2
    assert int(answers[-1].headers["Retry-After"]) > 30


# ---- limits


def test_a_bucket_fills_at_its_rate_and_names_the_wait() -> None:
    now = [0.0]
    buckets = Buckets(2.0, 3, lambda: now[0])
    assert [buckets.take("a") for _ in range(4)] == [0, 0, 0, 1]
    assert buckets.take("b") == 0
    now[0] = 0.5
    assert [buckets.take("a") for _ in range(2)] == [0, 1]
    now[0] = 100.0
    assert [buckets.take("a") for _ in range(4)] == [0, 0, 0, 1]
    assert Buckets(0.01, 1, lambda: 0.0).take("a") == 0


def test_places_are_given_back() -> None:
    places = Places(1)
    with places.one() as first, places.one() as second:
        assert (first, second) == (True, False)
    with places.one() as again:
        assert again


def test_one_kiosk_that_runs_wild_is_asked_to_come_later(tmp_path: Path) -> None:
    slow = OfficeProcess(tmp_path)
    slow.configure(rate_per_minute=1, rate_burst=2)
    with slow:
        wild, calm = Kiosk(slow, "kiosk-a").enrol(), Kiosk(slow, "kiosk-b").enrol()
        envelope = wild.seal(submission(mother_kokuho(), "A-001", device="kiosk-a"))
        answers = [wild.put(envelope) for _ in range(3)]
        assert [each.status_code for each in answers] == [201, 200, 429]
        assert 1 <= int(answers[-1].headers["Retry-After"]) <= 60
        made = calm.seal(submission(mother_kokuho(), "B-001", device="kiosk-b"))
        assert calm.put(made).status_code == 201


# ---- the opener's process


def test_the_serving_process_has_no_key_that_opens(tmp_path: Path) -> None:
    """With the private key out of its reach it serves; only an opener that has it opens cases."""
    office = OfficeProcess(tmp_path)
    office.configure(start_opener=False)
    private = office.keys.private("office")
    away = private.rename(tmp_path / "elsewhere.pem")
    with office:
        kiosk = Kiosk(office).enrol()
        envelope = kiosk.seal(submission(mother_kokuho(), "A-001"))
        assert kiosk.put(envelope).status_code == 201
        inner = compose(office.settings)
        asked = inner.opener.open_case(str(envelope.id), "account:c1", "case")
        assert asked is OfficeFailureCode.OPENER_AWAY
        away.rename(private)
        with office.opener():
            until(lambda: kiosk._has_case(envelope.id))
            opened = inner.opener.open_case(str(envelope.id), "account:c1", "case")
            assert isinstance(opened, OpenedCase)
            assert opened.facts["deceased.name"].value == DECEASED  # type: ignore[union-attr]
            missing = inner.opener.open_case("none", "account:c1", "case")
            assert missing is OfficeFailureCode.CASE_NOT_FOUND
        inner.database.dispose()


def _children(pid: int) -> list[int]:
    told = subprocess.run(
        ["ps", "-o", "pid=", "--ppid", str(pid)], capture_output=True, check=False
    )
    return [int(each) for each in told.stdout.split()]


def test_a_killed_opener_is_replaced_and_ends_with_its_parent(tmp_path: Path) -> None:
    with OfficeProcess(tmp_path) as office:
        kiosk = Kiosk(office).enrol()
        kiosk.send(mother_kokuho(), "A-001")
        (opener,) = _children(office.pid)
        os.kill(opener, signal.SIGKILL)
        kiosk.send(mother_kokuho(), "A-002")
        (second,) = _children(office.pid)
        assert second != opener
        os.kill(office.pid, signal.SIGKILL)
        until(lambda: not Path(f"/proc/{second}").exists() or _is_zombie(second))


def _is_zombie(pid: int) -> bool:
    try:
        return Path(f"/proc/{pid}/stat").read_text().rpartition(")")[2].split()[0] == "Z"
    except OSError:
        return True


def test_only_the_opener_reads_the_private_key(office: OfficeProcess) -> None:
    """The key's bytes are in the opener's memory and not in the server's."""
    secret = keys.load_opening(office.settings.keys_folder).private_bytes_raw()
    Kiosk(office, "kiosk-m").enrol().send(mother_kokuho(), "M-001")
    (opener,) = _children(office.pid)
    assert _memory_has(opener, secret)
    assert not _memory_has(office.pid, secret)


def _memory_has(pid: int, secret: bytes) -> bool:
    with Path(f"/proc/{pid}/maps").open() as maps, Path(f"/proc/{pid}/mem").open("rb") as memory:
        for line in maps:
            span, rights, *_ = line.split()
            if not rights.startswith("rw"):
                continue
            begin, end = (int(each, 16) for each in span.split("-"))
            try:
                memory.seek(begin)
                if secret in memory.read(end - begin):
                    return True
            except (OSError, ValueError):
                continue
    return False


# ---- the API's own words


def error(answer: requests.Response) -> tuple[int, str]:
    return answer.status_code, answer.json()["error"]


def test_the_api_says_what_it_is(office: OfficeProcess) -> None:
    plain = requests.get(f"{office.url}/v1/openapi.json", timeout=60).json()
    assert set(plain["paths"]) == {
        "/v1/health",
        "/v1/state",
        "/v1/submissions/{submission_id}",
        "/v1/enrolments",
    }
    assert set(plain["paths"]["/v1/submissions/{submission_id}"]["put"]["responses"]) == {
        *("200", "201", "400", "403", "409", "413", "415", "421", "422", "429", "503")
    }


def test_another_content_type_is_not_read(office: OfficeProcess) -> None:
    kiosk = Kiosk(office, "kiosk-t").enrol()
    envelope = kiosk.seal(replace(submission(mother_kokuho(), "A-1", device="kiosk-t")))
    answer = requests.put(
        f"{office.url}/v1/submissions/{envelope.id}", data=envelope.to_bytes(), timeout=10
    )
    assert error(answer) == (415, "office.content_type")


def _private(folder: KeyFolder) -> Ed25519PrivateKey:
    assert load_sealing_public(folder.public("office"))
    assert load_signing_public(folder.public("audit-head"))
    return load_signing_private(folder.private("device"))
