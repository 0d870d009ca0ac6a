"""Tasks, their fence, corrections: on SQLite, with the real journey behind them."""

from __future__ import annotations

import itertools
from collections.abc import Iterator
from concurrent.futures import ThreadPoolExecutor
from dataclasses import dataclass
from datetime import UTC, datetime
from pathlib import Path

import pytest
from cryptography.hazmat.primitives.asymmetric.ed25519 import Ed25519PrivateKey
from cryptography.hazmat.primitives.asymmetric.x25519 import X25519PrivateKey
from sqlalchemy import Connection

from forms.catalogue.load import load
from forms.document import field_texts
from forms.facts.values import Known, Source
from sync.envelope.seal import SealingKeys, seal
from sync.office import audit, cases, devices, work
from sync.office.accounts import Account, Accounts
from sync.office.casefile import CaseFile, CaseFiles
from sync.office.cases import CaseRow
from sync.office.database import Database
from sync.office.failures import OfficeFailureCode
from sync.office.intake import Intake
from sync.office.opener import OpenedCase, Opener
from sync.office.pack_versions import PackVersions
from sync.office.sealed import Sealer, open_text, seal_text
from sync.office.tables import tasks
from sync.office.work import FROM, TO, Action, Note, ReturnReason, Seen, TaskState
from tests.support.keeper import until
from tests.support.office_cases import mother_kokuho, submission, unsure_heir
from tests.support.postgres import postgres

NOW = datetime(2026, 11, 21, 1, 0, tzinfo=UTC)
OFFICE_KEY, ESCROW_KEY = X25519PrivateKey.generate(), X25519PrivateKey.generate()
DEVICE_KEY = Ed25519PrivateKey.generate()
SEALER = Sealer(OFFICE_KEY.public_key(), ESCROW_KEY.public_key())
SEAL = SealingKeys(OFFICE_KEY.public_key(), ESCROW_KEY.public_key(), DEVICE_KEY)
CORRECTED = "葛󠄀西　春江"
FILES = CaseFiles(PackVersions(load("toyonaka")), practice=True)


def clock() -> datetime:
    return NOW


@dataclass
class Desk:
    """Two clerks at one case."""

    database: Database
    opener: Opener
    path: Path
    first: Account
    second: Account
    case_id: str

    def row(self) -> CaseRow:
        with self.database.reading() as connection:
            found = cases.one(connection, self.case_id)
        assert found is not None
        return found

    def opened(self) -> OpenedCase:
        opened = self.opener.open_case(self.case_id, "account:test", "case")
        assert isinstance(opened, OpenedCase)
        return opened

    def file(self) -> CaseFile:
        file = FILES.read(self.opened())
        assert isinstance(file, CaseFile)
        return file

    def do(
        self, clerk: Account, action: Action, seen: list[Seen], note: Note | None = None
    ) -> OfficeFailureCode | None:
        with self.database.writing() as connection:
            code = work.advance(connection, NOW, clerk, self.case_id, action, seen=seen, note=note)
            if code is not None:
                connection.rollback()
        return code

    def seen(self, section: str | None = None) -> list[Seen]:
        tasks = (t for t in self.row().tasks if section in (None, t.section))
        return [Seen(t.id, t.version) for t in tasks]

    def states(self) -> dict[str, TaskState]:
        return {t.procedure: t.state for t in self.row().tasks}

    def correct(
        self, fact: str, value: str | bool, version: int | None = None
    ) -> OfficeFailureCode | int:
        file = self.file()
        state = Known(value, Source.CLERK)
        journey = FILES.journey(file, {**file.opened.facts, fact: state})
        seen = self.row().version if version is None else version
        with self.database.writing() as connection:
            number = cases.revise(
                connection,
                NOW,
                self.first,
                SEALER,
                case=(self.case_id, seen),
                change=(fact, state),
            )
            if isinstance(number, int):
                cases.follow(connection, NOW, self.first, self.case_id, journey)
        return number


def desk_with(path: Path, facts: object, url: str | None = None) -> Desk:
    database = Database(url or f"sqlite:///{path}")
    database.create()
    devices.add(database, clock, "kiosk-a", DEVICE_KEY.public_key())
    accounts = Accounts(database, b"s" * 32, clock)
    first = accounts.add("c1", "甲", "shimin", "practice-only-1")
    second = accounts.add("c2", "乙", "kaigo", "practice-only-2")
    envelope = seal(submission(facts, "A-012"), SEAL, 1)  # type: ignore[arg-type]
    intake = Intake(database, "toyonaka", DEVICE_KEY, clock, max_bytes=200_000)
    intake.take(envelope.id, envelope.to_bytes())
    opener = Opener(database, OFFICE_KEY, clock)
    assert opener.make_missing_cases() == 0
    return Desk(database, opener, path, first, second, str(envelope.id))


@pytest.fixture
def desk(tmp_path: Path) -> Iterator[Desk]:
    made = desk_with(tmp_path / "office.db", mother_kokuho())
    yield made
    made.database.dispose()


@pytest.fixture
def unsure(tmp_path: Path) -> Iterator[Desk]:
    made = desk_with(tmp_path / "office.db", unsure_heir())
    yield made
    made.database.dispose()


def test_claim_confirm_complete(desk: Desk) -> None:
    for action, state in (
        (Action.CLAIM, TaskState.CLAIMED),
        (Action.CONFIRM, TaskState.CONFIRMED),
        (Action.COMPLETE, TaskState.COMPLETED),
    ):
        assert desk.do(desk.first, action, desk.seen("kaigo")) is None
        assert desk.states()["okuyami.kaigo_loss"] is state
    assert desk.states()["okuyami.kokuho_loss"] is TaskState.RECEIVED
    assert desk.row().stage == "working"


def test_a_stale_page_changes_nothing_not_even_its_fresh_part(desk: Desk) -> None:
    old = desk.seen()
    assert desk.do(desk.first, Action.CLAIM, desk.seen("kaigo")) is None
    before = desk.row()
    assert desk.do(desk.second, Action.CLAIM, old) is OfficeFailureCode.SOMEONE_WAS_FIRST
    assert desk.row() == before


def test_only_who_claimed_may_confirm_and_a_colleague_can_take_over(desk: Desk) -> None:
    desk.do(desk.first, Action.CLAIM, desk.seen("kaigo"))
    refused = desk.do(desk.second, Action.CONFIRM, desk.seen("kaigo"))
    assert refused is OfficeFailureCode.NOT_ALLOWED_NOW
    assert desk.do(desk.second, Action.CLAIM, desk.seen("kaigo")) is None
    assert desk.do(desk.second, Action.CONFIRM, desk.seen("kaigo")) is None
    task = next(t for t in desk.row().tasks if t.section == "kaigo")
    assert (task.owner, task.confirmed_at is not None) == (desk.second.id, True)


def test_every_state_and_action_is_allowed_or_refused_as_the_table_says(desk: Desk) -> None:
    way = {
        TaskState.RECEIVED: [],
        TaskState.CLAIMED: [Action.CLAIM],
        TaskState.CONFIRMED: [Action.CLAIM, Action.CONFIRM],
        TaskState.RETURNED: [Action.CLAIM, Action.RETURN],
        TaskState.COMPLETED: [Action.CLAIM, Action.CONFIRM, Action.COMPLETE],
    }
    expected = {
        (TaskState.RECEIVED, Action.CLAIM),
        (TaskState.CLAIMED, Action.RELEASE),
        (TaskState.CLAIMED, Action.CONFIRM),
        (TaskState.CLAIMED, Action.RETURN),
        (TaskState.CONFIRMED, Action.COMPLETE),
        (TaskState.RETURNED, Action.CLAIM),
    }
    task = next(t for t in desk.row().tasks if t.section == "kaigo")
    for state, action in itertools.product(way, Action):
        version = next(t.version for t in desk.row().tasks if t.id == task.id)
        with desk.database.writing() as connection:
            connection.execute(
                tasks.update()
                .where(tasks.c.id == task.id)
                .values(
                    state=state.value,
                    account_id=None if state is TaskState.RECEIVED else desk.first.id,
                )
            )
        note = Note(ReturnReason.IDENTITY, None) if action is Action.RETURN else None
        code = desk.do(desk.first, action, [Seen(task.id, version)], note)
        assert (code is None) == ((state, action) in expected), (state, action)
        if code is None:
            assert state in FROM[action]
            assert desk.states()[task.procedure] is TO[action]


def test_24_clerks_at_once_confirm_once(desk: Desk) -> None:
    desk.do(desk.first, Action.CLAIM, desk.seen())
    seen = desk.seen()
    with ThreadPoolExecutor(24) as pool:
        codes = list(pool.map(lambda _: desk.do(desk.first, Action.CONFIRM, seen), range(24)))
    assert codes.count(None) == 1
    assert set(codes) == {None, OfficeFailureCode.SOMEONE_WAS_FIRST}
    with desk.database.reading() as connection:
        done = [e for e in audit.history(connection, desk.case_id) if e.action == "task.confirm"]
    assert len(done) == len(seen)


def test_two_presses_that_cross_on_postgresql_do_not_wait_in_a_circle(tmp_path: Path) -> None:
    """One takes task 1 then 2, the other 2 then 1; the second one is told, nobody is broken off."""
    with postgres() as cluster:
        desk = desk_with(tmp_path, mother_kokuho(), cluster.database("office"))
        desk.do(desk.first, Action.CLAIM, desk.seen())
        one, two, *_ = desk.seen()

        def press(connection: Connection, seen: Seen) -> OfficeFailureCode | None:
            return work.advance(
                connection, NOW, desk.first, desk.case_id, Action.CONFIRM, seen=[seen]
            )

        with ThreadPoolExecutor(1) as pool:
            with desk.database.writing() as connection:
                assert press(connection, one) is None
                crossing = pool.submit(desk.do, desk.first, Action.CONFIRM, [two, one])
                until(lambda: _waits_for_a_lock(desk.database))
                assert press(connection, two) is None
            assert crossing.result(30) is OfficeFailureCode.SOMEONE_WAS_FIRST
        with desk.database.reading() as connection:
            history = audit.history(connection, desk.case_id)
            assert audit.broken_at(connection) is None
        assert len([e for e in history if e.action == "task.confirm"]) == 2
        desk.database.dispose()


def _waits_for_a_lock(database: Database) -> bool:
    query = "SELECT count(*) FROM pg_stat_activity WHERE wait_event_type = 'Lock'"
    with database.reading() as connection:
        return bool(connection.exec_driver_sql(query).scalar_one() == 1)


def test_a_returned_task_keeps_the_clerks_words_sealed(desk: Desk) -> None:
    words = "会葬礼状を お持ちください 葛西様"
    desk.do(desk.first, Action.CLAIM, desk.seen("kaigo"))
    note = Note(ReturnReason.DOCUMENTS_MISSING, SEALER.note(desk.case_id, words))
    assert desk.do(desk.first, Action.RETURN, desk.seen("kaigo"), note) is None
    kept = {(note.text, note.reason, note.by) for note in desk.opened().notes}
    assert kept == {(words, "documents_missing", "甲")}
    assert words.encode() not in desk.path.read_bytes()


def test_a_correction_is_a_new_revision_and_the_first_value_stays(desk: Desk) -> None:
    assert desk.correct("deceased.name", CORRECTED) == 1
    opened = desk.opened()
    assert opened.facts["deceased.name"] == Known(CORRECTED, Source.CLERK)
    assert opened.submission.facts["deceased.name"] == mother_kokuho()["deceased.name"]
    assert [(r.number, r.fact, r.by) for r in opened.revisions] == [(1, "deceased.name", "甲")]
    stored = desk.path.read_bytes()
    assert b"deceased.name" in stored  # the audit says which fact ...
    assert "春江".encode() not in stored  # ... and not what it became
    filled = FILES.fill(desk.file(), "kokuho_sosaihi", "okuyami.kokuho_sosaihi")
    assert filled is not None
    assert CORRECTED in field_texts(filled).values()


def test_a_correction_from_a_stale_page_is_not_stored(desk: Desk) -> None:
    seen = desk.row().version
    assert desk.correct("deceased.name", CORRECTED) == 1
    late = desk.correct("deceased.name", "別の人", version=seen)
    assert late is OfficeFailureCode.SOMEONE_WAS_FIRST
    assert desk.opened().revision == 1


def test_a_corrected_name_reaches_what_was_derived_from_it(desk: Desk) -> None:
    desk.correct("visitor.name", "吉田　花")
    file = desk.file()
    assert file.facts["mourner.name"] == Known("吉田　花", Source.DERIVED)


def test_an_answer_at_the_counter_adds_and_withdraws_procedures(unsure: Desk) -> None:
    before = {t.procedure: t.check_at_counter for t in unsure.row().tasks}
    assert before["okuyami.kouki_loss"]
    assert before["okuyami.kokuho_loss"]
    unsure.correct("deceased.insurance", "kouki")
    after = {t.procedure: (t.state, t.check_at_counter) for t in unsure.row().tasks}
    assert after["okuyami.kouki_loss"] == (TaskState.RECEIVED, False)
    assert after["okuyami.kokuho_loss"][0] is TaskState.WITHDRAWN
    unsure.correct("deceased.insurance", "kokuho")
    again = unsure.states()
    assert again["okuyami.kokuho_loss"] is TaskState.RECEIVED
    assert again["okuyami.kouki_loss"] is TaskState.WITHDRAWN
    with unsure.database.reading() as connection:
        assert audit.broken_at(connection) is None


def test_what_was_filed_is_not_withdrawn_by_a_correction(unsure: Desk) -> None:
    unsure.do(unsure.first, Action.CLAIM, unsure.seen("hoken_shikaku"))
    unsure.do(unsure.first, Action.CONFIRM, unsure.seen("hoken_shikaku"))
    unsure.correct("deceased.insurance", "kouki")
    assert unsure.states()["okuyami.kokuho_loss"] is TaskState.CONFIRMED


def test_sealed_words_open_only_in_their_place_and_with_their_key() -> None:
    sealed = seal_text("葛西", "revision a 1", SEAL.office, SEAL.escrow)
    assert open_text(sealed, "revision a 1", OFFICE_KEY) == "葛西"
    assert open_text(sealed, "revision a 1", ESCROW_KEY, "escrow") == "葛西"
    assert open_text(sealed, "revision a 2", OFFICE_KEY) is None
    assert open_text(sealed, "revision a 1", X25519PrivateKey.generate()) is None
    assert open_text(b"{}", "revision a 1", OFFICE_KEY) is None
